"""Ten million rows behind the screens of the portal: the table, its facets, a chart, a map.

The version is written straight into the store, as a publication would leave it: what is measured
is what a reader waits for, the first time and the next. Every address is asked of a server that
runs for the while; nothing is remembered at the first call but the serving copy.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import duckdb
from portal import get, memory, served

IDENTIFIER = "dix-millions-de-subventions"

# Towns of the Gers, as a real table would draw them: most rows around few places.
_ROWS = """
COPY (
  SELECT
    'S' || i AS reference,
    (DATE '2015-01-01' + CAST(i * 48271 % 3600 AS INTEGER)) AS jour,
    'Association n° ' || (i * 16807 % 60000) AS beneficiaire,
    list_value('culture', 'sport', 'social', 'école', 'voirie', 'santé')[1 + i % 6] AS domaine,
    list_value('numéraire', 'nature')[1 + i % 2] AS nature,
    CAST(i * 7919 % 5000000 AS DOUBLE) / 100 AS montant,
    CAST(1 + i % 40 AS BIGINT) AS membres,
    '32' || lpad(CAST(1 + i * 31 % 460 AS VARCHAR), 3, '0') AS commune,
    struct_pack(
      lon := -0.2 + (hash(i % 800) % 1400) / 1000 + (hash(i) % 1000) / 20000,
      lat := 43.35 + (hash(i % 800 + 7) % 700) / 1000 + (hash(i + 3) % 1000) / 20000
    ) AS lieu
  FROM range({rows}) numbers(i)
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""
_FIELDS = (
    ("reference", "text", "Référence"),
    ("jour", "date", "Date"),
    ("beneficiaire", "text", "Bénéficiaire"),
    ("domaine", "text", "Domaine"),
    ("nature", "text", "Nature"),
    ("montant", "double", "Montant"),
    ("membres", "int", "Membres"),
    ("commune", "text", "Code de la commune"),
    ("lieu", "geo_point_2d", "Lieu"),
)

_SCREENS = (
    ("the table", "", {}),
    ("the table, filtered", "", {"where": "montant > 49000"}),
    ("the table, sorted", "", {"order_by": "montant desc"}),
    ("the chart page, with its proposals", "graphique/", {}),
    (
        "a chart: total by domain",
        "graphique.svg",
        {"chart": "bars", "chart.x": "domaine", "chart.y": "sum(montant)"},
    ),
    (
        "a chart: by month",
        "graphique.svg",
        {"chart": "lines", "chart.x": "jour", "chart.y": "count(*)", "chart.grain": "month"},
    ),
    ("the map page", "carte/", {}),
    ("the picture of the map", "carte.svg", {"map": "clusters"}),
    ("the map, filtered", "carte.svg", {"map": "clusters", "where": 'domaine = "sport"'}),
)


def figures(folder: Path, rows: int) -> Iterator[str]:
    os.environ["AUTAN_HOME"] = str(folder / "home")
    parquet = folder / "screens.parquet"
    duckdb.execute(_ROWS.format(rows=rows, path=parquet))
    began = time.perf_counter()
    command = [sys.executable, __file__, str(parquet), str(rows)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    yield f"{rows:,} rows; their serving copy is made in {time.perf_counter() - began:.0f} s."
    yield ""
    yield "| screen | first ms | the same again ms |"
    yield "| --- | --- | --- |"
    with served() as (base, server):
        home = base.partition("/api/")[0]
        get(f"{home}/donnees/")
        for name, rest, words in _SCREENS:
            address = f"{home}/donnees/{IDENTIFIER}/{rest}?{urlencode(words)}"
            yield f"| {name} | {_milliseconds(address):.0f} | {_milliseconds(address):.0f} |"
        yield ""
        yield f"The portal, its worker and its query workers: {memory(server):.0f} MiB at most."


def _milliseconds(address: str) -> float:
    began = time.perf_counter()
    get(address)
    return (time.perf_counter() - began) * 1000


# In a process of its own: a portal with one more dataset


def _publish(parquet: Path, rows: int) -> None:
    from autan.cli.installation import make_ready

    make_ready()
    from django.conf import settings
    from django_scopes import scopes_disabled

    from autan.catalogue import actions
    from autan.catalogue.models import Dataset
    from autan.engine import serving
    from autan.pipeline.report import Manifest
    from autan.publishing.folders import store
    from autan.store.layout import Kind
    from autan.store.local import chunks_of
    from autan.tenants import actions as tenants
    from autan.tenants.reads import find_territory

    auch = find_territory("32013")
    assert auch is not None
    with parquet.open("rb") as file:
        kept = store().receive(chunks_of(file), Kind.VERSION, limit=1 << 40)
    schema = {
        "standard": None,
        "fields": [dict(zip(("name", "type", "label"), one, strict=True)) for one in _FIELDS],
    }
    with scopes_disabled():
        organisation = tenants.organisation_for(auch)
        dataset = actions.create_dataset(
            organisation=organisation,
            territory=auch,
            title="Dix millions de subventions",
            actor="bench",
        )
        Dataset.objects.filter(pk=dataset.pk).update(dataset_id=IDENTIFIER)
        dataset.refresh_from_db()
        manifest = Manifest(sha256=kept.sha256, bytes=kept.bytes, rows=rows, schema=schema)
        actions.publish_version(dataset=dataset, manifest=manifest, expected_lock=0, actor="bench")
    serving.ensure(kept.sha256, settings.HOME)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.settings")
    _publish(Path(sys.argv[1]), int(sys.argv[2]))
