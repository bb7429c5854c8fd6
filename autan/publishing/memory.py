"""What people confirmed by publishing, so that the next file with the same columns asks nothing.

A row holds headers and names of columns, never a value. It is shared by every portal: the
software that made a file is known by its headers, in any commune. What one commune confirmed is
only ever shown to another as a mapping of the very headers that are in its own file; nobody
learns from it who published what.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from autan.journal.actions import record
from autan.pipeline.report import Report
from autan.publishing.models import Draft, Remembered
from autan.publishing.reads import choices_of
from autan.schemas import find
from autan.schemas.lexicon import lexicon
from autan.schemas.memory import Memory
from autan.schemas.names import opaque, squash
from autan.tenants.models import Organisation
from autan.tenants.reads import organisation_of

_LEAST_TITLES = 2
_MOST_OTHERS = 3
_MOST_ROWS = 200


def digest_of(headers: Sequence[str]) -> str:
    """Names a set of headers, whatever their order and their dress; "" when they say too little."""
    titles = sorted(squash(header) for header in headers if not opaque(header))
    if len(titles) < _LEAST_TITLES:
        return ""
    return hashlib.sha256(json.dumps(titles).encode()).hexdigest()


def recall(draft: Draft, headers: Sequence[str]) -> tuple[Memory, ...]:
    """What this organisation confirmed for these headers, and what others did, summed up."""
    digest = digest_of(headers)
    if not digest:
        return ()
    rows = Remembered.objects.filter(headers=digest)
    organisation = organisation_of(draft.territory) if draft.territory else None
    if organisation is None:
        return tuple(_of_others(rows))
    own = rows.filter(organisation=organisation)
    mine = (Memory(row.standard, row.pairs, own=True, times=row.times) for row in own)
    return (*mine, *_of_others(rows.exclude(organisation=organisation)))


def _of_others(rows: "QuerySet[Remembered]") -> list[Memory]:
    times: Counter[str] = Counter()
    for row in rows.order_by("-confirmed_at")[:_MOST_ROWS]:
        times[json.dumps([row.standard, row.pairs], sort_keys=True)] += row.times
    found = ((json.loads(text), count) for text, count in times.most_common(_MOST_OTHERS))
    return [Memory(standard, pairs, times=count) for (standard, pairs), count in found]


def refreshed(draft: Draft, folder: Path) -> list[dict[str, Any]]:
    """What is recalled for the table just read into ``folder``, kept with the draft.

    It stays with the draft, so that what is published is what was prepared, even when somebody
    confirms something else in the meantime.
    """
    reading = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
    headers = [column["header"] for column in reading["columns"]]
    found = [asdict(one) for one in recall(draft, headers)]
    if found != draft.memory:
        Draft.objects.filter(pk=draft.pk).update(memory=found, touched_at=timezone.now())
        draft.memory = found
    return found


@transaction.atomic
def remember(
    *, draft: Draft, report: Report, organisation: Organisation, actor: str
) -> Remembered | None:
    """Note what this publication confirms; None when it confirms nothing that can be used again.

    A file published as following no standard says something only if the person said so.
    """
    digest = digest_of([column.header for column in report.reading.columns])
    if not digest or (report.standard is None and choices_of(draft).standard != ""):
        return None
    standard, pairs = report.standard or "", _pairs(report)
    row, made = Remembered.objects.select_for_update().get_or_create(
        headers=digest,
        organisation=organisation,
        defaults={"standard": standard, "pairs": pairs},
    )
    if not made:
        same = (row.standard, row.pairs) == (standard, pairs)
        Remembered.objects.filter(pk=row.pk).update(
            standard=standard,
            pairs=pairs,
            times=F("times") + 1 if same else 1,
            confirmed_at=timezone.now(),
            lock_version=F("lock_version") + 1,
        )
        row.refresh_from_db()
    record(
        verb="mapping.remembered",
        subject=f"organisation:{organisation.pk}",
        actor=actor,
        standard=standard,
        columns=len(pairs),
        times=row.times,
    )
    return row


def _pairs(report: Report) -> Mapping[str, str]:
    """Headers that became a column; and those, known to the standard, that were left out."""
    standard = find(report.standard) if report.standard else None
    if standard is None:
        return {}
    words = lexicon(standard)
    pairs = {squash(header): "" for header in report.aside if words.look_up(header)}
    return pairs | {squash(one.header): one.field for one in report.matches if one.header}
