"""What a portal makes ready as soon as it answers, so that its first reader does not wait for it.

The outlines of the territory, which every map draws, and the processes that answer and draw: a
second of work, beside the first answers and never before them.
"""

import threading

from autan import drawing
from autan.engine.pool import engine
from autan.outlines import land

_ZOOMS = range(4, 9)
"""Of the whole region down to a département: nearer, the outlines are drawn as they are."""


def begin() -> None:
    """Return at once; what goes wrong goes wrong again, and is said, when it is asked for."""
    threading.Thread(target=_begin, name="warming", daemon=True).start()


def _begin() -> None:
    engine().get_ready()
    drawing.get_ready()
    known = land()
    _ = known.levels
    for zoom in _ZOOMS:
        known.thin(zoom)
