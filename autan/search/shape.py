"""What the index holds of a dataset: words to find it by, values to count, keys to sort.

No text is stored: what a page shows is read from the records, where the one decision is made again.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from importlib.metadata import version

import tantivy
from tantivy import Document, Schema, SchemaBuilder

from autan.search import words

FACETS = ("standard", "theme", "licence", "producer", "departement", "epci", "commune")
"""Values that are counted, one of each a dataset."""

EVERYBODY = "*"
_TITLE_KEY = 40
_TEXT, _PLACE, _READER, _MARK = "text", "place", "reader", "mark"


@dataclass(frozen=True, slots=True)
class Entry:
    """A dataset as the index wants it.

    ``text`` are all the words by which it is found, the title's among them. ``places`` are
    ``kind:code`` of its territory and of all around it. ``readers`` are who may read it, at which
    portal: ``reader(portal, who)``. ``lock`` is the version of its record.
    """

    pk: int
    lock: int
    title: str
    text: str
    standard: str
    theme: str
    licence: str
    producer: str
    departement: str
    epci: str
    commune: str
    places: tuple[str, ...]
    readers: tuple[str, ...]
    modified: datetime
    rows: int


def reader(portal: str, who: str | int = EVERYBODY) -> str:
    """A term that says who (``EVERYBODY`` or the key of an organisation) reads at which portal."""
    return f"{portal}/{who}"


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to where the records are in the index: the last event, and when it was written.

    Numbers come back after a restored backup; the moment tells one from the other. ``tail`` are
    the numbers of the last events: one that was given before, and comes after, is missing there.
    """

    event: int
    at: str
    tail: tuple[int, ...] = ()


@cache
def schema() -> Schema:
    build = SchemaBuilder()
    build.add_unsigned_field("pk", indexed=True, fast=True)
    build.add_unsigned_field("lock", fast=True)
    build.add_text_field("title", tokenizer_name="stemmed", index_option="freq")
    build.add_text_field("title_word", tokenizer_name="plain", index_option="freq")
    build.add_text_field(_TEXT, tokenizer_name="stemmed", index_option="freq")
    build.add_text_field("word", tokenizer_name="plain", index_option="freq")
    for name in FACETS:
        build.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (_PLACE, _READER, _MARK):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    build.add_text_field("title_key", fast=True, tokenizer_name="raw", index_option="basic")
    build.add_integer_field("modified", indexed=True, fast=True)
    build.add_unsigned_field("rows", fast=True)
    build.add_text_field("note", stored=True, tokenizer_name="raw", index_option="basic")
    return build.build()


def document(entry: Entry) -> Document:
    """The entry as tantivy stores it; a value that is absent is not there at all."""
    title, text = words.composed(entry.title), words.composed(entry.text)
    values: dict[str, object] = {
        "pk": entry.pk,
        "lock": entry.lock,
        "title": title,
        "title_word": title,
        _TEXT: text,
        "word": text,
        _PLACE: list(entry.places),
        _READER: list(entry.readers),
        "title_key": title_key(entry.title),
        "modified": moment(entry.modified),
        "rows": entry.rows,
    }
    values |= {name: value for name in FACETS if (value := getattr(entry, name))}
    return Document.from_dict(values, schema())


def moment(when: datetime) -> int:
    """Microseconds, so that what was published in the same second keeps its order."""
    return int(when.timestamp() * 1_000_000)


def dataset_query(pk: int) -> tantivy.Query:
    """The document of a dataset. (Deleting by the term of a number deletes nothing: 0.27.0.)"""
    return tantivy.Query.term_query(schema(), "pk", pk)


def title_key(title: str) -> str:
    """What titles are sorted by: without case, accents or punctuation."""
    return " ".join(_letters(title))[:_TITLE_KEY]


def _letters(title: str) -> Iterable[str]:
    # Small words count when sorting, so this is not the analysis of a search.
    return _sorting().analyze(words.composed(title))


@cache
def _sorting() -> tantivy.TextAnalyzer:
    chain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return chain.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold()).build()


def mark_document(mark: Mark) -> Document:
    note = json.dumps([mark.event, mark.at, mark.tail])
    return Document.from_dict({_MARK: _MARK, "note": note}, schema())


def mark_of(note: str) -> Mark:
    event, at, tail = json.loads(note)
    return Mark(event, at, tuple(tail))


@cache
def fingerprint() -> str:
    """Changes with whatever would make an index of before answer otherwise."""
    facts = (
        version("tantivy"),
        words.STOPPED,
        words.LONGEST,
        [each.name for each in fields(Entry)],
        FACETS,
        "2026-11-22b",
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]
