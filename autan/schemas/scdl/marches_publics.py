"""Marchés publics: what the collectivity buys, and from whom (SCDL, version 1.0.1)."""

from autan.schemas.names import phrases
from autan.schemas.standard import Kind, Standard, StandardField

_IDENTIFIERS = ("SIRET", "TVA", "TAHITI", "RIDET", "FRWF", "IREP", "HORS UE")
_NATURES = ("Marché", "Marché de partenariat", "Accord-cadre", "Marché subséquent")

_PROCEDURES = (
    "Procédure adaptée",
    "Appel d’offres ouvert",
    "Appel d’offres restreint",
    "Procédure concurrentielle avec négociation",
    "Procédure négociée avec mise en concurrence préalable",
    "Marché négocié sans publicité ni mise en concurrence préalable",
    "Dialogue compétitif",
)

_PLACES = (
    "Code postal",
    "Code commune",
    "Code arrondissement",
    "Code canton",
    "Code département",
    "Code région",
    "Code pays",
)


def _field(
    name: str, kind: Kind, label: str, description: str, example: str, **more: object
) -> StandardField:
    return StandardField(name, kind, label, description, example, **more)  # type: ignore[arg-type]


_AWARD = (
    _field(
        "MARCHE_ID",
        Kind.CODE,
        "Numéro du marché",
        "L’année, un numéro interne et le rang de la modification.",
        "2024T01200",
        required=True,
        pattern=r"^\d{4}.{1,10}\d{2}$",
        aliases=phrases(
            """
            N° Marché | Numéro de marché | Numéro marché | Référence du marché | id |
            N° du marché | Numéro du contrat | Référence | Référence marché | N° de marché |
            Numéro de consultation | Identifiant du marché | Code marché | N° contrat | Numéro
            """
        ),
    ),
    _field(
        "MARCHE_UID",
        Kind.CODE,
        "Identifiant unique du marché",
        "Le SIRET de l’acheteur suivi du numéro du marché.",
        "213101579000182024T01200",
        aliases=("uid", "Identifiant unique du marché"),
    ),
    _field(
        "ACHETEURS_ID",
        Kind.SIRET,
        "SIRET de l’acheteur",
        "Le numéro à 14 chiffres de la collectivité qui achète.",
        "21310157900018",
        required=True,
        profile="siret",
        pattern=r"^\d{14}$",
        aliases=phrases(
            """
            SIRET acheteur | acheteur_id | acheteur.id | Identifiant acheteur |
            SIRET de l'acheteur | SIRET du pouvoir adjudicateur
            """
        ),
    ),
    _field(
        "ACHETEURS_NOM",
        Kind.NAME,
        "Acheteur",
        "La collectivité qui achète.",
        "Commune de Cugnaux",
        required=True,
        profile="name",
        aliases=phrases(
            """
            Acheteur | Nom de l'acheteur | acheteur_nom | Pouvoir adjudicateur | Nom acheteur |
            Maître d'ouvrage | Collectivité | Nom du pouvoir adjudicateur | Entité adjudicatrice
            """
        ),
    ),
    _field(
        "NATURE_MARCHE",
        Kind.CHOICE,
        "Nature du marché",
        "Marché simple, accord-cadre, marché subséquent ou de partenariat.",
        "Marché",
        required=True,
        choices=_NATURES,
        aliases=phrases(
            """
            Nature | Nature du marché | Nature du contrat | Type de contrat
            """
        ),
    ),
    _field(
        "MARCHE_OBJET",
        Kind.TEXT,
        "Objet du marché",
        "Ce que la collectivité achète.",
        "Réfection de la toiture de l’école",
        required=True,
        max_length=256,
        aliases=phrases(
            """
            Objet | Objet du marché | Intitulé du marché | Libellé du marché | Intitulé | Libellé |
            Objet de la consultation | Objet du contrat | Désignation | Désignation du marché |
            Titre du marché | Intitulé du lot | Objet du lot | Intitulé de la consultation |
            Objet des travaux | Nature des prestations | Prestation
            """
        ),
    ),
    _field(
        "CPV_CODE",
        Kind.CODE,
        "Code de l’achat",
        "Le code européen du type d’achat, à huit chiffres.",
        "45261000",
        required=True,
        pattern=r"^[0-9]{8}(-[0-9])?$",
        aliases=phrases("CPV | Code CPV | codeCPV | CPV principal | Code CPV principal"),
    ),
    _field(
        "PROCEDURE",
        Kind.CHOICE,
        "Procédure",
        "La façon dont le marché a été attribué.",
        "Procédure adaptée",
        required=True,
        choices=_PROCEDURES,
        synonyms={"mapa": "Procédure adaptée", "appeldoffres": "Appel d’offres ouvert"},
        aliases=phrases(
            """
            Procédure | Type de procédure | Procédure de passation | Mode de passation |
            Type de consultation
            """
        ),
    ),
    _field(
        "LIEU_EXEC_CODE",
        Kind.CODE,
        "Code du lieu",
        "Le code du lieu où le marché s’exécute.",
        "31157",
        required=True,
        aliases=phrases(
            """
            lieuExecution_code | lieuExecution.code | Code lieu d'exécution |
            Code du lieu d'exécution | Code postal du lieu d'exécution
            """
        ),
    ),
    _field(
        "LIEU_EXEC_TYPE",
        Kind.CHOICE,
        "Type de code du lieu",
        "Ce que désigne le code du lieu.",
        "Code commune",
        required=True,
        choices=_PLACES,
        aliases=("lieuExecution_typeCode", "lieuExecution.typeCode"),
    ),
    _field(
        "LIEU_EXEC_NOM",
        Kind.NAME,
        "Lieu",
        "Le nom du lieu où le marché s’exécute.",
        "Cugnaux",
        required=True,
        aliases=phrases(
            """
            lieuExecution_nom | lieuExecution.nom | Lieu d'exécution | Lieu |
            Lieu d'exécution principal | Nom du lieu d'exécution
            """
        ),
    ),
    _field(
        "DUREE_MOIS",
        Kind.MONTHS,
        "Durée (en mois)",
        "La durée du marché, en mois.",
        "12",
        required=True,
        minimum=1,
        maximum=999,
        aliases=phrases(
            """
            dureeMois | Durée | Durée en mois | Durée du marché | Durée du contrat |
            Durée initiale | Durée du marché en mois
            """
        ),
    ),
    _field(
        "NOTIFICATION_DATE",
        Kind.DATE,
        "Date de notification",
        "Le jour où l’entreprise a été prévenue.",
        "2024-03-04",
        required=True,
        aliases=phrases(
            """
            Date de notification | dateNotification | Date notification | Date du marché |
            Date de conclusion | Date d'attribution | Date de signature | Notifié le |
            Date notification du marché | Date de notification du marché
            """
        ),
    ),
    _field(
        "PUBLICATION_DATE",
        Kind.DATE,
        "Date de publication",
        "Le jour où les données du marché ont été publiées.",
        "2024-04-02",
        required=True,
        aliases=phrases(
            """
            Date de publication | datePublicationDonnees | Date publication |
            Date de publication des données | Date de mise en ligne |
            Date de publication du marché
            """
        ),
    ),
    _field(
        "MONTANT",
        Kind.AMOUNT,
        "Montant hors taxes (en euros)",
        "Le montant du marché, hors taxes.",
        "48250.00",
        required=True,
        minimum=0,
        aliases=phrases(
            """
            Montant | Montant HT | Montant du marché | Montant total | Montant attribué |
            Montant TTC | Montant en euros | Montant notifié | Montant du marché HT |
            Montant (HT) | Montant attribué HT | Montant total du marché | Prix | Prix HT |
            Montant initial | Montant maximum | Montant total HT | Montant du marché attribué
            """
        ),
        avoid=("annuel", "mensuel", "estimation", "estime", "lot", "avenant", "seuil"),
    ),
    _field(
        "PRIX_FORME",
        Kind.CHOICE,
        "Forme du prix",
        "Ferme, actualisable ou révisable.",
        "Ferme",
        required=True,
        choices=("Ferme", "Ferme et actualisable", "Révisable"),
        aliases=phrases(
            """
            formePrix | Forme du prix | Forme de prix | Type de prix | Nature du prix
            """
        ),
    ),
    _field(
        "TITULAIRES_ID",
        Kind.CODE,
        "Identifiant du titulaire",
        "Le numéro de l’entreprise qui a obtenu le marché.",
        "38047555800058",
        required=True,
        pattern=r"^[A-Z0-9]{9,}$",
        aliases=phrases(
            """
            titulaire_id | titulaire.id | SIRET titulaire | SIRET du titulaire | SIRET entreprise |
            SIRET de l'entreprise | SIRET attributaire | SIRET du fournisseur |
            Identifiant du titulaire | SIRET
            """
        ),
    ),
    _field(
        "TITULAIRES_ID_TYPE",
        Kind.CHOICE,
        "Type d’identifiant",
        "Le registre d’où vient ce numéro.",
        "SIRET",
        required=True,
        choices=_IDENTIFIERS,
        synonyms={"horsue": "HORS UE"},
        aliases=("titulaire_typeIdentifiant", "titulaire.typeIdentifiant"),
    ),
    _field(
        "TITULAIRES_DENOMINATION",
        Kind.NAME,
        "Titulaire",
        "L’entreprise qui a obtenu le marché.",
        "Charpentes du Touch SARL",
        required=True,
        aliases=phrases(
            """
            Titulaire | Attributaire | titulaire_denominationSociale | Nom du titulaire |
            Titulaires | Titulaire(s) du marché | Nom de l'attributaire | Nom attributaire |
            Attributaires | Entreprise | Entreprises | Entreprise attributaire |
            Entreprise titulaire | Entreprise retenue | Société | Société attributaire |
            Société retenue | Fournisseur | Prestataire | Candidat retenu | Nom de l'entreprise |
            Raison sociale | Raison sociale du titulaire | Dénomination du titulaire |
            Titulaire du marché | Attributaire du marché | Attributaire – Nom et type de société |
            Nom et adresse du titulaire | Nom de la société | titulaire_nom | Mandataire
            """
        ),
    ),
)

