"""A table of no common model: the type of each column, its label, and what the dataset is called."""

import pytest

from autan.pipeline import describe, labels
from autan.pipeline.prepare import prepare
from autan.pipeline.report import Choices, Profile, Reading
from tests.unit.pipeline.drafts import PROFILE, draft


def column(tmp_path, header, *values):
    """The field and the values of one free column, beside one that says nothing."""
    lines = [f"{header} | note", *(f"{value} | abc" for value in values)]
    report = prepare(draft(tmp_path, "\n".join(lines)), PROFILE, {"standard": ""})
    name = report["fields"][0]["name"]
    return report["fields"][0], [row[name] for row in report["sample"]], report


@pytest.mark.parametrize(
    ("header", "values", "annotation", "kept"),
    [
        ("numéro", ["213 103 997 00010", "35600000000048"], "siret", "21310399700010"),
        ("identifiant", ["213103997", "356000000"], "siren", "213103997"),
        ("asso", ["w313012345", "W313012346"], "rna", "W313012345"),
        ("code_insee", ["9122", "9225", "9001"], "insee", "09122"),
        ("INSEE", ["31399", "2A004"], "insee", "31399"),
        ("cp", ["31 410", "31000"], "postcode", "31410"),
        ("tél", ["05 61 87 20 00", "+33 5 61 87 20 00"], "phone", "05 61 87 20 00"),
        ("contact", ["mairie@noe.example", "a.b@c.example"], "email", "mairie@noe.example"),
        ("lien", ["https://a.example/x", "www.b.example"], "url", "https://a.example/x"),
        (
            "lieu",
            ["12 rue de l’Église", "3 bis avenue Jean Jaurès"],
            "address",
            "12 rue de l’Église",
        ),
        ("ouverture", ["8h30", "14:00"], "time", "8h30"),
    ],
)
def test_codes_and_addresses_are_known_by_their_content_and_stay_text(
    tmp_path, header, values, annotation, kept
):
    field, found, _ = column(tmp_path, header, *values)
    assert (field["type"], field["annotations"]) == ("text", [annotation])
    assert found[0] == kept


def test_a_number_that_names_a_thing_stays_as_it_is_written(tmp_path):
    field, found, _ = column(tmp_path, "id_vehicule", "138 306 001", "138 306 002")
    assert (field["type"], found[0]) == ("text", "138 306 001")
    field, found, _ = column(tmp_path, "population", "138 306 001", "138 306 002")
    assert (field["type"], found[0]) == ("int", 138306001)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("numéro", ["21310399700016", "35600000000049"]),
        ("code", ["31399", "31410"]),
        ("référence", ["0561872000", "0561872001"]),
        ("nom", ["rue", "Dupont"]),
    ],
)
def test_what_has_no_proof_has_no_annotation(tmp_path, header, values):
    field, found, _ = column(tmp_path, header, *values)
    assert (field["type"], field["annotations"], found) == ("text", [], values)


@pytest.mark.parametrize(
    ("values", "kind", "first"),
    [
        (["31/12/2024", "1/2/2025"], "date", "2024-12-31"),
        (["le 6 mai 2025", "1er juin 2025"], "date", "2025-05-06"),
        (["12/03/2024 14:30", "13/03/2024 à 9h05"], "datetime", "2024-03-12T14:30:00+00:00"),
        (["2024-03-12 14:30", "2024-03-13T09:05:10Z"], "datetime", "2024-03-12T14:30:00+00:00"),
        (["1 234,50", "12"], "double", 1234.5),
        (["oui", "Non"], "boolean", True),
        (["12", "douze"], "text", "12"),
        (["07.10", "7.20"], "double", 7.1),
        (["007", "012"], "text", "007"),
    ],
)
def test_a_type_is_that_of_every_value(tmp_path, values, kind, first):
    field, found, _ = column(tmp_path, "valeur", *values)
    assert (field["type"], found[0]) == (kind, first)


def test_a_year_is_a_whole_number_that_nobody_adds_up(tmp_path):
    field, found, _ = column(tmp_path, "annee_construction", "1987", "2004")
    assert (field["type"], field["annotations"], found) == ("int", ["year"], [1987, 2004])


@pytest.mark.parametrize(
    ("header", "label"),
    [
        ("code_postal", "Code postal"),
        ("ADRESSE DU SIEGE", "Adresse du siege"),
        ("NOM,C,50", "Nom"),
        ("nomBeneficiaire", "Nom bénéficiaire"),
        ("NUM_SIRET", "Num SIRET"),
        ("numero", "Numéro"),
        ("insee", "INSEE"),
        ("Nom de l’association", "Nom de l’association"),
        ("date d'ouverture", "Date d'ouverture"),
        ("geo_point_2d", "Position"),
        ("lat", "Latitude"),
        ("---", "---"),
    ],
)
def test_labels_are_what_people_would_have_written(header, label):
    assert labels.label(header) == label


@pytest.mark.parametrize(
    ("file_name", "title"),
    [
        ("213103997_equipements_sportifs.csv", "Équipements sportifs"),
        ("LISTE_DES_MARCHES_2024.xlsx", "Liste des marchés 2024"),
        ("Fréquentation de la piscine (1).xlsx", "Fréquentation de la piscine"),
        ("frequentation_v2_20240312.csv", "Fréquentation"),
        ("export_data.csv", "Données"),
        ("Feuil1.xlsx", "Données"),
    ],
)
def test_a_title_says_the_subject_and_nothing_else(file_name, title):
    reading = Reading("csv", 1, (), file_name=file_name)
    assert describe.title(reading, None, Profile("", ""), Choices()) == title


def test_a_description_says_what_is_in_the_table(tmp_path):
    table = "nom | ouvert_le\nA | 01/02/2020\nB | 03/02/2024"
    report = prepare(draft(tmp_path, table), PROFILE, {"standard": ""})
    assert report["description"] == (
        "Un tableau de 2 lignes\u202f: Nom, Ouvert le. Ses dates vont de 2020 à 2024. "
        "Publié par Commune de Noé."
    )
