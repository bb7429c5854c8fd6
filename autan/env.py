"""Typed reading of the environment; an error says which variable to set, where, and to what."""

import os
from functools import cache
from pathlib import Path

from autan.errors import AutanError

_TRUE = {"1", "true", "yes", "oui", "on"}
_FALSE = {"0", "false", "no", "non", "off", ""}


def text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def words(name: str, default: str = "") -> list[str]:
    """A list written with commas or spaces."""
    return os.environ.get(name, default).replace(",", " ").split()


def number(name: str, default: int) -> int:
    """A whole number, or an error that names the variable."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.lstrip("-").isdigit():
        raise wrong(
            name,
            "La variable d’environnement %(name)s doit être un nombre entier, par exemple "
            "%(example)s.",
            example=str(default),
        )
    return int(value)


def flag(name: str, default: bool = False) -> bool:
    """Yes or no, in French or English."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in _TRUE | _FALSE:
        raise wrong(name, "La variable d’environnement %(name)s doit être oui ou non.")
    return value.lower() in _TRUE


def home() -> Path:
    """Where all data live: ``AUTAN_HOME``, or a folder of the user's data directory."""
    given = os.environ.get("AUTAN_HOME")
    if given:
        return Path(given).expanduser().resolve()
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return (Path(base) / "autan").expanduser().resolve()


def models() -> Path:
    """The file of the models that ``autan schemas update`` brought, whether it exists or not.

    ``AUTAN_SCHEMAS`` names it to a child that is not told of the home folder.
    """
    return _models(os.environ.get("AUTAN_SCHEMAS"), os.environ.get("AUTAN_HOME"))


@cache
def _models(told: str | None, _home: str | None) -> Path:
    return Path(told) if told else home() / "schemas" / "registry.json"


def wrong(name: str, sentence: str, **facts: str) -> AutanError:
    """The error to raise for a variable that is not what ``sentence`` says it must be."""
    return AutanError(
        "bad-setting",
        sentence,
        remedy="Corrigez-la dans l’environnement du service, puis relancez.",
        name=name,
        **facts,
    )
