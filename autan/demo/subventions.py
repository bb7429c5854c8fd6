"""Subventions to invented associations."""

from datetime import date

from autan.demo.tables import Row, Town, invented_siret, text, workdays

_ASSOCIATIONS = [
    ("Les Amis de la médiathèque", "Cycle de lectures et ateliers d’écriture", 1800),
    ("Rugby club de la vallée", "École de rugby et déplacements des équipes de jeunes", 14500),
    ("Harmonie municipale", "Formation des jeunes musiciens et concerts publics", 6200),
    ("Comité des fêtes", "Fête locale et feu de la Saint-Jean", 8000),
    ("Club des aînés ruraux", "Sorties et ateliers de prévention des chutes", 1500),
    ("Foyer rural", "Fonctionnement et école multisports", 4300),
    ("Cyclo-club des coteaux", "Organisation de la randonnée d’automne", 900),
    ("La Ressourcerie du canton", "Collecte et réemploi d’objets", 11000),
    ("Basket-ball club", "Encadrement des équipes féminines", 7600),
    ("Ciné-club", "Séances en plein air", 2400),
    ("Jardins partagés du moulin", "Achat d’outils et récupérateur d’eau", 650),
    ("Festival Musiques en terrasses", "Dixième édition du festival", 25000),
    ("Épicerie solidaire", "Aide alimentaire aux familles", 9000),
    ("Société d’histoire locale", "Publication d’un ouvrage sur le patrimoine", 1200),
    ("Calandreta occitane", "Projet pédagogique bilingue", 5400),
    ("Sauveteurs bénévoles", "Renouvellement du matériel de secours", 3500),
]


_YEARS = (2023, 2024, 2025)


def table(town: Town) -> str:
    return text([row for year in _YEARS for row in _year(town, year)])


def _year(town: Town, year: int) -> list[Row]:
    chance = town.chance(f"subventions-{year}")
    chosen = chance.sample(_ASSOCIATIONS, min(14, 8 + round(6 * town.size)))
    days = workdays(date(year, 2, 3), date(year, 12, 12), chance, len(chosen))
    rows: list[Row] = []
    for number, (day, (name, purpose, usual)) in enumerate(zip(days, chosen, strict=True), 1):
        amount = round(usual * town.size * chance.uniform(0.8, 1.3), -1)
        rows.append(
            {
                "nomAttribuant": town.title,
                "idAttribuant": town.siret,
                "dateConvention": day.isoformat(),
                "referenceDecision": f"{year}-{number:02d}",
                "nomBeneficiaire": name,
                "idBeneficiaire": invented_siret(chance),
                "objet": purpose,
                "montant": f"{amount:.2f}",
                "nature": "aide en numéraire",
                "conditionsVersement": "unique" if amount < 10_000 else "échelonné",
                "datesPeriodeVersement": f"{day.isoformat()}/{year}-12-31",
                "idRAE": "",
                "notificationUE": "non",
                "pourcentageSubvention": "1" if amount < 5000 else "0.6",
            }
        )
    return rows
