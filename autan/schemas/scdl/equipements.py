"""Équipements collectifs publics: the places of public service (SCDL, version 0.1.5)."""

from autan.schemas.names import phrases, squash
from autan.schemas.standard import Kind, Standard, StandardField

_THEMES = (
    "Equipement administratif",
    "Equipement de justice",
    "Equipement sanitaire",
    "Equipement social et d'animation",
    "Equipement sportif et de loisirs",
    "Equipement d'enseignement",
    "Equipement cultuel",
    "Equipement culturel",
    "Equipement de mobilité",
    "Autre équipement",
)

_FIELDS = (
    StandardField(
        name="COLL_NOM",
        kind=Kind.NAME,
        label="Nom de la collectivité",
        description="La collectivité sur le territoire de laquelle se trouve l’équipement.",
        example="Commune de Noé",
        required=True,
        profile="name",
        aliases=phrases("Collectivité | Nom collectivité | Nom de la collectivité | Propriétaire"),
    ),
    StandardField(
        name="COLL_SIRET",
        kind=Kind.SIRET,
        label="SIRET de la collectivité",
        description="Le numéro à 14 chiffres de la collectivité.",
        example="21310399700010",
        required=True,
        profile="siret",
        pattern=r"^\d{14}$",
        aliases=phrases("Code SIRET de la collectivité | SIRET | SIRET collectivité"),
    ),
    StandardField(
        name="EQUIP_UID",
        kind=Kind.CODE,
        label="Identifiant de l’équipement",
        description="Le code de la commune, puis celui de l’équipement et un numéro d’ordre.",
        example="31399-01010401-001",
        required=True,
        max_length=18,
        pattern=r"^[0-9A-B]{5}-[0-9]{8}-[0-9]{3}$",
        aliases=phrases(
            """
            Identifiant unique de l'équipement | Identifiant équipement |
            Identifiant de l'équipement | ID équipement | Code unique
            """
        ),
    ),
    StandardField(
        name="EQUIP_THEME",
        kind=Kind.CHOICE,
        label="Thème de l’équipement",
        description="La famille à laquelle l’équipement appartient.",
        example="Equipement sportif et de loisirs",
        required=True,
        choices=_THEMES,
        synonyms={
            "administratif": "Equipement administratif",
            "sport": "Equipement sportif et de loisirs",
            "sportif": "Equipement sportif et de loisirs",
            "culture": "Equipement culturel",
            "enseignement": "Equipement d'enseignement",
            "sante": "Equipement sanitaire",
            **{squash(one.removeprefix("Equipement ")): one for one in _THEMES},
            "social": "Equipement social et d'animation",
            "scolaire": "Equipement d'enseignement",
            "autre": "Autre équipement",
        },
        aliases=phrases(
            """
            Thème de classement de l'équipement | Thème | Famille | Thématique | Domaine |
            Catégorie
            """
        ),
    ),
    StandardField(
        name="EQUIP_CODE",
        kind=Kind.CODE,
        label="Code de l’équipement",
        description="Le code du type d’équipement et son numéro d’ordre.",
        example="01010401-001",
        required=True,
        max_length=12,
        aliases=phrases("Code d'identification de l'équipement | Code équipement"),
    ),
    StandardField(
        name="EQUIP_TYPE",
        kind=Kind.TEXT,
        label="Type d’équipement",
        description="Ce qu’est l’équipement : mairie, école, gymnase…",
        example="Mairie",
        required=True,
        aliases=phrases(
            """
            Type d'équipement | Type équipement | Catégorie d'équipement | Type |
            Nature de l'équipement | Type de lieu | Sous-catégorie | Nature | Typologie |
            Sous-thème | Sous-type | Sous-famille
            """
        ),
    ),
    StandardField(
        name="EQUIP_NOM",
        kind=Kind.NAME,
        label="Nom de l’équipement",
        description="Le nom sous lequel l’équipement est connu.",
        example="Salle des fêtes Jean-Jaurès",
        required=True,
        aliases=phrases(
            """
            Nom complet de l'équipement | Nom complet | Nom équipement | Équipement | Nom |
            Nom du lieu |
            Nom de l'établissement | Dénomination | Nom du bâtiment | Nom du site | Libellé |
            Intitulé | Désignation | Bâtiment | Nom de la structure | Établissement
            """
        ),
        lesser=phrases("name | Lieu | Site"),
    ),
    StandardField(
        name="ADR_NUMERO",
        kind=Kind.CODE,
        label="Numéro dans la rue",
        description="Le numéro de l’adresse, avec bis ou ter s’il y a lieu.",
        example="12 bis",
        required=True,
        aliases=phrases(
            """
            Numéro d’adresse complet | Numéro de voie | N° de voie | Numéro | N° |
            Numéro de rue | Num voie | Numéro dans la voie
            """
        ),
    ),
    StandardField(
        name="ADR_NOMVOIE",
        kind=Kind.TEXT,
        label="Rue",
        description="Le nom de la rue ou du lieu-dit.",
        example="Rue de la République",
        required=True,
        min_length=3,
        aliases=phrases(
            """
            Nom complet de la voie | Nom de voie | Voie | Rue | Adresse | Nom de la voie |
            Nom de rue | Nom de la rue | Adresse postale | Libellé de voie | adr_voie |
            adr_nomvoie | adr_rue
            """
        ),
        avoid=("mail", "email", "web", "site"),
    ),
    StandardField(
        name="ADR_CODEPOSTAL",
        kind=Kind.POSTCODE,
        label="Code postal",
        description="Le code postal, à cinq chiffres.",
        example="31410",
        required=True,
        pattern=r"^\d{5}$",
        aliases=phrases("Code postal | CP | Code Postal de la commune | CP commune | adr_cp"),
    ),
    StandardField(
        name="ADR_COMMUNE",
        kind=Kind.NAME,
        label="Commune",
        description="La commune où se trouve l’équipement.",
        example="Noé",
        required=True,
        profile="place",
        aliases=phrases("Commune | Ville | Nom de la commune"),
    ),
    StandardField(
        name="ADR_CLE_INTEROP",
        kind=Kind.CODE,
        label="Clé de l’adresse",
        description="L’identifiant de l’adresse dans la base des adresses.",
        example="31399_0040_00012",
        min_length=16,
        pattern=r"^[A-Za-z0-9_]+$",
        aliases=phrases("Clé d'interopérabilité de l'adresse | cle_interop"),
    ),
    StandardField(
        name="ERP_ID",
        kind=Kind.CODE,
        label="Numéro d’établissement recevant du public",
        description="L’identifiant donné par les services de secours.",
        example="E-188-01",
        aliases=phrases("Identifiant d'Etablissement Recevant du Public"),
    ),
    StandardField(
        name="ERP_TYPE",
        kind=Kind.CODE,
        label="Type d’établissement recevant du public",
        description="La lettre qui dit l’activité de l’établissement.",
        example="L",
        max_length=10,
        aliases=phrases("Type d'Etablissement Recevant du Public | Type ERP"),
    ),
    StandardField(
        name="ERP_CATEGORIE",
        kind=Kind.INTEGER,
        label="Catégorie d’établissement recevant du public",
        description="De 1 à 5, selon le nombre de personnes accueillies.",
        example="5",
        minimum=1,
        maximum=5,
        aliases=phrases("Catégorie d'Etablissement Recevant du Public | Catégorie ERP"),
    ),
    StandardField(
        name="EQUIP_LAT",
        kind=Kind.DEGREES,
        label="Latitude",
        description="La position nord-sud, en degrés.",
        example="43.357542",
        required=True,
        minimum=-90,
        maximum=90,
        aliases=phrases("Latitude | lat | Coordonnée Y | Y (WGS84) | Ylat | Latitude WGS84"),
    ),
    StandardField(
        name="EQUIP_LONG",
        kind=Kind.DEGREES,
        label="Longitude",
        description="La position est-ouest, en degrés.",
        example="1.278621",
        required=True,
        minimum=-180,
        maximum=180,
        aliases=phrases(
            """
            Longitude | long | lon | lng | Coordonnée X | X (WGS84) | Xlong | Longitude WGS84
            """
        ),
    ),
    StandardField(
        name="EQUIP_OUVERTURE",
        kind=Kind.TEXT,
        label="Horaires d’ouverture",
        description="Les jours et les heures d’ouverture.",
        example="Mo-Fr 08:30-12:00",
        aliases=phrases(
            """
            Jours et horaires d'ouverture | Horaires | Horaires d'ouverture |
            Jours d'ouverture | Heures d'ouverture
            """
        ),
    ),
    StandardField(
        name="EQUIP_TEL",
        kind=Kind.PHONE,
        label="Téléphone",
        description="Le téléphone de l’équipement.",
        example="+33 561870000",
        aliases=phrases(
            """
            Téléphone | Tél | Tel | Numéro de téléphone | Téléphone standard |
            Contact téléphonique
            """
        ),
    ),
    StandardField(
        name="EQUIP_EMAIL",
        kind=Kind.EMAIL,
        label="Adresse électronique",
        description="L’adresse électronique de l’équipement.",
        example="contact@noe.example",
        aliases=phrases(
            """
            Adresse email | Email | Mail | Courriel | Adresse mail | E-mail |
            Adresse électronique
            """
        ),
    ),
    StandardField(
        name="EQUIP_WEB",
        kind=Kind.URL,
        label="Site internet",
        description="L’adresse du site de l’équipement.",
        example="https://noe.example",
        aliases=phrases(
            """
            Adresse du site web | Site web | Site internet | Site | URL | Lien | Page web |
            Adresse internet | Web
            """
        ),
    ),
)

STANDARD = Standard(
    id="scdl-equipements",
    label="Équipements publics",
    title="Équipements publics",
    noun=("équipement", "équipements"),
    description="Les lieux de service public : mairie, écoles, salles, avec leur adresse.",
    theme="Équipements et services",
    source="SCDL, équipements collectifs publics, version 0.1.5",
    version="0.1.5",
    registry="scdl/equipements",
    fields=_FIELDS,
    anchors=(
        frozenset({"EQUIP_NOM", "EQUIP_TYPE", "EQUIP_LAT", "EQUIP_LONG"}),
        frozenset({"EQUIP_UID", "EQUIP_NOM"}),
        frozenset({"EQUIP_NOM", "EQUIP_THEME", "ADR_COMMUNE"}),
        frozenset({"EQUIP_NOM", "ERP_TYPE", "ERP_CATEGORIE"}),
    ),
    hints=("equip", "equipement", "equipements", "erp"),
    against=("sportif", "montant", "delib"),
    contrary=("facture", "permis", "mutation", "=prenom", "naissance"),
    identity=("EQUIP_UID",),
    names=("EQUIP_NOM",),
    keywords=("équipements", "services publics", "lieux", "SCDL"),
)
