"""One column of positions out of two: x and y, latitude and longitude, whatever they are called.

The two columns stay as they were; the new one, ``geo_point``, is what a map reads.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from autan.pipeline import positions
from autan.pipeline.columns import tally_of
from autan.pipeline.positions import Decision
from autan.pipeline.recipe import ColumnRecipe, together
from autan.pipeline.report import Finding, Repair
from autan.schemas.evidence import Column
from autan.schemas.names import listed, words
from autan.schemas.standard import Kind
from autan.tabular.fields import Field, FieldType

NAME, LABEL = "geo_point", "Position sur la carte"
_EAST = listed("x lon long lng longitude easting abscisse est xlong xlon xlongitude longx")
_NORTH = listed("y lat latitude northing ordonnee nord ylat ylatitude laty")
_GLUED = re.compile(
    r"(?P<stem>coord|coordonnees?|coordinates?|geo|gps|point|pos|position|lamb|lambert|l93|lb93|"
    r"cc[45]\d|wgs84|wgs|insee|centroid|centre|poi|loc)?_?(?P<axis>x|y|lon|lat|long)"
    r"(?P<end>l93|lamb93|lambert93|l2e|cc[45]\d|wgs84|wgs|93)?"
)


@dataclass(frozen=True)
class Pair:
    """Columns of a file that go together, and how they are to be read."""

    east: Column
    north: Column
    decision: Decision

    @property
    def header(self) -> str:
        return f"{self.east.header}, {self.north.header}"


def pairs(columns: Sequence[Column]) -> list[tuple[Column, Column]]:
    """The columns whose headers say that they are the two sides of one position."""
    sides: dict[tuple[str, ...], dict[str, Column]] = {}
    for column in columns:
        found = _axis(column.header)
        if found:
            axis, stem = found
            sides.setdefault(stem, {}).setdefault(axis, column)
    return [(two["east"], two["north"]) for two in sides.values() if len(two) == 2]


def _axis(header: str) -> tuple[str, tuple[str, ...]] | None:
    """« coord_x » is an east of the stem « coord », « stop_lat » a north of « stop ».

    Metres and degrees of one table have stems of their own, so that they are not crossed.
    """
    found = words(header)
    for axis, known in (("east", _EAST), ("north", _NORTH)):
        for index, word in enumerate(found):
            if word in known:
                return axis, (_unit(word), *found[:index], *found[index + 1 :])
    for index, word in enumerate(found):
        glued = _GLUED.fullmatch(word)
        if glued:
            axis = "north" if glued["axis"] in ("y", "lat") else "east"
            parts = (glued["stem"] or "", glued["end"] or "")
            return axis, (_unit(glued["axis"]), *found[:index], *parts, *found[index + 1 :])
    return None


def _unit(word: str) -> str:
    return "degrees" if word.startswith(("lon", "lng", "lat", "xlo", "yla")) else "metres"


def best(
    folder: Path, columns: Sequence[Column], insee: str, dropped: Sequence[int]
) -> Pair | None:
    """The pair that reads in one way only; degrees are preferred, which nobody had to convert."""
    read = []
    for east, north in pairs(columns):
        texts = _tally(folder, east.key, north.key, dropped)["text"]
        decision = positions.decide(texts, insee, (east.header, north.header))
        if decision.sense or decision.doubt == positions.TWO_READINGS:
            read.append(Pair(east, north, decision))
    sound = [pair for pair in read if pair.decision.sense]
    sound.sort(key=lambda pair: pair.decision.manner.crs != "EPSG:4326")
    return next(iter(sound or read), None)


def _tally(folder: Path, east: str, north: str, dropped: Sequence[int]) -> pl.DataFrame:
    return tally_of(folder, together(east, north), dropped)


def filled(folder: Path, pair: Pair, dropped: Sequence[int]) -> int:
    """How many rows have both halves."""
    counted = _tally(folder, pair.east.key, pair.north.key, dropped)
    return int(counted.filter(pl.col("text").is_not_null())["count"].sum())


def finding(pair: Pair) -> Finding | None:
    """What is said when a pair has two readings: no column is made of it."""
    if pair.decision.sense:
        return None
    message = (
        f"Colonnes « {pair.east.header} » et « {pair.north.header} » : ces positions peuvent se "
        "lire dans deux systèmes de coordonnées ; nous ne choisissons pas à votre place."
    )
    return Finding("warning", pair.decision.doubt, message, pair.east.header)


def repair(pair: Pair, rows: int, accepted: bool) -> Repair:
    assert pair.decision.sense
    east, north = (column.values[0] if column.values else "" for column in (pair.east, pair.north))
    sentence = (
        f"« {pair.east.header} » et « {pair.north.header} » sont des positions "
        f"{pair.decision.sense.words} : une colonne « {LABEL} » est ajoutée pour la carte."
    )
    after = after_of(pair.decision, f"{east} ; {north}")
    before = f"{east} ; {north}"
    return Repair(
        *(identifier(pair.east.key), "position", pair.header, NAME, rows, before, after, sentence),
        examples=((before, after),),
        accepted=accepted,
    )


def identifier(key: str) -> str:
    return f"{key}-position"


def after_of(decision: Decision, text: str) -> str:
    """How a cell is read, as maps write it: latitude first."""
    cell = pl.DataFrame({"text": [text]})
    point = cell.select(positions.typed(pl.col("text"), decision.manner)).item()
    return f"{point['lat']:.5f}, {point['lon']:.5f}" if point else ""


def recipe(pair: Pair, name: str) -> ColumnRecipe:
    return ColumnRecipe(
        name, Kind.POINT, pair.east.key, manner=pair.decision.manner, beside=pair.north.key
    )


def field(pair: Pair, name: str) -> Field:
    description = "Longitude et latitude (WGS 84), tirées des colonnes de coordonnées."
    return Field(name, FieldType.GEO_POINT, LABEL, description, pair.header, frozenset({"derived"}))
