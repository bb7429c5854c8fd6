"""What a file is about: distinctive columns, names and titles, contents; and what speaks against."""

from dataclasses import replace

import pytest

from autan.pipeline.recognise import recognise
from autan.pipeline.report import Choices, Reading
from autan.schemas import find
from autan.schemas.evidence import Column
from autan.schemas.match import pair_up
from autan.tabular.steps import Step

# The name of the file, the headers and some rows, and what it follows (« - » for nothing).
FILES: tuple[tuple[str, str, str, str, str], ...] = (
    (
        *("scdl-subventions", "subventions_2020"),
        "Nom de l'association | Thématique | Montant 2020 | Avantages en nature | Adresse | Site",
        *(
            "Chorale | Culture | 1500.50 | 80 | 1 rue haute | https://a.example",
            "Judo club | Sport | 300 | 0 | 2 rue basse | https://b.example",
        ),
    ),
    (
        *("-", "factures", "N° facture | Tiers | SIRET | Objet | Montant TTC | Date facture"),
        *(
            "F1 | SUEZ | 38047555800058 | Eau | 120 | 12/01/2023",
            "F2 | EDF | | Gaz | 90 | 13/01/2023",
        ),
    ),
    (
        *(
            "-",
            "aides",
            "N° dossier | Nom bénéficiaire | Prénom | Objet de l'aide | Montant | Date",
        ),
        *("1 | MERCIER | Marie | Chauffage | 80 | 12/01/2023", "2 | FAURE | Luc | Repas | 20 | "),
    ),
    (
        *("-", "droits de place marchés", "N° emplacement | Titulaire | Objet | Montant | Date"),
        *("1 | BERNARD | Marché du samedi | 12,50 | 12/01/2023", "2 | CARON | Marché | 9 | "),
    ),
    (
        *(
            "-",
            "catalogue",
            "Identifiant | Titre | Description | Auteur | Mots-clés | Format | Licence",
        ),
        *(
            "B1 | Les Misérables | Roman | Hugo | roman | Livre | ©",
            "B2 | Nana | Roman | Zola | | | ",
        ),
    ),
    (
        *(
            "-",
            "dvf",
            "nature_mutation | valeur_fonciere | numero | voie | commune | longitude | latitude",
        ),
        *(
            "Vente | 120000 | 3 | RUE HAUTE | FOIX | 1.6 | 42.96",
            "Vente | 9 | 5 | RUE | FOIX | 1.6 | 42",
        ),
    ),
    (
        *(
            "-",
            "commerces",
            "Enseigne | Numéro | Voie | Code postal | Commune | Latitude | Longitude",
        ),
        *(
            "Au bon pain | 3 | rue haute | 31410 | Noé | 43.35 | 1.27",
            "Tif | 5 | rue | 31410 | Noé | 4 | 1",
        ),
    ),
    (
        *(
            "-",
            "aires de jeux",
            "id | nom | type | adresse | insee | nb_places | gratuit | lat | lon",
        ),
        *(
            "1 | Aire 1 | Jeux | rue | 35047 | 22 | oui | 48.02 | -1.74",
            "2 | Aire 2 | Jeux | | | 3 | | | ",
        ),
    ),
    (
        *("-", "tarifs", "Service | Libellé | Tarif | Date délibération"),
        *("Piscine | Entrée | 4,50 | 12/12/2022", "Cantine | Repas | 3,20 | 12/12/2022"),
    ),
    (
        *(
            "-",
            "mandats",
            "Exercice | N° mandat | Tiers | Objet | Article | Montant TTC | Date paiement",
        ),
        *(
            "2023 | 1 | EDF | Gaz | 60612 | 120 | 12/01/2023",
            "2023 | 2 | SUEZ | Eau | 60611 | 30 | ",
        ),
    ),
    (
        *("-", "prenoms", "Prénom 2000-2013 | Nombre 2000-2013 | Prénom 2013 | 2013"),
        *("Emma | 953 | Gabriel | 50", "Lucas | 909 | Louis | 45"),
    ),
    (
        *("etalab/schema-lieux-covoiturage", "export"),
        "Id | Nom | Type | Adresse | Commune | INSEE | Capacité VL | Latitude | Longitude | Ouvert",
        "1 | Gare | Aire de covoiturage | rue | Foix | 09122 | 20 | 42.96 | 1.6 | oui",
        "2 | Pont | Aire de covoiturage | quai | Foix | 09122 | 12 | 42.97 | 1.61 | non",
    ),
    (
        *(
            "scdl-deliberations",
            "export",
            "Numéro de l'acte | Nature | Objet | Date de l'acte | Statut",
        ),
        *("2023-1 | Délibérations | Vote du budget | 12/01/2023 | reçu", "2023-2 | | Tarifs | | "),
    ),
    (
        *("-", "export", "Numéro de l'acte | Nature | Objet | Date de l'acte | Statut"),
        *("2023-1 | Arrêtés | Stationnement | 12/01/2023 | reçu", "2023-2 | Arrêtés | Fête | | "),
    ),
    (
        *("scdl-budget", "CA 2023", "ch | nature | libelle nature | fct | D/R | I/F | BP | CA"),
        *(
            "011 | 60612 | Énergie | 020 | D | F | 100 | 90",
            "012 | 6411 | Paie | 020 | D | F | 9 | 8",
        ),
    ),
    (
        *(
            "scdl-equipements",
            "batiments",
            "EQUIP_NOM | EQUIP_TYPE | ADR_NOMVOI | ADR_CODEPO | X | Y",
        ),
        *(
            "Mairie | Mairie | rue haute | 31410 | 560412 | 6251822",
            "École | École | rue | 31410 | 1 | 2",
        ),
    ),
    (
        *("bal-1.5", "adresses", "num | rep | toponyme | insee | commune | geo_point_2d"),
        '3 | | rue haute | 31399 | Noé | {"type":"Point","coordinates":[1.27,43.35]}',
        '5 | bis | rue basse | 31399 | Noé | {"type":"Point","coordinates":[1.28,43.36]}',
    ),
    (
        *("scdl-prenoms", "prenoms par an", "SEXE | PRENOM | 2019 | 2020 | 2021"),
        *("F | Emma | 12 | 13 | 14", "M | Adam | 9 | 8 | 7"),
    ),
    (
        *("scdl-prenoms", "prenoms2021", "Colonne 1 | Colonne 2 | Colonne 3 | Colonne 4"),
        *("2021 | F | Emma | 12", "2021 | M | Adam | 9"),
    ),
)


