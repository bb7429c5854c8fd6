"""The words on the screens: plain, well set, and all in English too."""

import re
from pathlib import Path

import pytest

import autan
from autan.web.typography import NARROW, typeset
from tools import messages

PACKAGE = Path(autan.__file__).parent
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
CLERK = [
    *(PACKAGE / "templates" / "publish").glob("*.html"),
    *(PACKAGE / "web" / "publish").glob("*.py"),
]
# Journeys, rule 5: never on a clerk's screen.
BANNED = (
    "schéma",
    "tableschema",
    "csv",
    "utf-8",
    "ressource",
    "json",
    "null",
    "moissonnage",
    "jeu de données structuré",
)


def _said(path: Path) -> str:
    """What people read of a template or of a page's module, in lower case."""
    code = messages.templatize(path.read_text()) if path.suffix == ".html" else path.read_text()
    parts = (one if isinstance(one, str) else " ".join(one) for one in messages.messages_of(code))
    return " ".join(parts).lower()


@pytest.mark.parametrize("path", CLERK, ids=lambda path: path.name)
def test_no_jargon_reaches_the_clerk(path: Path) -> None:
    said = _said(path)
    assert [word for word in BANNED if re.search(rf"\b{word}\b", said)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_high_signs_are_preceded_by_a_narrow_space_that_does_not_break(path: Path) -> None:
    assert re.findall(r"\w+ [;:!?»]", _said(path)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_style_nor_script(path: Path) -> None:
    assert re.findall(r'\sstyle="|<style|<script(?![^>]*\bsrc=)|\son\w+="', path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_stays_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150


def test_every_sentence_has_its_english() -> None:
    assert messages.missing(PACKAGE / "locale/en/LC_MESSAGES/django.po") == []


def test_a_sentence_made_elsewhere_is_typeset() -> None:
    assert (
        typeset("« Titre » : lu ; bien !")
        == f"«{NARROW}Titre{NARROW}»{NARROW}: lu{NARROW}; bien{NARROW}!"
    )
