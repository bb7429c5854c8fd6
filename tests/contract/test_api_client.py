"""``@opendatasoft/api-client`` (npm) as it is: the client of sites, under Node."""

import json


def test_the_catalogue_is_searched(read_in_javascript, portal):
    answer = read_in_javascript("datasets")["answer"]
    assert [each["dataset_id"] for each in answer["results"]] == [portal.dataset_id]
    assert answer["total_count"] == 1


def test_a_dataset_is_described(read_in_javascript, portal):
    answer = read_in_javascript("dataset")["answer"]
    types = {field["name"]: field["type"] for field in answer["fields"]}
    assert (types["DELIB_DATE"], types["DELIB_OBJET"], types["VOTE_POUR"]) == (
        "date",
        "text",
        "int",
    )
    assert answer["metas"]["default"]["records_count"] == 4
    assert answer["metas"]["default"]["publisher"] == "Commune de Noé"


def test_a_page_of_rows(read_in_javascript):
    answer = read_in_javascript("page")["answer"]
    assert answer["total_count"] == 4
    assert [row["DELIB_ID"] for row in answer["results"]] == ["2024-001", "2024-002"]


def test_groups_in_order_of_size(read_in_javascript):
    groups = read_in_javascript("groups")["answer"]["results"]
    assert groups[0] == {"DELIB_MATIERE_NOM": "Finances locales", "n": 2}
    assert len(groups) == 3


def test_conditions_built_by_the_client_mean_what_they_say(read_in_javascript):
    rows = read_in_javascript("filtered")["answer"]["results"]
    assert [row["DELIB_ID"] for row in rows] == ["2024-002"]


def test_refining(read_in_javascript):
    rows = read_in_javascript("refined")["answer"]["results"]
    assert {row["DELIB_MATIERE_NOM"] for row in rows} == {"Finances locales"}


def test_an_export_is_an_array(read_in_javascript):
    rows = read_in_javascript("file")["answer"]
    assert len(rows) == 3
    assert rows[0]["VOTE_POUR"] == 17


def test_an_unknown_dataset_is_not_found(read_in_javascript):
    told = read_in_javascript("missing", "nope-not-a-dataset")
    assert told["error"] == "NotFoundError"
    assert json.loads(told["message"])["error_code"] == "NotFoundResource"


def test_a_mistake_in_a_clause_is_the_users(read_in_javascript):
    told = read_in_javascript("mistaken")
    assert told["error"] == "UserError"
    assert json.loads(told["message"])["error_code"] == "ODSQLSyntaxError"
