"""Organisations are made silently from the territory."""

import pytest

from autan.errors import Refused
from autan.journal.reads import history
from autan.tenants import actions, reads
from autan.tenants.models import Organisation, Portal, Territory


def test_a_commune_becomes_an_organisation_once(
    region: Portal, territory: dict[str, Territory]
) -> None:
    made = actions.organisation_for(territory["32013"])
    again = actions.organisation_for(territory["32013"])
    assert made == again
    assert (made.name, made.slug, made.siren) == ("Commune d’Auch", "commune-d-auch", "213200132")
    assert made.email == "mairie@auch.example"
    assert [event.verb for event in history(f"organisation:{made.pk}")] == ["organisation.made"]


def test_two_communes_of_the_same_name_have_two_addresses(
    region: Portal, territory: dict[str, Territory]
) -> None:
    actions.organisation_for(territory["31399"])
    twin = Territory.objects.create(
        kind="commune", code="46999", siren="214609998", name="Noé", genitive="de Noé", slug="noe"
    )
    assert actions.organisation_for(twin).slug == "commune-de-noe-46999"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("32", "Département du Gers"),
        ("76", "Région Occitanie"),
        ("243100518", "Toulouse Métropole"),
    ],
)
def test_each_kind_of_territory_has_its_title(
    territory: dict[str, Territory], code: str, name: str
) -> None:
    assert reads.organisation_name(territory[code]) == name


def test_a_territory_without_siren_is_not_invented_one(territory: dict[str, Territory]) -> None:
    Territory.objects.filter(code="31399").update(siren="")
    with pytest.raises(Refused, match="SIREN"):
        actions.organisation_for(Territory.objects.get(code="31399"))
    assert not Organisation.objects.exists()
