"""Subventions: what the collectivity pays to associations and companies (SCDL, version 2.1.1)."""

from autan.schemas.names import phrases
from autan.schemas.rules import OneOf
from autan.schemas.standard import Kind, Standard, StandardField

_NATURES = (
    "aide en numéraire",
    "aide en nature",
    "aide en numéraire;aide en nature",
    "aide en nature;aide en numéraire",
)
_FIELDS = (
    StandardField(
        name="nomAttribuant",
        kind=Kind.NAME,
        label="Nom de l’attribuant",
        description="La collectivité qui donne la subvention.",
        example="Commune de Cugnaux",
        required=True,
        profile="name",
        aliases=phrases(
            """
            Nom de l attribuant | Nom attributaire* | Autorité administrative |
            Nom attribuant | Attribuant | Nom de l'organisme attributaire |
            Nom de la collectivité | Collectivité attribuante | Collectivité |
            Nom de la collectivité attribuante | Financeur | Collectivité versante |
            Organisme attributaire | Nom de l'organisme attribuant | Organisme attribuant
            """
        ),
        avoid=("beneficiaire", "service", "direction"),
    ),
    StandardField(
        name="idAttribuant",
        kind=Kind.SIRET,
        label="SIRET de l’attribuant",
        description="Le numéro à 14 chiffres de la collectivité qui donne la subvention.",
        example="21310157900018",
        required=True,
        profile="siret",
        pattern=r"^\d{14}$",
        aliases=phrases(
            """
            Identification de l'attribuant | Identification de l'attributaire |
            Identification de l'attribuant (SIRET) | SIRET autorité administrative |
            iAttribuant | Id attribuant | SIRET attribuant | SIRET organisme attributaire |
            SIRET de la collectivité | SIRET de l'attribuant | Identifiant de l'attribuant |
            SIRET collectivité | SIRET organisme attribuant | Numéro SIRET de l'attribuant
            """
        ),
        avoid=("beneficiaire",),
    ),
    StandardField(
        name="dateConvention",
        kind=Kind.DATE,
        label="Date de la convention",
        description="Le jour de la décision ou de la convention qui accorde la subvention.",
        example="2024-04-12",
        required=True,
        aliases=phrases(
            """
            Date de la convention de subvention | Date de convention | Date convention |
            Date de la convention de subvention (AAAA-MM-JJ) | Date - Décision |
            Date de décision | Date décision | Date de la décision | Date délibération |
            Date de la délibération | Date d'attribution | Date attribution |
            Date signature de la convention | Date de signature | Date de vote | Date du vote |
            Date | Date de la commission permanente | Date de commission |
            Date conseil municipal | Date du conseil municipal | Date CM | Date CP |
            Date séance | Date de la séance | Date de délibération | Date d'octroi |
            Date de l'acte | Date de l'arrêté | Date de notification |
            Date décision d'attribution | Date de décision d'attribution |
            Délibération du | Décision du | Votée le | Attribuée le | Délibéré le |
            Conseil municipal du | CM du | Commission permanente du | Convention du |
            Date de l'engagement | Date commission
            """
        ),
        avoid=("realisation", "versement", "fin", "terme", "paiement", "naissance", "demande"),
    ),
    StandardField(
        name="referenceDecision",
        kind=Kind.CODE,
        label="Référence de la décision",
        description="Le numéro de la délibération qui accorde la subvention.",
        example="2024-031",
        aliases=phrases(
            """
            Référence délibération | Référence de la délibération | Référence décision |
            Référence décision 1 | Dossier - Code | N° délibération | Numéro de délibération |
            Numéro délibération | Référence de la délibération d'attribution |
            Référence | Numéro de la décision | N° de convention | Numéro de convention |
            Référence convention | Numéro de dossier | N° dossier | N° délib |
            Réf. délibération
            """
        ),
    ),
    StandardField(
        name="nomBeneficiaire",
        kind=Kind.NAME,
        label="Nom du bénéficiaire",
        description="L’association, l’entreprise ou l’organisme qui reçoit la subvention.",
        example="Association Les Petits Débrouillards",
        required=True,
        aliases=phrases(
            """
            nomBenecifiaire | Bénéficiaire | Bénéficiaires | Nom bénéficiaire |
            NOM Bénéficiaire | Nom attributaire | Raison Sociale |
            Raison sociale du bénéficiaire | Structure | Association | Associations |
            Nom de l'association | Nom association | Nom de la structure | Organisme |
            Organisme bénéficiaire | Nom de l'organisme bénéficiaire | ATTRIB_NOM | Tiers |
            Libellé tiers | Nom de l'organisme | Nom du tiers | Nom tiers | Libellé du tiers |
            Association bénéficiaire | Associations bénéficiaires |
            Nom de l'association bénéficiaire | Organisme subventionné |
            Structure bénéficiaire | Dénomination | Dénomination sociale |
            Dénomination du bénéficiaire | Nom usuel | Porteur de projet |
            Nom du porteur de projet | Demandeur | Bénéficiaire de la subvention |
            Nom de l'établissement bénéficiaire | Organismes | Dénomination de l'association |
            Intitulé de l'association
            """
        ),
        avoid=("siret", "identification", "id", "adresse", "ville", "type", "pourcentage", "rna"),
    ),
    StandardField(
        name="idBeneficiaire",
        kind=Kind.SIRET,
        label="SIRET du bénéficiaire",
        description="Le numéro à 14 chiffres de l’organisme qui reçoit la subvention.",
        example="38047555800058",
        aliases=phrases(
            """
            Identification SIRET du bénéficiaire | Identification du bénéficiaire | N° SIRET |
            N° SIRET (fusion) | N° SIRET du bénéficiaire | Numéro Siret | Code SIRET | SIRET |
            SIRET bénéficiaire | SIRET ou NIR | Id du bénéficiaire | Id bénéficiaire |
            iBeneficiaire | SIRET du bénéficiaire | siret_attributaire | ATTRIB_SIRET |
            SIRET association | SIRET de l'association | SIRET du tiers | SIRET organisme |
            SIRET du demandeur | SIRET de la structure | Identifiant SIRET | SIREN |
            SIREN du bénéficiaire | N° SIREN | N° SIRET/SIREN | Numéro SIRET du bénéficiaire
            """
        ),
        avoid=("attribuant", "collectivite"),
    ),
    StandardField(
        name="rnaBeneficiaire",
        kind=Kind.RNA,
        label="Numéro d’association du bénéficiaire",
        description="Le numéro de l’association au répertoire national (W et neuf chiffres).",
        example="W313009999",
        pattern=r"^W\d{9}$",
        aliases=phrases(
            """
            Identification RNA du bénéficiaire | RNA | N° RNA | Numéro RNA | RNA bénéficiaire |
            N° RNA de l'association | Numéro d'association | N° WALDEC | Code RNA |
            Identifiant RNA
            """
        ),
    ),
    StandardField(
        name="objet",
        kind=Kind.TEXT,
        label="Objet de la subvention",
        description="Ce que la subvention permet de faire.",
        example="Fonctionnement du club pour l’année 2024",
        required=True,
        max_length=256,
        aliases=phrases(
            """
            object | Objet | Objet de la convention | Objet du dossier | Objet de l'aide |
            Nom du projet | Dossier | SUB_OBJET | Intitulé | Libellé | Description |
            Intitulé du projet | Titre du projet | Projet | Objet du financement |
            Libellé de la subvention | Motif | Objet de la demande | Libellé du dossier |
            Intitulé du dossier | Objet du projet | Action | Nature du projet | Objet/projet |
            Destination | Manifestation | Intitulé de l'action | Objet de la subvention |
            Projet subventionné | Action subventionnée
            """
        ),
        lesser=phrases("Libellé de l'engagement | Objet de l'engagement | Commentaire | Remarques"),
        avoid=("code", "date"),
    ),
    StandardField(
        name="montant",
        kind=Kind.AMOUNT,
        label="Montant (en euros)",
        description="Le montant total accordé, en euros.",
        example="1500.00",
        required=True,
        minimum=0,
        aliases=phrases(
            """
            Montant total de la subvention | Montant | Montant de la subvention |
            Montant subvention | Montant voté | Montant accordé | Montant attribué |
            Montant décidé ligne | montantAttribue | Montant alloué |
            Montant des Autorisations d'engagement | Montant annuel |
            Montant de la convention | Montant conventionné | Subvention de fonctionnement |
            Subventions - Fonctionnement | Montant du concours | Montant voté TTC |
            Montant de la subvention de fonctionnement |
            Montant de la subvention de fonctionnement (1) | Subvention accordée |
            Subvention attribuée | Subvention votée | Subvention | Montant octroyé |
            Montant alloué TTC | Montant subvention attribuée | Montant attribué en euros |
            Montant en euros | Montant (euros) | Somme | Somme attribuée |
            Montant de l'aide | Aide accordée | Subvention municipale | Subventions |
            Subvention allouée | Subvention communale | Montant notifié |
            Montant total | Montant total attribué | Subvention en numéraire |
            Montant en numéraire | Montant proposé et voté | Montant de l'attribution |
            Attribution | Voté
            """
        ),
        # What was paid, where what was voted is not said.
        lesser=phrases(
            """
            Montant versé | Mandaté | Somme versée | Subvention versée | Montant engagé |
            Montant mandaté | Montant réalisé | Montant payé | Montant liquidé | Versé | Réalisé
            """
        ),
        avoid=(
            "demande",
            "deja",
            "pret",
            "garantie",
            "pourcentage",
            "estime",
            "budget",
            "propose",
            "precedent",
            "investissement",
        ),
    ),
    StandardField(
        name="nature",
        kind=Kind.CHOICE,
        label="Nature de la subvention",
        description="De l’argent (aide en numéraire), un service ou un local (aide en nature).",
        example="aide en numéraire",
        required=True,
        choices=_NATURES,
        synonyms={
            "numeraire": "aide en numéraire",
            "ennumeraire": "aide en numéraire",
            "aidenumeraire": "aide en numéraire",
            "subventionennumeraire": "aide en numéraire",
            "aidefinanciere": "aide en numéraire",
            "nature": "aide en nature",
            "ennature": "aide en nature",
            "aidenature": "aide en nature",
            "subventionennature": "aide en nature",
            "aideennumeraireetaideennature": "aide en numéraire;aide en nature",
            "aideennumeraireetennature": "aide en numéraire;aide en nature",
            "ennumeraireetennature": "aide en numéraire;aide en nature",
            "numeraireetnature": "aide en numéraire;aide en nature",
        },
        aliases=phrases(
            """
            Nature | Nature de l'aide | Nature subvention | Type d'aide |
            Nature de la convention | Type de subvention | Nature du concours |
            Forme de l'aide
            """
        ),
        avoid=("decision", "code"),
    ),
    StandardField(
        name="conditionsVersement",
        kind=Kind.TEXT,
        label="Conditions de versement",
        description="Payée en une fois (unique), en plusieurs fois (échelonné) ou autrement.",
        example="unique",
        required=True,
        max_length=256,
        aliases=phrases(
            """
            Conditions de versement | Condition de versement |
            Conditions de versement de la subvention | conditionVersement |
            Modalités de versement | Modalité de versement | Modalités de paiement |
            Conditions de paiement | Conditions
            """
        ),
    ),
    StandardField(
        name="datesPeriodeVersement",
        kind=Kind.PERIOD,
        label="Date ou période de versement",
        description="Le jour du versement, ou la période : deux jours séparés par une barre.",
        example="2024-05-01/2024-12-31",
        required=True,
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?$",
        aliases=phrases(
            """
            Date de versement | Dates de versement | Date ou période de versement |
            Date(s) ou période(s) de versement | Période de versement |
            dateperiodedeversement | dateperiodedversement | Date du versement |
            Date de paiement | Date de mandatement | Période | Période de la convention |
            Date versement | Année de versement | Échéancier | Date mandat
            """
        ),
        avoid=("convention", "decision"),
    ),
    StandardField(
        name="idRAE",
        kind=Kind.CODE,
        label="Numéro de l’aide aux entreprises",
        description="Le numéro du dispositif au répertoire des aides aux entreprises.",
        example="12345",
        max_length=5,
        aliases=phrases(
            """
            Identifiant RAE de l’aide au titre de laquelle la subvention est attribuée |
            Numéro de référencement au répertoire des entreprises | ID RAE |
            Numéro de référencement au répertoire des aides aux entreprises |
            N° unique de référencement au RAE | Numéro RAE | N° RAE | Identifiant RAE
            """
        ),
    ),
    StandardField(
        name="notificationUE",
        kind=Kind.BOOLEAN,
        label="Aide notifiée à l’Europe",
        description="Oui si l’aide a été déclarée à la Commission européenne.",
        example="non",
        required=True,
        synonyms={
            "aidesnerelevantpasduneaidedetat": "non",
            "aidenerelevantpasduneaidedetat": "non",
            "sansobjet": "non",
        },
        aliases=phrases(
            """
            Aide d'Etat notifiée à la Commission Européenne | Aide notifiée à l'Europe |
            Aide d'Etat (ou pas) notifiée à l'UE | Notification UE | Notification à l'UE |
            Notification Union européenne | Notifié UE | Aide d'État notifiée |
            Notifiée à l'Europe | Notifiée à l'UE | Aide d'État
            """
        ),
    ),
    StandardField(
        name="pourcentageSubvention",
        kind=Kind.SHARE,
        label="Part attribuée à ce bénéficiaire",
        description="La part du total pour ce bénéficiaire : 1 s’il est seul, 0.45 pour 45 %.",
        example="1",
        required=True,
        minimum=0.01,
        maximum=1,
        aliases=phrases(
            """
            Pourcentage du montant total de la subvention attribuée au bénéficiaire |
            Pourcentage du montant de la subvention attribué au bénéficiaire |
            % du mt de la subvention attribuée au bénéficiaire | Pourcentage |
            Pourcentage de subvention | Part du bénéficiaire | Taux | Pourcentage attribué |
            Pourcentage subvention
            """
        ),
    ),
    StandardField(
        name="dispositifAide",
        kind=Kind.CODE,
        label="Dispositif d’aide",
        description="L’identifiant du dispositif dont relève la subvention.",
        example="65d5b6c7-102c-4440-ac3b-768f708edc0a",
        aliases=phrases(
            """
            Identifiant référençant le dispositif d'aide à l'origine de la subvention |
            Dispositif | Dispositif d'aide | Nom du dispositif | Libellé dispositif |
            Programme
            """
        ),
    ),
)

