"""What a standard is: its columns with their meaning, its rules, and how to recognise it.

A standard is one module of ``schemas/scdl`` that declares ``STANDARD``; recognition, mapping,
repairs, checks and the words on the screens all come from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from autan.schemas.names import squash
from autan.schemas.rules import Rule
from autan.tabular.fields import FieldType


class Kind(StrEnum):
    """What the values of a column mean: it decides their repairs, their check and their type."""

    TEXT = "text"
    CODE = "code"
    NAME = "name"
    FIRST_NAME = "first-name"
    SIRET = "siret"
    SIREN = "siren"
    RNA = "rna"
    INSEE = "insee"
    POSTCODE = "postcode"
    MATIERE = "matiere"
    DATE = "date"
    PERIOD = "period"
    YEAR = "year"
    YEARS = "years"
    INTEGER = "integer"
    MONTHS = "months"
    NUMBER = "number"
    AMOUNT = "amount"
    SHARE = "share"
    DEGREES = "degrees"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    URL = "url"
    EMAIL = "email"
    PHONE = "phone"
    DATETIME = "datetime"
    TIME = "time"
    ADDRESS = "address"
    POINT = "point"
    SHAPE = "shape"
    UUID = "uuid"
    # Values parted by semicolons or written as a JSON list; kept as text.
    LIST = "list"


TYPES: Mapping[Kind, FieldType] = {
    Kind.DATE: FieldType.DATE,
    Kind.DATETIME: FieldType.DATETIME,
    Kind.YEAR: FieldType.INTEGER,
    Kind.INTEGER: FieldType.INTEGER,
    Kind.MONTHS: FieldType.INTEGER,
    Kind.NUMBER: FieldType.NUMBER,
    Kind.AMOUNT: FieldType.NUMBER,
    Kind.SHARE: FieldType.NUMBER,
    Kind.DEGREES: FieldType.NUMBER,
    Kind.BOOLEAN: FieldType.BOOLEAN,
    Kind.POINT: FieldType.GEO_POINT,
    Kind.SHAPE: FieldType.GEO_SHAPE,
}


@dataclass(frozen=True, eq=False)
class StandardField:
    """A column of a standard.

    ``aliases`` are headers seen in real files; ``lesser`` are headers that will do when there is
    no better one (« Montant mandaté » for what was voted); ``avoid`` are words that forbid a
    header which is only similar. ``profile`` names the fact about the producer that fills the
    column when the file lacks it. ``earlier``: it is of the year before the file's, so that
    « BP 2022 » is preferred to « BP 2023 ». ``synonyms`` give, folded and
    squashed, other spellings of ``choices``.
    """

    name: str
    kind: Kind
    label: str
    description: str
    example: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    lesser: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    profile: str = ""
    choices: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    earlier: bool = False

    @property
    def type(self) -> FieldType:
        return TYPES.get(self.kind, FieldType.TEXT)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Every known header of this column, squashed."""
        known = (self.name, self.label, *self.aliases, *self.lesser)
        return frozenset(squash(text) for text in known)


@dataclass(frozen=True)
class Standard:
    """A common model for one kind of dataset.

    ``anchors``: sets of columns, at least one of which must be wholly found for the file to be
    recognised. ``hints``: folded words which, in the headers or in the sheet's name, speak for
    this standard; ``against``: words which speak for another subject; ``contrary``: words of
    headers that no file of this standard has, whatever else it has (« facture » is never a
    subvention), a leading ``=`` meaning a header that says this alone. ``identity``: the columns
    that together tell a row from every other. ``names``: the columns whose words, said together,
    are what people call a row. ``main_date``: the column that gives the period covered.
    ``family``: ``scdl`` for the common core, ``bal``, ``decp``, or ``registry`` for the other
    models of the national registry; ``registry``: its name there, "" when it is not there.
    ``spare``: columns that a file may have, known by their exact names alone, of which nothing is
    said nor published when it has them not (the name of a street in Occitan, say).
    """

    id: str
    label: str
    title: str
    noun: tuple[str, str]
    description: str
    theme: str
    source: str
    fields: tuple[StandardField, ...]
    anchors: tuple[frozenset[str], ...]
    hints: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    needs_hint: bool = True
    identity: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    main_date: str = ""
    rules: tuple[Rule, ...] = ()
    keywords: tuple[str, ...] = ()
    family: str = "scdl"
    version: str = ""
    registry: str = ""
    spare: tuple[StandardField, ...] = ()

    def fitted(self, headers: Iterable[str]) -> "Standard":
        """The same with those of the ``spare`` columns that a file with these headers has, each
        after the column whose name it completes."""
        there = {squash(header) for header in headers}
        found = [one for one in self.spare if squash(one.name) in there]
        if not found:
            return self
        fields: list[StandardField] = []
        for one in self.fields:
            beside = (each for each in found if each.name.rpartition("_")[0] == one.name)
            fields += [one, *beside]
        return replace(self, fields=tuple(fields))

    def field(self, name: str) -> StandardField:
        """The column of that exact name; KeyError when the standard has none."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)
