"""Budget: what the collectivity plans and spends, line by line (SCDL, version 0.8.3).

The official texts swap the words of two columns: in every file that follows the model (and in the
converter that made them) CONTNAT is the chapter and NATURE the account. Ours say what is there.
The « compte financier unique », which replaces the compte administratif, has no word of its own.
"""

from autan.schemas.names import phrases
from autan.schemas.standard import Kind, Standard, StandardField


def _field(
    name: str, kind: Kind, label: str, description: str, example: str, **more: object
) -> StandardField:
    return StandardField(name, kind, label, description, example, **more)  # type: ignore[arg-type]


def _amount(
    name: str, label: str, description: str, aliases: str, lesser: str = "", earlier: bool = False
) -> StandardField:
    return StandardField(
        *(name, Kind.AMOUNT, label, description, "42000.00"),
        aliases=phrases(aliases),
        lesser=phrases(lesser),
        earlier=earlier,
    )


_BUDGET = (
    _field(
        "BGT_NATDEC",
        Kind.CHOICE,
        "Étape",
        "Le document voté\u202f: budget primitif, décision modificative, compte administratif…",
        "budget primitif",
        required=True,
        choices=(
            "budget primitif",
            "budget supplémentaire",
            "décision modificative",
            "compte administratif",
        ),
        synonyms={
            "bp": "budget primitif",
            "primitif": "budget primitif",
            "budgetprevisionnel": "budget primitif",
            "bs": "budget supplémentaire",
            "dm": "décision modificative",
            "dm1": "décision modificative",
            "dm2": "décision modificative",
            "dm3": "décision modificative",
            "ca": "compte administratif",
            "cfu": "compte administratif",
            "comptefinancierunique": "compte administratif",
        },
        aliases=phrases(
            "Étape budgétaire | Nature du document | Type de budget | Type de document | "
            "Document budgétaire | Nature de la décision"
        ),
    ),
    _field(
        "BGT_ANNEE",
        Kind.YEAR,
        "Année",
        "L’année du budget.",
        "2024",
        required=True,
        aliases=phrases(
            "Exercice | Exercice budgétaire | Année du budget | Année budgétaire | "
            "Exercice comptable | Millésime"
        ),
    ),
    _field(
        "BGT_SIRET",
        Kind.SIRET,
        "SIRET",
        "Les 14 chiffres de l’établissement dont c’est le budget.",
        "21560046100010",
        required=True,
        profile="siret",
        pattern=r"^\d{14}$",
        aliases=phrases("SIRET de l'établissement | SIRET budget"),
    ),
    _field(
        "BGT_NOM",
        Kind.NAME,
        "Collectivité",
        "La commune, le groupement ou l’établissement.",
        "Commune de Noé",
        required=True,
        profile="name",
        aliases=phrases("Libellé budget | Nom du budget | Libellé de la collectivité"),
        lesser=("Budget",),
    ),
    _field(
        "BGT_CONTNAT",
        Kind.CODE,
        "Chapitre",
        "Le numéro du chapitre, comme 011 ou 21.",
        "011",
        required=True,
        min_length=1,
        max_length=9,
        aliases=phrases(
            "Chapitre | Code chapitre | Numéro de chapitre | Chapitre nature | Ch | Chap | "
            "Chapitre budgétaire | Chapitre budgétaire - Clé | Chapitre - Clé | "
            "Chapitre - Code | Chapitre par nature | Chapitre budgétaire - Code"
        ),
    ),
    _field(
        "BGT_CONTNAT_LABEL",
        Kind.TEXT,
        "Nom du chapitre",
        "L’intitulé du chapitre.",
        "Charges à caractère général",
        required=True,
        aliases=phrases(
            "Libellé chapitre | Libellé du chapitre | Intitulé du chapitre | Chapitre - Libellé | "
            "Chapitre budgétaire - Texte | Chapitre - Texte | Libellé chapitre budgétaire | "
            "Nom du chapitre"
        ),
    ),
    _field(
        "BGT_NATURE",
        Kind.CODE,
        "Compte",
        "Le numéro du compte (ou article), comme 60632.",
        "60632",
        required=True,
        min_length=1,
        max_length=9,
        aliases=phrases(
            "Article | Compte | Compte nature | Code nature | Article par nature | Imputation | "
            "Nature | Compte par nature | Numéro de compte | Art | Nature - Clé | Nature - Code | "
            "Article budgétaire | Nature comptable | Article/compte | Compte budgétaire | Cpte | "
            "Nature budgétaire - Code | Nature budgétaire - Clé | Nature budgétaire"
        ),
    ),
    _field(
        "BGT_NATURE_LABEL",
        Kind.TEXT,
        "Nom du compte",
        "L’intitulé du compte.",
        "Fournitures de petit équipement",
        required=True,
        aliases=phrases(
            "Libellé article | Libellé compte | Libellé nature | Libellé de la nature | "
            "Libellé du compte | Intitulé du compte | Libellé | Nature - Texte | "
            "Nature - Libellé | Libellé de l'article | Intitulé de l'article | Intitulé | "
            "Nature comptable - Libellé | Nature budgétaire - Texte | Nature budgétaire - Libellé"
        ),
    ),
    _field(
        "BGT_FONCTION",
        Kind.CODE,
        "Fonction",
        "Le numéro de la fonction\u202f: à quoi sert la dépense.",
        "211",
        min_length=1,
        max_length=9,
        aliases=phrases(
            "Fonction | Code fonction | Sous-fonction | Fct | Fonction - Clé | Fonction - Code | "
            "Rubrique fonctionnelle | Code fonctionnel"
        ),
    ),
    _field(
        "BGT_FONCTION_LABEL",
        Kind.TEXT,
        "Nom de la fonction",
        "L’intitulé de la fonction.",
        "Écoles maternelles",
        aliases=phrases(
            "Libellé fonction | Libellé de la fonction | Intitulé de la fonction | "
            "Fonction - Texte | Fonction - Libellé | Libellé sous-fonction"
        ),
    ),
    _field(
        "BGT_OPERATION",
        Kind.CODE,
        "Opération",
        "Le projet auquel la ligne se rattache, s’il y en a un.",
        "93",
        aliases=phrases("Opération | Code opération | Numéro d'opération"),
    ),
)

