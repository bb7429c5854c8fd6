"""The process that draws: reads questions on its standard input, writes pictures on its output.

``python -m autan.drawing.worker FONTS``, started by ``autan.drawing.hand``. It loses the
network, its privileges and the right to write files before the drawing library is loaded, and
leaves when it has grown too large: another one is started in its place.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from typing import Any

from autan.engine import wire

_NEW_NETWORK, _NEW_USER = 0x4000_0000, 0x1000_0000
_NO_NEW_PRIVILEGES = 38
_LARGEST = 700_000_000
"""Bytes of memory after which the process gives its place to a fresh one."""


def main() -> None:
    strength = _confine()
    # It starts threads, and a process of several threads cannot leave the network any more.
    import vl_convert

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = os.dup(1)
    # What a library prints must not be taken for a picture.
    os.dup2(2, 1)
    if os.path.isdir(sys.argv[1]):
        vl_convert.register_font_directory(sys.argv[1])
    vl_convert.vegalite_to_svg(_WARMING, allowed_base_urls=[])
    wire.send(output, wire.READY, wire.encode(strength))
    while _resident() < _LARGEST:
        try:
            question = wire.receive(0).json()
        except EOFError:
            return
        _answer(vl_convert, question, output)


_WARMING = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}


def _resident() -> int:
    """Bytes of memory held now. Not ``ru_maxrss``, which begins at what our parent held."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def _answer(library: Any, question: dict[str, Any], output: int) -> None:
    try:
        drawn = _drawn(library, question)
    except Exception:  # noqa: BLE001  whatever it is, its words may hold values of the data
        wire.send(output, wire.ERROR)
        return
    wire.send(output, wire.BODY, drawn)


def _drawn(library: Any, question: dict[str, Any]) -> bytes:
    kind = question["kind"]
    if kind == "png":
        return bytes(library.svg_to_png(question["svg"], scale=question["scale"]))
    if kind == "vega":
        return json.dumps(library.vegalite_to_vega(question["spec"])).encode()
    return str(library.vegalite_to_svg(question["spec"], allowed_base_urls=[])).encode()


def _confine() -> dict[str, str]:
    """Bound this process for good. The drawing library reserves far more addresses than it uses,
    so that these are not bounded: its memory is, by leaving (``_LARGEST``)."""
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    cut = libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_USER | _NEW_NETWORK) == 0
    return {"network": "cut" if cut else "open"}


if __name__ == "__main__":
    main()
