"""A dozen files as offices have them: each goes from the drop to its public page in six clicks."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import files
from tests.browser.clerk import press, publish

Make = Callable[[Path], Path]

HEAD = ("N° délibération", "Date de séance", "Objet de la délibération", "Pour", "Contre")
ACTS: files.Rows = (
    ("2024-001", "12/01/24", "Réfection de la toiture de l’école", "19", "0"),
    ("2024-002", "12/01/24", "Tarifs de la cantine", "17", "2"),
    ("2024-003", "16/02/24", "Emprunt pour la salle des fêtes", "18", "1"),
)
GRANTS: files.Rows = (
    ("Nom bénéficiaire", "SIRET", "Objet", "Montant", "Date convention"),
    ("Judo club", "4,8123E+13", "Fonctionnement", "1 500,00 €", "03/04/2024"),
    ("Comité des fêtes", "77567227200015", "Fête locale", "2 000,00 €", "03/04/2024"),
    ("TOTAL", None, None, "3 500,00 €", None),
)


def _under_a_logo(path: Path) -> Path:
    rows = (("Mairie de Condom",), (None,), ("Registre des délibérations",), (None,), HEAD, *ACTS)
    return files.make_xlsx(path / "Conseils 2024.xlsx", rows)


def _behind_notes(path: Path) -> Path:
    notes = (("À faire", None), ("Appeler la préfecture", None))
    return files.make_xlsx(path / "Registre.xlsx", {"Notes": notes, "2024": (HEAD, *ACTS)})


def _merged(path: Path) -> Path:
    rows = (HEAD, ACTS[0], ("2024-002", None, *ACTS[1][2:]), ACTS[2])
    return files.make_xlsx(path / "fusion.xlsx", rows, merged=("B2:B3",))


def _header_on_two_rows(path: Path) -> Path:
    rows = (("Acte", None, None, "Votes", None), HEAD, *ACTS)
    return files.make_xlsx(path / "deux lignes.xlsx", rows, merged=("A1:C1", "D1:E1"))


def _windows(path: Path) -> Path:
    return files.make_csv(path / "export.csv", (HEAD, *ACTS), encoding="cp1252")


def _unicode_text(path: Path) -> Path:
    return files.make_csv(path / "u.txt", (HEAD, *ACTS), separator="\t", encoding="utf-16")


def _commas(path: Path) -> Path:
    return files.make_csv(path / "virgules.csv", (HEAD, *ACTS), separator=",")


def _old_excel(path: Path) -> Path:
    return files.make_xls(path / "vieux.xls", (HEAD, *ACTS))


def _libreoffice(path: Path) -> Path:
    return files.make_ods(path / "registre.ods", (HEAD, *ACTS))


def _zipped(path: Path) -> Path:
    table = files.make_csv(path / "delibs.csv", (HEAD, *ACTS))
    return files.make_zip(path / "envoi.zip", {"export/delibs.csv": table.read_bytes()})


def _with_totals(path: Path) -> Path:
    return files.make_xlsx(path / "subventions 2024.xlsx", GRANTS)


def _to_a_person(path: Path) -> Path:
    rows = (*GRANTS[:3], ("Mme Lucie Durand", None, "Aide", "300,00 €", "03/04/2024"))
    return files.make_xlsx(path / "aides.xlsx", rows)


def _of_a_program(path: Path) -> Path:
    rows = [dict(zip(HEAD, row, strict=True)) for row in ACTS]
    (path / "export.json").write_text(json.dumps({"deliberations": rows}), encoding="utf-8")
    return path / "export.json"


def _free(path: Path) -> Path:
    rows = (("Équipement", "Janvier", "Février", "Mars"), ("Piscine", 1204, 1100, 1310))
    return files.make_xlsx(path / "Fréquentation.xlsx", (*rows, ("Médiathèque", 980, 870, 1010)))


MESSY: dict[str, tuple[Make, str]] = {
    "titles under a logo": (_under_a_logo, "Réfection de la toiture"),
    "the second sheet": (_behind_notes, "Emprunt pour la salle"),
    "merged cells": (_merged, "Tarifs de la cantine"),
    "header on two rows": (_header_on_two_rows, "Tarifs de la cantine"),
    "windows and short dates": (_windows, "Réfection de la toiture de l’école"),
    "tabs in utf-16": (_unicode_text, "Réfection de la toiture"),
    "commas": (_commas, "Tarifs de la cantine"),
    "excel 97": (_old_excel, "Emprunt pour la salle"),
    "libreoffice": (_libreoffice, "Emprunt pour la salle"),
    "in a zip": (_zipped, "Tarifs de la cantine"),
    "a total and a scientific siret": (_with_totals, "Comité des fêtes"),
    "a grant to a person": (_to_a_person, "Judo club"),
    "a program’s export": (_of_a_program, "Tarifs de la cantine"),
    "months in columns": (_free, "Médiathèque"),
}
# One commune for each: a list that is public already is another matter.
COMMUNES = ("32107", "32013", "32256", "32208", "32119", "32160", "32210", "32220", "32462",
            "32410", "32296", "32132", "32155", "32147")  # fmt: skip


@pytest.mark.parametrize("name", MESSY)
def test_from_the_drop_to_the_public_page_in_six_clicks(
    open_page: Callable[..., Page], tmp_path: Path, name: str
) -> None:
    make, words = MESSY[name]
    number = list(MESSY).index(name)
    # Half of them without scripts, half of them on a phone.
    page = open_page(320 if number % 3 else 1280, scripts=number % 2 == 1)
    clicks = publish(page, make(tmp_path), COMMUNES[number])
    expect(page.locator(".thanks")).to_contain_text("C’est public")
    assert clicks <= 6
    press(page)
    expect(page.locator("table.data")).to_contain_text(words)
