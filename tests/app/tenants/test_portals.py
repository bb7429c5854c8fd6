"""From a host name to a portal; which portals hold a territory."""

import pytest
from django.test import Client

from autan.errors import Refused
from autan.tenants import actions, reads
from autan.tenants.models import Portal, Territory


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("localhost", "occitanie"),
        ("localhost:8000", "occitanie"),
        ("GERS.localhost:8000", "gers"),
        ("gers.localhost.", "gers"),
        ("127.0.0.1:8000", "occitanie"),
        ("[::1]:8000", "occitanie"),
        ("gers.localhost.evil.example", None),
        ("evil.example", None),
        ("", None),
    ],
)
def test_a_host_names_one_portal_or_none(
    portals: tuple[Portal, ...], host: str, slug: str | None
) -> None:
    found = reads.portal_for_host(host)
    assert (found.slug if found else None) == slug


def test_a_host_that_is_no_portal_is_refused_before_anything_is_read(region: Portal) -> None:
    answer = Client(headers={"host": "evil.example"}).get("/")
    assert answer.status_code == 421


def test_every_page_carries_the_security_headers(region: Portal) -> None:
    answer = Client(headers={"host": "evil.example"}).get("/")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_what_a_gers_commune_publishes_shows_on_two_portals_and_lives_on_one(
    portals: tuple[Portal, ...], territory: dict[str, Territory]
) -> None:
    assert [portal.slug for portal in reads.portals_of(territory["32013"])] == ["gers", "occitanie"]
    assert reads.home_portal(territory["32013"]) == Portal.objects.get(slug="gers")
    assert [portal.slug for portal in reads.portals_of(territory["31399"])] == ["occitanie"]


def test_the_address_of_a_page_names_the_port_unless_it_is_the_usual_one(
    gers: Portal, settings: object
) -> None:
    assert reads.address(gers, "/x/") == "http://gers.localhost:8000/x/"
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "https", 443  # type: ignore[attr-defined]
    assert reads.address(gers, "") == "https://gers.localhost"


def test_two_portals_cannot_share_a_host(gers: Portal, territory: dict[str, Territory]) -> None:
    with pytest.raises(Refused, match=r"gers\.localhost"):
        actions.open_portal(
            slug="autre",
            name="Autre",
            host="gers.localhost",
            perimeter=territory["65"],
            colour="#000000",
        )


def test_the_page_address_that_opendatasoft_had_leads_to_ours(region: Portal) -> None:
    answer = Client(headers={"host": "localhost"}).get("/explore/dataset/noe/?q=eau")
    assert (answer.status_code, answer["Location"]) == (301, "/donnees/noe/?q=eau")
