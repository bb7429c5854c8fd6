"""``/catalog``: the datasets of a portal, whole or as a question asks for them."""

import pytest

DATASETS = "/api/explore/v2.1/catalog/datasets"


@pytest.fixture
def grants(publish, tarbes):
    """Another dataset, of another département."""
    return publish(tarbes, "Subventions versées", theme="Finances", keywords=["eau"])


def ids(response) -> list[str]:
    assert response.status_code == 200, response.text
    return [each["dataset_id"] for each in response.json()["results"]]


def test_a_dataset_has_every_key_that_clients_read(get, base, deliberations):
    answer = get(base).json()
    assert answer["dataset_id"] == deliberations.dataset_id
    assert answer["dataset_uid"].startswith("da_")
    assert (answer["visibility"], answer["has_records"]) == ("domain", True)
    assert answer["features"] == ["analyze", "timeserie"]
    assert answer["attachments"] == []
    assert answer["fields"][1] == {
        "name": "DELIB_DATE",
        "label": "Date de la séance",
        "type": "date",
        "description": "Le jour où le conseil s’est réuni.",
        "annotations": {},
    }
    assert answer["fields"][2]["annotations"] == {"facet": []}
    metas = answer["metas"]["default"]
    assert metas["records_count"] == 3
    assert metas["keyword"] == ["conseil municipal", "vie locale"]
    assert metas["license_url"].startswith("https://")
    assert metas["modified"].endswith("+00:00")


def test_the_catalogue_lists_whole_datasets_last_changed_first(get, deliberations, grants):
    answer = get(DATASETS).json()
    assert answer["total_count"] == 2
    assert [each["dataset_id"] for each in answer["results"]] == [
        grants.dataset_id,
        deliberations.dataset_id,
    ]
    assert answer["results"][1] == get(f"{DATASETS}/{deliberations.dataset_id}").json()


def test_a_portal_lists_its_own_territory(get, deliberations, grants):
    assert ids(get(DATASETS, host="gers.localhost")) == [deliberations.dataset_id]
    assert ids(get(DATASETS, host="ha-py.localhost")) == [grants.dataset_id]


def test_a_host_that_is_no_portal_gets_nothing(get, deliberations):
    assert get(DATASETS, host="evil.example").status_code == 421


@pytest.mark.parametrize(
    "where",
    [
        'search("auch deliberations cons")',
        '"auch"',
        'keyword="vie locale"',
        'default.theme = "Administration"',
        'publisher like "Auch"',
        "records_count > 2 and modified > date'2020'",
        'not keyword="eau"',
        'keyword in ("eau de pluie", "conseil municipal")',
        "has_records and datasetid like 'deliberations%'",
    ],
)
def test_the_catalogue_is_searched_in_the_language_of_the_rows(get, deliberations, grants, where):
    found = get(DATASETS, params={"where": where})
    assert deliberations.dataset_id in ids(found)
    if "has" not in where and "records_count" not in where:
        assert found.json()["total_count"] == 1


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ('search("délibération")', 2),
        ('search("subvention versee")', 1),
        ('search("deliberation") and publisher="Commune d’Auch"', 1),
        ('search("deliberation") and publisher="Personne"', 0),
        ('publisher in ("Commune d’Auch", "Commune de Tarbes")', 2),
        ('theme="Finances" and theme="Administration"', 0),
        ('search("subvention") and not theme="Finances"', 0),
        ('search("delibertaion")', 0),
    ],
)
def test_words_meet_in_any_form_and_join_the_other_clauses(
    get, deliberations, grants, where, count
):
    found = get(DATASETS, params={"where": where}).json()
    assert (found["total_count"], len(found["results"])) == (count, count)
    grouped = {"where": where, "select": "count(*) as n", "group_by": "dataset_id"}
    assert len(get(DATASETS, params=grouped).json()["results"]) == count


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("modified", "deliberations-auch"),
        ("modified desc", "deliberations-tarbes"),
        ("default.title", "deliberations-auch"),
        ("title desc", "deliberations-tarbes"),
        ("records_count desc, dataset_id desc", "deliberations-tarbes"),
    ],
)
def test_orders_of_the_index_and_others(get, deliberations, grants, order, first):
    found = get(DATASETS, params={"order_by": order, "where": 'search("conseil")', "limit": 1})
    assert ids(found) == [first]
    assert found.json()["total_count"] == 2


def test_refine_and_exclude(get, deliberations, grants):
    assert ids(get(f'{DATASETS}?refine=keyword:"eau"')) == [grants.dataset_id]
    assert ids(get(f"{DATASETS}?exclude=theme:Finances")) == [deliberations.dataset_id]


def test_select_gives_flat_keys(get, deliberations):
    answer = get(f"{DATASETS}?select=dataset_id, default.records_count").json()
    assert answer["results"] == [
        {"dataset_id": deliberations.dataset_id, "default.records_count": 3}
    ]


def test_grouped(get, deliberations, grants):
    answer = get(f"{DATASETS}?select=count(*) as n&group_by=theme").json()
    assert answer["results"] == [{"theme": "Administration", "n": 1}, {"theme": "Finances", "n": 1}]


def test_order_limit_and_offset(get, deliberations, grants):
    by_title = f"{DATASETS}?order_by=title"
    assert ids(get(by_title)) == [deliberations.dataset_id, grants.dataset_id]
    assert ids(get(f"{by_title}&limit=1&offset=1")) == [grants.dataset_id]
    assert ids(get(f"{DATASETS}?limit=1&offset=1")) == [deliberations.dataset_id]
    assert get(f"{DATASETS}?limit=0").json() == {"total_count": 2, "results": []}


def test_a_bad_clause_is_told(get, deliberations):
    answer = get(f"{DATASETS}?where=inconnu=1")
    assert (answer.status_code, answer.json()["error_code"]) == (400, "ODSQLError")


@pytest.mark.parametrize("path", ["/records", "", "/exports", "/exports/csv"])
def test_an_unknown_dataset_is_a_json_404(get, deliberations, path):
    response = get(f"{DATASETS}/nope-not-a-dataset{path}")
    assert response.status_code == 404
    assert response.json() == {
        "error_code": "NotFoundResource",
        "message": "The requested dataset nope-not-a-dataset does not exist.",
    }


@pytest.mark.parametrize("path", ["/api", "/api/explore/v2.1/nowhere", "/api/explore/v3/catalog"])
def test_an_unknown_address_is_a_json_404(get, deliberations, path):
    response = get(path)
    assert (response.status_code, response.json()["error_code"]) == (404, "NotFoundResource")


@pytest.mark.parametrize(
    "path", ["/api/explore/v2.1", "/api/explore/v2.1/", "/api/explore/v2.1/catalog/"]
)
def test_the_roots_say_where_to_go_on(get, deliberations, path):
    links = get(path).json()["links"]
    assert all(link["href"].startswith("http://localhost/api/explore/v2.1/") for link in links)


def test_links_of_a_dataset_are_given_on_demand(get, base):
    links = get(f"{base}?include_links=true").json()["_links"]
    assert {link["rel"] for link in links} == {"self", "records", "exports"}
