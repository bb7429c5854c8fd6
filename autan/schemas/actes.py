"""The subjects of délibérations: the two first levels of the national ACTES nomenclature."""

_LEVELS: dict[str, tuple[str, ...]] = {
    "commande publique": (
        "marchés publics",
        "délégation de service public",
        "conventions de mandat",
        "autres types de contrats",
        "transactions (protocole d'accord transactionnel)",
        "actes relatifs à la maîtrise d'œuvre",
        "actes spéciaux et divers",
    ),
    "urbanisme": (
        "documents d'urbanisme",
        "actes relatifs au droit d'occupation ou d'utilisation des sols",
        "droit de préemption urbain",
    ),
    "domaine et patrimoine": (
        "acquisitions",
        "aliénations",
        "locations",
        "limites territoriales",
        "autres actes de gestion du domaine public",
        "autres actes de gestion du domaine privé",
    ),
    "fonction publique": (
        "personnel titulaires et stagiaires de la fonction publique territoriale",
        "personnel contractuel",
        "fonction publique hospitalière",
        "autres catégories de personnels",
        "régime indemnitaire",
    ),
    "institutions et vie politique": (
        "élection exécutif",
        "fonctionnement des assemblées",
        "désignation de représentants",
        "délégation de fonctions",
        "délégation de signature",
        "exercice des mandats locaux",
        "intercommunalité",
        "décision d'ester en justice",
    ),
    "libertés publiques et pouvoirs de police": (
        "police municipale",
        "pouvoirs du président du conseil départemental",
        "pouvoirs du président du conseil régional",
        "autres actes réglementaires",
        "actes pris au nom de l'État et soumis au contrôle hiérarchique",
    ),
    "finances locales": (
        "décisions budgétaires",
        "fiscalité",
        "emprunts",
        "interventions économiques",
        "subventions",
        "contributions budgétaires",
        "avances",
        "fonds de concours",
        "prise de participation",
        "divers",
    ),
    "domaines de compétences par thèmes": (
        "enseignement",
        "aide sociale",
        "voirie",
        "aménagement du territoire",
        "politique de la ville, habitat, logement",
        "emploi, formation professionnelle",
        "transports",
        "environnement",
        "culture",
    ),
    "autres domaines de compétences": (
        "autres domaines de compétences des communes",
        "autres domaines de compétences des départements",
        "autres domaines de compétences des régions",
        "vœux et motions",
    ),
}

HEADINGS: tuple[str, ...] = tuple(_LEVELS)

SUBJECTS: dict[str, str] = {
    f"{first}.{second}": f"{heading}/{subject}"
    for first, (heading, subjects) in enumerate(_LEVELS.items(), start=1)
    for second, subject in enumerate(subjects, start=1)
}
"""``"8.4"`` -> ``"domaines de compétences par thèmes/aménagement du territoire"``."""
