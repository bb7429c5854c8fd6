"""Records that each hold a list of records (sittings and their acts): two readings of one list.

A row for each outer record, with its list in one cell; or a row for each inner record, beside
what its outer record says. Both are offered, the one with more to say first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autan.formats.nested import Record, flat


@dataclass(frozen=True)
class Inner:
    """``key`` leads to the list in each record. ``own`` are the names of its records, ``outer``
    those beside it, ``times`` how many inner records there are for each outer one.

    ``parent`` names the outer records, to tell two columns of one name apart.
    """

    key: str
    own: frozenset[str]
    outer: frozenset[str]
    times: float
    parent: str = "fiche"

    def opened(self, record: Record) -> Iterator[Record]:
        """The rows of one outer record: one at least."""
        whole = record if self.key in record else flat(record)
        inside = whole.get(self.key)
        children = inside if _is_records(inside) else [{} if not inside else {self.key: inside}]
        beside = {self._of_outer(name): v for name, v in whole.items() if name != self.key}
        for child in children or [{}]:
            yield {**beside, **{self._of_own(name): value for name, value in child.items()}}

    def _of_outer(self, name: str) -> str:
        return f"{self.parent}.{name}" if name in self.own else name

    def _of_own(self, name: str) -> str:
        return f"{self.key}.{name}" if name in self.outer and name not in self.own else name


def find(sample: Sequence[Any], parent: str = "") -> Inner | None:
    """The one list of records that most of these records hold, if it makes more rows than they
    are and its records are more than a word each."""
    records = [flat(one) for one in sample if isinstance(one, dict)]
    keys = {key for one in records for key, value in one.items() if _is_records(value) and value}
    if len(keys) != 1:
        return None
    key = keys.pop()
    lists = [one[key] for one in records if key in one and _is_records(one[key])]
    children = [child for one in lists for child in one]
    own = {name for child in children for name in child}
    if len(lists) * 2 < len(records) or len(children) <= len(records) or len(own) < 2:
        return None
    outer = {name for one in records for name in one} - {key}
    times = len(children) / len(records)
    return Inner(key, frozenset(own), frozenset(outer), times, parent or "fiche")


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)
