"""Everything that is understood and proposed for a file: the report, and the recipe behind it.

Runs in the sandbox child, after ``read``. Nothing is published here; calling it again with other
choices costs a reading of the columns and changes nothing else.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import polars as pl

from autan.pipeline import addresses, check, coordinates, degrees, describe, labels, recipe, rows
from autan.pipeline.columns import ROW, TEXT, sample, scan, two_at_once
from autan.pipeline.map import Placement, columns_of
from autan.pipeline.recipe import Recipe
from autan.pipeline.recognise import Recognition, recognise
from autan.pipeline.report import (
    Choices,
    Finding,
    Match,
    Personal,
    Profile,
    Reading,
    Repair,
    Report,
    reading_from_json,
)
from autan.pipeline.study import Studied, each, positions_of
from autan.pipeline.target import Beside, Target
from autan.schemas import whereabouts
from autan.schemas.evidence import Column
from autan.schemas.memory import Memory
from autan.schemas.names import identifier
from autan.schemas.repairs import Manner
from autan.schemas.standard import Kind, Standard, StandardField
from autan.tabular.schema import TableSchema
from autan.tabular.steps import shortened

_PREVIEW_ROWS = 50
_LONGEST_CELL = 300
_RESERVED = frozenset({"search_text", "file_row_number"})
_NO_ROW = Finding("blocking", "no-row", "Il ne reste aucune ligne à publier.")
_EMPTY = Placement((), {}, {}, ())


def prepare(
    folder: str,
    profile: Mapping[str, Any],
    choices: Mapping[str, Any],
    memory: Sequence[Mapping[str, Any]] = (),
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """Write ``report.json`` and ``recipe.json`` in ``folder``; the answer is the report as JSON.

    ``memory``: what was confirmed for the same headers, each as ``asdict`` of a ``Memory``.
    """
    place = Path(folder)
    remembered = tuple(Memory(**one) for one in memory)
    report, cooked = analyse(
        place, Profile(**profile), Choices.from_json(choices), remembered, progress
    )
    recipe.save(place, cooked)
    answer = report.as_json()
    (place / "report.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    return answer


def stamp(folder: Path, profile: Profile, choices: Choices, memory: Sequence[Memory] = ()) -> str:
    """Names the question that a recipe answers: the text, the profile, choices and memory."""
    text = (folder / TEXT).stat()
    told = [asdict(one) for one in memory]
    answers = [asdict(profile), choices.as_json(), told]
    parts = [recipe.SHAPE, text.st_size, text.st_mtime_ns, *answers]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def analyse(
    folder: Path,
    profile: Profile,
    choices: Choices,
    memory: Sequence[Memory] = (),
    progress: Callable[[float], None] | None = None,
) -> tuple[Report, Recipe]:
    """The report and the recipe of a file already read into ``folder``."""
    reading = reading_from_json(json.loads((folder / "reading.json").read_text(encoding="utf-8")))
    columns, found, placed, dropped = _understood(folder, reading, profile, choices, memory)
    if dropped.rows:
        # A line of explanations is no value: it would keep a column of dates from being one.
        columns = sample(folder, reading, dropped.rows)
    targets = _targets(found.standard, placed, columns, choices, profile)
    targets, told = _put_right(folder, targets, placed, columns, profile, choices, dropped.rows)
    studied = [told]
    columns_studied = each(folder, reading, found.standard, targets, choices, dropped.rows)
    for number, one in enumerate(columns_studied, start=1):
        studied.append(one)
        if progress:
            progress(number / (len(targets) + 1))
    dropped = _with_hidden(folder, dropped, targets, studied[1:])
    if found.standard is None:
        kept = [target.column for target in targets if target.column]
        place = profile.insee or profile.departement
        studied += positions_of(folder, kept, studied, choices, place, dropped.rows)
    question = stamp(folder, profile, choices, memory)
    cooked = _cooked(question, found.standard, studied, dropped.rows)
    report = _report(folder, reading, found, placed, studied, dropped, cooked, profile, choices)
    return report, _with_provenance(cooked, report)


def _understood(
    folder: Path,
    reading: Reading,
    profile: Profile,
    choices: Choices,
    memory: Sequence[Memory],
) -> tuple[tuple[Column, ...], Recognition, Placement, rows.Dropped]:
    """A sample of the columns, the standard, what each column is in it, the rows to leave out:
    these are looked for by polars while Python compares headers."""
    headers = {column.key: column.header for column in reading.columns}
    with ThreadPoolExecutor(1) as beside:
        shape = beside.submit(rows.suspicious, folder, headers)
        if not two_at_once(folder, reading):
            wait([shape])
        columns = sample(folder, reading)
        found = recognise(reading, columns, choices, memory)
        if found.standard:
            fitted = found.standard.fitted(column.header for column in columns)
            found = replace(found, standard=fitted)
        placed = _placed(found.standard, reading, columns, choices, profile, memory)
        identity = rows.identity_keys(found.standard, placed.keys)
        return columns, found, placed, rows.drop(shape.result(), identity, choices.undone)


def _cooked(
    question: str, standard: Standard | None, studied: Sequence[Studied], dropped: tuple[int, ...]
) -> Recipe:
    schema = TableSchema(
        tuple(one.field for one in studied if one.field), standard.id if standard else None
    )
    return Recipe(question, schema, tuple(one.recipe for one in studied if one.recipe), dropped)


def _placed(
    standard: Standard | None,
    reading: Reading,
    columns: Sequence[Column],
    choices: Choices,
    profile: Profile,
    memory: Sequence[Memory],
) -> Placement:
    if standard is None:
        return _EMPTY
    kept = [column for column in columns if column.header not in choices.removed]
    return columns_of(standard, reading, kept, choices, profile, memory)


def _targets(
    standard: Standard | None,
    placed: Placement,
    columns: Sequence[Column],
    choices: Choices,
    profile: Profile,
) -> list[Target]:
    by_key = {column.key: column for column in columns}
    targets = [
        Target(
            field,
            column=by_key.get(placed.keys.get(field.name, "")),
            constant=placed.constants.get(field.name),
            siren=profile.siren if field.profile == "siret" else "",
            insee=profile.insee or profile.departement,
            beside=_side(field, by_key.get(placed.keys.get(field.name, ""))),
        )
        for field in (standard.fields if standard else ())
        if _has_place(field, standard, placed)
    ]
    taken = {target.field.name.lower() for target in targets} | _RESERVED
    for column in columns:
        if column.key in placed.keys.values() or not _is_published(column, standard, choices):
            continue
        name = identifier(column.header, frozenset(taken))
        taken.add(name)
        field = StandardField(name, Kind.TEXT, labels.label(column.header), "", "")
        place = profile.insee or profile.departement
        targets.append(Target(field, free=True, column=column, insee=place))
    return targets


def _side(field: StandardField, column: Column | None) -> Beside | None:
    """How a longitude or a latitude is taken out of a column of points."""
    if field.kind is not Kind.DEGREES or column is None or not whereabouts.point(column):
        return None
    axis = "lat" if "lat" in field.name.lower() else "lon"
    return Beside(column.key, "", Manner(axis=axis))


def _put_right(
    folder: Path,
    targets: Sequence[Target],
    placed: Placement,
    columns: Sequence[Column],
    profile: Profile,
    choices: Choices,
    dropped: Sequence[int],
) -> tuple[list[Target], Studied]:
    """What only several columns together can say, and what is told of it."""
    place = profile.insee or profile.departement
    settled = coordinates.settle(folder, targets, place, choices.undone, dropped)
    aside = [column for column in columns if column.key not in placed.keys.values()]
    whole, joined = addresses.with_types(folder, settled.targets, aside, choices.undone, dropped)
    whole, computed = degrees.from_metres(folder, whole, place, choices.undone, dropped)
    told = (*settled.repairs, *joined, *computed)
    return list(whole), Studied(None, None, told, settled.findings)


def _has_place(field: StandardField, standard: Standard | None, placed: Placement) -> bool:
    """The common core wants each of its columns, even empty; other models of the registry, some of
    which have two hundred, are followed without those that they leave to choice."""
    if standard is None or standard.family != "registry" or field.required:
        return True
    return field.name in placed.keys or field.name in placed.constants


def _is_published(column: Column, standard: Standard | None, choices: Choices) -> bool:
    if column.header in choices.removed:
        return False
    return standard is None or column.header in choices.kept


def _with_hidden(
    folder: Path, found: rows.Dropped, targets: Sequence[Target], studied: Sequence[Studied]
) -> rows.Dropped:
    """The rows that the person leaves out because they speak of somebody."""
    hidden = [
        recipe.text_of(target.column.key, before=target.before)
        .is_in(list(one.hidden))
        .fill_null(False)
        for target, one in zip(targets, studied, strict=True)
        if target.column and one.hidden
    ]
    if not hidden:
        return found
    numbers = scan(folder).filter(pl.any_horizontal(hidden)).select(ROW).collect()[ROW]
    return replace(found, rows=tuple(sorted({*found.rows, *numbers})))


def _report(
    folder: Path,
    reading: Reading,
    found: Recognition,
    placed: Placement,
    studied: Sequence[Studied],
    dropped: rows.Dropped,
    cooked: Recipe,
    profile: Profile,
    choices: Choices,
) -> Report:
    standard = found.standard
    count = reading.rows - len(dropped.rows)
    filled = frozenset(c.name for c in cooked.columns if c.key or c.constant is not None)
    matches = tuple(_computed(match, filled) for match in placed.matches)
    findings = [*_missing(standard, matches, filled), *(f for s in studied for f in s.findings)]
    findings += [*dropped.findings, *_between(folder, standard, cooked)]
    personal = tuple(p for one in studied for p in one.personal)
    return Report(
        reading=reading,
        standard=standard.id if standard else None,
        standard_label=standard.label if standard else "",
        confidence=found.confidence,
        alternatives=found.alternatives,
        matches=matches,
        aside=tuple(header for header in placed.aside if header not in choices.kept),
        repairs=_repairs(dropped, studied),
        findings=(*(() if count > 0 else (_NO_ROW,)), *findings),
        personal=personal,
        preview=_preview(folder, reading),
        title=describe.title(reading, standard, profile, choices),
        description=describe.description(
            standard, profile, choices, count, cooked.schema.fields, _period(standard, studied)
        ),
        rows=count,
        period=_period(standard, studied),
        publishable=count > 0 and not _unanswered(personal),
        fields=tuple(_as_json(cooked.schema)),
        sample=tuple(_sample(folder, cooked)),
    )


def _repairs(dropped: rows.Dropped, studied: Sequence[Studied]) -> tuple[Repair, ...]:
    found = (*dropped.repairs, *(repair for one in studied for repair in one.repairs))
    return tuple(repair.brief(_LONGEST_CELL) for repair in found)


def _unanswered(personal: Sequence[Personal]) -> bool:
    return any(one.blocking and one.answer is None for one in personal)


def _computed(match: Match, filled: frozenset[str]) -> Match:
    """A field that no column and no constant fills, and that is filled all the same."""
    alone = match.header is None and match.constant is None
    return replace(match, reason=degrees.REASON) if alone and match.field in filled else match


def _missing(
    standard: Standard | None, matches: Sequence[Match], filled: frozenset[str]
) -> list[Finding]:
    required = {field.name for field in standard.fields if field.required} if standard else set()
    return [
        Finding(
            "info",
            "required-missing",
            f"Le modèle commun demande « {match.label} » : votre fichier n’a pas cette colonne.",
            match.field,
        )
        for match in matches
        if match.field in required - filled and match.header is None and match.constant is None
    ]


def _between(folder: Path, standard: Standard | None, cooked: Recipe) -> list[Finding]:
    if standard is None or not standard.rules:
        return []
    filled = frozenset(c.name for c in cooked.columns if c.key or c.constant is not None)
    return check.rules(recipe.with_rows(folder, cooked), standard, filled)


def _period(standard: Standard | None, studied: Sequence[Studied]) -> tuple[str, str] | None:
    dated = [one for one in studied if one.field and one.days[0]]
    wanted = [
        one for one in dated if standard and one.field and one.field.name == standard.main_date
    ]
    chosen = wanted or ([] if standard else dated)
    return describe.period(*chosen[0].days) if chosen else None


def _preview(folder: Path, reading: Reading) -> tuple[Mapping[str, str | None], ...]:
    keys = [column.key for column in reading.columns]
    headers = [column.header for column in reading.columns]
    table = scan(folder).select(keys).head(_PREVIEW_ROWS).collect()
    cells = ([cell and shortened(cell, _LONGEST_CELL) for cell in row] for row in table.iter_rows())
    return tuple(dict(zip(headers, row, strict=True)) for row in cells)


def _sample(folder: Path, cooked: Recipe) -> list[Mapping[str, Any]]:
    table = recipe.table(folder, cooked, _PREVIEW_ROWS).collect()
    return [
        {name: _plain(value) for name, value in row.items()} for row in table.iter_rows(named=True)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return shortened(value, _LONGEST_CELL)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _as_json(schema: TableSchema) -> list[Mapping[str, Any]]:
    fields = schema.as_json()["fields"]
    assert isinstance(fields, list)
    return fields


def _with_provenance(cooked: Recipe, report: Report) -> Recipe:
    """What the manifest says, without a value of anybody's data."""
    reading = report.reading
    said = {
        "publishable": report.publishable,
        "provenance": {
            "format": reading.format,
            "sheet": reading.sheet,
            "header_row": reading.header_row,
            "encoding": reading.encoding,
            "delimiter": reading.delimiter,
            "rows_read": reading.rows,
            "steps": [{"kind": step.kind, "count": step.count} for step in reading.steps],
            "standard": report.standard,
            "period": list(report.period) if report.period else None,
        },
        "repairs": [
            {"kind": r.kind, "column": r.column, "field": r.field, "count": r.count}
            for r in report.repairs
            if r.accepted
        ],
        "findings": [
            {"level": f.level, "code": f.code, "column": f.column, "row": f.row, "count": f.count}
            for f in report.findings
        ],
        "protections": [
            {"column": p.column, "kind": p.kind, "count": p.count, "answer": p.answer}
            for p in report.personal
        ],
    }
    return Recipe(cooked.stamp, cooked.schema, cooked.columns, cooked.dropped, said)
