"""CSV as spreadsheets in French expect it: semicolons, and a byte order mark when asked."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Literal

from autan.formats.exports import LABELS, Format, Frames, Option, Settled
from autan.formats.moments import as_text
from autan.formats.places import as_cells

_DELIMITERS = {";": ";", ",": ",", "|": "|", "\t": "\t", "tab": "\t", "\\t": "\t"}

DELIMITER = Option("delimiter", ";", "Le séparateur : ; , | ou une tabulation.", _DELIMITERS)
QUOTE_ALL = Option("quote_all", False, "Entourer toutes les valeurs de guillemets.")
WITH_BOM = Option("with_bom", True, "Commencer par la marque qui fait reconnaître l’UTF-8 à Excel.")


def rows(frames: Frames, options: Settled) -> Iterator[bytes]:
    """The header, then the rows; lines end with a line feed, an empty cell is empty."""
    delimiter, quote_all = str(options["delimiter"]), bool(options["quote_all"])
    opening = b"\xef\xbb\xbf" if options["with_bom"] else b""
    for number, frame in enumerate(frames):
        if number == 0:
            opening += _header(frame.columns, delimiter, quote_all)
        out = BytesIO()
        as_cells(as_text(frame)).write_csv(
            out,
            include_header=False,
            separator=delimiter,
            quote_style="always" if quote_all else "necessary",
        )
        yield opening + out.getvalue()
        opening = b""


def _header(names: list[str], delimiter: str, quote_all: bool) -> bytes:
    out = StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerow(names)
    return out.getvalue().encode()


FORMAT = Format(
    "csv", "CSV", "csv", "text/csv; charset=utf-8", rows, (LABELS, DELIMITER, QUOTE_ALL, WITH_BOM)
)
