"""What was done in order to read a file, and what could have been done instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One thing done in order to read, told to people.

    ``sentence`` says what was done, ``reason`` why; at most two ``examples``, words of the file.
    ``options`` are the answers that may be given instead, each with its words, ``chosen`` the
    one that was followed: the undo of a step is another of its options. A step without options
    changes nothing of the data (the name of an encoding, say). ``asked`` says that two readings
    stand and that a person should look at our choice.
    """

    kind: str
    sentence: str
    count: int = 0
    examples: tuple[str, ...] = ()
    reason: str = ""
    options: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    asked: bool = False


@dataclass(frozen=True)
class Glimpse:
    """One of the tables that a file holds, as a thumbnail: enough to choose between several.

    ``name`` is the answer that chooses it (``Choices.reading["table"]``), ``label`` its words.
    ``rows`` is None where counting them would cost a reading.
    """

    name: str
    label: str
    headers: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    rows: int | None = None


# The answers of most steps: what we did stands, or is undone.
DONE, UNDONE = "done", "undone"
UNDO = ((DONE, "Garder"), (UNDONE, "Annuler"))


def shortened(text: str, most: int) -> str:
    """The text as a screen shows it: cut at ``most`` letters, with … where it was."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
