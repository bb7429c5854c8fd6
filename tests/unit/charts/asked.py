"""Tables small enough to be counted by hand, and the engine that answers about them."""

from datetime import date, datetime
from typing import Any

from autan import charts
from autan.access.grant import open_grant
from autan.charts import Figures, Question, Tongue
from autan.engine.reference import ReferenceEngine
from autan.query.lower import lower
from autan.query.plan import Plan
from autan.query.state import ChartWords, State
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema

SUBVENTIONS = TableSchema(
    (
        Field("nomBeneficiaire", FieldType.TEXT, "Nom du bénéficiaire"),
        Field("idBeneficiaire", FieldType.TEXT, "SIRET du bénéficiaire"),
        Field("dateConvention", FieldType.DATE, "Date de la convention"),
        Field("montant", FieldType.NUMBER, "Montant (en euros)"),
        Field("nature", FieldType.TEXT, "Nature de la subvention"),
    ),
    "scdl-subventions",
)


def gifts(*rows: tuple[str | None, str | None, float | None, str | None]) -> list[dict[str, Any]]:
    """Beneficiary, ISO date, amount and nature of each."""
    return [
        {
            "nomBeneficiaire": name,
            "idBeneficiaire": "21310157900018",
            "dateConvention": date.fromisoformat(day) if day else None,
            "montant": amount,
            "nature": nature,
        }
        for name, day, amount, nature in rows
    ]


def runner(rows: list[dict[str, Any]], schema: TableSchema) -> charts.Run:
    """Answers as the engine's, dates as text; every plan must also become SQL."""
    engine = ReferenceEngine(rows, schema)

    def run(plan: Plan) -> tuple[list[dict[str, Any]], int]:
        lower(plan)
        found = engine.answer(plan, open_grant("portal"))
        return [{key: _plain(cell) for key, cell in row.items()} for row in found.rows()], (
            found.total or 0
        )

    return run


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date | datetime) else cell


def asked(words: ChartWords, schema: TableSchema = SUBVENTIONS) -> Question:
    found = charts.question(words, schema)
    assert isinstance(found, Question), found
    return found


def drawn(
    words: ChartWords,
    rows: list[dict[str, Any]],
    schema: TableSchema = SUBVENTIONS,
    state: State | None = None,
    tongue: Tongue = charts.FRENCH,
) -> Figures:
    return charts.ask(asked(words, schema), state or State(), runner(rows, schema), tongue)


def values(figures: Figures) -> dict[str, float | None]:
    """By group, for charts of one series."""
    return {mark.key.text: mark.value for mark in figures.marks}
