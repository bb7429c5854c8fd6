"""What a sheet says beside its values: merged cells, hidden rows and columns, display formats.

calamine gives the values alone (and the merged cells of XLSX and XLS): the rest is read here, by
one module for each format, and only when the file says that there is something to read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autan.formats.layout.shapes import Shape
from autan.formats.merged import Range

# First and last row (or column) of a hidden part, from 0, both included.
Part = tuple[int, int]


@dataclass(frozen=True)
class Traits:
    """``shown``: column -> row -> what its format does to the value. All counts are from 0.

    ``ranges`` is None where calamine knows the merged cells.
    """

    ranges: tuple[Range, ...] | None = None
    hidden_rows: tuple[Part, ...] = ()
    hidden_columns: tuple[Part, ...] = ()
    shown: Mapping[int, Mapping[int, Shape]] = field(default_factory=dict)


# The traits of a sheet, by its name.
Traited = Callable[[str], Traits]


def traits_of(path: Path, kind: str, hiding: frozenset[str]) -> Traited:
    """How to know the traits of the sheets of a workbook that ``workbook_guard`` let pass.

    ``hiding``: the members of an XLSX in which something is hidden.
    A file whose insides cannot be understood has no traits: its values are read all the same.
    """
    # Each is imported for its own format only: a child lives for one file.
    if kind == "ods":
        from autan.formats.layout import ods

        return ods.traited(path)
    if kind == "xlsb":
        from autan.formats.layout import xlsb

        return xlsb.traited(path)
    if kind == "xls":
        from autan.formats.layout import xls

        return xls.traited(path)
    from autan.formats.layout import xlsx

    return xlsx.traited(path, hiding)


def parts(numbers: Iterable[int]) -> tuple[Part, ...]:
    """Numbers as runs of neighbours."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return tuple((first, last) for first, last in found)
