"""How wide a text is, so that labels are wrapped and placed before anything is drawn.

Advance widths of Atkinson Hyperlegible Next at weight 400, in thousandths of the size; figures are
set as text here, and another font in its place differs by a few per cent, which margins absorb.
"""

_WIDTHS = {
    160: "'\u2009", 200: "\u202f", 210: ",.:;", 240: "j’·", 250: "i", 260: "l", 280: " \u00a0",
    290: "!",
    300: '"()', 310: "f", 320: "[]", 330: "t", 350: "r°", 360: "-", 370: "_", 390: "/I", 410: "1",
    450: "y", 465: "vzs", 480: "*?cx", 490: "k", 510: "7J–", 520: "a", 540: "Leu", 550: "2<>Fhno",
    565: "TdgEbpq«»", 580: "3Y", 595: "$5PSV69", 610: "+4BRZ−8X", 635: "=AKC", 650: "#0€",
    675: "D…w", 690: "GHNU", 715: "OQ", 730: "&", 780: "@", 835: "Mm—", 860: "W", 920: "%œæ",
    1010: "Œ",
}  # fmt: skip
_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_BOLD = 1.06


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels; letters with accents are as wide as without, what is unknown is wide."""
    thousandths = sum(_OF.get(char) or _OF.get(_bare(char), 620) for char in text)
    return thousandths * size / 1000 * (_BOLD if bold else 1)


def wrapped(text: str, size: float, most: float, lines: int, *, bold: bool = False) -> list[str]:
    """The text in at most ``lines`` lines of ``most`` pixels; « … » where it was cut."""
    found: list[str] = []
    # Nobody reads further, and an address may hold anything.
    words = text[:1000].split(" ")
    while words and len(found) < lines:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, bold=bold) <= most:
            line = f"{line} {words.pop(0)}"
        found.append(line)
    if words and found:
        found[-1] = f"{found[-1]} {' '.join(words)}"
    return [cut(line, size, most, bold=bold) for line in found]


def cut(text: str, size: float, most: float, *, bold: bool = False) -> str:
    """The text, or its beginning and « … »."""
    if width(text, size, bold=bold) <= most:
        return text
    room = most - width("…", size, bold=bold)
    kept = 0
    for char in text:
        room -= width(char, size, bold=bold)
        if room < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


def _bare(char: str) -> str:
    from unicodedata import normalize

    return normalize("NFD", char)[0]
