"""What a row about a person says of them besides their name; and rows that are about nobody.

Every name here is made up.
"""

import polars as pl
import pytest

from autan.privacy.detect import detect
from autan.privacy.detector import Column
from autan.privacy.nominative import of_people

SURNAMES = ("CARON", "NGUYEN", "ROUSSEAU", "LEROY", "FABRE")
FIRST = ("Jeanne", "Paul", "Emma", "Hugo", "Louis")
PEOPLE = ("MARTIN Jeanne", "DURAND Paul", "CARON Emma", "LEROY Hugo", "FABRE Louis")
STREETS = ("3 rue Foch", "5 rue du Port", "8 place Haute", "1 quai Sud", "2 allée Nord")
WHO = {"Nom": SURNAMES, "Prénom": FIRST}

Table = dict[str, tuple[str, ...]]


def questions(table: Table, header: str, name: str = "liste.csv") -> list[str]:
    """What is asked of one column of a table."""
    column = Column(
        header,
        pl.Series(table[header], dtype=pl.String),
        headers=tuple(table),
        table=name,
        around=tuple(text for one, texts in table.items() if one != header for text in texts[:3]),
        cells=tuple(texts[:3] for texts in table.values()),
    )
    found = detect(column)
    assert all(one.blocking for _, one in found)
    return [kind for kind, _ in found]


@pytest.mark.parametrize(
    "header",
    [
        *("Adresse", "Téléphone", "Courriel", "Indice majoré", "Échelon", "Salaire brut", "Grade"),
        *("Lieu de naissance", "Commune de naissance", "Quotient familial", "Régime", "PAI"),
        *("Responsable légal", "Situation familiale", "N° allocataire", "Temps de travail"),
        *("Banque", "Matricule", "Rue", "Revenu fiscal"),
    ],
)
def test_what_describes_the_person_of_the_row_is_asked(header: str) -> None:
    told = ("a", "b", "c", "d", "e")
    assert questions({**WHO, header: told}, header) == ["person-row"]
    assert questions({"Nom et prénom": PEOPLE, header: told}, header) == ["person-row"]
    assert questions({"Locataire": PEOPLE, header: told}, header) == ["person-row"]
    assert questions({"Salarié(e)": PEOPLE, header: told}, header) == ["person-row"]


@pytest.mark.parametrize("header", ["Service", "Catégorie", "Classe", "Commune", "Lundi", "Statut"])
def test_what_describes_no_one_in_particular_is_not(header: str) -> None:
    assert questions({**WHO, header: ("a", "b", "c", "d", "e")}, header) == []


def test_grades_of_agents_are_not_public_mandates() -> None:
    grades = ("Adjoint technique", "Adjoint administratif", "Conseiller territorial des APS")
    staff = {**WHO, "Grade": (*grades, "Rédacteur", "ATSEM"), "Indice": ("350", "412", "367")}
    assert questions(staff, "Nom", "tableau_des_effectifs_agents.xlsx") == ["person-column"]
    assert questions(staff, "Indice", "tableau_des_effectifs_agents.xlsx") == ["person-row"]
    elected = {
        **WHO,
        "Fonction": ("2e adjointe", "Maire", "Conseiller délégué"),
        "Adresse": STREETS,
    }
    assert questions(elected, "Adresse") == []


def test_a_list_of_voters_is_nobody_s_mandate() -> None:
    days = ("04/08/1972", "22/10/1951", "01/02/1980", "03/04/1966", "05/05/1990")
    voters = {
        "Canton": ("Sud", "Nord"),
        "Nom de naissance": SURNAMES,
        "Prénoms": FIRST,
        "Date de naissance": days,
        "Commune de naissance": ("DAX", "PAU"),
        "Adresse": STREETS,
        "Code postal": ("40000", "40100"),
    }
    asked = {header: questions(voters, header) for header in voters}
    assert asked["Nom de naissance"] == asked["Prénoms"] == ["person-column"]
    assert asked["Commune de naissance"] == asked["Adresse"] == ["person-row"]
    assert asked["Canton"] == asked["Code postal"] == []
    mandates = {**voters, "Date de début du mandat": days}
    assert not any(questions(mandates, header) for header in voters)


