"""The steps of the crash tests; a failpoint may kill the process within any of them.

Each prints JSON lines: what it has been told is done (``change``), or what it sees (``look``).
"""

import hashlib
import io
import json
from typing import Any

import duckdb
from django.core.management import call_command
from django_scopes import scope

from autan import env
from autan.catalogue import actions as catalogue
from autan.catalogue.models import Dataset
from autan.engine import serving
from autan.publishing import actions, reads
from autan.publishing.folders import store
from autan.publishing.models import Draft
from autan.store.layout import Kind
from autan.tenants import territories
from autan.tenants.actions import open_portal
from autan.tenants.models import Portal
from autan.tenants.reads import find_territory
from tests import places
from tests.crash.files import NEW, OLD

ACTOR = "crash"


def say(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)


def found() -> None:
    """A portal whose one dataset is in its old version."""
    call_command("migrate", verbosity=0)
    territories.load(places.rows())
    region = find_territory("76")
    assert region is not None
    portal = open_portal(
        slug="r", name="R", host="localhost", perimeter=region, colour="#000", is_default=True
    )
    with scope(portal=portal):
        actions.publish(_drop(OLD, portal, None), actor=ACTOR)


def change() -> None:
    """Upload, read, prepare, publish, rebuild the serving copy, withdraw; say each when done."""
    portal = Portal.objects.get()
    with scope(portal=portal):
        dataset = Dataset.objects.get()
        draft = _drop(NEW, portal, dataset)
        say(done="upload", token=draft.token)
        actions.prepare(draft)
        say(done="prepare")
        published = actions.publish(draft, actor=ACTOR)
        say(done="publish")
        assert published.current is not None
        serving.discard(published.current.sha256)
        serving.build(
            store().path(published.current.sha256, Kind.VERSION),
            serving.serving_copy(env.home(), published.current.sha256),
        )
        _attach(published)
        actions.withdraw(published, actor=ACTOR)
        say(done="withdraw")


def _attach(dataset: Dataset) -> None:
    kept = store().receive([b"%PDF-1.4"], Kind.DOCUMENT, limit=100)
    one = catalogue.Document("crash", kept.sha256, "Acte", "a.pdf", "application/pdf", kept.bytes)
    catalogue.attach(
        dataset=dataset, documents=[one], expected_lock=dataset.lock_version, actor=ACTOR
    )


def look() -> None:
    """What a reader sees: the version whole or not at all, and the drafts."""
    with scope(portal=Portal.objects.get()):
        say(**_seen())


def afterwards() -> None:
    """Look; do what the person does, who opens her draft's link and publishes; look again."""
    with scope(portal=Portal.objects.get()):
        say(**_seen())
        last = Draft.objects.order_by("pk").last()
        if last is not None and last.status != Draft.Status.PUBLISHED:
            actions.publish(last, actor=ACTOR)
            say(**_seen())


def _seen() -> dict[str, Any]:
    dataset = Dataset.objects.get()
    version = dataset.current
    assert version is not None
    content = store().path(version.sha256, Kind.VERSION).read_bytes()
    return {
        "state": dataset.state,
        "number": version.number,
        "rows": version.rows,
        "whole": hashlib.sha256(content).hexdigest() == version.sha256,
        "served": _served(version.sha256),
        "drafts": [_draft(draft) for draft in Draft.objects.order_by("pk")],
    }


def _served(sha256: str) -> int:
    with duckdb.connect(str(serving.ensure(sha256)), read_only=True) as connection:
        count = connection.execute("SELECT count(*) FROM t").fetchone()
    assert count is not None
    return int(count[0])


def enqueue() -> None:
    """Leave a draft to the worker."""
    portal = Portal.objects.get()
    with scope(portal=portal):
        draft = _drop(NEW, portal, None)
        actions.ensure_fresh(draft, wait=0)
        say(token=draft.token)


def _drop(content: str, portal: Portal, dataset: Dataset | None) -> Draft:
    return actions.receive(
        upload=io.BytesIO(content.encode()),
        file_name="equipements.csv",
        portal=portal,
        territory=find_territory("32013"),
        dataset=dataset,
    )


def _draft(draft: Draft) -> dict[str, Any]:
    original = store().path(draft.original_sha256, Kind.ORIGINAL)
    return {
        "token": draft.token,
        "status": draft.status,
        "file": original.read_text(),
        "fresh": reads.is_fresh(draft),
    }
