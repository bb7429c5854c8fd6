"""From the records of a tree (JSON, XML) to a table of text: which one, and with what steps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from autan.formats.header import Header, tidy
from autan.formats.nested import Record, dumped, flat, text_of
from autan.formats.reader import Found, Request
from autan.formats.record_table import RecordTable, TooWide
from autan.formats.refusals import refusal
from autan.tabular.steps import DONE, UNDO, UNDONE, Glimpse, Step, shortened

_RIVAL = 0.2
_LONGEST_NAME = 80
_WRAPPERS = ("fields.", "properties.", "attributes.", "_source.", "record.")


class Table(Protocol):
    """One of the tables of a tree, as far as choosing between several goes."""

    @property
    def name(self) -> str: ...
    @property
    def count(self) -> int | None: ...
    @property
    def fields(self) -> tuple[str, ...]: ...
    @property
    def sample(self) -> tuple[Any, ...]: ...
    @property
    def weight(self) -> float: ...


@dataclass(frozen=True)
class Choice:
    """The table read among those of the file; ``steps`` say so when there are several."""

    index: int
    tables: tuple[Glimpse, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def name(self) -> str | None:
        return self.tables[self.index].name if self.tables else None


def choose(tables: Sequence[Table], request: Request) -> Choice:
    """The table that was asked for, else the first; ``tables`` come the likeliest first."""
    if len(tables) < 2:
        return Choice(0)
    names = _names(tables)
    wanted = request.answers.get("table", "")
    index = names.index(wanted) if wanted in names else 0
    seen = tuple(map(_glimpse, names, tables))
    rows = seen[index].rows
    step = Step(
        "table",
        f"Ce fichier contient {len(tables)} listes\u202f: nous avons lu « {names[index]} ».",
        count=len(tables),
        examples=tuple(name for name in names if name != names[index])[:2],
        reason="C’est la plus fournie." if index == 0 and rows else "",
        options=tuple((glimpse.name, glimpse.label) for glimpse in seen),
        chosen=names[index],
        asked=not wanted and tables[1].weight >= _RIVAL * tables[0].weight,
    )
    return Choice(index, seen, (step,))


def _names(tables: Sequence[Table]) -> list[str]:
    names: list[str] = []
    for table in tables:
        short = shortened(table.name or "liste", _LONGEST_NAME)
        name, number = short, 2
        while name in names:
            name, number = f"{short} ({number})", number + 1
        names.append(name)
    return names


def _glimpse(name: str, table: Table) -> Glimpse:
    first = table.sample[0] if table.sample else {}
    cells = flat(first) if isinstance(first, dict) else dict(enumerate(first))
    texts = tuple((text_of(value) or "")[:80] for value in cells.values())
    count = table.count
    label = name if count is None else f"{name} ({count}\u00a0ligne{'s' if count > 1 else ''})"
    return Glimpse(name, label, table.fields[:40], texts[:40], count)


def write(
    request: Request,
    records: Callable[[], Iterator[Record]],
    *,
    nested: bool = True,
    first: Sequence[str] = (),
    whole: bool = False,
) -> Found:
    """Write the records given, flattened unless they have been; UnreadableFile if there is none.

    ``records`` is called again when the first attempt makes too many columns: the inner records
    then stay in one cell each. ``first`` columns come first, ``whole``: even when empty.
    """
    flatten = nested and request.allows("nested")
    try:
        return _written(request, records(), (first, whole), nested, flatten)
    except TooWide as error:
        if not flatten or not error.opened:
            raise refusal("wide") from None
    try:
        return _written(request, records(), (first, whole), False, False)
    except TooWide:
        raise refusal("wide") from None


def _written(
    request: Request,
    records: Iterable[Record],
    columns: tuple[Sequence[str], bool],
    nested: bool,
    flatten: bool,
) -> Found:
    together = request.allows("joined_lists")
    text = text_of if together else _apart
    first, whole = columns
    with RecordTable(request.target, first, text, whole=whole) as table:
        table.extend(map(flat, records) if flatten else records)
    labels = unwrapped(table.labels)
    steps: list[Step] = []
    inner = tuple(label for label in table.labels if "." in label)
    if nested and (inner if flatten else table.objects):
        steps.append(_nested_step(flatten, inner, table.objects))
    if table.lists:
        steps.append(_lists_step(together, table.lists))
    header = Header(None, 0, tuple(map(tidy, labels)), 1.0)
    return Found(header, None, table.contents, steps=tuple(steps))


def _apart(value: Any) -> str | None:
    return dumped(value) if isinstance(value, list) and value else text_of(value)


def _nested_step(flatten: bool, inner: Sequence[str], kept: dict[str, int]) -> Step:
    if flatten:
        sentence = "Des fiches en contenaient d’autres\u202f: leurs cases font des colonnes."
        examples: Sequence[str] = inner
    else:
        sentence = "Des fiches en contiennent d’autres\u202f: chacune reste dans une case."
        examples = tuple(kept)
    return Step(
        "nested",
        sentence,
        count=len(examples),
        examples=tuple(examples[:2]),
        reason="Un tableau n’a que des lignes et des colonnes.",
        options=UNDO,
        chosen=DONE if flatten else UNDONE,
    )


def _lists_step(together: bool, lists: dict[str, int]) -> Step:
    return Step(
        "joined_lists",
        "Des cases contenaient plusieurs valeurs\u202f: elles ont été réunies, séparées par des "
        "points-virgules."
        if together
        else "Des cases contiennent plusieurs valeurs, laissées comme elles étaient écrites.",
        count=sum(lists.values()),
        examples=tuple(lists)[:2],
        reason="C’est ainsi que les modèles communs écrivent plusieurs valeurs.",
        options=UNDO,
        chosen=DONE if together else UNDONE,
    )


def unwrapped(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels without the name of the envelope that some of them share (``fields.nom``)."""
    for wrapper in _WRAPPERS:
        inside = sum(label.startswith(wrapper) for label in labels)
        bare = tuple(label.removeprefix(wrapper) for label in labels)
        if inside > 1 and len(set(bare)) == len(bare):
            return bare
    return tuple(labels)
