"""Whatever a table holds, it is prepared or refused with a sentence, and every row is accounted for."""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autan.pipeline import recipe
from autan.pipeline.prepare import analyse
from autan.pipeline.report import Choices, Profile, Reading, SourceColumn

HEADERS = st.sampled_from(
    [
        "DELIB_ID",
        "Date CM",
        "Objet",
        "montant",
        "nomBeneficiaire",
        "SIRET",
        "nature",
        "Nom",
        "Prénom",
        "2013",
        "COLL_INSEE",
        "idBeneficiaire",
        "pourcentageSubvention",
        "notificationUE",
    ]
)
CELLS = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(
        [
            "25/11/2013",
            "1 234,50 €",
            "Mme Durand",
            "Total",
            "néant",
            "45 %",
            "7,86E+13",
            "_x0001_",
            "\u00a0",
            "FR76",
            "31/12/56",
            "inf",
            "nan",
            "1e400",
            "0009",
            "2024-02-30",
        ]
    ),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str | None]]]:
    headers = draw(
        st.lists(
            st.one_of(HEADERS, st.text(min_size=1, max_size=12)),
            min_size=1,
            max_size=6,
            unique=True,
        )
    )
    row = st.lists(CELLS, min_size=len(headers), max_size=len(headers))
    return headers, draw(st.lists(row, min_size=1, max_size=8))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.sampled_from([None, "", "scdl-subventions", "scdl-deliberations", "bal-1.4"]))
def test_any_table_is_prepared_and_no_row_is_lost(
    table: tuple[list[str], list[list[str | None]]], standard: str | None
) -> None:
    headers, rows = table
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys = [f"c{i}" for i in range(len(headers))]
        frame = pl.DataFrame(rows, schema=dict.fromkeys(keys, pl.String), orient="row")
        frame = frame.with_columns(pl.int_range(2, 2 + len(rows), dtype=pl.Int64).alias("__row"))
        frame.write_parquet(folder / "text.parquet")
        columns = tuple(
            SourceColumn(key, header) for key, header in zip(keys, headers, strict=True)
        )
        reading = json.dumps(asdict(Reading("csv", len(rows), columns)))
        (folder / "reading.json").write_text(reading, encoding="utf-8")
        report, cooked = analyse(
            folder, Profile("Commune de Noé", "213103997"), Choices(standard=standard)
        )
        assert report.rows + len(cooked.dropped) == len(rows)
        made = recipe.table(folder, cooked).collect()
        assert made.height == report.rows
        assert tuple(made.columns) == cooked.schema.names
        recipe.save(folder, cooked)
        assert recipe.load(folder, cooked.stamp) == cooked
