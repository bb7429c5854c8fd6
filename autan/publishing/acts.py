"""Documents published as acts: the facts that a person types become a table on the usual path.

A PDF has no rows to read, and nobody's words are guessed out of it. Its facts are written as a
small table of délibérations, which then is read, mapped, checked and previewed as any file is;
the document itself is kept beside, and its row holds the link to it. Where the organisation
already publishes its délibérations, the rows join those.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.db import transaction
from django.utils import timezone

from autan import env, sandbox
from autan.catalogue.actions import Document
from autan.catalogue.identifiers import document_uid
from autan.catalogue.models import Dataset
from autan.errors import Refused, UnreadableFile
from autan.pipeline.report import Choices, Manifest
from autan.publishing.folders import store
from autan.publishing.models import Act, Draft
from autan.publishing.reads import dataset_of
from autan.schemas.actes import SUBJECTS
from autan.store.layout import Kind
from autan.store.local import chunks_of
from autan.tenants.reads import address, home_portal, organisation_of

STANDARD = "scdl-deliberations"
MOST = 50
FACTS = ("number", "day", "subject", "object")
_COLUMNS = (
    "DELIB_ID",
    "DELIB_DATE",
    "DELIB_MATIERE_CODE",
    "DELIB_MATIERE_NOM",
    "DELIB_OBJET",
    "DELIB_URL",
)
_FRENCH_DAY = re.compile(r"\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*")
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{1,2})[-_. ](\d{1,2})[-_. ](20\d\d)(?!\d)")
_ISO_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)")
_NUMBER_IN_NAME = re.compile(r"(?<![\d-])(20\d\d)[-_](\d{2,4})(?![\d-]|_\d)")
_REFUSALS = {"pdf-file", "document-file"}


class Upload(Protocol):
    """A file of a form, as Django's ``UploadedFile``."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


def is_document(draft: Draft) -> bool:
    """Did reading stop because the file is a document of text?"""
    return bool(draft.failure) and draft.failure["code"] in _REFUSALS


def reads_acts(draft: Draft) -> bool:
    return draft.acts.exists()


def acts_of(draft: Draft) -> list[Act]:
    """The documents of a draft, its own file being the first; none if it is no document."""
    if not reads_acts(draft) and is_document(draft):
        with store().open(draft.original_sha256, Kind.ORIGINAL) as file:
            described = _described(file)
        with transaction.atomic():
            Draft.objects.select_for_update().get(pk=draft.pk)
            if not reads_acts(draft):
                _add(draft, draft.file_name, described)
    return list(draft.acts.order_by("pk"))


def gather(draft: Draft, uploads: Iterable[Upload]) -> None:
    """Several documents dropped at once: the draft's own file, then the others.

    Refused (``one-table-at-a-time``) if one of them is no document.
    """
    try:
        others = [(upload.name or "", _described(upload)) for upload in uploads]
        with store().open(draft.original_sha256, Kind.ORIGINAL) as file:
            first = (draft.file_name, _described(file))
    except UnreadableFile as error:
        raise Refused(
            "one-table-at-a-time",
            "Un tableau se dépose seul ; plusieurs documents peuvent venir ensemble.",
            kept="Rien n’est public.",
            remedy="Déposez un seul tableau, ou seulement des PDF et des documents Word.",
        ) from error
    with transaction.atomic():
        for name, described in (first, *others)[:MOST]:
            _add(draft, name, described)


def add(draft: Draft, uploads: Iterable[Upload]) -> None:
    """More documents for the same draft. Refused: ``too-many-documents``; UnreadableFile."""
    given = [(upload.name or "", _described(upload)) for upload in uploads]
    with transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)
        if draft.acts.count() + len(given) > MOST:
            raise Refused(
                "too-many-documents",
                "Nous prenons %(most)d documents à la fois.",
                kept="Ceux qui sont là sont gardés.",
                remedy="Publiez-les, puis déposez les suivants.",
                most=MOST,
            )
        for name, described in given:
            _add(draft, name, described)


def remove(draft: Draft, uid: str) -> None:
    """Leave a document out; the last one stays, a draft of acts having at least one."""
    with transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)
        if draft.acts.count() > 1:
            draft.acts.filter(uid=uid).delete()


def keep(act: Act, **facts: str) -> None:
    """Keep what was typed, right or not: nothing is lost between two pages."""
    assert facts.keys() <= set(FACTS), f"{facts.keys() - set(FACTS)} are no facts of an act"
    changed = {name: value for name, value in facts.items() if getattr(act, name) != value}
    for name, value in changed.items():
        setattr(act, name, value)
    if changed:
        act.save(update_fields=list(changed))


def wrong(act: Act) -> list[str]:
    """The facts that are missing or that cannot be: names of ``FACTS``, in their order."""
    known = {
        "number": bool(act.number),
        "day": day_of(act.day) is not None,
        "subject": act.subject in SUBJECTS,
        "object": bool(act.object),
    }
    return [name for name in FACTS if not known[name]]


def day_of(text: str) -> date | None:
    """« 12/01/2026 » or an ISO date, not in the future; None for anything else."""
    french = _FRENCH_DAY.fullmatch(text)
    try:
        day = (
            date(*(int(part) for part in reversed(french.groups())))
            if french
            else (date.fromisoformat(text.strip()))
        )
    except ValueError:
        return None
    return day if date(1900, 1, 1) <= day <= timezone.localdate() else None


