"""Writes on the catalogue: each is one transaction, one journal event, its mail on commit.

The caller is inside the scope of a portal that shows the dataset.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django_scopes import scopes_disabled

from autan import schemas
from autan.catalogue import mails
from autan.catalogue.identifiers import free_dataset_id, free_uid
from autan.catalogue.models import Attachment, Dataset, DatasetVersion
from autan.errors import Conflict, Refused
from autan.failpoints import failpoint
from autan.journal.actions import record
from autan.pipeline.report import Manifest
from autan.tenants.models import Organisation, Portal, Territory
from autan.tenants.names import fold
from autan.tenants.reads import home_portal, portals_of

State = Dataset.State


@dataclass(frozen=True, slots=True)
class Document:
    """A document in the store, as ``attach`` wants it. ``uid`` is the name of its address."""

    uid: str
    sha256: str
    title: str
    file_name: str
    mimetype: str
    bytes: int


@transaction.atomic
def create_dataset(
    *,
    organisation: Organisation,
    territory: Territory,
    title: str,
    actor: str,
    standard: str = "",
    description: str = "",
    licence: str = "lov2",
    theme: str = "",
    keywords: tuple[str, ...] = (),
) -> Dataset:
    """A dataset without a version yet: a draft, that nobody but its organisation sees.

    Its theme and its keywords are those of its standard unless others are given.
    """
    home, model = _home(territory), schemas.find(standard)
    dataset = Dataset.objects.create(
        dataset_id=free_dataset_id(standard, title, territory),
        uid=free_uid(),
        organisation=organisation,
        territory=territory,
        home_portal=home,
        standard=standard,
        title=title[:200],
        description=description,
        licence=licence,
        theme=theme or (model.theme if model else ""),
        keywords=list(keywords or (model.keywords if model else ())),
    )
    dataset.portals.set(portals_of(territory) or [home])
    facts = {"title": dataset.title}
    record(verb="dataset.created", subject=_name(dataset), actor=actor, portal=home.slug, **facts)
    return dataset


def _home(territory: Territory) -> Portal:
    home = home_portal(territory)
    if home is None:
        raise Refused(
            "no-portal",
            "Aucun portail ne couvre « %(name)s ».",
            remedy="L’exploitant ouvre un portail sur ce territoire, puis vous recommencez.",
            name=territory.name,
        )
    return home


def publish_version(
    *,
    dataset: Dataset,
    manifest: Manifest,
    expected_lock: int,
    actor: str,
    original_sha256: str = "",
) -> DatasetVersion:
    """Make a stored version the one that everybody reads, or change nothing.

    ``expected_lock`` is the dataset's ``lock_version`` when the writer began: Conflict if
    somebody published, withdrew or changed it since. The very version that is already in force
    is returned as it is. ``dataset`` is brought up to date.
    """
    failpoint("publish.before-transaction")
    with transaction.atomic():
        current = _locked(dataset, expected_lock)
        version = _version_in_force(current, manifest)
        if version is None:
            version = _add_version(current, manifest, original_sha256)
            _point_to(current, version)
            failpoint("publish.inside-transaction")
            _tell_published(current, version, actor)
    dataset.refresh_from_db()
    return version


def withdraw(*, dataset: Dataset, expected_lock: int, actor: str, reason: str = "") -> None:
    """Take a dataset off every portal. Its versions stay, so that this can be mended."""
    failpoint("withdraw.before-transaction")
    with transaction.atomic():
        current = _locked(dataset, expected_lock)
        if current.state != State.WITHDRAWN:
            _change(current, state=State.WITHDRAWN, modified_at=timezone.now())
            failpoint("withdraw.inside-transaction")
            record(
                verb="dataset.withdrawn",
                subject=_name(current),
                actor=actor,
                portal=current.home_portal.slug,
                reason=reason,
            )
            mails.withdrawn(current, actor)
    failpoint("withdraw.after-transaction")
    dataset.refresh_from_db()


@transaction.atomic
def close_version(*, dataset: Dataset, number: int, expected_lock: int, actor: str) -> None:
    """Let nobody read an older version any more: it held what should not have been published.

    Its file stays in the store until the retention. Refused for the version in force, which is
    replaced or withdrawn instead; a version that does not exist or is closed changes nothing.
    """
    current = _locked(dataset, expected_lock)
    if current.current is not None and current.current.number == number:
        raise Refused(
            "version-in-force",
            "La version en vigueur ne se ferme pas.",
            remedy="Publiez une nouvelle version, ou retirez le jeu de données.",
        )
    with scopes_disabled():
        rows = DatasetVersion.objects.filter(dataset=current, number=number, closed_at=None)
        closed = rows.update(closed_at=timezone.now())
    if closed:
        _change(current)
        record(
            verb="dataset.version-closed",
            subject=_name(current),
            actor=actor,
            portal=current.home_portal.slug,
            version=number,
        )
    dataset.refresh_from_db()


@transaction.atomic
def attach(
    *, dataset: Dataset, documents: Sequence[Document], expected_lock: int, actor: str
) -> None:
    """Give a dataset its documents, already in the store; those that it has stay as they are."""
    current = _locked(dataset, expected_lock)
    with scopes_disabled():
        known = set(Attachment.objects.filter(dataset=current).values_list("uid", flat=True))
    new = [one for one in documents if one.uid not in known]
    if not new:
        return
    with scopes_disabled():
        Attachment.objects.bulk_create(Attachment(dataset=current, **asdict(one)) for one in new)
    _change(current, modified_at=timezone.now())
    failpoint("attach.inside-transaction")
    record(
        verb="dataset.attached",
        subject=_name(current),
        actor=actor,
        portal=current.home_portal.slug,
        documents=[{"uid": one.uid, "sha256": one.sha256, "bytes": one.bytes} for one in new],
    )
    dataset.refresh_from_db()


@transaction.atomic
def describe(*, dataset: Dataset, expected_lock: int, actor: str, **words: str) -> None:
    """Change the title, the description, the theme, the licence or the frequency."""
    allowed = {"title", "description", "theme", "licence", "frequency"}
    assert words.keys() <= allowed, f"{words.keys() - allowed} cannot be described"
    current = _locked(dataset, expected_lock)
    for name, value in words.items():
        setattr(current, name, value)
    _change(current, **words, search_text=search_text(current), modified_at=timezone.now())
    record(
        verb="dataset.described",
        subject=_name(current),
        actor=actor,
        portal=current.home_portal.slug,
        changed=sorted(words),
    )
    dataset.refresh_from_db()


def _locked(dataset: Dataset, expected_lock: int) -> Dataset:
    """The row as it is now, ours until the end of the transaction."""
    with scopes_disabled():
        rows = Dataset.objects.select_for_update(of=("self",))
        current = rows.select_related("organisation", "territory", "home_portal").get(pk=dataset.pk)
    if current.lock_version != expected_lock:
        raise Conflict(
            "changed-meanwhile",
            "« %(title)s » a été modifié par quelqu’un d’autre entre-temps.",
            kept="Votre travail est gardé.",
            remedy="Relisez la page publique, puis recommencez si votre version est la bonne.",
            title=current.title,
        )
    return current


def _version_in_force(dataset: Dataset, manifest: Manifest) -> DatasetVersion | None:
    version = dataset.current
    published = dataset.state == State.PUBLISHED
    return version if version and published and version.sha256 == manifest.sha256 else None


def _add_version(dataset: Dataset, manifest: Manifest, original: str) -> DatasetVersion:
    with scopes_disabled():
        versions = DatasetVersion.objects.filter(dataset=dataset)
        last = versions.aggregate(last=Max("number"))["last"] or 0
    return DatasetVersion.objects.create(
        dataset=dataset,
        number=last + 1,
        sha256=manifest.sha256,
        original_sha256=original,
        rows=manifest.rows,
        bytes=manifest.bytes,
        manifest=manifest.as_json(),
    )


def _point_to(dataset: Dataset, version: DatasetVersion) -> None:
    dataset.current = version
    now: datetime = timezone.now()
    _change(
        dataset,
        current=version,
        state=State.PUBLISHED,
        search_text=search_text(dataset),
        published_at=dataset.published_at or now,
        modified_at=now,
    )


def _change(dataset: Dataset, **values: Any) -> None:
    with scopes_disabled():
        rows = Dataset.objects.filter(pk=dataset.pk)
        rows.update(lock_version=dataset.lock_version + 1, **values)


def search_text(dataset: Dataset) -> str:
    """The folded words by which a dataset is found: its own, its columns', its producer's."""
    fields = dataset.current.manifest["schema"]["fields"] if dataset.current else []
    parts = (
        dataset.title,
        dataset.description,
        " ".join(dataset.keywords),
        dataset.theme,
        dataset.dataset_id,
        dataset.organisation.name,
        dataset.territory.name,
        dataset.territory.code,
        *(f"{field['name']} {field.get('label', '')}" for field in fields),
    )
    return fold(" ".join(parts))


def _tell_published(dataset: Dataset, version: DatasetVersion, actor: str) -> None:
    record(
        verb="dataset.published",
        subject=_name(dataset),
        actor=actor,
        portal=dataset.home_portal.slug,
        version=version.number,
        rows=version.rows,
        sha256=version.sha256,
    )
    mails.published(dataset, version, actor)


def _name(dataset: Dataset) -> str:
    return f"dataset:{dataset.uid}"
