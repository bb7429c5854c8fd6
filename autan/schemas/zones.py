"""The systems of coordinates in which French towns keep their positions, and how to tell them.

Facts of the EPSG register and of the decree 2000-1276 as amended (legal systems of France): each
zone with its code, where its coordinates lie, and which lands it serves. Boxes are west, south,
east, north, in degrees (WGS 84), drawn a little wide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]

METROPOLE: Box = (-5.3, 41.2, 9.7, 51.2)
ANTILLES: Box = (-63.3, 14.2, -60.6, 18.3)
GUYANE: Box = (-54.7, 2.0, -51.5, 5.9)
REUNION: Box = (55.1, -21.5, 55.95, -20.8)
MAYOTTE: Box = (44.9, -13.1, 45.4, -12.5)
SAINT_PIERRE: Box = (-56.6, 46.7, -56.0, 47.2)

LANDS: dict[str, Box] = {
    "971": ANTILLES,
    "972": ANTILLES,
    "973": GUYANE,
    "974": REUNION,
    "975": SAINT_PIERRE,
    "976": MAYOTTE,
    "977": ANTILLES,
    "978": ANTILLES,
}
"""By the first three digits of an INSEE code; everything else is in ``METROPOLE``."""


@dataclass(frozen=True)
class Zone:
    """``frame``: the coordinates that it gives to its lands (west, south, east, north, in its own
    unit). ``words``: squashed pieces of a header that name it."""

    code: str
    label: str
    frame: Box
    lands: tuple[Box, ...]
    words: tuple[str, ...] = ()

    def holds(self, x: float, y: float) -> bool:
        west, south, east, north = self.frame
        return west <= x <= east and south <= y <= north


def _conic(parallel: int) -> Zone:
    """One of the nine conformal conics of RGF93, good one degree on each side of its parallel."""
    origin = (parallel - 42) * 1_000_000 + 1_200_000
    west, _, east, _ = METROPOLE
    return Zone(
        f"EPSG:{3900 + parallel}",
        f"CC{parallel}",
        (1_000_000, origin - 170_000, 2_400_000, origin + 170_000),
        ((west, parallel - 1.3, east, parallel + 1.3),),
        (f"cc{parallel}", f"{3900 + parallel}"),
    )


WGS84 = Zone(
    "EPSG:4326",
    "degrés (WGS 84)",
    (-180, -90, 180, 90),
    (METROPOLE, *dict.fromkeys(LANDS.values())),
    ("wgs84", "4326"),
)
PROJECTED: tuple[Zone, ...] = (
    Zone(
        "EPSG:2154",
        "Lambert 93",
        (10_000, 6_000_000, 1_300_000, 7_200_000),
        (METROPOLE,),
        ("l93", "lambert93", "lamb93", "lb93", "rgf93", "2154"),
    ),
    *(_conic(parallel) for parallel in range(42, 51)),
    Zone(
        "EPSG:27572",
        "Lambert II étendu",
        (-40_000, 1_560_000, 1_250_000, 2_720_000),
        (METROPOLE,),
        ("l2e", "lambert2", "lambertii", "lamb2", "27572"),
    ),
    Zone(
        "EPSG:27573",
        "Lambert III",
        (230_000, 2_950_000, 1_250_000, 3_450_000),
        ((-2.0, 42.2, 8.0, 45.9),),
        ("lambert3", "lambertiii", "27573"),
    ),
    Zone(
        "EPSG:27563",
        "Lambert III Sud",
        (230_000, -50_000, 1_250_000, 450_000),
        ((-2.0, 42.2, 8.0, 45.9),),
        ("lambert3", "lambertiii", "27563"),
    ),
    Zone(
        "EPSG:5490",
        "UTM 20 Nord (Antilles)",
        (250_000, 1_550_000, 850_000, 2_050_000),
        (ANTILLES,),
        ("utm20", "rgaf09", "5490"),
    ),
    Zone(
        "EPSG:2972",
        "UTM 22 Nord (Guyane)",
        (50_000, 200_000, 500_000, 700_000),
        (GUYANE,),
        ("utm22", "rgfg95", "2972"),
    ),
    Zone(
        "EPSG:2975",
        "UTM 40 Sud (La Réunion)",
        (270_000, 7_600_000, 420_000, 7_720_000),
        (REUNION,),
        ("utm40", "rgr92", "2975"),
    ),
    Zone(
        "EPSG:4471",
        "UTM 38 Sud (Mayotte)",
        (480_000, 8_540_000, 560_000, 8_630_000),
        (MAYOTTE,),
        ("utm38", "rgm04", "4471"),
    ),
    Zone(
        "EPSG:4467",
        "UTM 21 Nord (Saint-Pierre-et-Miquelon)",
        (520_000, 5_150_000, 600_000, 5_250_000),
        (SAINT_PIERRE,),
        ("utm21", "rgspm06", "4467"),
    ),
)
BY_CODE = {zone.code: zone for zone in (WGS84, *PROJECTED)}


def lands_of(insee: str) -> Box | None:
    """The box of the land where a commune or a département lies; None for no code at all."""
    if not insee:
        return None
    return LANDS.get(insee[:3], METROPOLE)


def within(box: Box, lon: float, lat: float) -> bool:
    west, south, east, north = box
    return west <= lon <= east and south <= lat <= north


def name_of(code: str) -> str:
    """The words for a system: « Lambert 93 », or its code when it is not one of ours."""
    known = BY_CODE.get(code)
    return known.label if known else code


def candidates(points: Iterable[tuple[float, float]]) -> list[Zone]:
    """The projected zones in whose frame all the points lie; the order is that of likelihood."""
    sought: Sequence[tuple[float, float]] = tuple(points)
    return [zone for zone in PROJECTED if all(zone.holds(x, y) for x, y in sought)]
