"""Which standard a table follows, among all of them, from its headers and from its values."""

import random
from dataclasses import replace

import pytest

from autan.pipeline.recognise import recognise
from autan.pipeline.report import Choices, Reading
from autan.schemas import find, standards
from autan.schemas.evidence import Column, proof
from autan.schemas.lexicon import lexicon
from autan.schemas.match import pair_up
from autan.schemas.memory import Memory
from autan.schemas.names import essence, meaning, opaque
from tests.unit.schemas.headers import FOLLOWING, FREE


def table(headers: str) -> list[Column]:
    return [Column(f"c{i}", one.strip(), ()) for i, one in enumerate(headers.split("|"))]


def followed(columns: list[Column], about: str = "", **facts: object) -> str | None:
    reading = replace(Reading("csv", 10, ()), file_name=f"{about}.csv", **facts)
    found = recognise(reading, columns, Choices())
    return found.standard.id if found.standard else None


@pytest.mark.parametrize(("standard", "about", "line"), FOLLOWING)
def test_a_town_s_own_words_are_understood(standard: str, about: str, line: str) -> None:
    said = dict(part.rsplit("=", 1) for part in line.split(" | "))
    columns = table("|".join(said))
    assert followed(columns, about) == standard
    model = find(standard)
    assert model is not None
    headers = {column.key: column.header for column in columns}
    found = {headers[pair.key]: name for name, pair in pair_up(model, columns).items()}
    expected = {header.strip(): field for header, field in said.items() if field.strip() != "-"}
    assert found == expected


@pytest.mark.parametrize(("about", "headers"), FREE)
def test_a_file_that_follows_nothing_is_said_to_be_free(about: str, headers: str) -> None:
    assert followed(table(headers), about) is None


@pytest.mark.parametrize("standard", standards(), ids=lambda one: one.id)
def test_a_standard_is_recognised_by_its_own_names_in_any_order_and_case(standard) -> None:  # type: ignore[no-untyped-def]
    names = [field.name.upper() for field in standard.fields]
    random.Random(0).shuffle(names)
    assert followed(table("|".join([*names, "Observations", "Agent instructeur"]))) == standard.id


@pytest.mark.parametrize("standard", standards(), ids=lambda one: one.id)
def test_a_standard_is_recognised_by_four_fifths_of_its_names(standard) -> None:  # type: ignore[no-untyped-def]
    names = [field.name for field in standard.fields]
    required = {field.name for field in standard.fields if field.required}
    chance = random.Random(1)
    kept = [name for name in names if name in required or chance.random() < 0.8]
    assert followed(table("|".join(kept))) in (standard.id, _larger(standard.id))


def _larger(standard: str) -> str:
    """The twin of which a partial file may as well be."""
    return {"etalab/dispositif-aide-professionnels": "etalab/dispositif-aide"}.get(
        standard, standard
    )


@pytest.mark.parametrize(
    ("headers", "standard"),
    [
        ("cle_interop|commune_insee|voie_nom|numero|commune_nom|long|lat|source", "bal-1.4"),
        ("cle_interop|commune_insee|toponyme|numero|commune_nom|long|lat|source", "bal-1.5"),
        ("voie_nom|voie_nom_bre|voie_nom_eus|commune_insee|commune_nom|commune_nom_bre", "bal-1.4"),
    ],
)
def test_two_versions_of_one_standard_are_told_by_their_own_names(
    headers: str, standard: str
) -> None:
    assert followed(table(headers)) == standard


def test_a_table_without_titles_is_recognised_by_what_its_values_prove() -> None:
    rows = [
        ("Commune de Noé", "21310399700010", "2024-04-12", "Judo", "38047555800058", "Tournoi"),
        ("Commune de Noé", "21310399700010", "2024-04-13", "Livre", "35600000049837", "Salon"),
        ("Commune de Noé", "21310399700010", "2024-05-02", "Chorale", "21310157900018", "Concert"),
    ]
    money = [("1500.00", "aide en numéraire"), ("300", "aide en nature"), ("20", "numéraire")]
    whole = [(*row, *more) for row, more in zip(rows, money, strict=True)]
    columns = [
        Column(f"c{i}", f"Colonne {i + 1}", tuple(dict.fromkeys(values)))
        for i, values in enumerate(zip(*whole, strict=True))
    ]
    assert followed(columns) == "scdl-subventions"
    model = find("scdl-subventions")
    assert model is not None
    assert {name: pair.key for name, pair in pair_up(model, columns).items()} == {
        "nomAttribuant": "c0",
        "idAttribuant": "c1",
        "dateConvention": "c2",
        "nomBeneficiaire": "c3",
        "idBeneficiaire": "c4",
        "objet": "c5",
        "montant": "c6",
        "nature": "c7",
    }


def test_dates_and_texts_without_titles_prove_nothing_unless_the_file_says_what_it_is() -> None:
    texts = ("Vote du budget primitif pour 2014", "Tarifs de la cantine scolaire et du foyer")
    columns = [
        Column("c0", "Colonne 1", ("1", "2")),
        Column("c1", "Colonne 2", ("25/11/2013", "12/12/2013")),
        Column("c2", "Colonne 3", texts),
    ]
    assert followed(columns, "export") is None
    assert followed(columns, "archives_delibs") == "scdl-deliberations"


def test_a_column_is_known_by_its_values_when_its_title_says_something_else() -> None:
    columns = [
        Column("c0", "Nom de l'association", ("Judo", "Chorale")),
        Column("c1", "Code partenaire", ("38047555800058", "35600000049837")),
        Column("c2", "Montant de la subvention", ("100", "200")),
    ]
    model = find("scdl-subventions")
    assert model is not None
    pair = pair_up(model, columns)["idBeneficiaire"]
    assert (pair.key, pair.by, pair.named) == ("c1", "contents", 0.0)


