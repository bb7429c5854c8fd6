"""``autan check``: says what it understands, publishes nothing, needs no database."""

import json

KEYS = {
    *("standard", "sheet", "header_row", "encoding", "delimiter", "rows", "mapping"),
    *("repairs", "findings", "personal", "preview", "publishable"),
    *("steps", "tables", "aside", "confidence", "columns", "fields"),
}


def test_one_json_object_says_what_was_understood(autan, deliberations):
    ran = autan("check", str(deliberations), "--json")
    said = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert said.keys() >= KEYS
    assert (said["header_row"], said["delimiter"], said["rows"]) == (3, ";", 3)
    assert said["mapping"]["DELIB_DATE"] == "Date de la séance"
    assert said["preview"][0]["Objet de la délibération"] == "Vote du budget « annexe »"
    assert said["preview"][0]["Date de la séance"] == "12/01/2023"


def test_each_column_says_what_it_becomes(autan, deliberations):
    said = json.loads(autan("check", str(deliberations), "--json").stdout)
    columns = {column["header"]: column for column in said["columns"]}
    date = columns["Date de la séance"]
    assert (date["field"], date["certain"], date["type"]) == ("DELIB_DATE", True, "date")
    assert {field["name"] for field in said["fields"]} >= {"DELIB_DATE", "DELIB_OBJET"}
    aside = {header for header, column in columns.items() if column["field"] is None}
    assert aside == set(said["aside"])


def test_each_step_of_the_reading_is_told(autan, deliberations):
    ran = autan("check", str(deliberations), "--json")
    steps = json.loads(ran.stdout)["steps"]
    assert steps
    assert all(step.keys() >= {"kind", "sentence", "reason", "options", "chosen"} for step in steps)
    told = autan("check", str(deliberations)).stdout
    assert all(step["sentence"] in told for step in steps)


def test_repairs_say_what_they_change(autan, deliberations):
    said = json.loads(autan("check", str(deliberations), "--json").stdout)
    dates = [repair for repair in said["repairs"] if repair["column"] == "Date de la séance"]
    assert [(repair["count"], repair["before"], repair["after"]) for repair in dates] == [
        (3, "12/01/2023", "2023-01-12")
    ]


def test_a_person_reads_sentences(autan, deliberations):
    ran = autan("check", str(deliberations))
    assert ran.returncode == 0
    assert "3 lignes" in ran.stdout
    assert "Date de la séance  →" in ran.stdout
    assert ran.stderr == "", "no bar where there is no terminal"


def test_a_file_that_is_no_table_is_told_apart(autan, picture):
    ran = autan("check", str(picture), "--json")
    said = json.loads(ran.stdout)
    assert ran.returncode == 2
    assert said.keys() >= {*KEYS, "error"}
    assert said["publishable"] is False
    assert said["findings"][0]["level"] == "blocking"


def test_a_file_that_is_not_there_is_told_apart(autan):
    ran = autan("check", "nowhere.csv")
    assert ran.returncode == 2
    assert "ne s’ouvre pas" in ran.stderr


def test_nothing_is_left_behind(autan, deliberations, home):
    autan("check", str(deliberations))
    assert [path.name for path in home.rglob("*")] == ["scratch"]


def test_the_standard_that_is_asked_for_is_followed(autan, deliberations):
    ran = autan("check", str(deliberations), "--standard", "scdl-deliberations", "--json")
    assert json.loads(ran.stdout)["standard"] == "scdl-deliberations"
