"""Units of time: which one suits a span, and every period of a span, so that gaps are seen."""

from datetime import date, timedelta
from itertools import islice

GRAINS = ("year", "quarter", "month", "week", "day")
UNITS = {"year": "y", "quarter": "q", "month": "M", "week": "w", "day": "d"}
"""The units of ``EqualRanges``."""

MOST = 400
"""Periods drawn at most."""

_DAYS = {"year": 365.25, "quarter": 91.3, "month": 30.44, "week": 7.0, "day": 1.0}


def suited(low: date, high: date, wanted: str = "") -> str:
    """The unit asked for, or one that gives 8 to 60 periods; coarser where these are too many."""
    days = (high - low).days
    usual = next(grain for grain, least in _USUAL if days >= least)
    finest = wanted if wanted in GRAINS else usual
    while finest != "year" and days / _DAYS[finest] > MOST:
        finest = GRAINS[GRAINS.index(finest) - 1]
    return finest


_USUAL = (("year", 6 * 365), ("month", 150), ("week", 62), ("day", -1))


def start(day: date, grain: str) -> date:
    """The first day of its period."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "day":
        return day
    month = {"year": 1, "quarter": (day.month - 1) // 3 * 3 + 1, "month": day.month}[grain]
    return date(day.year, month, 1)


def after(first: date, grain: str) -> date:
    """The first day of the next period; the last day of the calendar has none after it."""
    if grain in ("week", "day"):
        step = timedelta(days=7 if grain == "week" else 1)
        return first + step if first < date.max - step else date.max
    months = {"year": 12, "quarter": 3, "month": 1}[grain]
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1) if place // 12 <= date.max.year else date.max


def periods(low: date, high: date, grain: str) -> list[date]:
    """The first day of each period from one day to the other, MOST of them at most."""

    def every() -> "list[date]":
        found = [start(low, grain)]
        while len(found) <= MOST and (following := after(found[-1], grain)) <= high:
            if following <= found[-1]:
                break
            found.append(following)
        return found

    return list(islice(every(), MOST))


def read_day(text: object) -> date | None:
    """The day of an ISO date, of an instant, or of the label of a range (``[2024-01-01T…``)."""
    written = str(text or "").lstrip("[")[:10]
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
