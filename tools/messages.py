"""The catalogues of messages, with Babel: nobody needs GNU gettext to run Autan or to translate it.

``compile`` makes the binary catalogues; ``update`` adds to them what is said in French and that
they do not hold yet: by the pages and their modules, by the errors, by the standards; ``fill en
FILE`` puts in what a translator wrote in a table of two columns (French, a tab, the translation;
singular and plural parted by ``|``, line feeds written ``\\n``).

French is the language of the sources and English is whole. Occitan is whole where people of a town
come first: its page, the search, and what stands around them (``OCCITAN``); the rest is French.
"""

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from autan import schemas
from tools import sentences

PACKAGE = Path(__file__).resolve().parent.parent / "autan"
LOCALE = PACKAGE / "locale"
OCCITAN = (
    *("templates/base.html", "templates/404.html", "templates/parts/*.html"),
    *("templates/places/*.html", "templates/datasets/search.html", "templates/datasets/row.html"),
    *("templates/datasets/facet_value.html", "templates/home/*.html"),
    *("web/places/*.py", "web/datasets/catalogue.py", "web/datasets/rows.py"),
    *("web/datasets/facets.py", "web/datasets/searched.py", "web/datasets/suggesting.py"),
    *("web/home/[apw]*.py", "web/standards.py"),
    *("web/typography.py", "web/context.py", "web/printing.py"),
)
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
        # A plural that has no translation yet would be shown as nothing at all.
        for message in [one for one in catalogue if one.id and not _whole(one.string)]:
            catalogue.delete(message.id, message.context)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def update_all() -> None:
    for source in _catalogues():
        catalogue, known = _read(source), Catalog()
        for message in said():
            known.add(message)
        catalogue.update(known, no_fuzzy_matching=True)
        _write(source, catalogue)


def fill_in(language: str, table: Path) -> list[str]:
    """Put the translations of a table into a catalogue; the French that it does not know."""
    source = LOCALE / language / "LC_MESSAGES" / "django.po"
    catalogue, unknown = _read(source), []
    for line in table.read_text().splitlines():
        french, tab, translation = (part.replace("\\n", "\n") for part in line.partition("\t"))
        message = catalogue.get(french.partition("|")[0]) or catalogue.get(french)
        if not tab or message is None:
            unknown += [line] if line.strip() else []
        elif isinstance(message.id, tuple | list) == ("|" in translation):
            plural = isinstance(message.id, tuple | list)
            message.string = tuple(translation.split("|")) if plural else translation
        else:
            unknown.append(line)
    _write(source, catalogue)
    return unknown


def said() -> Iterator[Message]:
    """Every sentence that a page may show in French; a pair has its plural."""
    yield from said_in(("templates/**/*.html", "web/**/*.py", "charts/**/*.py", "maps/**/*.py"))
    yield from sentences.of_errors(PACKAGE)
    yield from sentences.of_standards()


def said_in(patterns: Iterable[str]) -> Iterator[Message]:
    """The sentences of some templates and modules of the package."""
    for path in sorted({path for pattern in patterns for path in PACKAGE.glob(pattern)}):
        if path.suffix == ".html":
            yield from messages_of(templatize(path.read_text(), origin=str(path)))
        elif path.suffix == ".py":
            yield from messages_of(path.read_text())


def said_in_occitan() -> Iterator[Message]:
    """What must have its Occitan: the pages of ``OCCITAN``, the common models' names."""
    yield from said_in(OCCITAN)
    for standard in schemas.standards():
        if standard.family != "registry":
            yield from (standard.label, *standard.noun)


def missing(source: Path, wanted: Iterable[Message] | None = None) -> list[Message]:
    """What a catalogue does not translate, of all that is said or of what is ``wanted``."""
    catalogue = _read(source)
    return [one for one in wanted or said() if not _translated(catalogue, one)]


def messages_of(code: str) -> Iterator[Message]:
    """The sentences of a module, or of a template once it was made like one."""
    for _, message, _, _ in extract("python", BytesIO(code.encode()), keywords=_WORDS):
        yield message


def _translated(catalogue: Catalog, message: Message) -> bool:
    found = catalogue.get(message[0] if isinstance(message, tuple) else message)
    return _whole(found.string if found else "")


def _whole(text: object) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def _catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.parent.name)


def _write(source: Path, catalogue: Catalog) -> None:
    with source.open("wb") as file:
        write_po(file, catalogue, width=100, no_location=True, ignore_obsolete=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["compile"]:
            compile_all()
        case ["update"]:
            update_all()
        case ["fill", language, table]:
            print("\n".join(fill_in(language, Path(table))))
        case _:
            sys.exit(__doc__)
