"""What a sheet of paper keeps of a page: its address, to read and to scan."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

# Beyond that, the squares are too small for a telephone at the size that we print: 28 mm.
_LONGEST = 320


@lru_cache(maxsize=512)
def square(address: str) -> SafeString:
    """The QR code of an address as an SVG, one path; that of the page alone if it is too long,
    nothing if the page's own address is.

    Level L of ISO/IEC 18004 holds the most in the least room; a fixed mask is valid and spares
    the trial of the seven others, five sixths of the time.
    """
    told = address if len(address) <= _LONGEST else address.partition("?")[0]
    if len(told) > _LONGEST:
        return SafeString("")
    code = segno.make(told, micro=False, error="l", boost_error=False, mask=2)
    drawn = code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None)
    # segno draws it from the modules alone: nothing of the address is in the markup.
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S308