def columns_of(headers: str, *rows: str) -> list[Column]:
    cells = [[cell.strip() for cell in f"{row} ".split(" | ")] for row in rows if row]
    return [
        Column(f"c{i}", header.strip(), tuple(row[i] for row in cells if len(row) > i and row[i]))
        for i, header in enumerate(headers.split("|"))
    ]


def followed(name: str, columns: list[Column], *steps: Step) -> str:
    reading = replace(Reading("csv", 10, ()), file_name=f"{name}.csv", steps=steps)
    found = recognise(reading, columns, Choices())
    return found.standard.id if found.standard else "-"


@pytest.mark.parametrize(("standard", "name", "headers", "one", "two"), FILES)
def test_a_file_is_what_its_distinctive_columns_and_its_contents_say(
    standard: str, name: str, headers: str, one: str, two: str
) -> None:
    assert followed(name, columns_of(headers, one, two)) == standard


def test_the_title_above_the_table_says_what_it_is_about() -> None:
    columns = columns_of("Organisme | Montant annuel | Date de signature", "Judo | 90 | 12/01/2023")
    above = Step("header", "", 1, ("Conventions de subvention",), "", (), "3")
    assert followed("Feuil1", columns) == "-"
    assert followed("Feuil1", columns, above) == "scdl-subventions"


def test_what_was_voted_goes_before_what_was_paid_without_a_question() -> None:
    model = find("scdl-subventions")
    assert model is not None
    columns = columns_of("Tiers | Montant mandaté | Montant voté TTC", "Judo | 90 | 100")
    pair = pair_up(model, columns)["montant"]
    assert (pair.key, pair.rival) == ("c2", "")
    assert pair_up(model, columns[:2])["montant"].key == "c1"


def test_a_header_under_another_is_said_by_its_last_words() -> None:
    model = find("scdl-deliberations")
    assert model is not None
    columns = columns_of("Vote – Votants | Vote – Pour", "25 | 23")
    assert {n: p.key for n, p in pair_up(model, columns).items()} == {
        "VOTE_REEL": "c0",
        "VOTE_POUR": "c1",
    }


def test_a_column_that_only_has_the_right_type_is_not_proposed() -> None:
    model = find("etalab/schema-stationnement")
    assert model is not None
    columns = columns_of(
        "id | nom | insee | nb_places | Étages | nb_pmr | Caméras | num_siret",
        "P1 | Gare | 72181 | 300 | 4 | 8 | 12 | 21720181300011",
    )
    assert {"c4", "c6"}.isdisjoint(pair.key for pair in pair_up(model, columns).values())


def test_between_two_years_of_one_amount_that_of_the_file_is_taken_else_the_later() -> None:
    model = find("scdl-subventions")
    assert model is not None
    columns = columns_of("Voté 2024 | Voté 2023 | Versé 2024", "100 | 90 | 80")
    later, told = pair_up(model, columns), pair_up(model, columns, year="2023")
    assert (later["montant"].key, told["montant"].key) == ("c0", "c1")
    assert later["montant"].rival == "c1"


def test_the_budget_of_the_year_before_is_the_earlier_of_two() -> None:
    model = find("scdl-budget")
    assert model is not None
    pairs = pair_up(model, columns_of("BP 2024 | BP 2023", "100 | 90"))
    assert (pairs["BGT_MTPREV"].key, pairs["BGT_MTBUDGPREC"].key) == ("c0", "c1")


def test_those_who_vote_are_preferred_to_those_who_are_there() -> None:
    model = find("scdl-deliberations")
    assert model is not None
    pairs = pair_up(model, columns_of("Présents | Votants", "12 | 15"))
    assert (pairs["VOTE_REEL"].key, pairs["VOTE_REEL"].rival) == ("c1", "")
    alone = pair_up(model, columns_of("Présents", "12"))
    assert alone["VOTE_REEL"].key == "c0"


def test_codes_of_communes_count_nothing_where_titles_lack() -> None:
    model = find("scdl-prenoms")
    assert model is not None
    rows = ("Foix | 09122 | F | Louise | 23 | 2021", "Foix | 09122 | M | Jules | 20 | 2021")
    pairs = pair_up(model, columns_of("F1 | F2 | F3 | F4 | F5 | F6", *rows))
    assert (pairs["NOMBRE_OCCURRENCES"].key, pairs["COLL_INSEE"].key) == ("c4", "c1")