STANDARD = Standard(
    id="scdl-subventions",
    label="Subventions",
    title="Subventions",
    noun=("subvention", "subventions"),
    description="Les subventions accordées : à qui, combien, pour quoi faire.",
    theme="Économie et finances",
    source="SCDL, subventions, version 2.1.1",
    version="2.1.1",
    registry="scdl/subventions",
    fields=_FIELDS,
    anchors=(
        frozenset({"nomBeneficiaire", "montant"}),
        frozenset({"idBeneficiaire", "montant"}),
    ),
    hints=phrases(
        """
        subvention | subventions | attribuant | beneficiaire | beneficiaires | convention |
        numeraire | attribsub | rae | concours
        """
    ),
    against=phrases(
        "marche | marches | titulaire | attributaires | cpv | executoire | sousfonction"
    ),
    contrary=(
        *("facture", "fournisseur", "commande", "loyer", "locataire", "cheque", "=prenom"),
        *("=prenom beneficiaire", "=prenom du demandeur", "quotient", "naissance"),
        *("=mandat", "=numero mandat", "=numero de mandat", "bordereau", "=prestataire"),
    ),
    identity=(),
    names=("nomBeneficiaire",),
    main_date="dateConvention",
    rules=(OneOf(("idBeneficiaire", "rnaBeneficiaire")),),
    keywords=("subventions", "associations", "aides", "SCDL"),
)
