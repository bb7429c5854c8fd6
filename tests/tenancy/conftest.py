"""A portal before and after things appear on it that are not for everybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django_scopes import scopes_disabled

from autan.access.decide import Level, State
from autan.catalogue import actions as catalogue
from autan.catalogue.models import Attachment, Dataset
from autan.dataplane.explore import finding
from autan.publishing.folders import store
from autan.publishing.models import Draft
from autan.store.layout import Kind
from autan.tenants.models import Organisation, Portal

# Reused as they are: rows in the store, and a client of the data plane.
from tests.app.dataplane.conftest import get, one_thread, publish

__all__ = ["get", "one_thread", "publish"]

# What is looked for at the portal of the Gers once it exists, and must not be seen there.
HIDDEN = ("still-a-draft", "was-withdrawn", "restricted", "not-public", "of-another-portal")
HIDDEN_DOCUMENTS = tuple(f"doc-{number}" for number, _ in enumerate(HIDDEN))
PUBLIC_DOCUMENT = "doc-public"
TOKEN = "the-token-of-a-draft-at-another-portal"
WORDS = "zibeline"
"""In the title of everything hidden: what a stranger would search for."""


@dataclass(frozen=True)
class World:
    """``hide`` makes what must not be seen; call it once, after a first look."""

    portal: Portal
    organisation: Organisation
    public: Dataset
    hide: Callable[[], None]


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    finding.forget()
    yield
    finding.forget()


@pytest.fixture
def world(
    gers: Portal,
    pyrenees: Portal,
    auch: Organisation,
    tarbes: Organisation,
    publish: Callable[..., Dataset],
) -> World:
    kept = store().receive([b"%PDF-1.4"], Kind.DOCUMENT, limit=100)

    def give(dataset: Dataset, uid: str) -> None:
        with scopes_disabled():
            Attachment.objects.create(
                dataset=dataset, uid=uid, sha256=kept.sha256, bytes=kept.bytes, title=WORDS,
                file_name="acte.pdf", mimetype="application/pdf",
            )  # fmt: skip

    def named(organisation: Organisation, dataset_id: str, **changes: object) -> Dataset:
        return publish(
            organisation,
            f"{WORDS} {dataset_id}",
            dataset_id=dataset_id,
            keywords=[WORDS],
            search_text=f"{WORDS} {dataset_id}",
            **changes,
        )

    def hide() -> None:
        named(auch, "still-a-draft", state=State.DRAFT)
        named(auch, "restricted", level=Level.RESTRICTED)
        named(auch, "not-public", level=Level.NON_PUBLIC)
        named(tarbes, "of-another-portal")
        gone = named(auch, "was-withdrawn")
        with scopes_disabled():
            for uid, name in zip(HIDDEN_DOCUMENTS, HIDDEN, strict=True):
                give(Dataset.objects.get(dataset_id=name), uid)
            catalogue.withdraw(dataset=gone, expected_lock=gone.lock_version, actor="tests")
            Draft.objects.create(
                token=TOKEN,
                portal=pyrenees,
                territory=tarbes.territory,
                file_name=f"{WORDS}.csv",
                original_sha256="0" * 64,
                original_bytes=1,
            )

    public = publish(auch, "Délibérations du conseil", keywords=["conseil"])
    give(public, PUBLIC_DOCUMENT)
    return World(gers, auch, public, hide)
