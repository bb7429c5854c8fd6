"""``autan doctor``: checks the installation and says what to mend."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import click

import autan
from autan import env
from autan.cli import words
from autan.cli.installation import is_migrated, open_records
from autan.errors import AutanError

_FREE_WANTED = 1 << 30
_DUCKDB = "1.5.5"


@dataclass(frozen=True)
class Verdict:
    """``remedy`` is empty when all is well. What is not ``needed`` only deserves a word."""

    subject: str
    found: str
    remedy: str = ""
    needed: bool = True


@click.command("doctor", help="Vérifier l’installation et dire quoi réparer.")
@click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON sur la sortie.")
def command(as_json: bool) -> None:
    verdicts = list(examine())
    if as_json:
        words.print_json({"checks": [asdict(verdict) for verdict in verdicts]})
    else:
        for verdict in verdicts:
            _tell(verdict)
    sys.exit(any(verdict.remedy and verdict.needed for verdict in verdicts))


def examine() -> Iterator[Verdict]:
    """Every check, in an order such that the first thing to mend comes first."""
    yield from map(_tried, CHECKS)
    database = _tried(_database)
    yield database
    # Into a database that answers and has today's shape, one can look further.
    if not database.remedy and is_migrated():
        yield from map(_tried, _RECORDS)


def _tried(check: Callable[[], Verdict]) -> Verdict:
    try:
        return check()
    except AutanError as error:
        first, *others = words.said(error)
        return Verdict(_name(check), first, " ".join(others) or first)
    except Exception as error:  # noqa: BLE001 - what is broken is the very thing to report
        return Verdict(_name(check), type(error).__name__, "Réinstallez Autan.")


def _name(check: Callable[[], Verdict]) -> str:
    return (check.__doc__ or check.__name__).rstrip(".")


def _tell(verdict: Verdict) -> None:
    mark = click.style("✓", fg="green")
    if verdict.remedy:
        mark = click.style("✗", fg="red") if verdict.needed else click.style("!", fg="yellow")
    click.echo(f"{mark} {verdict.subject} : {verdict.found}")
    if verdict.remedy:
        click.echo(f"    → {verdict.remedy}")


def _python() -> Verdict:
    """Python."""
    found = sys.version.split()[0]
    old = sys.version_info < (3, 11)
    return Verdict("Python", found, "Installez Python 3.11 ou plus récent." if old else "")


def _home() -> Verdict:
    """Dossier des données."""
    home = env.home()
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=home) as file:
        file.write(b"autan")
        os.fsync(file.fileno())
    free = shutil.disk_usage(home).free
    remedy = "Libérez de la place : un gigaoctet au moins." if free < _FREE_WANTED else ""
    return Verdict("Dossier des données", f"{home} ({free >> 30} Go libres)", remedy)


def _secret() -> Verdict:
    """Clé secrète."""
    path = env.home() / "secret_key"
    if not path.exists():
        return Verdict("Clé secrète", "elle sera créée au premier démarrage")
    mode = stat.S_IMODE(path.stat().st_mode)
    remedy = f"chmod 600 {path}" if mode & 0o077 else ""
    return Verdict("Clé secrète", f"droits {mode:03o}", remedy)


def _engine() -> Verdict:
    """Moteur de requêtes."""
    found = version("duckdb")
    remedy = f"pip install duckdb=={_DUCKDB}" if found != _DUCKDB else ""
    return Verdict("Moteur de requêtes", f"DuckDB {found}", remedy)


def _sandbox() -> Verdict:
    """Lecture isolée des fichiers."""
    from autan import sandbox

    walls = sandbox.strength()
    missing = [name for name, stands in walls.items() if not stands]
    found = f"{len(walls) - len(missing)} murs sur {len(walls)}"
    remedy = ""
    if missing:
        remedy = f"Ce noyau n’offre pas : {', '.join(missing)}. Préférez Linux 5.13 ou plus récent."
    open_to_outside = not (walls.get("network") or walls.get("calls"))
    return Verdict("Lecture isolée des fichiers", found, remedy, needed=open_to_outside)


def _database() -> Verdict:
    """Base de données."""
    open_records()
    from django.db import connection

    if is_migrated():
        return Verdict("Base de données", f"{connection.vendor}, à jour")
    fresh = not connection.introspection.table_names()
    found = (
        "elle sera créée au premier démarrage" if fresh else f"{connection.vendor}, à mettre à jour"
    )
    remedy = "" if fresh else "autan serve la met à jour en démarrant."
    return Verdict("Base de données", found, remedy)


def _territories() -> Verdict:
    """Territoires."""
    from autan.tenants.models import Portal, Territory

    count, portals = Territory.objects.count(), Portal.objects.count()
    found = f"{words.plural(count, 'territoire')}, {words.plural(portals, 'portail')}"
    missing = "autan serve ou autan demo les installe." if not (count and portals) else ""
    return Verdict("Territoires", found, missing)


def _versions() -> Verdict:
    """Données publiées."""
    from django_scopes import scopes_disabled

    from autan.catalogue.models import Dataset
    from autan.publishing.folders import store
    from autan.store.layout import Kind

    with scopes_disabled():
        published = Dataset.objects.filter(state="published", current__isnull=False)
        current = list(published.values_list("dataset_id", "current__sha256"))
    lost = [name for name, sha256 in current if not store().exists(sha256, Kind.VERSION)]
    remedy = f"Restaurez la sauvegarde : il manque {', '.join(lost[:5])}." if lost else ""
    return Verdict("Données publiées", words.plural(len(current), "table"), remedy)


def _workers() -> Verdict:
    """Ouvriers."""
    from autan.jobs.lease import alive

    count = alive()
    remedy = "" if count else "Lancez autan serve, ou autan work."
    return Verdict("Ouvriers", words.plural(count, "ouvrier"), remedy, needed=False)


def _front() -> Verdict:
    """Pages."""
    built = Path(autan.__file__).parent / "static" / "dist"
    ready = built.is_dir() and any(built.iterdir())
    remedy = "" if ready else "Dans les sources, lancez make setup."
    return Verdict("Pages", "construites" if ready else "pas construites", remedy)


CHECKS: tuple[Callable[[], Verdict], ...] = (
    _python,
    _home,
    _secret,
    _engine,
    _sandbox,
    _front,
)
_RECORDS: tuple[Callable[[], Verdict], ...] = (_territories, _versions, _workers)
