"""The programs of « API et code », by their structure: a value of the address never leaves its literal."""

import ast
import json
import re
import shlex
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest

from autan.catalogue import reads
from autan.query.state import State
from autan.web.datasets.code import snippets
from tests.app.dataplane.conftest import publish

__all__ = ["publish"]

HARD = 'DELIB_OBJET = "a\'b`$(c)\\\\ #(lf) ${d} \u2028é"'


@pytest.fixture
def codes(publish, auch, in_region, seen_by, region) -> Callable[[State], dict[str, str]]:
    listing = reads.dataset(publish(auch).dataset_id, seen_by(None, region))
    assert listing is not None

    def write(state: State) -> dict[str, str]:
        return {one.language: one.code for one in snippets(listing, state)}

    return write


@pytest.fixture
def hard(codes) -> dict[str, str]:
    return codes(State(q="été", where=(HARD,), refine=("DELIB_OBJET:a", "DELIB_ID:b")))


def conditions(address: str) -> list[str]:
    return [value for name, value in parse_qsl(urlsplit(address).query) if name == "where"]


def test_every_tongue_asks_for_the_same_rows(hard):
    wanted = ['"été"', HARD]
    assert conditions(hard["address"]) == wanted
    words = shlex.split(hard["sh"].replace("\\\n", ""))
    assert [word.removeprefix("where=") for word in words if word.startswith("where=")] == wanted
    literals = [
        node.value for node in ast.walk(ast.parse(hard["python"])) if isinstance(node, ast.Constant)
    ]
    assert any(conditions(str(one)) == wanted for one in literals)
    for tongue in ("pandas", "r", "javascript"):
        texts = re.findall(r'"(?:[^"\\]|\\.)*"', hard[tongue])
        assert any(conditions(json.loads(text)) == wanted for text in texts), tongue
    sql = re.search(r"'((?:[^']|'')*)'", hard["sql"])
    assert sql
    assert conditions(sql.group(1).replace("''", "'")) == wanted
    excel = re.search(r'Web.Contents\("((?:[^"]|"")*)"\)', hard["m"])
    assert excel
    assert conditions(excel.group(1).replace('""', '"')) == wanted


def test_power_query_is_balanced(hard):
    bare = re.sub(r'"(?:[^"]|"")*"', "", hard["m"])
    assert bare.count("(") == bare.count(")")
    assert bare.count("[") == bare.count("]")
    assert bare.split()[0] == "let"
    assert " in Tableau" in " ".join(bare.split())


def test_an_older_version_is_asked_for_by_its_number(codes):
    for tongue, code in codes(State(version="1")).items():
        assert "version=1" in code, tongue


def test_a_dataset_without_places_has_no_layer_for_maps(codes):
    assert "qgis" not in codes(State())
