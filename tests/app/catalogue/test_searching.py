"""The search of a portal: who finds what, and an index that is never behind the records."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from autan.access.viewer import Viewer, stranger
from autan.catalogue import actions, plain_search, search_upkeep, searching
from autan.catalogue.models import Dataset
from autan.journal.actions import record
from autan.journal.models import Event
from autan.people.models import Person
from autan.search.index import Shelf
from autan.search.question import Question
from autan.tenants.models import Organisation, Portal

MakeDataset = Callable[..., Dataset]
SeenBy = Callable[[Person | None, Portal], Viewer]
FACETS = ("standard", "theme", "licence", "producer", "age", "departement", "epci", "commune")
PUBLIC = stranger("occitanie")


@pytest.fixture(autouse=True)
def _an_index_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_upkeep, "SHELF", Shelf(tmp_path))
    monkeypatch.setattr(search_upkeep, "_resting_until", 0.0)


@pytest.fixture
def town(
    make_dataset: MakeDataset, auch: Organisation, tarbes: Organisation, region: Portal
) -> Iterator[dict[str, Dataset]]:
    """What Auch and Tarbes have published, inside the scope of the region."""
    made = {
        "deliberations": make_dataset(auch, "Délibérations", standard="scdl-deliberations"),
        "subventions": make_dataset(auch, "Subventions", standard="scdl-subventions"),
        "bancs": make_dataset(tarbes, "Bancs publics", theme="Mobilier"),
        "notes": make_dataset(auch, "Notes internes", theme="Secret"),
    }
    with scopes_disabled():
        Dataset.objects.filter(pk=made["notes"].pk).update(level=Dataset.Level.RESTRICTED)
    with scope(portal=region):
        yield made


def titles(text: str = "", viewer: Viewer = PUBLIC, **more: object) -> list[str]:
    found = searching.ask(viewer, Question(text, **more))  # type: ignore[arg-type]
    assert found.total >= len(found.listings)
    return sorted(one.title for one in found.listings)


def test_words_are_found_in_any_form(town: dict[str, Dataset]) -> None:
    assert titles("délibération") == ["Délibérations"]
    assert titles("banc public") == ["Bancs publics"]
    assert titles("auch") == ["Délibérations", "Subventions"]
    assert titles("gers") == ["Délibérations", "Subventions"]


def test_near_words_are_written_as_people_write_them(town: dict[str, Dataset]) -> None:
    found = searching.ask(PUBLIC, Question("delibertaions"))
    assert [one.title for one in found.listings] == ["Délibérations"]
    assert (found.instead_of, found.written) == ("delibertaions", "délibérations")


def test_what_an_acronym_stands_for_is_marked(
    town: dict[str, Dataset], make_dataset: MakeDataset, auch: Organisation
) -> None:
    make_dataset(auch, "Plan local d’urbanisme")
    found = searching.ask(PUBLIC, Question("PLU"))
    assert [one.title for one in found.listings] == ["Plan local d’urbanisme"]
    assert found.words == ("plan", "local", "urbanisme", "plu")


def test_an_owner_finds_and_counts_more_than_a_neighbour_or_a_stranger(
    town: dict[str, Dataset],
    region: Portal,
    owner: Person,
    neighbour: Person,
    ex_member: Person,
    seen_by: SeenBy,
) -> None:
    for person, seen in ((None, False), (neighbour, False), (ex_member, False), (owner, True)):
        viewer = seen_by(person, region)
        found = searching.ask(viewer, Question(), FACETS)
        assert found.total == (4 if seen else 3)
        assert ("Secret" in {one.value for one in found.facets["theme"]}) == seen
        assert bool(searching.titled(viewer, "notes", 5)) == seen
        assert bool(searching.ask(viewer, Question("note interne")).total) == seen
        assert bool(searching.ask(viewer, Question("intrenes")).total) == seen
        known = searching.everything(viewer, ("theme",))["theme"]
        assert ("Secret" in {one.value for one in known}) == seen


def test_organisations_count_for_nobody_who_is_not_somebody(
    town: dict[str, Dataset], auch: Organisation
) -> None:
    """As in the one decision: a viewer without a person acts for nobody."""
    nobody = Viewer("occitanie", None, frozenset({auch.pk}))
    assert searching.audience(nobody).organisations == frozenset()
    assert searching.ask(nobody, Question(), FACETS).total == 3


def test_a_portal_finds_its_own_territory(
    town: dict[str, Dataset], gers: Portal, pyrenees: Portal
) -> None:
    with scope(portal=gers):
        assert titles(viewer=stranger("gers")) == ["Délibérations", "Subventions"]
    with scope(portal=pyrenees):
        assert titles(viewer=stranger("hautes-pyrenees")) == ["Bancs publics"]


QUESTIONS = (
    Question(),
    Question("subventions"),
    Question(chosen=(("theme", ("Mobilier",)),)),
    Question(chosen=(("standard", ("scdl-deliberations", "scdl-subventions")),)),
    Question(places=("departement:32",)),
    Question(places=("commune:65440",), age="mois"),
    Question(age="ancien"),
    Question("auch", chosen=(("licence", ("lov2",)), ("producer", ("commune-d-auch",)))),
)


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_the_index_and_the_database_give_the_same(
    town: dict[str, Dataset], question: Question
) -> None:
    with scopes_disabled():
        old = timezone.now() - timedelta(days=100)
        Dataset.objects.filter(pk=town["bancs"].pk).update(modified_at=old)
    found = searching.ask(PUBLIC, question, FACETS)
    plain = plain_search.matching(PUBLIC, question)
    assert {one.pk for one in found.listings} == {row.pk for row in plain}
    assert found.total == plain.count()
    counted = plain_search.counts(PUBLIC, question, FACETS)
    for facet in FACETS:
        assert set(found.facets[facet]) == set(counted[facet]), facet


@pytest.mark.parametrize("order", ["modified", "-modified", "title", "-title", "rows"])
def test_both_keep_the_same_order(town: dict[str, Dataset], order: str) -> None:
    found = searching.ask(PUBLIC, Question(order=order))
    plain = plain_search.ordered(plain_search.matching(PUBLIC, Question()), order)
    keys = {"rows": lambda one: 0}.get(order, lambda one: one)
    assert [keys(one.pk) for one in found.listings] == [keys(row.pk) for row in plain]


def test_a_publication_is_found_at_once_and_a_withdrawal_is_not_any_more(
    town: dict[str, Dataset], make_dataset: MakeDataset, auch: Organisation
) -> None:
    assert titles("piscine") == []
    make_dataset(auch, "Piscine municipale")
    assert titles("piscine") == ["Piscine municipale"]
    with scopes_disabled():
        town["bancs"].refresh_from_db()
        lock = town["bancs"].lock_version
        actions.withdraw(dataset=town["bancs"], expected_lock=lock, actor="tests")
    assert titles("bancs") == []
    assert "Mobilier" not in {
        one.value for one in searching.ask(PUBLIC, Question(), ("theme",)).facets["theme"]
    }


def test_a_change_of_words_is_found_without_making_the_index_anew(
    town: dict[str, Dataset], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert titles("strapontins") == []
    monkeypatch.setattr(Shelf, "rebuild", lambda *_: pytest.fail("made anew"))
    with scopes_disabled():
        bancs = Dataset.objects.get(pk=town["bancs"].pk)
        actions.describe(
            dataset=bancs, expected_lock=bancs.lock_version, actor="tests", title="Strapontins"
        )
    assert titles("strapontin") == ["Strapontins"]
    assert len(titles()) == 3


def test_events_that_change_no_dataset_write_nothing(
    town: dict[str, Dataset], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(titles()) == 3
    monkeypatch.setattr(Shelf, "turn", lambda *_: pytest.fail("written"))
    record(verb="draft.confirmed", subject="draft:1", actor="tests")
    assert len(titles()) == 3
    assert len(titles("auch")) == 2


def test_a_renamed_organisation_or_a_portal_makes_it_anew(
    town: dict[str, Dataset], auch: Organisation
) -> None:
    assert titles(chosen=(("producer", ("ville",)),)) == []
    Organisation.objects.filter(pk=auch.pk).update(slug="ville")
    record(verb="organisation.renamed", subject=f"organisation:{auch.pk}", actor="tests")
    assert titles(chosen=(("producer", ("ville",)),)) == ["Délibérations", "Subventions"]


def test_an_event_that_comes_after_a_later_one_is_seen(town: dict[str, Dataset]) -> None:
    """Two transactions of PostgreSQL may end in another order than that of their events."""
    with scopes_disabled():
        uid = town["bancs"].uid
    late = record(verb="dataset.described", subject=f"dataset:{uid}", actor="tests")
    number, at = late.pk, late.at
    late.delete()
    record(verb="draft.confirmed", subject="draft:2", actor="tests")
    assert titles("bancs") == ["Bancs publics"]
    with scopes_disabled():
        Dataset.objects.filter(uid=uid).update(title="Chaises", search_text="chaises")
    Event.objects.create(
        pk=number, at=at, verb="dataset.described", subject=f"dataset:{uid}", actor="tests"
    )
    assert titles("chaises") == ["Chaises"]


def test_after_a_restored_backup_the_index_is_made_anew(town: dict[str, Dataset]) -> None:
    assert titles("bancs") == ["Bancs publics"]
    with scopes_disabled():
        Dataset.objects.filter(pk=town["bancs"].pk).update(title="Tables", search_text="tables")
    last = Event.objects.order_by("-pk").first()
    assert last is not None
    Event.objects.filter(pk=last.pk).update(at=last.at - timedelta(days=1))
    assert titles("tables") == ["Tables"]
    assert titles("bancs") == []


def test_the_check_mends_what_no_event_told(town: dict[str, Dataset]) -> None:
    assert titles("bancs") == ["Bancs publics"]
    with scopes_disabled():
        Dataset.objects.filter(pk=town["bancs"].pk).update(
            title="Tables", search_text="tables", lock_version=50
        )
        Dataset.objects.filter(pk=town["subventions"].pk).update(state="withdrawn")
    assert search_upkeep.check() == 2
    assert titles("tables") == ["Tables"]
    assert search_upkeep.check() == 0


def _break(shelf: Shelf) -> None:
    for file in shelf.folder.glob("*/*"):
        file.write_bytes(b"damaged")


def test_a_damaged_index_leaves_the_database_to_answer_then_is_made_again(
    town: dict[str, Dataset], caplog: pytest.LogCaptureFixture
) -> None:
    assert titles("bancs") == ["Bancs publics"]
    _break(search_upkeep.SHELF)
    search_upkeep.SHELF = Shelf(search_upkeep.SHELF.folder.parent)
    assert titles("bancs") == ["Bancs publics"]
    assert "damaged" in caplog.text
    search_upkeep.keep_up()
    assert titles("banc") == ["Bancs publics"]


def test_a_place_that_cannot_be_written_leaves_the_database_to_answer(
    town: dict[str, Dataset], caplog: pytest.LogCaptureFixture
) -> None:
    search_upkeep.SHELF.folder.write_text("a file where a folder should be", encoding="ascii")
    assert titles("bancs") == ["Bancs publics"]
    assert titles("bancs") == ["Bancs publics"]
    search_upkeep.keep_up()
    # It is not tried again at once.
    assert caplog.text.count("could not be written") == 1


def test_the_database_answers_to_any_text(town: dict[str, Dataset]) -> None:
    for text in ("x " * 5000, "\0", "a" * 10_000, "%_'\";--"):
        assert plain_search.matching(PUBLIC, Question(text)).count() >= 0
    assert plain_search.matching(PUBLIC, Question("bancs " * 2000)).count() == 1


def test_while_another_process_writes_the_database_answers(
    town: dict[str, Dataset], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_upkeep, "_PATIENCE", 0)
    other = Shelf(search_upkeep.SHELF.folder.parent)
    with other.turn(1) as ours:
        assert ours
        found = searching.ask(PUBLIC, Question("bancs"), FACETS)
    assert [one.title for one in found.listings] == ["Bancs publics"]
    assert not search_upkeep.SHELF.folder.joinpath("current").exists()
    assert titles("banc") == ["Bancs publics"]


def test_a_publication_neither_waits_for_the_index_nor_fails_by_it(
    make_dataset: MakeDataset,
    auch: Organisation,
    in_region: Portal,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(Shelf, "turn", lambda *_: pytest.fail("waited for"))
    monkeypatch.setattr(Shelf, "snapshot", lambda *_: pytest.fail("read"))
    make_dataset(auch, "Bancs")


def test_a_large_catalogue_is_indexed_aside_and_answered_by_the_database(
    town: dict[str, Dataset], monkeypatch: pytest.MonkeyPatch
) -> None:
    asides: list[object] = []
    monkeypatch.setattr(search_upkeep, "_SMALL", 1)
    monkeypatch.setattr(search_upkeep, "_aside", asides.append)
    assert titles("bancs") == ["Bancs publics"]
    assert len(asides) == 1
    search_upkeep.keep_up()
    assert titles("banc") == ["Bancs publics"]
    assert len(asides) == 1


def test_many_changes_are_brought_in_aside(
    town: dict[str, Dataset], make_dataset: MakeDataset, auch: Organisation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert titles("bancs") == ["Bancs publics"]
    asides: list[object] = []
    monkeypatch.setattr(search_upkeep, "_FEW", 0)
    monkeypatch.setattr(search_upkeep, "_aside", asides.append)
    make_dataset(auch, "Piscine")
    assert titles("piscine") == ["Piscine"]
    assert len(asides) == 1
    search_upkeep.keep_up()
    assert titles("piscines") == ["Piscine"]
