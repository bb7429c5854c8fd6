"""Every Table Schema of the national registry (schema.data.gouv.fr), as data of ours.

Names, types and constraints are facts of the registry; labels and meanings are our own words.
``tools/registry.py`` writes ``models/``. ``autan schemas update`` brings later versions, kept in
one file beside the data of the place: what is published by others never enters the package.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from autan import env
from autan.schemas.registry.model import standard, worded
from autan.schemas.standard import Standard

_log = logging.getLogger(__name__)

FORMAT = 1
Model = Mapping[str, Any]
Edition = tuple[str, int, int]
"""Names what ``models`` read: a process that lives long sees an update without starting again."""

_NONE: Edition = ("", 0, 0)


def edition() -> Edition:
    """Which refreshed models stand now; the same answer means the same models."""
    path = env.models()
    try:
        found = path.stat()
    except OSError:
        return _NONE
    return (str(path), found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=2)
def models(of: Edition) -> tuple[Standard, ...]:
    """The models of the package and the later ones of ``of``, by their name in the registry."""
    known = {str(one["registry"]): one for one in shipped()}
    for one in refreshed(of):
        mine = known.get(one["registry"], {})
        if not mine or later(one.get("version", ""), mine.get("version", "")):
            known[one["registry"]] = worded(one, mine)
    return tuple(standard(known[name]) for name in sorted(known))


@cache
def shipped() -> tuple[Model, ...]:
    """The models of the package as they are kept, by the name of their file."""
    return tuple(_shipped())


def refreshed(of: Edition) -> list[Model]:
    """The models that the last update kept, checked before they were. A file that was damaged
    since, or that another version of Autan wrote in its own way, counts for nothing."""
    if of == _NONE:
        return []
    try:
        kept = json.loads(Path(of[0]).read_bytes())
        return list(kept["models"]) if kept["format"] == FORMAT else []
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.error("The refreshed models are not readable (%s): run autan schemas update.", error)
        return []


def later(version: str, than: str) -> bool:
    """Whether a version comes after another: ``1.10.0`` after ``1.9``; anything after none."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.strip().lstrip("vV").split(".")
    return tuple(int(part) if part.isdigit() else 0 for part in parts) if version else ()


def _shipped() -> Iterator[Model]:
    folder = files(__name__) / "models"
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.name.endswith(".json"):
            yield json.loads(path.read_bytes())
