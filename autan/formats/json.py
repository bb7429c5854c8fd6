"""JSON: one array of objects. The records of the API are made by the same code."""

from collections.abc import Iterator

from autan.formats.exports import Format, Frames, Settled
from autan.formats.jsonl import lines


def array(frames: Frames, options: Settled) -> Iterator[bytes]:
    """``[{…},{…}]``, piece by piece; ``[]`` when there is no row."""
    opening = b"["
    for piece in lines(frames, options):
        if piece:
            # A line feed inside a value is written \n, so each real one ends a row.
            yield opening + piece[:-1].replace(b"\n", b",")
            opening = b","
    yield b"]" if opening == b"," else b"[]"


FORMAT = Format("json", "JSON", "json", "application/json; charset=utf-8", array)
