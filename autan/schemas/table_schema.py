"""What a published Table Schema states as facts, brought to one small form: a *model*.

Source: the Table Schema specification (frictionlessdata.io) and the registry's own custom checks.
Only facts pass: names, order, types, formats, bounds, lists of values, keys. Official titles and
descriptions stay behind; ``title`` and ``of_fields`` give them to who may show them. The slips of
published schemas are read as what they mean: ``contraints``, ``exemple``, an ``enum`` beside the
constraints, tabs and spaces around allowed values, a ``v`` before the version.

The document comes from outside: every reading bears with a wrong type and bounds what it keeps.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]
MOST_FIELDS = 2_000
_MOST_CHOICES = 2_000
_LONGEST_NAME = 120
_LONGEST_CHOICE = 300
_LONGEST_EXAMPLE = 60
_LONGEST_PATTERN = 4_000
_LENGTHS = {"minLength": "min_length", "maxLength": "max_length"}
_SIGNS = frozenset({">", ">=", "==", "<=", "<"})


class NotATableSchema(ValueError):
    """The document has no list of columns that we can read; the message says what is wrong."""


def facts(document: Any) -> dict[str, Any]:
    """The model of a Table Schema: ``version``, ``fields`` and, when there are, keys and checks.

    Raises ``NotATableSchema``.
    """
    if not isinstance(document, Mapping):
        raise NotATableSchema("not an object")
    fields = [_field(one) for one in _objects(document.get("fields"))]
    names = [one["name"] for one in fields]
    if not fields or len(fields) > MOST_FIELDS:
        raise NotATableSchema("no column, or too many")
    if len({name.lower() for name in names}) != len(names):
        raise NotATableSchema("two columns have the same name")
    model = {
        "version": _text(document.get("version"), 40).lstrip("vV"),
        "primary_key": _among(document.get("primaryKey"), names),
        "foreign_keys": list(_foreign_keys(document.get("foreignKeys"), names)),
        "missing": _texts(document.get("missingValues"), 20, 40),
        "checks": list(_checks(document.get("custom_checks"), names)),
        "fields": fields,
    }
    return {name: value for name, value in model.items() if value}


def title(document: Json) -> str:
    """The official title, on one line of 120 characters at most; "" without one."""
    return _text(document.get("title"), 120)


def of_fields(document: Json) -> dict[str, tuple[str, str]]:
    """The official title and description of each column, cut to 120 and 600 characters."""
    return {
        _text(one.get("name"), _LONGEST_NAME): (
            _text(one.get("title"), 120),
            _text(one.get("description"), 600),
        )
        for one in _objects(document.get("fields"))
    }


def _field(field: Json) -> dict[str, Any]:
    name = _text(field.get("name"), _LONGEST_NAME)
    if not name:
        raise NotATableSchema("a column without a name")
    asked = {**_object(field.get("contraints")), **_object(field.get("constraints"))}
    item = _object(field.get("arrayItem")) or _object(field.get("items"))
    item_asked = {**item, **_object(item.get("constraints"))}
    kind = _text(field.get("type"), 20).lower() or "string"
    found: dict[str, Any] = {
        "name": name,
        "type": kind,
        "format": _format(field.get("format")),
        "required": asked.get("required") is True,
        "unique": asked.get("unique") is True,
        "choices": _choices(asked.get("enum") or field.get("enum") or item_asked.get("enum")),
        "pattern": _pattern(asked.get("pattern") or field.get("pattern")),
        "minimum": _bound(asked.get("minimum")),
        "maximum": _bound(asked.get("maximum")),
        "yes": _texts(field.get("trueValues"), 20, 40) if kind == "boolean" else [],
        "no": _texts(field.get("falseValues"), 20, 40) if kind == "boolean" else [],
        "example": _example(field),
    }
    found |= {ours: _length(asked.get(theirs)) for theirs, ours in _LENGTHS.items()}
    return {key: value for key, value in found.items() if _says(value)}


def _says(value: Any) -> bool:
    """Zero is a bound; what is empty or False says nothing."""
    return bool(value) or (value == 0 and value is not False)


def _format(value: Any) -> str:
    text = _text(value, 40)
    return "" if text == "default" else text


def _choices(value: Any) -> list[str]:
    return list(dict.fromkeys(_texts(value, _MOST_CHOICES, _LONGEST_CHOICE)))


def _pattern(value: Any) -> str:
    """The same expression in a spelling that more engines read: ``\\u00C0`` as its letter, and no
    backslash before a letter that needs none. Whether ours runs it is asked where it is at hand.
    """
    if not isinstance(value, str) or len(value) > _LONGEST_PATTERN:
        return ""
    spelt = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), value)
    spelt = re.sub(r"\\([^\x00-\x7f])", r"\1", spelt)
    return "" if re.search("[\x00-\x1f\ud800-\udfff]", spelt) else spelt


def _bound(value: Any) -> float | int | str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if abs(value) < 1e300 else None
    return _text(value, 40) or None


def _length(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _example(field: Json) -> str:
    """A value as it would be in a cell. A sentence about values is not one."""
    for key in ("example", "exemple", "examples"):
        value = field.get(key)
        first = value[0] if isinstance(value, list) and value else value
        if first is None or isinstance(first, list | dict) or not str(first).strip():
            continue
        text = "oui" if first is True else "non" if first is False else str(first).strip()
        wordy = len(text) > _LONGEST_EXAMPLE or "\n" in text or re.search(r"['’»] (ou|pour) ", text)
        return "" if wordy else text
    return ""


def _checks(value: Any, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The custom checks that we know, in a form of ours; the others leave no trace."""
    for one in _objects(value):
        given = _object(one.get("params"))
        check = _text(one.get("name"), 60)
        column = _among(given.get("column"), names)
        match check:
            case "compare-columns-value":
                other = _among(given.get("column2"), names)
                if column and other and given.get("op") in _SIGNS:
                    yield {"check": "compare", "columns": column + other, "sign": given["op"]}
            case "sum-columns-value":
                yield from _of_columns("sum", column, given.get("columns"), names)
            case "cohesive-columns-value":
                yield from _of_columns("together", column, given.get("othercolumns"), names)
            case "one-of-required":
                first = _among(given.get("column1") or given.get("column"), names)
                yield from _of_columns("one-of", first, given.get("column2"), names)
            case _:
                yield from ({"check": _short(check), "columns": column} for _ in column)


