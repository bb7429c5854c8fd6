"""What the gallery shows in its parts: ordinary content, then the worst that a portal has seen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from autan.catalogue.listing import Listing
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.web import colours
from autan.web.datasets.grid import Grid, grid
from autan.web.datasets.rows import Row, row
from autan.web.parts import Chip, Pager, Problem, pager

LONG = (
    "Convention pluriannuelle d’objectifs et de moyens relative à l’accueil périscolaire, à la "
    "restauration et au transport des élèves des communes de Saint-Pierre-de-Trivisy, de "
    "Castelnau-Magnoac et de L’Isle-Jourdain, avenant n° 3 et ses annexes financières"
)
UNBROKEN = "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
# The tokens that every portal shares, each a class of front/styles/parts/gallery.css.
TOKENS = (
    *("paper", "surface", "sunk", "ink", "ink-soft", "line", "line-strong"),
    *("action", "rose-tint", "sun", "olive-tint"),
)
_TEXT, _NUMBER, _DATE = FieldType.TEXT, FieldType.NUMBER, FieldType.DATE
_VOTES = TableSchema(
    (
        Field("date", _DATE, "Date de la séance", "Jour où le conseil s’est réuni."),
        Field("objet", _TEXT, "Objet de la délibération"),
        Field("pour", FieldType.INTEGER, "Votes pour"),
        Field("montant", _NUMBER, "Montant voté, en euros"),
    )
)
_VOTED: tuple[dict[str, Any], ...] = (
    {"date": "2026-06-30", "objet": "Tarifs de la cantine", "pour": 19, "montant": 4.1},
    {"date": "2026-06-30", "objet": LONG, "pour": None, "montant": -1234567.8},
    {"date": None, "objet": UNBROKEN, "pour": 1204, "montant": 98765432109.0},
    {"date": "2026-01-01", "objet": "بلدية تولوز", "pour": 0, "montant": 0.0},
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A token of the portal, in both themes, with its contrast on the paper of each."""

    name: str
    use: str
    light: str
    dark: str
    light_ratio: float
    dark_ratio: float


def swatches(colour: str, uses: dict[str, str]) -> list[Swatch]:
    """The tokens that come from ``colour`` (``#rrggbb``), named by ``uses``."""
    face = colours.theme(colour)
    found = []
    for name, use in uses.items():
        light, dark = getattr(face, name)
        on_light = colours.contrast(light, colours.LIGHT_GROUNDS[0])
        on_dark = colours.contrast(dark, colours.DARK_GROUNDS[0])
        found.append(Swatch(name.replace("_", "-"), use, light, dark, on_light, on_dark))
    return found


def ordinary_table() -> Grid:
    return grid(_VOTES, _VOTED, caption="Délibérations, du plus court au plus long")


def wide_table() -> Grid:
    """Forty columns, of which some have a title longer than what they hold."""
    fields = tuple(
        Field(f"c{n}", (_NUMBER, _TEXT, _DATE)[n % 3], LONG[:70] if n == 7 else f"Colonne {n}")
        for n in range(1, 41)
    )
    values = (1234.5, "Lectoure", "2026-11-22")
    filled = {one.name: values[n % 3] for n, one in enumerate(fields, 1)}
    return grid(TableSchema(fields), [filled, dict.fromkeys(filled), filled], caption="40 colonnes")


def result_rows(listings: Iterable[Listing]) -> list[Row]:
    """A row as it is, then the same under the longest of titles."""
    return [
        made
        for one in listings
        for made in (row(one), row(replace(one, title=f"{LONG} {UNBROKEN}")))
    ]


def chips() -> list[Chip]:
    return [
        Chip("Objet contient «\u202fcantine\u202f»", "#chips"),
        Chip("Montant supérieur à 1\u202f000", "#chips"),
        Chip(f"Bénéficiaire est «\u202f{UNBROKEN}\u202f»", "#chips"),
    ]


def problems() -> list[Problem]:
    return [
        Problem("Donnez l’année sur quatre chiffres, par exemple 2026.", "annee"),
        Problem("Choisissez au moins un jour.", "jour"),
    ]


def many_pages() -> Pager:
    return pager(reverse("gallery"), (), total=9_000, limit=20, offset=180, anchor="pages")
