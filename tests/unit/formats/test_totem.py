"""The budget that accountancy programs send to the préfecture becomes the SCDL budget."""

import csv
from pathlib import Path

import pytest

from autan.formats import budget_accounts
from autan.formats.totem import COLUMNS
from autan.schemas import find
from tests.unit.formats.trees import SHARED, kinds, read, step

SAMPLES = SHARED / "data/samples/budget-totem"

DOCUMENT = """<?xml version="1.0" encoding="ISO-8859-1"?>
<DocumentBudgetaire xmlns="http://www.minefi.gouv.fr/cp/demat/docbudgetaire">
<EnTeteDocBudgetaire><LibelleColl V="NOÉ"/><IdColl V="21310399700010"/></EnTeteDocBudgetaire>
<Budget><EnTeteBudget><LibelleEtab V="PRINCIPAL"/><IdEtab V="21310399700010"/>
<Nomenclature V="%s"/></EnTeteBudget>
<BlocBudget><NatDec V="%s"/><Exer V="2022"/></BlocBudget>%s</Budget></DocumentBudgetaire>"""


def line(**members: str) -> str:
    members = {"CodRD": "D", "OpBudg": "0", "ArtSpe": "false", "MtPrev": "10.00"} | members
    section = members.pop("Section", "F")
    inside = "".join(f'<{name} V="{value}"/>' for name, value in members.items())
    return f'<LigneBudget>{inside}<CaracSup V="{section}" Code="Section"/></LigneBudget>'


def budget(folder: Path, *lines: str, plan: str = "M14-M14_COM_INF500", stage: str = "01") -> Path:
    path = folder / "file"
    path.write_bytes((DOCUMENT % (plan, stage, "".join(lines))).encode("cp1252"))
    return path


def test_every_column_of_the_standard_is_there_in_order() -> None:
    standard = find("scdl-budget")
    assert standard
    assert tuple(field.name for field in standard.fields) == COLUMNS


def test_a_line_says_its_labels_in_the_words_of_the_standard(tmp_path: Path) -> None:
    found, rows = read(budget(tmp_path, line(Nature="6413", ContNat="012", MtBudgPrec="7.10")))
    assert (found.format, found.standard) == ("totem", "scdl-budget")
    assert found.header.labels == COLUMNS
    filled = {name: value for name, value in rows[0].items() if value}
    assert filled == {
        "BGT_NATDEC": "budget primitif",
        "BGT_ANNEE": "2022",
        "BGT_SIRET": "21310399700010",
        "BGT_NOM": "NOÉ",
        "BGT_CONTNAT": "012",
        "BGT_CONTNAT_LABEL": "Charges de personnel et frais assimilés",
        "BGT_NATURE": "6413",
        "BGT_NATURE_LABEL": "Personnel non titulaire",
        "BGT_SECTION": "fonctionnement",
        "BGT_OPBUDG": "réel",
        "BGT_CODRD": "dépense",
        "BGT_MTBUDGPREC": "7.10",
        "BGT_MTPREV": "10.00",
        "BGT_ARTSPE": "non spécialisé",
    }


@pytest.mark.parametrize(
    ("stage", "word"),
    [
        ("01", "budget primitif"),
        ("02", "décision modificative"),
        ("03", "budget supplémentaire"),
        ("09", "compte administratif"),
        ("10", "compte administratif"),
    ],
)
def test_each_stage_has_the_word_of_the_standard(tmp_path: Path, stage: str, word: str) -> None:
    _, rows = read(budget(tmp_path, line(Nature="6413"), stage=stage))
    assert rows[0]["BGT_NATDEC"] == word


@pytest.mark.parametrize(
    ("account", "way", "chapter"),
    [
        ("60632", "D", "011"),
        ("6218", "D", "012"),
        ("6336", "D", "012"),
        ("63512", "D", "011"),
        ("6419", "R", "013"),
        ("739211", "D", "014"),
        ("7411", "R", "74"),
        ("204182", "D", "204"),
        ("2183", "D", "21"),
        ("002", "R", "002"),
    ],
)
def test_a_chapter_that_is_missing_follows_from_the_account(
    tmp_path: Path, account: str, way: str, chapter: str
) -> None:
    path = budget(tmp_path, line(Nature=account, CodRD=way))
    found, rows = read(path)
    assert rows[0]["BGT_CONTNAT"] == chapter
    assert step(found, "chapter").examples == (f"{account} → {chapter}",)
    found, rows = read(path, chapter="undone")
    assert rows[0]["BGT_CONTNAT"] is None
    assert step(found, "chapter").chosen == "undone"


