"""Cutting a quantity into classes: equal widths, equal numbers, or natural breaks.

Values come weighted (a value, and how many places have it), so that millions of rows are first
counted by the engine. Bounds are ascending and each class is ``low <= value < high``, but for the
last, which holds its high bound too.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise

Weighted = Sequence[tuple[float, int]]
"""Different values in ascending order, each with the number of places that have it."""
MOST = 9
_BINS = 400
"""Natural breaks look at no more values than this: more are first gathered by neighbours."""


def equal(values: Weighted, classes: int) -> list[float]:
    """Bounds of classes of one width."""
    low, high = values[0][0], values[-1][0]
    return [low + (high - low) * step / classes for step in range(classes)] + [high]


def quantile(values: Weighted, classes: int) -> list[float]:
    """Bounds of classes that hold about as many places each; a bound is a value that is there."""
    upto = list(accumulate(count for _, count in values))
    places = (bisect_right(upto, upto[-1] * step / classes) for step in range(1, classes))
    inner = [values[min(place, len(values) - 1)][0] for place in places]
    return [values[0][0], *inner, values[-1][0]]


def natural(values: Weighted, classes: int) -> list[float]:
    """Bounds that leave the least variance inside the classes.

    Fisher's exact optimum (W. D. Fisher, "On grouping for maximum homogeneity", 1958), of which
    Jenks's breaks are the usual name in maps, by dynamic programming on the ordered values; the
    best cut moves to the right as values are added, so that each row is halved, not scanned.
    """
    kept = _gathered(values)
    starts = _best_starts(kept, min(classes, len(kept)))
    return [kept[0][0], *(kept[start][0] for start in starts[1:]), kept[-1][0]]


METHODS: Mapping[str, Callable[[Weighted, int], list[float]]] = {
    "equal": equal,
    "quantile": quantile,
    "natural": natural,
}


def breaks(values: Weighted, classes: int, method: str) -> list[float]:
    """Bounds without repetition: two for one class, as many classes as the values allow."""
    if not values:
        return []
    if len(values) == 1:
        return [values[0][0], values[0][0]]
    wanted = max(1, min(classes, MOST, len(values)))
    bounds = METHODS[method](values, wanted)
    return [*sorted(set(bounds[:-1])), bounds[-1]] if len(set(bounds)) > 1 else bounds[:2]


def class_of(value: float, bounds: Sequence[float]) -> int:
    """The number of the class of a value, from 0; outside goes to the nearest."""
    return min(max(bisect_right(bounds, value) - 1, 0), max(len(bounds) - 2, 0))


def counts(values: Weighted, bounds: Sequence[float]) -> list[int]:
    """How many places each class holds."""
    found = [0] * max(len(bounds) - 1, 0)
    for value, count in values:
        found[class_of(value, bounds)] += count
    return found


def _gathered(values: Weighted) -> list[tuple[float, int]]:
    """At most ``_BINS`` runs of neighbours of about as many different values, each by its first."""
    size = -(-len(values) // _BINS)
    runs = (values[start : start + size] for start in range(0, len(values), size))
    return [(run[0][0], sum(count for _, count in run)) for run in runs]


def _best_starts(values: Weighted, classes: int) -> list[int]:
    """Where each class begins."""
    weights = [0.0, *accumulate(float(count) for _, count in values)]
    sums = [0.0, *accumulate(value * count for value, count in values)]
    squares = [0.0, *accumulate(value * value * count for value, count in values)]

    def spread(first: int, last: int) -> float:
        """The squared distance to their mean of the values from ``first`` to ``last``."""
        total = sums[last + 1] - sums[first]
        weight = weights[last + 1] - weights[first]
        return squares[last + 1] - squares[first] - total * total / weight

    size = len(values)
    cost = [spread(0, last) for last in range(size)]
    cuts: list[list[int]] = []
    for number in range(1, classes):
        cost, cut = _row(cost, spread, number, size)
        cuts.append(cut)
    starts, last = [0] * classes, size - 1
    for number in range(classes - 1, 0, -1):
        starts[number] = cuts[number - 1][last]
        last = starts[number] - 1
    return starts


def _row(
    before: Sequence[float], spread: Callable[[int, int], float], number: int, size: int
) -> tuple[list[float], list[int]]:
    """The least cost of the first values in one class more, and where that class begins."""
    cost, cut = [0.0] * size, [0] * size
    waiting = [(number, size - 1, number, size - 1)]
    while waiting:
        first, last, low, high = waiting.pop()
        if first > last:
            continue
        middle = (first + last) // 2
        found = [
            (before[start - 1] + spread(start, middle), start)
            for start in range(max(low, number), min(middle, high) + 1)
        ]
        cost[middle], cut[middle] = min(found)
        waiting.append((first, middle - 1, low, cut[middle]))
        waiting.append((middle + 1, last, cut[middle], high))
    return cost, cut


def is_plain(bounds: Sequence[float]) -> bool:
    """Whether every class has a width: false when all the values are one."""
    return all(low < high for low, high in pairwise(bounds))