_CHANGES = (
    _field(
        "MODIF_OBJET",
        Kind.TEXT,
        "Objet de la modification",
        "Ce qui a changé dans le marché.",
        "Travaux supplémentaires",
        max_length=256,
    ),
    _field(
        "MODIF_NOTIFICATION_DATE",
        Kind.DATE,
        "Date de notification de la modification",
        "Le jour où l’entreprise en a été prévenue.",
        "2024-09-10",
    ),
    _field(
        "MODIF_PUBLICATION_DATE",
        Kind.DATE,
        "Date de publication de la modification",
        "Le jour où la modification a été publiée.",
        "2024-10-01",
    ),
    _field(
        "MODIF_DUREE_MOIS",
        Kind.MONTHS,
        "Nouvelle durée (en mois)",
        "La durée après la modification.",
        "14",
        minimum=1,
        maximum=999,
    ),
    _field(
        "MODIF_MARCHE_MONTANT",
        Kind.AMOUNT,
        "Nouveau montant (en euros)",
        "Le montant hors taxes après la modification.",
        "52100.00",
    ),
    _field(
        "MODIF_TITULAIRES_ID",
        Kind.CODE,
        "Identifiant du nouveau titulaire",
        "Le numéro de l’entreprise qui reprend le marché.",
        "38047555800058",
    ),
    _field(
        "MODIF_TITULAIRES_ID_TYPE",
        Kind.CHOICE,
        "Type d’identifiant du nouveau titulaire",
        "Le registre d’où vient ce numéro.",
        "SIRET",
        choices=_IDENTIFIERS,
        synonyms={"horsue": "HORS UE"},
    ),
    _field(
        "MODIF_TITULAIRES_DENOMINATION",
        Kind.NAME,
        "Nouveau titulaire",
        "L’entreprise qui reprend le marché.",
        "Charpentes du Touch SARL",
    ),
)

