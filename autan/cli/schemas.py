"""``autan schemas``: the common models that Autan knows, and the later ones of the registry."""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from autan import env, http_client, sandbox, schemas
from autan.cli import words
from autan.errors import AutanError, UnreadableFile
from autan.http_client import Address, Bounds
from autan.schemas import registry

REGISTRY = "https://schema.data.gouv.fr/schemas.json"
_INDEX = Bounds(most=20 * 1024 * 1024, seconds=60)
_DOCUMENT = Bounds(most=4 * 1024 * 1024, seconds=30)


@click.group("schemas", help="Les modèles communs : les lister, les mettre à jour.")
def command() -> None:
    pass


@command.command("list", help="Dire les modèles communs que cet Autan connaît.")
@click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON sur la sortie.")
def listing(as_json: bool) -> None:
    known = [
        {
            "id": one.id,
            "label": one.label,
            "family": one.family,
            "version": one.version,
            "registry": one.registry,
            "columns": len(one.fields),
            "required": sum(each.required for each in one.fields),
        }
        for one in schemas.standards()
    ]
    if as_json:
        words.print_json({"standards": known})
        return
    widest = max(len(str(one["id"])) for one in known)
    for one in known:
        click.echo(f"{one['id']:<{widest}}  {one['version'] or '—':<8} {one['label']}")
    click.echo(f"{len(known)} modèles communs.")


@command.command("update", help="Chercher les nouvelles versions au registre national.")
@click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON sur la sortie.")
def updating(as_json: bool) -> None:
    try:
        done = update(env.text("AUTAN_REGISTRY_URL", REGISTRY))
    except AutanError as error:
        if as_json:
            words.print_json(words.undescribed(error))
            raise SystemExit(1) from error
        raise
    if as_json:
        words.print_json(
            {
                "listed": done.listed,
                "updated": done.updated,
                "added": done.added,
                "unread": done.unread,
                "by_hand": done.by_hand,
            }
        )
        return
    for line in _told(done):
        click.echo(line)


@dataclass
class Done:
    """What an update found. ``by_hand``: later versions of models that only a new Autan brings."""

    listed: int = 0
    updated: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)


def _told(done: Done) -> Iterable[str]:
    yield f"Le registre national propose {done.listed} modèles de tableaux."
    for names, one, several in (
        (done.updated, "Un modèle est mis à jour", "modèles sont mis à jour"),
        (done.added, "Un nouveau modèle est ajouté", "nouveaux modèles sont ajoutés"),
        (done.unread, "Un modèle n’a pas pu être lu", "modèles n’ont pas pu être lus"),
        (done.by_hand, "Une version viendra avec Autan", "versions viendront avec Autan"),
    ):
        if names:
            said = one if len(names) == 1 else f"{len(names)} {several}"
            yield f"{said}\u202f: {', '.join(names)}."
    if not (done.updated or done.added or done.unread):
        yield "Tout est à jour."


def update(address: str, allowed: Callable[[Address], bool] = http_client.public) -> Done:
    """Bring the later versions of the registry's models; the file of models changes whole or not.

    ``allowed``: which network addresses may be spoken to. Raises the ``AutanError`` of
    ``http_client.fetch`` and of the reading; a model that cannot be had or read is only told.
    """
    with tempfile.TemporaryDirectory(prefix="autan-schemas-") as scratch:
        folder = Path(scratch)
        _fetch(address, folder / "index.json", _INDEX, allowed)
        listed = sandbox.run("models", folder=scratch, documents=[])["listed"]
        if not listed:
            raise _empty()
        wanted, done = _wanted(listed)
        documents = []
        for number, one in enumerate(wanted):
            file = f"{number}.json"
            try:
                _fetch(one["address"], folder / file, _DOCUMENT, allowed)
            except AutanError:
                done.unread.append(one["name"])
            else:
                documents.append({**one, "file": file})
        if documents:
            answer = sandbox.run("models", folder=scratch, documents=documents)
            done.unread += answer["unread"]
            _keep(address, json.loads((folder / "models.json").read_bytes()), done)
    return done


def _fetch(address: str, path: Path, bounds: Bounds, allowed: Callable[[Address], bool]) -> None:
    with path.open("wb") as file:
        http_client.fetch(address, file, bounds, allowed)


def _wanted(listed: Sequence[Mapping[str, str]]) -> tuple[list[Mapping[str, str]], Done]:
    """What is later than what we have. A model written by hand waits for the next Autan: its
    aliases and rules were thought out for its own columns."""
    known = {one.registry: one for one in schemas.standards() if one.registry}
    done, wanted = Done(listed=len(listed)), []
    for one in listed:
        mine = known.get(one["name"])
        if mine and not registry.later(one["version"], mine.version):
            continue
        if mine and mine.family != "registry":
            done.by_hand.append(f"{mine.label} {one['version']}")
        else:
            wanted.append(one)
    return wanted, done


def _keep(address: str, models: Sequence[Mapping[str, Any]], done: Done) -> None:
    """Add to the kept models, in one movement: a reader sees the old file or the new one."""
    shipped = {str(one["registry"]) for one in registry.shipped()}
    kept = {one["registry"]: one for one in registry.refreshed(registry.edition())}
    for one in models:
        name = str(one["registry"])
        (done.updated if name in shipped or name in kept else done.added).append(name)
    kept |= {one["registry"]: one for one in models}
    content = {
        "format": registry.FORMAT,
        "source": address,
        "fetched": datetime.now(UTC).isoformat(timespec="seconds"),
        "models": [kept[name] for name in sorted(kept)],
    }
    _write_whole(env.models(), json.dumps(content, ensure_ascii=False).encode())


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _empty() -> UnreadableFile:
    return UnreadableFile(
        "not-the-registry",
        "Cette adresse n’a donné aucun modèle de tableau.",
        kept="Les modèles livrés avec Autan restent en place.",
        remedy="Vérifiez AUTAN_REGISTRY_URL, ou recommencez plus tard.",
    )
