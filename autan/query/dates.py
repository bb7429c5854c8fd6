"""Dates as queries write them, units of time, and the clock of a timezone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_WRITTEN = re.compile(
    r"""(?P<year>\d{4}) (?: [-/](?P<month>\d{1,2}) (?: [-/](?P<day>\d{1,2}) )? )?
        (?: [T\ ](?P<hour>\d{1,2}):(?P<minute>\d{2})
            (?: :(?P<second>\d{2})(?:\.(?P<part>\d{1,9}))? )?
            (?P<zone>Z|[+-]\d{2}:?\d{2})? )?""",
    re.VERBOSE | re.ASCII,
)

UNITS = {
    "ms": "ms", "millisecond": "ms",
    "s": "s", "second": "s",
    "m": "m", "minute": "m",
    "h": "h", "hour": "h",
    "d": "d", "day": "d",
    "w": "w", "week": "w",
    "M": "M", "month": "M",
    "q": "q", "quarter": "q",
    "y": "y", "year": "y",
}  # fmt: skip
"""Written unit, singular, to its letter. Case counts in ``m`` and ``M`` alone."""

MILLISECONDS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
CALENDAR = {"w": "week", "M": "month", "q": "quarter", "y": "year"}
"""Units whose length varies or that begin on a given day: only one of them at a time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """``at`` is local time without zone; ``zone`` is what the text said of it, if anything."""

    at: datetime
    zone: tzinfo | None
    is_day: bool
    precision: str


def read_moment(text: str) -> Moment | None:
    """The first instant of what is written (``2017``, ``2017-04``, ``2017-04-03T08:02Z``…)."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    part = (found["part"] or "0").ljust(6, "0")[:6]
    numbers = [int(found[name] or least) for name, least in _PARTS]
    try:
        year, month, day, hour, minute, second = numbers
        at = datetime(year, month, day, hour, minute, second, int(part))
        return Moment(at, _zone(found["zone"]), found["hour"] is None, _precision(found))
    except ValueError:
        return None


_PARTS = (("year", 1), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))


def _precision(found: re.Match[str]) -> str:
    return next(name for name in ("hour", "day", "month", "year") if found[name])


def _zone(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    shift = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-shift if text[0] == "-" else shift)


def period_end(moment: Moment) -> date:
    """The first day after the year, month or day that is written."""
    first = moment.at.date()
    if moment.precision == "year":
        return _year(first.year + 1, 1)
    if moment.precision == "month":
        return _year(first.year + first.month // 12, first.month % 12 + 1)
    return date.max if first == date.max else first + timedelta(days=1)


def _year(year: int, month: int) -> date:
    return date(year, month, 1) if year <= date.max.year else date.max


def to_utc(local: datetime, zone: str) -> datetime:
    """The UTC clock when the clock of ``zone`` shows ``local``; neither carries its zone."""
    return shifted(local, ZoneInfo(zone), UTC)


def to_local(instant: datetime, zone: str) -> datetime:
    """The clock of ``zone`` at that UTC time; neither carries its zone."""
    return shifted(instant, UTC, ZoneInfo(zone))


def shifted(at: datetime, source: tzinfo, target: tzinfo) -> datetime:
    """The same instant on another clock; the ends of the calendar stay where they are."""
    try:
        return at.replace(tzinfo=source).astimezone(target).replace(tzinfo=None)
    except OverflowError:
        return at


@cache
def is_timezone(name: str) -> bool:
    return name in available_timezones()
