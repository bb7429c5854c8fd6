"""A PNG made small: what the drawing library writes in haste is packed again, without a loss.

Its pictures are opaque and flat, each row told from its left neighbour (the filter « Sub » of PNG):
the byte of opacity goes, and the rest is compressed as much as zlib can. A picture that is not
so is left as it came. https://www.w3.org/TR/png-3/
"""

import struct
import zlib

_SIGNED = b"\x89PNG\r\n\x1a\n"
_RGB, _RGBA, _SUB = 2, 6, 1
_OPAQUE = 255


def slim(png: bytes) -> bytes:
    """The same picture in fewer bytes, where it is opaque; else the very same bytes."""
    parts = list(_parts(png))
    head = dict(parts).get(b"IHDR", b"")
    if len(head) != 13 or head[8:] != bytes((8, _RGBA, 0, 0, 0)):
        return png
    width, height = struct.unpack(">II", head[:8])
    rows = _without_opacity(
        zlib.decompress(b"".join(body for kind, body in parts if kind == b"IDAT")), width, height
    )
    if rows is None:
        return png
    packed = [
        (b"IHDR", head[:9] + bytes((_RGB,)) + head[10:]),
        *((kind, body) for kind, body in parts if kind == b"pHYs"),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ]
    written = _SIGNED + b"".join(_part(kind, body) for kind, body in packed)
    return written if len(written) < len(png) else png


def _without_opacity(raw: bytes, width: int, height: int) -> bytes | None:
    """The rows without their fourth byte; None when it says something somewhere.

    The filter works on each byte alone, so that a byte of every pixel may go. Opaque rows told
    from the left say so once, then nothing.
    """
    step = 1 + 4 * width
    opaque = bytes((_OPAQUE,)) + bytes(width - 1)
    out = bytearray()
    for begin in range(0, step * height, step):
        row = bytearray(raw[begin : begin + step])
        if len(row) != step or row[0] != _SUB or row[4::4] != opaque:
            return None
        del row[4::4]
        out += row
    return bytes(out)


def _parts(png: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], len(_SIGNED)
    while at + 12 <= len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def _part(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check
