"""Délibérations: the decisions of a local council (SCDL, version 2.1.5)."""

from autan.schemas.names import phrases
from autan.schemas.rules import Compare, Together, Total
from autan.schemas.standard import Kind, Standard, StandardField

_FIELDS = (
    StandardField(
        name="COLL_NOM",
        kind=Kind.NAME,
        label="Nom de la collectivité",
        description="Le nom officiel de la collectivité dont le conseil a pris la décision.",
        example="Commune de Noé",
        required=True,
        profile="name",
        aliases=phrases(
            """
            Collectivité | Nom collectivité | Nom de la commune | Commune | COLL_NOM |
            Nom de la collectivité territoriale | Organisme | Établissement | Entité
            """
        ),
    ),
    StandardField(
        name="COLL_SIRET",
        kind=Kind.SIRET,
        label="SIRET de la collectivité",
        description="Le numéro à 14 chiffres qui identifie la collectivité.",
        example="21310399700010",
        required=True,
        profile="siret",
        pattern=r"^\d{14}$",
        aliases=phrases(
            """
            Code SIRET de la collectivité | SIRET | N° SIRET | Numéro SIRET |
            SIRET collectivité | SIRET de la commune | Siret organisme
            """
        ),
    ),
    StandardField(
        name="DELIB_ID",
        kind=Kind.CODE,
        label="Numéro de la délibération",
        description="Le numéro que la collectivité donne à la délibération.",
        example="2024-061",
        required=True,
        aliases=phrases(
            """
            Identifiant de la délibération | Numéro de délibération | N° de délibération |
            N° délibération | N° délib | Num délib | Numéro délib | Numéro délibération |
            Numéro de la délibération | N° de la délibération | N° de l'acte |
            Numéro de l'acte | Numéro acte | Numéro d'acte | N° acte | Référence délibération |
            Référence de la délibération | Réf. délib | Délibération n° | ID délibération |
            Numéro | N° | Référence | Réf. | Numéro d'ordre de la délibération |
            Identifiant de l'acte | Identifiant acte | Numéro interne | Code délibération |
            Code acte
            """
        ),
        lesser=phrases("Identifiant | Id | Identifiant unique | N° d'ordre | N° ordre"),
        avoid=("projet", "poseidon", "rapport", "marche", "telephone"),
    ),
    StandardField(
        name="DELIB_DATE",
        kind=Kind.DATE,
        label="Date de la délibération",
        description="Le jour où le conseil a adopté la délibération.",
        example="2024-06-30",
        required=True,
        aliases=phrases(
            """
            Date d'adoption de la délibération | Date délibération | Date de délibération |
            Date délib | Date de la séance | Date séance | Date du conseil | Date conseil |
            Date du conseil municipal | Date conseil municipal | Date CM | Date du CM |
            Date de la décision | Date décision | Date d'adoption | Date du vote |
            Date de l'acte | Date acte | Séance | Séance du | Date |
            Date du conseil communautaire | Date du conseil départemental |
            Date du conseil syndical | Date de réunion | Date de la réunion du conseil |
            Date du bureau | Date de délibération du conseil | Date de prise de l'acte |
            Séance du conseil municipal | Date assemblée
            """
        ),
        avoid=(
            "pref",
            "prefecture",
            "publication",
            "affichage",
            "transmission",
            "reception",
            "depot",
            "naissance",
            "fin",
            "debut",
            "construction",
            "arrete",
            "notification",
            "convention",
        ),
    ),
    StandardField(
        name="DELIB_MATIERE_CODE",
        kind=Kind.MATIERE,
        label="Code de la matière",
        description="Le sujet de la délibération dans la classification nationale des actes.",
        example="8.4",
        required=True,
        pattern=r"^\d\.\d{1,2}$",
        aliases=phrases(
            """
            Code de matière issu de la nomenclature ACTES | Code matière | Matière code |
            Code nomenclature | Nomenclature | Code nomenclature actes | Classification |
            Code classification | Matière | Code de la matière | Code de classification |
            Code matière actes | Numéro de matière | Matière (code) | Nomenclature actes |
            Code nature
            """
        ),
    ),
    StandardField(
        name="DELIB_MATIERE_NOM",
        kind=Kind.TEXT,
        label="Matière",
        description="Le nom du sujet de la délibération.",
        example="domaines de compétences par thèmes/aménagement du territoire",
        required=True,
        aliases=phrases(
            """
            Nom de matière | Nom matière | Nom de la matière | Libellé matière |
            Libellé de la matière | Matière nom | Matière | Thème | Thématique | Domaine |
            Rubrique | Libellé nomenclature | Intitulé de la matière | Matière (libellé) |
            Classification (libellé) | Type de matière | Nature de la délibération
            """
        ),
        lesser=phrases("Catégorie | Domaine de compétence | Secteur | Nomenclature"),
    ),
    StandardField(
        name="DELIB_OBJET",
        kind=Kind.TEXT,
        label="Objet de la délibération",
        description="Ce que le conseil a décidé, en une phrase.",
        example="Tarifs de la cantine scolaire pour l’année 2024-2025",
        required=True,
        aliases=phrases(
            """
            Objet | Objet délibération | Objet de l'acte | Objet délib | Titre |
            Titre de la délibération | Titre délibération | Intitulé |
            Intitulé de la délibération | Libellé | Libellé de la délibération |
            Libellé délibération | Sujet | Délibération | Description | Obj. |
            Intitulé de l'acte | Libellé de l'acte | Titre de l'acte | Objet de la décision |
            Résumé | Désignation | Point à l'ordre du jour | Objet complet | Libellé objet |
            Intitulé de l'affaire | Libellé de l'affaire | Objet de l'affaire | Affaire |
            Intitulé du rapport | Titre du rapport | Objet du rapport
            """
        ),
        avoid=("code", "date", "numero", "marche", "arrete", "url", "lien"),
    ),
    StandardField(
        name="BUDGET_ANNEE",
        kind=Kind.YEARS,
        label="Année du budget",
        description="L’année du budget concerné, quand la décision coûte ou rapporte.",
        example="2024",
        pattern=r"^[0-9]{4}(/[0-9]{4})?$",
        aliases=phrases(
            """
            Exercice budgétaire | Année budgétaire | Exercice | Exercice du budget |
            Année de l'exercice
            """
        ),
    ),
    StandardField(
        name="BUDGET_NOM",
        kind=Kind.TEXT,
        label="Nom du budget",
        description="Le budget concerné : principal ou annexe.",
        example="Budget principal",
        aliases=phrases("Budget | Intitulé du budget | Libellé du budget"),
    ),
    StandardField(
        name="PREF_ID",
        kind=Kind.CODE,
        label="Préfecture",
        description="La préfecture ou la sous-préfecture qui contrôle la légalité de l’acte.",
        example="PREF031",
        pattern=r"^(PREF\d[\dAB]\d|SPREF\d[\dAB]\d\d|SGAR\d{2,3})$",
        aliases=phrases(
            """
            Identifiant de l'entité exerçant le contrôle de légalité | Identifiant préfecture |
            Préfecture | Code préfecture | Identifiant de la préfecture
            """
        ),
    ),
    StandardField(
        name="PREF_DATE",
        kind=Kind.DATE,
        label="Date de réception en préfecture",
        description="Le jour où la préfecture a reçu la délibération.",
        example="2024-07-02",
        aliases=phrases(
            """
            Date d'enregistrement de la délibération auprès du contrôle de légalité |
            Date préfecture | Date de réception préfecture | Date de réception en préfecture |
            Date de transmission | Date transmission préfecture |
            Date de transmission en préfecture | Date de dépôt en préfecture |
            Reçu en préfecture le | Date AR préfecture | Date contrôle de légalité |
            Date d'envoi en préfecture | Date d'accusé de réception | Date AR |
            Date de télétransmission | Date d'envoi au contrôle de légalité |
            Date de transmission au contrôle de légalité |
            Date de réception par le contrôle de légalité | Accusé de réception préfecture |
            Transmis en préfecture le | Date de visa | Date de télétransmission en préfecture |
            Date d'acquittement | Date de l'accusé de réception | Date d'envoi | Visa préfecture |
            Date de visa préfecture | Visa de la préfecture
            """
        ),
    ),
    StandardField(
        name="VOTE_EFFECTIF",
        kind=Kind.INTEGER,
        label="Membres du conseil",
        description="Le nombre de membres du conseil qui pouvaient voter.",
        example="23",
        minimum=0,
        aliases=phrases(
            """
            Effectif théorique des votants | Effectif | Membres en exercice | En exercice |
            Nombre de membres en exercice | Nombre de conseillers | Effectif légal |
            Effectif du conseil | Conseillers en exercice
            """
        ),
    ),
    StandardField(
        name="VOTE_REEL",
        kind=Kind.INTEGER,
        label="Votants",
        description="Le nombre de membres qui ont réellement voté.",
        example="21",
        minimum=0,
        aliases=phrases(
            """
            Effectif réel des votants | Nombre de votants | Suffrages exprimés |
            Nombre de suffrages exprimés | Effectif réel | Nombre de votes | Total votants
            """
        ),
        # Those who are there, where those who vote are not counted.
        lesser=phrases("Présents | Nombre de présents"),
    ),
    StandardField(
        name="VOTE_POUR",
        kind=Kind.INTEGER,
        label="Votes pour",
        description="Le nombre de votes pour.",
        example="19",
        minimum=0,
        aliases=phrases(
            """
            Pour | Voix pour | Nombre de pour | Nombre de voix pour | Nombre de votes pour
            """
        ),
    ),
    StandardField(
        name="VOTE_CONTRE",
        kind=Kind.INTEGER,
        label="Votes contre",
        description="Le nombre de votes contre.",
        example="2",
        minimum=0,
        aliases=phrases(
            """
            Contre | Voix contre | Nombre de contre | Nombre de voix contre |
            Nombre de votes contre
            """
        ),
    ),
    StandardField(
        name="VOTE_ABSTENTION",
        kind=Kind.INTEGER,
        label="Abstentions",
        description="Le nombre d’abstentions.",
        example="0",
        minimum=0,
        aliases=phrases(
            """
            Abstention | Nombre d'abstentions | Abst. | Nombre d'abstention |
            Abstentionnistes
            """
        ),
    ),
    StandardField(
        name="DELIB_URL",
        kind=Kind.URL,
        label="Lien vers l’acte",
        description="L’adresse du texte complet de la délibération.",
        example="https://www.mairie-noe31.fr/deliberations/2024-061.pdf",
        aliases=phrases(
            """
            Lien vers le document de la délibération | Lien | URL | Lien vers le document |
            Lien document | Document | Fichier | Lien PDF | PDF | URL du document |
            URL de l'acte | URL délibération | Lien vers l'acte | Lien de téléchargement |
            Pièce jointe | Lien vers la délibération | Lien vers le PDF | Adresse du document |
            Fichier PDF | Télécharger
            """
        ),
    ),
)

