"""Paths of SVG in whole pixels, as short as they can be written."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Pixels = Sequence[tuple[int, int]]


def path_of(points: Pixels, close: str = "") -> str:
    """Whole pixels, relative moves, no point twice: a tenth of the weight."""
    kept = [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
    if len(kept) < (3 if close else 2):
        return ""
    moves = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{joined_moves(moves)}{close}"


def dots(where: Pixels) -> str:
    parts, x, y = [], 0, 0
    for column, row in sorted(where):
        parts.append(f"m{joined_moves([(column - x, row - y)])}h0")
        x, y = column, row
    return "".join(parts)


def joined_moves(moves: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x} {y}" for x, y in moves).replace(" -", "-")
