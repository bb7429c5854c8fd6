"""What was confirmed for files with the same headers, applied to this one.

What this organisation confirmed is followed as it is. What another confirmed is followed where
names or values agree: the same software makes the same file in every commune, but nobody's
answer is forced on somebody else's data.
"""

from collections.abc import Sequence

from autan.schemas import find
from autan.schemas.evidence import Column, fit
from autan.schemas.lexicon import lexicon
from autan.schemas.match import Pair
from autan.schemas.memory import Memory
from autan.schemas.names import squash
from autan.schemas.standard import Standard

OWN, OTHERS = "own memory", "memory"
_LEAST_FIT = 0.5
_SCORE = 0.99


def best(memory: Sequence[Memory], *, own: bool) -> Memory | None:
    """The most confirmed memory of a standard that is still known, or of none at all."""
    known = [one for one in memory if one.own is own and (not one.standard or find(one.standard))]
    return max(known, key=lambda one: one.times, default=None)


def chosen(memory: Sequence[Memory], standard: Standard) -> Memory | None:
    """The memory to follow for this standard: this organisation's own first."""
    about = [one for one in memory if one.standard == standard.id and one.pairs]
    return max(about, key=lambda one: (one.own, one.times), default=None)


def pairs(
    memory: Memory, standard: Standard, columns: Sequence[Column]
) -> tuple[dict[str, Pair], frozenset[str]]:
    """The pairs that it says, and the keys of columns that it leaves out.

    Two columns with one squashed header are told apart by nothing: neither is followed.
    """
    by_header: dict[str, list[Column]] = {}
    for column in columns:
        by_header.setdefault(squash(column.header), []).append(column)
    fields = {field.name: number for number, field in enumerate(standard.fields)}
    found: dict[str, Pair] = {}
    outside: set[str] = set()
    for header, name in memory.pairs.items():
        same = by_header.get(header, [])
        if len(same) != 1:
            continue
        if not name:
            outside.add(same[0].key)
        elif name in fields and name not in found:
            pair = _pair(memory, standard, fields[name], same[0])
            if pair is not None:
                found[name] = pair
    return found, frozenset(outside) if memory.own else frozenset()


def _pair(memory: Memory, standard: Standard, number: int, column: Column) -> Pair | None:
    field = standard.fields[number]
    suits = fit(field, column)
    named = lexicon(standard).look_up(column.header).get(number, 0.0)
    agrees = named > 0 or suits is None or suits >= _LEAST_FIT
    if not memory.own and not agrees:
        return None
    by = OWN if memory.own else OTHERS
    return Pair(field.name, column.key, _SCORE, named, suits, by)
