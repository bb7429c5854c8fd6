"""``autan work``: a worker of its own, beside or instead of the one inside ``autan serve``."""

import click

from autan.cli.installation import open_records


@click.command("work", help="Faire les travaux en attente (préparation, publication).")
@click.option("--until-idle", is_flag=True, help="S’arrêter quand il n’y a plus rien à faire.")
@click.option("--parent", type=int, hidden=True, help="S’arrêter avec ce processus.")
def command(until_idle: bool, parent: int | None) -> None:
    open_records()
    from autan.jobs.worker import work

    work(parent=parent, until_idle=until_idle)
