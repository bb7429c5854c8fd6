"""Every portal's colour gives pages that can be read, and so do the colours that all share."""

import itertools
import math
import re
from pathlib import Path

import pytest

from autan.web import colours

TOKENS = Path(__file__).resolve().parents[3] / "front" / "styles" / "tokens.css"
# Sixteen steps of each part of sRGB: 4,096 colours, from black to white.
STEPS = range(0, 256, 17)
SAMPLE = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in itertools.product(STEPS, STEPS, STEPS)]
LIGHT, DARK = 0, 1
GROUNDS = (colours.LIGHT_GROUNDS, colours.DARK_GROUNDS)


def test_any_of_4096_colours_gives_text_and_marks_that_can_be_read_in_both_themes() -> None:
    failing = [
        (colour, index, ground)
        for colour in SAMPLE
        for index in (LIGHT, DARK)
        for ground in (*GROUNDS[index], colours.theme(colour).brand_tint[index])
        if colours.contrast(colours.theme(colour).brand_text[index], ground) < 4.5
        or colours.contrast(colours.theme(colour).brand_ui[index], ground) < 3
    ]
    assert failing == []


def test_the_words_upon_a_band_of_any_colour_can_be_read() -> None:
    faces = [colours.theme(colour) for colour in SAMPLE]
    assert [one for one in faces if colours.contrast(one.brand[0], one.on_brand[0]) < 4.5] == []


def test_ink_can_be_read_on_the_tint_of_any_colour() -> None:
    inks = tokens()
    failing = [
        (colour, name)
        for colour in SAMPLE
        for index in (LIGHT, DARK)
        for name in ("ink", "ink-soft", "rose-text", "olive-text")
        if colours.contrast(inks[name][index], colours.theme(colour).brand_tint[index]) < 4.5
    ]
    assert failing == []


@pytest.mark.parametrize("ink", ["ink", "ink-soft", "rose-text", "olive-text"])
@pytest.mark.parametrize("ground", ["paper", "surface", "sunk", "rose-tint", "olive-tint"])
def test_the_inks_of_the_house_can_be_read_on_its_papers(ink: str, ground: str) -> None:
    assert ratio(ink, ground, LIGHT) >= 4.5
    assert ratio(ink, ground, DARK) >= 4.5


@pytest.mark.parametrize(
    ("over", "under"), [("on-action", "action"), ("on-action", "action-hover"), ("ink", "sun")]
)
def test_words_upon_a_colour_of_the_house_can_be_read(over: str, under: str) -> None:
    assert ratio(over, under, LIGHT) >= 4.5
    assert ratio(over, under, DARK) >= 4.5


def test_the_border_of_a_field_stands_out_of_its_paper() -> None:
    for ground in ("paper", "surface", "sunk"):
        assert ratio("line-strong", ground, LIGHT) >= 3
        assert ratio("line-strong", ground, DARK) >= 3


def test_the_grounds_that_colours_are_computed_for_are_the_worst_of_the_stylesheet() -> None:
    papers = [tokens()[name] for name in ("paper", "surface", "sunk")]
    for text in (colours.theme(colour) for colour in SAMPLE[::97]):
        assert all(colours.contrast(text.brand_text[LIGHT], p[LIGHT]) >= 4.5 for p in papers)
        assert all(colours.contrast(text.brand_text[DARK], p[DARK]) >= 4.5 for p in papers)


def test_a_page_without_a_portal_has_the_colours_of_the_house() -> None:
    sheet = TOKENS.read_text(encoding="utf-8")
    face = colours.theme("#2a5b84")
    for name in ("brand_text", "brand_ui", "brand_tint"):
        light, dark = getattr(face, name)
        assert f"--{name.replace('_', '-')}: light-dark({light}, {dark});" in sheet


def test_a_readable_colour_is_left_as_it_is() -> None:
    assert colours.theme("#2a5b84").brand_text[0] == "#2a5b84"


def test_a_colour_that_is_too_pale_is_darkened_no_more_than_it_must() -> None:
    darkened = colours.theme("#ffcc00").brand_text[LIGHT]
    assert 4.5 <= colours.contrast(darkened, colours.LIGHT_GROUNDS[0]) < 4.7


def test_a_colour_goes_to_oklch_and_back() -> None:
    assert [c for c in SAMPLE if colours.from_oklch(*colours.to_oklch(c)) != c] == []


def test_the_stylesheet_sets_both_themes_at_once() -> None:
    sheet = colours.theme("#ffcc00").as_css()
    assert "--brand:light-dark(#ffcc00,#ffcc00)" in sheet
    assert "--on-brand:light-dark(#1b1510,#1b1510)" in sheet


def ratio(over: str, under: str, index: int) -> float:
    return colours.contrast(tokens()[over][index], tokens()[under][index])


def tokens() -> dict[str, tuple[str, str]]:
    """The pairs written ``light-dark(oklch(…), oklch(…))`` in the stylesheet, as ``#rrggbb``."""
    pair = r"--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);"
    found = re.findall(pair, TOKENS.read_text(encoding="utf-8"))
    return {name: (_hex(light), _hex(dark)) for name, light, dark in found}


def _hex(oklch: str) -> str:
    lightness, chroma, degrees = map(float, oklch.split())
    return colours.from_oklch(lightness, chroma, math.radians(degrees))
