"""What the pipeline found and proposes: plain values that travel as JSON between processes,
into the draft's record, onto the screens and out of ``autan check --json``.

Columns are named by their header in the file, made unique with a number when repeated.
Rows are numbered as the person sees them in Excel: the header's own row counts.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

from autan.tabular.steps import Glimpse, Step, shortened

_BESIDE = 100


@dataclass(frozen=True)
class SourceColumn:
    """``key`` names the column in ``text.parquet`` (c0, c1…), ``header`` is what people see."""

    key: str
    header: str
    samples: tuple[str, ...] = ()
    filled: int = 0


@dataclass(frozen=True)
class Reading:
    """A table as text, as it was in the file. ``header_row`` is None where there was none.

    ``file_name`` is what the person called the file: shown, and a hint of its subject.
    ``table`` is the one of ``tables`` that was read, in a file that holds several. ``standard``
    is what the format itself says the table to be (a TOTEM budget, say), else "".
    """

    format: str
    rows: int
    columns: tuple[SourceColumn, ...]
    sheet: str | None = None
    table: str | None = None
    tables: tuple[Glimpse, ...] = ()
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    steps: tuple[Step, ...] = ()
    file_name: str = ""
    standard: str = ""

    @cached_property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    @cached_property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """Some cells of each column, in the order of ``headers``."""
        return tuple(column.samples for column in self.columns)

    def around(self, key: str) -> tuple[str, ...]:
        """Some cells of the columns beside one, all of them unless they are hundreds."""
        place = self._places[key]
        near = range(max(0, place - _BESIDE), min(len(self.columns), place + _BESIDE + 1))
        return tuple(text for i in near if i != place for text in self.columns[i].samples)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {column.key: place for place, column in enumerate(self.columns)}


@dataclass(frozen=True)
class Match:
    """A column of the standard and where its values come from.

    ``header`` is None when the file has no such column; ``constant`` is then what we fill in,
    if we know it. ``certain`` is False when the person must be asked.
    """

    field: str
    label: str
    header: str | None
    constant: str | None = None
    reason: str = ""
    certain: bool = True


@dataclass(frozen=True)
class Repair:
    """A correction: made unless undone. ``id`` does not change while the file does not."""

    id: str
    kind: str
    column: str
    field: str
    count: int
    before: str
    after: str
    sentence: str
    examples: tuple[tuple[str, str], ...] = ()
    accepted: bool = True

    def brief(self, most: int) -> "Repair":
        """The same with its examples cut at ``most`` letters: a cell may hold megabytes."""
        return replace(
            self,
            before=shortened(self.before, most),
            after=shortened(self.after, most),
            examples=tuple((shortened(a, most), shortened(b, most)) for a, b in self.examples),
        )


@dataclass(frozen=True)
class Finding:
    """Something to know. ``level`` is blocking, warning or info; ``row`` is the first one."""

    level: str
    code: str
    message: str
    column: str | None = None
    row: int | None = None
    count: int = 1


@dataclass(frozen=True)
class Personal:
    """A column that probably holds personal data. ``answer`` is None until the person has said.

    Answers: ``remove`` (leave the column out), ``mask`` (replace the values),
    ``rows`` (leave the rows out), ``public`` (these are public names).
    """

    column: str
    kind: str
    count: int
    sentence: str
    rows: tuple[int, ...] = ()
    answers: tuple[str, ...] = ("remove", "mask", "rows", "public")
    answer: str | None = None
    blocking: bool = True


@dataclass(frozen=True)
class Report:
    """Everything that is known about a file before it is published."""

    reading: Reading
    standard: str | None
    standard_label: str
    confidence: float
    alternatives: tuple[tuple[str, str, float], ...] = ()
    matches: tuple[Match, ...] = ()
    aside: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    personal: tuple[Personal, ...] = ()
    preview: tuple[Mapping[str, str | None], ...] = ()
    title: str = ""
    description: str = ""
    rows: int = 0
    period: tuple[str, str] | None = None
    publishable: bool = True
    fields: tuple[Mapping[str, Any], ...] = ()
    sample: tuple[Mapping[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Report":
        """Read back ``as_json`` (after a passage through JSON, lists are tuples again)."""
        parts: dict[str, Any] = dict(value)
        parts["reading"] = reading_from_json(value["reading"])
        for name, kind in _PARTS.items():
            parts[name] = tuple(kind(**_tuples(item)) for item in value[name])
        parts["alternatives"] = tuple(tuple(item) for item in value["alternatives"])
        parts["period"] = tuple(value["period"]) if value["period"] else None
        return cls(**_tuples(parts))


def reading_from_json(value: Mapping[str, Any]) -> Reading:
    """Read back a ``Reading`` from its ``asdict``."""
    parts = dict(value)
    parts["columns"] = tuple(SourceColumn(**_tuples(item)) for item in value["columns"])
    parts["steps"] = tuple(Step(**_tuples(item)) for item in value["steps"])
    parts["tables"] = tuple(Glimpse(**_tuples(item)) for item in value["tables"])
    return Reading(**_tuples(parts))


_PARTS: dict[str, Any] = {
    "matches": Match,
    "repairs": Repair,
    "findings": Finding,
    "personal": Personal,
}


def _tuples(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _tuple(part) for name, part in parts.items()}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(item) for item in value) if isinstance(value, list) else value


@dataclass(frozen=True)
class Profile:
    """What is known of the organisation for which a file is published.

    ``siret`` is None until the organisation has said it: no register gives its last five digits.
    """

    name: str
    siren: str
    insee: str = ""
    kind: str = "commune"
    siret: str | None = None
    email: str = ""
    departement: str = ""
    region: str = ""


@dataclass(frozen=True)
class Choices:
    """What the person answered; every part has a good default, so that nothing need be asked.

    ``reading``: kind of step -> answer, for how the file is read (see ``Step.options``); the
    table chosen among several is the answer to ``table``.
    ``standard``: None lets us recognise, "" means none of them, else an identifier.
    ``mapping``: field -> header, or "" for "no column".
    ``kept``: headers outside the standard to publish all the same.
    ``undone``: identifiers of repairs not to make. ``personal``: header -> answer.
    """

    reading: Mapping[str, str] = field(default_factory=dict)
    standard: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    personal: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    description: str = ""
    licence: str = "lov2"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Choices":
        return cls(**_tuples(value))


@dataclass(frozen=True)
class Manifest:
    """What is said of a version beside its Parquet: schema, provenance, repairs, protections.

    ``sha256`` and ``bytes`` are those of the Parquet file, which the manifest names.
    """

    sha256: str
    bytes: int
    rows: int
    schema: Mapping[str, Any]
    provenance: Mapping[str, Any] = field(default_factory=dict)
    repairs: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[Mapping[str, Any], ...] = ()
    protections: tuple[Mapping[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
