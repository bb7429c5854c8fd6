"""Every detector on one column."""

from dataclasses import replace

from autan import plugs
from autan.privacy.detector import Column, Detector, Found


def detectors() -> tuple[Detector, ...]:
    found = plugs.collect("autan.privacy.detectors", "DETECTOR")
    return tuple(value for value in found if isinstance(value, Detector))


_ROW = "person-row"
_NAMES, _CITED = frozenset(("person-column", "natural-person")), "cited-person"


def detect(column: Column) -> list[tuple[str, Found]]:
    """What the column holds of personal data: (kind, what was found), the gravest first."""
    answers = ((detector.kind, detector.find(column)) for detector in detectors())
    found = [(kind, answer) for kind, answer in answers if answer is not None]
    found = _once(found)
    return sorted(found, key=lambda one: (not one[1].blocking, one[0]))


def _once(found: list[tuple[str, Found]]) -> list[tuple[str, Found]]:
    """A name that fills its cell is not told again as cited in it; nor is there a second question
    on a column that is at stake as a whole."""
    of_row = [(kind, one) for kind, one in found if kind == _ROW]
    others = [(kind, one) for kind, one in found if kind != _ROW]
    if of_row:
        found = others if any(one.whole and one.blocking for _, one in others) else of_row
    names = [one for kind, one in found if kind in _NAMES]
    told = {text for one in names for text in one.masked}
    kept = []
    for kind, one in found:
        if kind == _CITED and names:
            left = {text: said for text, said in one.masked.items() if text not in told}
            if not left or any(each.whole for each in names):
                continue
            one = replace(one, masked=left)
        kept.append((kind, one))
    return kept
