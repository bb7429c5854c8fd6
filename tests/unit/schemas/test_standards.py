"""The six standards, and how files are recognised and mapped."""

import itertools

import polars as pl
import pytest

from autan.schemas import find, standards, vocabulary
from autan.schemas.assignment import assign
from autan.schemas.evidence import Column
from autan.schemas.identifiers import siren_ok, siret_ok, siret_rounded
from autan.schemas.lexicon import lexicon
from autan.schemas.match import pair_up
from autan.schemas.names import identifier, squash, words
from autan.schemas.recognition import rank
from autan.schemas.rules import Compare, OneOf, Together, Total


def columns(**values: list[str]) -> list[Column]:
    return [
        Column(f"c{i}", header, tuple(texts)) for i, (header, texts) in enumerate(values.items())
    ]


BY_HAND = [one for one in standards() if one.family != "registry"]


def test_the_common_core_is_there_and_each_standard_explains_every_field() -> None:
    core = {
        "scdl-deliberations",
        "scdl-subventions",
        "scdl-equipements",
        "scdl-prenoms",
        "scdl-marches-publics",
        "bal-1.4",
    }
    assert core <= {one.id for one in standards()}
    for standard in BY_HAND:
        names = [field.name for field in standard.fields]
        assert len(set(names)) == len(names)
        assert {name for anchor in standard.anchors for name in anchor} <= set(names)
        assert {name for rule in standard.rules for name in rule.columns} <= set(names)
        assert set(standard.identity) <= set(names)
        assert all(
            field.label
            and field.description.endswith((".", "…", "?"))
            and (field.example or not field.required)
            for field in standard.fields
        )


@pytest.mark.parametrize("standard", BY_HAND, ids=lambda one: one.id)
def test_a_file_made_of_the_examples_of_a_standard_is_recognised_whole(standard) -> None:  # type: ignore[no-untyped-def]
    given = [
        Column(f"c{i}", field.name, (field.example,)) for i, field in enumerate(standard.fields)
    ]
    best = rank(standards(), given)[0]
    assert (best.standard.id, best.recognised) == (standard.id, True)
    assert {name: pair.key for name, pair in best.pairs.items()} == {
        field.name: f"c{i}" for i, field in enumerate(standard.fields)
    }


def test_the_vocabulary_holds_names_labels_and_aliases_squashed() -> None:
    assert {squash("DELIB_ID"), squash("Nom de l'attribuant*"), "datecm"} <= vocabulary()
    assert "" not in vocabulary()


def said(standard: str, header: str) -> dict[str, float]:
    """What a header says, by the names of the fields."""
    found = find(standard)
    assert found is not None
    return {found.fields[i].name: score for i, score in lexicon(found).look_up(header).items()}


@pytest.mark.parametrize(
    ("standard", "field", "header"),
    [
        ("scdl-subventions", "nomBeneficiaire", "Nom du b\ufffdn\ufffdficiaire"),
        ("scdl-subventions", "nomBeneficiaire", "nomBenecifiaire"),
        ("scdl-subventions", "idAttribuant", "Identification de l’attributaire *"),
        ("scdl-subventions", "montant", "MONTANT TOTAL DE LA SUBVENTION"),
        ("scdl-deliberations", "DELIB_ID", "N° DÉLIBERATION"),
        ("scdl-deliberations", "DELIB_DATE", "Date du Conseil Municipal"),
    ],
)
def test_a_header_is_known_in_any_dress(standard: str, field: str, header: str) -> None:
    assert said(standard, header).get(field, 0) > 0.7


@pytest.mark.parametrize(
    ("standard", "field", "header"),
    [
        ("scdl-deliberations", "DELIB_ID", "Numéro de projet de délibération"),
        ("scdl-deliberations", "DELIB_DATE", "Date de naissance"),
        ("scdl-subventions", "dateConvention", "Date de réalisation du projet"),
        ("scdl-subventions", "montant", "Montant demandé 2014"),
        ("scdl-subventions", "conditionsVersement", "dates_versement"),
    ],
)
def test_a_header_that_is_only_near_is_refused(standard: str, field: str, header: str) -> None:
    assert field not in said(standard, header)


