"""The territory, from the file that the package carries (``tools/territories.py`` makes it)."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from autan.errors import AutanError
from autan.journal.actions import record
from autan.journal.models import Event
from autan.tenants import names
from autan.tenants.models import Territory

DATA = Path(__file__).parent / "data"
_FILE = DATA / "occitanie.json.gz"
_SUBJECT = "territories:occitanie"
_LOADED = "territories.loaded"

Kind = Territory.Kind
Row = Mapping[str, Any]
_ORDER = (Kind.REGION, Kind.DEPARTEMENT, Kind.EPCI, Kind.COMMUNE)
_KEPT = (
    *("siren", "name", "genitive", "slug", "search_name", "population", "email", "website"),
    *("region", "departement", "epci"),
)


def ensure(path: Path = _FILE) -> int:
    """Load the package's territory unless it is the one already loaded; how many were written."""
    if not path.is_file():
        raise AutanError(
            "no-territory-data",
            "Les données du territoire manquent dans cette installation.",
            remedy="Lancez « make setup » dans les sources, ou réinstallez le paquet autan.",
        )
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    last = Event.objects.filter(verb=_LOADED, subject=_SUBJECT).order_by("-pk").first()
    if last is not None and last.facts["sha256"] == digest:
        return 0
    data = json.loads(gzip.decompress(content))
    with transaction.atomic():
        count = load(dict(zip(data["columns"], row, strict=True)) for row in data["rows"])
        record(verb=_LOADED, subject=_SUBJECT, sha256=digest, built=data["built"], count=count)
    return count


@cache
def credits_of(path: Path = _FILE) -> tuple[str, tuple[str, ...]]:
    """When the data file was built (ISO date) and what it holds from whom; ("", ()) without it.

    The Licence Ouverte asks to name the source and its date.
    """
    if not path.is_file():
        return "", ()
    data = json.loads(gzip.decompress(path.read_bytes()))
    said = (f"{one['what']}, {one['name']} {one['version']}" for one in data["sources"])
    return str(data["built"]), tuple(said)


@transaction.atomic
def load(rows: Iterable[Row]) -> int:
    """Write territories, new or changed; how many.

    A row has kind, code, siren, name, liaison (TNCC), population, email, website, and the codes
    of what it lies in: region, departement, epci (None where there is none).
    """
    given = list(rows)
    for kind in _ORDER:
        known = _keys()
        Territory.objects.bulk_create(
            [_territory(row, known) for row in given if row["kind"] == kind],
            update_conflicts=True,
            unique_fields=["kind", "code"],
            update_fields=list(_KEPT),
            batch_size=500,
        )
    return len(given)


def _keys() -> dict[tuple[str, str], int]:
    rows = Territory.objects.exclude(kind=Kind.COMMUNE)
    return {(kind, code): pk for kind, code, pk in rows.values_list("kind", "code", "pk")}


def _territory(row: Row, known: Mapping[tuple[str, str], int]) -> Territory:
    name = row["name"]
    return Territory(
        kind=row["kind"],
        code=row["code"],
        siren=row["siren"],
        name=name,
        genitive=names.genitive(name, row["liaison"]),
        slug=names.slug(name),
        search_name=names.fold(name),
        population=row["population"],
        email=row["email"],
        website=row["website"],
        region_id=known.get((Kind.REGION, row["region"])),
        departement_id=known.get((Kind.DEPARTEMENT, row["departement"])),
        epci_id=known.get((Kind.EPCI, row["epci"])),
    )
