"""Délibérations of an invented council, as a town’s software exports them, more or less."""

from datetime import date

from autan.demo.tables import Row, Town, text, workdays

# Matière, its name in the nomenclature @CTES, what was decided.
_SUBJECTS = [
    ("7.1", "Décisions budgétaires", "Vote du budget primitif de l’exercice {year}"),
    ("7.1", "Décisions budgétaires", "Approbation du compte administratif {before}"),
    ("7.1", "Décisions budgétaires", "Décision modificative n° {number} du budget principal"),
    ("7.2", "Fiscalité", "Fixation des taux des taxes directes locales pour {year}"),
    ("7.5", "Subventions", "Attribution des subventions aux associations pour {year}"),
    ("7.5", "Subventions", "Demande de subvention pour la rénovation énergétique de l’école"),
    ("7.10", "Divers", "Tarifs de la restauration scolaire à compter du 1er septembre {year}"),
    ("7.10", "Divers", "Tarifs de la médiathèque et de l’école de musique"),
    ("1.1", "Marchés publics", "Attribution du marché de réfection de la voirie communale"),
    ("1.1", "Marchés publics", "Lancement d’un marché de fourniture de repas en liaison froide"),
    ("1.4", "Autres contrats", "Convention de mise à disposition de la salle polyvalente"),
    ("2.1", "Documents d’urbanisme", "Prescription de la révision du plan local d’urbanisme"),
    (
        "2.2",
        "Actes relatifs au droit d’occupation ou d’utilisation des sols",
        "Instauration du permis de démolir dans le centre ancien",
    ),
    ("3.1", "Acquisitions", "Acquisition d’une parcelle pour l’agrandissement du groupe scolaire"),
    ("3.5", "Autres actes de gestion du domaine public", "Dénomination de trois voies nouvelles"),
    (
        "4.1",
        "Personnel titulaire et stagiaire de la F.P.T.",
        "Modification du tableau des effectifs",
    ),
    (
        "5.2",
        "Fonctionnement des assemblées",
        "Approbation du procès-verbal de la séance précédente",
    ),
    ("5.7", "Intercommunalité", "Modification des statuts de la communauté d’agglomération"),
    ("8.1", "Enseignement", "Organisation des rythmes scolaires à la rentrée {year}"),
    ("8.3", "Voirie", "Classement de chemins ruraux dans la voirie communale"),
    ("8.8", "Environnement", "Extinction de l’éclairage public de minuit à cinq heures"),
    ("8.9", "Culture", "Programmation de la saison culturelle {year}"),
]


def table(town: Town) -> str:
    """Sixteen sessions, dates as people write them, the vote in four columns."""
    chance = town.chance("deliberations")
    rows: list[Row] = []
    seats = 29 if town.size >= 1 else 23
    for session in workdays(date(2024, 1, 8), date(2026, 10, 16), chance, 16):
        subjects = chance.sample(_SUBJECTS, chance.randint(5, 9))
        for number, (matiere, name, decided) in enumerate(subjects, 1):
            present = chance.randint(seats - 8, seats)
            against, abstained = chance.choice([(0, 0), (0, 0), (0, 2), (2, 1), (4, 0)])
            words = {"year": session.year, "before": session.year - 1, "number": number}
            rows.append(
                {
                    "N° délibération": f"{session.year}-{session.month:02d}-{number:03d}",
                    "Date de la séance": session.strftime("%d/%m/%Y"),
                    "Matière": matiere,
                    "Libellé matière": name,
                    "Objet de la délibération": decided.format(**words),
                    "Effectif": seats,
                    "Votants": present,
                    "Pour": present - against - abstained,
                    "Contre": against,
                    "Abstentions": abstained,
                }
            )
    return text(rows, ";")
