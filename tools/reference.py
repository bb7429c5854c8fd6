"""Draw the reference pages from the code. With ``--check``, only say whether they are current."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from autan.cli import cli as command_line
from autan.query.functions import FUNCTIONS, Sort
from autan.schemas import Standard, standards

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
DRAWN = "<!-- Drawn from the code by tools/reference.py: do not edit. -->\n"


def command_line_page() -> Iterator[str]:
    """The help of each command and of its own commands, as the terminal shows it."""
    yield f"# Command line\n\n{DRAWN}"
    yield from _helps(command_line, click.Context(command_line, info_name="autan"), "autan")


def _helps(group: click.Group, parent: click.Context, said: str) -> Iterator[str]:
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent, max_content_width=90)
        yield f"\n## {said} {name}\n\n```\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            yield from _helps(command, context, f"{said} {name}")


def functions_page() -> Iterator[str]:
    """A table for each sort of function."""
    yield f"# ODSQL functions\n\n{DRAWN}"
    for sort in Sort:
        rows = [function for function in FUNCTIONS if function.sort is sort]
        if not rows:
            continue
        yield f"\n## {sort.value.capitalize()}\n\n"
        yield "| function | what it does | example |\n|---|---|---|\n"
        for function in rows:
            example = function.example.replace("|", "\\|")
            yield f"| `{function.name}` | {function.sentence} | `{example}` |\n"


def standards_page() -> Iterator[str]:
    """Each standard with its columns, in the words of the screens."""
    yield f"# Modèles communs\n\n{DRAWN}"
    by_hand = [one for one in standards() if one.family != "registry"]
    others = [one for one in standards() if one.family == "registry"]
    for standard in by_hand:
        yield f"\n## {standard.label}\n\n`{standard.id}`. {standard.description}\n\n"
        yield "| colonne | sens | attendue | exemple |\n|---|---|---|---|\n"
        yield from _columns(standard)
    yield "\n## Les autres modèles du registre national\n\n"
    yield "`autan schemas update` en cherche les nouvelles versions.\n\n"
    yield "| modèle | nom | version | colonnes | attendues |\n|---|---|---|---|---|\n"
    for standard in others:
        needed = sum(field.required for field in standard.fields)
        yield f"| `{standard.id}` | {standard.label} | {standard.version} "
        yield f"| {len(standard.fields)} | {needed} |\n"


def _columns(standard: Standard) -> Iterator[str]:
    for field in standard.fields:
        needed = "oui" if field.required else ""
        meaning = field.description.replace("|", "\\|").replace("\n", " ")
        yield f"| `{field.name}` {field.label} | {meaning} | {needed} | `{field.example}` |\n"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "command-line.md": command_line_page,
    "odsql-functions.md": functions_page,
    "standards.md": standards_page,
}


def main() -> int:
    stale = []
    for name, draw in PAGES.items():
        page, drawn = FOLDER / name, "".join(draw())
        if page.exists() and page.read_text(encoding="utf-8") == drawn:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            page.write_text(drawn, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"Run `make fix`: {', '.join(stale)} no longer tell what the code does.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
