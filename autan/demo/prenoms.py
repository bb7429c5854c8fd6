"""First names of an invented year of births: no name is rare enough to tell of a child."""

from autan.demo.tables import Row, Town, text

_NAMES = {
    "F": "Louise Jade Ambre Alba Emma Rose Alice Romy Anna Lina Léna Mia Lou Julia Chloé Inès",
    "M": "Gabriel Raphaël Louis Léo Noah Arthur Adam Jules Maël Lucas Hugo Sacha Léon Nino Malo",
}


def table(town: Town) -> str:
    chance = town.chance("prenoms")
    rows: list[Row] = []
    for year in (2022, 2023, 2024, 2025):
        for sex, names in _NAMES.items():
            for name in names.split():
                rows.append(
                    {
                        "COMMUNE_NOM": town.name,
                        "COLL_INSEE": town.code,
                        "ENFANT_SEXE": sex,
                        "ENFANT_PRENOM": name,
                        "NOMBRE_OCCURRENCES": chance.randint(5, 19),
                        "ANNEE": year,
                    }
                )
    return text(rows)
