"""Which of the two applications answers an address, and what neither of them should ever see."""

import re
from contextlib import suppress

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autan import env
from autan.dataplane.turns import Turns, client_key
from autan.errors import Refused

# The APIs, the tiles of maps, and the download that Opendatasoft puts among its pages.
DATA_ADDRESS = re.compile(r"/(api|tiles)(/.*)?|/explore/dataset/[^/]+/download/?", re.DOTALL)
ENVELOPE = 1 << 20
"""Bytes of a form around its file, which the limit on files does not count."""
_PATIENCE = 100
"""Pages of one client that may wait for their turn: a school behind one address, not an army."""
LONGEST_QUERY = 32_768
"""Bytes of a query string: ODSQL clauses are long, but a longer one is an attack or a mistake."""


HOST = re.compile(rb"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d{1,5})?", re.IGNORECASE)


class BodyTooLarge(OSError):
    """The request's body passes the limit while it is being read.

    An OSError, which Django takes as a client that went away: nothing is done with the body.
    """


class FrontDoor:
    """``data`` answers the data addresses, ``pages`` all the others (an ASGI application each).

    ``threads`` are those of the pages, of which one client holds a quarter: pictures of charts and
    maps are pages too, and who asks for a thousand of them waits behind its own. What is sent may
    hold others, so that a slow file from a town hall shuts no page to its colleagues. The data
    plane has its own turns.
    """

    def __init__(self, *, data: ASGIApp, pages: ASGIApp, threads: int = 8) -> None:
        self.data = data
        self.pages = pages
        self.reading = Turns(share=max(1, threads // 4), patience=_PATIENCE)
        self.writing = Turns(share=max(1, threads // 4), patience=_PATIENCE)
        self.largest_body = (env.number("AUTAN_MAX_UPLOAD_MB", 2048) << 20) + ENVELOPE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.data(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        elif refusal := self._refusal(scope):
            await refusal(scope, receive, send)
        else:
            await self._answer(cleaned(scope), receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_data_address(scope["path"]):
            await self.data(scope, receive, send)
            return
        client = client_key(scope["client"][0] if scope.get("client") else None)
        turns = self.reading if scope["method"] in ("GET", "HEAD") else self.writing
        try:
            async with turns.wait(client):
                await self._page(scope, receive, send)
        except Refused:
            await _too_many()(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = LimitedBody(receive, self.largest_body)
        with suppress(BodyTooLarge):
            await self.pages(scope, body, body.unless_cut(send))
        if body.left < 0:
            await _too_large()(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if len(scope["query_string"]) > LONGEST_QUERY:
            return PlainTextResponse("L’adresse est trop longue.", 414)
        hosts = [value for key, value in scope["headers"] if key == b"host"]
        if len(hosts) != 1 or not HOST.fullmatch(hosts[0]):
            return PlainTextResponse("L’en-tête Host est illisible.", 400)
        length = _header(scope, b"content-length") or b"0"
        if not length.isdigit():
            return PlainTextResponse("Longueur annoncée illisible.", 400)
        return _too_large() if int(length) > self.largest_body else None


class LimitedBody:
    """A ``receive`` that refuses to read more than ``limit`` bytes, whatever was announced."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive = receive
        self.left = limit

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise BodyTooLarge
        return message

    def unless_cut(self, send: Send) -> Send:
        """A ``send`` that drops what the pages say of a body that was cut."""

        async def answer(message: Message) -> None:
            if self.left >= 0:
                await send(message)

        return answer


def is_data_address(path: str) -> bool:
    """Does Starlette answer this path?"""
    return DATA_ADDRESS.fullmatch(path) is not None


def cleaned(scope: Scope) -> Scope:
    """The scope without the headers whose name holds an underscore.

    In a WSGI environment each would take the place of its twin with a hyphen: ``X_Forwarded_For``.
    """
    kept = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    return {**scope, "headers": kept}


def _header(scope: Scope, name: bytes) -> bytes | None:
    return next((value for key, value in scope["headers"] if key == name), None)


def _too_many() -> PlainTextResponse:
    return PlainTextResponse(
        "Trop de pages sont demandées à la fois depuis votre adresse. Rien n’est perdu : "
        "réessayez dans quelques secondes.",
        429,
        {"Retry-After": "2"},
    )


def _too_large() -> PlainTextResponse:
    return PlainTextResponse(
        "Ce fichier est trop lourd pour être envoyé ici. Rien n’a été gardé. "
        "Partagez-le en plusieurs fichiers, par exemple un par année.",
        413,
    )
