"""What a town bought: its public contracts, as dated sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from django.utils.translation import ngettext

from autan.catalogue.listing import Listing
from autan.query.numbered import ROW_KEY
from autan.web.places.asking import Asked, Reading, Row
from autan.web.places.years import Once, whole
from autan.web.typography import euros, number

SHOWN = 8
# Of each model: the columns of the number, the date, the object, the amount, the months, the
# holder's name; and the rows that are contracts and not their modifications.
_WORDS: Mapping[str, tuple[tuple[str, str, str, str, str, str], tuple[str, ...]]] = (
    MappingProxyType(
        {
            "scdl-marches-publics": (
                (
                    *("MARCHE_ID", "NOTIFICATION_DATE", "MARCHE_OBJET"),
                    *("MONTANT", "DUREE_MOIS", "TITULAIRES_DENOMINATION"),
                ),
                (),
            ),
            "decp-2.0.3": (
                ("id", "dateNotification", "objet", "montant", "dureeMois", ""),
                ("modification_id is null",),
            ),
        }
    )
)
MODELS = tuple(_WORDS)
# Above, an amount is a slip of the keyboard or a code: no commune, no département buys for as much.
_MOST = 5e9
_CONTRACTS = 5000


@dataclass(frozen=True, slots=True)
class Contract:
    """``amount`` in euros without tax, None when nobody said; ``months`` its length.

    ``holders`` may be several. ``row`` is the number of the first of its rows, from 1.
    """

    date: str
    subject: str
    amount: float | None
    holders: tuple[str, ...]
    months: int | None
    place: str
    dataset_id: str
    row: int

    @property
    def price(self) -> str:
        """« 384 000 € »; "" when nobody said."""
        return euros(round(self.amount)) if self.amount else ""

    @property
    def length(self) -> str:
        if not self.months:
            return ""
        if self.months % 12 == 0:
            years = self.months // 12
            return ngettext("pour %(n)s an", "pour %(n)s ans", years) % {"n": number(years)}
        said = ngettext("pour %(n)s mois", "pour %(n)s mois", self.months)
        return said % {"n": number(self.months)}


class Year(NamedTuple):
    """``priced`` of the contracts say their amount, and ``amount`` is the sum of these."""

    year: int
    contracts: int
    priced: int
    amount: float


@dataclass(frozen=True, slots=True)
class Digest:
    """``whole``: every contract was read, so that sums by year can be told."""

    years: tuple[Year, ...]
    latest: tuple[Contract, ...]


@dataclass(frozen=True, slots=True)
class Purchases:
    """The latest contracts, and what those of the last whole year come to.

    ``priced`` of them say their amount; ``told_by`` are the datasets that are counted.
    """

    year: int
    contracts: int
    priced: int
    amount: float
    total: int
    latest: tuple[Contract, ...]
    told_by: frozenset[int]


def read(listings: Iterable[Listing], reading: Reading) -> Purchases | None:
    once = Once()
    years: dict[int, Year] = {}
    latest: list[Contract] = []
    told_by: set[int] = set()
    for listing in listings:
        kept = reading.digest(listing, "purchases", _digest)
        for one in kept.years if kept else ():
            if once.new(listing, one.year):
                years[one.year] = _both(years.get(one.year), one)
        if kept and kept.latest:
            latest += kept.latest
            told_by.add(listing.pk)
    if not latest:
        return None
    unique = {(one.date, one.place, one.subject.casefold()): one for one in latest}
    shown = sorted(unique.values(), key=lambda one: one.date, reverse=True)[:SHOWN]
    told = years.get(whole({year: one.contracts for year, one in years.items()}))
    told = told or Year(0, 0, 0, 0.0)
    total = sum(one.contracts for one in years.values())
    return Purchases(*told, total, tuple(shown), frozenset(told_by))


def _both(before: Year | None, one: Year) -> Year:
    if before is None:
        return one
    return Year(
        one.year,
        before.contracts + one.contracts,
        before.priced + one.priced,
        before.amount + one.amount,
    )


def _digest(asked: Asked) -> Digest:
    names, kept = _WORDS[asked.listing.standard]
    number_, date, subject, amount, months, holder = names
    if not asked.has(date, subject) or (kept and not asked.has("modification_id")):
        return Digest((), ())
    rows, total = asked.counted(
        select=asked.these(number_, date, subject, amount, months, holder),
        where=kept,
        order_by=f"{date} desc",
        limit=_CONTRACTS,
    )
    contracts = _contracts(rows, names, asked.listing)
    # A sum of a part of a year would be false: what was not wholly read is not summed.
    whole_ = total <= len(rows)
    return Digest(_years(contracts) if whole_ else (), tuple(contracts[:SHOWN]))


def _contracts(
    rows: list[Row], names: tuple[str, str, str, str, str, str], listing: Listing
) -> list[Contract]:
    """One for each number: a contract with three holders has three rows and one amount."""
    number_, date, subject, amount, months, holder = names
    found: dict[object, Contract] = {}
    for row in rows:
        same = (row.get(number_), row[date], row[subject])
        key: object = same if row.get(number_) else row[ROW_KEY]
        before = found.get(key)
        who = row.get(holder)
        held = (before.holders if before else ()) + ((str(who),) if who else ())
        found[key] = Contract(
            date=str(row[date] or ""),
            subject=str(row[subject] or ""),
            amount=before.amount if before else _said(row.get(amount)),
            holders=tuple(dict.fromkeys(held)),
            months=row.get(months),
            place=listing.place.name,
            dataset_id=listing.dataset_id,
            row=before.row if before else row[ROW_KEY] + 1,
        )
    return [one for one in found.values() if one.subject]


def _said(amount: float | None) -> float | None:
    """An amount that may be read aloud."""
    return amount if amount is not None and 0 < amount <= _MOST else None


def _years(contracts: list[Contract]) -> tuple[Year, ...]:
    years: dict[int, Year] = {}
    for one in contracts:
        if one.date[:4].isdecimal():
            year = int(one.date[:4])
            priced = one.amount is not None
            years[year] = _both(years.get(year), Year(year, 1, int(priced), one.amount or 0.0))
    return tuple(years.values())
