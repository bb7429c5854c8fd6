"""The front door sends each address to the right application, and nothing harmful to either."""

import asyncio
from collections.abc import Iterable

import httpx
import pytest
from a2wsgi import WSGIMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse

from autan.dataplane.door import LONGEST_QUERY, FrontDoor
from autan.dataplane.turns import Turns


def pages(environ, start_response) -> Iterable[bytes]:
    """A WSGI application that reads its whole body, as Django's upload does."""
    read = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Read", str(len(read)))])
    yield f"pages {environ.get('HTTP_X_FORWARDED_FOR', '-')} {environ['QUERY_STRING']}".encode()


async def data(scope, receive, send) -> None:
    await JSONResponse({"data": Request(scope).url.path})(scope, receive, send)


def call(path: str, *, method: str = "GET", largest: int = 1000, **options) -> httpx.Response:
    async def go() -> httpx.Response:
        door = FrontDoor(data=data, pages=WSGIMiddleware(pages, workers=1))
        door.largest_body = largest
        transport = httpx.ASGITransport(door, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, **options)

    return asyncio.run(go())


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/", "pages"),
        ("/publier/", "pages"),
        ("/apiculture/", "pages"),
        ("/explorer/", "pages"),
        ("/api/explore/v2.1/catalog/datasets", "data"),
        ("/api", "data"),
        ("/explore/dataset/noe/download/", "data"),
        ("/explore/dataset/noe/table/", "pages"),
        ("/explore/", "pages"),
    ],
)
def test_data_addresses_go_to_the_data_plane_and_the_others_to_the_pages(path, who):
    assert who in call(path).text


def test_a_header_with_an_underscore_never_passes_for_its_twin():
    spoofed = {"X_Forwarded_For": "10.0.0.1"}
    assert call("/", headers=spoofed).text.startswith("pages -")


@pytest.mark.parametrize("host", ["gers.localhost:x@evil.example", "a b", "", "gers.localhost:1:2"])
def test_a_host_that_could_forge_a_link_is_refused(host):
    assert call("/", headers={"Host": host}).status_code == 400


def test_two_hosts_are_one_too_many():
    both = [("Host", "gers.localhost"), ("Host", "localhost")]
    assert call("/", headers=both).status_code == 400


@pytest.mark.parametrize("host", ["gers.localhost:8000", "127.0.0.1", "[::1]:8000", "OPENDATA.fr"])
def test_a_plain_host_passes(host):
    assert call("/", headers={"Host": host}).status_code == 200


def test_an_endless_address_is_refused():
    assert call("/?q=" + "a" * LONGEST_QUERY).status_code == 414


def test_a_body_announced_too_large_is_refused_unread():
    assert call("/publier/", method="POST", content=b"a" * 1001).status_code == 413


def test_a_body_that_grows_too_large_is_cut_and_refused():
    async def endless():
        for _ in range(30):
            yield b"a" * 100

    assert call("/publier/", method="POST", content=endless()).status_code == 413


def test_a_body_within_the_limit_is_read_whole():
    assert call("/publier/", method="POST", content=b"a" * 1000).headers["x-read"] == "1000"


def crowd(door: FrontDoor, clients: Iterable[str]) -> list[httpx.Response]:
    """A page asked by each of the clients, all at once."""

    async def ask(host: str) -> httpx.Response:
        transport = httpx.ASGITransport(door, client=(host, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/")

    async def go() -> list[httpx.Response]:
        return await asyncio.gather(*map(ask, clients))

    return asyncio.run(go())


def test_one_client_never_holds_more_pages_than_its_share():
    inside: list[str] = []
    most: dict[str, int] = {}

    async def slow(scope, receive, send) -> None:
        host = scope["client"][0]
        inside.append(host)
        most[host] = max(most.get(host, 0), inside.count(host))
        await asyncio.sleep(0.02)
        inside.remove(host)
        await JSONResponse({})(scope, receive, send)

    door = FrontDoor(data=data, pages=slow, threads=8)
    answers = crowd(door, ["192.0.2.1"] * 20 + ["192.0.2.2"])
    assert {one.status_code for one in answers} == {200}
    assert most == {"192.0.2.1": 2, "192.0.2.2": 1}


def test_a_client_whose_pages_wait_by_the_hundred_is_told_to_come_back():
    async def slow(scope, receive, send) -> None:
        await asyncio.sleep(0.02)
        await JSONResponse({})(scope, receive, send)

    door = FrontDoor(data=data, pages=slow)
    door.reading = Turns(share=1, patience=1)
    answers = crowd(door, ["192.0.2.1"] * 4 + ["192.0.2.2"])
    assert [one.status_code for one in answers] == [200, 200, 429, 429, 200]
    assert answers[2].headers["retry-after"] == "2"


def test_a_slow_file_shuts_no_page_to_who_shares_its_address():
    async def slow(scope, receive, send) -> None:
        await asyncio.sleep(0.3 if scope["method"] == "POST" else 0)
        await JSONResponse({})(scope, receive, send)

    door = FrontDoor(data=data, pages=slow, threads=4)

    async def go() -> list[str]:
        ended: list[str] = []
        transport = httpx.ASGITransport(door, client=("192.0.2.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:

            async def ask(method: str) -> None:
                await client.request(method, "/")
                ended.append(method)

            await asyncio.gather(*map(ask, ("POST", "POST", "GET", "GET")))
        return ended

    assert asyncio.run(go())[:2] == ["GET", "GET"]
