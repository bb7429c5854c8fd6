"""Dates as people and spreadsheets write them, brought to 2024-06-30.

A change is kept only when it gives a day that exists in the calendar.
"""

import polars as pl

from autan.schemas.repairs.mend import Manner, Mend

MONTHS = (
    "janv(?:ier)?",
    "f[eé]vr?(?:ier)?",
    "mars",
    "avr(?:il)?",
    "mai",
    "juin",
    "juil(?:let)?",
    "ao[uû]t",
    "sept?(?:embre)?",
    "oct(?:obre)?",
    "nov(?:embre)?",
    "d[eé]c(?:embre)?",
)
_ANY_MONTH = "|".join(MONTHS)
_SEPARATOR = r"[/.\- ]"
FRENCH = rf"^\d{{1,2}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{4}}(?: \d{{1,2}}:\d{{2}}(?::\d{{2}})?)?$"
SHORT_YEAR = rf"^\d{{1,2}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{2}}$"
MOMENT = (
    r"^(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})(?:,?\s+(?:[aà]\s+)?|T)(\d{1,2})\s?[:hH]\s?(\d{2})"
    r"(?::(\d{2}))?$"
)
ISO = r"^\d{4}-\d{2}-\d{2}$"
_TIMED = r"^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$"
_YEAR_FIRST = r"^\d{4}[/. ]\d{1,2}[/. ]\d{1,2}$"
_COMPACT = r"^((?:19|20)\d{2})(\d{2})(\d{2})$"
_SERIAL = r"^\d{5}(?:\.0+)?$"
_WORDS = (
    r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?,?\s*(?:le\s+)?"
    rf"(\d{{1,2}})(?:er)?[\s\-]+(?:{_ANY_MONTH})\.?[\s\-]+(\d{{4}})$"
)
_IN_SENTENCE = rf"(\d{{1,2}}(?:er)?\s+(?:{_ANY_MONTH})\.?\s+\d{{4}})"
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000  # 1954-10-03 and 2064-04-08


def real_day(text: pl.Expr) -> pl.Expr:
    """The day written 2024-06-30, else null. A year has four digits and begins with 1 or 2."""
    day = text.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.dt.year().is_between(1000, 2999)).then(day)


def _kept(matches: pl.Expr, new: pl.Expr, old: pl.Expr) -> pl.Expr:
    return pl.when(matches & real_day(new).is_not_null()).then(new).otherwise(old)


def _two_digits(text: pl.Expr) -> pl.Expr:
    """1/2/2024 -> 01/02/2024; the time, if any, is left out."""
    return (
        text.str.replace(r"^(\d)(\D)", "0${1}${2}")
        .str.replace(r"^(\d\d\D)(\d)(\D)", "${1}0${2}${3}")
        .str.replace(r" \d{1,2}:\d{2}(?::\d{2})?$", "")
    )


def _without_time(text: pl.Expr, _: Manner) -> pl.Expr:
    return _kept(text.str.contains(_TIMED), text.str.replace(_TIMED, "${1}"), text)


def _french(text: pl.Expr, manner: Manner) -> pl.Expr:
    order = "${3}-${1}-${2}" if manner.month_first else "${3}-${2}-${1}"
    new = _two_digits(text).str.replace(r"^(\d\d)\D(\d\d)\D(\d{4})$", order)
    return _kept(text.str.contains(FRENCH), new, text)


def _moment(text: pl.Expr, manner: Manner) -> pl.Expr:
    """12/03/2024 à 14h30 -> 2024-03-12 14:30:00."""
    order = "${3}-${1}-${2}" if manner.month_first else "${3}-${2}-${1}"
    day = _two_digits(text.str.extract(MOMENT, 1)).str.replace(r"^(\d\d)\D(\d\d)\D(\d{4})$", order)
    hour, minute = text.str.extract(MOMENT, 2).str.zfill(2), text.str.extract(MOMENT, 3)
    second = text.str.extract(MOMENT, 4).fill_null("00")
    new = pl.concat_str(day, pl.lit(" "), hour, pl.lit(":"), minute, pl.lit(":"), second)
    real = day.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    return pl.when(text.str.contains(MOMENT) & real).then(new).otherwise(text)


def _short_year(text: pl.Expr, manner: Manner) -> pl.Expr:
    if manner.pivot is None:
        return text
    padded = _two_digits(text)
    year = padded.str.slice(6, 2).cast(pl.Int32, strict=False)
    century = pl.when(year > manner.pivot).then(pl.lit("19")).otherwise(pl.lit("20"))
    long = padded.str.slice(0, 6) + century + padded.str.slice(6, 2)
    return pl.when(text.str.contains(SHORT_YEAR)).then(_french(long, manner)).otherwise(text)


def _year_first(text: pl.Expr, _: Manner) -> pl.Expr:
    new = (
        text.str.replace_all(r"[/. ]", "-")
        .str.replace(r"-(\d)-", "-0${1}-")
        .str.replace(r"-(\d)$", "-0${1}")
    )
    return _kept(text.str.contains(_YEAR_FIRST), new, text)


def _compact(text: pl.Expr, _: Manner) -> pl.Expr:
    return _kept(text.str.contains(_COMPACT), text.str.replace(_COMPACT, "${1}-${2}-${3}"), text)


def _month_names(text: pl.Expr) -> pl.Expr:
    """6 mai 2025 -> 06/05/2025."""
    new = text.str.to_lowercase().str.replace(r"^[a-z]+,?\s*", "").str.replace(r"^le\s+", "")
    for number, month in enumerate(MONTHS, start=1):
        new = new.str.replace(
            rf"^(\d{{1,2}})(?:er)?[\s\-]+{month}\.?[\s\-]+(\d{{4}})$", f"${{1}}/{number:02}/${{2}}"
        )
    return new


