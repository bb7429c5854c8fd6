"""What councils decided, as dated sentences."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext, ngettext

from autan.catalogue.listing import Listing
from autan.query.numbered import ROW_KEY
from autan.query.state import mention
from autan.web.places.asking import Asked, Reading, Row
from autan.web.places.years import Once, whole
from autan.web.typography import number

MODELS = ("scdl-deliberations",)
SHOWN = 12
FOUND = 40
# A council meets at least once a quarter (CGCT, L2121-7): decisions that all lie within one quarter
# are not those of a year.
_QUARTER = 92
_COLUMNS = (
    *("DELIB_DATE", "DELIB_OBJET", "DELIB_MATIERE_NOM", "DELIB_URL"),
    *("VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION"),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """``date`` is an ISO day, "" if unknown; ``place`` the commune, for a page of several.

    ``votes`` are for, against and neither; ``row`` is the number of its row, from 1.
    """

    date: str
    subject: str
    votes: tuple[int | None, int | None, int | None]
    document: str
    place: str
    dataset_id: str
    row: int

    @property
    def outcome(self) -> str:
        """« adoptée, 19 pour, 2 contre »; "" when nobody said how the council voted."""
        yes, no, neither = self.votes
        if yes is None:
            return ""
        counts = [ngettext("%(n)s pour", "%(n)s pour", yes) % {"n": number(yes)}]
        if no:
            counts.append(ngettext("%(n)s contre", "%(n)s contre", no) % {"n": number(no)})
        if neither:
            said = ngettext("%(n)s abstention", "%(n)s abstentions", neither)
            counts.append(said % {"n": number(neither)})
        kept_together = (one.replace(" ", "\u00a0") for one in counts)
        return ", ".join([*_verdict(yes, no, neither), *kept_together])


def _verdict(yes: int, no: int | None, neither: int | None) -> list[str]:
    """At equality the chair decides (CGCT, L2121-20): the count alone does not tell.

    Nor does a count of those who were for: « à l’unanimité » needs the two others to be told.
    """
    if no is None:
        return []
    if yes > no:
        alone = no == 0 and neither == 0
        return [gettext("adoptée à l’unanimité") if alone else gettext("adoptée")]
    return [gettext("rejetée")] if no > yes else []


@dataclass(frozen=True, slots=True)
class Session:
    """The decisions of one day."""

    date: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """How many decisions it saw, from the ``first`` day to the ``last``, ISO."""

    year: int
    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What each year saw, and the latest decisions."""

    years: tuple[Year, ...]
    latest: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """``found`` is how many answer the words of the reader, None when there are no words.

    ``days`` are the first and the last day of each year; ``told_by`` the datasets that count.
    """

    years: dict[int, int]
    sessions: tuple[Session, ...]
    words: str = ""
    found: int | None = None
    days: dict[int, tuple[str, str]] = field(default_factory=dict)
    told_by: frozenset[int] = frozenset()

    @property
    def shown(self) -> int:
        return sum(len(session.decisions) for session in self.sessions)

    @property
    def total(self) -> int:
        return sum(self.years.values())

    @property
    def year(self) -> int:
        """The last whole year that has decisions, or the year in course when it is alone."""
        return whole(self.years)

    @property
    def partly(self) -> tuple[str, str] | None:
        """The first and the last day of what is told of the year, when that is no whole year."""
        first, last = self.days[self.year]
        spent = date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])
        return (first, last) if spent.days <= _QUARTER else None


def read(listings: Iterable[Listing], reading: Reading, words: str = "") -> Decisions | None:
    """The decisions of several datasets together; None when none says anything."""
    years: dict[int, int] = {}
    days: dict[int, tuple[str, str]] = {}
    latest: list[Decision] = []
    told_by: set[int] = set()
    found, once = 0, Once()
    for listing in listings:
        digest = reading.digest(listing, "decisions", _digest)
        for one in digest.years if digest else ():
            told_by.add(listing.pk)
            if once.new(listing, one.year):
                years[one.year] = years.get(one.year, 0) + one.count
                first, last = days.get(one.year, (one.first, one.last))
                days[one.year] = (min(first, one.first), max(last, one.last))
        asked = reading.ask(listing) if words else None
        if asked:
            answers, total = _matching(asked, words)
            latest += answers
            found += total
        elif digest and not words:
            latest += digest.latest
    if not years and not latest:
        return None
    sessions = _sessions(latest, FOUND if words else SHOWN)
    return Decisions(*(years, sessions, words, found if words else None, days, frozenset(told_by)))


def _digest(asked: Asked) -> Digest:
    if not asked.has("DELIB_DATE", "DELIB_OBJET"):
        return Digest((), ())
    counted = asked.rows(
        select="count(*) as n, min(DELIB_DATE) as since, max(DELIB_DATE) as until",
        group_by="year(DELIB_DATE) as y",
    )
    years = tuple(
        Year(row["y"], row["n"], str(row["since"]), str(row["until"]))
        for row in counted
        if row["y"] is not None
    )
    return Digest(years, _latest(asked, SHOWN)[0])


def _matching(asked: Asked, words: str) -> tuple[tuple[Decision, ...], int]:
    if not asked.has("DELIB_DATE", "DELIB_OBJET"):
        return (), 0
    return _latest(asked, FOUND, where=(mention(words),))


def _latest(
    asked: Asked, limit: int, where: tuple[str, ...] = ()
) -> tuple[tuple[Decision, ...], int]:
    rows, total = asked.counted(
        select=asked.these(*_COLUMNS), where=where, order_by="DELIB_DATE desc", limit=limit
    )
    return tuple(_decision(row, asked.listing) for row in rows if row["DELIB_OBJET"]), total


def _decision(row: Row, listing: Listing) -> Decision:
    return Decision(
        date=str(row["DELIB_DATE"] or ""),
        subject=row["DELIB_OBJET"],
        votes=(row.get("VOTE_POUR"), row.get("VOTE_CONTRE"), row.get("VOTE_ABSTENTION")),
        document=web_address(row.get("DELIB_URL")),
        place=listing.place.name,
        dataset_id=listing.dataset_id,
        row=row[ROW_KEY] + 1,
    )


def web_address(text: object) -> str:
    """An address that a link may have: of the web, nothing that a browser would run."""
    address = str(text or "").strip()
    return address if address.lower().startswith(("https://", "http://")) else ""


def _sessions(decisions: list[Decision], most: int) -> tuple[Session, ...]:
    """The latest first; what two files both tell is told once."""
    unique = {(one.date, one.place, one.subject.casefold()): one for one in decisions}
    latest = sorted(unique.values(), key=lambda one: one.date, reverse=True)[:most]
    days = groupby(latest, key=lambda one: one.date)
    return tuple(Session(day, tuple(decided)) for day, decided in days)
