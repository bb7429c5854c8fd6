"""Public contracts with invented companies."""

from datetime import date, timedelta

from autan.demo.tables import Row, Town, invented_siret, text, workdays

_CONTRACTS = [
    ("Réfection de la voirie communale", "45233141-9", 12, 384_000, "Routes du Sud-Ouest"),
    ("Rénovation énergétique du groupe scolaire", "45321000-3", 18, 912_500, "Bâtir Gascogne"),
    ("Fourniture de repas pour la restauration scolaire", "55524000-9", 36, 245_000, "Table d’Oc"),
    ("Entretien des espaces verts", "77310000-6", 24, 78_400, "Jardins et Coteaux"),
    ("Maîtrise d’œuvre de la nouvelle médiathèque", "71221000-3", 30, 156_000, "Atelier du Pont"),
    ("Nettoyage des bâtiments communaux", "90911200-8", 36, 132_700, "Clair Propre Services"),
    ("Fourniture d’électricité", "09310000-5", 24, 410_000, "Énergie des Vallées"),
    ("Acquisition d’une balayeuse de voirie", "34144431-8", 4, 189_900, "Matériels Garonne"),
    ("Vérification des installations électriques", "71631000-0", 48, 41_300, "Contrôle Midi"),
    ("Extension du réseau de vidéoprojection des écoles", "38652120-7", 6, 62_800, "Numéria"),
]
_PROCEDURES = ["Procédure adaptée", "Procédure adaptée", "Appel d’offres ouvert"]


def table(town: Town) -> str:
    chance = town.chance("marches")
    days = workdays(date(2024, 3, 4), date(2026, 9, 25), chance, len(_CONTRACTS))
    rows: list[Row] = []
    for number, (day, (purpose, cpv, months, usual, company)) in enumerate(
        zip(days, _CONTRACTS, strict=True), 1
    ):
        amount = round(usual * town.size * chance.uniform(0.85, 1.2), 2)
        rows.append(
            {
                "MARCHE_ID": f"{day.year}T{number:03d}00",
                "ACHETEURS_ID": town.siret,
                "ACHETEURS_NOM": town.title,
                "NATURE_MARCHE": "Marché",
                "MARCHE_OBJET": purpose,
                "CPV_CODE": cpv,
                "PROCEDURE": chance.choice(_PROCEDURES),
                "LIEU_EXEC_CODE": town.postcode,
                "LIEU_EXEC_TYPE": "Code postal",
                "LIEU_EXEC_NOM": town.name,
                "DUREE_MOIS": months,
                "NOTIFICATION_DATE": day.isoformat(),
                "PUBLICATION_DATE": (day + timedelta(days=21)).isoformat(),
                "MONTANT": f"{amount:.2f}",
                "PRIX_FORME": chance.choice(["Ferme", "Révisable"]),
                "TITULAIRES_ID": invented_siret(chance),
                "TITULAIRES_ID_TYPE": "SIRET",
                "TITULAIRES_DENOMINATION": company,
            }
        )
    return text(rows)
