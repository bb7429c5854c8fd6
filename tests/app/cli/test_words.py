"""What the commands say of a report, to a person and to a program."""

import pytest

from autan.cli import words
from autan.errors import UnreadableFile
from autan.pipeline.report import Finding, Match, Personal, Reading, Repair, Report

REPORT = Report(
    Reading(format="csv", rows=2, columns=(), header_row=3, sheet="2023"),
    "scdl-deliberations",
    "Délibérations",
    0.9,
    matches=(
        Match("DELIB_DATE", "Date de la séance", "Date"),
        Match("COLL_NOM", "Collectivité", None, "Commune de Noé"),
    ),
    aside=("Observations",),
    repairs=(
        Repair("r1", "date", "Date", "DELIB_DATE", 2, "12/01/23", "2023-01-12", "2 dates lues."),
        Repair("r2", "trim", "Date", "DELIB_DATE", 1, " a", "a", "Undone.", accepted=False),
    ),
    findings=(Finding("warning", "no-number", "Il manque un numéro.", "Numéro", 5),),
    personal=(Personal("Objet", "name", 1, "Une personne privée est peut-être citée."),),
    preview=tuple({"Date": str(n)} for n in range(60)),
    rows=2,
    publishable=False,
)


def test_the_object_holds_what_is_done_and_found():
    said = words.described(REPORT)
    assert said["mapping"] == {"DELIB_DATE": "Date"}
    assert [repair["kind"] for repair in said["repairs"]] == ["date"], "what was undone is not done"
    assert said["findings"] == [
        {"level": "warning", "column": "Numéro", "row": 5, "message": "Il manque un numéro."}
    ]
    assert said["personal"] == ["Objet"]
    assert len(said["preview"]) == 50


def test_an_error_has_the_same_keys_and_says_why():
    error = UnreadableFile("too-long", "Plus de %(n)s minutes.", remedy="Partagez-le.", n=5)
    said = words.undescribed(error)
    assert said.keys() == {*words.described(REPORT), "error"}
    assert said["error"] == {"code": "too-long", "message": "Plus de 5 minutes. Partagez-le."}


def test_a_person_reads_it_in_order(capsys):
    words.tell(REPORT)
    said = capsys.readouterr().out
    parts = ["Délibérations", "2 lignes, feuille « 2023 », en-têtes à la ligne 3", "Date  →"]
    parts += ["Observations  →  laissée de côté", "1 correction", "2 dates lues.", "À relire"]
    parts += ["personne privée", "[à relire] Il manque un numéro. (ligne 5)"]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 ligne"), (1, "1 ligne"), (2, "2 lignes"), (1204, "1\u202f204 lignes")],
)
def test_numbers_are_written_as_in_french(count, said):
    assert words.plural(count, "ligne") == said


def test_there_is_no_bar_where_there_is_no_terminal(capsys):
    with words.progress(shown=True) as watch:
        assert watch is None
    assert capsys.readouterr().err == ""
