"""The best way to give each column of a standard at most one column of the file."""

from collections.abc import Iterator, Sequence


def assign(gains: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row of ``gains`` the column it receives, so that the sum is the greatest.

    A pair without gain (zero or less) is never made. Rows that want no common column are
    solved apart: a model of two hundred columns then costs no more than a small one.
    """
    chosen: list[int | None] = [None] * len(gains)
    for rows, columns in _groups(gains):
        part = [[gains[row][column] for column in columns] for row in rows]
        for row, column in zip(rows, _best(part), strict=True):
            chosen[row] = None if column is None else columns[column]
    return chosen


def _groups(gains: Sequence[Sequence[float]]) -> Iterator[tuple[list[int], list[int]]]:
    """Rows and columns that hang together by pairs with a gain."""
    wanted = [[j for j, gain in enumerate(row) if gain > 0] for row in gains]
    wanting: dict[int, list[int]] = {}
    for row, columns in enumerate(wanted):
        for column in columns:
            wanting.setdefault(column, []).append(row)
    seen: set[int] = set()
    for first in range(len(gains)):
        if first in seen or not wanted[first]:
            continue
        rows, members, together = [first], {first}, set(wanted[first])
        for row in rows:
            together.update(wanted[row])
            new = {r for column in wanted[row] for r in wanting[column]} - members
            members |= new
            rows.extend(sorted(new))
        seen |= members
        yield sorted(members), sorted(together)


def _best(gains: list[list[float]]) -> list[int | None]:
    """Hungarian algorithm with potentials, in rows² x columns steps."""
    rows, columns = len(gains), len(gains[0])
    # One spare column for each row makes "nothing" always possible, at no cost.
    costs = [[-max(gain, 0.0) for gain in row] + [0.0] * rows for row in gains]
    owner = _solve(costs)
    chosen: list[int | None] = [None] * rows
    for column, row in enumerate(owner[:columns]):
        if row is not None and gains[row][column] > 0:
            chosen[row] = column
    return chosen


def _solve(costs: list[list[float]]) -> list[int | None]:
    rows, columns = len(costs), len(costs[0])
    row_potential, column_potential = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        previous = _augment(costs, row_potential, column_potential, owner)
        column = _free_column(owner, previous)
        while column:
            owner[column] = owner[previous[column]]
            column = previous[column]
    return [row - 1 if row else None for row in owner[1:]]


def _free_column(owner: list[int], previous: list[int]) -> int:
    return previous[0] if owner[0] else 0


def _augment(
    costs: list[list[float]],
    row_potential: list[float],
    column_potential: list[float],
    owner: list[int],
) -> list[int]:
    """Grow the tree of tight pairs until a free column; its number is left in ``previous[0]``."""
    columns = len(costs[0])
    least, previous = [float("inf")] * (columns + 1), [0] * (columns + 1)
    used, column = [False] * (columns + 1), 0
    while True:
        used[column] = True
        row, delta, following = owner[column], float("inf"), 0
        for j in range(1, columns + 1):
            if used[j]:
                continue
            slack = costs[row - 1][j - 1] - row_potential[row] - column_potential[j]
            if slack < least[j]:
                least[j], previous[j] = slack, column
            if least[j] < delta:
                delta, following = least[j], j
        _shift(delta, used, least, row_potential, column_potential, owner)
        column = following
        if not owner[column]:
            previous[0] = column
            return previous


def _shift(
    delta: float,
    used: list[bool],
    least: list[float],
    row_potential: list[float],
    column_potential: list[float],
    owner: list[int],
) -> None:
    for j, inside in enumerate(used):
        if inside:
            row_potential[owner[j]] += delta
            column_potential[j] -= delta
        else:
            least[j] -= delta