def _short(check: str) -> str:
    return check.removeprefix("french-").removesuffix("-value")


def _of_columns(
    check: str, first: list[str], others: Any, names: Sequence[str]
) -> Iterator[dict[str, Any]]:
    known = _among(others, names)
    if first and known:
        yield {"check": check, "columns": first + known}


def _foreign_keys(value: Any, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for one in _objects(value):
        reference = _object(one.get("reference"))
        columns = _among(one.get("fields"), names)
        if columns:
            yield {
                "columns": columns,
                "model": _text(reference.get("resource"), 120),
                "there": _texts(_listed(reference.get("fields")), 20, _LONGEST_NAME),
            }


def _among(value: Any, names: Sequence[str]) -> list[str]:
    known = set(names)
    return [name for name in _texts(_listed(value), 50, _LONGEST_NAME) if name in known]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _texts(value: Any, most: int, longest: int) -> list[str]:
    if not isinstance(value, list):
        return []
    plain = (one for one in value[:most] if isinstance(one, str | int | float))
    return [text for text in (_text(one, longest) for one in plain) if text]


def _text(value: Any, longest: int) -> str:
    """One line, without spaces around nor characters that do not print."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    line = " ".join(str(value).split())
    return "".join(c for c in line if c.isprintable())[:longest]


def _object(value: Any) -> Json:
    return value if isinstance(value, Mapping) else {}


def _objects(value: Any) -> Iterator[Json]:
    if isinstance(value, list):
        yield from (one for one in value[: MOST_FIELDS + 1] if isinstance(one, Mapping))
