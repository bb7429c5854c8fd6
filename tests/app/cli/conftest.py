"""The command as people run it: a process of its own, a home folder of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Autan = Callable[..., subprocess.CompletedProcess[str]]


def _surroundings(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUTAN_")}
    return {**kept, "AUTAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "autan.settings"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Nothing yet: a new machine."""
    return tmp_path / "home"


@pytest.fixture
def surroundings(home: Path) -> dict[str, str]:
    """The environment of a command: this installation's, with a home of its own."""
    return _surroundings(home)


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("installed") / "home"
    code = "from autan.cli.installation import make_ready; make_ready()"
    subprocess.run([sys.executable, "-c", code], env=_surroundings(home), check=True)
    return home


@pytest.fixture
def installed(_made_once: Path, home: Path) -> Path:
    """The home of a portal that was opened before, without a dataset."""
    return Path(shutil.copytree(_made_once, home))


@pytest.fixture
def autan(surroundings: dict[str, str], tmp_path: Path) -> Autan:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "autan", *arguments],
            env=surroundings,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def deliberations(tmp_path: Path) -> Path:
    """What a mairie's software writes: a logo row, French dates, a semicolon, cp1252."""
    path = tmp_path / "Délibérations 2023.csv"
    path.write_bytes(
        (
            "Commune de Noé;;;;\r\n"
            ";;;;\r\n"
            "Collectivité;N° de délibération;Date de la séance;Objet de la délibération;Vote pour\r\n"
            "Commune de Noé;2023-001;12/01/2023;Vote du budget « annexe »;15\r\n"
            "Commune de Noé;2023-002;12/01/2023;Tarifs de la cantine à l’école;14\r\n"
            "Commune de Noé;2023-003;02/02/2023;Convention avec le Département;15\r\n"
        ).encode("cp1252")
    )
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "tableau.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    return path