def settle(draft: Draft) -> Draft:
    """Make the facts into the draft's table, aimed at the dataset that it joins, if any."""
    acts = list(draft.acts.order_by("pk"))
    assert not any(wrong(act) for act in acts), "the facts were checked by the page"
    text = _table(draft, acts)
    stored = store().receive([text], Kind.ORIGINAL, limit=len(text))
    with transaction.atomic():
        row = Draft.objects.select_for_update().get(pk=draft.pk)
        if row.original_sha256 == stored.sha256:
            return draft
        mapping = {name: name for name in _COLUMNS}
        row.original_sha256, row.original_bytes = stored.sha256, stored.bytes
        kept = {**Choices(standard=STANDARD, mapping=mapping).as_json()}
        row.choices = {**kept, **{n: row.choices[n] for n in ("title", "description", "licence")}}
        row.status, row.failure, row.publish_asked_at = Draft.Status.RECEIVED, None, None
        row.lock_version += 1
        _aim(row)
        row.save()
    draft.refresh_from_db()
    return draft


def aim(draft: Draft) -> None:
    """Look again for the dataset to join: another may have been published or withdrawn since."""
    dataset = dataset_of(draft)
    if not reads_acts(draft) or (dataset and dataset.state == Dataset.State.PUBLISHED):
        return
    with transaction.atomic():
        row = Draft.objects.select_for_update().get(pk=draft.pk)
        _aim(row)
        row.save(update_fields=["dataset_id", "dataset_lock"])
    draft.refresh_from_db()


def joins(draft: Draft) -> Dataset | None:
    """The published dataset to which the rows of this draft are added; None for a new one."""
    dataset = dataset_of(draft) if reads_acts(draft) else None
    return dataset if dataset and dataset.state == Dataset.State.PUBLISHED else None


def joined(draft: Draft, folder: Path, manifest: Manifest) -> Manifest:
    """The version of ``folder`` with the rows that are public already, if the draft joins some."""
    dataset = joins(draft)
    version = dataset.current if dataset else None
    if version is None:
        return manifest
    base = store().path(version.sha256, Kind.VERSION)
    return Manifest(
        **sandbox.run("append", folder=str(folder), base=str(base), before=version.manifest)
    )


def documents(draft: Draft) -> list[Document]:
    """What the catalogue is to attach, once the rows are public."""
    return [
        Document(
            act.uid,
            act.sha256,
            f"{act.number} – {act.object}"[:300],
            act.file_name,
            act.mimetype,
            act.bytes,
        )
        for act in draft.acts.order_by("pk")
    ]


def _described(content: Upload | BinaryIO) -> dict[str, Any]:
    """Keep a document and know what it is; what is none is refused, and swept later."""
    pieces = content.chunks() if hasattr(content, "chunks") else chunks_of(content)
    limit = env.number("AUTAN_MAX_UPLOAD_MB", 2048) << 20
    stored = store().receive(pieces, Kind.DOCUMENT, limit=limit)
    source = str(store().path(stored.sha256, Kind.DOCUMENT))
    return {**asdict(stored), **sandbox.run("document", source=source)}


def _add(draft: Draft, file_name: str, described: dict[str, Any]) -> None:
    Act.objects.create(
        draft=draft,
        uid=document_uid(),
        file_name=file_name[-255:] or "document",
        **described,
        **_told_by(file_name),
    )


def _told_by(file_name: str) -> dict[str, str]:
    """The number and the day that the name of a file tells: « 2026-012 du 12-01-2026.pdf »."""
    found = {}
    iso, french = _ISO_IN_NAME.search(file_name), _DAY_IN_NAME.search(file_name)
    parts = tuple(reversed(iso.groups())) if iso else french.groups() if french else ()
    if parts and day_of("/".join(parts)):
        found["day"] = f"{int(parts[0]):02d}/{int(parts[1]):02d}/{parts[2]}"
    rest = file_name.replace((iso or french)[0], " ") if found and (iso or french) else file_name
    if number := _NUMBER_IN_NAME.search(rest):
        found["number"] = f"{number[1]}-{number[2]}"
    return found


def _aim(row: Draft) -> None:
    """Never a second dataset of délibérations for one organisation."""
    organisation = organisation_of(row.territory) if row.territory else None
    found = (
        Dataset.objects.filter(
            organisation=organisation,
            standard=STANDARD,
            state=Dataset.State.PUBLISHED,
            level=Dataset.Level.PUBLIC,
        )
        .order_by("pk")
        .first()
        if organisation
        else None
    )
    row.dataset_id = found.pk if found else None
    row.dataset_lock = found.lock_version if found else None


def _table(draft: Draft, acts: list[Act]) -> bytes:
    assert draft.territory is not None, "the page asks for whom before the facts"
    home = home_portal(draft.territory) or draft.portal
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for act in acts:
        day = day_of(act.day)
        assert day is not None
        link = address(home, f"/documents/{act.uid}/")
        plain = " ".join(act.object.split())
        writer.writerow(
            (act.number, day.isoformat(), act.subject, SUBJECTS[act.subject], plain, link)
        )
    return text.getvalue().encode()
