"""``/exports`` and the older download addresses: a dataset as a file."""

import gzip
import io
import json

import polars as pl
import pytest

LINES = (
    "DELIB_ID;DELIB_DATE;DELIB_OBJET;VOTE_POUR\n"
    "2024-001;2024-01-15;Cantine;19\n"
    "2024-002;2024-02-20;Voirie;\n"
    "2024-003;2024-02-20;École d’été;17\n"
)


def test_the_formats_are_listed(get, base):
    links = get(f"{base}/exports").json()["_links"]
    assert {"csv", "json", "jsonl", "parquet"} <= {link["rel"] for link in links}
    assert links[0]["href"] == f"http://localhost{base}/exports/{links[0]['rel']}"


def test_csv_is_as_french_spreadsheets_want_it(get, base, deliberations):
    response = get(f"{base}/exports/csv")
    assert response.content.decode() == "\ufeff" + LINES
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    name = f"{deliberations.dataset_id}.csv"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_csv_with_other_habits(get, base):
    options = "delimiter=,&with_bom=false&use_labels=true&limit=1&order_by=DELIB_ID"
    response = get(f"{base}/exports/csv/?{options}")
    assert (
        response.text
        == "Numéro,Date de la séance,Objet,Voix pour\n2024-001,2024-01-15,Cantine,19\n"
    )


def test_json_is_a_bare_array_and_jsonl_one_object_a_line(get, base):
    array = get(f"{base}/exports/json").json()
    assert [row["VOTE_POUR"] for row in array] == [19, None, 17]
    lines = get(f"{base}/exports/jsonl").text.splitlines()
    assert [json.loads(line) for line in lines] == array


def test_parquet_keeps_the_types(get, base):
    frame = pl.read_parquet(io.BytesIO(get(f"{base}/exports/parquet").content))
    assert frame.schema["DELIB_DATE"] == pl.Date
    assert frame["VOTE_POUR"].to_list() == [19, None, 17]


def test_an_export_takes_all_clauses(get, base):
    query = "select=DELIB_ID&where=VOTE_POUR>1&order_by=DELIB_ID desc&limit=1"
    assert get(f"{base}/exports/json?{query}").json() == [{"DELIB_ID": "2024-003"}]
    grouped = get(f"{base}/exports/json?select=count(*) as n&group_by=DELIB_DATE").json()
    assert [row["n"] for row in grouped] == [1, 2]


def test_a_compressed_file_is_a_file(get, base, deliberations):
    response = get(f"{base}/exports/csv?compressed=true&with_bom=false")
    assert gzip.decompress(response.content).decode() == LINES
    assert response.headers["content-type"] == "application/gzip"
    assert f'"{deliberations.dataset_id}.csv.gz"' in response.headers["content-disposition"]


def test_an_unchanged_export_is_not_made_again(get, base):
    tag = get(f"{base}/exports/csv").headers["etag"]
    assert get(f"{base}/exports/csv", headers={"If-None-Match": tag}).status_code == 304
    other = get(f"{base}/exports/csv?with_bom=false", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_head_tells_without_making(get, base):
    response = get(f"{base}/exports/parquet", method="HEAD")
    assert (response.status_code, response.content) == (200, b"")
    assert "etag" in response.headers


@pytest.mark.parametrize(
    ("path", "named"),
    [("/exports/shp", "format"), ("/exports/csv?delimiter=%23", "delimiter")],
)
def test_what_is_not_offered_is_refused_by_name(get, base, path, named):
    response = get(base + path)
    assert response.status_code == 400
    assert response.json()["error_code"] == "InvalidRESTParameterError"
    assert f"Invalid value for {named} API parameter" in response.json()["message"]


def test_a_clause_that_means_nothing_is_told_before_the_file_begins(get, base):
    assert get(f"{base}/exports/csv?where=inconnu=1").status_code == 400


def test_the_old_download_address_gives_csv_without_a_mark(get, deliberations):
    path = f"/explore/dataset/{deliberations.dataset_id}/download/"
    plain = get(f"{path}?format=csv&timezone=Europe/Paris")
    assert plain.text == LINES
    labelled = get(f"{path}?format=csv&use_labels_for_header=True&csv_separator=,")
    assert labelled.text.startswith("Numéro,Date de la séance,Objet,Voix pour\n")
    assert len(get(f"{path}?format=json").json()) == 3


def test_the_old_records_download_names_its_dataset_in_the_query(get, deliberations):
    query = f"dataset={deliberations.dataset_id}"
    assert get(f"/api/records/1.0/download?{query}").text == LINES


def test_an_old_address_says_its_errors_in_the_old_shape(get, deliberations):
    response = get("/explore/dataset/unknwn/download/?format=csv")
    assert response.status_code == 404
    assert set(response.json()) == {"errorcode", "error"}


@pytest.mark.parametrize("tab", ["", "table/", "information/", "export/", "api/"])
def test_the_old_pages_of_a_dataset_lead_to_ours(browser_of, deliberations, tab):
    response = browser_of().get(f"/explore/dataset/{deliberations.dataset_id}/{tab}?q=a")
    assert response.status_code == 301
    assert response.headers["location"] == f"/donnees/{deliberations.dataset_id}/?q=a"


def test_the_old_search_leads_to_ours_with_its_words(browser_of):
    response = browser_of().get("/explore/?q=budget+%C3%A9cole")
    assert response.headers["location"] == "/donnees/?q=budget+%C3%A9cole"
