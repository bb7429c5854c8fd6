"""What the commands say: to a person on a terminal, or as one JSON object to a program."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click

from autan.errors import AutanError
from autan.pipeline.report import Report

PREVIEW_ROWS = 50
_STEPS = {
    "read": "Lecture",
    "understand": "Lecture",
    "prepare": "Mise en ordre",
    "materialise": "Écriture",
}
_LEVELS = {"blocking": "à décider", "warning": "à relire", "info": "à savoir"}


def described(report: Report) -> dict[str, Any]:
    """The object of ``--json``: what was understood, repaired and found in the file."""
    reading = report.reading
    return {
        "standard": report.standard,
        "sheet": reading.sheet,
        "header_row": reading.header_row,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "rows": report.rows,
        "confidence": report.confidence,
        "steps": [asdict(step) for step in reading.steps],
        "tables": [asdict(table) for table in reading.tables],
        "mapping": {match.field: match.header for match in report.matches if match.header},
        "columns": _columns(report),
        "aside": list(report.aside),
        "fields": [dict(field) for field in report.fields],
        "repairs": [
            {name: getattr(repair, name) for name in ("kind", "column", "count", "before", "after")}
            for repair in report.repairs
            if repair.accepted
        ],
        "findings": [
            {name: getattr(finding, name) for name in ("level", "column", "row", "message")}
            for finding in report.findings
        ],
        "personal": [personal.column for personal in report.personal],
        "preview": [dict(row) for row in report.preview[:PREVIEW_ROWS]],
        "publishable": report.publishable,
    }


def _columns(report: Report) -> list[dict[str, Any]]:
    """Each column of the file: what it becomes, whether that is certain, and why.

    ``field`` is None for a column that is left aside, ``type`` then too.
    """
    matches = {match.header: match for match in report.matches if match.header}
    types = {field.get("name"): field.get("type") for field in report.fields}
    free = {field.get("source"): field.get("name") for field in report.fields}
    told = []
    for column in report.reading.columns:
        match = matches.get(column.header)
        field = match.field if match else free.get(column.header)
        told.append(
            {
                "header": column.header,
                "field": field,
                "certain": match.certain if match else True,
                "reason": match.reason if match else "",
                "type": types.get(field),
            }
        )
    return told


def undescribed(error: AutanError) -> dict[str, Any]:
    """The object of ``--json`` when there is nothing to describe, and why."""
    return {
        "standard": None,
        "sheet": None,
        "header_row": None,
        "encoding": None,
        "delimiter": None,
        "rows": 0,
        "confidence": 0.0,
        "steps": [],
        "tables": [],
        "mapping": {},
        "columns": [],
        "aside": [],
        "fields": [],
        "repairs": [],
        "findings": [
            {"level": "blocking", "column": None, "row": None, "message": " ".join(said(error))}
        ],
        "personal": [],
        "preview": [],
        "publishable": False,
        "error": {"code": error.code, "message": " ".join(said(error))},
    }


def print_json(value: Mapping[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def said(error: AutanError) -> list[str]:
    """The sentences of an error, with its facts in their places."""
    return [part % error.facts if error.facts else part for part in error.parts()]


def complain(error: AutanError) -> None:
    """Say an error on standard error, one sentence a line."""
    first, *others = said(error)
    click.secho(first, fg="red", err=True)
    for sentence in others:
        click.echo(sentence, err=True)


def tell(report: Report) -> None:
    """What was understood, for a person."""
    reading = report.reading
    sheet = f", feuille « {reading.sheet} »" if reading.sheet else ""
    header = f", en-têtes à la ligne {reading.header_row}" if reading.header_row else ""
    click.secho(f"{report.standard_label or 'Tableau sans modèle commun'}", bold=True)
    click.echo(f"{plural(report.rows, 'ligne')}{sheet}{header}")
    _tell_steps(report)
    for match in report.matches:
        if match.header:
            doubt = "" if match.certain else f"  (à vérifier : {match.reason})"
            click.echo(f"  {match.header}  →  {match.label}{doubt}")
        elif match.constant:
            click.echo(f"  {match.label} : {match.constant}  (ajouté)")
    for column in report.aside:
        click.echo(f"  {column}  →  laissée de côté")
    _tell_repairs(report)
    _tell_findings(report)


def _tell_steps(report: Report) -> None:
    """How the file was read; what may be read otherwise says what to answer."""
    steps = report.reading.steps
    if steps:
        click.secho("Comment nous l’avons lu", bold=True)
    for step in steps:
        mark = "  [à confirmer] " if step.asked else "  "
        click.echo(f"{mark}{step.sentence}{f' {step.reason}' if step.reason else ''}")
        for example in step.examples:
            click.echo(f"      {example}")
    if len(report.reading.tables) > 1:
        names = " · ".join(table.label for table in report.reading.tables)
        click.echo(f"  Tableaux du fichier : {names}")
    if steps:
        click.secho("Colonnes", bold=True)


def _tell_repairs(report: Report) -> None:
    accepted = [repair for repair in report.repairs if repair.accepted]
    if accepted:
        click.secho(plural(len(accepted), "correction"), bold=True)
    for repair in accepted:
        click.echo(f"  {repair.sentence}")


def _tell_findings(report: Report) -> None:
    if report.findings or report.personal:
        click.secho("À relire", bold=True)
    for personal in report.personal:
        click.echo(f"  [données personnelles] {personal.sentence}")
    for finding in report.findings:
        where = f" (ligne {finding.row})" if finding.row and "ligne" not in finding.message else ""
        click.echo(f"  [{_LEVELS[finding.level]}] {finding.message}{where}")


def plural(count: int, noun: str) -> str:
    """« 1 ligne », « 1 204 lignes » with the thin space of French typography."""
    number = f"{count:,}".replace(",", "\u202f")
    return f"{number} {noun}{'s' if count > 1 else ''}"


@contextmanager
def progress(*, shown: bool) -> Iterator[Callable[[str, float], None] | None]:
    """A bar on standard error for each step; on a terminal only, else nothing at all."""
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    bar = _Bar()
    yield bar.move
    bar.finish()


class _Bar:
    width = 32

    def __init__(self) -> None:
        self.step = ""

    def move(self, step: str, done: float) -> None:
        if step != self.step:
            self.finish()
            self.step = step
        full = round(min(max(done, 0.0), 1.0) * self.width)
        bar = "█" * full + "░" * (self.width - full)
        click.echo(f"\r{_STEPS.get(step, step):<14} {bar} {done:4.0%}", nl=False, err=True)

    def finish(self) -> None:
        if self.step:
            click.echo("", err=True)
        self.step = ""
