"""What every data answer says of itself, to browsers, to caches and to pages of other sites."""

import pytest

from autan.dataplane.headers import ignored_warning, matches, tag

ANSWERS = ["/records", "", "/exports/csv", "/records?where=BOGUS(", "/nowhere"]


@pytest.mark.parametrize("path", ANSWERS)
def test_any_page_of_the_world_may_read_the_answer_and_none_can_run_it(get, base, path):
    headers = get(base + path, headers={"Origin": "https://site.example"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in headers


def test_a_widget_may_ask_with_its_own_header(get, base):
    asked = {
        "Origin": "https://site.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "ods-widgets-version, authorization",
    }
    response = get(f"{base}/records", method="OPTIONS", headers=asked)
    assert response.status_code == 204
    assert {"GET", "POST", "OPTIONS"} <= set(
        response.headers["access-control-allow-methods"].split(", ")
    )
    assert response.headers["access-control-allow-headers"] == "Authorization, *"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_data_are_only_read(get, base, method):
    response = get(f"{base}/records", method=method)
    assert (response.status_code, response.json()["error_code"]) == (405, "MethodNotAllowed")
    assert "GET" in response.headers["allow"]


def test_secure_transport_is_promised_over_secure_transport_only(get, base):
    assert "strict-transport-security" not in get(f"{base}/records").headers


def test_errors_are_not_kept_by_caches(get, base):
    assert get(f"{base}/records?limit=x").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("held", "same"),
    [
        ("*", True),
        ('W/"{}"', True),
        ('"{}"', True),
        ('"a", W/"{}"', True),
        ('"a"', False),
        ("", False),
    ],
)
def test_a_tag_is_recognised_in_all_its_forms(held, same):
    current = tag("portal", "grant", "version", "plan")
    assert matches(held.format(current[3:-1]), current) is same


def test_a_tag_changes_with_each_part():
    assert len({tag("a", "b"), tag("a", "c"), tag("ab"), tag("a")}) == 4


def test_a_warning_repeats_only_what_looks_like_a_name():
    assert (
        ignored_warning(["rows", 'x"\r\nSet-Cookie: a', "é"]) == '299 - "Ignored parameters: rows"'
    )
    assert ignored_warning([]) == ""
