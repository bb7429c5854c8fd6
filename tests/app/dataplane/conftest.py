"""Portals with datasets that have rows, and a client that asks the data plane for them."""

import asyncio
import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from typing import Any

import httpx
import polars as pl
import pytest
from django.conf import settings
from django.db import connections
from django_scopes import scopes_disabled

from autan.catalogue import actions as catalogue
from autan.catalogue.models import Dataset
from autan.dataplane import calls
from autan.dataplane.app import data_plane
from autan.dataplane.explore import finding
from autan.pipeline.report import Manifest
from autan.store.layout import Kind, place
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants.models import Organisation

SCHEMA = TableSchema(
    (
        Field("DELIB_ID", FieldType.TEXT, "Numéro"),
        Field(
            "DELIB_DATE", FieldType.DATE, "Date de la séance", "Le jour où le conseil s’est réuni."
        ),
        Field("DELIB_OBJET", FieldType.TEXT, "Objet", annotations=frozenset({"facet"})),
        Field("VOTE_POUR", FieldType.INTEGER, "Voix pour"),
    ),
    "scdl-deliberations",
)
ROWS = [
    {
        "DELIB_ID": "2024-001",
        "DELIB_DATE": date(2024, 1, 15),
        "DELIB_OBJET": "Cantine",
        "VOTE_POUR": 19,
    },
    {
        "DELIB_ID": "2024-002",
        "DELIB_DATE": date(2024, 2, 20),
        "DELIB_OBJET": "Voirie",
        "VOTE_POUR": None,
    },
    {
        "DELIB_ID": "2024-003",
        "DELIB_DATE": date(2024, 2, 20),
        "DELIB_OBJET": "École d’été",
        "VOTE_POUR": 17,
    },
]


def stored(frame: pl.DataFrame) -> str:
    """Put rows in the store as a version; its hash."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    draft = settings.HOME / "version.parquet"
    frame.write_parquet(draft)
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    path = place(settings.HOME, Kind.VERSION, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(path)
    return sha256


@pytest.fixture
def publish(portals: object) -> Callable[..., Dataset]:
    """Publish rows for an organisation, then change the record of the dataset by hand."""

    def make(
        organisation: Organisation,
        title: str = "Délibérations du conseil",
        rows: list[dict[str, Any]] = ROWS,
        schema: TableSchema = SCHEMA,
        **changes: Any,
    ) -> Dataset:
        sha256 = stored(pl.DataFrame(rows, infer_schema_length=None))
        manifest = Manifest(sha256=sha256, bytes=1, rows=len(rows), schema=schema.as_json())
        with scopes_disabled():
            dataset = catalogue.create_dataset(
                organisation=organisation,
                territory=organisation.territory,
                title=title,
                actor="tests",
                standard=schema.standard or "",
            )
            catalogue.publish_version(
                dataset=dataset, manifest=manifest, expected_lock=0, actor="tests"
            )
            Dataset.objects.filter(pk=dataset.pk).update(**changes)
        dataset.refresh_from_db()
        return dataset

    return make


@pytest.fixture
def one_thread(db: None) -> Iterator[Executor]:
    """A thread for the endpoints that sees the test's own transaction: it borrows its connection."""
    borrowed = connections["default"]

    def lend() -> None:
        connections["default"] = borrowed

    borrowed.inc_thread_sharing()
    with ThreadPoolExecutor(1, initializer=lend) as threads:
        yield threads
    borrowed.dec_thread_sharing()


@pytest.fixture
def get(
    monkeypatch: pytest.MonkeyPatch, one_thread: Executor, portals: object
) -> Callable[..., httpx.Response]:
    """Ask the data plane, at the region's portal unless ``host`` says otherwise."""
    monkeypatch.setattr(calls, "THREADS", one_thread)
    # As in Django's own test client: it would close the connection that holds the transaction.
    monkeypatch.setattr(calls, "close_old_connections", lambda: None)
    finding.forget()
    application = data_plane()

    def ask(
        path: str, *, host: str = "localhost", method: str = "GET", **more: Any
    ) -> httpx.Response:
        async def go() -> httpx.Response:
            transport = httpx.ASGITransport(application)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
                return await client.request(method, path, **more)

        return asyncio.run(go())

    return ask


@pytest.fixture
def deliberations(publish: Callable[..., Dataset], auch: Organisation) -> Dataset:
    """The deliberations of Auch, public on the portals of the Gers and of the region."""
    return publish(auch, keywords=["conseil municipal", "vie locale"], theme="Administration")


@pytest.fixture
def base(deliberations: Dataset) -> str:
    """The address of the dataset in the API."""
    return f"/api/explore/v2.1/catalog/datasets/{deliberations.dataset_id}"