_LINE = (
    _field(
        "BGT_SECTION",
        Kind.CHOICE,
        "Section",
        "Le quotidien (fonctionnement) ou les projets (investissement).",
        "fonctionnement",
        required=True,
        choices=("investissement", "fonctionnement"),
        synonyms={
            "i": "investissement",
            "inv": "investissement",
            "f": "fonctionnement",
            "fonc": "fonctionnement",
            "fct": "fonctionnement",
            "exploitation": "fonctionnement",
        },
        aliases=phrases(
            "Section | Section budgétaire | I/F | F/I | Investissement/fonctionnement | "
            "Section budgétaire (I/F) | Fonctionnement/investissement"
        ),
    ),
    _field(
        "BGT_OPBUDG",
        Kind.CHOICE,
        "Mouvement",
        "Réel s’il y a un paiement, d’ordre si c’est une écriture.",
        "réel",
        required=True,
        choices=("réel", "ordre"),
        synonyms={"r": "réel", "reelle": "réel", "reelles": "réel", "reels": "réel", "o": "ordre"},
        aliases=phrases(
            "Réel/ordre | Type d'opération | Mouvement | Nature de l'opération | Type mouvement | "
            "Type de mouvement | R/O | O/R | Type d'opération R/O/I/M | Nature du mouvement"
        ),
    ),
    _field(
        "BGT_CODRD",
        Kind.CHOICE,
        "Sens",
        "Recette ou dépense.",
        "dépense",
        required=True,
        choices=("recette", "dépense"),
        synonyms={
            "r": "recette",
            "recettes": "recette",
            "d": "dépense",
            "depenses": "dépense",
        },
        aliases=phrases(
            "Sens | Recette/dépense | Dépense/recette | Type de mouvement | D/R | R/D | "
            "Dépense ou recette | Recette ou dépense | Sens Dépense/Recette | Sens budgétaire | "
            "Sens recette/dépense"
        ),
    ),
    _amount(
        "BGT_MTREAL",
        "Réalisé (en euros)",
        "Ce qui a été payé ou reçu\u202f: pour un compte administratif.",
        "Montant réalisé | Réalisé | Réalisations | Mandats émis | Titres émis | Exécuté | "
        "Montant exécuté | Mandaté | CA | Compte administratif | Réalisé CA | Mandaté/titré | "
        "Montant mandaté ou titré | Réalisé de l'exercice | "
        "Mandaté / titré après régularisations | Mandaté ou titré après régularisations",
    ),
    _amount(
        "BGT_MTBUDGPREC",
        "Budget précédent (en euros)",
        "Ce que prévoyait le budget d’avant.",
        "Budget précédent | Pour mémoire budget précédent | Montant budget précédent | "
        "Crédits votés N-1 | Budget N-1 | BP N-1 | Voté N-1 | Budget de l'exercice précédent",
        "BP | Budget primitif",
        earlier=True,
    ),
    _amount(
        "BGT_MTRARPREC",
        "Restes d’avant (en euros)",
        "Ce qui restait à payer ou à recevoir de l’exercice d’avant.",
        "Restes à réaliser N-1 | RAR N-1 | Restes à réaliser précédents",
    ),
    _amount(
        "BGT_MTPROPNOUV",
        "Proposé (en euros)",
        "Ce qui est proposé en plus à cette étape.",
        "Propositions nouvelles | Proposition nouvelle | Propositions du maire | "
        "Propositions du président",
    ),
    _amount(
        "BGT_MTPREV",
        "Voté (en euros)",
        "Ce que le conseil a voté à cette étape.",
        "Montant voté | Voté | Montant prévu | Prévu | Prévision | BP | Budget primitif | "
        "Vote | Montant BP | Budget voté | Prévisions budgétaires | Vote du conseil | "
        "Vote de l'assemblée | Vote du conseil municipal",
        "Crédits votés",
    ),
    _amount(
        "BGT_CREDOUV",
        "Crédits ouverts (en euros)",
        "Ce que la collectivité peut dépenser ou compte recevoir en tout.",
        "Crédits ouverts | Crédit ouvert | Total voté",
    ),
    _amount(
        "BGT_MTRAR3112",
        "Restes au 31 décembre (en euros)",
        "Ce qui reste à payer ou à recevoir à la fin de l’année.",
        "Restes à réaliser | Restes à réaliser au 31/12 | RAR | RAR au 31/12",
    ),
    _field(
        "BGT_ARTSPE",
        Kind.CHOICE,
        "Article spécialisé",
        "Le conseil a-t-il voté cette ligne à part\u202f?",
        "non spécialisé",
        choices=("non spécialisé", "spécialisé"),
        synonyms={
            "false": "non spécialisé",
            "true": "spécialisé",
            "nonspecialise": "non spécialisé",
        },
        aliases=phrases("Spécialisé | Article spécialisé"),
    ),
)

