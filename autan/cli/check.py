"""``autan check``: what Autan understands of a file, without a database and publishing nothing."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from autan import env, sandbox
from autan.cli import words
from autan.errors import AutanError, UnreadableFile
from autan.pipeline.report import Choices, Profile, Report


@click.command("check", help="Dire ce qu’Autan comprend d’un fichier, sans rien publier.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--standard", help="Le modèle commun à suivre, sans chercher à le reconnaître.")
@click.option("--sheet", help="La feuille du classeur à lire.")
@click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON sur la sortie.")
def command(file: Path, standard: str | None, sheet: str | None, as_json: bool) -> None:
    choices = Choices(reading={"table": sheet} if sheet else {}, standard=standard)
    try:
        with words.progress(shown=not as_json) as watch:
            report = check(file, choices, watch)
    except AutanError as error:
        if as_json:
            words.print_json(words.undescribed(error))
            sys.exit(2 if isinstance(error, UnreadableFile) else 1)
        raise
    if as_json:
        words.print_json(words.described(report))
    else:
        words.tell(report)
    sys.exit(0 if report.publishable else 1)


def check(
    file: Path, choices: Choices, watch: Callable[[str, float], None] | None = None
) -> Report:
    """Read and prepare a file in a folder that disappears afterwards."""
    readable(file)
    scratch = env.home() / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch, prefix="check-") as folder:
        report = sandbox.run(
            "understand",
            progress=_step(watch, "understand"),
            source=str(file.resolve()),
            folder=folder,
            file_name=file.name,
            profile=asdict(Profile(name="", siren="")),
            choices=choices.as_json(),
        )
    return Report.from_json(report)


def readable(file: Path) -> None:
    """UnreadableFile if there is no such file, or if we may not read it."""
    try:
        file.open("rb").close()
    except OSError as error:
        raise UnreadableFile(
            "no-such-file",
            "Le fichier « %(name)s » ne s’ouvre pas.",
            remedy="Vérifiez son chemin et vos droits de lecture.",
            name=str(file),
        ) from error


def _step(watch: Callable[[str, float], None] | None, name: str) -> Callable[[float], None] | None:
    return None if watch is None else lambda done: watch(name, done)
