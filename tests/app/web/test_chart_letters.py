"""The words of a chart keep their widths in a page that has another font."""

import re

import pytest

from autan.charts.metrics import width
from autan.web.datasets.chart_letters import fitted

TEXT = '<svg><text x="1" font-size="13px"{more}>{said}</text></svg>'


@pytest.mark.parametrize(
    ("said", "meant", "more", "bold"),
    [
        ("Comité départemental", "Comité départemental", "", False),
        ("Fêtes &amp; sports", "Fêtes & sports", "", False),
        ("Un titre en gras", "Un titre en gras", ' font-weight="bold"', True),
    ],
)
def test_a_text_says_how_long_it_is(said: str, meant: str, more: str, bold: bool) -> None:
    out = fitted(TEXT.format(said=said, more=more))
    found = re.search(r'textLength="(\d+)" lengthAdjust="spacingAndGlyphs">(.*)</text>', out)
    assert found is not None
    assert int(found[1]) == round(width(meant, 13, bold=bold))
    assert found[2] == said


def test_each_line_of_a_text_says_its_own() -> None:
    lines = "<tspan>Une première ligne</tspan><tspan dy='17'>une autre</tspan>"
    out = fitted(TEXT.format(said=lines, more=""))
    assert len(re.findall(r"<tspan[^>]* textLength=", out)) == 2
    assert '<text x="1" font-size="13px"><tspan' in out


@pytest.mark.parametrize("whole", [TEXT.format(said="12", more=""), "<svg><path d='M0 0'/></svg>"])
def test_what_no_font_can_push_out_is_left_alone(whole: str) -> None:
    assert fitted(whole) == whole
