"""Frames between the portal and its query workers: a kind (one byte), a length, a payload.

The portal sends ``ASK`` (JSON) and ``CANCEL``; a worker sends ``READY``, then for each question
``HEAD`` (JSON) and ``BODY`` (bytes) as often as needed, and ``END`` or ``ERROR`` (JSON) once.
Nothing that comes from a worker is ever unpickled.
"""

import json
import os
import select
import struct
import time
from datetime import date, datetime
from typing import Any, NamedTuple

ASK, CANCEL = b"Q", b"C"
READY, HEAD, BODY, END, ERROR = b"R", b"H", b"B", b"E", b"X"

_PREFIX = struct.Struct(">cI")


class Frame(NamedTuple):
    kind: bytes
    payload: bytes

    def json(self) -> Any:
        return json.loads(self.payload, object_hook=_revive)


def send(descriptor: int, kind: bytes, payload: bytes = b"") -> None:
    """Write one frame; BrokenPipeError when nobody is there any more."""
    rest = memoryview(_PREFIX.pack(kind, len(payload)) + payload)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def encode(value: Any) -> bytes:
    """JSON that keeps dates and datetimes, so that bound parameters arrive as they left."""
    return json.dumps(value, default=_tag, ensure_ascii=False).encode()


def receive(descriptor: int, seconds: float | None = None) -> Frame:
    """Read one whole frame. EOFError when the other side has gone, TimeoutError when too late."""
    until = None if seconds is None else time.monotonic() + seconds
    kind, length = _PREFIX.unpack(_exactly(descriptor, _PREFIX.size, until))
    return Frame(kind, _exactly(descriptor, length, until))


def ready(descriptor: int, seconds: float) -> bool:
    """Whether there is something to read within that time."""
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    return bool(poller.poll(max(0.0, seconds) * 1000))


def _exactly(descriptor: int, length: int, until: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        _wait(descriptor, until)
        part = os.read(descriptor, min(length - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def _wait(descriptor: int, until: float | None) -> None:
    if until is not None and not ready(descriptor, until - time.monotonic()):
        raise TimeoutError


def _tag(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    raise TypeError(f"{type(value).__name__} cannot be a parameter")


def _revive(value: dict[str, Any]) -> Any:
    if "$datetime" in value:
        return datetime.fromisoformat(value["$datetime"])
    if "$date" in value:
        return date.fromisoformat(value["$date"])
    return value
