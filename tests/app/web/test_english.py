"""What is said outside the pages' own modules is in English on an English page."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation
from django_scopes import scope

import autan
from autan.errors import AutanError, Refused, UnreadableFile
from autan.formats.refusals import refusal
from autan.publishing import actions, failures
from autan.publishing.models import Draft
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants.models import Portal
from autan.web.standards import spoken
from tools import sentences

PACKAGE = Path(autan.__file__).parent
_TOO_LONG = "Ce fichier demande plus de %(minutes)s minutes de lecture\u202f; nous avons arrêté."
_TOO_BIG = "Ce fichier dépasse %(megabytes)d Mo, la taille que ce portail accepte."


def _page(portal: Portal, language: str, rest: str = "", **fields: Any) -> str:
    with scope(portal=portal):
        Draft.objects.create(
            token="a-token", portal=portal, file_name="a.xlsx", original_bytes=1, **fields
        )
    answer = Client(headers={"host": "localhost"}).get(f"{language}/brouillon/a-token/{rest}")
    return answer.content.decode()


def _failed(error: AutanError) -> dict[str, Any]:
    return {"status": Draft.Status.FAILED, "failure": failures.as_json(error)}


def test_a_failed_draft_speaks_english_on_an_english_page(region: Portal) -> None:
    page = _page(region, "/en", **_failed(refusal("protected")))
    assert "This workbook is protected by a password: we cannot open it." in page
    assert "“Encrypt with Password”" in page
    assert "Nothing is lost: your file is kept as it is." in page


def test_the_facts_of_a_failure_are_put_in_the_translation(region: Portal) -> None:
    page = _page(region, "/en", **_failed(UnreadableFile("too-long", _TOO_LONG, minutes=5)))
    assert "This file takes more than 5 minutes to read; we stopped." in page


def test_a_failed_draft_speaks_french_elsewhere(region: Portal) -> None:
    page = _page(region, "", **_failed(UnreadableFile("too-long", _TOO_LONG, minutes=5)))
    assert "plus de 5 minutes de lecture\u202f; nous avons arrêté." in page


def test_a_file_that_is_not_taken_is_refused_in_english(
    region: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_big(**_: object) -> None:
        raise Refused("file-too-big", _TOO_BIG, megabytes=200)

    monkeypatch.setattr(actions, "receive", too_big)
    page = Client(headers={"host": "localhost"}).post(
        "/en/publier/32013/", {"fichier": io.BytesIO(b"Nom\nJudo\n")}
    )
    assert "This file is over 200 MB, the size that this portal accepts." in page.content.decode()


def test_the_columns_of_a_standard_are_named_in_english_and_the_others_as_they_are() -> None:
    date = Field("DELIB_DATE", FieldType.DATE, "Date de la délibération", "Le jour.")
    own = Field("commune", FieldType.TEXT, "Commune")
    with translation.override("en"):
        shown = spoken(TableSchema((date, own), "scdl-deliberations"))
        free = spoken(TableSchema((own,)))
    assert [field.label for field in shown] == ["Date of the decision", "Commune"]
    assert shown.names == ("DELIB_DATE", "commune")
    assert free.fields == (own,)


def test_the_english_holds_the_same_facts_as_the_french() -> None:
    with (PACKAGE / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        english = {one.id: one.string for one in read_po(file)}
    said = dict.fromkeys(sentences.of_errors(PACKAGE))
    assert len(said) > 100
    assert [one for one in said if _facts(one) != _facts(str(english[one]))] == []


def test_the_sentences_of_errors_are_typeset() -> None:
    said = dict.fromkeys(sentences.of_errors(PACKAGE))
    assert [one for one in said if re.search(r"[ \u00a0][;:!?»]|« |'", one)] == []


@pytest.mark.parametrize(
    "code",
    [
        'raise AutanError("x", f"Trop de {x}.")',
        'raise Mine("x", "Trop de %d." % x)',
        'raise Mine("x", "Trop.", remedy="Moins" + x)',
        'def made(code: str, sentence: str) -> Mine: ...\nmade("x", words(x))',
    ],
)
def test_a_sentence_composed_beforehand_is_refused(tmp_path: Path, code: str) -> None:
    (tmp_path / "errors.py").write_text(
        "class AutanError(Exception):\n"
        "    def __init__(self, code, sentence, *, kept='', remedy=''): ...\n"
        "class Mine(AutanError): ...\n"
    )
    (tmp_path / "here.py").write_text(code)
    with pytest.raises(ValueError, match=r"here\.py"):
        list(sentences.of_errors(tmp_path))


def _facts(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)\w", text))
