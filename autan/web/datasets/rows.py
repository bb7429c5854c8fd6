"""A dataset as one row of a list: what is needed to judge whether to open it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from autan import schemas
from autan.catalogue.listing import Listing
from autan.search.words import marked
from autan.web.standards import label_of
from autan.web.typography import day, typeset

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces; those that are True are words of the search."""

MONTHS = 24
_STEP, _TALL = 4, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the spark, in the units of its drawing."""

    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Spark:
    """The publications of each of the last two years' months, and the same in words."""

    words: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Row:
    title: Pieces
    address: str
    sentence: Pieces
    producer: str
    place: str
    standard: str
    period: str
    rows: int
    date: datetime
    spark: Spark | None = None


def row(listing: Listing, words: Sequence[str] = (), published: Sequence[datetime] = ()) -> Row:
    """``words`` (folded) are marked; ``published`` are the moments of its versions."""
    wanted = tuple(words)
    return Row(
        title=marked(listing.title, wanted),
        address=reverse("dataset", args=[listing.dataset_id]),
        sentence=marked(typeset(first_sentence(listing.description)), wanted),
        producer=listing.producer.name,
        place=_place(listing),
        standard=_standard(listing),
        period=_period(listing),
        rows=listing.version.rows,
        date=listing.modified_at,
        spark=spark(published, timezone.localdate()) if published else None,
    )


def spark(published: Iterable[datetime], today: date) -> Spark:
    """One bar for each month with a publication; the present month is the last."""
    counts = [0] * MONTHS
    for moment in published:
        there = timezone.localtime(moment).date()
        ago_in_months = (today.year - there.year) * 12 + today.month - there.month
        if 0 <= ago_in_months < MONTHS:
            counts[MONTHS - 1 - ago_in_months] += 1
    most, total = max(counts), sum(counts)
    said = ngettext("%(n)d publication en deux ans", "%(n)d publications en deux ans", total) % {
        "n": total
    }
    heights = (
        (place, round(_TALL * count / most, 1)) for place, count in enumerate(counts) if count
    )
    return Spark(said, tuple(Bar(place * _STEP, _TALL - tall, tall) for place, tall in heights))


def first_sentence(text: str) -> str:
    """Up to the first full stop, at most about 200 characters."""
    line = text.strip().split("\n")[0]
    end = line.find(". ")
    sentence = line[: end + 1] if end > 0 else line
    return sentence if len(sentence) <= 200 else sentence[:197].rsplit(" ", 1)[0] + "…"


def _place(listing: Listing) -> str:
    """« Gers » beside the commune’s name; nothing where the producer’s name says it."""
    around = listing.place.around
    return around if around and around not in listing.producer.name else ""


def _standard(listing: Listing) -> str:
    known = schemas.find(listing.standard)
    return label_of(known) if known else ""


def _period(listing: Listing) -> str:
    """What its dates cover, as reading found it; unsaid where a column is hidden, maybe that."""
    period = listing.version.manifest.get("provenance", {}).get("period") or ()
    if len(period) != 2 or not all(period) or listing.grant.hidden:
        return ""
    since, until = map(day, period)
    if since == until:
        return since
    return gettext("du %(since)s au %(until)s") % {"since": since, "until": until}
