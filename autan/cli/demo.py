"""``autan demo``: a portal with its territory and its datasets, ready to be looked at."""

import os

import click


@click.command("demo", help="Ouvrir le portail de démonstration, prêt à regarder.")
@click.option("--host", default="127.0.0.1", show_default=True, help="L’adresse à écouter.")
@click.option("--port", default=8000, show_default=True, help="Le port à écouter.")
@click.option("--serve/--no-serve", "serving", default=True, help="Préparer, puis ouvrir ou non.")
def command(host: str, port: int, serving: bool) -> None:
    # Before the settings are read: mails are shown on a page, links carry the port.
    os.environ["AUTAN_DEMO"] = "yes"
    os.environ.setdefault("AUTAN_PORT", str(port))
    from autan.cli.installation import migrate, open_records

    open_records()
    migrate()
    from autan.demo import seed

    seed(_tell)
    if serving:
        from autan.cli.serve import serve

        serve(host, port)


def _tell(done: int, total: int, what: str) -> None:
    if what:
        click.echo(f"Démonstration : {done + 1} sur {total}, {what}")
