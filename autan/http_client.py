"""The one way out: every address that Autan asks on the network is asked here.

Whoever gives an address could make the server speak to its own neighbours (databases, cloud
metadata, other services of the town hall). So a name is resolved once, *every* address that it
gives must be public, and the connection goes to one of these very addresses: a name that changes
its answer in between gains nothing. Redirections are followed here, one by one, and each is
looked at in the same way. Sizes and times are bounded, headers included; compressed answers are
neither asked for nor taken, so that a small one cannot grow.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

import httpcore
import httpx

import autan
from autan.errors import AutanError

_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTIONS = 5
_LONGEST_ADDRESS = 2_000
_PORTS = {"https": 443, "http": 80}
_FREE_PORTS = (1024, 65535)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What ``is_global`` lets pass, or lets pass in some versions of Python, and leads inside.
_INSIDE = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"),
        *("224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "3fff::/20"),
    )
)
# All that is given out to the outside world in version 6 (RFC 4291, IANA).
_UNICAST = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Bounds:
    """What one request may take: bytes of the answer, seconds in all, seconds of silence."""

    most: int = 20 * 1024 * 1024
    seconds: float = 60.0
    silence: float = 15.0


@dataclass(frozen=True)
class Received:
    """``address``: the last one, after redirections. ``bytes``: how many were written."""

    address: str
    media_type: str
    bytes: int


def public(address: Address) -> bool:
    """Whether an address belongs to the outside world, whatever the way in which it is written."""
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            within = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if within is not None:
            return public(within)
        if address.scope_id or address not in _UNICAST:
            return False
    inside = (net for net in _INSIDE if net.version == address.version)
    return address.is_global and not any(address in net for net in inside)


def fetch(
    address: str,
    into: BinaryIO,
    bounds: Bounds | None = None,
    allowed: Callable[[Address], bool] = public,
) -> Received:
    """Write the answer of ``address`` into an open file. Blocks; safe from any thread.

    ``allowed`` tells which network addresses may be spoken to; tests that serve locally pass
    their own. Raises ``AutanError``: ``address-refused``, ``unreachable``, ``too-slow``,
    ``answer-too-large`` or ``bad-answer``. Nothing of the answer is in the message.
    """
    bounds = bounds or Bounds()
    end = time.monotonic() + bounds.seconds
    url = _checked(address)
    for _ in range(_MOST_REDIRECTIONS + 1):
        network = _Guarded(end, bounds.silence, allowed)
        with httpcore.ConnectionPool(
            ssl_context=_trusted(), network_backend=network, http1=True, http2=False
        ) as pool:
            following = _ask(pool, url, into, bounds)
        if isinstance(following, Received):
            return following
        url = _checked(following, before=url)
    raise _address_refused("Cette adresse renvoie sans cesse vers une autre.")


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities of the machine's own list when it names one (``SSL_CERT_FILE``)."""
    return httpx.create_ssl_context()


def _checked(address: str, before: httpx.URL | None = None) -> httpx.URL:
    """The parts of an address that can be asked, or the reason why not."""
    if len(address) > _LONGEST_ADDRESS or not address.isprintable() or "\\" in address:
        raise _address_refused("Cette adresse n’a pas la forme d’une adresse web.")
    try:
        url = before.join(address) if before else httpx.URL(address)
        port = _PORTS.get(url.scheme, 0) if url.port is None else url.port
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise _address_refused("Cette adresse n’a pas la forme d’une adresse web.") from error
    if url.scheme not in _PORTS or not url.host:
        raise _address_refused(
            "Seules les adresses qui commencent par https:// ou http:// sont lues."
        )
    if before and before.scheme == "https" and url.scheme != "https":
        raise _address_refused("Cette adresse renvoie vers une page qui n’est pas protégée.")
    if url.userinfo or not (port in _PORTS.values() or _FREE_PORTS[0] <= port <= _FREE_PORTS[1]):
        raise _address_refused(
            "Cette adresse contient un compte ou un port que nous n’appelons pas."
        )
    return url.copy_with(fragment=None)


