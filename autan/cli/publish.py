"""``autan publish``: a file becomes a public dataset, from the command line of the server.

Who runs it holds the database: no code is asked.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autan.cli import words
from autan.cli.check import readable
from autan.cli.installation import make_ready
from autan.errors import AutanError, Refused, UnreadableFile
from autan.pipeline.report import Personal, Report

if TYPE_CHECKING:
    from autan.catalogue.models import Dataset
    from autan.publishing.models import Draft
    from autan.tenants.models import Portal, Territory

_ACTOR = "autan publish"
_ANSWERS = {
    "remove": "ne pas publier cette colonne",
    "mask": "masquer ces valeurs",
    "rows": "ne pas publier ces lignes",
    "public": "ce sont des noms publics",
}
# The careful answers, the one that loses least first.
_CAREFUL = ("mask", "rows", "remove")


@dataclass(frozen=True)
class _Wish:
    """What was asked on the command line."""

    file: Path
    collectivity: str
    choices: dict[str, Any]
    replaced: str | None
    personal: dict[str, str]
    yes: bool
    as_json: bool

    @property
    def may_ask(self) -> bool:
        return not (self.yes or self.as_json) and sys.stdin.isatty()


def _answers(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    answers = dict(item.rpartition("=")[::2] for item in given)
    if not set(answers.values()) <= set(_ANSWERS) or "" in answers:
        raise click.BadParameter(f"COLONNE=réponse, parmi {', '.join(_ANSWERS)}")
    return answers


@click.command("publish", help="Publier un fichier pour une collectivité.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--for", "collectivity", required=True, help="Code INSEE ou numéro SIREN.")
@click.option("--title", help="Le titre, au lieu de celui que nous proposons.")
@click.option("--licence", type=click.Choice(["lov2", "odbl"]), help="La licence.")
@click.option("--standard", help="Le modèle commun à suivre, sans chercher à le reconnaître.")
@click.option("--sheet", help="La feuille du classeur à lire.")
@click.option("--replace", "replaced", help="Identifiant du jeu dont c’est la nouvelle version.")
@click.option(
    "--personal",
    multiple=True,
    callback=_answers,
    metavar="COLONNE=RÉPONSE",
    help="Données personnelles : remove, mask, rows ou public.",
)
@click.option("--yes", is_flag=True, help="Ne rien demander : la réponse prudente à tout.")
@click.option("--json", "as_json", is_flag=True, help="Un seul objet JSON sur la sortie.")
def command(
    file: Path,
    collectivity: str,
    replaced: str | None,
    personal: dict[str, str],
    yes: bool,
    as_json: bool,
    **choices: Any,
) -> None:
    given = {name: value for name, value in choices.items() if value is not None}
    wish = _Wish(file, collectivity, given, replaced, personal, yes, as_json)
    try:
        sys.exit(_publish(wish))
    except AutanError as error:
        if as_json:
            words.print_json(words.undescribed(error))
            sys.exit(2 if isinstance(error, UnreadableFile) else 1)
        raise


def _publish(wish: _Wish) -> int:
    """The exit code: 0 published, 1 not."""
    readable(wish.file)
    make_ready()
    from django_scopes import scope

    territory, portal = _place(wish.collectivity)
    with scope(portal=portal), words.progress(shown=not wish.as_json) as watch:
        draft, report = _prepared(wish, territory, portal, watch)
        if not wish.as_json:
            words.tell(report)
        draft, report = _answered(draft, report, wish)
        if not report.publishable or not _agreed(report, wish):
            return _leave(report, wish)
        from autan.publishing import actions

        dataset = actions.publish(draft, actor=_ACTOR, watch=watch)
        _announce(dataset, report, wish)
    return 0


def _place(code: str) -> "tuple[Territory, Portal]":
    from autan.tenants import reads

    territory = reads.find_territory(code)
    portal = reads.home_portal(territory) if territory else None
    if territory is None or portal is None:
        raise Refused(
            "unknown-territory",
            "Nous ne connaissons pas la collectivité « %(wanted)s ».",
            remedy="Donnez son code INSEE (31399) ou son numéro SIREN (neuf chiffres).",
            wanted=code,
        )
    return territory, portal


def _prepared(
    wish: _Wish, territory: "Territory", portal: "Portal", watch: Any
) -> "tuple[Draft, Report]":
    from autan.publishing import actions

    with wish.file.open("rb") as file:
        draft = actions.receive(
            upload=file,
            file_name=wish.file.name,
            portal=portal,
            territory=territory,
            dataset=_replaced(wish, territory),
        )
    draft = actions.choose(draft, **wish.choices, personal=wish.personal)
    return _report(actions.prepare(draft, watch=watch))


def _report(draft: "Draft") -> "tuple[Draft, Report]":
    from autan.publishing.reads import report_of

    report = report_of(draft)
    assert report is not None, "a prepared draft has its report"
    return draft, report


def _replaced(wish: _Wish, territory: "Territory") -> "Dataset | None":
    from autan.catalogue.models import Dataset

    if wish.replaced is None:
        return None
    own = Dataset.objects.filter(territory=territory, dataset_id=wish.replaced).first()
    if own is None:
        raise Refused(
            "unknown-dataset",
            "Cette collectivité n’a pas de jeu de données « %(name)s ».",
            remedy="Son identifiant est la fin de l’adresse de sa page.",
            name=wish.replaced,
        )
    return own


def _answered(draft: "Draft", report: Report, wish: _Wish) -> "tuple[Draft, Report]":
    """Answer the questions on personal data: as the person says, or carefully with --yes."""
    open_ones = [item for item in report.personal if item.blocking and item.answer is None]
    if not open_ones or not (wish.yes or wish.may_ask):
        return draft, report
    from autan.publishing import actions

    decide = _careful if wish.yes else _asked
    draft = actions.choose(draft, personal={item.column: decide(item) for item in open_ones})
    return _report(actions.prepare(draft))


def _careful(item: Personal) -> str:
    answer = next(name for name in _CAREFUL if name in item.answers)
    click.echo(f"{item.sentence} → {_ANSWERS[answer]}", err=True)
    return answer


def _asked(item: Personal) -> str:
    click.echo(item.sentence)
    for name in item.answers:
        click.echo(f"  {name:<7} {_ANSWERS[name]}")
    return str(click.prompt("Que faire", type=click.Choice(list(item.answers))))


def _agreed(report: Report, wish: _Wish) -> bool:
    question = f"Publier « {report.title} » ({words.plural(report.rows, 'ligne')})"
    return not wish.may_ask or click.confirm(question + " ?", default=True)


def _leave(report: Report, wish: _Wish) -> int:
    if wish.as_json:
        words.print_json(words.described(report))
        return 1
    for item in report.personal:
        if item.blocking and item.answer is None:
            said = " ou ".join(item.answers)
            click.echo(f"À décider ({said}) : --personal '{item.column}={item.answers[0]}'")
    click.secho("Rien n’est publié.", bold=True)
    return 1


def _announce(dataset: "Dataset", report: Report, wish: _Wish) -> None:
    from autan.catalogue.mails import page_of

    shown, page = replace(report, publishable=True), page_of(dataset)
    if wish.as_json:
        words.print_json(
            {
                "dataset_id": dataset.dataset_id,
                "address": page,
                "title": dataset.title,
                **words.described(shown),
            }
        )
        return
    click.secho(f"Publié : {dataset.title}", fg="green", bold=True)
    click.echo(f"  identifiant : {dataset.dataset_id}")
    click.echo(f"  adresse     : {page}")
    click.echo(f"  lignes      : {words.plural(report.rows, 'ligne')}")
