"""The catalogues of messages, with Babel: nobody needs GNU gettext to run Autan or to translate it.

``compile`` makes the binary catalogues; ``update`` adds to them what is said in French and that
they do not hold yet: by the pages and their modules, by the errors, by the standards.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools import sentences

PACKAGE = Path(__file__).resolve().parent.parent / "autan"
LOCALE = PACKAGE / "locale"
_WORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Message = str | tuple[str, ...]


def compile_all() -> None:
    for source in _catalogues():
        catalogue = _read(source)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def update_all() -> None:
    for source in _catalogues():
        catalogue, known = _read(source), Catalog()
        for message in said():
            known.add(message)
        catalogue.update(known, no_fuzzy_matching=True)
        with source.open("wb") as file:
            write_po(file, catalogue, width=100, no_location=True, ignore_obsolete=True)


def said() -> Iterator[Message]:
    """Every sentence that a page may show in French; a pair has its plural."""
    for path in sorted(PACKAGE.glob("templates/**/*.html")):
        yield from messages_of(templatize(path.read_text(), origin=str(path)))
    for path in sorted(PACKAGE.glob("web/**/*.py")):
        yield from messages_of(path.read_text())
    yield from sentences.of_errors(PACKAGE)
    yield from sentences.of_standards()


def missing(source: Path) -> list[Message]:
    """What a catalogue does not translate."""
    catalogue = _read(source)
    return [one for one in said() if not _translated(catalogue, one)]


def messages_of(code: str) -> Iterator[Message]:
    """The sentences of a module, or of a template once it was made like one."""
    for _, message, _, _ in extract("python", BytesIO(code.encode()), keywords=_WORDS):
        yield message


def _translated(catalogue: Catalog, message: Message) -> bool:
    found = catalogue.get(message[0] if isinstance(message, tuple) else message)
    text = found.string if found else ""
    return all(text) if isinstance(text, tuple | list) else bool(text)


def _catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.parent.name)


if __name__ == "__main__":
    {"compile": compile_all, "update": update_all}[sys.argv[1]]()
