"""How the file was read, which table, which model: each choice is one button, and can be undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import files
from tests.browser.clerk import code_of, drop, press, ready

ACTS: files.Rows = (
    ("N° délibération", "Date de séance", "Objet de la délibération"),
    ("2024-001", "12/01/2024", "Réfection de la toiture de l’école"),
    ("2024-002", None, "Tarifs de la cantine"),
    ("2024-003", "16/02/2024", "Emprunt pour la salle des fêtes"),
)
GRANTS: files.Rows = (
    ("Nom bénéficiaire", "Objet", "Montant"),
    ("Judo club", "Fonctionnement", "1 500,00 €"),
    ("Comité des fêtes", "Fête locale", "2 000,00 €"),
)
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _workbook(folder: Path) -> Path:
    return files.make_xlsx(folder / "mairie.xlsx", {"Conseils": ACTS, "Aides": GRANTS})


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_another_table_is_read_by_its_thumbnail(
    open_page: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    page = open_page(320, scripts=scripts)
    drop(page, _workbook(tmp_path), "32107")
    first, second = ("délibérations", "subventions")
    if first not in page.locator(".understood").inner_text():
        first, second = second, first
    for noun in (second, first):
        _unfold(page, "details.tables")
        page.locator(".thumbnails li:not(.chosen) button").click()
        ready(page)
        expect(page.locator(".understood")).to_contain_text(noun)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_step_of_the_reading_is_undone_and_done_again(
    open_page: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    page = open_page(scripts=scripts)
    file = files.make_xlsx(tmp_path / "fusion.xlsx", ACTS, merged=("B2:B3",))
    drop(page, file, "32107")
    step = page.locator("#etape-merged_cells")
    for now, then in (("Annuler", "Refaire"), ("Refaire", "Annuler")):
        _unfold(page, "#lecture")
        step.get_by_role("button", name=now).click()
        ready(page)
        expect(step.get_by_role("button")).to_have_text(then)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_another_model_is_found_and_followed(
    open_page: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    page = open_page(320, scripts=scripts)
    drop(page, files.make_xlsx(tmp_path / "a.xlsx", ACTS), "32107")
    page.locator(".otherwise summary").first.click()
    page.get_by_role("link", name="Choisir parmi tous les modèles communs").click()
    page.get_by_label("Chercher", exact=True).fill("prenoms")
    page.locator("form[role=search] button").click()
    page.locator("input[value=scdl-prenoms]").check()
    press(page)
    expect(page.locator(".understood")).to_contain_text("prénoms")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_document_is_published_as_an_act_and_goes_when_it_is_withdrawn(
    open_page: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    page, commune = open_page(320, scripts=scripts), "32319" if scripts else "32365"
    for number, subject in (("2026-012", "Tarifs de la cantine"), ("2026-013", "Emprunt")):
        drop(page, files.make_pdf(tmp_path / f"{number}.pdf"), commune)
        expect(page.locator("h1")).to_have_text("C’est un document, pas un tableau")
        expect(page.get_by_label("Numéro")).to_have_value(number)
        _fill(page, subject)
        press(page)
        expect(page.locator("main")).to_contain_text("Le document sera public en entier")
        _publish(page)
    address = page.locator("#adresse").get_attribute("href") or ""
    page.goto(address)
    expect(page.locator("table.data tbody tr")).to_have_count(2)
    files_tab = open_page(320, scripts=scripts)
    files_tab.goto(f"{address}telecharger/")
    document = files_tab.locator(".documents a").first.get_attribute("href") or ""
    assert page.request.get(document).body().startswith(b"%PDF")
    _withdraw(page)
    stranger = open_page()
    assert stranger.request.get(document).status == 404


def test_what_is_missing_of_an_act_is_said_beside_its_field(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    drop(page, files.make_pdf(tmp_path / "acte.pdf"), "32107")
    page.get_by_label("Objet").fill("Tarifs")
    press(page)
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Objet")).to_have_value("Tarifs")
    expect(page.get_by_label("Numéro")).to_have_attribute("aria-invalid", "true")
    assert page.title().startswith("Erreur")


def test_several_documents_are_dropped_at_once(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    page.goto("/publier/32107/")
    named = [files.make_pdf(tmp_path / f"2026-01{n}.pdf") for n in range(3)]
    page.set_input_files("#fichier", named)
    page.wait_for_url("**/acte/")
    expect(page.locator("fieldset.act")).to_have_count(3)
    page.get_by_role("button", name="Retirer 2026-011.pdf").click()
    expect(page.locator("fieldset.act")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_path_is_for_everybody(
    open_page: Callable[..., Page], tmp_path: Path, width: int, scheme: str
) -> None:
    page = open_page(width, scheme=scheme)
    drop(page, _workbook(tmp_path), "32107")
    _is_for_everybody(page, width)
    for folded in page.locator("details > summary").all():
        folded.click()
    _is_for_everybody(page, width)
    page.goto(f"{page.url.partition('?')[0]}modele/")
    _is_for_everybody(page, width)
    drop(page, files.make_pdf(tmp_path / "acte.pdf"), "32107")
    press(page)
    _is_for_everybody(page, width)


def _is_for_everybody(page: Page, width: int) -> None:
    found = Axe().run(page, options={"runOnly": _TAGS}).response["violations"]
    said = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    assert (page.url, said) == (page.url, [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def _unfold(page: Page, details: str) -> None:
    """Open what is folded; a question that is asked stands open already."""
    if page.locator(details).count() and page.locator(details).get_attribute("open") is None:
        page.locator(f"{details} > summary").click()


def _fill(page: Page, subject: str) -> None:
    page.get_by_label("Date de la séance").fill("12/01/2026")
    page.get_by_label("Objet").fill(subject)
    page.get_by_label("Matière").select_option("7.10")
    page.get_by_label("J’ai relu ce document").check()


def _publish(page: Page) -> None:
    press(page)
    if "/identite/" in page.url:
        press(page)
        page.get_by_label("Code à six chiffres").fill(code_of(page))
        press(page)


def _withdraw(page: Page) -> None:
    """Go back to the page of thanks, whose link is kept, and take the list off."""
    page.go_back()
    page.get_by_role("button", name="Retirer de la publication").click()
    expect(page.locator("h1")).to_have_text("C’est retiré")
