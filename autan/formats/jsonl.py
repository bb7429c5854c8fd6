"""JSON lines: one object a line, every key present, null where empty.

A point is ``{"lon", "lat"}`` and a shape a GeoJSON feature, as Opendatasoft writes them.
"""

from collections.abc import Iterator
from io import BytesIO

from autan.formats.exports import Format, Frames, Settled
from autan.formats.moments import as_text
from autan.formats.places import has_shapes, ndjson


def lines(frames: Frames, options: Settled) -> Iterator[bytes]:
    """The objects, each ended by a line feed. Text is UTF-8, never escaped beyond need."""
    for frame in frames:
        ready = as_text(frame)
        if has_shapes(ready):
            yield ndjson(ready)
            continue
        out = BytesIO()
        ready.write_ndjson(out)
        yield out.getvalue()


FORMAT = Format("jsonl", "JSON Lines", "jsonl", "application/jsonl; charset=utf-8", lines)