STANDARD = Standard(
    id="scdl-budget",
    label="Budget",
    title="Budget",
    noun=("ligne de budget", "lignes de budget"),
    description="Le budget ligne par ligne\u202f: ce qui est prévu, et ce qui est dépensé.",
    theme="Économie et finances",
    source="SCDL, budget, version 0.8.3",
    fields=_BUDGET + _LINE,
    anchors=(
        frozenset({"BGT_NATURE", "BGT_SECTION", "BGT_CODRD", "BGT_CONTNAT"}),
        frozenset({"BGT_NATURE", "BGT_NATURE_LABEL", "BGT_CODRD", "BGT_MTPREV"}),
        frozenset({"BGT_NATURE", "BGT_NATURE_LABEL", "BGT_CODRD", "BGT_MTREAL"}),
        frozenset({"BGT_CONTNAT", "BGT_NATURE", "BGT_SECTION", "BGT_MTPREV"}),
        frozenset({"BGT_CONTNAT", "BGT_NATURE", "BGT_MTREAL"}),
        frozenset({"BGT_CONTNAT", "BGT_NATURE", "BGT_MTPREV"}),
        frozenset({"BGT_CONTNAT", "BGT_NATURE", "BGT_CREDOUV"}),
        frozenset({"BGT_NATURE", "BGT_MTRARPREC", "BGT_MTPREV"}),
    ),
    hints=("budget", "bgt", "exercice", "chapitre", "imputation", "section", "chap", "bp", "ca"),
    contrary=("facture", "fournisseur", "=numero mandat", "=mandat", "=tiers", "beneficiaire"),
    against=("subvention", "association", "marche", "titulaire", "delib"),
    identity=(),
    names=("BGT_NATURE_LABEL",),
    keywords=("budget", "finances locales", "dépenses", "recettes", "SCDL"),
    version="0.8.3",
    registry="scdl/budget",
)
