"""The last step: a draft becomes a version that everybody reads, or a dataset leaves the portal."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from autan import env
from autan.catalogue import actions as catalogue
from autan.catalogue.models import Dataset
from autan.errors import AutanError, Conflict, Refused
from autan.failpoints import failpoint
from autan.pipeline.report import Manifest
from autan.publishing import acts, failures, memory, steps
from autan.publishing.folders import alone_with, store
from autan.publishing.models import Draft
from autan.publishing.reads import choices_of, dataset_of, digest_of, report_of
from autan.store.layout import Kind, serving_copy
from autan.store.local import adopt
from autan.tenants.actions import organisation_for
from autan.tenants.models import Territory


def publish(draft: Draft, *, actor: str = "", watch: steps.Watch | None = None) -> Dataset:
    """Publish now, in this process; what is already published is only returned.

    ``actor`` names who publishes without a code: the operator at the command line, or the
    demonstration. Refused without it nor a confirmed person. Conflict when somebody published
    the same dataset since the draft began: the next call goes through, having been warned.
    """
    draft.refresh_from_db()
    if draft.status == Draft.Status.PUBLISHED:
        return _published(draft)
    who = actor or _confirmed(draft)
    territory = _territory(draft)
    acts.aim(draft)
    try:
        while draft.report_for != digest_of(draft):
            draft = steps.prepare(draft, watch=watch)
        _refuse_unpublishable(draft)
        with alone_with(draft) as folder:
            manifest = steps.materialise(draft, folder, watch=watch)
            manifest = acts.joined(draft, folder, manifest)
            _store(manifest, folder)
            dataset = _record(draft, territory, manifest, who)
    except AutanError as error:
        _keep(draft, error)
        raise
    failpoint("publish.after-transaction")
    return dataset


def withdraw(dataset: Dataset, *, actor: str, reason: str = "") -> None:
    """Take a dataset off every portal; its versions stay in the store until the retention."""
    catalogue.withdraw(
        dataset=dataset, expected_lock=dataset.lock_version, actor=actor, reason=reason
    )


def _confirmed(draft: Draft) -> str:
    if draft.confirmed_by is None:
        raise Refused(
            "not-confirmed",
            "Nous ne savons pas encore qui publie.",
            kept="Votre fichier et vos réponses sont gardés.",
            remedy="Recopiez le code que nous envoyons à l’adresse officielle.",
        )
    return draft.confirmed_by.email


def _territory(draft: Draft) -> Territory:
    if draft.territory is None:
        raise Refused(
            "no-territory",
            "Nous ne savons pas encore pour quelle collectivité vous publiez.",
            remedy="Choisissez votre commune.",
        )
    return draft.territory


def _refuse_unpublishable(draft: Draft) -> None:
    report = report_of(draft)
    if report is None or not report.publishable:
        raise Refused(
            "not-publishable",
            "Il reste une question avant de publier.",
            kept="Votre fichier et vos réponses sont gardés.",
            remedy="Répondez aux points marqués « à décider », puis publiez.",
        )


def _store(manifest: Manifest, folder: Path) -> None:
    stored = store().put(folder / "version.parquet", Kind.VERSION)
    if stored.sha256 != manifest.sha256:
        raise AutanError(
            "version-damaged",
            "Le fichier préparé a changé pendant que nous l’enregistrions.",
            kept="Votre fichier et vos réponses sont gardés.",
            remedy="Publiez encore une fois.",
        )
    serving = folder / "version.duckdb"
    target = serving_copy(env.home(), stored.sha256)
    if serving.is_file() and not target.exists():
        adopt(serving, target)


def _record(draft: Draft, territory: Territory, manifest: Manifest, who: str) -> Dataset:
    """One transaction: the dataset, its version, the pointer, and the draft that is done."""
    with transaction.atomic():
        _refuse_changed(draft)
        dataset = dataset_of(draft) or _create(draft, territory, who)
        expected = dataset.lock_version if draft.dataset_lock is None else draft.dataset_lock
        catalogue.publish_version(
            dataset=dataset,
            manifest=manifest,
            expected_lock=expected,
            actor=who,
            original_sha256=draft.original_sha256,
        )
        catalogue.attach(
            dataset=dataset,
            documents=acts.documents(draft),
            expected_lock=dataset.lock_version,
            actor=who,
        )
        _remember(draft, dataset, who)
        Draft.objects.filter(pk=draft.pk).update(
            status=Draft.Status.PUBLISHED,
            dataset_id=dataset.pk,
            publish_asked_at=None,
            failure=None,
            progress=None,
            touched_at=timezone.now(),
        )
    draft.refresh_from_db()
    return dataset


def _remember(draft: Draft, dataset: Dataset, who: str) -> None:
    report = report_of(draft)
    if report is not None:
        memory.remember(draft=draft, report=report, organisation=dataset.organisation, actor=who)


def _refuse_changed(draft: Draft) -> None:
    """What is published is what was shown: not what somebody answered in the meantime."""
    now = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if now.lock_version != draft.lock_version:
        raise Conflict(
            "answers-changed",
            "Vos réponses ont changé pendant la publication.",
            kept="Elles sont gardées, et rien n’est publié.",
            remedy="Relisez l’aperçu, puis publiez encore une fois.",
        )


def _create(draft: Draft, territory: Territory, who: str) -> Dataset:
    report, choices = report_of(draft), choices_of(draft)
    assert report is not None
    return catalogue.create_dataset(
        organisation=organisation_for(territory),
        territory=territory,
        standard=report.standard or "",
        title=choices.title or report.title,
        description=choices.description or report.description,
        licence=choices.licence,
        actor=who,
    )


def _published(draft: Draft) -> Dataset:
    dataset = dataset_of(draft)
    assert dataset is not None
    return dataset


def _keep(draft: Draft, error: AutanError) -> None:
    """The error stays on the draft; after a conflict the newer state becomes the expected one."""
    changes: dict[str, object] = {"failure": failures.as_json(error), "publish_asked_at": None}
    dataset = dataset_of(draft)
    if isinstance(error, Conflict) and dataset is not None:
        changes["dataset_lock"] = dataset.lock_version
    Draft.objects.filter(pk=draft.pk).update(progress=None, **changes)
