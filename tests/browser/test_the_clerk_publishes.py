"""Journey (a): a file is dropped, understood, corrected, and public."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clerk import code_of, drop, press, publish
from tests.files import make_csv, make_protected_xlsx, make_xlsx

MESSY = (
    ("Mairie de Condom", None, None),
    (None, None, None),
    ("N° délibération", "Date de séance", "Objet de la délibération"),
    ("2024-001", "12/01/24", "Réfection de la toiture de l’école"),
    ("2024-002", "12/01/24", "Tarifs de la cantine"),
    ("2024-003", "16/02/24", "Emprunt pour la salle des fêtes"),
)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_messy_workbook_becomes_a_public_page_in_six_clicks(
    open_page: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    page = open_page(320, scripts=scripts)
    clicks = publish(page, make_xlsx(tmp_path / "Conseils 2024.xlsx", MESSY), "32107")
    expect(page.locator("h1")).to_have_text("Condom a ouvert ses délibérations")
    assert clicks <= 6
    press(page)
    expect(page.locator("table.data")).to_contain_text("Réfection de la toiture de l’école")


def test_a_correction_is_undone_and_made_again(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    drop(page, make_xlsx(tmp_path / "Conseils.xlsx", MESSY), "32107")
    press(page)
    page.get_by_role("button", name="Annuler cette correction").first.click()
    expect(page.get_by_text("Annulée :")).to_be_visible()
    page.get_by_role("button", name="Refaire cette correction").click()
    expect(page.get_by_text("Annulée :")).to_have_count(0)


def test_a_reload_at_any_step_loses_nothing(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page()
    drop(page, make_csv(tmp_path / "deliberations.csv"), "32013")
    link = page.url
    other = open_page()
    other.goto(link)
    expect(other.locator("h1")).to_have_text("Voici ce que nous avons compris")


def test_a_protected_workbook_says_what_to_do(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    drop(page, make_protected_xlsx(tmp_path / "secret.xlsx"), "32013")
    expect(page.locator("main")).to_contain_text("mot de passe")
    expect(page.get_by_role("link", name="Déposer un autre fichier")).to_be_visible()


def test_a_wrong_code_is_said_beside_its_field(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    drop(page, make_csv(tmp_path / "deliberations.csv"), "32256")
    while "/identite/" not in page.url:
        press(page)
    press(page)
    right = code_of(page)
    page.get_by_label("Code à six chiffres").fill("000 000" if right != "000 000" else "111 111")
    press(page)
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#code")).to_have_attribute("aria-invalid", "true")
    assert page.title().startswith("Erreur")


def test_what_is_published_can_be_withdrawn(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page()
    publish(page, make_csv(tmp_path / "deliberations.csv"), "32208")
    address = page.locator("#adresse").get_attribute("href") or ""
    page.get_by_role("button", name="Retirer de la publication").click()
    expect(page.locator("h1")).to_have_text("C’est retiré")
    answer = open_page().goto(address)
    assert answer
    assert answer.status == 404


def test_the_place_is_found_by_name_with_the_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/publier/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.get_by_label("Pour quelle commune").fill("Condom")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Bonjour Condom")


def test_the_link_withdraws_long_after_by_another_code(
    open_page: Callable[..., Page], site: str, tmp_path: Path
) -> None:
    page = open_page()
    publish(page, make_csv(tmp_path / "deliberations.csv"), "32119")
    link, address = page.url, page.locator("#adresse").get_attribute("href") or ""
    page.context.clear_cookies()
    # The cookie of a session that the server has forgotten.
    page.context.add_cookies([{"name": "autan", "value": "x" * 32, "url": site}])
    page.goto(link)
    page.get_by_role("link", name="Retirer de la publication").click()
    press(page)
    page.get_by_label("Code à six chiffres").fill(code_of(page))
    press(page)
    page.get_by_role("button", name="Retirer de la publication").click()
    expect(page.locator("h1")).to_have_text("C’est retiré")
    stranger = open_page().goto(address)
    assert stranger is not None
    assert stranger.status == 404


def test_when_every_row_is_left_out_the_clerk_is_told_what_to_do(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    titles = ("Bénéficiaire", "Objet", "Montant")
    drop(page, make_csv(tmp_path / "subventions.csv", (titles, titles, titles)), "32013")
    while "/apercu/" not in page.url:
        press(page)
    press(page)
    expect(page.locator(".error-summary")).to_contain_text("Il ne reste aucune ligne à publier")


def test_a_file_too_big_is_said_before_it_is_sent(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    page.goto("/publier/32013/")
    page.locator(".drop").evaluate("zone => zone.dataset.largest = '10'")
    page.set_input_files("#fichier", make_csv(tmp_path / "deliberations.csv"))
    expect(page.locator(".drop [role=status]")).to_contain_text("Partagez-le en plusieurs")
    assert page.url.endswith("/publier/32013/")
