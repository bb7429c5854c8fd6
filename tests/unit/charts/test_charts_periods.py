"""Charts along time: on what they stand, and when they are worth proposing."""

from dataclasses import replace

import pytest

from autan import charts
from autan.charts.glance import glance
from autan.query.state import ChartWords, State
from tests.unit.charts.asked import SUBVENTIONS, drawn, gifts, runner, values

STILL = gifts(*((f"A{n}", f"2024-{n:02}-10", 12.0, "numéraire") for n in range(1, 8)))
ALONG = ChartWords("areas", "dateConvention", "sum(montant)")


def _scales(spec: object) -> list[list[float]]:
    """The ends of every vertical scale of a specification."""
    if isinstance(spec, list):
        return [found for one in spec for found in _scales(one)]
    if not isinstance(spec, dict):
        return []
    own = spec.get("y") if isinstance(spec.get("y"), dict) else {}
    domain = (own.get("scale") or {}).get("domain") if own else None
    return [*([domain] if domain else []), *_scales(list(spec.values()))]


@pytest.mark.parametrize("kind", ["areas", "lines"])
@pytest.mark.parametrize("amount", [12.0, 1.0, 40_000.0])
def test_what_never_moves_stands_on_zero_within_its_frame(kind, amount):
    rows = [row | {"montant": amount} for row in STILL]
    domains = _scales(charts.spec(drawn(replace(ALONG, type=kind), rows)))
    assert domains
    assert all(low == 0 and amount <= high for low, high in domains)


def test_an_area_that_hardly_moves_stands_on_zero_too():
    rows = [row | {"montant": 100 + n} for n, row in enumerate(STILL)]
    assert all(low == 0 for low, _ in _scales(charts.spec(drawn(ALONG, rows))))


@pytest.mark.parametrize("count", [6, 700])
def test_a_year_of_gifts_is_proposed_by_month_never_as_one_bar(count):
    rows = gifts(*((f"A{n % 9}", f"2024-{n % 12 + 1:02}-10", 5.0, "nature") for n in range(count)))
    run = runner(rows, SUBVENTIONS)
    along = [
        one
        for one in charts.propose(SUBVENTIONS, glance(SUBVENTIONS, State(), run))
        if one.x and one.x.name == "dateConvention"
    ]
    assert along
    assert all(len(charts.ask(one, State(), run).keys) > 1 for one in along)


def test_a_single_day_makes_no_proposal_along_time():
    rows = gifts(*((f"A{n}", "2024-03-01", float(n), "nature") for n in range(9)))
    found = charts.propose(SUBVENTIONS, glance(SUBVENTIONS, State(), runner(rows, SUBVENTIONS)))
    assert found
    assert all(one.x is None or one.x.name != "dateConvention" for one in found)


def test_texts_that_are_years_stand_in_their_order_unless_another_is_asked():
    rows = gifts(("2017", None, 5.0, None), ("2015", None, 9.0, None), ("2016", None, 7.0, None))
    bars = ChartWords("bars", "nomBeneficiaire", "sum(montant)")
    assert list(values(drawn(bars, rows))) == ["2015", "2016", "2017"]
    assert list(values(drawn(replace(bars, order="-y"), rows))) == ["2015", "2016", "2017"]
    assert list(values(drawn(replace(bars, order="y"), rows))) == ["2017", "2016", "2015"]
