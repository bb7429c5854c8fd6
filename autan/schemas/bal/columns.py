"""The columns that the versions of the address format share, in their order."""

from autan.schemas.standard import Kind, StandardField

UUID = r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
_COMMUNE = r"^[0-9][0-9AB][0-9]{3}$"
# The national address base writes these (ISO 639-3) after the name of a column.
_LANGUAGES = {
    "bre": "en breton",
    "eus": "en basque",
    "gsw": "en alsacien",
    "cos": "en corse",
    "oci": "en occitan",
    "cat": "en catalan",
    "gcr": "en créole guyanais",
    "gcf": "en créole antillais",
    "rcf": "en créole réunionnais",
    "swb": "en mahorais",
}


def identifiers(required: bool) -> tuple[StandardField, ...]:
    """The identifiers that the national address base gives."""
    return (
        StandardField(
            name="id_ban_commune",
            kind=Kind.UUID,
            label="Identifiant national de la commune",
            description="L’identifiant de la commune dans la base nationale des adresses.",
            example="0246e48c-f33d-433a-8984-034219be842e",
            required=required,
            pattern=UUID,
            aliases=("id_ban_com",),
        ),
        StandardField(
            name="id_ban_toponyme",
            kind=Kind.UUID,
            label="Identifiant national de la rue",
            description="L’identifiant de la rue dans la base nationale des adresses.",
            example="8a3bab10-f329-4ce3-9c7d-280d91a8053a",
            required=required,
            pattern=UUID,
            aliases=("id_ban_top",),
        ),
        StandardField(
            name="id_ban_adresse",
            kind=Kind.UUID,
            label="Identifiant national de l’adresse",
            description="L’identifiant de l’adresse dans la base nationale des adresses.",
            example="3c87abe4-887b-46ee-9192-5c1b35a06625",
            pattern=UUID,
            aliases=("id_ban_adr",),
        ),
    )


COMMUNE = (
    StandardField(
        name="commune_insee",
        kind=Kind.INSEE,
        label="Code de la commune",
        description="Le code officiel de la commune, à cinq caractères.",
        example="31399",
        required=True,
        profile="insee",
        pattern=_COMMUNE,
        aliases=("Code INSEE", "INSEE", "code_insee", "Code commune", "commune_in"),
    ),
    StandardField(
        name="commune_nom",
        kind=Kind.NAME,
        label="Commune",
        description="Le nom officiel de la commune.",
        example="Noé",
        required=True,
        profile="place",
        aliases=("Commune", "Nom de la commune", "nom_commune", "Ville", "commune_no"),
    ),
    StandardField(
        name="commune_deleguee_insee",
        kind=Kind.INSEE,
        label="Code de la commune déléguée",
        description="Le code de l’ancienne commune, s’il y en a une.",
        example="31288",
        pattern=_COMMUNE,
    ),
    StandardField(
        name="commune_deleguee_nom",
        kind=Kind.NAME,
        label="Commune déléguée",
        description="Le nom de l’ancienne commune, s’il y en a une.",
        example="Lherm",
    ),
)

PLACE = StandardField(
    name="lieudit_complement_nom",
    kind=Kind.TEXT,
    label="Complément d’adresse",
    description="Le lieu-dit qui précise l’adresse.",
    example="Les Hauts de Noé",
    aliases=("Lieu-dit", "lieudit", "lieudit_co", "Complément d'adresse", "Nom du lieu-dit"),
    lesser=("Complément",),
)


def street(name: str, aliases: tuple[str, ...]) -> StandardField:
    """The name of the street, whose own name changed between two versions."""
    return StandardField(
        name=name,
        kind=Kind.TEXT,
        label="Rue ou lieu-dit",
        description="Le nom de la rue, de la place ou du lieu-dit.",
        example="Rue des Écoles",
        required=True,
        min_length=3,
        max_length=200,
        aliases=(
            "Nom de la voie",
            "nom_voie",
            "Voie",
            "Rue",
            "Nom de voie",
            "NOM_VOI",
            "Libellé de voie",
            *aliases,
        ),
    )


def in_languages(street: str) -> tuple[StandardField, ...]:
    """The same names in a regional language, for the communes that publish them."""
    labels = {
        "commune_nom": "Commune",
        "commune_deleguee_nom": "Commune déléguée",
        street: "Rue ou lieu-dit",
        "lieudit_complement_nom": "Complément d’adresse",
    }
    return tuple(
        StandardField(
            name=f"{name}_{code}",
            kind=Kind.TEXT,
            label=f"{label} {language}",
            description="Le même nom, dans cette langue.",
            example="Carrièra de las Escòlas",
        )
        for name, label in labels.items()
        for code, language in _LANGUAGES.items()
    )


