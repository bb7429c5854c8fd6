"""Every detector on one column."""

from autan import plugs
from autan.privacy.detector import Column, Detector, Found


def detectors() -> tuple[Detector, ...]:
    found = plugs.collect("autan.privacy.detectors", "DETECTOR")
    return tuple(value for value in found if isinstance(value, Detector))


def detect(column: Column) -> list[tuple[str, Found]]:
    """What the column holds of personal data: (kind, what was found), the gravest first."""
    answers = ((detector.kind, detector.find(column)) for detector in detectors())
    found = [(kind, answer) for kind, answer in answers if answer is not None]
    return sorted(found, key=lambda one: (not one[1].blocking, one[0]))
