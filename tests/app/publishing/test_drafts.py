"""A draft's life: received, read, prepared, answered; saved at each step."""

import io
from pathlib import Path

import pytest

from autan.errors import Refused, UnreadableFile
from autan.publishing import actions, reads, tasks
from autan.publishing.folders import folder_of, store
from autan.publishing.models import Draft
from autan.store.layout import Kind
from autan.tenants.actions import open_portal, organisation_for

UNREADABLE = UnreadableFile("locked", "Excel demande un mot de passe.", remedy="Enlevez-le.")


def test_the_file_is_kept_as_it_came(draft):
    assert store().path(draft.original_sha256, Kind.ORIGINAL).read_bytes().startswith(b"Nom\n")
    assert draft.status == Draft.Status.RECEIVED
    assert len(draft.token) == 43


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("associations.csv", "associations.csv"),
        ("C:\\Users\\Mairie\\Délibérations 2023.xls", "Délibérations 2023.xls"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.csv\x00", "agpj.csv"),
        ("", "fichier"),
        ("/", "fichier"),
        ("x" * 300 + ".xlsx", "x" * 240 + ".xlsx"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(portal, given, kept):
    draft = actions.receive(upload=io.BytesIO(b"a"), file_name=given, portal=portal)
    assert draft.file_name == kept


def test_a_file_beyond_the_limit_is_refused_and_leaves_no_draft(portal, monkeypatch):
    monkeypatch.setenv("AUTAN_MAX_UPLOAD_MB", "1")
    with pytest.raises(Refused, match="1 Mo"):
        actions.receive(upload=io.BytesIO(bytes(2 << 20)), file_name="a.csv", portal=portal)
    assert not Draft.objects.exists()


def test_a_draft_is_found_by_its_token_at_its_portal_alone(draft, portal, noe):
    other = open_portal(slug="noe", name="Noé", host="noe.localhost", perimeter=noe, colour="#000")
    assert reads.draft_for(draft.token, portal) == draft
    assert reads.draft_for(draft.token, other) is None
    assert reads.draft_for("x" * 43, portal) is None


def test_preparing_reads_first_and_keeps_the_report(draft, pipeline):
    draft = actions.prepare(draft)
    assert pipeline.done == ["understand"]
    assert draft.status == Draft.Status.READY
    assert reads.report_of(draft) == pipeline.report
    assert reads.is_fresh(draft)


def test_a_table_that_was_read_is_not_read_again(draft, pipeline):
    actions.prepare(actions.choose(actions.prepare(draft), title="Nos associations"))
    assert pipeline.done == ["understand", "prepare"]


def test_another_sheet_is_read_again(draft, pipeline):
    actions.prepare(actions.choose(actions.prepare(draft), reading={"table": "2023"}))
    assert pipeline.done == ["understand", "understand"]
    assert pipeline.asked[1]["choices"]["reading"] == {"table": "2023"}


def test_a_lost_folder_is_made_again_from_the_original(draft, pipeline):
    draft = actions.prepare(draft)
    for path in folder_of(draft).iterdir():
        path.unlink()
    actions.publish(draft, actor="operator")
    assert pipeline.done == ["understand", "read", "materialise"]


def test_the_pipeline_knows_the_commune(draft, pipeline):
    actions.prepare(draft)
    profile = pipeline.asked[-1]["profile"]
    assert (profile["insee"], profile["siren"]) == ("31399", "213103997")
    assert profile["name"] == "Commune de Noé"


def test_the_report_stays_fresh_when_the_organisation_is_made(draft, noe):
    draft = actions.prepare(draft)
    organisation_for(noe)
    assert reads.is_fresh(draft), "nobody waits again after the code"


class TestAnswers:
    def test_are_kept_and_make_the_report_stale(self, draft):
        draft = actions.choose(actions.prepare(draft), title="Nos associations", licence="odbl")
        assert reads.choices_of(draft).title == "Nos associations"
        assert not reads.is_fresh(draft)

    def test_on_columns_are_added_to_the_earlier_ones(self, draft):
        actions.choose(draft, personal={"Nom": "mask", "Tel": "remove"})
        actions.choose(draft, personal={"Nom": "public"})
        draft = actions.choose(draft, personal={"Tel": None})
        assert reads.choices_of(draft).personal == {"Nom": "public"}

    def test_on_columns_are_forgotten_with_their_sheet(self, draft):
        actions.choose(draft, mapping={"A": "a"}, kept=("b",), title="Titre")
        choices = reads.choices_of(actions.choose(draft, reading={"table": "2"}))
        assert (choices.mapping, choices.kept, choices.title) == ({}, (), "Titre")

    def test_on_fields_are_forgotten_with_their_standard(self, draft):
        actions.choose(draft, mapping={"A": "a"}, personal={"b": "mask"})
        choices = reads.choices_of(actions.choose(draft, standard="scdl-subventions"))
        assert (choices.mapping, choices.personal) == ({}, {"b": "mask"})

    def test_of_an_unknown_name_are_a_mistake_of_ours(self, draft):
        with pytest.raises(TypeError, match="colour"):
            actions.choose(draft, colour="red")

    def test_of_two_windows_do_not_undo_each_other(self, draft, portal):
        other_window = reads.draft_for(draft.token, portal)
        actions.choose(draft, title="Titre")
        choices = reads.choices_of(actions.choose(other_window, description="Mots"))
        assert (choices.title, choices.description) == ("Titre", "Mots")

    def test_come_too_late_once_published(self, draft):
        actions.publish(draft, actor="operator")
        with pytest.raises(Refused, match="déjà publié"):
            actions.choose(draft, title="Trop tard")


class TestAFileThatCannotBeRead:
    def test_leaves_its_sentence_in_the_draft(self, draft, pipeline, portal):
        pipeline.failing = UNREADABLE
        with pytest.raises(UnreadableFile):
            actions.prepare(draft)
        found = reads.draft_for(draft.token, portal)
        assert found.status == Draft.Status.FAILED
        failure = reads.failure_of(found)
        assert isinstance(failure, UnreadableFile)
        assert failure.parts() == UNREADABLE.parts()

    def test_is_tried_again_with_another_answer(self, draft, pipeline):
        pipeline.failing = UNREADABLE
        with pytest.raises(UnreadableFile):
            actions.prepare(draft)
        pipeline.failing = None
        draft = actions.prepare(actions.choose(draft, reading={"table": "2"}))
        assert draft.status == Draft.Status.READY
        assert reads.failure_of(draft) is None


class TestTheJob:
    """``advance`` does whatever is missing, and may be done twice."""

    def test_prepares_and_stops_there(self, draft, portal):
        tasks.advance.func(draft.token, portal.slug)
        draft.refresh_from_db()
        assert draft.status == Draft.Status.READY

    def test_twice_does_the_work_once(self, draft, portal, pipeline):
        tasks.advance.func(draft.token, portal.slug)
        tasks.advance.func(draft.token, portal.slug)
        assert pipeline.done == ["understand"]

    def test_of_a_draft_that_is_no_more_is_nothing(self, portal):
        tasks.advance.func("x" * 43, portal.slug)
        tasks.advance.func("x" * 43, "no-such-portal")

    def test_that_breaks_says_so_in_the_draft_and_in_the_log(self, draft, portal, pipeline):
        pipeline.failing = RuntimeError("a mistake of ours")
        with pytest.raises(RuntimeError):
            tasks.advance.func(draft.token, portal.slug)
        draft.refresh_from_db()
        assert reads.failure_of(draft).code == "unexpected"
        assert reads.is_fresh(draft), "the page stops waiting"

    def test_is_queued_once_however_often_the_page_is_loaded(self, draft):
        for _ in range(3):
            actions.ensure_fresh(draft, wait=0)
            draft.refresh_from_db()
        from django_tasks_db.models import DBTaskResult

        assert DBTaskResult.objects.count() == 1

    def test_that_was_lost_three_times_is_not_queued_for_ever(self, draft):
        actions.ensure_fresh(draft, wait=0)
        draft.refresh_from_db()
        reads.job_of(draft).set_failed(RuntimeError("worker lost"))
        draft = actions.ensure_fresh(draft, wait=0)
        draft.refresh_from_db()
        assert draft.status == Draft.Status.FAILED
        assert reads.failure_of(draft).code == "unexpected"


def test_progress_is_in_the_row_while_a_step_runs(draft, pipeline, monkeypatch):
    seen = []
    monkeypatch.setattr("autan.publishing.steps._REPORT_EVERY", 0.0)
    run = pipeline.run

    def watched(task, **arguments):
        answer = run(task, **arguments)
        seen.append(Draft.objects.get(pk=draft.pk).progress)
        return answer

    monkeypatch.setattr("autan.sandbox.run", watched)
    actions.prepare(draft)
    assert seen == [{"step": "understand", "done": 0.5}]
    draft.refresh_from_db()
    assert draft.progress is None


def test_the_folder_is_named_by_the_secret_token(draft, tmp_path: Path):
    assert folder_of(draft) == tmp_path / "home" / "drafts" / draft.token
