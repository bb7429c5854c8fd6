"""Visitors of a swimming pool: a file of no known standard, as people keep one."""

from datetime import date

from autan.demo.tables import Row, Town, text

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


def table(town: Town) -> str:
    chance = town.chance("piscine")
    rows: list[Row] = []
    for year in (2023, 2024, 2025):
        for month, name in enumerate(_MONTHS.split(), 1):
            summer = 2.6 if month in (7, 8) else 1.0
            swimmers = int(chance.uniform(1900, 2600) * summer)
            rows.append(
                {
                    "Mois": date(year, month, 1).strftime("%d/%m/%Y"),
                    "Libellé": f"{name} {year}",
                    "Entrées adultes": swimmers,
                    "Entrées enfants": int(swimmers * chance.uniform(0.4, 0.7)),
                    "Scolaires": 0 if month in (7, 8) else chance.randint(600, 950),
                    "Recettes": f"{swimmers * 3.2:.2f} €".replace(".", ","),
                    "Température de l’eau": f"{chance.uniform(27.2, 28.4):.1f}".replace(".", ","),
                }
            )
    return text(rows, ";")