def test_a_column_is_known_by_its_place_in_a_file_in_the_model_s_order() -> None:
    model = find("scdl-subventions")
    assert model is not None
    names = [field.name for field in model.fields[:10]]
    names[4], names[8] = "champ_libre_A", "champ_libre_B"
    values = {"champ_libre_A": ("Judo", "Chorale"), "champ_libre_B": ("100", "250")}
    columns = [Column(f"c{i}", name, values.get(name, ("x",))) for i, name in enumerate(names)]
    pairs = pair_up(model, columns)
    assert (pairs["nomBeneficiaire"].key, pairs["nomBeneficiaire"].by) == ("c4", "place")
    assert (pairs["montant"].key, pairs["montant"].by) == ("c8", "place")


def test_a_date_of_birth_is_not_taken_for_the_date_that_is_missing() -> None:
    columns = [
        Column("c0", "Bénéficiaire", ("Judo", "Chorale")),
        Column("c1", "Montant de la subvention", ("100", "200")),
        Column("c2", "Date de naissance du président", ("01/02/1960", "03/04/1961")),
    ]
    model = find("scdl-subventions")
    assert model is not None
    assert set(pair_up(model, columns)) == {"nomBeneficiaire", "montant"}


def test_a_register_of_orders_is_not_one_of_deliberations() -> None:
    def register(*kinds: str) -> list[Column]:
        return [
            Column("c0", "Numéro acte", ("2024-01", "2024-02")),
            Column("c1", "Type d'acte", kinds),
            Column("c2", "Date acte", ("12/01/2024", "26/02/2024")),
            Column("c3", "Objet acte", ("Circulation rue Neuve", "Vote du budget")),
        ]

    assert followed(register("Arrêté municipal", "Arrêté"), "conseil") is None
    assert followed(register("Arrêté", "Délibération")) == "scdl-deliberations"


def test_another_column_that_would_do_as_well_is_named() -> None:
    columns = [
        Column("c0", "Bénéficiaire", ("Judo",)),
        Column("c1", "Montant voté", ("100",)),
        Column("c2", "Montant attribué", ("90",)),
    ]
    model = find("scdl-subventions")
    assert model is not None
    pair = pair_up(model, columns)["montant"]
    assert {pair.key, pair.rival} == {"c1", "c2"}


def test_what_the_format_says_and_what_was_confirmed_come_before_guesses() -> None:
    columns = table("Désignation | Sub | Date")
    assert followed(columns, standard="scdl-budget") == "scdl-budget"
    reading = Reading("csv", 10, ())
    own = Memory("scdl-subventions", {"sub": "montant"}, own=True)
    others = Memory("scdl-prenoms", {"sub": "ENFANT_PRENOM"}, times=9)
    found = recognise(reading, columns, Choices(), (others, own))
    assert found.standard is find("scdl-subventions")
    found = recognise(reading, columns, Choices(standard=""), (others, own))
    assert found.standard is None
    clear = table("COLL_NOM | DELIB_ID | DELIB_DATE | DELIB_OBJET | VOTE_POUR")
    found = recognise(reading, clear, Choices(), (others,))
    assert found.standard is find("scdl-deliberations")


@pytest.mark.parametrize(
    ("header", "said", "kernel"),
    [
        ("N° de délib.", ("numero", "deliberation"), ("numero", "deliberation")),
        ("Montant voté 2024 (en €)", ("montant", "vote", "2024"), ("montant", "vote")),
        ("Nb voix pour", ("nombre", "voix", "pour"), ("nombre", "voix", "pour")),
        ("SIRET_BENEF", ("siret", "beneficiaire"), ("siret", "beneficiaire")),
    ],
)
def test_headers_are_brought_to_common_words(
    header: str, said: tuple[str, ...], kernel: tuple[str, ...]
) -> None:
    assert (meaning(header), essence(header)) == (said, kernel)


def test_titles_that_say_nothing_are_known() -> None:
    assert all(opaque(header) for header in ("", "Colonne 3", "F4", "col_12", "x"))
    assert not any(opaque(header) for header in ("Objet", "N°", "CP", "montant"))


def test_letters_that_were_lost_are_found_again() -> None:
    model = find("scdl-deliberations")
    assert model is not None
    words = lexicon(model)
    for header in (
        "D?lib?ration n°",
        "Num\ufffdro d\ufffdlib\ufffdration",
        "Date de s?ance",
        "Intitul? de l'acte",
    ):
        assert max(words.look_up(header).values()) >= 0.85


@pytest.mark.parametrize(
    ("field", "values", "proven"),
    [
        ("idBeneficiaire", ("38047555800058", "356 000 000 49837"), 1.0),
        ("idBeneficiaire", ("38047555800059", "12345678901234"), 0.0),
        ("dateConvention", ("2024-02-30", "31/12/2023"), 1.0),
        ("dateConvention", ("20240101", "45000"), 0.0),
        ("nature", ("Aide en nature", "NUMÉRAIRE"), 1.0),
        ("montant", ("12", "13"), 0.0),
    ],
)
def test_only_what_could_hardly_be_anything_else_proves_a_column(
    field: str, values: tuple[str, ...], proven: float
) -> None:
    model = find("scdl-subventions")
    assert model is not None
    assert proof(model.field(field), Column("c0", "", values)) == proven
