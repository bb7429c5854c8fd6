"""Whom a town gave money to, as one bar; for several towns, which of them gave how much."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext

from autan.catalogue.listing import Listing
from autan.web.places.addresses import address_of
from autan.web.places.asking import Asked, Reading
from autan.web.places.years import Once, whole

MODELS = ("scdl-subventions",)
SHOWN = 8
_NAMES = 2000


class Year(NamedTuple):
    """A year of one dataset: euros, how many grants, how many recipients."""

    year: int
    amount: float
    grants: int
    recipients: int


class Given(NamedTuple):
    year: int
    name: str
    amount: float


@dataclass(frozen=True, slots=True)
class Digest:
    years: tuple[Year, ...]
    names: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the bar. ``share`` is of the whole, from 0 to 1; ``rest`` groups the others.

    ``genitive`` is the name of a place after « de »: « du Gers ».
    """

    name: str
    amount: float
    share: float
    address: str = ""
    rest: bool = False
    genitive: str = ""


@dataclass(frozen=True, slots=True)
class Subsidies:
    """One year of them; ``years`` are those that one may ask for, ``givers`` who gave.

    ``recipients`` is 0 when who received is not told; ``told_by`` are the datasets counted.
    """

    year: int
    years: tuple[int, ...]
    amount: float
    grants: int
    recipients: int
    givers: int
    parts: tuple[Part, ...]
    told_by: frozenset[int]


def read(
    listings: Iterable[Listing], reading: Reading, year: int = 0, *, several: bool = False
) -> Subsidies | None:
    """The subsidies of ``year`` (0: the last whole one); ``several``: by town, not by recipient.

    Two towns have each their « Comité des fêtes »: only a town's own recipients are told by name.
    """
    counted = [
        (listing, kept)
        for listing in listings
        if (kept := reading.digest(listing, "subsidies", _digest)) is not None
    ]
    once = Once()
    told = [
        (listing, kept, one)
        for listing, kept in counted
        for one in kept.years
        if once.new(listing, one.year)
    ]
    years = sorted({one.year for _, _, one in told}, reverse=True)
    if not years:
        return None
    grants: dict[int, int] = {}
    for _, _, one in told:
        grants[one.year] = grants.get(one.year, 0) + one.grants
    year = year if year in years else whole(grants)
    those = [(listing, kept, one) for listing, kept, one in told if one.year == year]
    amount = sum(one.amount for _, _, one in those)
    by_name = _by_place(those) if several else _by_recipient(those)
    return Subsidies(
        year=year,
        years=tuple(years),
        amount=amount,
        grants=sum(one.grants for _, _, one in those),
        recipients=sum(one.recipients for _, _, one in those),
        givers=len({listing.producer.pk for listing, _, _ in those}),
        parts=_parts(by_name, amount),
        told_by=frozenset(listing.pk for listing, kept in counted if kept.years),
    )


def _digest(asked: Asked) -> Digest:
    if not asked.has("dateConvention", "montant"):
        return Digest((), ())
    named = asked.has("nomBeneficiaire")
    distinct = ", count(distinct nomBeneficiaire) as b" if named else ""
    rows = asked.rows(
        select=f"sum(montant) as m, count(*) as n{distinct}", group_by="year(dateConvention) as y"
    )
    # A year none of whose rows says an amount is no year of 0 €.
    years = tuple(
        Year(row["y"], row["m"], row["n"], row.get("b") or 0)
        for row in rows
        if row["y"] is not None and row["m"] is not None
    )
    if not named:
        return Digest(years, ())
    found = asked.rows(
        select="sum(montant) as m",
        group_by="year(dateConvention) as y, nomBeneficiaire as nom",
        order_by="sum(montant) desc",
        limit=_NAMES,
    )
    names = (Given(row["y"], row["nom"] or "", row["m"] or 0) for row in found if row["y"])
    return Digest(years, tuple(names))


Told = list[tuple[Listing, Digest, Year]]
Sums = Mapping[tuple[str, str, str], float]


def _by_recipient(told: Told) -> Sums:
    sums: dict[tuple[str, str, str], float] = {}
    for _, kept, one in told:
        for given in kept.names:
            if given.year == one.year:
                key = (given.name or gettext("nom protégé"), "", "")
                sums[key] = sums.get(key, 0) + given.amount
    return sums


def _by_place(told: Told) -> Sums:
    sums: dict[tuple[str, str, str], float] = {}
    for listing, _, one in told:
        place = listing.place
        there = address_of(place.kind, place.code, place.name)
        key = (place.name, there, place.genitive)
        sums[key] = sums.get(key, 0) + one.amount
    return sums


def _parts(sums: Sums, whole_amount: float) -> tuple[Part, ...]:
    """The largest, then one piece for all the others. What is not positive has no length."""
    if whole_amount <= 0:
        return ()
    known = sorted(sums.items(), key=lambda each: -each[1])
    largest = [one for one in known[:SHOWN] if one[1] > 0]
    # One left alone is named like the others.
    largest = known[: SHOWN + 1] if len(known) == SHOWN + 1 and known[-1][1] > 0 else largest
    parts = [
        Part(name, amount, amount / whole_amount, address, genitive=genitive)
        for (name, address, genitive), amount in largest
    ]
    rest = whole_amount - sum(part.amount for part in parts)
    if rest > 0.005 * whole_amount:
        parts.append(Part(gettext("Les autres"), rest, rest / whole_amount, rest=True))
    return tuple(parts)
