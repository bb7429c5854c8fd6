"""# Dates and times

A written date is the first instant of what it names, on the clock of `timezone` (UTC if not said)
unless it carries its own offset.
"""

import pytest

from tests.spec.tables import drawn, table

MEETINGS = table(
    """
    n:int | jour:date  | heure:datetime
    1     | 2023-12-31 | 2023-12-31T23:30:00
    2     | 2024-01-01 | 2024-01-01T00:00:00
    3     | 2024-07-14 | 2024-07-14T09:05:07
    4     |            |
    """
)


def chosen(ask, condition, **more):
    return [row[0] for row in ask(MEETINGS, select="n", where=condition, **more)[1:]]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("jour = date'2024-01-01'", "2"),
        ("jour = date'2024'", "2"),
        ("jour = date '2024/01/01'", "2"),
        ("jour >= date'2024-02'", "3"),
        ("jour > '2023-12-31'", "23"),
        ("jour < 2024", "1"),
        ("jour in [date'2024' .. date'2025'[", "23"),
        ("jour in ('2023-12-31', '2024-07-14')", "13"),
        ("jour <= date'2024-01-01T00:00'", "12"),
        ("jour < date'2024-07-14T12:00:00'", "123"),
        ("heure = date'2024-01-01T00:00:00Z'", "2"),
        ("heure = '2024-01-01T01:00:00+01:00'", "2"),
        ("heure >= date'2024-07-14T09:05:07.000Z'", "3"),
        ("heure > jour", "13"),
        ("jour > now(years=-1000)", "123"),
        ("heure > now()", ""),
    ],
)
def test_dates_are_compared_with_what_is_written(ask, condition, found):
    assert chosen(ask, condition) == list(found)


def test_the_timezone_moves_what_a_written_time_means(ask):
    assert chosen(ask, "heure >= date'2024'", timezone="UTC") == ["2", "3"]
    assert chosen(ask, "heure >= date'2024'", timezone="Europe/Paris") == ["1", "2", "3"]
    assert chosen(ask, "heure >= date'2024-01-01T00:00Z'", timezone="Europe/Paris") == ["2", "3"]


def test_the_timezone_moves_the_parts_of_a_time_and_never_those_of_a_date(ask):
    clauses = {"select": "year(heure) as h, year(jour) as j, hour(heure) as t", "limit": 1}
    assert ask(MEETINGS, timezone="Europe/Paris", **clauses) == drawn(
        """
        h    | j    | t
        2024 | 2023 | 0
        """
    )


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("dd/MM/yyyy", "14/07/2024"),
        ("d/M/yy", "14/7/24"),
        ("EEEE d MMMM", "dimanche 14 juillet"),
        ("E MMM", "dim. juil."),
        ("HH:mm:ss", "09:05:07"),
        ("H m s", "9 5 7"),
        ("D DDD", "196 196"),
        ("xxxx xx ww w e", "2024 24 28 28 7"),
        ("y 'le' ''", "2024 le '"),
        ("100 %", "100 %"),
    ],
)
def test_date_format_writes_a_date_after_a_pattern(ask, pattern, written):
    select = f'date_format(heure, "{pattern}") as texte'
    assert ask(MEETINGS, select=select, where="n = 3") == [("texte",), (written,)]


def test_date_format_speaks_the_language_of_the_call(ask):
    select = "date_format(jour, 'EEEE d MMMM') as texte"
    found = ask(MEETINGS, select=select, where="n > 2", lang="de")
    assert found == [("texte",), ("Sonntag 14 Juli",), ("",)]
