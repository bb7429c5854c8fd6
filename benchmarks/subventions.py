"""A large subventions file, the same at every run: invented names, real shapes.

Sixteen columns of the SCDL plus a longitude kept beside them, as the anchors of
``performance.md`` were measured on seventeen. Beneficiaries are associations; no person is named.
"""

import random
from datetime import date, timedelta
from pathlib import Path

import polars as pl

_WORDS = (  # noqa: SIM905  words read best as words
    "théâtre musique rugby pétanque jumelage patrimoine école chorale cyclisme danse jardin "
    "mémoire insertion médiation solidarité lecture cinéma randonnée judo natation"
).split()
_PLACES = "Auch Condom Mirande Lectoure Fleurance Nogaro Eauze Gimont Samatan".split()  # noqa: SIM905
_PURPOSES = (
    "Aide au fonctionnement",
    "Projet culturel",
    "Achat de matériel",
    "Fête locale",
    "Tournoi annuel",
)
_SEED = 32


def write(path: Path, rows: int) -> None:
    """Write ``rows`` rows as CSV: comma, UTF-8, ISO dates, decimal points."""
    chance = random.Random(_SEED)
    beneficiaries = [_beneficiary(chance, number) for number in range(min(60_000, rows))]
    agreements = [_agreement(chance) for _ in range(min(20_000, rows))]
    choice = pl.int_range(rows, eager=True).to_frame("n")
    who = pl.DataFrame(beneficiaries, schema=["nomBeneficiaire", "idBeneficiaire"], orient="row")
    what = pl.DataFrame(agreements, schema=_AGREEMENT, orient="row")
    table = choice.select(
        "n",
        who=(pl.col("n") * 48_271 % len(beneficiaries)).cast(pl.UInt32),
        what=(pl.col("n") * 16_807 % len(agreements)).cast(pl.UInt32),
    )
    table = pl.concat(
        [table, who[table["who"]], what[table["what"]]], how="horizontal"
    ).with_columns(
        pl.lit("Commune d’Auch").alias("nomAttribuant"),
        pl.lit(_siret("213200132", 1)).alias("idAttribuant"),
        pl.format("2024-{}", "n").alias("referenceDecision"),
        pl.lit(None, pl.String).alias("rnaBeneficiaire"),
        pl.lit(None, pl.String).alias("idRAE"),
        (pl.col("n") * 7_919 % 5_000_000 / 100).alias("montant"),
    )
    table.select(_COLUMNS).write_csv(path)


_AGREEMENT = [
    "dateConvention",
    "objet",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "notificationUE",
    "pourcentageSubvention",
    "dispositifAide",
    "longitude",
]
_COLUMNS = [
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
    "dispositifAide",
    "longitude",
]


def _beneficiary(chance: random.Random, number: int) -> tuple[str, str]:
    name = f"Association {chance.choice(_WORDS)} et {chance.choice(_WORDS)} de "
    siren = _completed(f"{chance.randrange(30_000_000, 90_000_000):08d}")
    return f"{name}{chance.choice(_PLACES)} n° {number}", _siret(siren, chance.randrange(1, 90))


def _agreement(chance: random.Random) -> tuple[str, ...]:
    day = date(2015, 1, 1) + timedelta(days=chance.randrange(3600))
    return (
        day.isoformat(),
        f"{chance.choice(_PURPOSES)} : {chance.choice(_WORDS)}, {chance.choice(_PLACES)}",
        chance.choice(["aide en numéraire", "aide en nature"]),
        chance.choice(["unique", "échelonné"]),
        f"{day.isoformat()}/{(day + timedelta(days=365)).isoformat()}",
        chance.choice(["true", "false"]),
        f"{chance.randrange(1, 101) / 100:.2f}",
        f"Soutien {chance.choice(_WORDS)} {chance.randrange(40)}",
        f"{chance.uniform(-0.3, 1.2):.5f}",
    )


def _siret(siren: str, establishment: int) -> str:
    return _completed(f"{siren}{establishment:04d}")


def _completed(digits: str) -> str:
    """With the last digit that Luhn's rule asks for."""
    doubled = (int(char) * (2 - place % 2) for place, char in enumerate(reversed(digits)))
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return f"{digits}{-total % 10}"