STANDARD = Standard(
    id="scdl-deliberations",
    label="Délibérations",
    title="Délibérations",
    noun=("délibération", "délibérations"),
    description="Les décisions prises par le conseil : leur date, leur objet, leur vote.",
    theme="Administration et vie démocratique",
    source="SCDL, délibérations, version 2.1.5",
    version="2.1.5",
    registry="scdl/deliberations",
    fields=_FIELDS,
    anchors=(
        frozenset({"DELIB_OBJET", "DELIB_DATE"}),
        frozenset({"DELIB_OBJET", "DELIB_ID"}),
    ),
    hints=phrases(
        "deliberation | deliberations | delib | delibs | dcm | cm | seance | conseil | vote"
    ),
    against=("arr", "arrete", "arretes", "marche", "marches", "subvention", "montant", "equip"),
    contrary=("facture", "fournisseur", "isbn", "naissance", "=prenom", "=tarif", "=prix"),
    identity=("DELIB_ID", "DELIB_DATE", "DELIB_OBJET"),
    names=("DELIB_OBJET",),
    main_date="DELIB_DATE",
    rules=(
        Together(("BUDGET_ANNEE", "BUDGET_NOM")),
        Together(("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")),
        Compare("PREF_DATE", ">=", "DELIB_DATE"),
        Compare("VOTE_EFFECTIF", ">=", "VOTE_REEL"),
        Compare("VOTE_REEL", ">=", "VOTE_POUR"),
        Compare("VOTE_REEL", ">=", "VOTE_CONTRE"),
        Compare("VOTE_REEL", ">=", "VOTE_ABSTENTION"),
        Total("VOTE_REEL", ("VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")),
    ),
    keywords=("délibérations", "conseil municipal", "décisions", "SCDL"),
)
