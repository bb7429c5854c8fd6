"""« Voici ce que nous avons compris »: what is told, what is asked, and what an answer changes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from autan import schemas
from autan.pipeline.report import Match, Reading, Report, SourceColumn
from autan.publishing import otherwise, reads
from autan.publishing.models import Draft
from autan.tabular.steps import UNDO, Glimpse, Step
from autan.tenants.models import Portal, Territory

COLUMNS = (
    SourceColumn("c0", "Date", ("12/01/2026", "16/02/2026"), 2),
    SourceColumn("c1", "Obj.", ("Tarifs", "Emprunt"), 2),
    SourceColumn("c2", "Notes", ("à revoir",), 1),
)
MERGED = Step(
    "merged_cells", "4 cellules recopiées.", 4, ("12/01/2026",), "Elles valent pour 4 lignes.",
    UNDO, "done",
)  # fmt: skip
MONTHS = Step(
    "unpivot", "12 colonnes sont des mois.", 12, (), "Une colonne se filtre mieux.",
    (("done", "Une ligne par mois"), ("undone", "Laisser en colonnes")), "undone", asked=True,
)  # fmt: skip
SHEETS = (Glimpse("a", "Conseils", ("Date", "Obj."), ("12/01/2026", "Tarifs"), 2),
          Glimpse("b", "Subventions", ("Association", "Montant"), ("Judo", "300"), 1))  # fmt: skip
REPORT = Report(
    Reading("xlsx", 2, COLUMNS, steps=(MERGED,)),
    "scdl-deliberations",
    "Délibérations",
    0.8,
    alternatives=(("scdl-subventions", "Subventions", 0.4),),
    matches=(
        Match("DELIB_DATE", "Date de la délibération", "Date"),
        Match("DELIB_OBJET", "Objet", "Obj.", None, "Le titre est proche.", certain=False),
        Match("COLL_NOM", "Nom de la collectivité", None, "Commune d’Auch"),
        Match("BUDGET_ANNEE", "Année", None, "2026", "Le nom du fichier le dit.", certain=False),
        Match("PREF_ID", "Préfecture", None),
    ),
    aside=("Notes",),
    preview=({"Date": "12/01/2026", "Obj.": "Tarifs", "Notes": None},),
    rows=2,
)


@pytest.fixture
def browser(region: Portal) -> Client:
    return Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"})


@pytest.fixture
def draft(region: Portal, territory: dict[str, Territory]) -> Callable[..., Draft]:
    """A draft that is ready, of which this is known."""

    def make(report: Report = REPORT, **choices: Any) -> Draft:
        with scope(portal=region):
            made = Draft.objects.create(
                token="a-token", portal=region, territory=territory["32013"], status="ready",
                file_name="conseils.xlsx", original_sha256="0" * 64, original_bytes=9,
                report=report.as_json(),
            )  # fmt: skip
            if choices:
                from autan.publishing import actions

                made = actions.choose(made, **choices)
            found = reads.draft_for("a-token", region)
            assert found is not None
            Draft.objects.filter(pk=made.pk).update(report_for=reads.digest_of(found))
        return made

    return make


def _page(browser: Client, rest: str = "") -> str:
    answer = browser.get(f"/brouillon/a-token/{rest}")
    assert answer.status_code == 200
    return answer.content.decode()


def _choices(browser: Client, form: dict[str, Any], draft: Draft) -> dict[str, Any]:
    answer = browser.post("/brouillon/a-token/", form)
    assert answer.status_code == 302
    with scope(portal=draft.portal):
        draft.refresh_from_db()
    return draft.choices


def test_only_what_is_unsure_is_asked(browser: Client, draft: Callable[..., Draft]) -> None:
    draft()
    page = _page(browser)
    assert 'name="s-c1"' in page
    assert 'name="s-c0"' not in page
    assert 'name="c-BUDGET_ANNEE" value="2026"' in page
    assert 'name="c-COLL_NOM"' not in page
    assert "Commune d’Auch" in page
    assert "Préfecture" in page


def test_a_yes_is_kept_as_an_answer(browser: Client, draft: Callable[..., Draft]) -> None:
    form = {"s-c1": "DELIB_OBJET", "c-BUDGET_ANNEE": "2025"}
    choices = _choices(browser, form, draft())
    assert choices["mapping"] == {"DELIB_OBJET": "Obj."}
    assert choices["constants"] == {"BUDGET_ANNEE": "2025"}


def test_another_meaning_frees_the_one_we_thought_of(
    browser: Client, draft: Callable[..., Draft]
) -> None:
    choices = _choices(browser, {"s-c1": "autre", "autre-c1": "PREF_ID"}, draft())
    assert choices["mapping"] == {"DELIB_OBJET": "", "PREF_ID": "Obj."}


def test_a_column_of_no_meaning_is_left_out_and_one_outside_is_kept(
    browser: Client, draft: Callable[..., Draft]
) -> None:
    choices = _choices(browser, {"s-c1": "", "garder": ["Notes"]}, draft())
    assert choices["mapping"] == {"DELIB_OBJET": ""}
    assert choices["kept"] == ["Notes"]


def test_an_answer_about_a_column_that_was_not_asked_changes_nothing(
    browser: Client, draft: Callable[..., Draft]
) -> None:
    assert (
        _choices(browser, {"s-c0": "PREF_ID", "s-c9": "PREF_ID"}, draft()).get("mapping", {}) == {}
    )


def test_each_step_tells_its_reason_and_is_undone(
    browser: Client, draft: Callable[..., Draft]
) -> None:
    made = draft()
    page = _page(browser)
    assert "4 cellules recopiées." in page
    assert "Elles valent pour 4 lignes." in page
    assert 'name="lecture-merged_cells" value="undone"' in page
    choices = _choices(browser, {"lecture-merged_cells": "undone"}, made)
    assert choices["reading"] == {"merged_cells": "undone"}


def test_an_undone_step_is_done_again(browser: Client, draft: Callable[..., Draft]) -> None:
    undone = replace(REPORT.reading, steps=(replace(MERGED, chosen="undone"),))
    draft(replace(REPORT, reading=undone))
    page = _page(browser)
    assert 'name="lecture-merged_cells" value="done"' in page
    assert "Refaire" in page


def test_two_readings_are_a_question_until_it_is_answered(
    browser: Client, draft: Callable[..., Draft], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = otherwise.Preview(("Mois", "Valeur"), (("Janvier", "12"),), 0, 24)
    monkeypatch.setattr(otherwise, "_read_so", lambda draft, answers: other)
    asked = replace(REPORT, reading=replace(REPORT.reading, steps=(MONTHS,)))
    made = draft(asked)
    page = _page(browser)
    assert "Janvier" in page, "what the other reading gives is shown"
    assert 'class="card rose ask" id="etape-unpivot"' in page
    with scope(portal=made.portal):
        made.delete()
    draft(asked, reading={"unpivot": "undone"})
    page = _page(browser)
    assert 'class="card rose ask" id="etape-unpivot"' not in page
    assert 'id="etape-unpivot"' in page, "the answer can still be changed"


def test_the_tables_of_a_file_are_chosen_by_their_beginning(
    browser: Client, draft: Callable[..., Draft]
) -> None:
    several = replace(REPORT.reading, tables=SHEETS, table="a")
    made = draft(replace(REPORT, reading=several))
    page = _page(browser)
    assert "Judo" in page
    assert 'name="lecture-table" value="b"' in page
    assert 'name="lecture-table" value="a"' not in page
    assert _choices(browser, {"lecture-table": "b"}, made)["reading"] == {"table": "b"}


def test_every_standard_can_be_chosen(browser: Client, draft: Callable[..., Draft]) -> None:
    made = draft()
    page = _page(browser, "modele/")
    for standard in schemas.standards():
        assert f'value="{standard.id}"' in page
    browser.post("/brouillon/a-token/modele/", {"modele": "scdl-subventions"})
    with scope(portal=made.portal):
        made.refresh_from_db()
    assert made.choices["standard"] == "scdl-subventions"


def test_a_word_finds_the_standards_that_speak_of_it(
    browser: Client, draft: Callable[..., Draft]
) -> None:
    draft()
    page = _page(browser, "modele/?q=PRENOMS")
    assert 'value="scdl-prenoms"' in page
    assert 'value="scdl-subventions"' not in page


def test_a_standard_that_nobody_knows_is_not_followed(
    browser: Client, draft: Callable[..., Draft]
) -> None:
    made = draft()
    assert browser.post("/brouillon/a-token/modele/", {"modele": "of-nobody"}).status_code == 200
    with scope(portal=made.portal):
        made.refresh_from_db()
    assert not made.choices.get("standard")
