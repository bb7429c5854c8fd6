"""One state of the index, that does not change while it is asked: hits, counts, words.

Every answer starts from ``terms.narrowed``: what the audience may not read is neither found nor
counted, and no word of it is ever proposed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from tantivy import DocAddress, Order, Query, Searcher, SearchResult

from autan.search import terms, words
from autan.search.acronyms import otherwise
from autan.search.question import (
    AGES,
    OLDER,
    Audience,
    Counted,
    Hits,
    Question,
    Sought,
    Word,
)
from autan.search.shape import Mark, mark_of, moment, schema
from autan.search.spelling import near_words

_LITTLE = 3
"""Below so many exact answers, beginnings and near words are looked for as well."""

_MUCH = 4
"""A near word is proposed when it finds so many times more."""

_MOST_VALUES, _OF_SEGMENT = 5000, 1000
_REMEMBERED = 256
_FIELDS = {"modified": "modified", "title": "title_key", "rows": "rows"}
_ASCENDING = {"title"}


class Snapshot:
    """Of the index of that ``name``: ``searcher`` sees what was committed when it was made."""

    def __init__(self, searcher: Searcher, name: str = "") -> None:
        self._searcher = searcher
        self.name = name
        self._counts: dict[object, Mapping[str, tuple[Counted, ...]]] = {}
        self.mark = self._read_mark()

    @property
    def size(self) -> int:
        """How many datasets it holds, whoever may read them."""
        return max(0, int(self._searcher.num_docs) - (self.mark is not None))

    @property
    def pieces(self) -> int:
        """Segments: past some ten, they are worth being joined."""
        return int(self._searcher.num_segments)

    # What is looked for

    def find(self, audience: Audience, question: Question, now: datetime) -> Hits:
        """The page of a question: exact words when enough is found; else the last one as a
        beginning; else near words; else what holds most of them."""
        kept = terms.narrowed(audience, question, now)
        found = words.words_of(question.text)
        exact = self._page(kept, Sought(tuple(otherwise(found))), question)
        if not found or exact.total >= _LITTLE:
            return exact
        if len(found[-1]) > 1:
            started = Sought(exact.sought.wanted[:-1], found[-1])
            begun = self._page(kept, started, question)
            if begun.total > exact.total:
                return begun
        if not question.near:
            return exact
        near = self._near(kept, found)
        if not exact.total:
            return self._wider(kept, near or exact.sought, question) or exact
        much = bool(near) and self.total(kept, near) >= _MUCH * exact.total
        return replace(exact, proposed=near.words) if much else exact

    def _wider(self, kept: Sequence[Query], sought: Sought, question: Question) -> Hits | None:
        """The page of those words, or of half of them and at least two; None if nothing has."""
        found = self._page(kept, sought, question)
        if not found.total:
            most = self._most(kept, sought)
            if len(most.wanted) < max(2, len(sought.wanted) / 2):
                return None
            found = self._page(kept, most, question)
        return replace(found, instead_of=question.text) if found.total else None

    def _most(self, kept: Sequence[Query], sought: Sought) -> Sought:
        """Of the words, those that are found together: words of titles first, then rare ones."""

        def rank(forms: Word) -> tuple[bool, int]:
            named = _number(self._searcher.search(terms.entitled(kept, forms), 1))
            return not named, self.total(kept, Sought((forms,)))

        chosen: tuple[Word, ...] = ()
        for forms in sorted(sought.wanted, key=rank):
            if self.total(kept, Sought((*chosen, forms))):
                chosen = (*chosen, forms)
        return Sought(tuple(one for one in sought.wanted if one in chosen))

    def _near(self, kept: Sequence[Query], found: Sequence[str]) -> Sought:
        """Words that differ by a letter or two, for those that few datasets have."""
        near = tuple(self._nearest(kept, word) or word for word in found)
        return Sought() if near == tuple(found) else Sought(tuple(otherwise(near)))

    def _nearest(self, kept: Sequence[Query], word: str) -> str:
        """Of the nearest words that the audience may find, the most frequent; "" for none."""
        alone = self.total(kept, Sought(((word,),)))
        if alone >= _LITTLE:
            return ""
        ranked = [
            (letters, -self.total(kept, Sought(((near,),))), near)
            for near, letters in near_words(word, self._vocabulary)
        ]
        return min((each for each in ranked if -each[1] > alone), default=(0, 0, ""))[2]

    def total(self, kept: Sequence[Query], sought: Sought) -> int:
        return _number(self._searcher.search(terms.held(kept, sought), 1))

    # Pages

    def _page(self, kept: Sequence[Query], sought: Sought, question: Question) -> Hits:
        order = question.order if sought else question.order.replace("relevance", "modified")
        query = terms.said(kept, sought)
        found = self._ordered(query, order, question.limit, question.offset)
        return Hits(_number(found), self._pks(found.hits[: question.limit]), sought)

    def titled(self, audience: Audience, text: str, most: int, now: datetime) -> tuple[int, ...]:
        """Datasets whose title has the words of ``text``, of which the last may be unfinished."""
        found = words.words_of(text)
        if not found:
            return ()
        kept = terms.narrowed(audience, Question(), now)
        found_query = terms.titled(kept, found[:-1], found[-1])
        return self._pks(self._searcher.search(found_query, most, count=False).hits)

    def _ordered(self, query: Query, order: str, limit: int, offset: int) -> SearchResult:
        name = order.removeprefix("-")
        if name == "relevance":
            return self._searcher.search(query, max(limit, 1), offset=offset)
        upwards = (name in _ASCENDING) != order.startswith("-")
        return self._searcher.search(
            query,
            max(limit, 1),
            offset=offset,
            order_by_field=_FIELDS[name],
            order=Order.Asc if upwards else Order.Desc,
        )

    def _pks(self, hits: Iterable[tuple[object, DocAddress]]) -> tuple[int, ...]:
        addresses = [address for _, address in hits]
        values = self._searcher.fast_field_values("pk", addresses) if addresses else []
        return tuple(int(value) for value in values if value is not None)

    def locks(self) -> dict[int, int]:
        """The version of each record as it is here, by primary key."""
        found = self._searcher.search(Query.exists_query("pk"), max(1, self._searcher.num_docs))
        addresses = [address for _, address in found.hits]
        pks = self._searcher.fast_field_values("pk", addresses)
        locks = self._searcher.fast_field_values("lock", addresses)
        return {int(pk): int(lock) for pk, lock in zip(pks, locks, strict=True)}  # type: ignore[arg-type]

    # Counts

    def counts(
        self,
        audience: Audience,
        question: Question,
        facets: Sequence[str],
        sought: Sought,
        now: datetime,
        most: int = _MOST_VALUES,
    ) -> Mapping[str, tuple[Counted, ...]]:
        """For each facet, what each of its values would leave, the other choices being kept.

        ``age`` is a facet whose counts include those of the younger. The levels of the territory
        are counted inside the place that is chosen. Values without a dataset are absent; the most
        frequent come first.
        """
        counted: dict[str, tuple[Counted, ...]] = {}
        together: dict[Question, list[str]] = {}
        for name in facets:
            together.setdefault(question.without(name), []).append(name)
        for left, names in together.items():
            query = terms.held(terms.narrowed(audience, left, now), sought)
            asked = {name: _ages(now) if name == "age" else _values(name, most) for name in names}
            answered = self._searcher.aggregate(query, asked)
            counted |= {name: _counted(name, answered[name]["buckets"]) for name in names}
        return counted

    # Words

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        """All the words of all the datasets: never shown before being found by the audience."""
        return tuple(word for word, _ in self._searcher.terms_with_prefix("word", ""))

    def _read_mark(self) -> Mark | None:
        query = Query.term_query(schema(), "mark", "mark", index_option="basic")
        hits = self._searcher.search(query, 1).hits
        return mark_of(self._searcher.doc(hits[0][1])["note"][0]) if hits else None


def _number(found: SearchResult) -> int:
    """How many were found: an attribute that the types of tantivy forget."""
    return int(found.count or 0)  # type: ignore[attr-defined]


def _values(facet: str, most: int) -> dict[str, object]:
    # Of each segment, more values than are wanted: those that are first in all may not be in one.
    return {"terms": {"field": facet, "size": most, "segment_size": max(most, _OF_SEGMENT)}}


def _ages(now: datetime) -> dict[str, object]:
    """From the youngest to the oldest, each up to where the one before begins."""
    ranges: list[dict[str, object]] = []
    until: int | None = None
    for age in AGES:
        since = moment(terms.bounds(age, now)[0] or now)
        ranges.append({"key": age, "from": since, **({"to": until} if until else {})})
        until = since
    ranges.append({"key": OLDER, "to": until})
    return {"range": {"field": "modified", "ranges": ranges}}


def _counted(facet: str, buckets: Sequence[Mapping[str, object]]) -> tuple[Counted, ...]:
    found = {str(each["key"]): int(str(each["doc_count"])) for each in buckets}
    if facet != "age":
        return tuple(Counted(value, count) for value, count in found.items())
    totals, sum_so_far = [], 0
    for age in AGES:
        sum_so_far += found.get(age, 0)
        totals.append(Counted(age, sum_so_far))
    totals.append(Counted(OLDER, found.get(OLDER, 0)))
    return tuple(each for each in totals if each.count)
