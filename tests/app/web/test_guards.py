"""A writing request must come from one of our own pages."""

import pytest
from django.test import RequestFactory

from autan.web.guards import comes_from_here


@pytest.mark.parametrize(
    ("headers", "cookies", "ours"),
    [
        ({"sec-fetch-site": "same-origin"}, True, True),
        ({"sec-fetch-site": "none"}, True, True),
        ({"sec-fetch-site": "same-site"}, True, False),
        ({"sec-fetch-site": "cross-site"}, False, False),
        # What the browser says itself weighs more than what looks right.
        ({"sec-fetch-site": "cross-site", "origin": "http://localhost:8000"}, True, False),
        ({"origin": "http://localhost:8000"}, True, True),
        ({"origin": "https://localhost:8000"}, True, True),
        ({"origin": "http://localhost:8001"}, True, False),
        ({"origin": "http://gers.localhost:8000"}, True, False),
        ({"origin": "null"}, True, False),
        ({"referer": "http://localhost:8000/publier/"}, True, True),
        ({"referer": "http://evil.example/localhost:8000"}, True, False),
        ({}, True, False),
        ({}, False, True),
    ],
)
def test_the_origin_of_a_request_is_told_by_the_browser(
    headers: dict[str, str], cookies: bool, ours: bool
) -> None:
    request = RequestFactory().post("/publier/", headers={"host": "localhost:8000", **headers})
    if cookies:
        request.COOKIES["autan"] = "x"
    assert comes_from_here(request) is ours
