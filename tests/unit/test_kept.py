"""What is kept is kept for a moment, and never more than there is room for."""

from autan.kept import Kept


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_value_is_forgotten_after_its_time():
    clock = Clock()
    kept: Kept[str, str] = Kept(seconds=5, most=10, clock=clock)
    kept.put("gers.localhost", "gers")
    clock.now = 4.9
    assert kept.get("gers.localhost") == "gers"
    clock.now = 5
    assert kept.get("gers.localhost") is None


def test_the_oldest_leave_when_there_is_no_room():
    kept: Kept[int, int] = Kept(seconds=5, most=3)
    for number in (1, 2, 3, 1, 4):
        kept.put(number, number)
    assert [kept.get(number) for number in (1, 2, 3, 4)] == [1, None, 3, 4]


def test_a_value_can_be_dropped():
    kept: Kept[str, int] = Kept(seconds=5, most=3)
    kept.put("a", 1)
    kept.drop("a")
    kept.drop("b")
    assert kept.get("a") is None


def test_what_has_no_end_stays() -> None:
    kept: Kept[str, int] = Kept(most=1, clock=lambda: 1e12)
    kept.put("a", 1)
    assert kept.get("a") == 1
    kept.put("b", 2)
    assert (kept.get("a"), kept.get("b")) == (None, 2)
