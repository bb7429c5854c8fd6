"""The models of the national registry as we ship them, and the later ones that take their place."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from autan import schemas
from autan.schemas import registry
from autan.schemas.repairs import CHAINS
from autan.schemas.standard import Standard

OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "schemas" / "registry"
MODELS = schemas.registry.models(("", 0, 0))


def keep(home: Path, models: list[dict[str, object]], **more: object) -> None:
    (home / "schemas").mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": registry.FORMAT, "models": models} | more)
    (home / "schemas" / "registry.json").write_text(text)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUTAN_HOME", str(tmp_path))
    monkeypatch.delenv("AUTAN_SCHEMAS", raising=False)
    return tmp_path


def test_standards_come_in_a_stated_order_and_none_comes_twice(home: Path) -> None:
    known = schemas.standards()
    ids = [one.id for one in known]
    assert ids[0] == "scdl-deliberations"
    assert ids.index("bal-1.5") < ids.index("bal-1.4")
    assert len({one.casefold() for one in ids}) == len(ids) >= 60
    by_registry = [one.registry for one in known if one.registry]
    assert len(set(by_registry)) == len(by_registry)
    families = [one.family == "registry" for one in known]
    assert families == sorted(families)


def test_a_standard_is_found_by_its_identifier_and_by_its_name_in_the_registry(home: Path) -> None:
    found = {name: schemas.find(name) for name in ("scdl/deliberations", "scdl-deliberations")}
    assert {one.id for one in found.values() if one} == {"scdl-deliberations"}
    stationnement = schemas.find("etalab/schema-stationnement")
    assert stationnement
    assert stationnement.field("insee").pattern
    assert schemas.find("etalab/nowhere") is None


@pytest.mark.parametrize("standard", MODELS, ids=lambda one: one.id)
def test_a_shipped_model_says_all_that_a_page_asks(standard: Standard) -> None:
    assert standard.label
    assert standard.title
    assert standard.description.endswith((".", "?", "…"))
    assert all(standard.noun)
    assert standard.family == "registry"
    assert standard.id == standard.registry
    names = [field.name for field in standard.fields]
    assert {name for rule in standard.rules for name in rule.columns} <= set(names)
    assert set(standard.identity) <= set(names)
    for field in standard.fields:
        assert field.label, field.name
        assert field.example, field.name
        assert field.kind in CHAINS
        if field.pattern:
            pl.Series(["x"]).str.contains(field.pattern)


@pytest.mark.parametrize("standard", MODELS, ids=lambda one: one.id)
def test_an_example_has_the_form_that_its_model_asks_for(standard: Standard) -> None:
    wrong = [
        (field.name, field.example)
        for field in standard.fields
        if field.pattern
        and not pl.Series([field.example]).str.contains(field.pattern).item()
        and not field.choices
    ]
    assert wrong == []


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official schemas are not at hand")
def test_no_official_prose_is_in_our_models() -> None:
    prose = set()
    for path in (OFFICIAL / "schemas").glob("*.json"):
        document = json.loads(path.read_bytes())
        for one in (document, *document["fields"]):
            texts = (one.get("title"), one.get("description"))
            prose |= {" ".join(text.split()) for text in texts if isinstance(text, str)}
    ours = {
        text
        for standard in MODELS
        for text in (
            standard.description,
            *(field.description for field in standard.fields),
            *(field.label for field in standard.fields),
        )
        if len(text) > 45
    }
    assert ours & prose == set()


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official schemas are not at hand")
def test_every_table_schema_of_the_registry_is_a_standard_with_its_own_columns() -> None:
    for one in json.loads((OFFICIAL / "index.json").read_bytes()):
        document = json.loads((OFFICIAL / "schemas" / one["file"]).read_bytes())
        standard = schemas.find(one["name"])
        assert standard, one["name"]
        names = [" ".join(field["name"].split()) for field in document["fields"]]
        assert [field.name for field in standard.fields] == names, one["name"]
        required = [
            " ".join(field["name"].split())
            for field in document["fields"]
            if (field.get("constraints") or {}).get("required") is True
        ]
        mine = [field.name for field in standard.fields if field.required]
        # Ours asks for the COMMUNE_NOM of first names too, which is useless without it.
        assert set(required) <= set(mine), one["name"]


def test_the_kinds_in_the_models_are_those_that_the_code_finds() -> None:
    for model in registry.shipped():
        bare = [
            {name: value for name, value in one.items() if name != "kind"}
            for one in model["fields"]
        ]
        found = registry.standard({**model, "fields": bare})
        assert [one["kind"] for one in model["fields"]] == [one.kind for one in found.fields]


def test_a_later_version_takes_the_place_of_the_shipped_one_at_once(home: Path) -> None:
    name = "openmaraude/schema-stationstaxi"
    before = schemas.find(name)
    assert before
    fields = [{"name": "id", "type": "string"}, {"name": "nouveau", "type": "integer"}]
    keep(home, [{"registry": name, "version": "9.0.0", "fields": fields}])
    after = schemas.find(name)
    assert after
    assert (after.version, after.label) == ("9.0.0", before.label)
    assert after.field("id").label == before.field("id").label
    assert "nouveau" in schemas.vocabulary()
    keep(home, [{"registry": name, "version": "0.0.1", "fields": fields}])
    again = schemas.find(name)
    assert again
    assert again.version == before.version


def test_a_new_model_is_added_and_one_written_by_hand_is_never_replaced(home: Path) -> None:
    fields = [{"name": "DELIB_ID", "type": "string"}]
    keep(
        home,
        [
            {"registry": "scdl/deliberations", "version": "99", "fields": fields},
            {"registry": "ville/bancs", "fields": fields, "said": {"title": "Bancs publics"}},
        ],
    )
    added = schemas.find("ville/bancs")
    assert added
    assert added.label == "Bancs publics"
    standard = schemas.find("scdl/deliberations")
    assert standard
    assert len(standard.fields) == 17


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99, "models": []}', '{"format": 1}'])
def test_a_damaged_file_of_later_models_counts_for_nothing(
    home: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    keep(home, [])
    (home / "schemas" / "registry.json").write_text(text)
    assert schemas.find("etalab/schema-stationnement")


@pytest.mark.parametrize(
    ("version", "than", "expected"),
    [
        ("1.10.0", "1.9.9", True),
        ("v1.1", "1.1.0", False),
        ("1.1.0", "v1.1", True),
        ("0.1", "", True),
        ("", "0.1", False),
        ("1.0-rc1", "1.0", False),
    ],
)
def test_versions_are_compared_number_by_number(version: str, than: str, expected: bool) -> None:
    assert registry.later(version, than) is expected


def test_all_standards_are_ready_in_less_than_the_twinkling_of_an_eye() -> None:
    """Each child that reads a file does this once; the libraries it needs anyway do not count."""
    code = (
        "import time, polars, autan.schemas.repairs; began = time.process_time();"
        "from autan import schemas; schemas.vocabulary();"
        "print(time.process_time() - began)"
    )
    runs = [
        float(
            subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "AUTAN_SCHEMAS": "/nonexistent"},
            ).stdout
        )
        for _ in range(3)
    ]
    assert min(runs) < 0.2
