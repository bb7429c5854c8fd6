"""What another reading of a file would give is shown, and made once."""

import io
from dataclasses import replace

import pytest

from autan import sandbox
from autan.pipeline.report import Report
from autan.publishing import actions, otherwise
from autan.publishing.models import Draft
from autan.publishing.reads import report_of
from autan.tabular.steps import Step
from autan.tenants.models import Portal, Territory

CONTENT = "Équipement;Places\nPiscine;120\nGymnase;80\n".encode()
HEADER = Step("header", "Les titres sont à la ligne 1.", options=(("1", "Oui"), ("none", "Non")),
              chosen="1", asked=True)  # fmt: skip


@pytest.fixture
def read(portal: Portal, noe: Territory) -> tuple[Draft, Report]:
    draft = actions.prepare(
        actions.receive(
            upload=io.BytesIO(CONTENT), file_name="lieux.csv", portal=portal, territory=noe
        )
    )
    report = report_of(draft)
    assert report is not None
    return draft, report


def test_both_readings_of_a_question_are_shown(read: tuple[Draft, Report]) -> None:
    seen = otherwise.previews(*read, HEADER)
    assert seen["1"].headers == ("Équipement", "Places")
    assert seen["1"].cells[0] == ("Piscine", "120")
    assert (seen["1"].rows, seen["none"].rows) == (2, 3)
    assert seen["none"].cells[0] == ("Équipement", "Places")


def test_the_other_reading_is_made_once(
    read: tuple[Draft, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = otherwise.previews(*read, HEADER)
    monkeypatch.setattr(sandbox, "run", None)
    assert otherwise.previews(*read, HEADER) == first


def test_a_large_file_is_not_read_twice_for_a_picture(read: tuple[Draft, Report]) -> None:
    draft, report = read
    draft.original_bytes = otherwise.LARGEST + 1
    assert list(otherwise.previews(draft, report, replace(HEADER, kind="other"))) == ["1"]
