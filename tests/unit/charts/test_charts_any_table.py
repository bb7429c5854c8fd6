"""Whatever the table and whatever is asked of it, a chart types, draws and tells no lie."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from autan import charts, drawing
from autan.charts.glance import glance
from autan.query.state import ChartWords, State
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from tests.unit.charts.asked import runner

CELLS: dict[FieldType, some.SearchStrategy[Any]] = {
    FieldType.TEXT: some.sampled_from(
        ["a", "b", "", "<b>", "]]>", "\x00", "long mot " * 30, "🦆", "'\"{}", "1"]
    ),
    FieldType.INTEGER: some.integers(-(2**40), 2**40) | some.integers(0, 3),
    FieldType.NUMBER: some.floats(-1e12, 1e12, allow_subnormal=False) | some.just(0.5),
    FieldType.BOOLEAN: some.booleans(),
    FieldType.DATE: some.dates(date(100, 1, 1), date(9900, 1, 1))
    | some.integers(0, 900).map(lambda days: date(2023, 1, 1) + timedelta(days=days)),
}
NAMES = ("annee", "montant", "code", "objet", "nom à rallonge", "Date", "x", "euros")


@some.composite
def tables(draw: some.DrawFn) -> tuple[TableSchema, list[dict[str, Any]]]:
    kinds = draw(some.lists(some.sampled_from(sorted(CELLS)), min_size=1, max_size=5))
    names = draw(some.permutations(NAMES))
    fields = tuple(Field(n, k, n.capitalize()) for n, k in zip(names, kinds, strict=False))
    row = some.fixed_dictionaries({f.name: some.none() | CELLS[f.type] for f in fields})
    return TableSchema(fields), draw(some.lists(row, max_size=25))


@some.composite
def words(draw: some.DrawFn, schema: TableSchema) -> ChartWords:
    names = some.sampled_from(["", "inconnue", *schema.names])
    function = draw(some.sampled_from(["count", "sum", "avg", "median", "min", "max", ""]))
    y = f"{function}(`{draw(names)}`)" if function else draw(some.sampled_from(["", "count(*)"]))
    return ChartWords(
        type=draw(some.sampled_from([chart.name for chart in charts.types()])),
        x=draw(names),
        y=y,
        series=draw(names),
        order=draw(some.sampled_from(["", "-y", "y", "x", "-x"])),
        top=draw(some.sampled_from(["", "1", "3", "40"])),
        grain=draw(some.sampled_from(["", "year", "week", "day"])),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.data())
def test_any_question_gives_plans_that_type_and_figures_that_add_up(data):
    schema, rows = data.draw(tables())
    asked = charts.question(charts.suited(data.draw(words(schema)), schema), schema)
    if not isinstance(asked, charts.Question):
        assert all(problem.sentence for problem in asked)
        return
    figures = charts.ask(asked, State(), runner(rows, schema))
    assert len(figures.marks) <= 4000
    assert len({key.text for key in figures.keys}) == len(figures.keys)
    table = charts.table(figures)
    assert {len(row) for row in table.rows} <= {len(table.head)}
    assert charts.title(figures)
    assert charts.sentence(figures)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.data())
def test_any_chart_is_drawn_at_both_widths(data):
    schema, rows = data.draw(tables())
    profile = glance(schema, State(), runner(rows, schema))
    asked = charts.question(charts.suited(data.draw(words(schema)), schema, profile), schema)
    questions = [*charts.propose(schema, profile)[:1]]
    questions += [asked] if isinstance(asked, charts.Question) else []
    for question in questions:
        figures = charts.ask(question, State(), runner(rows, schema))
        for width in (340, 680):
            picture = drawing.svg(charts.spec(figures, width=width, framed=True, footer="Source"))
            assert picture.startswith("<svg ")
            assert f'width="{width}"' in picture
            assert "NaN" not in picture
            assert "undefined" not in picture
            assert "<b>" not in picture
