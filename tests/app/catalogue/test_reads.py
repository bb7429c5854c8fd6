"""Who finds what: an owner, a neighbour, a stranger, on three portals."""

from collections.abc import Callable

import pytest
from django_scopes import scope, scopes_disabled

from autan.access.decide import State
from autan.access.viewer import Viewer, stranger
from autan.catalogue import actions, desk, reads
from autan.catalogue.models import Dataset
from autan.people.models import Person
from autan.tenants.models import Organisation, Portal

MakeDataset = Callable[..., Dataset]
SeenBy = Callable[[Person | None, Portal], Viewer]


@pytest.fixture
def published(make_dataset: MakeDataset, auch: Organisation) -> Dataset:
    return make_dataset(auch, "Délibérations du conseil", standard="scdl-deliberations")


def _withdraw(dataset: Dataset) -> None:
    with scopes_disabled():
        actions.withdraw(dataset=dataset, expected_lock=dataset.lock_version, actor="tests")


def test_a_published_dataset_is_there_for_everybody_on_its_two_portals(
    published: Dataset, region: Portal, gers: Portal
) -> None:
    for portal in (region, gers):
        found = desk.find(portal.slug, "deliberations-auch", stranger(portal.slug))
        assert found is not None
        assert (found.title, found.producer.name) == ("Délibérations du conseil", "Commune d’Auch")
        assert (found.home, found.is_home) == ("http://gers.localhost:8000", portal == gers)
        assert found.source.schema.names == ("DELIB_DATE", "DELIB_OBJET", "VOTE_POUR")
        assert found.grant.portal == portal.slug
        assert found.place.genitive == "d’Auch"


def test_it_is_found_by_its_uid_too(published: Dataset, region: Portal) -> None:
    assert desk.find(region.slug, published.uid, stranger(region.slug)) is not None


def test_another_portal_does_not_know_it(published: Dataset, pyrenees: Portal) -> None:
    viewer = stranger(pyrenees.slug)
    assert desk.find(pyrenees.slug, "deliberations-auch", viewer) is None
    assert desk.ask(pyrenees.slug, viewer, desk.Question()).total == 0


def test_a_viewer_of_one_portal_cannot_look_at_another(
    published: Dataset, region: Portal, pyrenees: Portal
) -> None:
    assert desk.find(region.slug, "deliberations-auch", stranger(pyrenees.slug)) is None
    assert desk.ask(region.slug, stranger(pyrenees.slug), desk.Question()).total == 0
    assert desk.find("no-portal", "deliberations-auch", stranger("no-portal")) is None


def test_a_withdrawn_dataset_is_its_owners_alone_and_in_no_list(
    published: Dataset,
    gers: Portal,
    owner: Person,
    neighbour: Person,
    ex_member: Person,
    seen_by: SeenBy,
) -> None:
    _withdraw(published)
    for person, seen in ((None, False), (neighbour, False), (ex_member, False), (owner, True)):
        viewer = seen_by(person, gers)
        found = desk.find("gers", "deliberations-auch", viewer)
        assert (found is not None) == seen
        assert found is None or found.state is State.WITHDRAWN
        assert desk.ask("gers", viewer, desk.Question()).total == 0


def test_a_dataset_without_version_is_nobodys_to_read(
    auch: Organisation, owner: Person, gers: Portal, seen_by: SeenBy
) -> None:
    with scopes_disabled():
        actions.create_dataset(
            organisation=auch, territory=auch.territory, title="Essai", actor="tests"
        )
    viewer = seen_by(owner, gers)
    assert desk.find("gers", "essai-auch", viewer) is None
    assert desk.ask("gers", viewer, desk.Question()).total == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 2),
        ("délibérations", 1),
        ("DELIBERATIONS conseil", 1),
        ("subventions deliberations", 0),
        ("auch", 1),
        ("séance", 2),
        ("65440", 1),
        ("%", 2),
        ("_", 2),
    ],
)
def test_search_wants_every_word_in_any_case_without_accents(
    published: Dataset,
    make_dataset: MakeDataset,
    tarbes: Organisation,
    in_region: Portal,
    text: str,
    count: int,
) -> None:
    make_dataset(tarbes, "Subventions", standard="scdl-subventions")
    assert reads.search(stranger("occitanie"), text).total == count


def test_the_catalogue_is_narrowed_ordered_and_paged(
    make_dataset: MakeDataset, auch: Organisation, tarbes: Organisation, in_region: Portal
) -> None:
    for title in ("Bancs", "Arbres", "Cafés"):
        make_dataset(auch, title)
    make_dataset(tarbes, "Dames")
    viewer = stranger("occitanie")
    gersois = reads.search(viewer, filters={"departement": "32"}, order="title", limit=2)
    assert (gersois.total, [row.title for row in gersois.listings]) == (3, ["Arbres", "Bancs"])
    following = reads.search(viewer, order="-title", limit=2, offset=2)
    assert [row.title for row in following.listings] == ["Bancs", "Arbres"]
    with pytest.raises(KeyError):
        reads.search(viewer, filters={"state": "draft"})


def test_the_home_page_counts_standards_and_producers(
    published: Dataset, make_dataset: MakeDataset, tarbes: Organisation, in_region: Portal
) -> None:
    make_dataset(tarbes, "Délibérations", standard="scdl-deliberations")
    make_dataset(tarbes, "Bancs")
    viewer = stranger("occitanie")
    standards = [(tally.value, tally.count) for tally in reads.standards(viewer)]
    assert standards == [("scdl-deliberations", 2), ("", 1)]
    producers = [(tally.label, tally.count) for tally in reads.organisations(viewer)]
    assert producers == [("Commune de Tarbes", 2), ("Commune d’Auch", 1)]
    assert reads.count(viewer) == 3
    assert [place.name for place in reads.territories(viewer)] == ["Auch", "Tarbes"]


def test_the_latest_change_comes_first(
    published: Dataset, make_dataset: MakeDataset, auch: Organisation, gers: Portal
) -> None:
    make_dataset(auch, "Bancs")
    with scope(portal=gers):
        titles = [row.title for row in reads.latest(stranger("gers"))]
    assert titles == ["Bancs", "Délibérations du conseil"]


def test_what_an_organisation_has_published_is_listed(
    published: Dataset, auch: Organisation, tarbes: Organisation, in_region: Portal
) -> None:
    viewer = stranger("occitanie")
    assert [row.pk for row in reads.of_organisation(auch.pk, viewer)] == [published.pk]
    assert reads.of_organisation(tarbes.pk, viewer) == ()


def test_finding_a_dataset_again_costs_one_small_query(
    published: Dataset, region: Portal, django_assert_num_queries: Callable[[int], object]
) -> None:
    viewer = stranger("occitanie")
    first = desk.find("occitanie", "deliberations-auch", viewer)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert desk.find("occitanie", "deliberations-auch", viewer) is first


def test_what_was_found_is_forgotten_as_soon_as_it_changes(
    published: Dataset, region: Portal
) -> None:
    viewer = stranger("occitanie")
    assert desk.find("occitanie", "deliberations-auch", viewer) is not None
    _withdraw(published)
    assert desk.find("occitanie", "deliberations-auch", viewer) is None
