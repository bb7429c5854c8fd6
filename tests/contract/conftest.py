"""A portal that runs as anybody would run it, with a dataset published from a file.

Nothing is imported from the application: the tests see what the world sees.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent

FILE = """\
COLL_NOM;COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_MATIERE_CODE;DELIB_MATIERE_NOM;DELIB_OBJET;VOTE_POUR
Noé;21310399700013;2024-001;15/01/2024;7.1;Finances locales;Vote du budget primitif;17
Noé;21310399700013;2024-002;15/01/2024;3.1;Domaine;Achat d’un « véhicule » électrique;15
Noé;21310399700013;2024-003;20/02/2024;7.5;Finances locales;Subventions aux associations;18
Noé;21310399700013;2023-009;11/12/2023;8.1;Enseignement;Tarifs de la cantine de l’école;
"""


@dataclass(frozen=True)
class Portal:
    """A running portal: its address, and the one dataset on it."""

    address: str
    dataset_id: str


def _environment(home: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUTAN_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "AUTAN_HOME": str(home), "AUTAN_PORT": str(port)}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _published(environment: dict[str, str], folder: Path) -> str:
    """Publish the file from the command line; the identifier of the dataset."""
    file = folder / "délibérations 2024.csv"
    # As a spreadsheet of a French office writes it.
    file.write_bytes(FILE.encode("cp1252"))
    command = [sys.executable, "-m", "autan", "publish", str(file), "--for", "31399"]
    done = subprocess.run(
        [*command, "--yes", "--json"], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["standard"] == "scdl-deliberations"
    return str(told["dataset_id"])


def _opens(port: int, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    home, port = tmp_path_factory.mktemp("portal"), _free_port()
    environment = _environment(home, port)
    dataset_id = _published(environment, tmp_path_factory.mktemp("files"))
    command = [sys.executable, "-m", "autan", "serve", "--port", str(port), "--workers", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            assert _opens(port), "the portal did not open"
            yield Portal(f"http://localhost:{port}", dataset_id)
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="session")
def read_in_javascript(portal: Portal) -> Callable[[str, str], dict[str, Any]]:
    """Run one case of ``read.mjs`` under Node, with the client from npm as it is."""
    if shutil.which("node") is None:
        pytest.skip("no Node here")
    if not (HERE / "node_modules" / "@opendatasoft").is_dir():
        pytest.skip("the clients are not installed: npm ci in tests/contract")

    def read(case: str, dataset_id: str = portal.dataset_id) -> dict[str, Any]:
        command = ["node", str(HERE / "read.mjs"), portal.address, case, dataset_id]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    return read
