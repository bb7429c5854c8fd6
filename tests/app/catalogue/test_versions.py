"""Older versions: read as they were, but for what is no longer shown."""

from collections.abc import Callable
from typing import Any

import pytest
from django_scopes import scope

from autan.catalogue import actions, reads, versions
from autan.catalogue.listing import Listing
from autan.catalogue.models import Dataset
from autan.errors import Conflict, Refused
from autan.journal.models import Event
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants.models import Organisation, Portal
from tests.conftest import manifest

DAY = Field("DELIB_DATE", FieldType.DATE, "Date de la séance")
SUBJECT = Field("DELIB_OBJET", FieldType.TEXT, "Objet", source="Obj.")
VOTES = Field("VOTE_POUR", FieldType.INTEGER, "Voix pour")


@pytest.fixture
def dataset(make_dataset: Callable[..., Dataset], auch: Organisation) -> Dataset:
    """With a first version of three columns and three rows."""
    return make_dataset(auch)


def publish(dataset: Dataset, words: str, *fields: Field, **more: Any) -> None:
    said = manifest(rows=5, words=words, **more)
    schema = TableSchema(fields).as_json()
    actions.publish_version(
        dataset=dataset,
        manifest=type(said)(**{**said.as_json(), "schema": schema}),
        expected_lock=dataset.lock_version,
        actor="tests",
    )


@pytest.fixture
def seen(region: Portal, seen_by: Callable[..., Any]) -> Callable[[Dataset], Listing]:
    def look(dataset: Dataset) -> Listing:
        found = reads.dataset(dataset.dataset_id, seen_by(None, region))
        assert found is not None
        return found

    return look


def test_an_older_version_is_read_as_it_was(dataset, seen, in_region):
    publish(dataset, "two", DAY, SUBJECT, VOTES)
    past = versions.at(seen(dataset), "1")
    assert past is not None
    assert (past.version.number, past.version.rows, past.is_past) == (1, 3, True)
    assert past.schema.names == ("DELIB_DATE", "DELIB_OBJET", "VOTE_POUR")
    assert past.source.sha256 != seen(dataset).source.sha256
    assert versions.at(seen(dataset), "2") == seen(dataset)


@pytest.mark.parametrize("number", ["0", "3", "-1", "1.0", "abc", "", "²", "9" * 30, "9" * 5000])
def test_there_is_no_other_version(dataset, seen, in_region, number):
    assert versions.at(seen(dataset), number) is None


@pytest.mark.parametrize(
    ("fields", "protections", "left"),
    [
        ((DAY, VOTES), [], ("DELIB_DATE", "VOTE_POUR")),
        ((DAY, SUBJECT, VOTES), [("Obj.", "mask")], ("DELIB_DATE", "VOTE_POUR")),
        ((DAY, SUBJECT, VOTES), [("Obj.", "remove")], ("DELIB_DATE", "VOTE_POUR")),
        ((DAY, SUBJECT, VOTES), [("Obj.", "public")], ("DELIB_DATE", "DELIB_OBJET", "VOTE_POUR")),
    ],
    ids=["lacked", "masked", "removed", "public"],
)
def test_what_the_current_version_lacks_or_protects_is_nowhere(
    dataset, seen, in_region, fields, protections, left
):
    # The first version names its columns as the second one does, from the same file.
    publish(dataset, "two", DAY, SUBJECT, VOTES)
    told = tuple({"column": c, "kind": "name", "count": 1, "answer": a} for c, a in protections)
    publish(dataset, "three", *fields, protections=told)
    past = versions.at(seen(dataset), "2")
    assert past is not None
    assert past.schema.names == left
    assert past.grant.hidden == {"DELIB_DATE", "DELIB_OBJET", "VOTE_POUR"} - set(left)


def told(column: str, answer: str) -> dict[str, Any]:
    return {"column": column, "kind": "name", "count": 1, "answer": answer}


@pytest.mark.parametrize(
    ("heading", "before"),
    [
        # The same column, whose heading differs from one file to the next.
        ("Objet de la séance", Field("DELIB_OBJET", FieldType.TEXT, source="Texte")),
        ("OBJ.", Field("DELIB_OBJET", FieldType.TEXT, source="obj.")),
        ("delib_objet", Field("DELIB_OBJET", FieldType.TEXT)),
    ],
    ids=["another heading", "another case", "the name"],
)
def test_a_column_is_hidden_whatever_its_heading_was(dataset, seen, in_region, heading, before):
    publish(dataset, "two", DAY, before, VOTES)
    now = Field("DELIB_OBJET", FieldType.TEXT, source=heading)
    publish(dataset, "three", DAY, now, VOTES, protections=(told(heading, "mask"),))
    assert versions.at(seen(dataset), "2").schema.names == ("DELIB_DATE", "VOTE_POUR")


