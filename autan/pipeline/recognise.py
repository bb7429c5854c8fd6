"""Which standard a file follows: a wrong one is worse than none."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.pipeline.report import Choices, Reading
from autan.schemas import Standard, find, standards
from autan.schemas.match import Candidate, Column, pair_up, rank

_LEAST_LEAD = 0.07
_LEAST_ALTERNATIVE = 0.3


@dataclass(frozen=True)
class Recognition:
    """``standard`` is None for a free file; ``alternatives``: what else it could be, best first."""

    standard: Standard | None
    confidence: float
    candidates: tuple[Candidate, ...]

    @property
    def alternatives(self) -> tuple[tuple[str, str, float], ...]:
        chosen = self.standard.id if self.standard else ""
        return tuple(
            (one.standard.id, one.standard.label, one.score)
            for one in self.candidates
            if one.standard.id != chosen and (one.score >= _LEAST_ALTERNATIVE or one.recognised)
        )


def recognise(reading: Reading, columns: Sequence[Column], choices: Choices) -> Recognition:
    """The standard chosen by the person, else the one that clearly fits best, else none."""
    about = " ".join((reading.sheet or "", reading.file_name.rpartition(".")[0]))
    ranked = tuple(rank(standards(), columns, about.replace("_", " ")))
    if choices.standard is not None:
        return _chosen(choices.standard, ranked, columns)
    best = ranked[0]
    lead = best.score - (ranked[1].score if len(ranked) > 1 and ranked[1].recognised else 0.0)
    if best.recognised and lead >= _LEAST_LEAD:
        return Recognition(best.standard, best.score, ranked)
    return Recognition(None, round(1 - best.score, 3), ranked)


def _chosen(
    identifier: str, ranked: tuple[Candidate, ...], columns: Sequence[Column]
) -> Recognition:
    standard = find(identifier) if identifier else None
    if standard is None:
        return Recognition(None, 1.0, ranked)
    known = next((one for one in ranked if one.standard.id == standard.id), None)
    if known is None:
        known = Candidate(standard, 1.0, pair_up(standard, columns), True)
    return Recognition(standard, known.score, ranked)
