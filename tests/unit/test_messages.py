"""The catalogues of messages: what a translator gives is put where it belongs."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import write_po

from tools import messages


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An Occitan catalogue of three sentences, without any translation yet."""
    source = tmp_path / "oc" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    catalogue = Catalog(locale="oc")
    catalogue.add("Bonjour\nà tous")
    catalogue.add("hier")
    catalogue.add(("%(n)s an", "%(n)s ans"))
    with source.open("wb") as file:
        write_po(file, catalogue)
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    return source


def test_a_table_fills_a_catalogue_and_what_is_unknown_is_told(
    locale: Path, tmp_path: Path
) -> None:
    table = tmp_path / "mine.tsv"
    lines = [
        r"Bonjour\nà tous" "\t" r"Bonjorn\na totes",
        "%(n)s an|%(n)s ans\t%(n)s an|%(n)s ans",
        "jamais dit\tpas jamai dich",
        "hier",
        "",
    ]
    table.write_text("\n".join(lines))
    assert messages.fill_in("oc", table) == ["jamais dit\tpas jamai dich", "hier"]
    wanted = ["Bonjour\nà tous", ("%(n)s an", "%(n)s ans"), "hier"]
    assert messages.missing(locale, wanted) == ["hier"]


def test_a_plural_takes_no_single_form(locale: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("%(n)s an\tun an\nhier\tièr|ièrs\n")
    assert len(messages.fill_in("oc", table)) == 2


def test_what_has_no_translation_is_not_compiled(locale: Path, tmp_path: Path) -> None:
    """An empty plural would be shown as nothing at all, instead of the French."""
    table = tmp_path / "mine.tsv"
    table.write_text("hier\tièr\n")
    messages.fill_in("oc", table)
    messages.compile_all()
    with locale.with_suffix(".mo").open("rb") as file:
        assert [one.id for one in read_mo(file) if one.id] == ["hier"]


def test_the_town_pages_and_the_search_are_whole_in_occitan() -> None:
    source = messages.LOCALE / "oc" / "LC_MESSAGES" / "django.po"
    assert messages.missing(source, messages.said_in_occitan()) == []
