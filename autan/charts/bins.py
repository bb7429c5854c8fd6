"""Round numbers: the ticks of an axis and the ranges of a histogram."""

import math

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
RANGES = 16


def step(span: float, parts: int) -> float:
    """A round width such that ``span`` holds at most ``parts`` of them."""
    if not math.isfinite(span) or span <= 0:
        return 1.0
    rough = span / max(parts, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * each for each in _STEPS if power * each >= rough * 0.999999)


def ticks(low: float, high: float, parts: int = 5) -> list[float]:
    """Round numbers from ``low`` or below to ``high`` or above, zero among them if between."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    width = step(high - low, parts)
    first, last = math.floor(low / width + 1e-9), math.ceil(high / width - 1e-9)
    return [_tidy(place * width) for place in range(first, last + 1)]


def bounds(low: float, high: float, most: float | None, whole: bool) -> list[float | None]:
    """Bounds of ranges of one round width over the values; None at the end leaves it open.

    ``most`` is the value under which nearly all lie: when the few beyond would take half of the
    width for themselves, they share one open range. ``whole``: the values are whole numbers.
    """
    far = most is not None and high - low > 2 * (most - low) > 0
    reach = most if far and most is not None else high
    width = step(reach - low, RANGES)
    width = max(1.0, math.ceil(width)) if whole else width
    first = math.floor(low / width + 1e-9)
    last = math.floor(reach / width + 1e-9) + 1
    found: list[float | None] = [_tidy(place * width) for place in range(first, last + 1)]
    return [*found, None] if far and high >= (found[-1] or 0) else found


def lower(label: object, otherwise: float) -> float:
    """The low bound that the label of a range writes: ``[20, 40[``."""
    try:
        return float(str(label).lstrip("[").split(",")[0])
    except ValueError:
        return otherwise


def _tidy(number: float) -> float:
    """Without the dust of binary fractions: 0.30000000000000004 is 0.3."""
    return float(f"{number:.12g}")
