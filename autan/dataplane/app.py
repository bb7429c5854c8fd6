"""Every data address, in reading order; all of them answer with and without a final slash."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import anyio.to_thread
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autan.dataplane import errors, headers, tiles
from autan.dataplane.calls import Answer, endpoint
from autan.dataplane.explore import catalogue, download, exports, records
from autan.engine.pool import engine, shut_down

# Opendatasoft's own base, and the shorter one that it also answers.
EXPLORE_BASES = ("/api/explore/v2.1", "/api/v2.1")


def routes() -> list[BaseRoute]:
    """Each address once; the name of a route is that of its endpoint."""
    return [
        *(Route(base + path, answer) for base in EXPLORE_BASES for path, answer in _explore()),
        Route("/explore/dataset/{dataset_id}/download", endpoint(download.dataset, old=True)),
        Route("/api/records/1.0/download", endpoint(download.records, old=True)),
        Route("/tiles/{dataset_id}/{z}/{x}/{y}.mvt", endpoint(tiles.of_dataset)),
        Route("/tiles/base/{layer}/{z}/{x}/{y}.mvt", endpoint(tiles.of_land)),
    ]


def _explore() -> Iterator[tuple[str, Answer]]:
    one = "/catalog/datasets/{dataset_id}"
    yield "", endpoint(catalogue.root)
    yield "/catalog", endpoint(catalogue.source)
    yield "/catalog/datasets", endpoint(catalogue.datasets)
    yield one, endpoint(catalogue.dataset)
    yield f"{one}/records", endpoint(records.records)
    yield f"{one}/exports", endpoint(exports.formats)
    yield f"{one}/exports/{{format}}", endpoint(exports.export)


def data_plane() -> ASGIApp:
    """The Starlette application, ready to be put behind the front door."""
    application = Starlette(
        routes=routes(),
        lifespan=_lifespan,
        exception_handlers={HTTPException: _not_here, Exception: _unexpected},
    )
    application.router.redirect_slashes = False
    return Dressed(application)


@asynccontextmanager
async def _lifespan(_: Starlette) -> AsyncIterator[None]:
    """The query workers start with the server and end with it."""
    await anyio.to_thread.run_sync(engine)
    try:
        yield
    finally:
        await anyio.to_thread.run_sync(shut_down)


class Dressed:
    """Around the application: one form of each path, the preflight, the common headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        preflight, https = scope["method"] == "OPTIONS", scope.get("scheme") == "https"

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers.dress(MutableHeaders(scope=message), preflight=preflight, https=https)
            await send(message)

        app = Response(status_code=204) if preflight else self.app
        path = scope["path"].rstrip("/") or "/"
        await app({**scope, "path": path}, receive, dressed)


async def _not_here(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return errors.shaped(errors.METHOD)
    return errors.shaped(errors.unknown_resource(request.url.path))


async def _unexpected(request: Request, error: Exception) -> Response:
    """Starlette raises the error again after this answer, so that the server logs it."""
    return errors.shaped(errors.UNEXPECTED)
