"""A document and the facts typed beside it become a row of the délibérations."""

from pathlib import Path

import polars
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from autan import sandbox
from autan.catalogue.models import Attachment, Dataset
from autan.errors import AutanError, Refused, UnreadableFile
from autan.journal.reads import history
from autan.publishing import actions, acts
from autan.publishing.folders import store
from autan.publishing.models import Draft
from autan.store.layout import Kind
from autan.tenants.models import Portal, Territory
from tests import files


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return files.make_pdf(tmp_path / "2026-012.pdf")


def _drop(pdf: Path, portal: Portal, territory: Territory) -> Draft:
    """A document that was read, in vain, as every file is first."""
    with pdf.open("rb") as file:
        draft = actions.receive(upload=file, file_name=pdf.name, portal=portal, territory=territory)
    with pytest.raises(UnreadableFile):
        actions.prepare(draft)
    draft.refresh_from_db()
    assert acts.is_document(draft)
    return draft


def _typed(draft: Draft, number: str = "2026-012", words: str = "Tarifs") -> Draft:
    for act in acts.acts_of(draft):
        acts.keep(act, number=number, day="12/01/2026", subject="7.1", object=words)
    return acts.settle(draft)


def _published(pdf: Path, portal: Portal, place: Territory, number: str, words: str) -> Dataset:
    return actions.publish(_typed(_drop(pdf, portal, place), number, words), actor="tests")


def _rows(dataset: Dataset) -> list[tuple[str, str]]:
    assert dataset.current is not None
    table = polars.read_parquet(store().path(dataset.current.sha256, Kind.VERSION))
    return table.select("DELIB_ID", "DELIB_OBJET").rows()


def test_an_act_is_a_row_that_leads_to_its_document(
    pdf: Path, portal: Portal, noe: Territory
) -> None:
    dataset = _published(pdf, portal, noe, "2026-012", "Tarifs de la cantine")
    assert dataset.standard == "scdl-deliberations"
    assert _rows(dataset) == [("2026-012", "Tarifs de la cantine")]
    document = Attachment.objects.get(dataset=dataset)
    assert (document.mimetype, document.bytes) == ("application/pdf", pdf.stat().st_size)
    with store().open(document.sha256, Kind.DOCUMENT) as file:
        assert file.read() == pdf.read_bytes()
    assert dataset.current is not None
    table = polars.read_parquet(store().path(dataset.current.sha256, Kind.VERSION))
    assert table["DELIB_URL"].to_list()[0].endswith(f"/documents/{document.uid}/")


def test_the_next_act_joins_the_list_that_is_public(
    pdf: Path, portal: Portal, noe: Territory, cugnaux: Territory
) -> None:
    first = _published(pdf, portal, noe, "2026-012", "Tarifs")
    second = _published(pdf, portal, noe, "2026-013", "Emprunt")
    other = _published(pdf, portal, cugnaux, "2026-013", "Emprunt")
    assert first.pk == second.pk != other.pk
    assert _rows(second) == [("2026-012", "Tarifs"), ("2026-013", "Emprunt")]
    assert second.current is not None
    assert (second.current.number, second.current.rows) == (2, 2)
    verbs = [event.verb for event in history(f"dataset:{second.uid}")]
    assert sorted(verbs) == sorted(
        ["dataset.created", *["dataset.published", "dataset.attached"] * 2]
    )


def test_the_same_act_is_not_published_twice(pdf: Path, portal: Portal, noe: Territory) -> None:
    dataset = _published(pdf, portal, noe, "2026-012", "Tarifs")
    with pytest.raises(Refused) as caught:
        _published(pdf, portal, noe, "2026-012", "Tarifs")
    assert caught.value.code == "row-already-published"
    dataset.refresh_from_db()
    assert len(_rows(dataset)) == 1
    assert Attachment.objects.count() == 1


def test_after_a_withdrawal_the_list_begins_again(
    pdf: Path, portal: Portal, noe: Territory
) -> None:
    dataset = _published(pdf, portal, noe, "2026-012", "Tarifs")
    waiting = _typed(_drop(pdf, portal, noe), "2026-013", "Emprunt")
    actions.withdraw(dataset, actor="tests")
    again = actions.publish(waiting, actor="tests")
    assert again.pk != dataset.pk
    assert _rows(again) == [("2026-013", "Emprunt")]


def test_several_documents_come_together_and_each_keeps_its_facts(
    pdf: Path, portal: Portal, noe: Territory
) -> None:
    draft = _drop(pdf, portal, noe)
    acts.acts_of(draft)
    acts.add(draft, [SimpleUploadedFile("2026-013 du 13-01-2026.pdf", pdf.read_bytes())])
    first, second = acts.acts_of(draft)
    assert (first.number, second.number, second.day) == ("2026-012", "2026-013", "13/01/2026")
    acts.remove(draft, first.uid)
    acts.remove(draft, second.uid)
    assert acts.acts_of(draft) == [second], "the last one stays"


def test_a_table_is_not_taken_for_a_document(pdf: Path, portal: Portal, noe: Territory) -> None:
    draft = _drop(pdf, portal, noe)
    table = SimpleUploadedFile("notes.csv", b"a;b\n1;2\n")
    with pytest.raises(UnreadableFile):
        acts.add(draft, [table])
    with pytest.raises(Refused) as caught:
        acts.gather(draft, [table])
    assert caught.value.code == "one-table-at-a-time"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2026-012.pdf", {"number": "2026-012"}),
        ("Délib 2026_012 du 12-01-2026.pdf", {"number": "2026-012", "day": "12/01/2026"}),
        ("CM 2026-01-12 tarifs.pdf", {"day": "12/01/2026"}),
        ("31-02-2026.pdf", {}),
        ("tarifs.pdf", {}),
    ],
)
def test_the_name_of_a_file_tells_what_it_can(name: str, told: dict[str, str]) -> None:
    assert acts._told_by(name) == told


@pytest.mark.parametrize("day", ["12/01/2026", "12-1-2026", "2026-01-12", " 12.01.2026 "])
def test_a_day_is_read_as_french_people_write_it(day: str) -> None:
    found = acts.day_of(day)
    assert found is not None
    assert found.isoformat() == "2026-01-12"


@pytest.mark.parametrize("day", ["", "hier", "31/02/2026", "12/01/26", "12/01/2199"])
def test_what_is_no_day_is_not_guessed(day: str) -> None:
    assert acts.day_of(day) is None


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: files.make_docx(path, macros=True), "document-with-macros"),
        (files.make_png, "not-a-document"),
        (files.make_xlsx, "not-a-document"),
    ],
)
def test_what_may_not_be_handed_to_the_public_is_refused(tmp_path: Path, make, code) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(AutanError) as caught:
        sandbox.run("document", source=str(make(tmp_path / "file")))
    assert caught.value.code == code


def test_a_word_processor_s_file_is_known_by_its_insides(tmp_path: Path) -> None:
    told = sandbox.run("document", source=str(files.make_docx(tmp_path / "acte.bin")))
    assert told["mimetype"].endswith("wordprocessingml.document")
