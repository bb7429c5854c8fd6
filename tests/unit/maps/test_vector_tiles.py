"""Tiles that are written can be read again, by us and by the rules of the specification."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autan.maps.mvt import LINE, POINT, POLYGON, Layer, decode, encode

# The machine may be busy with other things: time is not what these tests are about.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text(max_size=12)
SIDE = st.integers(0, 5000)


@CALM
@given(st.lists(st.tuples(SIDE, SIDE, st.one_of(st.none(), WORDS), st.integers(-5, 10**9))))
def test_points_come_back_with_their_properties(
    rows: list[tuple[int, int, str | None, int]],
) -> None:
    layer = Layer("data")
    xs, ys, names, numbers = ([row[i] for row in rows] for i in range(4))
    layer.points(xs, ys, {"nom": names, "n": numbers})
    found = decode(encode([layer])).get("data", [])
    assert [one.paths for one in found] == [(((x, y),),) for x, y in zip(xs, ys, strict=True)]
    assert [one.properties.get("nom") for one in found] == names
    assert [one.properties["n"] for one in found] == numbers


def test_values_of_several_types_keep_their_type() -> None:
    layer = Layer("data")
    layer.points([1, 2], [1, 2], {"oui": [True, False], "un": [1, 0], "reel": [1.0, 0.5]})
    first, _ = decode(encode([layer]))["data"]
    assert {key: type(value) for key, value in first.properties.items()} == {
        "oui": bool,
        "un": int,
        "reel": float,
    }


def test_shapes_come_back_closed_and_their_pen_goes_on_from_where_it_was() -> None:
    square, hole = [(0, 0), (10, 0), (10, 10), (0, 10)], [(2, 2), (2, 4), (4, 4)]
    layer = Layer("data")
    layer.shape(POLYGON, [square, [(5, 5), (5, 5)], hole], {"row": 3})
    layer.shape(LINE, [[(0, 0), (0, 0), (5, 5)], [(7, 7), (8, 9)]], {})
    layer.shape(POINT, [[(4, 4)], [(6, 2)]], {})
    polygon, line, points = decode(encode([layer]))["data"]
    assert polygon.paths == ((*square, square[0]), (*hole, hole[0]))
    assert polygon.properties == {"row": 3}
    assert line.paths == (((0, 0), (5, 5)), ((7, 7), (8, 9)))
    assert points.paths == (((4, 4),), ((6, 2),))


def test_what_has_no_size_is_not_written() -> None:
    layer = Layer("data")
    layer.shape(POLYGON, [[(5, 5), (5, 5), (6, 6)]], {"row": 1})
    assert encode([layer]) == b""


def test_a_tile_of_the_specification_is_read() -> None:
    """The worked example of its chapter 4.3.5: a point at 25, 17."""
    feature = bytes((0x18, 1, 0x22, 3, 9, 50, 34))
    layer = b"\x78\x02\x0a\x01a" + bytes((0x12, len(feature))) + feature + b"\x28\x80\x20"
    (point,) = decode(bytes((0x1A, len(layer))) + layer)["a"]
    assert (point.kind, point.paths) == (POINT, (((25, 17),),))