def test_lines_of_order_or_of_an_operation_keep_their_chapter_empty(tmp_path: Path) -> None:
    lines = line(Nature="2804412", OpBudg="1"), line(Nature="2188", Operation="93", ContOp="93")
    found, rows = read(budget(tmp_path, *lines))
    assert [row["BGT_CONTNAT"] for row in rows] == [None, None]
    assert [row["BGT_OPBUDG"] for row in rows] == ["ordre", "réel"]
    assert rows[0]["BGT_NATURE_LABEL"] == "Bâtiments et installations"
    assert kinds(found) == []


def test_totals_that_the_program_added_are_left_out_and_told(tmp_path: Path) -> None:
    added = line(Nature="64").replace("<LigneBudget>", '<LigneBudget calculated="true">')
    found, rows = read(budget(tmp_path, line(Nature="6413", ContNat="012"), added))
    assert len(rows) == 1
    assert step(found, "calculated").count == 1


def test_an_unknown_plan_gives_no_label_rather_than_a_wrong_one(tmp_path: Path) -> None:
    found, rows = read(budget(tmp_path, line(Nature="6413", ContNat="012"), plan="M22"))
    assert (rows[0]["BGT_NATURE_LABEL"], rows[0]["BGT_CONTNAT_LABEL"]) == (None, None)
    assert step(found, "account_labels").count == 1


def test_each_budget_of_a_document_says_its_own_establishment(tmp_path: Path) -> None:
    path = budget(tmp_path, line(Nature="6413"))
    second = """<Budget><EnTeteBudget><IdEtab V="21310399700028"/></EnTeteBudget><BlocBudget>
    <NatDec V="01"/><Exer V="2023"/></BlocBudget><LigneBudget><Nature V="1"/></LigneBudget>
    </Budget></DocumentBudgetaire>"""
    path.write_bytes(path.read_bytes().replace(b"</DocumentBudgetaire>", second.encode()))
    _, rows = read(path)
    assert [row["BGT_SIRET"] for row in rows] == ["21310399700010", "21310399700028"]
    assert [row["BGT_ANNEE"] for row in rows] == ["2022", "2023"]
    assert [row["BGT_NOM"] for row in rows] == ["NOÉ", "NOÉ"]


@pytest.mark.parametrize("name", ["M14", "M57"])
def test_the_plans_shipped_have_chapters_and_accounts_without_a_gap(name: str) -> None:
    plan = budget_accounts.plan(name)
    assert plan.chapter("011") == "Charges à caractère général"
    assert plan.account("60632") == "Fournitures de petit équipement"
    for labels in (plan.chapters, plan.accounts, plan.functions):
        assert all(code.isdigit() and label == label.strip() for code, label in labels.items())
        assert all(labels.values())
    assert {plan.section(code) for code in plan.chapters} == {"F", "I"}


@pytest.mark.parametrize(
    ("chapter", "section"),
    [
        ("", ""),
        ("011", "F"),
        ("021", "I"),
        ("042", "F"),
        ("21", "I"),
        ("65", "F"),
        # By function.
        ("903", "I"),
        ("926", "I"),
        ("938", "F"),
        ("944", "F"),
        ("951", "I"),
        ("953", "F"),
    ],
)
def test_a_chapter_says_its_section(chapter: str, section: str) -> None:
    assert budget_accounts.plan("M57").section(chapter) == section


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not on this machine")
def test_a_real_budget_gives_what_the_reference_converter_gives_and_more(tmp_path: Path) -> None:
    folder = next(SAMPLES.iterdir())
    path = tmp_path / "file"
    path.write_bytes((folder / "totem.xml").read_bytes())
    _, rows = read(path)
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert len(rows) == len(expected)
    for row, wanted in zip(rows, expected, strict=True):
        for name, value in wanted.items():
            # The reference writes this one with a capital, and a control character for a dash.
            value = value.lower() if name == "BGT_NATDEC" else value
            if value and "\x96" not in value:
                assert row[name] == value
    assert all(row["BGT_SECTION"] for row in rows)
