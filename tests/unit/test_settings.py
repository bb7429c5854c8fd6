"""What the environment changes in the settings."""

import pytest

from autan.errors import AutanError
from autan.settings import _database


def test_without_an_address_records_live_in_a_file() -> None:
    assert str(_database("")["NAME"]).endswith("autan.sqlite3")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://autan:p%40ss@db.example:5433/portail",
            ("portail", "autan", "p@ss", "db.example", "5433"),
        ),
        ("postgres:///portail?host=/run/pg", ("portail", "", "", "/run/pg", "")),
    ],
)
def test_an_address_names_a_postgresql_database(url: str, expected: tuple[str, ...]) -> None:
    found = _database(url)
    assert tuple(found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == expected


def test_another_kind_of_database_is_refused_with_what_to_write() -> None:
    with pytest.raises(AutanError, match="AUTAN_DATABASE_URL"):
        _database("mysql://x/y")
