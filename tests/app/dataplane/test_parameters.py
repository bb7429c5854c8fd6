"""The query string as clients really write it."""

import pytest

from autan.dataplane.parameters import Parameters


@pytest.mark.parametrize(
    ("written", "meant"),
    [("true", True), ("True", True), ("1", True), ("false", False), ("False", False), ("0", False)],
)
def test_a_yes_or_no_is_read_in_all_its_forms(written, meant):
    assert Parameters([("use_labels", written)]).flag("use_labels") is meant


def test_a_blank_value_is_none_at_all():
    parameters = Parameters([("where", " "), ("limit", "")])
    assert (parameters.all("where"), parameters.one("limit")) == ((), None)
    assert parameters.flag("use_labels", default=True)


def test_a_list_may_be_written_in_several_parameters():
    assert Parameters([("select", "a"), ("select", "b as c")]).joined("select") == "a, b as c"


def test_the_last_of_two_single_values_counts():
    assert Parameters([("limit", "1"), ("limit", "2")]).one("limit") == "2"


def test_what_nobody_read_is_known():
    parameters = Parameters(
        [("rows", "1"), ("limit", "2"), ("qv1", "x"), ("rows", "3"), ("apikey", "K")]
    )
    parameters.one("limit")
    assert parameters.ignored() == ["rows", "qv1"]