STANDARD = Standard(
    id="scdl-marches-publics",
    label="Marchés publics",
    title="Marchés publics",
    noun=("marché", "marchés"),
    description="Les marchés attribués : l’objet, le montant, l’entreprise retenue.",
    theme="Économie et finances",
    source="SCDL, marchés publics, version 1.0.1",
    fields=_AWARD + _CHANGES,
    anchors=(
        frozenset({"MARCHE_OBJET", "MONTANT", "TITULAIRES_DENOMINATION"}),
        frozenset({"MARCHE_ID", "MARCHE_OBJET", "TITULAIRES_DENOMINATION"}),
        frozenset({"MARCHE_ID", "ACHETEURS_ID", "TITULAIRES_ID"}),
        frozenset({"MARCHE_OBJET", "NOTIFICATION_DATE", "TITULAIRES_DENOMINATION"}),
    ),
    hints=phrases("marche | marches | titulaire | titulaires | acheteur | cpv | attributaire"),
    against=("subvention", "delib", "stationnement", "decision", "facture", "commande"),
    contrary=("facture", "emplacement", "forain", "exposant", "commercant", "stand", "=concession"),
    identity=(),
    names=("MARCHE_OBJET",),
    main_date="NOTIFICATION_DATE",
    keywords=("marchés publics", "commande publique", "achats", "SCDL"),
)
