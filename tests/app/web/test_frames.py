"""The height that a frame asks of the page of another site."""

import re

import pytest

from autan.web.embeds import Frame, Line, Room, plain

ROOM = Room(Line(260, 0.5, 400, 0.1), Line(100, 0.4), 600)


@pytest.mark.parametrize(
    ("width", "height"), [(320, 388), (400, 420), (599, 400), (600, 340), (1000, 500)]
)
def test_a_frame_is_as_high_as_its_content_at_its_width(width: int, height: int) -> None:
    assert ROOM.at(width) == height


@pytest.mark.parametrize("width", [320, 400, 560, 640, 1000])
def test_the_code_that_is_copied_says_the_same_to_a_browser(width: int) -> None:
    assert _computed(ROOM.css, width) == pytest.approx(ROOM.at(width), abs=1)


def test_without_the_styles_of_the_code_a_plain_height_is_left() -> None:
    code = Frame("http://a.test/?a=1&b=2", "Carte « x »", ROOM).code
    assert f'height="{ROOM.at(560)}"' in code
    assert 'src="http://a.test/?a=1&amp;b=2"' in code
    assert "<script" not in code


def test_a_frame_that_scrolls_keeps_one_height() -> None:
    assert plain(520).at(320) == plain(520).at(1400) == 520


def _computed(css: str, width: int) -> float:
    """What a browser makes of it."""
    plain_ = re.sub(r"([\d.]+)(px|cqw)", lambda m: _unit(m, width), css)
    scope = {"clamp": lambda low, at, high: max(low, min(at, high)), "min": min, "calc": float}
    return float(eval(plain_, {"__builtins__": {}}, scope))


def _unit(found: re.Match[str], width: int) -> str:
    number = float(found.group(1))
    return str(number * width / 100 if found.group(2) == "cqw" else number)
