"""``autan schemas``: the models that are known, and those that the registry brings."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from autan import http_client, schemas
from autan.cli.check import check
from autan.cli.schemas import update
from autan.errors import AutanError
from autan.pipeline.report import Choices

BENCHES = {
    "title": "Bancs publics",
    "version": "v0.9.0",
    "primaryKey": "banc_id",
    "fields": [
        {"name": "banc_id", "type": "string", "constraints": {"required": True}},
        {"name": "banc_places", "type": "integer", "title": "Places", "description": "Combien."},
        {"name": "banc_pose", "type": "date", "constraints": {"pattern": "(a)\\1"}},
    ],
}


class Registry:
    """A registry of our own, on this machine: pages by their path, and what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []
        registry = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                registry.asked.append(self.path)
                page = registry.pages.get(self.path)
                self.send_response(200 if page is not None else 404)
                self.end_headers()
                self.wfile.write(page or b"")

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.site = f"http://127.0.0.1:{self.server.server_port}"
        self.index = f"{self.site}/schemas.json"

    def offers(self, *models: tuple[str, str, Any], **more: Any) -> None:
        """Models by name, version and document; bytes are served as they are."""
        listed = []
        for name, version, document in models:
            path = f"/{name}/{version}.json"
            body = document if isinstance(document, bytes) else json.dumps(document).encode()
            self.pages[path] = body
            versions = [
                {"version_name": "0.0.1", "schema_url": f"{self.site}/old.json"},
                {"version_name": version, "schema_url": f"{self.site}{path}"},
            ]
            listed.append({"name": name, "schema_type": "tableschema", "versions": versions})
        self.pages["/schemas.json"] = json.dumps({"schemas": listed, **more}).encode()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUTAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("AUTAN_SCHEMAS", raising=False)
    return tmp_path / "home"


@pytest.fixture
def registry(home: Path) -> Iterator[Registry]:
    found = Registry()
    serve = threading.Thread(target=found.server.serve_forever, kwargs={"poll_interval": 0.01})
    serve.start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    serve.join()


def here(address: http_client.Address) -> bool:
    """What the tests alone may do: speak to this machine."""
    return str(address) == "127.0.0.1"


def kept(home: Path) -> Any:
    path = home / "schemas" / "registry.json"
    return json.loads(path.read_text()) if path.exists() else None


def test_the_list_tells_every_model(autan: Any) -> None:
    told = autan("schemas", "list")
    assert told.returncode == 0, told.stderr
    assert "scdl-deliberations" in told.stdout
    assert "etalab/schema-stationnement" in told.stdout
    described = json.loads(autan("schemas", "list", "--json").stdout)["standards"]
    assert len(described) == len(told.stdout.splitlines()) - 1 >= 60
    assert described[0]["registry"] == "scdl/deliberations"


def test_without_a_network_a_plain_sentence_is_said_and_nothing_changes(
    autan: Any, surroundings: dict[str, str], home: Path
) -> None:
    surroundings["AUTAN_REGISTRY_URL"] = "https://nowhere.invalid/schemas.json"
    told = autan("schemas", "update")
    assert told.returncode == 1
    assert "ne répond pas" in told.stderr
    assert "Traceback" not in told.stderr
    assert kept(home) is None


def test_an_address_inside_is_refused(autan: Any, surroundings: dict[str, str]) -> None:
    surroundings["AUTAN_REGISTRY_URL"] = "http://127.0.0.1:8000/schemas.json"
    told = autan("schemas", "update", "--json")
    assert told.returncode == 1
    assert "address-refused" in told.stdout


def test_a_new_model_serves_at_once_here_and_in_the_child_that_reads(
    registry: Registry, home: Path, tmp_path: Path
) -> None:
    registry.offers(("ville/bancs", "1.0.0", BENCHES))
    done = update(registry.index, here)
    assert (done.listed, done.added, done.unread) == (1, ["ville/bancs"], [])
    standard = schemas.find("ville/bancs")
    assert standard
    assert (standard.label, standard.version) == ("Bancs publics", "1.0.0")
    assert standard.field("banc_places").label == "Places"
    assert standard.field("banc_pose").pattern == ""
    file = tmp_path / "bancs.csv"
    file.write_text("banc_id;banc_places;banc_pose\nA1;3;2024-01-02\nA2;x;2024-01-03\n")
    report = check(file, Choices(standard="ville/bancs"))
    assert (report.standard, report.rows) == ("ville/bancs", 2)
    assert any(finding.code == "unreadable" for finding in report.findings)


