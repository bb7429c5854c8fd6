"""From a question to a query of tantivy. What one may not read is cut off first, always."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tantivy import FieldType, Occur, Query

from autan.search import words
from autan.search.question import AGES, OLDER, Audience, Question, Sought, Word
from autan.search.shape import moment, reader, schema

# A word of the title is worth more than one of the description, a whole one more than a stem.
_IN_TITLE, _WHOLE_IN_TITLE = 3.0, 2.0


def readable(audience: Audience) -> Query:
    """What the audience may read: the only door to the index."""
    terms = [reader(audience.portal)]
    terms += [reader(audience.portal, one) for one in sorted(audience.organisations)]
    return _one_of("reader", terms)


def narrowed(audience: Audience, question: Question, now: datetime) -> list[Query]:
    """What the audience may read of what was chosen, the words aside."""
    kept = [readable(audience)]
    kept += [_one_of(facet, values) for facet, values in question.chosen if values]
    if question.places:
        kept.append(_one_of("place", question.places))
    if question.age:
        kept.append(aged(question.age, now))
    return kept


def aged(age: str, now: datetime) -> Query:
    """Changed in the last so many days, or before all of ``AGES``."""
    since, until = (None if day is None else moment(day) for day in bounds(age, now))
    last = None if until is None else until - 1
    return Query.range_query(schema(), "modified", FieldType.Integer, since, last)


def bounds(age: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when (included) to when (excluded), at midnights; None where there is no bound."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if age == OLDER:
        return None, today - timedelta(days=max(AGES.values()))
    return today - timedelta(days=AGES[age]), None


def held(kept: Sequence[Query], sought: Sought) -> Query:
    """The conditions and every word, in no order."""
    return Query.boolean_query(_held(kept, sought))


def said(kept: Sequence[Query], sought: Sought) -> Query:
    """The conditions and every word; whole words and words of the title come first."""
    parts = _held(kept, sought)
    every = dict.fromkeys(
        word for forms in sought.wanted for form in forms for word in form.split()
    )
    parts += [(Occur.Should, each) for word in every for each in _better(word)]
    if sought.letters:
        title = Query.boost_query(beginning("title_word", sought.letters), _IN_TITLE)
        parts.append((Occur.Should, title))
    return Query.boolean_query(parts)


def _held(kept: Sequence[Query], sought: Sought) -> list[tuple[Occur, Query]]:
    parts = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in kept]
    parts += [(Occur.Must, _any_form(forms)) for forms in sought.wanted]
    if sought.letters:
        parts.append((Occur.Must, beginning("word", sought.letters)))
    return parts


def titled(kept: Sequence[Query], whole: Sequence[str], letters: str) -> Query:
    """The conditions, words and a beginning, all in the title."""
    parts = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in kept]
    stems = [words.stem(word) or word for word in whole]
    parts += [(Occur.Must, _term("title", stem)) for stem in stems]
    parts.append((Occur.Must, beginning("title_word", letters)))
    return Query.boolean_query(parts)


def entitled(kept: Sequence[Query], forms: Word) -> Query:
    """The conditions, and one way to write a word in the title."""
    parts = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in kept]
    return Query.boolean_query([*parts, (Occur.Must, _any_form(forms, "title"))])


def _any_form(forms: Word, field: str = "text") -> Query:
    stems = dict.fromkeys(
        tuple(words.stem(word) or word for word in form.split()) for form in forms
    )
    return _either([_all_of(field, one) for one in stems])


def _all_of(field: str, stems: Sequence[str]) -> Query:
    found = [_term(field, stem) for stem in stems]
    return (
        found[0] if len(found) == 1 else Query.boolean_query([(Occur.Must, one) for one in found])
    )


def _better(form: str) -> Iterable[Query]:
    stem = words.stem(form) or form
    yield _boosted("title", stem, _IN_TITLE)
    yield _boosted("title_word", form, _WHOLE_IN_TITLE)


def beginning(field: str, letters: str) -> Query:
    """A word of ``field`` that begins with ``letters``."""
    return Query.fuzzy_term_query(schema(), field, letters, distance=0, prefix=True)


def _boosted(field: str, term: str, boost: float) -> Query:
    return Query.boost_query(_term(field, term), boost)


def _term(field: str, term: str) -> Query:
    return Query.term_query(schema(), field, term, index_option="freq")


def _one_of(field: str, values: Sequence[str]) -> Query:
    terms = [Query.term_query(schema(), field, value, index_option="basic") for value in values]
    return _either(terms)


def _either(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, each) for each in queries])
