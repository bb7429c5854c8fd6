"""The small form above the table, to and from the words of the Explore API.

A condition made by the form is one comparison, so that its chip can be read as a sentence; what
somebody wrote by hand in the address is shown as it stands.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_lazy

from autan.query.state import mention, quoted_name
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.web.typography import number, quoted, short_day

_NUMBERS = {FieldType.INTEGER, FieldType.NUMBER}
_TIMES = {FieldType.DATE, FieldType.DATETIME}
_MADE = re.compile(r"^(`?)(\w+)\1 (=|>=|<=|like|is null|is not null) ?(?:date)?(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sign:
    """``name`` travels in the address; ``operator`` is ODSQL's."""

    name: str
    operator: str
    words: object
    valued: bool = True


SIGNS = (
    Sign("contient", "like", gettext_lazy("contient")),
    Sign("est", "=", gettext_lazy("est exactement")),
    Sign("min", ">=", gettext_lazy("est au moins")),
    Sign("max", "<=", gettext_lazy("est au plus")),
    Sign("rempli", "is not null", gettext_lazy("est rempli"), valued=False),
    Sign("vide", "is null", gettext_lazy("est vide"), valued=False),
)


def condition(schema: TableSchema, column: str, sign: str, value: str) -> str:
    """The ``where`` of the form's three fields; empty when they do not make one."""
    field = schema.find(column)
    chosen = next((one for one in SIGNS if one.name == sign), None)
    if field is None or chosen is None or (chosen.valued and not value.strip()):
        return ""
    if not chosen.valued:
        return f"{quoted_name(field.name)} {chosen.operator}"
    operator = (
        "=" if chosen.operator == "like" and field.type is not FieldType.TEXT else chosen.operator
    )
    return f"{quoted_name(field.name)} {operator} {_literal(field, value.strip(), operator)}"


def sentence(schema: TableSchema, where: str) -> str:
    """« Montant est au moins 1 000 », or the condition as written."""
    found = _MADE.match(where)
    field = schema.find(found.group(2)) if found else None
    sign = next((one for one in SIGNS if found and one.operator == found.group(3)), None)
    if found is None or field is None or sign is None:
        return where
    return f"{field.title} {sign.words} {_shown(field, found.group(4))}".strip()


def refinement(schema: TableSchema, refine: str) -> str:
    """« Vote : favorable »."""
    name, _, value = refine.partition(":")
    field = schema.find(name.strip('`"'))
    said = gettext("%(column)s : %(value)s")
    return said % {"column": field.title if field else name, "value": value.strip('"')}


def _literal(field: Field, value: str, operator: str) -> str:
    if field.type in _NUMBERS:
        plain = re.sub(r"[\s\u202f\u00a0€]", "", value).replace(",", ".")
        return plain if re.fullmatch(r"-?\d+(\.\d+)?", plain) else mention(value)
    if field.type in _TIMES:
        return f"date{mention(_iso(value))}"
    if field.type is FieldType.BOOLEAN:
        return "true" if value.lower() in ("oui", "vrai", "true", "1", "yes") else "false"
    return mention(f"%{value}%" if operator == "like" else value)


def _shown(field: Field, literal: str) -> str:
    text = literal.strip()
    if text.startswith('"'):
        text = re.sub(r"\\(.)", r"\1", text[1:-1]).strip("%")
        return short_day(text) if field.type in _TIMES else quoted(text)
    return number(float(text)) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def _iso(value: str) -> str:
    for pattern in ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%m/%Y", "%Y"):
        try:
            return datetime.strptime(value, pattern).date().isoformat()
        except ValueError:
            continue
    return value
