"""A cell: a typed value as the text that the pipeline reads, and what a text looks like."""

import datetime as dt
import re
from functools import lru_cache

_NUMBER = re.compile(r"[-+]?[\d\s\u00a0\u202f]+([.,]\d+)?\s*[€%]?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
_CODE = re.compile(r"(?=.*\d)[\w./-]{4,}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def text_of(value: object) -> str | None:
    """Whole numbers without ``.0``, ISO dates, VRAI or FAUX; None where the cell is empty."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    if isinstance(value, dt.timedelta):
        return _length(value)
    if isinstance(value, dt.time):
        return value.isoformat()
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def number_text(value: float) -> str:
    """The shortest text of a number; 15 digits at most, as Excel keeps and shows."""
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    text = repr(value)
    if len(text) > 16:
        text = f"{value:.15g}"
    return text if "e" not in text else _without_exponent(value)


@lru_cache(maxsize=1 << 14)
def nature(cell: str | None) -> str:
    """What a cell looks like: empty, number, date, code or words."""
    text = (cell or "").strip()
    if not text:
        return "empty"
    if _NUMBER.fullmatch(text):
        return "number"
    if _DATE.fullmatch(text):
        return "date"
    return "code" if _CODE.fullmatch(text) else "words"


def is_year(cell: str | None) -> bool:
    """A number that may also be a label: 1900 to 2099."""
    return _YEAR.fullmatch((cell or "").strip()) is not None


def tidy(label: str | None) -> str:
    """A label on one line, without the spaces around it."""
    return " ".join((label or "").replace("\ufeff", "").split())


def _without_exponent(value: float) -> str:
    text = f"{value:.20f}".rstrip("0").rstrip(".")
    return text if text.strip("-0.") else repr(value)


def _moment(value: dt.datetime) -> str:
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(timespec="seconds")


def _length(value: dt.timedelta) -> str:
    """Hours, minutes and seconds, as the format ``[h]:mm:ss`` shows them."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
