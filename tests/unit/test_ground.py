"""The ground floor: environment, errors, plug-ins, failpoints, reports."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autan import env, plugs
from autan.errors import AutanError
from autan.pipeline.report import (
    Choices,
    Finding,
    Match,
    Personal,
    Reading,
    Repair,
    Report,
    SourceColumn,
    Step,
)


@pytest.mark.parametrize(
    ("value", "expected"), [("oui", True), ("1", True), ("non", False), ("", False), (None, False)]
)
def test_a_flag_is_yes_or_no_in_french_or_english(
    monkeypatch: pytest.MonkeyPatch, value: str | None, expected: bool
) -> None:
    monkeypatch.delenv("AUTAN_X", raising=False)
    if value is not None:
        monkeypatch.setenv("AUTAN_X", value)
    assert env.flag("AUTAN_X") is expected


@pytest.mark.parametrize("read", [env.flag, lambda name: env.number(name, 5)])
def test_a_wrong_setting_is_named_in_the_error(monkeypatch: pytest.MonkeyPatch, read) -> None:
    monkeypatch.setenv("AUTAN_X", "peut-être")
    with pytest.raises(AutanError, match="AUTAN_X") as caught:
        read("AUTAN_X")
    assert caught.value.remedy


def test_data_live_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUTAN_HOME", str(tmp_path))
    assert env.home() == tmp_path
    monkeypatch.delenv("AUTAN_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert env.home() == tmp_path / "autan"


def test_an_error_gives_only_the_sentences_it_has() -> None:
    error = AutanError("too-long", "Il y a %(n)d lignes.", remedy="Coupez.", n=3)
    assert (str(error), error.parts()) == ("Il y a 3 lignes.", ("Il y a %(n)d lignes.", "Coupez."))


def test_plugs_come_in_the_order_of_their_names() -> None:
    names = [standard.id for standard in plugs.collect("autan.schemas.scdl", "STANDARD")]
    assert len(names) >= 6
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("armed", "code"), [("store.after-rename", -9), ("publish.after-transaction", 0)]
)
def test_a_failpoint_kills_only_where_it_is_armed(armed: str, code: int) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from autan.failpoints import failpoint; failpoint('store.after-rename')",
        ],
        env={"AUTAN_FAILPOINT": armed},
        capture_output=True,
    )
    assert run.returncode == code


def test_a_failpoint_that_is_not_listed_is_refused() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from autan.failpoints import failpoint; failpoint('new.point')"],
        env={"AUTAN_FAILPOINT": "other"},
        capture_output=True,
        text=True,
    )
    assert "LookupError" in run.stderr


def test_a_report_survives_its_passage_through_json() -> None:
    reading = Reading(
        "csv", 2, (SourceColumn("c0", "Nom", ("a", "b"), 2),), steps=(Step("k", "s", 1, ("x",)),)
    )
    report = Report(
        reading,
        "scdl-deliberations",
        "Délibérations",
        0.9,
        alternatives=(("scdl-subventions", "Subventions", 0.1),),
        matches=(Match("DELIB_ID", "Numéro", "Nom"),),
        aside=("Élu",),
        repairs=(Repair("r", "date", "Nom", "DELIB_DATE", 1, "1", "2", "s", (("1", "2"),)),),
        findings=(Finding("info", "c", "m"),),
        personal=(Personal("Nom", "name", 1, "s", (3,)),),
        preview=({"Nom": "a"}, {"Nom": None}),
        period=("2023-01-01", "2023-02-01"),
    )
    assert Report.from_json(json.loads(json.dumps(report.as_json()))) == report


def test_choices_survive_their_passage_through_json() -> None:
    choices = Choices(standard="", mapping={"a": "b"}, undone=("r1",), personal={"Nom": "mask"})
    assert Choices.from_json(json.loads(json.dumps(choices.as_json()))) == choices
