"""One peer reads one file, in the peers' own environment: ``peers.py TOOL FILE [SCHEMA]``.

Each is used as its documentation says, on the whole file, with what it does best: nothing is
asked of it beyond reading. One JSON object comes out: ``rows``, ``columns`` and ``more`` (how it
was read, or how many errors it finds), or ``refused`` with the kind of the refusal.
"""

import contextlib
import json
import sys
import warnings
from importlib.resources import files
from typing import Any


def csv_detective(path: str, _: str | None) -> dict[str, Any]:
    from csv_detective import routine

    # num_rows: all of them, not the sample of 500.
    with contextlib.redirect_stdout(sys.stderr):
        found = routine(path, num_rows=-1, save_results=False)
    columns = found.get("columns") or found.get("header") or []
    return {"rows": int(found["total_lines"]), "columns": len(columns)}


def duckdb_sniffer(path: str, _: str | None) -> dict[str, Any]:
    """``read_csv`` sniffs by itself; when UTF-8 fails, a person would try the other encodings."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"LOAD '{_encodings(duckdb.__version__)}'")
    first: duckdb.Error | None = None
    for options in ("", "encoding = 'latin-1'", "encoding = 'CP1252'"):
        try:
            call = f"FROM read_csv($path{options and ', '}{options})"
            found = connection.sql(call, params={"path": path})
            (rows,) = found.count("*").fetchone() or (0,)
            return {"rows": rows, "columns": len(found.columns), "more": options}
        except duckdb.Error as error:
            first = first or error
    assert first
    raise first


def _encodings(version: str) -> str:
    place = files("duckdb_extension_encodings") / "extensions" / f"v{version}"
    return str(place / "encodings.duckdb_extension").replace("'", "''")


def frictionless(path: str, schema: str | None) -> dict[str, Any]:
    """``describe`` and all its rows; ``validate`` by the official rules of the standard."""
    import frictionless as tool

    with tool.system.use_context(trusted=True):
        described = tool.describe(path)
        if not isinstance(described, tool.Resource) or not described.tabular:
            raise ValueError("not described as a table")
        with described as resource:
            rows = sum(1 for _ in resource.row_stream)
            columns = len(resource.schema.fields)
        found: dict[str, Any] = {"rows": rows, "columns": columns}
        if schema:
            report = tool.validate(path, schema=schema, limit_errors=1_000_000)
            found["more"] = f"{report.stats['errors']} errors"
    return found


TOOLS = {
    "csv-detective": csv_detective,
    "DuckDB": duckdb_sniffer,
    "frictionless": frictionless,
}


def main() -> None:
    tool, path, *more = sys.argv[1:]
    warnings.simplefilter("ignore")
    try:
        answer = TOOLS[tool](path, more[0] if more else None)
    except Exception as error:  # noqa: BLE001  whatever a peer raises is its answer
        kind = getattr(getattr(error, "error", None), "type", "") or type(error).__name__
        answer = {"refused": kind}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
