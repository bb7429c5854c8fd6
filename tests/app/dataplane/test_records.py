"""``/records``: the rows of a dataset as Opendatasoft's clients ask for them and read them."""

import json

import pytest


def rows(response):
    assert response.status_code == 200, response.text
    return response.json()["results"]


def test_every_selected_key_is_in_each_row_and_empty_is_null(get, base):
    answer = get(f"{base}/records", params={"order_by": "DELIB_ID", "limit": 2}).json()
    assert answer == {
        "total_count": 3,
        "results": [
            {
                "DELIB_ID": "2024-001",
                "DELIB_DATE": "2024-01-15",
                "DELIB_OBJET": "Cantine",
                "VOTE_POUR": 19,
            },
            {
                "DELIB_ID": "2024-002",
                "DELIB_DATE": "2024-02-20",
                "DELIB_OBJET": "Voirie",
                "VOTE_POUR": None,
            },
        ],
    }


def test_nothing_found_is_an_answer(get, base):
    assert get(f"{base}/records", params={"where": "VOTE_POUR > 99"}).json() == {
        "total_count": 0,
        "results": [],
    }


def test_limit_zero_only_counts(get, base):
    assert get(f"{base}/records?limit=0").json() == {"total_count": 3, "results": []}


def test_repeated_clauses_add_up(get, base):
    found = get(f"{base}/records?where=VOTE_POUR>1&where=VOTE_POUR<19&select=DELIB_ID")
    assert rows(found) == [{"DELIB_ID": "2024-003"}]


def test_an_expression_without_alias_is_named_as_it_was_written(get, base):
    found = get(
        f"{base}/records?select=Count(*), SUM( VOTE_POUR )&group_by=DELIB_DATE&order_by=DELIB_DATE"
    )
    assert [sorted(row) for row in rows(found)] == [
        ["Count(*)", "DELIB_DATE", "SUM( VOTE_POUR )"]
    ] * 2


def test_groups(get, base):
    found = get(f"{base}/records?select=count(*) as n&group_by=year(DELIB_DATE) as y")
    assert rows(found) == [{"y": 2024, "n": 3}]


def test_words_are_found_without_their_accents(get, base):
    assert [row["DELIB_ID"] for row in rows(get(f'{base}/records?where="ecole"'))] == ["2024-003"]


@pytest.mark.parametrize("form", ["/records", "/records/"])
@pytest.mark.parametrize("accept", ["*/*", "application/json; charset=utf-8json", "text/html"])
def test_every_form_of_the_address_and_every_accept_header_get_the_same(get, base, form, accept):
    response = get(base + form, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert response.json()["total_count"] == 3


def test_unknown_parameters_are_ignored_and_said_to_be(get, base):
    response = get(f"{base}/records?rows=1&qv1=(eau)&limit=1&apikey=K&evil%0d%0aX=1")
    assert len(rows(response)) == 1
    assert response.headers["warning"] == '299 - "Ignored parameters: rows, qv1"'


@pytest.mark.parametrize("scheme", ["Apikey", "ApiKey", "apikey", "Bearer", "Basic"])
def test_a_key_that_nobody_asked_for_does_not_matter(get, base, scheme):
    assert get(f"{base}/records", headers={"Authorization": f"{scheme} abc"}).status_code == 200


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        (
            "where=BOGUS(",
            "ODSQLSyntaxError",
            "ODSQL syntax exception: unexpected ( at position 5 in BOGUS(. "
            "Clause(s) containing the error(s): where.",
        ),
        (
            "where=departement = 31",
            "ODSQLError",
            "ODSQL query is malformed: Unknown field: departement. "
            "Clause(s) containing the error(s): where.",
        ),
        (
            "limit=1473",
            "InvalidRESTParameterError",
            "Invalid value for limit API parameter: 1473 was found but -1 <= limit <= 100 is expected.",
        ),
        (
            "offset=9950&limit=100",
            "InvalidRESTParameterError",
            "Invalid value for sum of offset + limit API parameter: 10050 was found but <= 10000 is expected.",
        ),
    ],
)
def test_mistakes_are_told_in_the_words_that_programs_compare(get, base, query, code, message):
    response = get(f"{base}/records?{query}")
    assert response.status_code == 400
    assert response.json() == {"error_code": code, "message": message}


def test_the_same_question_is_answered_by_its_tag_alone(get, base):
    tag = get(f"{base}/records?limit=2").headers["etag"]
    again = get(f"{base}/records?limit=2", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert get(f"{base}/records?limit=1", headers={"If-None-Match": tag}).status_code == 200


def test_caches_must_ask_again_each_time(get, base):
    assert get(f"{base}/records").headers["cache-control"] == "public, no-cache"


def test_links_are_given_on_demand(get, base):
    answer = get(f"{base}/records?limit=1&offset=1&include_links=True&order_by=DELIB_ID").json()
    links = {link["rel"]: link["href"] for link in answer["_links"]}
    assert sorted(links) == ["catalog", "dataset", "first", "last", "next", "self"]
    assert links["last"].startswith(f"http://localhost{base}/records?")
    assert links["next"].endswith("limit=1&offset=2&order_by=DELIB_ID")
    assert answer["results"][0]["DELIB_ID"] == "2024-002"
    assert {link["rel"] for link in answer["results"][0]["_links"]} == {"dataset", "catalog"}


def test_text_leaves_as_it_is(get, base):
    body = get(f"{base}/records?where=DELIB_ID='2024-003'").content
    assert "École d’été" in body.decode()
    assert json.loads(body)
