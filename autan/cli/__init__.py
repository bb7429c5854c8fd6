"""The command line. Each command is a module of this folder, imported when it is called:
``autan check`` then needs neither Django nor a database."""

import importlib
import sys
from typing import Any

import click

import autan
from autan.cli.words import complain
from autan.errors import AutanError, UnreadableFile

COMMANDS = ("serve", "work", "publish", "check", "schemas", "demo", "doctor")

NOT_PUBLISHABLE, UNREADABLE = 1, 2


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"autan.cli.{cmd_name}").command
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Autan : une région et ses communes ouvrent leurs données ensemble.",
)
@click.version_option(autan.__version__, prog_name="autan", message="%(prog)s %(version)s")
def cli() -> None:
    pass


def main(arguments: list[str] | None = None) -> Any:
    """Run a command; exit code 0, 1 when refused, 2 when the file cannot be read."""
    try:
        cli.main(args=arguments, prog_name="autan", standalone_mode=True)
    except AutanError as error:
        complain(error)
        sys.exit(UNREADABLE if isinstance(error, UnreadableFile) else NOT_PUBLISHABLE)