@pytest.mark.parametrize(
    "headers",
    [
        ["ID", "COLL_NOM", "COLL_INSEE", "DATE_ARRETE", "REF_ARRETE", "OBJET_ARRETE"],
        ["Collectivite", "Budget", "Exercice", "Nature", "Libellé nature", "Montant"],
        ["id", "nom", "insee", "adresse", "nb_places", "Xlong", "Ylat"],
        ["Nom", "Prénom", "Date de naissance", "Adresse", "Téléphone"],
        ["Titre", "Date", "Auteur"],
    ],
)
def test_a_file_on_another_subject_follows_no_standard(headers: list[str]) -> None:
    best = rank(
        standards(), [Column(f"c{i}", header, ("12",)) for i, header in enumerate(headers)]
    )[0]
    assert not best.recognised


def test_contents_decide_between_two_columns_that_bear_the_same_words() -> None:
    table = columns(
        Objet=["2024-01-03", "2024-02-01"],
        Titre=["Vote du budget", "Tarifs"],
        Séance=["03/01/2024", "01/02/2024"],
    )
    standard = find("scdl-deliberations")
    assert standard is not None
    pairs = pair_up(standard, table)
    assert (pairs["DELIB_OBJET"].key, pairs["DELIB_DATE"].key) == ("c1", "c2")


def test_the_assignment_is_the_best_of_all() -> None:
    gains = [[0.9, 0.8, 0.0], [0.85, 0.0, 0.1], [0.0, 0.7, 0.3]]
    best = max(
        sum(gains[row][column] for row, column in enumerate(order))
        for order in itertools.permutations(range(3))
    )
    chosen = assign(gains)
    assert sum(
        gains[row][column] for row, column in enumerate(chosen) if column is not None
    ) == pytest.approx(best)
    assert assign([[0.0], [0.5]]) == [None, 0]
    assert assign([]) == []


def test_siret_and_siren_carry_their_proof() -> None:
    frame = pl.DataFrame(
        {
            "n": [
                "21310399700010",
                "35600000049837",
                "21310399700011",
                "213103997",
                "35181600000000",
                "7,86E+13",
                "x",
                None,
            ]
        }
    )
    answers = frame.select(
        siret=siret_ok(pl.col("n")), siren=siren_ok(pl.col("n")), rounded=siret_rounded(pl.col("n"))
    )
    assert answers["siret"].to_list()[:5] == [True, True, False, False, False]
    assert answers["siren"].to_list()[3] is True
    assert answers["rounded"].to_list() == [False, False, False, False, True, True, False, None]


def test_headers_become_names_for_programs() -> None:
    assert identifier("Nom de l’Association (2024)") == "nom_de_l_association_2024"
    assert identifier("2013") == "c_2013"
    assert identifier("NOM,C,50", frozenset({"nom"})) == "nom_2"
    assert identifier("???") == "colonne"
    assert words("datesPériodeVersement") == ("dates", "periode", "versement")


def test_rules_between_columns_skip_empty_cells() -> None:
    table = pl.DataFrame({"a": [3, 1, None, 5], "b": [2, 2, 2, None], "c": [1, 1, 1, None]})
    broken = table.select(
        compare=Compare("a", ">=", "b").broken(),
        total=Total("a", ("b", "c")).broken(),
        together=Together(("a", "b", "c")).broken(),
        one_of=OneOf(("b", "c")).broken(),
    )
    assert broken["compare"].to_list() == [False, True, None, None]
    assert broken["total"].to_list() == [False, True, None, None]
    assert broken["together"].to_list() == [False, False, True, True]
    assert broken["one_of"].to_list() == [False, False, False, True]