def number(minimum: int) -> StandardField:
    """The number in the street; 0 stopped being one with version 1.5."""
    return StandardField(
        name="numero",
        kind=Kind.INTEGER,
        label="Numéro",
        description="Le numéro dans la rue ; 99999 désigne une rue ou un lieu-dit sans numéro.",
        example="12",
        required=True,
        pattern=r"^(?:\d{1,4}|99999)$",
        minimum=minimum,
        maximum=99_999,
        aliases=(
            *("Numéro", "N°", "Numéro de voie", "num_voie", "NUM_VOI", "nulmero", "Num"),
            *("Numéro dans la voie", "N° de voirie", "Numéro de voirie", "no_voie"),
        ),
    )


REST = (
    StandardField(
        name="suffixe",
        kind=Kind.CODE,
        label="Suffixe",
        description="bis, ter, a, b…",
        example="bis",
        pattern=r"^[0-9A-Za-z]",
        max_length=9,
        aliases=(
            *("Indice de répétition", "rep", "SUF_VOI", "Répétition", "Ind. rép.", "Indice"),
            *("bis/ter", "ind_rep", "Suffixe de numéro", "Complément de numéro"),
        ),
        lesser=("Complément", "Lettre"),
    ),
    StandardField(
        name="position",
        kind=Kind.CHOICE,
        label="Nature de la position",
        description="Ce que le point désigne : l’entrée, le bâtiment, la parcelle…",
        example="entrée",
        choices=(
            "délivrance postale",
            "entrée",
            "bâtiment",
            "cage d’escalier",
            "logement",
            "parcelle",
            "segment",
            "service technique",
        ),
    ),
    StandardField(
        name="x",
        kind=Kind.NUMBER,
        label="Position est (en mètres)",
        description="La coordonnée est dans le système de l’IGN.",
        example="560412.20",
        aliases=("x_l93", "coord_x", "x_rgf93", "x_lambert93"),
    ),
    StandardField(
        name="y",
        kind=Kind.NUMBER,
        label="Position nord (en mètres)",
        description="La coordonnée nord dans le système de l’IGN.",
        example="6251822.81",
        aliases=("y_l93", "coord_y", "y_rgf93", "y_lambert93"),
    ),
    StandardField(
        name="long",
        kind=Kind.DEGREES,
        label="Longitude",
        description="La position est-ouest, en degrés.",
        example="1.278621",
        required=True,
        minimum=-180,
        maximum=180,
        aliases=("longitude", "lon", "lng", "long_wgs84"),
    ),
    StandardField(
        name="lat",
        kind=Kind.DEGREES,
        label="Latitude",
        description="La position nord-sud, en degrés.",
        example="43.357542",
        required=True,
        minimum=-90,
        maximum=90,
        aliases=("latitude", "lat_wgs84"),
    ),
    StandardField(
        name="cad_parcelles",
        kind=Kind.CODE,
        label="Parcelles cadastrales",
        description="Les parcelles desservies, séparées par une barre verticale.",
        example="313990000A0123",
        pattern=r"^[0-9A-Z]{14}(\|[0-9A-Z]{14})*$",
        aliases=("Parcelles", "Cadastre", "cad_parcel"),
    ),
    StandardField(
        name="source",
        kind=Kind.NAME,
        label="Source",
        description="L’organisme qui a créé l’adresse.",
        example="Commune de Noé",
        required=True,
        profile="name",
    ),
    StandardField(
        name="date_der_maj",
        kind=Kind.DATE,
        label="Dernière mise à jour",
        description="Le jour du dernier changement de l’adresse.",
        example="2024-06-30",
        required=True,
        aliases=(
            *("Date de dernière mise à jour", "Date de mise à jour", "Date maj"),
            *("date_der_m", "dmaj", "date_maj"),
        ),
        lesser=("Date création", "Date de création", "Date", "Date d'adressage", "Date de saisie"),
    ),
    StandardField(
        name="certification_commune",
        kind=Kind.BOOLEAN,
        label="Certifiée par la commune",
        description="Oui si la commune garantit que l’adresse est exacte.",
        example="oui",
        required=True,
        aliases=(
            *("Certification", "Certifié commune"),
            *("certification_adresse", "certificat", "certification_co"),
        ),
    ),
)

HINTS = ("interop", "toponyme", "adresses", "bal", "adressage", "numerotation", "cle")
AGAINST = ("sexe", "age", "tarif", "capacite", "montant")
# An address is a column of many files; what they say of it is not for this one.
CONTRARY = (
    *("mutation", "fonciere", "permis", "autorisation", "naissance", "prenom", "raison", "=nom"),
    *("telephone", "email", "horaire", "etablissement", "demandeur", "logement", "chantier"),
    *("equipement", "commerce", "activite", "association", "surface", "=titulaire", "travaux"),
    *("enseigne", "accident", "capacite", "bailleur"),
)
KEYWORDS = ("adresses", "base adresse locale", "voies", "SCDL")
