"""Numbers, units and dates of a chart in the reader's language.

A chart says everything itself, ticks included, so that no drawing library decides how a number is
written: Occitan has no format of its own in any of them, and would come out the English way.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from autan.query import calendar_names

NARROW = "\u202f"
_WIDE = re.compile(r"(?<=«)[ \u00a0]|[ \u00a0](?=[;:!?»])")


def _itself(text: str) -> str:
    return text


def _french_plural(one: str, several: str, count: int) -> str:
    return one if abs(count) < 2 else several


@dataclass(frozen=True, slots=True)
class Tongue:
    """``code`` is ``fr``, ``en`` or ``oc``; the two calls are gettext's, given by the door."""

    code: str = "fr"
    gettext: Callable[[str], str] = _itself
    ngettext: Callable[[str, str, int], str] = _french_plural

    def thing(self, noun: tuple[str, str], count: float) -> str:
        """The noun as that number of things takes it; each form is a message of its own."""
        single = abs(count) == 1 if self.english else abs(count) < 2
        return self.gettext(noun[0] if single else noun[1])

    def typeset(self, text: str) -> str:
        """A French sentence with narrow unbreakable spaces where they belong."""
        return text if self.english else _WIDE.sub(NARROW, text)

    @property
    def english(self) -> bool:
        return self.code == "en"

    def number(self, value: float, decimals: int | None = None) -> str:
        """« 1 234,5 »: as many decimals as the size of the number deserves, none useless."""
        places = _places(value) if decimals is None else decimals
        text = f"{value:,.{places}f}"
        if "." in text and decimals is None:
            text = text.rstrip("0").rstrip(".")
        text = "0" if text == "-0" else text
        if self.english:
            return text.replace("-", "\u2212")
        return text.replace(",", NARROW).replace(".", ",").replace("-", "\u2212")

    def exact(self, value: float, *, money: bool = False) -> str:
        """The whole number, for tables; four decimals at most."""
        if float(value).is_integer():
            return self.number(value, 0)
        if money:
            return self.number(value, 2)
        text = self.number(round(value, 4), 4)
        return text.rstrip("0").rstrip(".,")

    def amount(self, value: float | None, unit: str = "") -> str:
        """A value with its unit; millions are short: « 1,2 M€ »."""
        if value is None:
            return "–"
        for size, french, english in ((1e9, "Md", "bn"), (1e6, "M", "m")):
            # What rounds to the size is written with it: 999,999.9 is « 1 M ».
            if abs(value) >= size * 0.9999995:
                short = self.number(value / size, None if abs(value) >= 100 * size else 1)
                return self._united(_bare(short), english if self.english else french, unit)
        return self._united(self.number(value), "", unit)

    def _united(self, text: str, size: str, unit: str) -> str:
        if self.english:
            sign, bare = ("\u2212", text[1:]) if text.startswith("\u2212") else ("", text)
            return f"{sign}{unit}{bare}{size}" if unit == "€" else f"{text}{size}{_spaced(unit)}"
        return text + _spaced(size + unit if unit in ("€", "") else f"{size} {unit}".strip())

    def share(self, part: float) -> str:
        """« 34 % »; « moins de 1 % » for what would be written 0."""
        percent = 100 * part
        text = "< 1" if 0 < percent < 0.5 else self.number(percent, 0)
        return f"{text}%" if self.english else f"{text}{NARROW}%"

    def day(self, value: date) -> str:
        """« 30 juin 2026 », « 1er juillet 2026 », « 1r d’abril de 2026 »."""
        month = self._month(value)
        if self.code == "oc":
            first = "r" if value.day == 1 else ""
            link = "d’" if month[0] in "ao" else "de "
            return f"{value.day}{first} {link}{month} de {value.year}"
        first = "er" if value.day == 1 and not self.english else ""
        return f"{value.day}{first} {month} {value.year}"

    def period(self, start: date, grain: str) -> str:
        """The name of a period: « 2024 », « 1er trimestre 2024 », « mars 2024 », « 4 mars »…"""
        if grain == "year":
            return f"{start.year}"
        if grain == "quarter":
            return f"{_quarter(start, self.code)} {start.year}"
        if grain == "month":
            return f"{self._month(start)} {start.year}"
        if grain == "week":
            said = self.gettext("semaine du %(day)s")
            return said % {"day": self.day(start)}
        return self.day(start)

    def mark(self, start: date, grain: str) -> str:
        """The same under a tick, where there is little room."""
        if grain == "year":
            return f"{start.year}"
        if grain == "quarter":
            letter = "Q" if self.english else "T"
            return f"{letter}{(start.month + 2) // 3} {start.year}"
        short = self._month(start, short=True)
        return f"{short} {start.year}" if grain == "month" else f"{start.day} {short}"

    def _month(self, value: date, *, short: bool = False) -> str:
        kind = "short months" if short else "months"
        return calendar_names.names(self.code, kind)[value.month - 1]


FRENCH = Tongue()


def _spaced(unit: str) -> str:
    return (
        f"{NARROW if unit in ('€', '%', 'M€', 'Md€', 'M', 'Md') else chr(0xA0)}{unit}"
        if unit
        else ""
    )


def _bare(text: str) -> str:
    return text[:-2] if text.endswith((",0", ".0")) else text


def _places(value: float) -> int:
    size = abs(value)
    return (
        0
        if size >= 100 or float(value).is_integer()
        else 1
        if size >= 10
        else 2
        if size >= 0.1
        else 4
    )


def _quarter(start: date, code: str) -> str:
    rank = (start.month + 2) // 3
    if code == "en":
        return f"Q{rank}"
    ending = "er" if rank == 1 else "e"
    return f"{rank}{ending} trimestre"


def gettext_noop(text: str) -> str:
    """Marks a sentence that is translated later, where the language is known."""
    return text
