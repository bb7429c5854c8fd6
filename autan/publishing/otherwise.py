"""What a file would give if it were read in another way: shown before the person decides.

The file is read once more in the sandbox, in a folder that disappears; the few rows that are
shown are kept beside the draft, so that a page drawn again costs nothing. A large file is not
read twice for a picture: its person chooses by the words and the examples.
"""

import hashlib
import json
import logging
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from autan import env, sandbox
from autan.errors import AutanError
from autan.pipeline.report import Choices, Profile, Report
from autan.publishing.folders import folder_of, store
from autan.publishing.models import Draft
from autan.publishing.reads import choices_of
from autan.store.layout import Kind
from autan.tabular.steps import Step

LARGEST = 2_000_000
_ROWS, _COLUMNS = 3, 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a reading: titles of columns, then as many cells in each row.

    ``hidden`` columns are not shown; ``rows`` is how many the whole table has.
    """

    headers: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    hidden: int
    rows: int


def previews(draft: Draft, report: Report, step: Step) -> Mapping[str, Preview]:
    """Option of the step -> the table that it gives; the one in force is known already.

    An option that cannot be shown is left out: the file is large, or cannot be read so.
    """
    seen = {}
    for value, _ in step.options:
        if value == step.chosen:
            seen[value] = _of(report)
        elif found := _read_so(draft, {**choices_of(draft).reading, step.kind: value}):
            seen[value] = found
    return seen


def _read_so(draft: Draft, answers: Mapping[str, str]) -> Preview | None:
    if draft.original_bytes > LARGEST:
        return None
    kept = _place(draft, answers)
    if kept.is_file():
        return _from_json(kept.read_text(encoding="utf-8"))
    try:
        found = _of(_report(draft, answers))
    except AutanError as error:
        _log.info("draft %s has no other reading: %s", draft.pk, error.code)
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(asdict(found), ensure_ascii=False), encoding="utf-8")
    return found


def _report(draft: Draft, answers: Mapping[str, str]) -> Report:
    """As the draft's own report, of no standard: only the table is wanted."""
    scratch = env.home() / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch, prefix="otherwise-") as folder:
        told = sandbox.run(
            "understand",
            source=str(store().path(draft.original_sha256, Kind.ORIGINAL)),
            folder=folder,
            file_name=draft.file_name,
            profile=asdict(Profile(name="", siren="")),
            choices=Choices(standard="", reading=answers).as_json(),
        )
    return Report.from_json(told)


def _of(report: Report) -> Preview:
    headers = tuple(column.header for column in report.reading.columns)
    shown = headers[:_COLUMNS]
    cells = tuple(tuple(row.get(name) or "" for name in shown) for row in report.preview[:_ROWS])
    return Preview(shown, cells, len(headers) - len(shown), report.reading.rows)


def _place(draft: Draft, answers: Mapping[str, str]) -> Path:
    parts = [draft.original_sha256, draft.file_name, dict(answers)]
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return folder_of(draft) / f"otherwise-{digest[:16]}.json"


def _from_json(text: str) -> Preview:
    parts = json.loads(text)
    cells = tuple(tuple(row) for row in parts.pop("cells"))
    return Preview(cells=cells, headers=tuple(parts.pop("headers")), **parts)
