"""``now(…)``: this instant, moved by options."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from autan.query import dates
from autan.query.typing import Meaningless

_LENGTHS = ("weeks", "days", "hours", "minutes", "seconds", "microseconds")
_WEEKDAYS = (
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
)
_PARTS = ("year", "month", "day", "hour", "minute", "second", "microsecond")


def now(options: Mapping[str, int], zone: str, instant: datetime | None = None) -> datetime:
    """UTC, without zone. Singular options set a part of the local time, plural ones add to it."""
    local = dates.to_local((instant or datetime.now(UTC)).replace(tzinfo=None), zone)
    for name, amount in options.items():
        local = _moved(local, name, amount)
    return dates.to_utc(local, zone)


def _moved(at: datetime, name: str, amount: int) -> datetime:
    try:
        if name in _PARTS:
            return _set(at, name, amount)
        if name in _LENGTHS:
            return at + timedelta(**{name: amount})
        if name in ("months", "years"):
            return _add_months(at, amount * (12 if name == "years" else 1))
        if name == "weekday" and 0 <= amount <= 6:
            return at + timedelta(days=(amount - at.weekday()) % 7)
        if name in _WEEKDAYS:
            return _add_weekdays(at, _WEEKDAYS.index(name), amount)
    except (ValueError, OverflowError) as error:
        raise Meaningless(f"now() cannot take {name}={amount}.") from error
    raise Meaningless(f"now() cannot take {name}={amount}.")


def _set(at: datetime, name: str, amount: int) -> datetime:
    """A day beyond the end of the month becomes its last day."""
    parts = {"year": at.year, "month": at.month, "day": at.day, name: amount}
    last = monthrange(parts["year"], parts["month"])[1]
    return at.replace(**{**parts, "day": min(parts["day"], last)})  # type: ignore[arg-type]


def _add_months(at: datetime, amount: int) -> datetime:
    count = at.year * 12 + at.month - 1 + amount
    year, month = count // 12, count % 12 + 1
    return at.replace(year=year, month=month, day=min(at.day, monthrange(year, month)[1]))


def _add_weekdays(at: datetime, weekday: int, amount: int) -> datetime:
    """The ``amount``-th such day from this one, forwards or backwards; this one counts."""
    if amount < 0:
        return at - timedelta(days=(at.weekday() - weekday) % 7 + 7 * (-amount - 1))
    return at + timedelta(days=(weekday - at.weekday()) % 7 + 7 * (max(amount, 1) - 1))
