"""The one root of the errors that reach people.

An error says three things in plain French: what happened, what was kept, and what to do.
Doors translate the sentences (they are gettext message ids) and choose how to show them;
nothing here knows about HTTP. An error never carries a value of somebody's data.
"""


class AutanError(Exception):
    """Something that a person can understand and act upon.

    ``code`` is stable and lower-case with hyphens: programs and tests rely on it.
    ``facts`` fill the ``%(name)s`` places of the sentences: numbers, names of columns, limits.
    """

    def __init__(
        self, code: str, sentence: str, *, kept: str = "", remedy: str = "", **facts: object
    ) -> None:
        super().__init__(sentence % facts if facts else sentence)
        self.code = code
        self.sentence = sentence
        self.kept = kept
        self.remedy = remedy
        self.facts = facts

    def parts(self) -> tuple[str, ...]:
        """The message ids to translate and show in order, without the empty ones."""
        return tuple(part for part in (self.sentence, self.kept, self.remedy) if part)


class UnreadableFile(AutanError):
    """The bytes given are not a table that we can read, or pass a limit."""


class Refused(AutanError):
    """The request is understood and not allowed: by a rule, by a limit or by a state."""


class Conflict(AutanError):
    """Somebody else changed the same thing in the meantime."""
