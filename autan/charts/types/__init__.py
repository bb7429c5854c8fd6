"""The types of charts, one file each: ``CHART`` says what it wants, asks and draws."""

from functools import cache

from autan import plugs
from autan.charts.chart import Chart


@cache
def types() -> tuple[Chart, ...]:
    """Every type, in the order of the lists that people choose from."""
    found = [one for one in plugs.collect(__name__, "CHART") if isinstance(one, Chart)]
    return tuple(sorted(found, key=lambda one: (one.rank, one.name)))


def find(name: str) -> Chart | None:
    """The type of that name, else None."""
    return next((one for one in types() if one.name == name), None)
