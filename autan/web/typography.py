"""Numbers, dates and sizes as people write them, in each language of the pages.

Babel has the dates of Occitan but formats its numbers the English way, and Django has neither:
Occitan numbers are written as the French ones, and its dates by the rules of Congrès permanent
de la lenga occitana (« 21 de novembre de 2026 », « 1r d’abril de 2026 »).
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext

from autan.charts.tongue import Tongue
from autan.query import calendar_names

NARROW = "\u202f"
_WIDE = re.compile(r"(?<=«)[ \u00a0]|[ \u00a0](?=[;:!?»])")
_OCCITAN = Tongue("oc")


def number(value: float | int | None, decimals: int | None = None) -> str:
    """``1234.5`` as « 1 234,5 »; in English as ``1,234.5``. At most six decimals, none useless."""
    if value is None:
        return "–"
    if decimals is not None:
        text = f"{value:,.{decimals}f}"
    elif isinstance(value, int) or float(value).is_integer():
        text = f"{int(value):,}"
    else:
        text = f"{value:,.6f}".rstrip("0")
    if get_language() == "en":
        return text
    return text.replace(",", NARROW).replace(".", ",").replace("-", "\u2212")


def euros(value: float) -> str:
    """« 1 234,50 € », without cents when there are none; in English ``€1,234.50``."""
    text = number(value, 0 if float(value).is_integer() else 2)
    if get_language() == "en":
        return f"-€{text[1:]}" if text.startswith("-") else f"€{text}"
    return f"{text}{NARROW}€"


def day(value: date | str | None) -> str:
    """« 1er décembre 2026 »; what is no ISO date stays as it is."""
    moment = _as_date(value)
    if moment is None:
        return str(value or "")
    language = get_language()
    if language == "oc":
        return _OCCITAN.day(moment)
    if language == "en":
        return formats.date_format(moment, "j F Y")
    first = "j\\e\\r F Y" if moment.day == 1 else "j F Y"
    return formats.date_format(moment, first)


def months() -> Sequence[str]:
    """The twelve months in the language of the page, in the middle of a sentence."""
    if get_language() == "oc":
        return calendar_names.names("oc", "months")
    return tuple(formats.date_format(date(2026, month, 1), "F") for month in range(1, 13))


def short_day(value: date | str | None) -> str:
    """« 12/01/2023 », for tables."""
    moment = _as_date(value)
    return moment.strftime("%d/%m/%Y") if moment else str(value or "")


def ago(value: date | datetime | None) -> str:
    """« aujourd’hui », « hier », « il y a 5 jours », then the day."""
    moment = _as_date(value)
    if moment is None:
        return ""
    days = (timezone.localdate() - moment).days
    if days <= 0:
        return gettext("aujourd’hui")
    if days == 1:
        return gettext("hier")
    if days < 31:
        return ngettext("il y a %(n)s jour", "il y a %(n)s jours", days) % {"n": days}
    return gettext("le %(day)s") % {"day": day(moment)}


def size(octets: int) -> str:
    """« 1,2 Mo »; powers of a thousand, as file managers show them."""
    for limit, unit in ((1_000_000_000, "Go"), (1_000_000, "Mo"), (1_000, "ko")):
        if octets >= limit:
            unit = unit.replace("o", "B") if get_language() == "en" else unit
            return f"{number(round(octets / limit, 1))}{NARROW}{unit}"
    return ngettext("%(n)s octet", "%(n)s octets", octets) % {"n": octets}


def listed(words: Sequence[str]) -> str:
    """« a, b et c »; "" for nothing."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s et %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def quoted(text: str) -> str:
    """« a », or “a” in English."""
    return f"“{text}”" if get_language() == "en" else f"«{NARROW}{text}{NARROW}»"


def typeset(text: str) -> str:
    """French spaces of a sentence made elsewhere: narrow and unbreakable before ; : ! ? and »."""
    if get_language() == "en":
        return text
    return _WIDE.sub(NARROW, text)


def _as_date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(str(value)).date() if value else None
    except ValueError:
        return None
