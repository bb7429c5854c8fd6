"""Answers are compressed on their way out, for both applications behind the front door.

A whole answer (its length is announced) is gathered and compressed at once, by brotli when the
client reads it; a streamed one goes through gzip, piece by piece, in constant memory.
"""

import re
import zlib
from collections.abc import Callable
from functools import partial

import anyio.to_thread
import brotli  # type: ignore[import-untyped]
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COMPRESSIBLE = re.compile(
    r"text/(?!event-stream)|application/(json|.*\+json|.*xml|javascript)|image/svg|application/vnd\.mapbox"
)
SMALLEST = 600
"""Bytes under which compressing costs more than it saves: the answer fits in one packet."""
LARGEST_WHOLE = 4_000_000
IN_THREAD = 100_000
"""Bytes from which a piece is compressed in a thread, so that other requests do not wait."""

# Measured on 6 kB of records: brotli 4 is smaller than gzip 9 and takes less time than gzip 6.
_BROTLI = partial(brotli.compress, quality=4)
_GZIP_LEVEL = 4


class Compression:
    """An ASGI application in front of another."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        encodings = _accepted(scope) if scope["type"] == "http" else frozenset()
        if scope["type"] == "http" and scope["method"] != "HEAD":
            send = _Answer(send, encodings)
        await self.app(scope, receive, send)


class _Answer:
    """The ``send`` of one request. ``pending`` is the start of an answer not yet decided upon."""

    def __init__(self, send: Send, encodings: frozenset[str]) -> None:
        self.send = send
        self.encodings = encodings
        self.pending: Message | None = None
        self.expected = 0
        self.gathered: list[bytes] = []
        self.stream: _Gzip | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif self.pending is not None and message["type"] == "http.response.body":
            await self._gather(message)
        elif self.stream is not None and message["type"] == "http.response.body":
            await self.send({**message, "body": await self.stream.squeeze(message)})
        else:
            await self.send(message)

    async def _start(self, message: Message) -> None:
        headers = MutableHeaders(raw=message["headers"])
        if not _worth_compressing(message, headers):
            await self.send(message)
            return
        headers.add_vary_header("Accept-Encoding")
        length = headers.get("content-length")
        if not self.encodings or (length is not None and int(length) < SMALLEST):
            await self.send(message)
        elif length is not None and int(length) <= LARGEST_WHOLE:
            self.pending, self.expected = message, int(length)
        elif "gzip" in self.encodings:
            self.stream = _Gzip()
            await self.send(_encoded(message, headers, "gzip"))
        else:
            await self.send(message)

    async def _gather(self, message: Message) -> None:
        self.gathered.append(message.get("body", b""))
        if message.get("more_body") and sum(map(len, self.gathered)) < self.expected:
            return
        start, self.pending = self.pending, None
        assert start is not None
        whole = b"".join(self.gathered)
        encoding = "br" if "br" in self.encodings else "gzip"
        body = await _in_good_place(_BROTLI if encoding == "br" else _gzip, whole)
        headers = MutableHeaders(raw=start["headers"])
        await self.send(_encoded(start, headers, encoding, len(body)))
        await self.send({**message, "body": body})


class _Gzip:
    """A gzip stream. What the first piece gives leaves at once: the client sees it begin."""

    def __init__(self) -> None:
        self.compressor = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        self.begun = False

    async def squeeze(self, message: Message) -> bytes:
        return await _in_good_place(
            partial(self._squeeze, more=bool(message.get("more_body"))), message.get("body", b"")
        )

    def _squeeze(self, piece: bytes, *, more: bool) -> bytes:
        squeezed = self.compressor.compress(piece)
        if not more:
            return squeezed + self.compressor.flush()
        if not self.begun and piece:
            self.begun = True
            return squeezed + self.compressor.flush(zlib.Z_SYNC_FLUSH)
        return squeezed


def _accepted(scope: Scope) -> frozenset[str]:
    """The encodings that we make and that the client reads; one refused by ``q=0`` is left out."""
    asked = Headers(scope=scope).get("accept-encoding", "")
    offers = [offer.split(";") for offer in asked.split(",")]
    named = {name.strip().lower() for name, *weight in offers if _weight(weight) > 0}
    return frozenset(named & {"br", "gzip"})


def _weight(parameters: list[str]) -> float:
    given = next((p.strip()[2:] for p in parameters if p.strip().startswith("q=")), "1")
    return float(given) if re.fullmatch(r"\d(\.\d{0,3})?", given) else 0.0


def _worth_compressing(message: Message, headers: Headers) -> bool:
    return (
        message["status"] not in {204, 206, 304}
        and "content-encoding" not in headers
        and COMPRESSIBLE.match(headers.get("content-type", "")) is not None
    )


def _encoded(start: Message, headers: MutableHeaders, encoding: str, length: int = -1) -> Message:
    """The start of the compressed answer. Its ETag is made weak: the bytes are no longer those."""
    headers["Content-Encoding"] = encoding
    if length >= 0:
        headers["Content-Length"] = str(length)
    elif "content-length" in headers:
        del headers["Content-Length"]
    tag = headers.get("etag", "")
    if tag.startswith('"'):
        headers["ETag"] = f"W/{tag}"
    return {**start, "headers": headers.raw}


def _gzip(body: bytes) -> bytes:
    compressor = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return compressor.compress(body) + compressor.flush()


async def _in_good_place(compress: Callable[[bytes], bytes], body: bytes) -> bytes:
    if len(body) < IN_THREAD:
        return compress(body)
    return await anyio.to_thread.run_sync(compress, body)
