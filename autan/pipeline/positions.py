"""Positions: in which system and in which order a column of coordinates is written.

Decided for the column as a whole, on every one of its values: a reading stands when nearly all of
its points fall where the publisher's are, the commune first, then the département, then France.
When two readings stand, none is taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from autan.formats import spatial
from autan.formats.places import POINT
from autan.pipeline import outlines
from autan.schemas import zones
from autan.schemas.names import squash
from autan.schemas.repairs import Manner
from autan.schemas.zones import Box, Zone

TWO_READINGS, NOWHERE = "point-two-readings", "point-nowhere"
_MOST = 0.9
_MORE = 0.6
_NUMBER = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_JSON_NUMBER = rf"[\"']?\s*({_NUMBER})"
_PAIR = rf"^[\[(]?\s*({_NUMBER})\s*(?:[,;|/]|\s)\s*({_NUMBER})\s*[\])]?$"
_COMMAS = r"^([+-]?\d+(?:,\d+)?)\s*(?:[;|/]|\s|,\s)\s*([+-]?\d+(?:,\d+)?)$"
_WORDS = (
    rf"(?i)^(?:SRID=\d+;)?\s*POINT\s*(?:Z|M|ZM)?\s*"
    rf"\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})*\s*\)$"
)
_GEOJSON = (
    rf"(?i)\"type\"\s*:\s*\"Point\".*\"coordinates\"\s*:\s*\[\s*({_NUMBER})\s*,\s*({_NUMBER})"
)
_LONGITUDE = rf"(?i)[\"'](?:lon|lng|long|longitude)[\"']\s*:\s*{_JSON_NUMBER}"
_LATITUDE = rf"(?i)[\"'](?:lat|latitude)[\"']\s*:\s*{_JSON_NUMBER}"


@dataclass(frozen=True)
class Sense:
    """``zone``: the system. ``swapped``: what comes first is the northing, or the latitude.
    ``share``: of the points that fall on French soil, once read so; ``turned``: some only when
    turned round. ``x`` and ``y`` are in degrees."""

    zone: Zone
    swapped: bool
    share: float
    turned: bool
    fixed: bool
    x: pl.Series
    y: pl.Series

    @property
    def told(self) -> bool:
        """Is there anything to tell? Not when the form says the order and the unit."""
        return self.swapped or self.turned or self.zone is not zones.WGS84 or not self.fixed

    @property
    def words(self) -> str:
        """« en Lambert 93 », « latitude puis longitude »…"""
        if self.zone is zones.WGS84:
            order = "latitude puis longitude" if self.swapped else "longitude puis latitude"
            return f"en degrés, {order}"
        return f"en {self.zone.label}" + (", ordonnée d’abord" if self.swapped else "")


@dataclass(frozen=True)
class Decision:
    """``manner`` reads the column; it gives nothing when ``doubt`` says why not."""

    manner: Manner
    sense: Sense | None = None
    doubt: str = ""


def parsed(texts: pl.Series) -> pl.DataFrame:
    """The two numbers of each cell, ``first`` and ``second``, and ``fixed`` where their order is
    told by the form itself (WKT and GeoJSON say x first, names say which is which)."""
    plain = _pair(texts, _PAIR)
    if plain.null_count() == texts.null_count():
        return _numbers(plain.struct.field("1"), plain.struct.field("2"))
    commas = _pair(texts, _COMMAS)
    told = [_pair(texts, pattern) for pattern in (_GEOJSON, _WORDS)]
    sides = [
        [*(pair.struct.field(side) for pair in told), texts.str.extract(named)]
        for side, named in (("1", _LONGITUDE), ("2", _LATITUDE))
    ]
    others = [
        [plain.struct.field(side), commas.struct.field(side).str.replace(",", ".", literal=True)]
        for side in ("1", "2")
    ]
    fixed = pl.select(pl.any_horizontal(side.is_not_null() for side in sides[0])).to_series()
    first, second = (
        pl.select(pl.coalesce(*known, *other)).to_series()
        for known, other in zip(sides, others, strict=True)
    )
    return _numbers(first, second, fixed)


def _pair(texts: pl.Series, pattern: str) -> pl.Series:
    """The two groups of a pattern, null where it does not fit."""
    found = texts.str.extract_groups(pattern)
    nothing = found.struct.field("1").is_null()
    return found.set(nothing, None) if nothing.any() else found


def _numbers(first: pl.Series, second: pl.Series, fixed: pl.Series | None = None) -> pl.DataFrame:
    told = fixed if fixed is not None else pl.lit(False)
    sides = {"first": first, "second": second}
    read = {name: side.cast(pl.Float64, strict=False) for name, side in sides.items()}
    return pl.DataFrame(read).with_columns(told.alias("fixed"))


def typed(text: pl.Expr, manner: Manner) -> pl.Expr:
    """Points in WGS 84; null where there is none, or at 0, 0, where no commune is."""
    return text.map_batches(_Reader(manner), return_dtype=POINT, is_elementwise=True)


@dataclass(frozen=True)
class _Reader:
    """Reads a series of cells at once: expressions would parse each cell again at each use."""

    manner: Manner

    def __call__(self, texts: pl.Series) -> pl.Series:
        manner = self.manner
        x, y = _axes(parsed(texts), manner.latitude_first)
        if manner.box is not None:
            turned = _inside(manner.box, y, x) & ~_inside(manner.box, x, y)
            x, y = x.zip_with(~turned, y), y.zip_with(~turned, x)
        if manner.crs != spatial.WGS84:
            moved = _to_degrees(x, y, manner.crs)
            x, y = moved.struct.field("lon"), moved.struct.field("lat")
        sound = x.is_between(-180, 180) & y.is_between(-90, 90) & ~((x == 0) & (y == 0))
        points = pl.DataFrame({"lon": x, "lat": y, "sound": sound.fill_null(False)})
        struct = pl.when("sound").then(pl.struct("lon", "lat")).alias(texts.name)
        return points.select(struct).to_series()


def _to_degrees(x: pl.Series, y: pl.Series, crs: str) -> pl.Series:
    """Points of another system in degrees, null where there is none; all of them for no system."""
    if not crs:
        return pl.Series([None] * len(x), dtype=POINT)
    xs, ys = (side.set(~side.is_finite(), None).to_arrow() for side in (x, y))
    moved = pl.DataFrame(spatial.points_to_wgs84(xs, ys, crs))
    return moved.select(pl.struct(pl.all().round(7))).to_series()


def _inside(box: Box, x: pl.Series, y: pl.Series) -> pl.Series:
    west, south, east, north = box
    return (x.is_between(west, east) & y.is_between(south, north)).fill_null(False)


def decide(texts: pl.Series, insee: str, headers: Iterable[str] = ()) -> Decision:
    """How to read every cell of ``texts``. ``insee``: where the publisher is, "" if unknown.
    ``headers``: what may name the system, or which axis comes first."""
    spots = (
        parsed(texts.drop_nulls())
        .drop_nulls()
        .filter(
            pl.col("first").is_finite()
            & pl.col("second").is_finite()
            & ~((pl.col("first") == 0) & (pl.col("second") == 0))
        )
    )
    if spots.is_empty():
        return Decision(_unread(), doubt=NOWHERE)
    senses = [sense for sense in _senses(spots, insee) if sense.share >= _MOST]
    sense = _chosen(senses, insee, "".join(squash(header) for header in headers))
    if sense is None and not senses and bool(spots["fixed"].all()):
        # The form says the order, and with it degrees: the whole world is allowed.
        x, y = _axes(spots, False)
        if _share(zones.WGS84.frame, x, y) == 1:
            sense = Sense(zones.WGS84, False, 1.0, False, True, x, y)
    if sense is None:
        return Decision(_unread(), doubt=TWO_READINGS if senses else NOWHERE)
    return Decision(_manner(sense, insee), sense)


def _unread() -> Manner:
    return Manner(crs="")


def _manner(sense: Sense, insee: str) -> Manner:
    manner = Manner(crs=sense.zone.code, latitude_first=sense.swapped)
    land = zones.lands_of(insee) or zones.METROPOLE
    return replace(manner, box=land) if sense.turned else manner


def _senses(spots: pl.DataFrame, insee: str) -> list[Sense]:
    """Every reading in which most points have coordinates that its system can have."""
    fixed = bool(spots["fixed"].all())
    found = []
    for swapped in (False,) if fixed else (False, True):
        x, y = _axes(spots, swapped)
        for zone in (zones.WGS84, *zones.PROJECTED):
            if _share(zone.frame, x, y) >= _MOST:
                found.append(_sense(zone, swapped, fixed, x, y, insee))
    turned = [one.swapped for one in found if one.turned]
    return [
        one for one in found if one.zone is not zones.WGS84 or one.swapped in turned or not turned
    ]


def _axes(spots: pl.DataFrame, swapped: bool) -> tuple[pl.Series, pl.Series]:
    turned = pl.lit(swapped) & ~pl.col("fixed")
    axes = spots.select(
        x=pl.when(turned).then("second").otherwise("first"),
        y=pl.when(turned).then("first").otherwise("second"),
    )
    return axes["x"], axes["y"]


def _sense(zone: Zone, swapped: bool, fixed: bool, x: pl.Series, y: pl.Series, insee: str) -> Sense:
    """In degrees, rows written in the other order count too, when they are the fewer."""
    land = zones.lands_of(insee)
    boxes = [box for box in zone.lands if land is None or box == land or land == zones.METROPOLE]
    if zone is not zones.WGS84:
        moved = _to_degrees(x, y, zone.code)
        x, y = moved.struct.field("lon"), moved.struct.field("lat")
    share, other = max(
        ((_share(box, x, y), _share(box, y, x)) for box in boxes), default=(0.0, 0.0)
    )
    turned = zone is zones.WGS84 and other > 0 and share > _MORE
    return Sense(zone, swapped, share + other if turned else share, turned, fixed, x, y)


def _share(box: Box, x: pl.Series, y: pl.Series) -> float:
    return float(_inside(box, x, y).mean() or 0.0)  # type: ignore[arg-type]


def _chosen(senses: list[Sense], insee: str, headers: str) -> Sense | None:
    """The only reading; else the only one at home; else the one that the headers name."""
    if len(senses) == 1:
        return senses[0]
    for box in outlines.around(insee) if senses else ():
        near = [one for one in senses if _share(box, one.x, one.y) > 0.5]
        if len(near) == 1:
            return near[0]
        senses = near or senses
    named = [one for one in senses if any(word in headers for word in one.zone.words)]
    return named[0] if len(named) == 1 else None
