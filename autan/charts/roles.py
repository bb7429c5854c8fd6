"""What each column may do in a chart: be counted by, be added up, be the time, or stay out.

The kind that the standard gives decides; without a standard, the type and the words of the name.
A year is no quantity, and neither is a number that only names something (SIRET, code, postcode).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from autan import schemas
from autan.charts.tongue import Tongue, gettext_noop
from autan.query.folding import fold
from autan.schemas.standard import Kind
from autan.tabular.fields import PLACES, Field, FieldType
from autan.tabular.schema import TableSchema


class Role(StrEnum):
    """``LABEL``: a name or a text, which often says something else on every row."""

    QUANTITY = "quantity"
    TIME = "time"
    YEAR = "year"
    CATEGORY = "category"
    LABEL = "label"
    CODE = "code"
    PLACE = "place"


NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER})
TIMES = frozenset({FieldType.DATE, FieldType.DATETIME})
SHARED = frozenset({Role.CATEGORY, Role.LABEL, Role.CODE, Role.YEAR})
"""Roles that make groups of rows."""

_KINDS = {
    Role.CODE: "siret siren rna code uuid url email phone address time degrees insee postcode",
    Role.CATEGORY: "choice boolean matiere years list",
    Role.LABEL: "name first-name text period",
    Role.YEAR: "year",
}
_OF_KIND = {Kind(word): role for role, words in _KINDS.items() for word in words.split()}
_YEARS = frozenset({"annee", "year", "millesime", "exercice"})
_NAMING_WORDS = """
    id identifiant code siret siren rna insee cp numero num tel telephone fax uid uuid ref reference
    cle key naf ape lat latitude lon lng longitude coordonnee coordonnees objectid gid fid
"""
_NAMING = frozenset(_NAMING_WORDS.split())
_NAMING_LAST = frozenset({"id", "uid", "siret", "siren", "insee", "lat", "lon", "lng"})
_NAMING_ALONE = frozenset(["x", "y", "n", "no", "long", "rang", "ordre", "nic"])
_MONEY = frozenset({"euro", "euros", "montant", "montants", "€"})
_UNITS = {Kind.AMOUNT: "€", Kind.MONTHS: gettext_noop("mois")}
_UNIT_WORDS = re.compile(r"\s*\((?:en|in)?\s*(?:euros?|€|mois|months)\)", re.IGNORECASE)
_NAME_OF = re.compile(
    r"^(?:(?:Nom|Libellé) (?:du |de la |de l’|de l'|d’|d'|des |de )|Name of (?:the )?)"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A column with its part in charts. ``unit`` is ``€``, ``mois`` or nothing."""

    field: Field
    role: Role
    kind: Kind | None = None
    unit: str = ""

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def empty(self) -> bool:
        """Whether the column is known to hold nothing."""
        return "empty" in self.field.annotations

    def words(self, tongue: Tongue) -> str:
        """Its label without the unit, which the figures carry: « Montant »."""
        said = tongue.gettext(self.field.title)
        return _UNIT_WORDS.sub("", said).strip() or said

    def inside(self, tongue: Tongue) -> str:
        """The same within a sentence: « bénéficiaire » for « Nom du bénéficiaire »."""
        words = self.words(tongue)
        if self.kind in (Kind.NAME, Kind.TEXT, None):
            words = _NAME_OF.sub("", words) or words
        return lowered(words)


def subjects(schema: TableSchema) -> dict[str, Subject]:
    """Every column of the table, by name."""
    standard = schemas.find(schema.standard)
    kinds = {one.name: one.kind for one in standard.fields} if standard else {}
    return {field.name: _subject(field, kinds.get(field.name)) for field in schema}


def lowered(words: str) -> str:
    """The first letter in lower case, unless it begins an acronym."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def raised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _subject(field: Field, kind: Kind | None) -> Subject:
    return Subject(field, _role(field, kind), kind, _unit(field, kind))


def _role(field: Field, kind: Kind | None) -> Role:
    if field.type in PLACES:
        return Role.PLACE
    if field.type in TIMES:
        return Role.TIME
    if field.type is FieldType.BOOLEAN:
        return Role.CATEGORY
    if kind is not None and (known := _OF_KIND.get(kind)) is not None:
        return Role.LABEL if known is Role.YEAR and field.type is FieldType.TEXT else known
    if kind is not None:
        return Role.QUANTITY if field.type in NUMBERS else Role.LABEL
    if _dated(field):
        return Role.YEAR
    if _naming(field):
        return Role.CODE
    return Role.QUANTITY if field.type in NUMBERS else Role.LABEL


def _dated(field: Field) -> bool:
    """« Année », « annee_budget »; not « Résultat de l’année », which is an amount."""
    return field.type is FieldType.INTEGER and any(
        words[0] in _YEARS or (words[-1] in _YEARS and len(words) == 2)
        for words in _spellings(field)
    )


def _naming(field: Field) -> bool:
    """« code_postal », « SIRET de l’acheteur », « stop_id »; not « Nombre de lots (n) »."""
    return any(
        words[0] in _NAMING or words[-1] in _NAMING_LAST or {"".join(words)} <= _NAMING_ALONE
        for words in _spellings(field)
    )


def _unit(field: Field, kind: Kind | None) -> str:
    if kind is not None or field.type not in NUMBERS:
        return _UNITS.get(kind, "") if kind else ""
    return "€" if any(_MONEY.intersection(words) for words in _spellings(field)) else ""


def _spellings(field: Field) -> list[list[str]]:
    """The words of its name, and those of its label."""
    texts = (field.name, field.label)
    parted = (fold(re.sub(r"(?<=[a-zé])(?=[A-Z])", " ", text)) for text in texts)
    return [words for text in parted if (words := re.findall(r"[a-z0-9]+|€", text))]