@pytest.mark.parametrize("answer", ["mask", "rows"])
def test_what_a_later_version_protected_stays_so_when_the_last_one_has_nobody(
    dataset, seen, in_region, answer
):
    publish(dataset, "two", DAY, SUBJECT, VOTES)
    publish(dataset, "three", DAY, SUBJECT, VOTES, protections=(told("Obj.", answer),))
    publish(dataset, "four", DAY, SUBJECT, VOTES)
    listing = seen(dataset)
    past = versions.at(listing, "2")
    assert (past is None) if answer == "rows" else ("DELIB_OBJET" not in past.schema.names)
    # What it holds itself is what its producer published: it was masked already.
    assert "DELIB_OBJET" in versions.at(listing, "3").schema.names
    publish(dataset, "five", DAY, SUBJECT, VOTES, protections=(told("Obj.", "public"),))
    assert "DELIB_OBJET" in versions.at(seen(dataset), "2").schema.names


def test_rows_left_out_today_close_the_versions_that_may_hold_them(dataset, seen, in_region):
    told = ({"column": "Objet", "kind": "name", "count": 1, "answer": "rows"},)
    publish(dataset, "two", DAY, SUBJECT, VOTES, protections=told)
    publish(dataset, "three", DAY, SUBJECT, protections=told)
    listing = seen(dataset)
    assert versions.at(listing, "1") is None
    assert versions.at(listing, "2") is not None
    assert [step.readable for step in versions.history(listing)] == [True, True, False]


def test_the_history_says_what_changed_and_names_no_column_that_left(dataset, seen, in_region):
    publish(dataset, "two", DAY, SUBJECT, Field("lieu", FieldType.TEXT, "Lieu"))
    last, first = versions.history(seen(dataset))
    assert (first.rows, first.added, first.removed) == (None, (), 0)
    assert (last.rows, last.added, last.removed) == (2, ("Lieu",), 1)
    assert versions.counts(seen(dataset), 5) == (3, 5)


def test_the_history_names_no_column_that_a_later_version_protects(dataset, seen, in_region):
    place = Field("lieu", FieldType.TEXT, "Lieu")
    publish(dataset, "two", DAY, SUBJECT, VOTES, place)
    assert versions.history(seen(dataset))[0].added == ("Lieu",)
    publish(dataset, "three", DAY, SUBJECT, VOTES, place, protections=(told("lieu", "mask"),))
    assert [step.added for step in versions.history(seen(dataset))] == [(), (), ()]


def test_the_history_names_a_column_that_came_masked_and_is_shown_so(dataset, seen, in_region):
    place = Field("lieu", FieldType.TEXT, "Lieu")
    masked = (told("lieu", "mask"),)
    publish(dataset, "two", DAY, SUBJECT, VOTES, place, protections=masked)
    publish(dataset, "three", DAY, SUBJECT, VOTES, place)
    assert [step.added for step in versions.history(seen(dataset))] == [(), ("Lieu",), ()]


def test_a_producer_closes_an_older_version(dataset, seen, in_region):
    publish(dataset, "two", DAY, SUBJECT, VOTES)
    before = dataset.lock_version
    actions.close_version(dataset=dataset, number=1, expected_lock=before, actor="clerk")
    assert versions.at(seen(dataset), "1") is None
    assert versions.history(seen(dataset))[1].closed
    assert dataset.lock_version == before + 1
    event = Event.objects.order_by("-pk").first()
    assert event is not None
    assert (event.verb, event.facts) == ("dataset.version-closed", {"version": 1})


def test_the_version_in_force_is_not_closed_nor_is_one_behind_somebodys_back(dataset, in_region):
    publish(dataset, "two", DAY, SUBJECT, VOTES)
    with pytest.raises(Refused):
        actions.close_version(
            dataset=dataset, number=2, expected_lock=dataset.lock_version, actor="clerk"
        )
    with pytest.raises(Conflict):
        actions.close_version(dataset=dataset, number=1, expected_lock=0, actor="clerk")


def test_closing_what_is_closed_or_never_was_writes_nothing(dataset, in_region):
    publish(dataset, "two", DAY, SUBJECT, VOTES)
    events = Event.objects.count()
    actions.close_version(
        dataset=dataset, number=9, expected_lock=dataset.lock_version, actor="clerk"
    )
    assert Event.objects.count() == events


def test_versions_are_those_of_the_portal_only(dataset, seen, pyrenees, region):
    with scope(portal=region):
        listing = seen(dataset)
    with scope(portal=pyrenees):
        assert versions.history(listing) == ()
