"""Colours of charts: readable on their paper, apart for every eye, and the same in the stylesheet."""

import math
from itertools import combinations
from pathlib import Path

import pytest

from autan.charts.look import DASHES, SHAPES, look, stylesheet
from autan.web.colours import contrast, theme

ROOT = Path(__file__).resolve().parents[3]
PAPERS = {"light": ("#fcfaf6", "#ffffff"), "dark": ("#1d1713", "#251f1a")}
# Severity 1 of Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of
# color vision deficiency", 2009, on linear RGB.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour: str, eye: str) -> tuple[float, float, float]:
    """OKLab of the colour as that eye sees it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    r, g, b = (
        min(max(sum(w * p for w, p in zip(row, linear, strict=True)), 0), 1) for row in EYES[eye]
    )
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_mark_stands_out_from_its_paper_three_to_one(name):
    colours = look(name)
    for colour in (*colours.series, colours.others):
        assert min(contrast(colour, paper) for paper in PAPERS[name]) >= 3, colour
    for colour in (colours.ink, colours.soft):
        assert min(contrast(colour, paper) for paper in PAPERS[name]) >= 4.5, colour


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_no_two_series_look_alike_to_any_eye(name, eye):
    pairs = combinations(look(name).series, 2)
    nearest = min(math.dist(seen(one, eye), seen(other, eye)) for one, other in pairs)
    assert nearest > 0.08  # four times a difference that can just be seen


@pytest.mark.parametrize("brand", ["#f2b705", "#1f7a76", "#b3202c", "#2a5f8f", "#6a000b"])
def test_the_portal_s_colour_is_first_and_its_look_alike_is_last(brand):
    for place, name in enumerate(("light", "dark")):
        own = theme(brand).brand_ui[place]
        series = look(name, own).series
        assert series[0] == own
        assert len(set(series)) == 8
        apart = [math.dist(seen(own, "usual"), seen(other, "usual")) for other in series[1:4]]
        assert min(apart) > 0.06, (brand, name)


def test_each_of_eight_series_has_its_own_shape_and_dash():
    assert len(set(SHAPES)) == len(set(DASHES)) == 8


def test_the_stylesheet_of_the_pages_holds_the_same_colours():
    sheet = ROOT / "front" / "styles" / "parts" / "marks.css"
    assert stylesheet() in sheet.read_text(encoding="utf-8")
