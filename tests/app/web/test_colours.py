"""Every portal's colour gives pages that can be read."""

import itertools

from autan.web import colours

STEPS = range(0, 256, 51)
SAMPLE = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in itertools.product(STEPS, STEPS, STEPS)]


def test_text_and_marks_reach_their_contrast_for_any_colour_in_both_themes() -> None:
    for colour in SAMPLE:
        theme = colours.theme(colour)
        for index, grounds in enumerate((colours.LIGHT_GROUNDS, colours.DARK_GROUNDS)):
            for ground in (*grounds, theme.brand_tint[index]):
                assert colours.contrast(theme.brand_text[index], ground) >= 4.5, (colour, ground)
                assert colours.contrast(theme.brand_ui[index], ground) >= 3, (colour, ground)
        assert colours.contrast(theme.brand[0], theme.on_brand[0]) >= 4.5, colour


def test_a_readable_colour_is_left_as_it_is() -> None:
    assert colours.theme("#2a5b84").brand_text[0] == "#2a5b84"


def test_a_colour_goes_to_oklch_and_back() -> None:
    for colour in SAMPLE:
        assert colours.from_oklch(*colours.to_oklch(colour)) == colour


def test_the_stylesheet_sets_both_themes_at_once() -> None:
    sheet = colours.theme("#ffcc00").as_css()
    assert "--brand:light-dark(#ffcc00,#ffcc00)" in sheet
    assert "--on-brand:light-dark(#1b1510,#1b1510)" in sheet
