"""The query string of a data call, and the memory of which of its parameters had an effect."""

from collections.abc import Iterable, Sequence

# Taken by Opendatasoft on every address. Open data need no key: it is accepted and not looked at.
WITHOUT_EFFECT = frozenset({"apikey"})


class Parameters:
    """Names may repeat. Reading one marks it as known; ``ignored`` lists those never read."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs: Sequence[tuple[str, str]] = tuple(pairs)
        self._read: set[str] = set(WITHOUT_EFFECT)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of that name that is not blank, in order."""
        self._read.add(name)
        return tuple(value for key, value in self.pairs if key == name and value.strip())

    def one(self, name: str) -> str | None:
        """The last value of that name, or None."""
        return next(iter(reversed(self.all(name))), None)

    def joined(self, name: str) -> str | None:
        """A list clause written in one parameter or in several: their items, in order."""
        return ", ".join(self.all(name)) or None

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no, as clients write it: ``true``, ``True``, ``1`` and their opposites."""
        value = self.one(name)
        return default if value is None else value.strip().lower() in {"true", "1", "yes", "on"}

    def ignored(self) -> list[str]:
        """The names that were given and had no effect, each once, in order."""
        return [name for name in dict(self.pairs) if name not in self._read]
