"""Which standard a file follows: a wrong one is worse than none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autan.pipeline import recall
from autan.pipeline.report import Choices, Reading
from autan.schemas import find, standards
from autan.schemas.evidence import Column
from autan.schemas.memory import Memory
from autan.schemas.recognition import Candidate, rank
from autan.schemas.standard import Standard

_LEAST_LEAD, _VARIANTS = 0.07, 0.02
_TWINS = 0.6
_OF_OTHERS = 0.8
_MOST_ALTERNATIVES = 5
_LEAST_ALTERNATIVE = 0.3
_LEAST_YEARS = 3
_A_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Recognition:
    """``standard`` is None for a free file; ``alternatives``: what else it could be, best first."""

    standard: Standard | None
    confidence: float
    candidates: tuple[Candidate, ...]

    @property
    def alternatives(self) -> tuple[tuple[str, str, float], ...]:
        chosen = self.standard.id if self.standard else ""
        likely = [
            (one.standard.id, one.standard.label, one.score)
            for one in self.candidates
            if one.standard.id != chosen and (one.score >= _LEAST_ALTERNATIVE or one.recognised)
        ]
        return tuple(likely[:_MOST_ALTERNATIVES])


def recognise(
    reading: Reading,
    columns: Sequence[Column],
    choices: Choices,
    memory: Sequence[Memory] = (),
) -> Recognition:
    """The standard that the person chose, that the format says, that was confirmed for these
    headers by the same organisation, that clearly fits best, that others confirmed; else none."""
    ranked = tuple(rank(standards(), _turned(columns), _about(reading)))
    said = choices.standard if choices.standard is not None else reading.standard or None
    if said is not None:
        return _chosen(said, ranked, columns)
    own = recall.best(memory, own=True)
    if own is not None:
        return _chosen(own.standard, ranked, columns)
    found = _clearly_best(ranked)
    others = recall.best(memory, own=False)
    if found.standard is None and others is not None and others.standard:
        return _chosen(others.standard, ranked, columns, _OF_OTHERS)
    return found


def _about(reading: Reading) -> str:
    """What names the subject: the file, the sheet, and the title above the table."""
    above = (text for step in reading.steps if step.kind == "header" for text in step.examples)
    said = (reading.sheet or "", reading.table or "", _stem(reading.file_name), *above)
    return " ".join(said).replace("_", " ")


def _turned(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns as they will be once years in columns (« 2021 », « 2022 ») are turned into rows:
    a file is judged on what it says, not on the way it is laid out."""
    years = [column for column in columns if _A_YEAR.fullmatch(column.header.strip())]
    if len(years) < _LEAST_YEARS:
        return columns
    others = [column for column in columns if column not in years]
    labels = tuple(column.header.strip() for column in years)
    return (*others, replace(years[0], header="Année", values=labels), _valued(years[1]))


def _valued(column: Column) -> Column:
    return replace(column, header="Valeur")


def _stem(file_name: str) -> str:
    return file_name.rpartition(".")[0]


def _clearly_best(ranked: tuple[Candidate, ...]) -> Recognition:
    best = next((one for one in ranked if one.recognised), None)
    if best is None:
        return Recognition(None, round(1 - ranked[0].score, 3), ranked)
    if not best.signed:
        # Of two standards that say the same, the one whose own names stand in the file.
        signed = (one for one in ranked if one.recognised and one.signed and _overlap(one, best))
        best = next(signed, best)
    if not best.signed:
        # Of two versions of one standard, the one more of whose own names stand in the file.
        versions = [one for one in ranked if one.recognised and _versions(one, best)]
        best = max(versions, key=lambda one: one.own)
    best = _widest(ranked, best)
    if any(_disputes(one, best) for one in ranked):
        return Recognition(None, round(1 - best.score, 3), ranked)
    return Recognition(best.standard, best.score, ranked)


def _widest(ranked: tuple[Candidate, ...], best: Candidate) -> Candidate:
    """Of the variants of one model of the registry for which the same columns speak as much, the
    one that takes the most kinds of things: « any public place » before « big public places »."""
    if best.standard.family != "registry":
        return best
    owner = best.standard.id.partition("/")[0]
    close = (
        one
        for one in ranked
        if one.recognised
        and one.standard.id.partition("/")[0] == owner
        and best.score - one.score < _VARIANTS
        and one.own == best.own
        and _as_fitting(one, best)
    )
    return max(close, key=lambda one: (_kinds(one), one.score), default=best)


def _as_fitting(one: Candidate, best: Candidate) -> bool:
    """Are the same columns there, with closed lists that say as much of the values?"""
    if one.pairs.keys() != best.pairs.keys():
        return False
    lists = (field.name for field in best.standard.fields if field.choices)
    fits = [(one.pairs[name].fit, best.pairs[name].fit) for name in lists if name in one.pairs]
    known = [(theirs or 0.0) >= mine for theirs, mine in fits if mine is not None]
    return bool(known) and all(known)


def _kinds(one: Candidate) -> int:
    return sum(len(field.choices) for field in one.standard.fields if field.name in one.pairs)


def _versions(other: Candidate, best: Candidate) -> bool:
    titles = {other.standard.title, best.standard.title}
    return len(titles) == 1 and other.standard.family == best.standard.family


def _disputes(other: Candidate, best: Candidate) -> bool:
    """Is another standard nearly as likely? Not if it says the same of the same columns."""
    if other is best or not other.recognised or (best.signed and not other.signed):
        return False
    return best.score - other.score < _LEAST_LEAD and not _twins(other, best)


def _twins(other: Candidate, best: Candidate) -> bool:
    """Do they call most columns by the same names?"""
    shared = sum(
        name in best.pairs and best.pairs[name].key == pair.key
        for name, pair in other.pairs.items()
    )
    return shared >= _TWINS * len(other.pairs)


def _overlap(other: Candidate, best: Candidate) -> bool:
    """Are they made of the same columns, whatever they call them?"""
    theirs = {pair.key for pair in other.pairs.values()}
    return len(theirs & {pair.key for pair in best.pairs.values()}) >= _TWINS * len(theirs)


def _chosen(
    identifier: str,
    ranked: tuple[Candidate, ...],
    columns: Sequence[Column],
    confidence: float = 1.0,
) -> Recognition:
    standard = find(identifier) if identifier else None
    if standard is None:
        return Recognition(None, 1.0, ranked)
    known = next((one for one in ranked if one.standard.id == standard.id), None)
    return Recognition(standard, max(known.score if known else 0.0, confidence), ranked)
