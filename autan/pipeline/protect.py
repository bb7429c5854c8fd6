"""Personal data of one column: the question asked, and what the answer does to the table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from autan.pipeline.recipe import Protection
from autan.pipeline.report import Personal
from autan.privacy.detect import detect
from autan.privacy.detector import Column, Found

_SHOWN_ROWS = 50
_MOST_KINDS = 8
_ANSWERS = ("remove", "mask", "rows", "public")
_WHOLE_COLUMN = ("remove", "public")


@dataclass(frozen=True)
class Shield:
    """``removed``: the column goes. ``rows``: texts whose rows go. ``protection``: what to hide."""

    personal: tuple[Personal, ...] = ()
    removed: bool = False
    protection: Protection | None = None
    rows: tuple[str, ...] = ()


def examine(tally: pl.DataFrame, column: Column, answers: Mapping[str, str]) -> Shield:
    """What the detectors say of a column whose tally is given, with the person's answer."""
    found = detect(column)
    if not found:
        return Shield()
    answer = answers.get(column.header)
    if any(one.removal for _, one in found) and answer not in _WHOLE_COLUMN:
        # « mask » was said of the addresses in it, when nothing else was known of the column.
        answer = None
    personal = tuple(_question(kind, one, tally, column, answer) for kind, one in found)
    if answer == "remove":
        return Shield(personal, removed=True)
    if answer == "mask":
        return Shield(personal, protection=_protection(column, [one for _, one in found]))
    if answer == "rows":
        texts = tuple(text for _, one in found for text in _at_stake(one, tally))
        return Shield(personal, rows=texts)
    return Shield(personal)


def _at_stake(found: Found, tally: pl.DataFrame) -> tuple[str, ...]:
    whole = found.whole or found.removal
    return tuple(tally["text"].drop_nulls()) if whole else tuple(found.masked)


def _question(
    kind: str, found: Found, tally: pl.DataFrame, column: Column, answer: str | None
) -> Personal:
    concerned = tally.filter(pl.col("text").is_in(list(_at_stake(found, tally))))
    count = int(concerned["count"].sum())
    return Personal(
        column=column.header,
        kind=kind,
        count=count,
        sentence=found.sentence(count, column.header),
        rows=tuple(int(row) for row in concerned["row"].head(_SHOWN_ROWS)),
        answers=_answers(found),
        answer=answer if answer in _ANSWERS else None,
        blocking=found.blocking,
    )


def _answers(found: Found) -> tuple[str, ...]:
    if found.removal:
        return _WHOLE_COLUMN
    hides = any(text != masked for text, masked in found.masked.items()) or bool(found.whole)
    return _ANSWERS if hides else tuple(a for a in _ANSWERS if a != "mask")


def _protection(column: Column, found: list[Found]) -> Protection:
    """Several kinds in one text: the masked text is examined again until nothing is left."""
    words = {text: masked for one in reversed(found) for text, masked in one.masked.items()}
    for _ in range(_MOST_KINDS):
        left = _masks(replace(column, texts=pl.Series(list(words.values()), dtype=pl.String)))
        after = {text: left.get(masked, masked) for text, masked in words.items()}
        if after == words:
            break
        words = after
    whole = next((one.whole for one in found if one.whole), "")
    others = tuple({name for one in found for name in one.others})
    return Protection(words, whole, others)


def _masks(column: Column) -> dict[str, str]:
    return {text: masked for _, one in detect(column) for text, masked in one.masked.items()}
