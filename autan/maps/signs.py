"""The signs of a map, as paths of SVG around the place they mark, and the numbers in circles."""

from collections.abc import Callable


def sign(name: str, size: float) -> str:
    """The path of a sign around the origin, for a legend."""
    if name == "circle":
        return f"M0 0{_ring(size)}"
    if name == "square":
        side = size * 0.85
        return f"M{-side:g} {-side:g}h{2 * side:g}v{2 * side:g}h{-2 * side:g}z"
    return f"M0 0{SHAPES[name](size * 1.15)}"


def short(count: int) -> str:
    """A number in a circle: 940, 12 k, 1,2 M."""
    if count < 1000:
        return str(count)
    if count < 999_500:
        return (
            f"{count / 1000:.0f}\u202fk"
            if count >= 9950
            else f"{count / 1000:.1f}\u202fk".replace(".", ",")
        )
    return f"{count / 1e6:.1f}\u202fM".replace(".", ",")


def _ring(size: float) -> str:
    half = f"a{size:g} {size:g} 0 1 0"
    return f"m{-size:g} 0{half} {2 * size:g} 0{half} {-2 * size:g} 0z"


def _triangle(size: float) -> str:
    return f"m0 {-size:g}l{size:g} {1.8 * size:g}h{-2 * size:g}z"


def _triangle_down(size: float) -> str:
    return f"m0 {size:g}l{size:g} {-1.8 * size:g}h{-2 * size:g}z"


def _diamond(size: float) -> str:
    a, b = size, size * 1.15
    return f"m0 {-b:g}l{a:g} {b:g}l{-a:g} {b:g}l{-a:g} {-b:g}z"


def _cross(size: float) -> str:
    a = size * 0.36
    b = size - a
    return (
        f"m{-a:g} {-size:g}h{2 * a:g}v{b:g}h{b:g}v{2 * a:g}h{-b:g}v{b:g}"
        f"h{-2 * a:g}v{-b:g}h{-b:g}v{-2 * a:g}h{b:g}z"
    )


def _star(size: float) -> str:
    a, b = size * 1.2, size * 0.4
    return (
        f"m0 {-a:g}l{b:g} {a - b:g}l{a - b:g} {b:g}l{b - a:g} {b:g}l{-b:g} {a - b:g}"
        f"l{-b:g} {b - a:g}l{b - a:g} {-b:g}l{a - b:g} {-b:g}z"
    )


SHAPES: dict[str, Callable[[float], str]] = {
    "ring": lambda size: _ring(size * 0.75),
    "triangle": _triangle,
    "triangle-down": _triangle_down,
    "diamond": _diamond,
    "cross": _cross,
    "star": _star,
}
