"""What the page « À relire » makes of a report."""

from typing import Any

import pytest

from autan.pipeline.report import Finding, Match, Reading, Repair, Report
from autan.web.publish.review import _grouped, _repair


def _shown(before: str, after: str, kind: str = "spaces") -> tuple[str, str, str]:
    card: dict[str, Any] = _repair(Repair("x", kind, "Nom", "", 1, before, after, ""))
    (example,) = card["examples"]
    return example["before"], example["after"], card["gone"]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("  Judo ", "Judo", "··Judo·"),
        ("Rue A\nRue B", "Rue A Rue B", "Rue A¶Rue B"),
        ("Rue A_x0001_Rue B", "Rue A Rue B", "Rue A¶Rue B"),
        ("12/01/24", "2024-01-12", "12/01/24"),
    ],
)
def test_what_nobody_sees_is_marked(before: str, after: str, shown: str) -> None:
    assert _shown(before, after)[0] == shown


def test_a_row_left_out_or_a_box_emptied_is_said_in_words() -> None:
    assert _shown("Total", "", "total-rows")[2] == "rien\u202f: la ligne est retirée"
    assert _shown("sans objet", "", "missing-words")[2] == "case vide"


def test_the_columns_that_the_file_lacks_are_one_remark() -> None:
    absent = [Finding("info", "required-missing", "…", name) for name in ("a", "b")]
    empty = Finding("info", "empty", "La case est vide.", "c", 3)
    matches = (Match("a", "Date", None), Match("b", "Montant", None))
    report = Report(Reading("csv", 1, ()), None, "", 0, findings=(*absent, empty), matches=matches)
    first, second = _grouped(report)
    assert "«\u202fDate\u202f», «\u202fMontant\u202f»" in first.message
    assert second is empty
