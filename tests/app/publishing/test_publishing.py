"""From a draft to what everybody reads, and back."""

import io

import pytest

from autan import env
from autan.catalogue.models import Dataset, DatasetVersion
from autan.errors import Conflict, Refused
from autan.people.actions import welcome
from autan.publishing import actions, reads, tasks
from autan.publishing.folders import store
from autan.publishing.models import Draft
from autan.store.layout import Kind, serving_copy

OPERATOR = "autan publish"


def _new_version(portal, noe, dataset, names, pipeline) -> Draft:
    pipeline.names = names
    return actions.receive(
        upload=io.BytesIO("\n".join(names).encode()),
        file_name="associations.csv",
        portal=portal,
        territory=noe,
        dataset=dataset,
    )


def _refused(code: str):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def test_a_published_draft_is_a_dataset_with_its_version(draft, portal):
    dataset = actions.publish(draft, actor=OPERATOR)
    assert dataset.state == Dataset.State.PUBLISHED
    assert dataset.title == "Liste des associations"
    assert dataset.current.rows == 2
    assert dataset.current.original_sha256 == draft.original_sha256
    assert store().exists(dataset.current.sha256, Kind.VERSION)
    assert serving_copy(env.home(), dataset.current.sha256).read_bytes() == b"serving"
    assert reads.dataset_of(draft) == dataset


def test_the_answers_win_over_the_proposals(draft):
    actions.choose(draft, title="Nos associations", description="Mots", licence="odbl")
    dataset = actions.publish(draft, actor=OPERATOR)
    assert (dataset.title, dataset.description, dataset.licence) == (
        "Nos associations",
        "Mots",
        "odbl",
    )


def test_publishing_twice_publishes_once(draft, pipeline):
    assert actions.publish(draft, actor=OPERATOR) == actions.publish(draft, actor=OPERATOR)
    assert pipeline.done.count("materialise") == 1
    assert DatasetVersion.objects.count() == 1


def test_nobody_publishes_without_having_said_who(draft):
    with _refused("not-confirmed"):
        actions.publish(draft)
    with _refused("not-confirmed"):
        actions.publish_soon(draft)
    assert not Dataset.objects.exists()


def test_nothing_is_published_for_nobody(draft):
    with _refused("no-territory"):
        actions.publish(actions.choose(draft, territory=None), actor=OPERATOR)


@pytest.mark.usefixtures("blocked")
def test_an_open_question_stops_the_publication_and_keeps_the_draft(draft):
    with _refused("not-publishable"):
        actions.publish(draft, actor=OPERATOR)
    draft.refresh_from_db()
    assert draft.status == Draft.Status.READY
    assert reads.failure_of(draft).code == "not-publishable"
    assert not Dataset.objects.exists()


def test_a_page_leaves_it_to_the_worker(draft, portal):
    draft.confirmed_by = welcome(email="mairie@noe.example")
    draft.save()
    waiting = actions.publish_soon(draft, wait=0)
    assert not reads.is_fresh(waiting)
    tasks.advance.func(draft.token, portal.slug)
    draft.refresh_from_db()
    assert draft.status == Draft.Status.PUBLISHED
    assert reads.is_fresh(draft)


def test_the_next_version_takes_the_place_of_the_former(draft, portal, noe, pipeline):
    dataset = actions.publish(draft, actor=OPERATOR)
    actions.publish(_new_version(portal, noe, dataset, ["Judo"], pipeline), actor=OPERATOR)
    dataset.refresh_from_db()
    assert (dataset.current.number, dataset.current.rows) == (2, 1)
    assert Dataset.objects.count() == 1


def test_two_people_who_replace_the_same_version_do_not_undo_each_other(
    draft, portal, noe, pipeline
):
    dataset = actions.publish(draft, actor=OPERATOR)
    mine = _new_version(portal, noe, dataset, ["Mine"], pipeline)
    theirs = _new_version(portal, noe, dataset, ["Theirs"], pipeline)
    actions.publish(theirs, actor=OPERATOR)
    with pytest.raises(Conflict):
        actions.publish(mine, actor=OPERATOR)
    mine.refresh_from_db()
    assert reads.failure_of(mine).code == "changed-meanwhile"
    pipeline.names = ["Mine"]
    actions.publish(mine, actor=OPERATOR)
    dataset.refresh_from_db()
    assert dataset.current.number == 3


def test_a_failed_transaction_changes_nothing(draft, monkeypatch):
    def broken(*_args, **_named):
        raise RuntimeError("the power went")

    monkeypatch.setattr("autan.catalogue.actions._tell_published", broken)
    with pytest.raises(RuntimeError):
        actions.publish(draft, actor=OPERATOR)
    draft.refresh_from_db()
    assert draft.status == Draft.Status.READY
    assert not Dataset.objects.exists()


def test_a_version_that_is_not_what_was_said_is_not_published(draft, pipeline, monkeypatch):
    honest = pipeline._materialise
    monkeypatch.setattr(
        pipeline, "_materialise", lambda folder: {**honest(folder), "sha256": "0" * 64}
    )
    with pytest.raises(Exception, match="a changé"):
        actions.publish(draft, actor=OPERATOR)
    assert not Dataset.objects.exists()


def test_what_is_published_is_what_was_shown(draft, pipeline, monkeypatch):
    honest = pipeline._materialise

    def while_somebody_answers(folder):
        actions.choose(Draft.objects.get(pk=draft.pk), title="Un autre titre")
        return honest(folder)

    monkeypatch.setattr(pipeline, "_materialise", while_somebody_answers)
    with pytest.raises(Conflict, match="réponses ont changé"):
        actions.publish(draft, actor=OPERATOR)
    monkeypatch.setattr(pipeline, "_materialise", honest)
    assert actions.publish(draft, actor=OPERATOR).title == "Un autre titre"


def test_a_withdrawn_dataset_keeps_its_versions(draft):
    dataset = actions.publish(draft, actor=OPERATOR)
    actions.withdraw(dataset, actor="mairie@noe.example")
    dataset.refresh_from_db()
    assert dataset.state == Dataset.State.WITHDRAWN
    assert store().exists(dataset.current.sha256, Kind.VERSION)
