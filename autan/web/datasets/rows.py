"""A dataset as one row of a list."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from autan.catalogue.listing import Listing


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    address: str
    sentence: str
    producer: str
    rows: int
    date: datetime


def row(listing: Listing) -> Row:
    return Row(
        title=listing.title,
        address=reverse("dataset", args=[listing.dataset_id]),
        sentence=first_sentence(listing.description),
        producer=listing.producer.name,
        rows=listing.version.rows,
        date=listing.modified_at,
    )


def first_sentence(text: str) -> str:
    """Up to the first full stop, at most about 200 characters."""
    line = text.strip().split("\n")[0]
    end = line.find(". ")
    sentence = line[: end + 1] if end > 0 else line
    return sentence if len(sentence) <= 200 else sentence[:197].rsplit(" ", 1)[0] + "…"
