"""Records with others inside them brought to one row of text: ``{"a": {"b": 1}}`` has ``a.b``.

Shared by JSON and XML. Lists of plain values are joined by semicolons, as the SCDL writes
them; lists of records stay as JSON text, which loses nothing.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from autan.formats.json_stream import Number

Record = Mapping[str, Any]

_JOINT = ";"
_DEEPEST = 12


def flat(record: Record) -> Record:
    """The record with its inner objects opened, by names with a dot; lists are left as they are."""
    for value in record.values():
        if type(value) is dict:
            opened: dict[str, Any] = {}
            _open(record, "", opened, _DEEPEST)
            return opened
    return record


def _open(record: Record, prefix: str, into: dict[str, Any], depth: int) -> None:
    for key, value in record.items():
        # XML writes the words of an element that has attributes too under an empty name.
        name = prefix + key if key else prefix.rstrip(".")
        if type(value) is dict and value and depth:
            _open(value, f"{name}.", into, depth - 1)
        elif name in into and into[name] is not None:
            into[_free(name, into)] = value
        else:
            into[name] = value


def _free(name: str, taken: Mapping[str, Any]) -> str:
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def is_plain(value: Any) -> bool:
    """Is it a text, a number, yes, no or nothing?"""
    return not isinstance(value, dict | list)


def text_of(value: Any) -> str | None:
    """A value as the text of a cell; None for nothing."""
    if value is None or isinstance(value, str):
        return value
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, list):
        return _listed(value)
    return dumped(value) if value else None


def _listed(values: list[Any]) -> str | None:
    texts = [text_of(value) for value in values if is_plain(value)]
    if len(texts) < len(values) or any(_JOINT in text for text in texts if text):
        return dumped(values)
    return _JOINT.join(text or "" for text in texts) or None


def dumped(value: Any) -> str:
    """JSON text in which numbers are written as they were."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        inside = (f"{json.dumps(k, ensure_ascii=False)}: {dumped(v)}" for k, v in value.items())
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(dumped, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def joined(values: Iterable[Any]) -> str | None:
    """Plain values joined by semicolons, without the empty ones."""
    return _JOINT.join(text for value in values if (text := text_of(value))) or None
