"""Lines and rings cut to a rectangle, and thinned to what a map can show."""

from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def ring(points: Sequence[Point], box: Box) -> list[Point]:
    """A ring (open: its first point is not repeated) cut to the box; empty when outside.

    Sutherland and Hodgman's way, one side of the box after the other: a ring that comes in twice
    stays one ring, joined along the border, which a map hides beyond its margin.
    """
    left, top, right, bottom = box
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if not points or max(xs) < left or min(xs) > right or max(ys) < top or min(ys) > bottom:
        return []
    kept = list(points)
    if min(xs) < left:
        kept = _cut(kept, 0, left, 1)
    if kept and max(xs) > right:
        kept = _cut(kept, 0, right, -1)
    if kept and min(ys) < top:
        kept = _cut(kept, 1, top, 1)
    if kept and max(ys) > bottom:
        kept = _cut(kept, 1, bottom, -1)
    return kept


def _cut(points: list[Point], axis: int, edge: float, sign: int) -> list[Point]:
    out: list[Point] = []
    before = points[-1]
    was_in = (before[axis] - edge) * sign >= 0
    for point in points:
        is_in = (point[axis] - edge) * sign >= 0
        if is_in != was_in:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            out.append((edge, other) if axis == 0 else (other, edge))
        if is_in:
            out.append(point)
        before, was_in = point, is_in
    return out


def line(points: Sequence[Point], box: Box) -> Iterator[list[Point]]:
    """The parts of a line that are inside the box (Liang and Barsky's way for each segment)."""
    part: list[Point] = []
    for index in range(len(points) - 1):
        found = _segment(points[index], points[index + 1], box)
        if found is None:
            if len(part) > 1:
                yield part
            part = []
            continue
        start, end = found
        if not part or part[-1] != start:
            if len(part) > 1:
                yield part
            part = [start]
        part.append(end)
    if len(part) > 1:
        yield part


def _segment(a: Point, b: Point, box: Box) -> tuple[Point, Point] | None:
    left, top, right, bottom = box
    dx, dy = b[0] - a[0], b[1] - a[1]
    enter, leave = 0.0, 1.0
    for step, room in (
        (-dx, a[0] - left),
        (dx, right - a[0]),
        (-dy, a[1] - top),
        (dy, bottom - a[1]),
    ):
        if step == 0:
            if room < 0:
                return None
            continue
        share = room / step
        if step < 0:
            enter = max(enter, share)
        else:
            leave = min(leave, share)
    if enter > leave:
        return None
    start = a if enter == 0 else (a[0] + enter * dx, a[1] + enter * dy)
    end = b if leave == 1 else (a[0] + leave * dx, a[1] + leave * dy)
    return start, end


def thinned(points: Sequence[Point], tolerance: float) -> list[Point]:
    """The line without what moves it by no more than the tolerance (Douglas and Peucker); both
    ends stay."""
    if len(points) < 3 or tolerance <= 0:
        return list(points)
    keep = bytearray(len(points))
    keep[0] = keep[-1] = 1
    most = tolerance * tolerance
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        farthest, distance = _farthest(points, first, last)
        if distance > most:
            keep[farthest] = 1
            waiting += [(first, farthest), (farthest, last)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def _farthest(points: Sequence[Point], first: int, last: int) -> tuple[int, float]:
    """The point between two others that is farthest from their segment; squared distance."""
    ax, ay = points[first]
    dx, dy = points[last][0] - ax, points[last][1] - ay
    length = dx * dx + dy * dy
    found, most = first, -1.0
    for index in range(first + 1, last):
        x, y = points[index][0] - ax, points[index][1] - ay
        share = min(max((x * dx + y * dy) / length, 0.0), 1.0) if length else 0.0
        ex, ey = x - share * dx, y - share * dy
        distance = ex * ex + ey * ey
        if distance > most:
            found, most = index, distance
    return found, most


def area(points: Sequence[Point]) -> float:
    """Twice the signed area of a ring; above zero when it turns clockwise on the screen."""
    total = 0.0
    x0, y0 = points[-1] if points else (0.0, 0.0)
    for x, y in points:
        total += x0 * y - x * y0
        x0, y0 = x, y
    return total


def centre(points: Sequence[Point]) -> Point:
    """The centre of gravity of a ring; the middle of its points when it has no surface."""
    total = x = y = 0.0
    x0, y0 = points[-1]
    for x1, y1 in points:
        cross = x0 * y1 - x1 * y0
        total += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
        x0, y0 = x1, y1
    if abs(total) < 1e-9:
        count = len(points)
        return sum(px for px, _ in points) / count, sum(py for _, py in points) / count
    return x / (3 * total), y / (3 * total)
