"""File in, table of text out: which file it is, where its table is, and what it took.

Runs in the sandbox child. Writes ``text.parquet`` and ``reading.json`` into the draft's folder.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from autan import plugs
from autan.formats import delimited, header, packed, refusals
from autan.formats.reader import Found, Reader, Request
from autan.pipeline import cards, subsections, unpivot
from autan.pipeline.report import Reading, SourceColumn
from autan.schemas import vocabulary
from autan.tabular.steps import Glimpse, Step, shortened

# What the readers leave beside the target: an unpacked archive, a file in UTF-8, an attempt.
_LEFT_OVER = ("unpacked", "utf8.csv", "clean.csv", "attempt.parquet", "unpivot.parquet")
# No screen shows more of a title or of an example.
_LONGEST_LABEL = 200


def read_file(
    source: str,
    folder: str,
    file_name: str = "",
    answers: Mapping[str, str] | None = None,
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """Read the table of ``source`` into ``folder``; the answer is a ``Reading`` as a dict.

    ``file_name`` is what the person called the file: it is never trusted, only shown.
    ``answers`` are the person's to the steps of a former reading. Raises UnreadableFile with a
    code of its own for each thing that is not a table.
    """
    place = Path(folder)
    # Its presence says that both files are there and belong together: first away, last back.
    (place / "reading.json").unlink(missing_ok=True)
    # A new file, never the old one written over: something may still be looking at that.
    (place / "text.parquet").unlink(missing_ok=True)
    try:
        found, kind = _found(Path(source), place, answers or {}, progress)
    finally:
        for name in _LEFT_OVER:
            (place / name).unlink(missing_ok=True)
    reading = cards.applied(_reading(found, kind, file_name), place, answers or {})
    reading = subsections.applied(reading, place, answers or {})
    reading = unpivot.applied(reading, place, answers or {})
    answer = asdict(reading)
    text = json.dumps(answer, ensure_ascii=False)
    (place / "reading.new").write_text(text, encoding="utf-8")
    (place / "reading.new").replace(place / "reading.json")
    return answer


def _found(
    source: Path,
    place: Path,
    answers: Mapping[str, str],
    progress: Callable[[float], None] | None,
) -> tuple[Found, str]:
    opened = packed.opened(source, place, answers, vocabulary())
    request = Request(
        source=opened.path,
        target=place / "text.parquet",
        answers=opened.answers,
        known=vocabulary(),
        progress=progress or (lambda share: None),
    )
    found = opened.told(_reader_of(opened.kind).read(request))
    request.progress(1.0)
    return found, opened.kind


def _reader_of(kind: str) -> Reader:
    # Most files are text: the libraries of the other readers need not be loaded for them.
    if kind in delimited.READER.kinds:
        return delimited.READER
    for reader in plugs.collect("autan.formats", "READER"):
        if isinstance(reader, Reader) and kind in reader.kinds:
            return reader
    raise refusals.refusal(kind)


def _reading(found: Found, kind: str, file_name: str) -> Reading:
    """The reading without the columns that have neither a label nor a cell."""
    contents = found.contents
    names = header.unique([shortened(label, _LONGEST_LABEL) for label in found.header.labels])
    columns = tuple(
        SourceColumn(f"c{i}", names[i], contents.samples[i], contents.filled[i])
        for i in range(len(names))
        if found.header.labels[i] or contents.filled[i]
    )
    if not columns or not contents.rows:
        raise refusals.refusal("no-rows" if any(found.header.labels) else "empty")
    return Reading(
        format=_format_of(found, kind),
        rows=contents.rows,
        columns=columns,
        sheet=found.sheet,
        table=found.table,
        tables=tuple(map(_glimpse, found.tables)),
        header_row=found.header_row,
        encoding=found.encoding,
        delimiter=found.delimiter,
        steps=tuple(map(_step, found.steps)),
        file_name=file_name,
        standard=found.standard,
    )


def _glimpse(table: Glimpse) -> Glimpse:
    """Without a label or a cell that no screen can show."""
    return replace(
        table,
        label=shortened(table.label, _LONGEST_LABEL),
        headers=tuple(shortened(one, _LONGEST_LABEL) for one in table.headers),
        first=tuple(shortened(one, _LONGEST_LABEL) for one in table.first),
    )


def _step(step: Step) -> Step:
    return replace(
        step,
        examples=tuple(shortened(one, _LONGEST_LABEL) for one in step.examples),
        options=tuple((way, shortened(words, _LONGEST_LABEL)) for way, words in step.options),
    )


def _format_of(found: Found, kind: str) -> str:
    if found.format:
        return found.format
    if kind != "text":
        return kind
    return "tsv" if found.delimiter == "\t" else "csv"
