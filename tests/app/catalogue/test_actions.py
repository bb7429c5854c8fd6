"""Writes on the catalogue: one pointer moves, or nothing does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from autan import schemas
from autan.catalogue import actions
from autan.catalogue.identifiers import free_dataset_id
from autan.catalogue.models import Dataset, DatasetVersion
from autan.errors import Conflict
from autan.journal.reads import history
from autan.notices.models import Mail
from autan.tenants.models import Organisation, Portal, Territory
from tests.conftest import manifest

pytestmark = pytest.mark.django_db
MakeDataset = Callable[..., Dataset]


def _publish(dataset: Dataset, words: str, *, lock: int | None = None, actor: str = "tests") -> Any:
    expected = dataset.lock_version if lock is None else lock
    with scopes_disabled():
        return actions.publish_version(
            dataset=dataset, manifest=manifest(words=words), expected_lock=expected, actor=actor
        )


def _create(organisation: Organisation, **more: Any) -> Dataset:
    given = {"title": "Délibérations", "standard": "scdl-deliberations", "actor": "tests"} | more
    with scopes_disabled():
        return actions.create_dataset(
            organisation=organisation, territory=organisation.territory, **given
        )


def test_a_new_dataset_belongs_to_the_portals_of_its_territory(auch: Organisation) -> None:
    dataset = _create(auch)
    assert dataset.state == "draft"
    assert dataset.home_portal.slug == "gers"
    assert sorted(dataset.portals.values_list("slug", flat=True)) == ["gers", "occitanie"]


def test_identifiers_are_readable_and_never_given_twice(auch: Organisation) -> None:
    first, second, third = (_create(auch) for _ in range(3))
    assert first.dataset_id == "deliberations-auch"
    assert second.dataset_id == "deliberations-auch-32013"
    assert third.dataset_id == "deliberations-auch-32013-2"
    assert _create(auch, standard="bal-1.4").dataset_id == "base-adresse-locale-auch"
    free = _create(auch, standard="", title="Les œuvres d’art de la ville d’Auch")
    assert free.dataset_id == "les-oeuvres-d-art-de-la-ville-d-auch"
    assert len({row.uid for row in (first, second, third)}) == 3


def test_the_first_version_publishes_the_dataset(auch: Organisation) -> None:
    dataset = _create(auch)
    version = _publish(dataset, "one")
    assert (dataset.state, dataset.current, dataset.lock_version) == ("published", version, 1)
    assert (version.number, version.rows) == (1, 3)
    assert dataset.published_at == dataset.modified_at
    verbs = [event.verb for event in history(f"dataset:{dataset.uid}")]
    assert verbs == ["dataset.published", "dataset.created"]


def test_the_same_bytes_again_change_nothing(make_dataset: MakeDataset, auch: Organisation) -> None:
    dataset = make_dataset(auch, "one")
    before = (dataset.current, dataset.lock_version, dataset.modified_at)
    _publish(dataset, "one")
    assert (dataset.current, dataset.lock_version, dataset.modified_at) == before


def test_of_two_writers_the_second_is_told(make_dataset: MakeDataset, auch: Organisation) -> None:
    dataset = make_dataset(auch)
    lock = dataset.lock_version
    _publish(dataset, "two", lock=lock)
    with pytest.raises(Conflict) as caught:
        _publish(dataset, "three", lock=lock)
    assert caught.value.code == "changed-meanwhile"
    assert "Délibérations" in str(caught.value)
    with scopes_disabled():
        assert DatasetVersion.objects.filter(dataset=dataset).count() == 2


def test_versions_are_numbered_and_the_old_ones_stay(
    make_dataset: MakeDataset, auch: Organisation
) -> None:
    dataset = make_dataset(auch)
    assert _publish(dataset, "two").number == 2
    with scopes_disabled():
        assert [version.number for version in dataset.versions.order_by("number")] == [1, 2]


def test_withdrawing_hides_and_keeps_everything(
    make_dataset: MakeDataset, auch: Organisation
) -> None:
    dataset = make_dataset(auch)
    with scopes_disabled():
        actions.withdraw(dataset=dataset, expected_lock=1, actor="tests", reason="essai")
        kept = dataset.versions.count()
    assert (dataset.state, dataset.lock_version, kept) == ("withdrawn", 2, 1)
    assert history(f"dataset:{dataset.uid}")[0].facts == {"reason": "essai"}


def test_the_same_bytes_bring_a_withdrawn_dataset_back(
    make_dataset: MakeDataset, auch: Organisation
) -> None:
    dataset = make_dataset(auch, "one")
    with scopes_disabled():
        actions.withdraw(dataset=dataset, expected_lock=1, actor="tests")
    assert _publish(dataset, "one").number == 2
    assert dataset.state == "published"


def test_a_person_who_publishes_gets_a_mail_a_program_does_not(auch: Organisation) -> None:
    dataset = _create(auch)
    _publish(dataset, "one", actor="demonstration")
    assert not Mail.objects.exists()
    _publish(dataset, "two", actor="owner@auch.example")
    mail = Mail.objects.get()
    assert mail.to == "owner@auch.example"
    assert "http://gers.localhost:8000/donnees/deliberations-auch/" in mail.body


def test_describing_changes_the_words_by_which_one_finds(
    make_dataset: MakeDataset, auch: Organisation
) -> None:
    dataset = make_dataset(auch)
    with scopes_disabled():
        actions.describe(dataset=dataset, expected_lock=1, actor="tests", title="Été à l’école")
    assert "ete a l ecole" in dataset.search_text
    assert dataset.lock_version == 2


def test_nothing_is_asked_of_the_catalogue_outside_a_portal(
    make_dataset: MakeDataset, auch: Organisation, pyrenees: Portal, territory: dict[str, Territory]
) -> None:
    make_dataset(auch)
    with pytest.raises(Exception, match="scope"):
        Dataset.objects.count()
    with scope(portal=pyrenees):
        assert Dataset.objects.count() == 0


def _documents(*uids: str) -> list[actions.Document]:
    return [actions.Document(uid, "0" * 64, "Acte", "a.pdf", "application/pdf", 9) for uid in uids]


def test_documents_are_attached_once_under_the_lock(auch: Organisation) -> None:
    dataset = _create(auch)
    _publish(dataset, "one")
    for _ in range(2):
        with scopes_disabled():
            actions.attach(
                dataset=dataset,
                documents=_documents("a", "b"),
                expected_lock=dataset.lock_version,
                actor="tests",
            )
    with scopes_disabled():
        assert list(dataset.attachments.values_list("uid", flat=True)) == ["a", "b"]
    assert dataset.lock_version == 2
    attached = [e for e in history(f"dataset:{dataset.uid}") if e.verb == "dataset.attached"]
    assert [[one["uid"] for one in event.facts["documents"]] for event in attached] == [["a", "b"]]
    with scopes_disabled(), pytest.raises(Conflict):
        actions.attach(dataset=dataset, documents=_documents("c"), expected_lock=1, actor="tests")


def test_a_dataset_of_any_standard_has_a_name_that_makes_an_address(territory):
    for standard in schemas.standards():
        name = free_dataset_id(standard.id, "", territory["32013"])
        assert reverse("dataset", args=[name]).endswith(f"/{name}/")