def test_diet_and_means_are_asked_where_only_a_first_name_or_a_birth_tells_who() -> None:
    diets = ("Sans porc", "PAI", "Végétarien")
    for who in ({"Prénom": FIRST}, {"Date de naissance": ("04/08/2015", "22/10/2016")}):
        assert questions({**who, "Régime": diets}, "Régime") == ["person-row"]
        assert questions({**who, "QF": ("410", "905")}, "QF") == ["person-row"]
        assert questions({**who, "Adresse": STREETS}, "Adresse") == []
    assert (
        questions({"Prestation": ("Repas",), "Quotient familial": ("0-400",)}, "Quotient familial")
        == []
    )
    assert questions({"Prénom": FIRST, "Nombre": ("3", "4"), "Régime": diets}, "Régime") == []


@pytest.mark.parametrize(
    "table",
    [
        {"Association": ("Judo club",), "Nom du président": SURNAMES, "Prénom du président": FIRST},
        {"Nom": ("Judo club", "Comité des fêtes", "Chorale"), "Prénom du président": FIRST},
        {"Raison sociale": ("SARL Martin",), "Nom": SURNAMES, "Prénom": FIRST},
        {"Nom": SURNAMES, "Prénom": FIRST, "SIRET": ("12345678200010",)},
        {"Nom": ("Stade Jean Bouin", "Gymnase Paul Bert"), "Responsable": PEOPLE},
        {"Équipement": ("Stade",), "Gestionnaire": PEOPLE},
        {"Nom de la voie": ("Marie CURIE", "Jean MOULIN"), "Nom": SURNAMES, "Prénom": FIRST},
        {"Nom": ("Jean Moulin", "Jules Ferry", "Paul Bert"), "Type": ("École",)},
        {"Prénom": FIRST, "Sexe": ("F", "M"), "Nombre": ("3", "4")},
        {"Nom": ("Brocas", "Dax"), "Prénom": FIRST, "Nombre d’occurrences": ("3", "4")},
        {"Nom": SURNAMES, "Prénom": FIRST, "Date de décès": ("1916-02-03",)},
        {"Demandeur": PEOPLE, "Nature des travaux": ("Clôture",)},
        {"Bénéficiaire": ("Judo club", "Chorale", "Comité des fêtes"), "Montant": ("3", "4")},
    ],
)
def test_associations_companies_places_and_statistics_are_left_alone(table: Table) -> None:
    whole = {**table, "Adresse": STREETS, "Téléphone": ("05 61 00 00 00", "05 61 00 00 01")}
    assert questions(whole, "Adresse") == []
    assert questions(whole, "Téléphone") == []


def test_a_column_asked_as_a_whole_has_one_question_and_is_taken_out_or_kept() -> None:
    mails = tuple(f"jeanne.martin{n}@gmail.com" for n in range(5))
    assert questions({**WHO, "Mail": mails}, "Mail") == ["person-row"]
    assert questions({"Service": ("a", "b"), "Mail": mails}, "Mail") == ["email"]


def test_three_rows_name_people_as_much_as_three_hundred() -> None:
    few = {"Nom": SURNAMES[:3], "Prénom": FIRST[:3], "Téléphone": ("05 61 00 00 00",)}
    assert [questions(few, header) for header in ("Nom", "Téléphone")] == [["person-row"]] * 2
    assert questions(few, "Prénom") == ["person-column"]


def test_an_age_beside_the_name_waits_for_an_answer() -> None:
    assert questions({**WHO, "Âge": ("12", "45", "7")}, "Âge") == ["person-row"]


def test_the_owners_of_lodgings_are_people_and_owners_of_equipment_are_not() -> None:
    lodgings = {"Propriétaire": SURNAMES, "Nuitées 2022": ("131", "11"), "Type": ("Meublé",)}
    assert questions(lodgings, "Propriétaire", "taxe_de_sejour.xlsx") == ["person-column"]
    firms = {**lodgings, "Propriétaire": ("SARL du Port", "Commune", "SCI Sud", "Camping", "OPH")}
    assert questions(firms, "Propriétaire", "taxe_de_sejour.xlsx") == []
    stadiums = {"Propriétaire": ("Noé", "Dax", "Pau", "Région", "Brocas"), "Équipement": ("Stade",)}
    assert questions(stadiums, "Propriétaire") == []


def test_without_cells_the_headers_alone_prove_nothing() -> None:
    column = Column("Adresse", pl.Series(STREETS), headers=("Nom", "Prénom", "Adresse"))
    assert not of_people(column)