def _words(text: pl.Expr, _: Manner) -> pl.Expr:
    matches = text.str.contains(f"(?i){_WORDS}")
    return pl.when(matches).then(_french(_month_names(text), Manner())).otherwise(text)


def _serial(text: pl.Expr, _: Manner) -> pl.Expr:
    days = text.str.replace(r"\.0+$", "").cast(pl.Int32, strict=False)
    plausible = days.is_between(_FIRST_SERIAL, _LAST_SERIAL) & text.str.contains(_SERIAL)
    # Day 25,569 of a spreadsheet is 1 January 1970.
    day = (days - 25_569).cast(pl.Date).dt.to_string("%Y-%m-%d")
    return pl.when(plausible).then(day).otherwise(text)


def _sentence(text: pl.Expr, _: Manner) -> pl.Expr:
    pattern = f"(?i){_IN_SENTENCE}"
    alone = (text.str.count_matches(pattern) == 1) & ~text.str.contains(ISO)
    found = _french(_month_names(text.str.extract(pattern, 1)), Manner())
    return _kept(alone, found, text)


def _mend(kind: str, change: object, one: str, many: str) -> Mend:
    return Mend(kind, change, f"« %(column)s » : {one}", f"« %(column)s » : {many}")  # type: ignore[arg-type]


def _midnight(text: pl.Expr, manner: Manner) -> pl.Expr:
    """The file knows the day, the model asks for a moment: its first."""
    return text.str.replace(r"^(\d{4}-\d\d-\d\d)$", "${1}T00:00:00")


_READ = "« %(before)s » est lu %(after)s"

DATES: tuple[Mend, ...] = (
    _mend(
        "date-time",
        _without_time,
        f"une date portait une heure ; {_READ}.",
        f"%(count)s dates portaient une heure ; {_READ}.",
    ),
    _mend(
        "date-french",
        _french,
        f"une date est remise dans l’ordre année, mois, jour : {_READ}.",
        f"%(count)s dates sont remises dans l’ordre année, mois, jour : {_READ}.",
    ),
    _mend(
        "date-separators",
        _year_first,
        f"une date est récrite : {_READ}.",
        f"%(count)s dates sont récrites : {_READ}.",
    ),
    _mend(
        "date-compact",
        _compact,
        f"une date était écrite sans séparateur : {_READ}.",
        f"%(count)s dates étaient écrites sans séparateur : {_READ}.",
    ),
    _mend(
        "date-short-year",
        _short_year,
        f"une année n’avait que deux chiffres : {_READ}.",
        f"%(count)s dates avaient une année à deux chiffres : {_READ}.",
    ),
    _mend(
        "date-words",
        _words,
        f"une date était en toutes lettres : {_READ}.",
        f"%(count)s dates étaient en toutes lettres : {_READ}.",
    ),
    _mend(
        "date-serial",
        _serial,
        f"une date était un numéro de jour du tableur : {_READ}.",
        f"%(count)s dates étaient des numéros de jour du tableur : {_READ}.",
    ),
    _mend(
        "date-sentence",
        _sentence,
        f"une date est tirée d’une phrase : {_READ}. À vérifier.",
        f"%(count)s dates sont tirées d’une phrase : {_READ}. À vérifier.",
    ),
)


def _period_separator(text: pl.Expr, _: Manner) -> pl.Expr:
    day = r"(\d{4}-\d{2}-\d{2})"
    return text.str.replace(
        rf"^(?:[dD]u\s+)?{day}\s*(?:_|\s-\s|–|\s+au\s+|\s+à\s+|/)\s*{day}$", "${1}/${2}"
    )


def _period_french(text: pl.Expr, manner: Manner) -> pl.Expr:
    day = r"(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})"
    pattern = rf"^(?:[dD]u\s+)?{day}\s*(?:_|\s-\s|-|–|\s+au\s+|\s+à\s+|/)\s*{day}$"
    first = _french(text.str.extract(pattern, 1), manner)
    last = _french(text.str.extract(pattern, 2), manner)
    both = real_day(first).is_not_null() & real_day(last).is_not_null()
    return pl.when(text.str.contains(pattern) & both).then(first + "/" + last).otherwise(text)


PERIODS: tuple[Mend, ...] = (
    _mend(
        "period-french",
        _period_french,
        f"une période est récrite : {_READ}.",
        f"%(count)s périodes sont récrites : {_READ}.",
    ),
    _mend(
        "period-separator",
        _period_separator,
        f"les deux jours d’une période sont séparés par une barre : {_READ}.",
        f"les deux jours de %(count)s périodes sont séparés par une barre : {_READ}.",
    ),
)


def _years(text: pl.Expr, _: Manner) -> pl.Expr:
    return text.str.replace(r"^(\d{4})\s*[-–_]\s*(\d{4})$", "${1}/${2}")


YEARS = _mend(
    "years-separator",
    _years,
    f"deux années sont séparées par une barre : {_READ}.",
    f"%(count)s couples d’années sont séparés par une barre : {_READ}.",
)
MOMENTS: tuple[Mend, ...] = (
    _mend(
        "moment-french",
        _moment,
        f"une date et son heure sont récrites : {_READ}.",
        f"%(count)s dates et leur heure sont récrites : {_READ}.",
    ),
)
DAY_AS_MOMENT = _mend(
    "day-as-moment",
    _midnight,
    f"le modèle veut une heure ; minuit est mis : {_READ}.",
    f"le modèle veut une heure ; minuit est mis à %(count)s dates : {_READ}.",
)
