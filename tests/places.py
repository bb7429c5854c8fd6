"""Six communes and what they lie in, as the territory's data file has them (public facts)."""

from typing import Any

_NAMES = ("kind", "code", "siren", "name", "liaison", "population", "departement", "epci")
_ROWS = [
    ("region", "76", "200053791", "Occitanie", 1, 6_080_731, None, None),
    ("departement", "31", "223100017", "Haute-Garonne", 3, 1_434_367, None, None),
    ("departement", "32", "223200015", "Gers", 2, 191_819, None, None),
    ("departement", "65", "226500015", "Hautes-Pyrénées", 4, 230_583, None, None),
    (
        "epci",
        "200066819",
        "200066819",
        "Communauté de communes du Volvestre",
        3,
        30_000,
        "31",
        None,
    ),
    ("epci", "243100518", "243100518", "Toulouse Métropole", 0, 820_000, "31", None),
    ("epci", "200066926", "200066926", "Grand Auch Cœur de Gascogne", 2, 40_000, "32", None),
    ("commune", "31399", "213103997", "Noé", 0, 3067, "31", "200066819"),
    ("commune", "31157", "213101579", "Cugnaux", 0, 20_662, "31", "243100518"),
    ("commune", "32013", "213200132", "Auch", 1, 22_428, "32", "200066926"),
    ("commune", "32160", "213201601", "L’Isle-Jourdain", 5, 9537, "32", None),
    ("commune", "65440", "216504407", "Tarbes", 0, 44_399, "65", None),
    ("commune", "65286", "216502864", "Lourdes", 0, 13_266, "65", None),
]
_EMAILS = {"31399": "mairie@noe.example", "32013": "mairie@auch.example"}


def rows() -> list[dict[str, Any]]:
    """Rows for ``autan.tenants.territories.load``. L’Isle-Jourdain has no known e-mail."""
    return [
        {
            **dict(zip(_NAMES, row, strict=True)),
            "email": _EMAILS.get(row[1], ""),
            "website": "",
            "region": None if row[0] == "region" else "76",
        }
        for row in _ROWS
    ]