def _ask(
    pool: httpcore.ConnectionPool, url: httpx.URL, into: BinaryIO, bounds: Bounds
) -> Received | str:
    """One request: what was received, or the address to which it leads."""
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": f"Autan/{autan.__version__}",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    try:
        with pool.stream("GET", str(url), headers=list(headers.items())) as answer:
            told = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in _REDIRECTIONS and b"location" in told:
                return told[b"location"]
            size = _take(answer, told, into, bounds)
            kind = told.get(b"content-type", "").partition(";")[0].strip().lower()
            return Received(str(url), kind, size)
    except httpcore.TimeoutException as error:
        raise _too_slow() from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise _unreachable() from error


def _take(answer: httpcore.Response, told: dict[bytes, str], into: BinaryIO, bounds: Bounds) -> int:
    if answer.status != 200:
        raise _bad_answer(answer.status)
    if told.get(b"content-encoding", "identity").lower() != "identity":
        raise _bad_answer(answer.status)
    announced = told.get(b"content-length", "")
    if announced.isdigit() and int(announced) > bounds.most:
        raise _too_large(bounds)
    size = 0
    for block in answer.iter_stream():
        size += len(block)
        if size > bounds.most:
            raise _too_large(bounds)
        into.write(block)
    return size


class _Guarded(httpcore.NetworkBackend):
    """Connections to vetted addresses only, none of which outlives the time that is left."""

    def __init__(self, end: float, silence: float, allowed: Callable[[Address], bool]) -> None:
        self._end = end
        self._silence = silence
        self._allowed = allowed
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        first: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in self._vetted(host, port):
            try:
                stream = self._plain.connect_tcp(str(address), port, timeout=self.left())
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                first = first or error
            else:
                return _Bounded(stream, self.left)
        raise first or httpcore.ConnectError("no address")

    def left(self) -> float:
        """Seconds that the next step may take."""
        left = min(self._end - time.monotonic(), self._silence)
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return left

    def _vetted(self, host: str, port: int) -> list[Address]:
        """Every address of a name, when none of them leads inside."""
        try:
            found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("no such name") from error
        addresses = [ipaddress.ip_address(one[4][0]) for one in found]
        if not all(self._allowed(address) for address in addresses):
            raise _address_refused("Cette adresse mène à l’intérieur d’un réseau privé.")
        return list(dict.fromkeys(addresses))


class _Bounded(httpcore.NetworkStream):
    """A connection on which every wait is cut to the time that is left: headers that come one
    letter at a time end with the rest."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, timeout=self._left())
        return _Bounded(inner, self._left)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


_KEPT = "Rien n’a changé ici."


def _address_refused(sentence: str) -> AutanError:
    return AutanError(
        "address-refused",
        sentence,
        kept=_KEPT,
        remedy="Donnez l’adresse publique et complète de ce que vous voulez lire.",
    )


def _unreachable() -> AutanError:
    return AutanError(
        "unreachable",
        "Le site demandé ne répond pas.",
        kept=_KEPT,
        remedy="Vérifiez l’adresse et la connexion de ce serveur, puis recommencez.",
    )


def _too_slow() -> AutanError:
    return AutanError(
        "too-slow",
        "Le site demandé répond trop lentement\u202f; nous avons arrêté.",
        kept=_KEPT,
        remedy="Recommencez plus tard.",
    )


def _too_large(bounds: Bounds) -> AutanError:
    return AutanError(
        "answer-too-large",
        "Le site demandé envoie plus de %(megabytes)s Mo\u202f; nous avons arrêté.",
        kept=_KEPT,
        remedy="Vérifiez que l’adresse est bien celle que vous voulez lire.",
        megabytes=max(1, bounds.most // (1024 * 1024)),
    )


def _bad_answer(status: int) -> AutanError:
    return AutanError(
        "bad-answer",
        "Le site demandé n’a pas donné ce que nous attendions (réponse %(status)s).",
        kept=_KEPT,
        remedy="Vérifiez l’adresse, ou recommencez plus tard.",
        status=status,
    )
