"""Prénoms: the first names given to the children born in the commune (SCDL, version 1.1.6)."""

from autan.schemas.names import phrases
from autan.schemas.standard import Kind, Standard, StandardField

_FIELDS = (
    StandardField(
        name="COMMUNE_NOM",
        kind=Kind.NAME,
        label="Nom de la commune",
        description="La commune où les naissances ont été déclarées.",
        example="Muret",
        profile="place",
        aliases=phrases(
            """
            COMMUNE | Nom de la commune | Nom commune | Ville | COLL_NOM |
            Commune de naissance | Nom collectivité | Collectivité
            """
        ),
    ),
    StandardField(
        name="COLL_INSEE",
        kind=Kind.INSEE,
        label="Code de la commune",
        description="Le code officiel de la commune, à cinq caractères.",
        example="31395",
        required=True,
        profile="insee",
        pattern=r"^([013-9]\d|2[AB1-9])\d{3}$",
        aliases=phrases(
            """
            CODE_INSEE | Code INSEE | INSEE | Code commune | COMMUNE_INSEE |
            Code INSEE de la commune | Code commune INSEE
            """
        ),
    ),
    StandardField(
        name="ENFANT_SEXE",
        kind=Kind.CHOICE,
        label="Sexe",
        description="M pour masculin, F pour féminin, I pour indéterminé.",
        example="F",
        required=True,
        choices=("M", "F", "I"),
        synonyms={
            "masculin": "M",
            "garcon": "M",
            "garcons": "M",
            "g": "M",
            "h": "M",
            "homme": "M",
            "feminin": "F",
            "fille": "F",
            "filles": "F",
            "femme": "F",
        },
        aliases=phrases(
            """
            SEXE_ENFANT | Sexe | Genre | Sexe de l'enfant | Sexe enfant | Sexe du nouveau-né |
            Garçon ou fille
            """
        ),
    ),
    StandardField(
        name="ENFANT_PRENOM",
        kind=Kind.FIRST_NAME,
        label="Prénom",
        description="Le premier prénom donné à l’enfant.",
        example="Louise",
        required=True,
        aliases=phrases(
            """
            PRENOM | Prénom | Prénoms | Prénom de l'enfant | ENFANT_PRENOMS | Premier prénom |
            Prénom du nouveau-né | 1er prénom | Prénom usuel | Prénom donné |
            Prénoms des nouveau-nés
            """
        ),
        avoid=("elu", "agent", "parrain"),
    ),
    StandardField(
        name="NOMBRE_OCCURRENCES",
        kind=Kind.INTEGER,
        label="Nombre d’enfants",
        description="Combien d’enfants ont reçu ce prénom dans l’année.",
        example="4",
        required=True,
        minimum=1,
        maximum=999_999,
        aliases=phrases(
            """
            NOMBRE_OCCURENCES | NOMBRE_D_OCCURRENCES | Nombre d'occurrences | Nombre |
            Occurrences | Nb | Effectif | Total | Nombre de naissances | Naissances |
            Nombre d'attributions | Nombre de fois | Fréquence | Quantité |
            Nombre d'enfants nés | Nombre de prénoms | Compte
            """
        ),
        lesser=("Valeur",),
    ),
    StandardField(
        name="ANNEE",
        kind=Kind.YEAR,
        label="Année",
        description="L’année des naissances.",
        example="2024",
        required=True,
        minimum=1900,
        maximum=2100,
        aliases=phrases(
            """
            Année | Année de naissance | Annee naissance | An | Année de la naissance |
            Année naissance | Année d'enregistrement | Millésime
            """
        ),
    ),
)

STANDARD = Standard(
    id="scdl-prenoms",
    label="Prénoms des nouveau-nés",
    title="Prénoms des nouveau-nés",
    noun=("prénom", "prénoms"),
    description="Les prénoms donnés aux enfants nés dans la commune, année par année.",
    theme="Population",
    source="SCDL, prénoms, version 1.1.6",
    version="1.1.6",
    registry="scdl/prenoms",
    fields=_FIELDS,
    anchors=(frozenset({"ENFANT_PRENOM", "NOMBRE_OCCURRENCES"}),),
    hints=("prenom", "prenoms", "enfant"),
    against=("nom", "adresse", "mail", "telephone", "agent", "elu", "naissance"),
    identity=("COLL_INSEE", "ENFANT_SEXE", "ENFANT_PRENOM", "ANNEE"),
    names=("ENFANT_PRENOM",),
    keywords=("prénoms", "naissances", "état civil", "SCDL"),
)
