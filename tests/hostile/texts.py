"""Hostile texts: shapes, letters and cells that wear a reader out."""

from collections.abc import Callable
from pathlib import Path

from tests import files
from tests.hostile.case import Case, harmless, refused, written

HEAD = "nom;montant;date;courriel\n"
_MANY = 1_200_000
LINE = "Judo;120,50;12/03/2024;judo@exemple.fr\n"


def _text(content: str) -> Callable[[Path], object]:
    return written(content.encode())


def _cells(cell: str, rows: int = 60) -> Callable[[Path], object]:
    """A table where every cell is the same: what makes a slow pattern slow."""
    return _text("a;b;c\n" + f"{cell};{cell};{cell}\n" * rows)


def make_open_quote(path: Path) -> Path:
    """A quote that nothing closes, near the start of a file of fifty megabytes."""
    path.write_text(HEAD + LINE * 3 + '"' + LINE * (_MANY + 1))
    return path


def make_quotes(path: Path) -> Path:
    """Quotes opened on every line, none of which makes sense."""
    path.write_text(HEAD + 'Ju"do;"12;x"y;"\n' * 15_000)
    return path


def make_million_columns(path: Path) -> Path:
    names = ";".join(f"c{number}" for number in range(1_000_000))
    path.write_text(names + "\n" + ";".join("1" * 1_000_000) + "\n")
    return path


def make_ragged(path: Path) -> Path:
    """Each row of another width, up to two thousand."""
    path.write_text(HEAD + "".join(";".join("x" * (n % 2000 + 1)) + "\n" for n in range(1, 1500)))
    return path


def make_deep_page(path: Path) -> Path:
    path.write_text("<html><body>" + "<div><b>" * 500_000 + "Bonjour")
    return path


def make_deep_tables(path: Path) -> Path:
    path.write_text("<html>" + "<table><tr><td>1<td>2" * 100_000)
    return path


def _page(cells: str) -> Callable[[Path], object]:
    rows = "".join(f"<tr><td>Judo {n}<td>{n},50</tr>" for n in range(5))
    return _text(f"<html><table><tr><th>Nom<th>Montant</tr>{cells}{rows}</table></html>")


CASES: dict[str, Case] = {
    "one long line": refused(
        "ligne.csv", "line-too-long", lambda path: files.make_one_line(path, 32)
    ),
    "a million columns": refused("large.csv", "too-many-columns", make_million_columns),
    "a million separators": refused("large.csv", "too-many-columns", _text(HEAD + ";" * 1_000_000)),
    "nothing but separators": refused("vide.csv", "empty-file", _text((";" * 30 + "\n") * 20_000)),
    "nothing but quotes": refused("a.csv", "no-rows", _text('"' * 300_000)),
    "nothing but line ends": refused("a.csv", "empty-file", _text("\r" * 3_000_000)),
    "zeros for ever": refused("a.csv", "not-a-table", written(bytes(8 << 20))),
    "noise": refused("bruit.csv", "not-a-table", written(bytes(range(256)) * 4000)),
    "page of a million marks": refused("page.xls", "web-page", make_deep_page),
    "tables in tables": refused("page.xls", "too-deep", make_deep_tables),
    "page with an endless comment": refused(
        "page.xls", "web-page", _text("<html><!--" + "<table><tr><td>" * 100_000)
    ),
    "page of marks never closed": refused(
        "page.xls", "web-page", _text("<html>" + "<a href=" * 400_000)
    ),
    "cell that spans a billion columns": harmless(
        "page.xls", 5, _page("<tr><td colspan=999999999 rowspan=999999999></td></tr>")
    ),
    "quote never closed": harmless("a.csv", _MANY + 4, make_open_quote),
    "quotes everywhere": harmless("a.csv", 15_000, make_quotes),
    "rows of every width": harmless("a.csv", 1499, make_ragged),
    "zeros in every line": harmless(
        "a.csv", 40, written((HEAD + LINE * 40).replace("Judo", "Ju\0do").encode())
    ),
    "UTF-16 that is not": refused(
        "a.csv", "no-rows", written(b"\xff\xfe" + (HEAD + LINE * 40).encode())
    ),
    "a few zeros between the letters": harmless(
        "a.csv", 40, written((HEAD + LINE * 40).replace("Judo", "Ju\0do", 3).encode())
    ),
    "UTF-16 of odd length": harmless(
        "a.csv", 40, written((HEAD + LINE * 40).encode("utf-16")[:-1])
    ),
    "UTF-32": harmless("a.csv", 40, written((HEAD + LINE * 40).encode("utf-32"))),
    "a thousand byte order marks": harmless("a.csv", 40, _text("\ufeff" * 1000 + HEAD + LINE * 40)),
    "formulas": harmless(
        "a.csv",
        80,
        _text(HEAD + '=cmd|\'/c calc\'!A1;+1+1;@SUM(1);-2\n=HYPERLINK(""http://x"");1;2;3\n' * 40),
    ),
    "letters written backwards": harmless(
        "a.csv", 40, _text(HEAD + LINE.replace("Judo", "\u202eoduJ\u2066\u200f") * 40)
    ),
    "signs of a terminal": harmless(
        "a.csv", 40, _text(HEAD + LINE.replace("Judo", "\x1b[2J") * 40)
    ),
    "letters under a heap of accents": harmless(
        "a.csv", 40, _text(HEAD + LINE.replace("Judo", "J" + "\u0301" * 3000) * 40)
    ),
    "a header of a hundred thousand letters": harmless(
        "a.csv", 40, _text("n" * 100_000 + HEAD + LINE * 40)
    ),
    "eight hundred columns of one name": harmless(
        "a.csv", 3, _text(("nom;" * 800)[:-1] + "\n" + (("x;" * 800)[:-1] + "\n") * 3)
    ),
    "numbers without end": harmless("a.csv", 60, _cells("9" * 20_000)),
    "powers without end": harmless("a.csv", 60, _cells("1e999999999")),
    "spaces without end": harmless("a.csv", 60, _cells("a" + " " * 30_000 + "b")),
    "almost an address of mail": harmless("a.csv", 60, _cells("a" * 15_000 + "@" + "a." * 5000)),
    "almost an address of the web": harmless("a.csv", 60, _cells("http://" + "a/" * 15_000 + " ")),
    "almost an amount": harmless("a.csv", 60, _cells("1 000" * 6000 + ",,")),
    "almost a date": harmless("a.csv", 60, _cells("31/02/" + "9" * 3000 + "/" * 3000)),
    "almost a shape": harmless("a.csv", 60, _cells("POLYGON" + "(" * 10_000)),
    "almost a GeoJSON": harmless("a.csv", 60, _cells('{"type":' * 3000)),
    "almost a position": harmless("a.csv", 60, _cells("48." + "1" * 9000 + ", " + "2." * 6000)),
    "almost mojibake": harmless("a.csv", 60, _cells("ÃƒÂ©" * 4000)),
    "almost a SIRET": harmless("a.csv", 60, _cells("2132 0013 " * 2000)),
}
