"""The small memory of answers."""

from autan.engine.base import Answer
from autan.engine.cache import AnswerCache


def key(name):
    return ("portal", "grant", "version", name)


def test_the_least_recently_used_leaves_first():
    cache = AnswerCache(10_000)
    for name in "abcd":
        cache.put(key(name), Answer(1, b"x" * 1200))
    cache.get(key("a"))
    cache.put(key("e"), Answer(1, b"x" * 1200))
    assert [name for name in "abcde" if cache.get(key(name))] == ["a", "c", "d", "e"]


def test_what_takes_too_much_room_is_not_kept():
    cache = AnswerCache(10_000)
    cache.put(key("a"), Answer(1, b"x" * 5000))
    assert cache.get(key("a")) is None


def test_the_same_key_is_kept_once():
    cache = AnswerCache(10_000)
    for _ in range(50):
        cache.put(key("a"), Answer(1, b"x" * 1000))
    cache.put(key("b"), Answer(2, b""))
    assert (cache.get(key("a")), cache.get(key("b"))) == (Answer(1, b"x" * 1000), Answer(2, b""))
