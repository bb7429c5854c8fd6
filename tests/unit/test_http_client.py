"""The one way out: nothing inside is ever spoken to, nothing is endless."""

import ast
import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import autan
from autan import http_client
from autan.errors import AutanError
from autan.http_client import Address, Bounds, fetch, public

INSIDE = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255"),
    *("172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "169.254.169.254"),
    *("169.254.0.1", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1"),
    *("198.19.255.255", "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.1.2.3"),
    *("240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1"),
    *("::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "fe80::1", "fe80::1%lo"),
    *("febf::1", "fec0::1", "fc00::1", "fdff::1", "fd00:ec2::254", "ff02::1", "ff0e::1"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1"),
    *("2002:c0a8:1::1", "2001:db8::1", "2001::1", "2001:0:53aa:64c:0:0:0:0", "2001:10::1"),
    *("3fff::1", "100::1", "5f00::1"),
]
OUTSIDE = [
    "193.252.19.3",
    "8.8.8.8",
    "2a01:c9c0::1",
    "2001:41d0::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]
# Ways of writing the loopback, or an address inside, that resolvers understand.
WRITTEN = [
    *("http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/"),
    *("http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://017700000001/"),
    *(
        "http://0/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
    ),
    *("http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:0:0:1]/", "http://localhost/"),
    *("http://LOCALHOST/", "http://127.0.0.1:8000/", "http://[fe80::1]/", "http://10.1.2.3/"),
    *(
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/",
    ),
]
MALFORMED = [
    *("file:///etc/passwd", "gopher://127.0.0.1:70/", "ftp://example.org/", "data:text/plain,x"),
    *("javascript:1", "//example.org/x", "example.org", "", "http://", "http:///x", "https://?x"),
    *(
        "http://example.org\\@127.0.0.1/",
        "http://example.org/\r\nHost: inside",
        "http://exa mple/\n",
    ),
    *("http://user:secret@example.org/", "http://user@example.org/", "http://example.org:22/"),
    *("http://example.org:6379/".replace("6379", "25"), "http://example.org:0/"),
    *("http://example.org:99999/", "http://[::1/", "http://[zz]/", "http://" + "a" * 3000),
    *(
        "unix:/run/x.sock",
        "http+unix://x/",
        "dict://127.0.0.1:11211/",
        "ldap://x/",
        "jar:http://x!/",
    ),
]


TARGETS = [
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "10.20.30.40", "172.16.5.4", "172.31.0.9"),
    *("192.168.1.1", "169.254.169.254", "100.64.0.7", "0.0.0.0", "198.18.0.1", "192.0.0.170"),
    *("224.0.0.251", "255.255.255.255"),
]
SPELLINGS: dict[str, Callable[[ipaddress.IPv4Address], str]] = {
    "dotted": str,
    "decimal": lambda one: str(int(one)),
    "hexadecimal": lambda one: f"0x{int(one):08x}",
    "octal": lambda one: ".".join(f"0{part:o}" for part in one.packed),
    "mixed": lambda one: ".".join(f"0x{part:x}" for part in one.packed),
    "shortened": lambda one: f"{one.packed[0]}.{int(one) & 0xFFFFFF}",
    "mapped": lambda one: f"[::ffff:{one}]",
    "compatible": lambda one: f"[::{one}]",
    "translated": lambda one: f"[::ffff:0:{one}]",
    "nat64": lambda one: f"[64:ff9b::{one}]",
    "6to4": lambda one: f"[2002:{int(one) >> 16:x}:{int(one) & 0xFFFF:x}::1]",
    "teredo": lambda one: f"[2001:0:{int(one) >> 16:x}:{int(one) & 0xFFFF:x}::1]",
}


def anywhere(address: Address) -> bool:
    return True


def asked(address: str, bounds: Bounds | None = None, **more: Any) -> tuple[bytes, Any]:
    into = BytesIO()
    received = fetch(address, into, bounds, **more)
    return into.getvalue(), received


def refusal(address: str, bounds: Bounds | None = None, **more: Any) -> str:
    with pytest.raises(AutanError) as caught:
        asked(address, bounds, **more)
    assert all(part.endswith((".", ")")) or part for part in caught.value.parts())
    return caught.value.code


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(
    handler: BaseHTTPRequestHandler, body: bytes = b"", status: int = 200, **headers: str
) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.mark.parametrize("text", INSIDE)
def test_an_address_that_leads_inside_is_known_however_it_is_written(text: str) -> None:
    assert not public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", OUTSIDE)
def test_an_address_of_the_outside_world_may_be_asked(text: str) -> None:
    assert public(ipaddress.ip_address(text))


@pytest.mark.parametrize("address", WRITTEN)
def test_the_loopback_and_its_neighbours_are_refused_in_every_spelling(address: str) -> None:
    assert refusal(address) in {"address-refused", "unreachable"}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("target", TARGETS)
def test_no_spelling_hides_an_address_inside(target: str, spelling: str) -> None:
    host = SPELLINGS[spelling](ipaddress.IPv4Address(target))
    assert refusal(f"http://{host}/") in {"address-refused", "unreachable"}
    assert refusal(f"https://{host}:8443/a?b") in {"address-refused", "unreachable"}


@pytest.mark.parametrize("address", MALFORMED)
def test_what_is_not_a_plain_web_address_is_refused(address: str) -> None:
    assert refusal(address, allowed=anywhere) == "address-refused"


def test_a_name_of_which_one_answer_leads_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def both(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, 1, 6, "", (ip, 443)) for ip in ("8.8.8.8", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert refusal("https://two-faced.example/") == "address-refused"


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked_for: list[str] = []

    def turncoat(host: str, *_: object, **__: object) -> list[Any]:
        asked_for.append(host)
        answer = "203.0.113.9" if len(asked_for) == 1 else "127.0.0.1"
        return [(socket.AF_INET, 1, 6, "", (answer, 80))]

    connected: list[str] = []

    def connect(self: object, host: str, *_: object, **__: object) -> Any:
        connected.append(host)
        raise http_client.httpcore.ConnectError

    monkeypatch.setattr(socket, "getaddrinfo", turncoat)
    monkeypatch.setattr(http_client.httpcore.SyncBackend, "connect_tcp", connect)

    def allowed(address: object) -> bool:
        return str(address) == "203.0.113.9"

    assert refusal("http://rebinding.example/", allowed=allowed) == "unreachable"
    assert (asked_for, connected) == (["rebinding.example"], ["203.0.113.9"])


def test_an_answer_is_written_and_told() -> None:
    seen: dict[str, str] = {}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.update({name.lower(): value for name, value in handler.headers.items()})
        reply(handler, b"bonjour", Content_Type="application/json; charset=utf-8")

    with serving(answer) as site:
        body, received = asked(f"{site}/un?deux=3#quatre", allowed=anywhere)
        assert (body, received.media_type, received.bytes) == (b"bonjour", "application/json", 7)
        assert received.address == f"{site}/un?deux=3"
        assert seen["host"] == site.removeprefix("http://")
    assert not {"cookie", "authorization", "referer"} & seen.keys()


def test_a_redirection_is_followed_and_its_target_looked_at_again() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        match handler.path:
            case "/start":
                reply(handler, status=302, Location="/then", Set_Cookie="a=b")
            case "/then":
                assert "cookie" not in handler.headers
                reply(handler, b"fin")
            case "/inside":
                reply(handler, status=307, Location="http://169.254.169.254/latest")
            case "/file":
                reply(handler, status=301, Location="file:///etc/passwd")
            case _:
                reply(handler, status=301, Location=handler.path)

    def here(address: Address) -> bool:
        return str(address) == "127.0.0.1"

    with serving(answer) as site:
        assert asked(f"{site}/start", allowed=here)[0] == b"fin"
        assert refusal(f"{site}/inside", allowed=here) == "address-refused"
        assert refusal(f"{site}/file", allowed=here) == "address-refused"
        assert refusal(f"{site}/loop", allowed=here) == "address-refused"


def test_a_protected_page_never_leads_to_one_that_is_not() -> None:
    before = http_client._checked("https://example.org/a")
    assert str(http_client._checked("/b", before)) == "https://example.org/b"
    with pytest.raises(AutanError):
        http_client._checked("http://example.org/b", before)


@pytest.mark.parametrize("announced", [True, False])
def test_an_answer_over_the_limit_is_stopped(announced: bool) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        length = {"Content_Length": str(10**9)} if announced else {}
        try:
            reply(handler, b"x" * 100_000, **length)
        except ConnectionError:
            return

    with serving(answer) as site:
        assert refusal(site, Bounds(most=50_000), allowed=anywhere) == "answer-too-large"


def test_a_compressed_answer_is_not_taken() -> None:
    body = gzip.compress(b"0" * 10_000_000)
    with serving(lambda one: reply(one, body, Content_Encoding="gzip")) as site:
        assert refusal(site, allowed=anywhere) == "bad-answer"


@pytest.mark.parametrize("status", [204, 304, 400, 403, 404, 500])
def test_an_answer_that_is_not_a_success_is_told_by_its_number(status: int) -> None:
    with serving(lambda one: reply(one, status=status)) as site:
        assert refusal(site, allowed=anywhere) == "bad-answer"


@pytest.mark.parametrize("where", ["headers", "body", "nothing"])
def test_a_site_that_lets_its_answer_drip_is_left_in_time(where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        start = b"" if where == "nothing" else b"HTTP/1.1 200 OK\r\n"
        start += b"\r\n" if where == "body" else b""
        try:
            handler.wfile.write(start)
            for _ in range(30):
                time.sleep(0.05)
                handler.wfile.write(b"x" if where != "nothing" else b"")
        except ConnectionError:
            return

    with serving(drip) as site:
        began = time.monotonic()
        bounds = Bounds(seconds=0.4, silence=0.3)
        assert refusal(site, bounds, allowed=anywhere) in {"too-slow", "unreachable"}
        assert time.monotonic() - began < 1


def test_a_site_that_is_not_there_is_told_plainly() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/", allowed=anywhere) == "unreachable"
    assert refusal("http://nowhere.invalid/", allowed=anywhere) == "unreachable"


@pytest.mark.parametrize(
    "noise", [b"", b"\x00\xff" * 50, b"HTTP/9.9 999 x\r\n\r\n", b"SSH-2.0-x\r\n"]
)
def test_a_site_that_does_not_speak_the_web_is_told_plainly(noise: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(noise)

    with serving(answer) as site:
        assert refusal(site, allowed=anywhere) in {"unreachable", "bad-answer"}


def test_nobody_else_opens_a_way_out() -> None:
    ways = {"httpx", "httpcore", "requests", "aiohttp", "urllib.request", "http.client", "ftplib"}
    package = Path(autan.__file__).parent
    users = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name in ways
    }
    assert users == {"http_client.py"}


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{one.name}" for one in node.names)
