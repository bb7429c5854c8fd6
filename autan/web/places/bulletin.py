"""The whole of a place's page: what its council decided, whom it paid, what it bought, where."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from autan.access.viewer import Viewer
from autan.catalogue import reads
from autan.catalogue.listing import Listing
from autan.engine.base import EngineError
from autan.tenants.models import Portal, Territory
from autan.tenants.reads import inside_of
from autan.web.parts import link
from autan.web.places import decisions, purchases, sentences, spots, subsidies
from autan.web.places.addresses import address
from autan.web.places.around import Around, around
from autan.web.places.asking import Reading
from autan.web.places.missing import Asking, asking, correction
from autan.web.places.plan import Plan, plans
from autan.web.troubles import in_words
from autan.web.typography import euros, number

# Beyond this number the places of the plan hide one another: the list is enough.
_MARKS = 40
# What sentences count by its dates and amounts.
_COUNTED = {*decisions.MODELS, *subsidies.MODELS, *purchases.MODELS}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says: words to find among the decisions, a year of subsidies."""

    words: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """A dataset from which a block was made; ``chart`` and ``map`` where they say more."""

    title: str
    address: str
    producer: str
    rows: int
    date: datetime
    chart: str = ""
    map: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A number, what it counts, and the block that tells it."""

    figure: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Block:
    """One subject: a sentence, what it tells, and the tables behind; ``problem`` in its stead."""

    sentence: str = ""
    more: str = ""
    told: object = None
    behind: tuple[Behind, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """``blocks`` by the name of the subject; a subject that nobody published is not there.

    ``uncounted`` are of these subjects, but lack what the sentences need; ``others`` are not.
    """

    cards: tuple[Card, ...]
    blocks: dict[str, Block]
    plans: tuple[Plan, ...]
    others: tuple[Behind, ...]
    uncounted: tuple[Behind, ...]
    around: Around | None
    asking: Asking | None
    correction: str
    unread: str = ""
    whole: bool = field(default=True)


def bulletin(
    place: Territory, portal: Portal, viewer: Viewer, asked: Asked, client: str
) -> Bulletin:
    """All that is published about a place, as sentences; for who asks."""
    listings = reads.within(inside_of(place), viewer)
    reading = Reading(client)
    several = place.kind != Territory.Kind.COMMUNE
    blocks = _blocks(place, listings, reading, asked, several)
    told = [one for one in blocks.values() if one.behind]
    spoken = {behind.address for one in told for behind in one.behind}
    unspoken = [(one.standard in _COUNTED, behind(one)) for one in listings]
    own = {one.standard for one in listings if one.place.code == place.code}
    return Bulletin(
        cards=tuple(_cards(blocks)),
        blocks=blocks,
        plans=() if several else _plans(place, blocks),
        others=tuple(one for counted, one in unspoken if not counted and one.address not in spoken),
        uncounted=tuple(one for counted, one in unspoken if counted and one.address not in spoken),
        around=around(place, listings) if several else None,
        asking=asking(place, portal, own),
        correction=correction(place, portal) if listings else "",
        unread=sentences.unread(len(reading.left)) if reading.left else "",
        whole=not reading.left and not any(one.problem for one in blocks.values()),
    )


def behind(listing: Listing, sought: str = "") -> Behind:
    path = reverse("dataset", args=[listing.dataset_id])
    drawn = listing.standard in {*subsidies.MODELS, *purchases.MODELS, *spots.NAMES}
    placed = listing.standard in {*spots.MODELS, *spots.ADDRESSES}
    return Behind(
        title=listing.title,
        address=link(path, [("q", sought)]),
        producer=listing.producer.name,
        rows=listing.version.rows,
        date=listing.modified_at,
        chart=reverse("dataset-chart", args=[listing.dataset_id]) if drawn else "",
        map=reverse("dataset-map", args=[listing.dataset_id]) if placed else "",
    )


def _blocks(
    place: Territory, listings: Iterable[Listing], reading: Reading, asked: Asked, several: bool
) -> dict[str, Block]:
    """Each subject by itself: one that cannot answer does not take the others with it."""
    makers = {
        "decisions": (decisions.MODELS, lambda those: _decisions(place, those, reading, asked)),
        "subsidies": (
            subsidies.MODELS,
            lambda those: _subsidies(place, those, reading, asked.year, several),
        ),
        "purchases": (purchases.MODELS, lambda those: _purchases(place, those, reading)),
        "services": (spots.MODELS, lambda those: _services(place, those, reading)),
        "addresses": (spots.ADDRESSES, lambda those: _addresses(place, those, reading)),
        "names": (spots.NAMES, lambda those: _names(place, those, reading)),
    }
    made: dict[str, Block] = {}
    for name, (models, make) in makers.items():
        those = [one for one in listings if one.standard in models]
        if not those:
            continue
        shown = tuple(map(behind, those))
        try:
            block = make(those)
        except EngineError as error:
            made[name] = Block(behind=shown, problem=in_words(error))
            continue
        if block is not None:
            made[name] = block
    return made


def _decisions(
    place: Territory, those: list[Listing], reading: Reading, asked: Asked
) -> Block | None:
    told = decisions.read(those, reading, asked.words)
    if told is None:
        return None
    found = sentences.found(told) if asked.words else ""
    shown = tuple(behind(one, asked.words) for one in _told(those, told.told_by))
    return Block(sentences.decisions(place, told), found, told, shown)


def _subsidies(
    place: Territory, those: list[Listing], reading: Reading, year: int, several: bool
) -> Block | None:
    told = subsidies.read(those, reading, year, several=several)
    if told is None:
        return None
    shown = tuple(map(behind, _told(those, told.told_by)))
    return Block(sentences.subsidies(place, told), sentences.largest(told), told, shown)


def _purchases(place: Territory, those: list[Listing], reading: Reading) -> Block | None:
    told = purchases.read(those, reading)
    if told is None:
        return None
    shown = tuple(map(behind, _told(those, told.told_by)))
    return Block(sentences.purchases(place, told), "", told, shown)


def _told(those: list[Listing], told_by: frozenset[int]) -> list[Listing]:
    """The datasets that a block really tells: all of them when it could count in none."""
    return [one for one in those if one.pk in told_by] or those


def _services(place: Territory, those: list[Listing], reading: Reading) -> Block | None:
    told = spots.read(those, reading)
    if told is None:
        return None
    return Block(sentences.services(place, told), "", told, tuple(map(behind, those)))


def _addresses(place: Territory, those: list[Listing], reading: Reading) -> Block | None:
    told = spots.addresses(those, reading)
    return told and Block(sentences.addresses(place, told), "", told, tuple(map(behind, those)))


def _names(place: Territory, those: list[Listing], reading: Reading) -> Block | None:
    told = spots.first_names(those, reading)
    return told and Block(sentences.first_names(place, told), "", told, tuple(map(behind, those)))


def _cards(blocks: dict[str, Block]) -> Iterable[Card]:
    """What one sees first: how much was decided, given, bought, and how many places there are."""
    told = {name: block.told for name, block in blocks.items()}
    match told.get("decisions"):
        case decisions.Decisions(years=years) as one if years:
            count = years[one.year]
            said = ngettext("décision en %(year)s", "décisions en %(year)s", count)
            if one.partly is not None:
                said = ngettext(
                    "décision publiée, de %(year)s", "décisions publiées, de %(year)s", count
                )
            yield Card(number(count), said % {"year": one.year}, "decisions")
    match told.get("subsidies"):
        case subsidies.Subsidies() as one:
            said = gettext("de subventions en %(year)s") % {"year": one.year}
            yield Card(euros(round(one.amount)), said, "subventions")
    match told.get("purchases"):
        case purchases.Purchases(contracts=count) as one if count:
            said = ngettext("marché signé en %(year)s", "marchés signés en %(year)s", count)
            yield Card(number(count), said % {"year": one.year}, "achats")
    match told.get("services"):
        case spots.Services(total=total):
            said = ngettext("lieu public", "lieux publics", total)
            yield Card(number(total), said, "lieux")


def _plans(place: Territory, blocks: dict[str, Block]) -> tuple[Plan, ...]:
    told = blocks["services"].told if "services" in blocks else None
    if not isinstance(told, spots.Services):
        return ()
    placed = [(rank, one.at) for rank, one in enumerate(told.spots, 1) if one.at is not None]
    return plans(place.code, placed) if 0 < len(placed) <= _MARKS else ()


def said_by(request: HttpRequest) -> Asked:
    """What the address asks; a year that is no year is none."""
    year = request.GET.get("annee", "")
    words = " ".join(request.GET.get("q", "").split())[:100]
    return Asked(words, int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else 0)


def parents(place: Territory) -> list[tuple[str, str]]:
    """What a place lies in, and the pages of these."""
    above = (place.epci, place.departement)
    return [(one.name, address(one)) for one in above if one is not None]
