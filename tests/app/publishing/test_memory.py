"""What a publication confirms is remembered for the same headers, here and elsewhere."""

import io
from dataclasses import replace

import pytest
from django_scopes import scope

from autan.journal.models import Event
from autan.pipeline.report import Match, SourceColumn
from autan.publishing import actions, memory
from autan.publishing.models import Draft, Remembered
from autan.schemas.memory import Memory
from autan.tenants.actions import organisation_for

HEADERS = ("Désignation", "Sub", "Colonne 3", "Objet")


@pytest.fixture
def grants(pipeline) -> None:
    """The export of a software whose titles only a person understood."""
    report = pipeline.report
    columns = tuple(SourceColumn(f"c{i}", header) for i, header in enumerate(HEADERS))
    pipeline.report = replace(
        report,
        reading=replace(report.reading, columns=columns),
        standard="scdl-subventions",
        matches=(
            Match("nomBeneficiaire", "Bénéficiaire", "Désignation"),
            Match("montant", "Montant", "Sub"),
            Match("nomAttribuant", "Attribuant", None, "Commune de Noé"),
        ),
        aside=("Colonne 3", "Objet"),
    )


def _dropped(portal, territory) -> Draft:
    return actions.receive(
        upload=io.BytesIO(b"Designation;Sub\nJudo;12\n"),
        file_name="export.csv",
        portal=portal,
        territory=territory,
    )


def test_publishing_remembers_headers_and_no_value(draft, portal, grants):
    actions.publish(draft, actor="mairie")
    row = Remembered.objects.get()
    assert (row.standard, row.times, row.organisation.siren) == (
        "scdl-subventions",
        1,
        "213103997",
    )
    assert row.pairs == {"designation": "nomBeneficiaire", "sub": "montant", "objet": ""}
    event = Event.objects.get(verb="mapping.remembered")
    assert (event.actor, event.facts["standard"]) == ("mairie", "scdl-subventions")


def test_the_next_file_with_these_headers_is_prepared_with_what_was_said(
    draft, portal, noe, pipeline, grants
):
    actions.publish(draft, actor="mairie")
    again = actions.prepare(_dropped(portal, noe))
    told = pipeline.asked[-1]["memory"]
    assert [(one["standard"], one["own"], one["times"]) for one in told] == [
        ("scdl-subventions", True, 1)
    ]
    actions.publish(again, actor="mairie")
    assert pipeline.asked[-1]["memory"] == told
    row = Remembered.objects.get()
    assert (row.times, row.lock_version) == (2, 1)


def test_another_commune_is_told_the_mapping_and_not_whose_it_is(
    draft, portal, cugnaux, pyrenees, pipeline, grants
):
    actions.publish(draft, actor="mairie")
    with scope(portal=pyrenees):
        actions.prepare(_dropped(pyrenees, cugnaux))
    (told,) = pipeline.asked[-1]["memory"]
    assert (told["own"], told["times"]) == (False, 1)
    assert "Noé" not in str(told)


def test_other_headers_are_told_nothing(draft, grants):
    actions.publish(draft, actor="mairie")
    assert memory.recall(draft, ["Désignation", "Montant"]) == ()
    shuffled = ["objet", "SUB", "Colonne 7", " designation "]
    assert [one.own for one in memory.recall(draft, shuffled)] == [True]


def test_a_change_of_mind_begins_again_at_one(draft, portal, noe, pipeline, grants):
    actions.publish(draft, actor="mairie")
    mapped = (Match("objet", "Objet", "Désignation"),)
    pipeline.report = replace(pipeline.report, matches=mapped)
    actions.publish(_dropped(portal, noe), actor="mairie")
    row = Remembered.objects.get()
    assert (row.times, row.pairs["designation"]) == (1, "objet")


def test_a_free_file_is_remembered_only_if_the_person_said_so(draft, portal, noe, pipeline, grants):
    pipeline.report = replace(pipeline.report, standard=None, matches=())
    actions.publish(draft, actor="mairie")
    assert not Remembered.objects.exists()
    other = _dropped(portal, noe)
    actions.choose(other, standard="")
    actions.publish(other, actor="mairie")
    assert memory.recall(draft, HEADERS) == (Memory("", {}, own=True, times=1),)


def test_titles_that_say_nothing_are_not_a_signature(draft):
    assert memory.digest_of(["Colonne 1", "Colonne 2", "x"]) == ""
    assert memory.digest_of(["Date"]) == ""


def test_an_organisation_that_goes_leaves_what_it_taught(draft, noe, grants):
    actions.publish(draft, actor="mairie")
    Remembered.objects.update(organisation=None)
    organisation_for(noe)
    assert [one.own for one in memory.recall(draft, HEADERS)] == [False]
