"""From a request to an endpoint and back: the thread, the turn, the errors, the common headers.

An endpoint is a plain function from a ``Call`` to a ``Response``; it may wait for the database
and for the query workers, because it runs in a thread.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import wraps

from django.db import close_old_connections
from starlette.requests import Request
from starlette.responses import Response

from autan import env
from autan.dataplane import headers
from autan.dataplane.errors import UNEXPECTED, Refusal, failure_of, shaped
from autan.dataplane.parameters import Parameters
from autan.dataplane.turns import Turns, client_key
from autan.errors import AutanError

logger = logging.getLogger(__name__)

THREADS = ThreadPoolExecutor(env.number("AUTAN_DATA_THREADS", 16), "data")
"""Kept apart from anyio's, whose idle threads end, and their database connections with them."""

TURNS = Turns(share=max(2, env.number("AUTAN_DATA_THREADS", 16) // 2), patience=200)


@dataclass(frozen=True)
class Call:
    """What an endpoint is told. ``host`` is as the client wrote it, with its port if any."""

    scheme: str
    host: str
    path: str
    places: Mapping[str, str]
    parameters: Parameters
    client: str
    if_none_match: str = ""
    head: bool = False

    @property
    def root(self) -> str:
        """The address of the portal as this client reaches it; the front door vetted the host."""
        return f"{self.scheme}://{self.host}"


Endpoint = Callable[[Call], Response]
Answer = Callable[[Request], Awaitable[Response]]


def endpoint(function: Endpoint, *, old: bool = False) -> Answer:
    """A Starlette endpoint from one of ours; ``old`` says errors in the envelope of v1."""

    @wraps(function)
    async def answer(request: Request) -> Response:
        call = call_of(request)
        try:
            async with TURNS.wait(call.client):
                response = await _elsewhere(function, call)
        except Refusal as refusal:
            response = shaped(refusal.failure, old=old)
        except AutanError as error:
            response = _explained(error, call, old)
        _warn(response, call)
        return response

    return answer


def call_of(request: Request) -> Call:
    return Call(
        scheme=request.url.scheme,
        host=request.headers.get("host", ""),
        path=request.url.path,
        places=request.path_params,
        parameters=Parameters(request.query_params.multi_items()),
        client=client_key(request.client.host if request.client else None),
        if_none_match=request.headers.get("if-none-match", ""),
        head=request.method == "HEAD",
    )


async def _elsewhere(function: Endpoint, call: Call) -> Response:
    loop = asyncio.get_running_loop()
    run = copy_context().run
    return await loop.run_in_executor(THREADS, run, _in_thread, function, call)


def _in_thread(function: Endpoint, call: Call) -> Response:
    try:
        return function(call)
    finally:
        close_old_connections()


def _explained(error: AutanError, call: Call, old: bool) -> Response:
    failure = failure_of(error)
    if failure is None:
        logger.error("%s answered an error that has no shape: %s", call.path, error.code)
    return shaped(failure or UNEXPECTED, old=old)


def _warn(response: Response, call: Call) -> None:
    warning = headers.ignored_warning(call.parameters.ignored())
    if warning and response.status_code < 400:
        response.headers["Warning"] = warning
