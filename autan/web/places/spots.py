"""Where the services of a town are, what its children are called, how many doors it has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from autan.catalogue.listing import Listing
from autan.web.places.asking import Asked, Reading, Row
from autan.web.places.years import whole

MODELS = ("scdl-equipements",)
ADDRESSES = ("bal-1.5", "bal-1.4")
NAMES = ("scdl-prenoms",)
SHOWN = 40
FIRST_NAMES = 5
_COLUMNS = (
    *("EQUIP_NOM", "EQUIP_TYPE", "EQUIP_THEME", "ADR_NUMERO", "ADR_NOMVOIE"),
    *("EQUIP_LAT", "EQUIP_LONG"),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A public place; ``at`` is longitude and latitude in degrees, None when nobody said."""

    name: str
    kind: str
    theme: str
    street: str
    at: tuple[float, float] | None


class Theme(NamedTuple):
    name: str
    spots: int


@dataclass(frozen=True, slots=True)
class Services:
    """``spots`` are the first ones; ``total`` counts them all, ``themes`` by theme."""

    total: int
    spots: tuple[Spot, ...]
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Addresses:
    doors: int
    streets: int


@dataclass(frozen=True, slots=True)
class FirstNames:
    """The most given names of one year, girls' then boys'."""

    year: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]


def read(listings: Iterable[Listing], reading: Reading) -> Services | None:
    spots: list[Spot] = []
    themes: dict[str, int] = {}
    total = 0
    for listing in listings:
        kept = reading.digest(listing, "services", _digest)
        if kept is None:
            continue
        total += kept.total
        spots += kept.spots
        for theme in kept.themes:
            themes[theme.name] = themes.get(theme.name, 0) + theme.spots
    if not total:
        return None
    ordered = sorted(themes.items(), key=lambda each: (-each[1], each[0]))
    return Services(total, tuple(spots[:SHOWN]), tuple(Theme(*each) for each in ordered))


def addresses(listings: Iterable[Listing], reading: Reading) -> Addresses | None:
    """How many addresses and streets there are, in the freshest file of each producer."""
    counted: dict[int, Addresses] = {}
    for listing in listings:
        kept = reading.digest(listing, "addresses", _addresses)
        if kept is not None and kept.doors:
            counted.setdefault(listing.producer.pk, kept)
    if not counted:
        return None
    files = counted.values()
    return Addresses(sum(one.doors for one in files), sum(one.streets for one in files))


def first_names(listings: Iterable[Listing], reading: Reading) -> FirstNames | None:
    """The names given most in the last whole year that somebody told."""
    told: dict[tuple[str, str, int], int] = {}
    for listing in listings:
        for name, sex, year, births in reading.digest(listing, "names", _names) or ():
            told[name, sex, year] = told.get((name, sex, year), 0) + births
    births_of: dict[int, int] = {}
    for (_, _, year), births in told.items():
        births_of[year] = births_of.get(year, 0) + births
    if not births_of:
        return None
    last = whole(births_of)

    def most(sex: str) -> tuple[str, ...]:
        given = [(births, name) for (name, one, year), births in told.items()
                 if one == sex and year == last]  # fmt: skip
        given.sort(key=lambda each: (-each[0], each[1]))
        return tuple(name for _, name in given[:FIRST_NAMES])

    return FirstNames(last, most("F"), most("M"))


def _digest(asked: Asked) -> Services:
    if not asked.has("EQUIP_NOM"):
        return Services(0, (), ())
    order = asked.these("EQUIP_THEME", "EQUIP_NOM")
    rows, total = asked.counted(select=asked.these(*_COLUMNS), order_by=order, limit=SHOWN)
    themes: list[Row] = []
    if asked.has("EQUIP_THEME"):
        themes = asked.rows(select="count(*) as n", group_by="EQUIP_THEME as theme")
    return Services(
        total,
        tuple(_spot(row) for row in rows if row["EQUIP_NOM"]),
        tuple(Theme(row["theme"], row["n"]) for row in themes if row["theme"]),
    )


def _spot(row: Row) -> Spot:
    latitude, longitude = row.get("EQUIP_LAT"), row.get("EQUIP_LONG")
    street = " ".join(str(row[part]) for part in ("ADR_NUMERO", "ADR_NOMVOIE") if row.get(part))
    return Spot(
        name=row["EQUIP_NOM"],
        kind=row.get("EQUIP_TYPE") or "",
        theme=row.get("EQUIP_THEME") or "",
        street=street,
        at=None if latitude is None or longitude is None else (longitude, latitude),
    )


def _addresses(asked: Asked) -> Addresses:
    street = next((one for one in ("toponyme", "voie_nom") if asked.has(one)), "")
    distinct = f", count(distinct {street}) as s" if street else ""
    rows = asked.rows(select=f"count(*) as n{distinct}", limit=1)
    return Addresses(rows[0]["n"], rows[0].get("s") or 0) if rows else Addresses(0, 0)


def _names(asked: Asked) -> tuple[tuple[str, str, int, int], ...]:
    wanted = ("ENFANT_PRENOM", "ENFANT_SEXE", "ANNEE", "NOMBRE_OCCURRENCES")
    if not asked.has(*wanted):
        return ()
    counted = asked.rows(select="sum(NOMBRE_OCCURRENCES) as n", group_by="ANNEE as y")
    last = whole({int(row["y"]): row["n"] or 0 for row in counted if row["y"] is not None})
    if not last:
        return ()
    rows = asked.rows(
        select="ENFANT_PRENOM, ENFANT_SEXE, ANNEE, NOMBRE_OCCURRENCES",
        where=(f"ANNEE = {last}",),
        order_by="NOMBRE_OCCURRENCES desc",
        limit=200,
    )
    return tuple(tuple(row[name] for name in wanted) for row in rows if all(row.values()))
