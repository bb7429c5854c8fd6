"""Any table, however odd, is matched without a crash, and no column serves twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from autan.schemas import standards
from autan.schemas.assignment import assign
from autan.schemas.evidence import Column
from autan.schemas.recognition import rank

KNOWN = [text for one in standards()[:8] for field in one.fields for text in field.aliases]
HEADERS = st.one_of(st.text(max_size=30), st.sampled_from(KNOWN), st.just("Colonne 1"))
VALUES = st.lists(
    st.one_of(st.text(max_size=20), st.sampled_from(["21310399700010", "12/01/2024", "7.1"])),
    max_size=6,
)
TABLES = st.lists(st.tuples(HEADERS, VALUES), max_size=12)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_a_column_of_the_file_is_one_field_at_most(table: list[tuple[str, list[str]]]) -> None:
    columns = [Column(f"c{i}", header, tuple(v)) for i, (header, v) in enumerate(table)]
    for candidate in rank(standards(), columns, "essai"):
        keys = [pair.key for pair in candidate.pairs.values()]
        assert len(set(keys)) == len(keys)
        assert set(keys) <= {column.key for column in columns}
        assert 0 <= candidate.score <= 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.3, 0.5, 0.9]), min_size=4, max_size=4),
        max_size=5,
    )
)
def test_the_assignment_is_as_good_as_trying_them_all(gains: list[list[float]]) -> None:
    def best(rows: list[list[float]], taken: frozenset[int]) -> float:
        if not rows:
            return 0.0
        found = [best(rows[1:], taken)]
        for column, gain in enumerate(rows[0]):
            if gain > 0 and column not in taken:
                found.append(gain + best(rows[1:], taken | {column}))
        return max(found)

    chosen = assign(gains)
    total = sum(gains[row][column] for row, column in enumerate(chosen) if column is not None)
    used = [column for column in chosen if column is not None]
    assert len(set(used)) == len(used)
    assert abs(total - best(gains, frozenset())) < 1e-9
