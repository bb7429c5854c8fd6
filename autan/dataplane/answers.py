"""The answers that endpoints give: JSON, a stream, and "nothing changed"."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress

import anyio
import anyio.to_thread
from starlette.responses import Response, StreamingResponse

from autan.dataplane.headers import REVALIDATED, matches, tag
from autan.engine.base import Chunks

JSON = "application/json; charset=utf-8"


class Tagged:
    """What decides an answer, as an entity tag that the client may already hold."""

    def __init__(self, if_none_match: str, *parts: object) -> None:
        self.tag = tag(*parts)
        self.fresh = matches(if_none_match, self.tag)
        self.headers = {"ETag": self.tag, "Cache-Control": REVALIDATED}

    def unchanged(self) -> Response:
        return Response(status_code=304, headers=self.headers)


def document(value: object, if_none_match: str = "") -> Response:
    """A JSON document tagged by its own text: for what is cheap to make."""
    body = encoded(value)
    tagged = Tagged(if_none_match, body)
    return tagged.unchanged() if tagged.fresh else ready(body, tagged.headers)


def ready(body: bytes, headers: Mapping[str, str]) -> Response:
    """JSON that somebody else encoded."""
    return Response(body, headers={**headers, "Content-Type": JSON})


def encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class Stream(StreamingResponse):
    """A file as it is being made. Whoever leaves early frees the worker at once.

    An error on the way breaks the connection: a file cut short never looks complete.
    """

    def __init__(self, chunks: Chunks, headers: Mapping[str, str]) -> None:
        super().__init__(_drawn(chunks), headers=dict(headers))


async def _drawn(chunks: Chunks) -> AsyncIterator[bytes]:
    try:
        while (piece := await anyio.to_thread.run_sync(next, chunks, None)) is not None:
            yield piece
    finally:
        # Shielded: this runs while the request is being cancelled.
        with anyio.CancelScope(shield=True), suppress(RuntimeError):
            await anyio.to_thread.run_sync(chunks.close)
