"""The columns of coordinates of a model: put right when they are exchanged, or in metres where
degrees are asked.

46 and 5 are both a longitude and a latitude that exist, so no bound sees them exchanged: the two
columns are judged together and whole, by where their points fall (``positions``). When two
readings stand nothing is changed, and it is said.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from autan.pipeline import derived, positions
from autan.pipeline.columns import tally_of
from autan.pipeline.recipe import together
from autan.pipeline.report import Finding, Repair
from autan.pipeline.target import Beside, Target
from autan.schemas import zones
from autan.schemas.evidence import Column
from autan.schemas.repairs import Manner, places
from autan.schemas.standard import Kind, StandardField
from autan.schemas.zones import Box

SWAPPED, PROJECTED = "coordinates-swapped", "coordinates-projected"
_MOST, _HALF = 0.9, 0.5
_EXAMPLES = 3
_PIECE, _MOST_JUDGED = 500_000, 2_000_000
_LANDS = (zones.METROPOLE, *dict.fromkeys(zones.LANDS.values()))
_METRES = frozenset({Kind.NUMBER, Kind.AMOUNT, Kind.INTEGER})
_CONICS = tuple(f"EPSG:{number}" for number in range(3942, 3951))
# What the law asks of those who publish in metres (decree 2000-1276): not the old Lambert zones.
_OLD = ("EPSG:27572", "EPSG:27573", "EPSG:27563")


@dataclass(frozen=True)
class Settled:
    """``targets`` in the same order, read as they must be; what is told of them."""

    targets: tuple[Target, ...]
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Pair:
    """The two columns of the file, east then north, and their places among the targets."""

    east: Column
    north: Column
    places: tuple[int, int]
    kind: Kind
    tally: pl.DataFrame

    @property
    def headers(self) -> str:
        return f"« {self.east.header} » et « {self.north.header} »"


def settle(
    folder: Path,
    targets: Sequence[Target],
    place: str,
    undone: Collection[str],
    dropped: Sequence[int] = (),
) -> Settled:
    """Judge each pair of columns. ``place``: code of the commune or the département of who
    publishes, "" when unknown: the codes that the file holds then say where it is."""
    settled = Settled(tuple(targets))
    for pair in _pairs(folder, targets, dropped):
        near = place or place_of(targets)
        judge = _in_degrees if pair.kind is Kind.DEGREES else _in_metres
        settled = judge(settled, pair, near, undone)
        # Millions of positions are not held for two pairs at once.
        del pair
    return settled


def _pairs(folder: Path, targets: Sequence[Target], dropped: Sequence[int]) -> Iterator[_Pair]:
    filled = {str(i): t for i, t in enumerate(targets) if t.column and not t.free}
    named = [Column(i, t.field.name, ()) for i, t in filled.items()]
    for east, north in derived.pairs(named):
        one, other = filled[east.key], filled[north.key]
        kinds = {one.field.kind, other.field.kind}
        if one.column is None or other.column is None or one.column == other.column:
            continue
        if kinds == {Kind.DEGREES} or kinds <= _METRES:
            tally = tally_of(folder, together(one.column.key, other.column.key), dropped)
            where = (int(east.key), int(north.key))
            yield _Pair(one.column, other.column, where, one.field.kind, tally)


def place_of(targets: Sequence[Target]) -> str:
    """The commune, or the département, of which all the codes of the file are."""
    for kind in (Kind.INSEE, Kind.POSTCODE):
        for target in targets:
            values = target.column.values if target.column and target.field.kind is kind else ()
            codes = {value.strip().zfill(5) for value in values if value.strip()[:4].isalnum()}
            if len(codes) == 1 and kind is Kind.INSEE:
                return codes.pop()
            near = {code[: 3 if code.startswith("97") else 2] for code in codes}
            if len(near) == 1:
                return near.pop()
    return ""


def _in_degrees(settled: Settled, pair: _Pair, place: str, undone: Collection[str]) -> Settled:
    headers = (pair.east.header, pair.north.header)
    decision = positions.decide(_judged(pair.tally), place, headers)
    sense = decision.sense
    if sense is None:
        return _unsure(settled, pair, decision.doubt)
    manner = decision.manner
    if sense.share < 1 or pair.tally.height > _MOST_JUDGED:
        settled = _outside(settled, pair, manner)
    if not (sense.swapped or sense.turned or sense.zone is not zones.WGS84):
        return _without_zeros(settled, pair, undone)
    kind = SWAPPED if sense.zone is zones.WGS84 else PROJECTED
    repair = _repair(kind, pair, manner, undone)
    settled = replace(settled, repairs=(*settled.repairs, repair))
    if not repair.accepted:
        return settled
    if kind == SWAPPED and not sense.turned:
        return _exchanged(settled, pair)
    return _converted(settled, pair, manner)


def _without_zeros(settled: Settled, pair: _Pair, undone: Collection[str]) -> Settled:
    """0, 0 stands for a position that nobody knew: it is off the coast of Africa."""
    zeros = pair.tally.filter(pl.col("text").str.contains(places.ZERO_FORM))
    if zeros.is_empty():
        return settled
    identifier, count = f"{pair.east.key}-{places.ZERO.kind}", int(zeros["count"].sum())
    text = zeros["text"][0]
    sentence = places.ZERO.sentence(count, f"{pair.east.header}, {pair.north.header}", text, "")
    repair = Repair(
        *(identifier, places.ZERO.kind, f"{pair.east.header}, {pair.north.header}", ""),
        *(count, text, "", sentence),
        examples=((text, ""),),
        accepted=identifier not in undone,
    )
    settled = replace(settled, repairs=(*settled.repairs, repair))
    return _converted(settled, pair, Manner()) if repair.accepted else settled


def _outside(settled: Settled, pair: _Pair, manner: Manner) -> Settled:
    """The few points that fall in no French land, whatever was decided for the others."""
    french = pl.any_horizontal(
        pl.col("lon").is_between(west, east) & pl.col("lat").is_between(south, north)
        for west, south, east, north in _LANDS
    )
    point = positions.typed(pl.col("text"), manner).alias("p")
    foreign = pl.concat(
        piece.select("row", "count", point)
        .unnest("p")
        .filter(pl.col("lon").is_not_null() & ~french)
        for piece in pair.tally.iter_slices(_PIECE)
    )
    if foreign.is_empty():
        return settled
    row, count = int(foreign["row"].min()), int(foreign["count"].sum())  # type: ignore[arg-type]
    message = f"Colonnes {pair.headers}, ligne {row} : cette position ne tombe pas en France."
    if count > 1:
        message += f" {count:,} lignes sont dans ce cas.".replace(",", "\u202f")
    found = Finding("warning", "point-outside", message, pair.east.header, row, count)
    return replace(settled, findings=(*settled.findings, found))


def _unsure(settled: Settled, pair: _Pair, doubt: str) -> Settled:
    spots = _spots(pair.tally)
    if spots.is_empty() or sum(_share(spots, box) for box in _LANDS) > _HALF:
        return settled
    said = (
        "ces positions peuvent se lire dans deux systèmes de coordonnées ; nous ne choisissons "
        "pas à votre place."
        if doubt == positions.TWO_READINGS
        else "ces positions ne tombent en France dans aucun des systèmes de coordonnées en usage."
    )
    return _with(settled, doubt, f"Colonnes {pair.headers} : {said}", pair)


def _in_metres(settled: Settled, pair: _Pair, place: str, undone: Collection[str]) -> Settled:
    """Metres are published as they are: only their order, and the system, can be wrong."""
    spots = _spots(pair.tally)
    if spots.is_empty():
        return settled
    turned = spots.select(first="second", second="first")
    plain = [zone for zone in zones.PROJECTED if _share(spots, zone.frame) >= _MOST]
    others = [zone for zone in zones.PROJECTED if _share(turned, zone.frame) >= _MOST]
    if not plain and others:
        repair = _repair(SWAPPED, pair, None, undone)
        settled = replace(settled, repairs=(*settled.repairs, repair))
        return _exchanged(settled, pair) if repair.accepted else settled
    france = zones.lands_of(place) or zones.METROPOLE
    if not plain and max(_share(spots, france), _share(turned, france)) >= _MOST:
        said = "semblent en degrés, alors que le modèle demande des mètres (Lambert 93)."
        return _with(settled, "coordinates-degrees", f"Colonnes {pair.headers} : {said}", pair)
    if plain and all(zone.code in (*_CONICS, *_OLD) for zone in plain):
        said = f"semblent en {plain[0].label}, alors que le modèle demande Lambert 93."
        return _with(settled, "coordinates-system", f"Colonnes {pair.headers} : {said}", pair)
    return settled


def _spots(tally: pl.DataFrame) -> pl.DataFrame:
    known = positions.parsed(_judged(tally).drop_nulls()).drop_nulls()
    return known.filter(~((pl.col("first") == 0) & (pl.col("second") == 0)))


def _judged(tally: pl.DataFrame) -> pl.Series:
    """All the positions, or some along the whole table where there are millions."""
    return tally["text"].gather_every(1 + tally.height // _MOST_JUDGED)


def _share(spots: pl.DataFrame, box: Box) -> float:
    west, south, east, north = box
    inside = pl.col("first").is_between(west, east) & pl.col("second").is_between(south, north)
    return float(spots.select(inside.mean()).item() or 0.0)


def _with(settled: Settled, code: str, message: str, pair: _Pair) -> Settled:
    rows = pair.tally.filter(pl.col("text").is_not_null())["count"].sum()
    found = Finding("warning", code, message, pair.east.header, None, int(rows))
    return replace(settled, findings=(*settled.findings, found))


def _exchanged(settled: Settled, pair: _Pair) -> Settled:
    """Each of the two fields takes the column of the other."""
    targets = list(settled.targets)
    east, north = pair.places
    targets[east] = replace(targets[east], column=pair.north)
    targets[north] = replace(targets[north], column=pair.east)
    return replace(settled, targets=tuple(targets))


def _converted(settled: Settled, pair: _Pair, manner: Manner) -> Settled:
    """Each of the two fields is computed from both columns."""
    targets = list(settled.targets)
    for place, axis in zip(pair.places, ("lon", "lat"), strict=True):
        sides = Beside(pair.east.key, pair.north.key, replace(manner, axis=axis))
        targets[place] = replace(targets[place], beside=sides)
    return replace(settled, targets=tuple(targets))


def _repair(kind: str, pair: _Pair, manner: Manner | None, undone: Collection[str]) -> Repair:
    """``manner``: how the pair is read; None where it is only exchanged."""
    filled = pair.tally.filter(pl.col("text").is_not_null())
    before = filled["text"]
    after = _exchange(before) if manner is None else _pointed(before, manner)
    # Of rows written now one way, now the other, those already right are not counted.
    told = filled.with_columns(after.alias("after")).filter(
        pl.col("after").is_not_null() & (_pointed(before, Manner()).ne_missing(after))
    )
    told = told if not told.is_empty() else filled.with_columns(after.alias("after"))
    examples = tuple(told.select("text", pl.col("after").fill_null("")).head(_EXAMPLES).rows())
    identifier = f"{pair.east.key}-{kind}"
    count = int(told["count"].sum())
    return Repair(
        id=identifier,
        kind=kind,
        column=f"{pair.east.header}, {pair.north.header}",
        field="",
        count=count,
        before=examples[0][0],
        after=examples[0][1],
        sentence=_sentence(kind, pair, manner, count, examples[0]),
        examples=examples,
        accepted=identifier not in undone,
    )


def _sentence(
    kind: str, pair: _Pair, manner: Manner | None, count: int, example: tuple[str, str]
) -> str:
    rows = "une ligne" if count == 1 else f"{count:,} lignes".replace(",", "\u202f")
    before, after = example
    if kind == SWAPPED:
        return f"{pair.headers} étaient échangées sur {rows} : « {before} » est lu « {after} »."
    system = zones.name_of(manner.crs) if manner else ""
    return (
        f"{pair.headers} étaient en {system} : elles sont converties en degrés sur {rows} ; "
        f"« {before} » devient « {after} »."
    )


def _exchange(texts: pl.Series) -> pl.Series:
    return texts.str.replace(r"^(.*) ; (.*)$", "${2} ; ${1}")


def _pointed(texts: pl.Series, manner: Manner) -> pl.Series:
    """« longitude ; latitude » of each cell, null where there is none."""
    frame = texts.alias("text").to_frame()
    point = frame.select(positions.typed(pl.col("text"), manner).alias("p")).unnest("p")
    sides = (pl.col(side).round(6).cast(pl.String) for side in ("lon", "lat"))
    return point.select(pl.concat_str(*sides, separator=" ; ")).to_series()


def point(
    field: StandardField,
    column: Column,
    tally: pl.DataFrame,
    manner: Manner,
    undone: Collection[str],
) -> Repair | None:
    """What is told of a column that holds whole positions, read otherwise than the model says."""
    if not manner.crs or not (manner.latitude_first or manner.box or manner.crs != Manner().crs):
        return None
    pair = _Pair(column, column, (0, 0), field.kind, tally)
    kind = SWAPPED if manner.crs == Manner().crs else PROJECTED
    repair = _repair(kind, pair, manner, undone)
    said = (
        f"« {column.header} » donnait la latitude d’abord"
        if kind == SWAPPED
        else f"« {column.header} » était en {zones.name_of(manner.crs)}"
    )
    sentence = f"{said} : « {repair.before} » est lu « {repair.after} » (longitude, latitude)."
    return replace(repair, column=column.header, field=field.name, sentence=sentence)
