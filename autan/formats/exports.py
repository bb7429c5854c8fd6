"""What an export format is: one module of this folder that declares ``FORMAT = Format(...)``.

Routes, the downloads of a page, DCAT distributions and the manual are drawn from that value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from autan import plugs
from autan.errors import AutanError

if TYPE_CHECKING:
    import polars as pl

Frames = Iterator["pl.DataFrame"]
T = TypeVar("T")
Settled = Mapping[str, str | bool]

_WORDS = {"true": True, "1": True, "false": False, "0": False, "": False}


class BadOption(AutanError):
    """An export was asked in a format or with an option that does not exist."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of an export, in the words of the Explore API.

    A ``default`` that is a boolean takes true, True, 1, false, False or 0. ``choices`` maps what
    a client may write to what the writer gets; empty, everything is allowed.
    """

    name: str
    default: str | bool
    meaning: str
    choices: Mapping[str, str] | None = None

    def settle(self, given: str | None) -> str | bool:
        """The value to use for what was asked; ``BadOption`` if there is no such value."""
        if given is None:
            return self.default
        if isinstance(self.default, bool):
            return self._pick(_WORDS, given.lower(), given)
        return given if self.choices is None else self._pick(self.choices, given, given)

    def _pick(self, choices: Mapping[str, T], key: str, given: str) -> T:
        if key not in choices:
            raise BadOption(
                "bad-export-option",
                "L’option « %(name)s » ne peut pas valoir « %(given)s ».",
                name=self.name,
                given=given,
            )
        return choices[key]


LABELS = Option("use_labels", False, "Mettre les noms lisibles des colonnes à la place des noms.")


@dataclass(frozen=True, slots=True)
class Format:
    """``write`` gets frames whose columns are named as they must be in the file, already tidy
    (no NaN, datetimes with a zone), at least one of them, perhaps empty; it yields the file."""

    name: str
    label: str
    extension: str
    media_type: str
    write: Callable[[Frames, Settled], Iterator[bytes]]
    options: tuple[Option, ...] = (LABELS,)

    def settle(self, given: Mapping[str, str]) -> dict[str, str | bool]:
        """A value for each option; names that are not ours are ignored, as the API wants."""
        return {option.name: option.settle(given.get(option.name)) for option in self.options}


def export_formats() -> dict[str, Format]:
    """Every export format by name, in the order of the names."""
    declared = plugs.collect("autan.formats", "FORMAT")
    return {value.name: value for value in declared if isinstance(value, Format)}


def export_format(name: str) -> Format:
    """The format of that name, or ``BadOption``."""
    formats = export_formats()
    if name not in formats:
        raise BadOption("unknown-format", "Le format « %(name)s » n’est pas proposé.", name=name)
    return formats[name]
