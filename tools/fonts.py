"""The font of the pages, made for pictures drawn on the server: TTF at two weights, from npm's.

Browsers take the compressed variable font as it is; the drawing library reads TTF of one weight.
The narrow unbreakable space of French, which the font lacks, is added to it: a fifth of the size.
"""

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
SOURCE = (
    ROOT
    / "front/node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"
    / "atkinson-hyperlegible-next-latin-wght-normal.woff2"
)
TARGET = ROOT / "autan" / "drawing" / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
_NARROW, _WIDTH = 0x202F, 200


def make(style: str, weight: int) -> None:
    font = TTFont(SOURCE)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True, updateFontNames=False)
    _add_narrow_space(font)
    for record, text in ((1, "Atkinson Hyperlegible Next"), (2, style), (17, style)):
        font["name"].setName(text, record, 3, 1, 0x409)
    font["name"].setName("Atkinson Hyperlegible Next", 16, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font.flavor = None
    font.save(TARGET / f"AtkinsonHyperlegibleNext-{style}.ttf")


def _add_narrow_space(font: TTFont) -> None:
    """A glyph with nothing in it, some thousandths of the size wide."""
    glyphs, name = font["glyf"], "narrownobreakspace"
    glyphs[name] = Glyph()
    font["hmtx"][name] = (_WIDTH, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[_NARROW] = name


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        make(style, weight)
