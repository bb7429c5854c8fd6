"""``autan serve``: the portal on one address, with workers beside it that are kept alive."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click
import uvicorn

from autan.cli.installation import make_ready
from autan.errors import Refused

_GRACE = 6.0
_PAUSE = 1.0


@click.command("serve", help="Ouvrir le portail, avec ses ouvriers.")
@click.option("--host", default="127.0.0.1", show_default=True, help="L’adresse à écouter.")
@click.option("--port", default=8000, show_default=True, help="Le port à écouter.")
@click.option("--workers", default=2, show_default=True, help="Combien d’ouvriers à côté.")
def command(host: str, port: int, workers: int) -> None:
    serve(host, port, workers=workers)


def serve(host: str, port: int, *, workers: int = 2) -> None:
    """Serve until SIGTERM or Ctrl+C. Refused if the port is taken.

    Two workers: a file that takes minutes must not keep the others waiting.
    """
    # Before the settings are read: links in mails and answers carry the port.
    os.environ.setdefault("AUTAN_PORT", str(port))
    listener = _listen(host, port)
    make_ready()
    lines = _lines(listener)
    with _workers(workers):
        config = uvicorn.Config(
            "autan.asgi:app",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
        with _signals_to_ourselves():
            _Server(config, lines).run(sockets=[listener])
    click.echo("Autan est arrêté.")


class _Server(uvicorn.Server):
    """Says where to look once it does answer."""

    def __init__(self, config: uvicorn.Config, lines: list[str]) -> None:
        super().__init__(config)
        self.lines = lines

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            # Not for the sake of the other commands, which would wait for all that it imports.
            from autan import warming

            for line in self.lines:
                click.echo(line)
            warming.begin()


@contextmanager
def _signals_to_ourselves() -> Iterator[None]:
    """After a clean stop uvicorn raises the signal again, which would leave the worker behind."""
    stops = (signal.SIGTERM, signal.SIGINT)
    before = {stop: signal.signal(stop, lambda *_: None) for stop in stops}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)


def _lines(listener: socket.socket) -> list[str]:
    from autan.tenants.reads import portals

    host, port = listener.getsockname()[:2]
    local = host in ("127.0.0.1", "0.0.0.0", "::1", "::")  # noqa: S104 - compared, not listened to
    known = [f"  {portal.name} : http://{portal.host}:{port}" for portal in portals()]
    here = f"Autan est ouvert : http://{'localhost' if local else host}:{port}"
    return [click.style(here, bold=True), *known, "Pour l’arrêter : Ctrl+C"]


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise Refused(
            "port-taken",
            "L’adresse %(host)s:%(port)d ne peut pas être écoutée.",
            remedy="Un autre programme l’utilise peut-être ; essayez avec --port 8001.",
            host=host,
            port=port,
        ) from error
    listener.listen(2048)
    listener.set_inheritable(False)
    return listener


@contextmanager
def _workers(count: int) -> Iterator[None]:
    keepers = [_Keeper() for _ in range(count)]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        for keeper in keepers:
            keeper.ask_to_stop()
        for keeper in keepers:
            keeper.wait()


class _Keeper(threading.Thread):
    """Keeps one worker process alive: a file that brings it down must not stop the others."""

    def __init__(self) -> None:
        super().__init__(name="worker-keeper", daemon=True)
        self.over = threading.Event()
        self.child: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while not self.over.is_set():
            self.child = subprocess.Popen(
                [sys.executable, "-m", "autan", "work", "--parent", str(os.getpid())],
                # Ctrl+C reaches the whole terminal group: the server decides when to stop.
                start_new_session=True,
            )
            self.child.wait()
            self.over.wait(_PAUSE)

    def ask_to_stop(self) -> None:
        self.over.set()
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)

    def wait(self) -> None:
        """Let the worker finish its task, for a moment; a task cut short is done again later."""
        self.join(_GRACE)
        if self.is_alive() and self.child is not None:
            self.child.kill()
            self.join(_GRACE)
