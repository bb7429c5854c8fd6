"""Rows that are not data: proposed to be left out, each kind with its own words."""

from pathlib import Path

import pytest

from autan.pipeline import rows
from tests.unit.pipeline.drafts import draft


def dropped(folder: Path, table: str, *undone: str, identity: bool = False) -> rows.Dropped:
    draft(folder, table)
    headers = [cell.strip() for cell in table.strip().splitlines()[0].split("|")]
    keys = {f"c{i}": header for i, header in enumerate(headers)}
    return rows.drop(rows.suspicious(folder, keys), ["c0"] if identity else [], undone)


def kinds(found: rows.Dropped) -> list[tuple[str, int]]:
    return [(repair.kind, repair.count) for repair in found.repairs]


ASSOCIATIONS = """
Nom         | Président | Adresse | Montant
SPORT       |           |         |
Judo club   | M. X      | rue A   | 100
Foot        | Mme Y     | rue B   | 200
CULTURE     |           |         |
Chorale     | M. Z      | rue C   | 300
Total 2024  |           |         | 600
Source : service des sports |  |  |
"""


def test_subsections_totals_and_notes_are_each_told(tmp_path: Path) -> None:
    found = dropped(tmp_path, ASSOCIATIONS)
    assert kinds(found) == [("total-rows", 1), ("note-rows", 1), ("heading-rows", 2)]
    assert found.rows == (2, 5, 7, 8)


def test_each_kind_can_be_kept(tmp_path: Path) -> None:
    found = dropped(tmp_path, ASSOCIATIONS, "rows-heading", "rows-note")
    assert found.rows == (7,)


def test_a_total_with_all_its_numbers_is_known_by_its_name(tmp_path: Path) -> None:
    table = """
    Acte       | T1 | T2 | T3 | T4
    Naissances | 1  | 2  | 3  | 4
    Mariages   | 2  | 3  | 4  | 5
    Total général | 3 | 5 | 7 | 9
    """
    assert dropped(tmp_path, table).rows == (4,)


def test_a_total_after_the_name_of_its_group_is_known(tmp_path: Path) -> None:
    table = """
    Rubrique | Nom           | Président | Montant
    CULTURE  | Chorale       | M. Z      | 300
    CULTURE  | Théâtre       | Mme Y     | 400
    CULTURE  | Total culture |           | 700
    SPORT    | Total Danse   | Mme W     | 100
    """
    assert dropped(tmp_path, table).rows == (4,)


def test_a_total_without_a_name_is_known_by_its_sum(tmp_path: Path) -> None:
    table = """
    Nom | Objet | Montant
    A   | x     | 1 200,50
    B   | y     | 800
    C   | z     | 100
    D   | z     | 100
        |       | 2 200,50
    """
    assert kinds(dropped(tmp_path, table)) == [("total-rows", 1)]
    other = table.replace("2 200,50", "2 200,51 ").replace("51", "99")
    assert dropped(tmp_path, other).repairs == ()


@pytest.mark.parametrize("name", ["Totalité du site", "Association Total Danse", "Sommet"])
def test_a_name_that_only_looks_like_a_total_stays(tmp_path: Path, name: str) -> None:
    table = f"""
    Nom    | Objet | Montant | Nature
    {name} | fête  | 100     | numéraire
    Judo   | stage | 200     | numéraire
    Foot   | club  | 300     | numéraire
    """
    assert dropped(tmp_path, table).repairs == ()


def test_a_row_that_explains_the_columns_is_left_out(tmp_path: Path) -> None:
    table = """
    nom            | montant         | date
    Nom officiel   | Montant en euros | Date au format AAAA-MM-JJ
    Auch           | 100             | 2024-01-02
    Lisle          | 200             | 2024-01-03
    Noé            | 300             | 2024-01-04
    """
    found = dropped(tmp_path, table)
    assert kinds(found) == [("help-rows", 1)]
    assert found.rows == (2,)


def test_who_signed_under_the_table_is_a_note(tmp_path: Path) -> None:
    table = """
    Nom | Objet | Montant
    A   | x     | 1
    B   | y     | 2
    C   | z     | 4
    Fait à Lisle, le 3 mai 2024 | |
    Le Maire | | La trésorière
    """
    assert kinds(dropped(tmp_path, table)) == [("note-rows", 2)]


def test_the_last_rows_of_a_table_with_gaps_are_no_notes(tmp_path: Path) -> None:
    table = """
    Nom | Objet | Montant
    A   | x     | 1
    B   |       |
    C   |       |
    """
    assert dropped(tmp_path, table).repairs == ()


def test_a_table_of_one_row_or_one_column_has_nothing_to_leave_out(tmp_path: Path) -> None:
    assert dropped(tmp_path, "Nom | Montant\nA | 1").rows == ()
    assert dropped(tmp_path, "Nom\nA\nB\nC").rows == ()


def test_exact_repetitions_are_left_out_only_where_rows_have_an_identity(tmp_path: Path) -> None:
    table = "Nom | Montant\nA | 1\nB | 2\nA | 1"
    assert dropped(tmp_path, table).rows == ()
    assert dropped(tmp_path, table, identity=True).rows == (4,)


MODEL = """
SIRET            | Date       | Objet       | Montant     | Nature
SIRET 14 chiffres | AAAA-MM-JJ | texte libre | nombre      | obligatoire
21310399700010   | 2024-01-02 | Voirie      | 100         | aide
21310399700010   | 2024-01-03 | École       | 200         | aide
"""


def test_the_line_of_help_of_a_model_is_left_out_and_can_be_kept(tmp_path: Path) -> None:
    found = dropped(tmp_path, MODEL)
    assert (kinds(found), found.rows) == ([("help-rows", 1)], (2,))
    assert found.repairs[0].sentence.startswith("La ligne 2 explique les colonnes")
    assert dropped(tmp_path, MODEL, "rows-help").rows == ()


def test_two_lines_of_help_are_both_left_out(tmp_path: Path) -> None:
    more = MODEL.replace(
        "SIRET 14 chiffres |", "obligatoire | obligatoire | facultatif | facultatif | |\nSIRET 14 |"
    ).replace("| |\nSIRET 14 |", "|\nSIRET 14 chiffres |")
    assert dropped(tmp_path, more).rows == (2, 3)


@pytest.mark.parametrize(
    "table",
    [
        "Champ | Type | Présence\nNom | texte | obligatoire\nÂge | nombre | facultatif\n"
        "Date | date | obligatoire\nPrix | texte | facultatif\nLieu | nombre | facultatif",
        "Champ | Type | Présence\nSIRET | texte | obligatoire\nMontant | nombre | facultatif\n"
        "Lieu | liste | conditionnel",
        "Objet | Date | Lieu\nDate de fin | 2024-01-01 | Noé\nB | 2024-01-02 | Noé\n"
        "C | 2024-01-03 | Auch",
        "Nom | Type | Ville\nListe de mariage | Texte | Noé\nSalle | Lieu | Auch\nA | B | C",
    ],
)
def test_data_that_speak_of_texts_and_numbers_are_no_help(tmp_path: Path, table: str) -> None:
    assert dropped(tmp_path, table).rows == ()


def test_when_it_was_displayed_is_a_note(tmp_path: Path) -> None:
    table = """
    N° | Objet  | Vote
    1  | Budget | pour
    2  | Voirie | pour
    3  | Tarifs | pour
    Affiché le 20 décembre 2023 | |
    Le Maire, | |
    """
    assert kinds(dropped(tmp_path, table)) == [("note-rows", 2)]
