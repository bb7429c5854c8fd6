"""A commune, its neighbour, a portal, and a pipeline in miniature.

The pipeline's own work is tested elsewhere, in the real sandbox; here a stand-in answers in its
place, so that a test says in a line what the file holds and sees how a draft lives with it.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import polars
import pytest
from django_scopes import scope

from autan import sandbox
from autan.errors import AutanError
from autan.pipeline.report import Manifest, Reading, Report, SourceColumn
from autan.publishing import actions
from autan.publishing.models import Draft
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants import names
from autan.tenants.actions import open_portal
from autan.tenants.models import Portal, Territory

READING = Reading(format="csv", rows=2, columns=(SourceColumn("c0", "Nom"),), header_row=1)
REPORT = Report(
    READING, None, "", 0.0, title="Liste des associations", rows=2, preview=({"Nom": "Judo"},)
)


class Pipeline:
    """Answers in the sandbox's place. ``done`` lists its tasks; ``failing`` makes one fail."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.asked: list[dict[str, Any]] = []
        self.report = REPORT
        self.names = ["Judo", "Chorale"]
        self.failing: AutanError | Exception | None = None

    def run(self, task: str, *, progress: Any = None, **arguments: Any) -> dict[str, Any]:
        self.done.append(task)
        self.asked.append(arguments)
        if self.failing is not None:
            raise self.failing
        if progress is not None:
            progress(0.5)
        answer: dict[str, Any] = getattr(self, f"_{task}")(Path(arguments["folder"]))
        return json.loads(json.dumps(answer))

    def _read(self, folder: Path) -> dict[str, Any]:
        reading = asdict(self.report.reading)
        (folder / "reading.json").write_text(json.dumps(reading), encoding="utf-8")
        return reading

    def _understand(self, folder: Path) -> dict[str, Any]:
        self._read(folder)
        return self._prepare(folder)

    def _prepare(self, folder: Path) -> dict[str, Any]:
        return self.report.as_json()

    def _materialise(self, folder: Path) -> dict[str, Any]:
        target = folder / "version.parquet"
        polars.DataFrame({"nom": self.names}).write_parquet(target)
        (folder / "version.duckdb").write_bytes(b"serving")
        content = target.read_bytes()
        schema = TableSchema((Field("nom", FieldType.TEXT, "Nom"),))
        return Manifest(
            hashlib.sha256(content).hexdigest(), len(content), len(self.names), schema.as_json()
        ).as_json()


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    stand_in = Pipeline()
    monkeypatch.setattr(sandbox, "run", stand_in.run)
    return stand_in


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTAN_HOME", str(tmp_path / "home"))


def _territory(kind: str, code: str, name: str, **more: Any) -> Territory:
    slug = names.slug(name)
    return Territory.objects.create(
        kind=kind, code=code, name=name, genitive=f"de {name}", slug=slug, search_name=slug, **more
    )


@pytest.fixture
def region(db: None) -> Territory:
    return _territory("region", "76", "Occitanie", siren="200053791")


@pytest.fixture
def noe(region: Territory) -> Territory:
    return _territory(
        "commune", "31399", "Noé", siren="213103997", region=region, email="mairie@noe.example"
    )


@pytest.fixture
def cugnaux(region: Territory) -> Territory:
    return _territory(
        "commune", "31157", "Cugnaux", siren="213101579", region=region, email="mairie@cug.example"
    )


@pytest.fixture
def portal(region: Territory) -> Iterator[Portal]:
    opened = open_portal(
        slug="region",
        name="Données d’Occitanie",
        host="localhost",
        perimeter=region,
        colour="#2a5b84",
        is_default=True,
    )
    with scope(portal=opened):
        yield opened


@pytest.fixture
def draft(portal: Portal, noe: Territory, pipeline: Pipeline) -> Draft:
    """The file of Noé, just dropped."""
    return actions.receive(
        upload=io.BytesIO(b"Nom\nJudo\nChorale\n"),
        file_name="associations.csv",
        portal=portal,
        territory=noe,
    )


@pytest.fixture
def blocked(pipeline: Pipeline) -> None:
    """The file holds a question that must be answered first."""
    pipeline.report = replace(REPORT, publishable=False)
