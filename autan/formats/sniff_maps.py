"""What a zip of geographic files is, by the names of its members."""

from collections.abc import Sequence

_TIMETABLE = frozenset({"routes.txt", "trips.txt", "agency.txt", "stop_times.txt"})


def of_zip(names: Sequence[str]) -> str | None:
    """``kmz``, ``shapefile``, ``gtfs``, or None."""
    own = [name.lower() for name in names if not name.startswith("__MACOSX/")]
    last = {name.rpartition("/")[2] for name in own}
    if any(name.endswith(".shp") for name in own):
        return "shapefile"
    if any(name.endswith(".kml") for name in own) and not _several(own, ".kml"):
        return "kmz"
    return "gtfs" if "stops.txt" in last and last & _TIMETABLE else None


def _several(names: Sequence[str], ending: str) -> bool:
    """A KMZ has one document at the top; several beside one another are a zip of several."""
    return sum(name.endswith(ending) and "/" not in name for name in names) > 1
