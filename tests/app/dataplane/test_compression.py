"""What leaves is compressed when the client reads it and when it is worth it, and only then."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from autan.dataplane.compression import Compression

ROWS = [{"commune": "Noé", "montant": amount} for amount in range(200)]
LINES = b"31399;No\xc3\xa9;1500\n"


def whole(_: Request) -> Response:
    return JSONResponse(ROWS, headers={"ETag": '"strong"'})


def small(_: Request) -> Response:
    return JSONResponse({"total_count": 0})


def picture(_: Request) -> Response:
    return Response(bytes(5000), media_type="image/png")


def streamed(_: Request) -> Response:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield LINES * 1000

    return StreamingResponse(pieces(), media_type="text/csv")


application = Compression(
    Starlette(
        routes=[
            Route("/whole", whole),
            Route("/small", small),
            Route("/picture", picture),
            Route("/streamed", streamed),
        ]
    )
)


def get(path: str, accept: str, method: str = "GET") -> tuple[httpx.Response, bytes]:
    """The answer and its bytes as they travelled."""

    async def call() -> tuple[httpx.Response, bytes]:
        transport = httpx.ASGITransport(application)
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://gers.localhost") as client,
            client.stream(method, path, headers={"Accept-Encoding": accept}) as response,
        ):
            return response, b"".join([piece async for piece in response.aiter_raw()])

    return asyncio.run(call())


@pytest.mark.parametrize(
    ("accept", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_a_whole_answer_takes_the_best_form_that_the_client_reads(accept, encoding, unpack):
    response, body = get("/whole", accept)
    assert response.headers.get("content-encoding") == encoding
    assert int(response.headers["content-length"]) == len(body)
    assert unpack(body) == get("/whole", "identity")[1]
    assert response.headers["vary"] == "Accept-Encoding"


def test_a_compressed_answer_has_a_weak_tag():
    assert get("/whole", "gzip")[0].headers["etag"] == 'W/"strong"'
    assert get("/whole", "identity")[0].headers["etag"] == '"strong"'


@pytest.mark.parametrize("path", ["/small", "/picture"])
def test_what_would_not_shrink_is_left_as_it_is(path):
    assert "content-encoding" not in get(path, "gzip, br")[0].headers


def test_a_stream_is_compressed_piece_by_piece():
    response, body = get("/streamed", "gzip, br")
    assert response.headers["content-encoding"] == "gzip"
    assert zlib.decompress(body, 31) == LINES * 50_000
    assert len(body) < 20_000


def test_a_head_answer_is_not_touched():
    response, body = get("/whole", "gzip", "HEAD")
    assert (response.status_code, body) == (200, b"")
    assert "content-encoding" not in response.headers