def test_only_what_is_later_is_asked_for(registry: Registry, home: Path) -> None:
    mine = schemas.find("etalab/schema-stationnement")
    assert mine
    registry.offers(
        ("etalab/schema-stationnement", mine.version, BENCHES),
        ("scdl/deliberations", "99.0.0", BENCHES),
        ("ville/bancs", "1.0.0", BENCHES),
    )
    first = update(registry.index, here)
    assert (first.added, first.updated) == (["ville/bancs"], [])
    assert first.by_hand == ["Délibérations 99.0.0"]
    assert registry.asked == ["/schemas.json", "/ville/bancs/1.0.0.json"]
    registry.asked.clear()
    again = update(registry.index, here)
    assert (again.added, again.updated, registry.asked) == ([], [], ["/schemas.json"])
    registry.offers(("ville/bancs", "1.1.0", {**BENCHES, "title": "Bancs"}))
    assert update(registry.index, here).updated == ["ville/bancs"]
    found = schemas.find("ville/bancs")
    assert found
    assert (found.label, found.version) == ("Bancs", "1.1.0")


def test_one_bad_document_spoils_no_other(registry: Registry, home: Path) -> None:
    deep = b"[" * 200_000
    registry.offers(
        ("a/not-json", "1", b"<html>"),
        ("a/deep", "1", deep),
        ("a/no-column", "1", {"fields": []}),
        ("a/wrong", "1", ["x"]),
        ("a/twice", "1", {"fields": [{"name": "a"}, {"name": "A"}]}),
        ("a/not-text", "1", b"\xff\xfe\x00"),
        ("ville/bancs", "1", BENCHES),
    )
    done = update(registry.index, here)
    assert done.added == ["ville/bancs"]
    assert len(done.unread) == 6


def test_a_document_that_is_not_there_is_only_told(registry: Registry, home: Path) -> None:
    registry.offers(("ville/bancs", "1", BENCHES), ("ville/arbres", "1", BENCHES))
    del registry.pages["/ville/arbres/1.json"]
    done = update(registry.index, here)
    assert (done.added, done.unread) == (["ville/bancs"], ["ville/arbres"])


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<!doctype html><title>404</title>",
        b"[]",
        b'{"schemas": {}}',
        b'{"schemas": []}',
        b"[" * 200_000,
        b'{"schemas": [1, null, {"name": 3}, {"name": "a/b", "schema_type": "other"}]}',
        b'{"schemas": [{"name": "../x/y", "schema_type": "tableschema", "schema_url": "https://x/"}]}',
        b'{"schemas": [{"name": "a/b", "schema_type": "tableschema", "schema_url": "file:///x"}]}',
    ],
)
def test_what_is_not_the_registry_changes_nothing(
    registry: Registry, home: Path, page: bytes
) -> None:
    registry.pages["/schemas.json"] = page
    with pytest.raises(AutanError) as caught:
        update(registry.index, here)
    assert caught.value.code == "not-the-registry"
    assert kept(home) is None


def test_the_file_of_models_changes_whole_or_not_at_all(
    registry: Registry, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.offers(("ville/bancs", "1", BENCHES))
    update(registry.index, here)
    before = kept(home)
    registry.offers(("ville/bancs", "2", BENCHES))
    monkeypatch.setattr("autan.cli.schemas.os.replace", _no_space)
    with pytest.raises(OSError, match="full"):
        update(registry.index, here)
    assert kept(home) == before
    assert [path.name for path in (home / "schemas").iterdir()] == ["registry.json"]


def _no_space(*_: object) -> None:
    raise OSError("disk full")
