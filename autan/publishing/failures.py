"""An error kept in a draft's row, so that it is shown again whenever the link is opened."""

from collections.abc import Mapping
from typing import Any

from autan.errors import AutanError, Conflict, Refused, UnreadableFile

_CLASSES = {kind.__name__: kind for kind in (AutanError, UnreadableFile, Refused, Conflict)}

UNEXPECTED = AutanError(
    "unexpected",
    "Le traitement de ce fichier s’est arrêté sans que nous sachions dire pourquoi.",
    kept="Votre fichier et vos réponses sont gardés.",
    remedy="Essayez encore dans un moment ; si cela recommence, écrivez à l’équipe du portail.",
)


def as_json(error: AutanError) -> dict[str, Any]:
    """The shape of ``Draft.failure``."""
    facts = {name: _plain(value) for name, value in error.facts.items()}
    return {
        "class": type(error).__name__,
        "code": error.code,
        "sentence": error.sentence,
        "kept": error.kept,
        "remedy": error.remedy,
        "facts": facts,
    }


def from_json(value: Mapping[str, Any]) -> AutanError:
    """Read back ``as_json``."""
    kind = _CLASSES.get(value["class"], AutanError)
    return kind(
        value["code"],
        value["sentence"],
        kept=value["kept"],
        remedy=value["remedy"],
        **value["facts"],
    )


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
