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
    """The help of each command, as the terminal shows it."""
    yield f"# Command line\n\n{DRAWN}"
    parent = click.Context(command_line, info_name="autan")
    for name in command_line.list_commands(parent):
        command = command_line.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent, max_content_width=90)
        yield f"\n## autan {name}\n\n```\n{command.get_help(context)}\n```\n"


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
    for standard in standards():
        yield f"\n## {standard.label}\n\n`{standard.id}`. {standard.description}\n\n"
        yield "| colonne | sens | attendue | exemple |\n|---|---|---|---|\n"
        yield from _columns(standard)


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
