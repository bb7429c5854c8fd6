"""Columns of people, by their role or their name; and all that looks like people and is not.

Every name here is made up, or a street's.
"""

import polars as pl
import pytest

from autan.privacy.detect import detect
from autan.privacy.detector import Column

PEOPLE = ("MARTIN Jeanne", "DURAND Paul", "CARON Emma", "LEROY Hugo", "NGUYEN Louis", "FABRE Léa")
SURNAMES = ("CARON", "NGUYEN", "ROUSSEAU", "LEROY", "FABRE", "DUPUY")
FIRST = ("Jeanne", "Paul", "Emma", "Hugo", "Louis", "Léa")
ASSOCIATIONS = (
    "Société de pêche de Noé",
    "Jardins partagés",
    "Comité des fêtes",
    "Les Amis de Jean Moulin",
    "Judo club",
    "La Boule joyeuse",
    "SARL Martin Paul",
    "Commune de Noé",
)
STREETS = ("Jean Jaurès", "rue Paul Bert", "Émile Zola", "place Marie Curie", "Victor Hugo", "Foch")


def asked(header: str, texts: tuple[str, ...], *others: str, **more: object) -> list[bool]:
    """For each kind found, does it block?"""
    headers = (header, *others)
    column = Column(header, pl.Series(texts, dtype=pl.String), headers=headers, **more)  # type: ignore[arg-type]
    return [found.blocking for _, found in detect(column)]


@pytest.mark.parametrize(
    "header",
    [
        *("Concessionnaire", "Abonné", "Demandeur", "Locataire", "Défunt", "Président"),
        *("Nom de l’élève", "Agent", "Propriétaire", "Contribuable", "Titulaire", "Bénéficiaire"),
        *("Nom et prénom", "NOM Prénom", "Nom", "Identité", "Nom du demandeur"),
    ],
)
def test_a_role_or_a_name_whose_cells_are_people_is_asked(header: str) -> None:
    assert asked(header, PEOPLE, "Adresse", "Montant") == [True]


@pytest.mark.parametrize(
    "header",
    [
        *("Nom du bénéficiaire", "Bénéficiaire", "Nom", "Titulaire", "Propriétaire", "Demandeur"),
        *("Nom de l’association", "Tiers", "Responsable"),
    ],
)
def test_associations_and_companies_are_nobody(header: str) -> None:
    assert asked(header, ASSOCIATIONS, "Montant", "Objet") == []


@pytest.mark.parametrize(
    "header", ["Nom de la voie", "Nom", "Nom de la rue", "Libellé", "Toponyme"]
)
def test_streets_that_bear_a_name_are_places(header: str) -> None:
    assert asked(header, STREETS, "Code postal", "Commune") == []


@pytest.mark.parametrize("header", ["Nom de l’école", "Nom", "Établissement"])
def test_schools_that_bear_a_name_are_places(header: str) -> None:
    schools = ("École Jean Moulin", "Jules Ferry", "Collège Paul Bert", "Marie Curie", "Joliot")
    assert asked(header, schools, "Effectif", "Adresse") == []


def test_a_surname_is_enough_where_nobody_but_a_person_has_that_role() -> None:
    assert asked("Locataire", SURNAMES, "Loyer") == [True]
    assert asked("Nom de l’élève", SURNAMES, "Classe") == [True]
    assert asked("Titulaire", SURNAMES, "Montant") == []
    assert asked("Type d’abonné", ("Particulier", "Professionnel", "Régie", "Ville", "Autre")) == []
    assert asked("Nombre d’élèves", ("12", "13", "14", "15", "16")) == []


def test_the_few_people_of_a_mixed_column_are_asked_about() -> None:
    mixed = (*ASSOCIATIONS, "DURAND Paul", "M. et Mme CARON Emma")
    assert asked("Demandeur", mixed, "Parcelle") == [True]
    assert asked("Nom de l’organisme bénéficiaire", mixed, "Objet") == [True]
    towns = ("LA FERTE BERNARD", "SILLE LE GUILLAUME", "LIONEL ROBERT PROMOTION", *ASSOCIATIONS)
    assert asked("Nom de l’organisme bénéficiaire", towns, "Objet") == []
    assert asked("Président de l’association", PEOPLE, "Association") == [True]
    assert asked("Commune du bénéficiaire", ("La Roche Bernard", "Port Louis", "Noé")) == []


def test_who_answers_for_a_service_is_asked_and_nothing_waits() -> None:
    assert asked("Responsable", PEOPLE, "Service") == [False]
    assert asked("Responsable", ("Service des sports", "Direction de la culture")) == []


def test_names_with_their_first_names() -> None:
    assert asked("Nom", SURNAMES, "Prénom") == [True]
    assert asked("Prénom", FIRST, "Nom") == [True]
    assert asked("Prénom enfant", FIRST, "Nom enfant") == [True]
    assert asked("Nom", ASSOCIATIONS, "Prénom du président", "Nom du président") == []
    assert asked("Nom du président", SURNAMES, "Prénom du président", "Nom") == [True]


def test_statistics_of_first_names_speak_of_nobody() -> None:
    others = ("Sexe", "Année de naissance", "Nombre", "Nom de la commune")
    assert asked("Prénom", FIRST, *others) == []
    assert asked("Année de naissance", ("2021", "2022"), "Prénom", "Nombre") == []


@pytest.mark.parametrize(
    "around",
    [("Maire", "a@b.fr"), ("2e adjointe",), ("Conseiller municipal délégué",)],
)
def test_elected_people_have_a_public_mandate(around: tuple[str, ...]) -> None:
    assert asked("Nom", PEOPLE, "Fonction", around=around) == []
    assert asked("Nom", SURNAMES, "Prénom", "Fonction", around=around) == []


def test_elected_people_are_known_by_the_name_of_the_file_or_of_a_column() -> None:
    assert asked("Nom", SURNAMES, "Prénom", table="elus_2024.csv") == []
    assert asked("Nom", SURNAMES, "Prénom", "Date de début du mandat") == []


def test_births_and_ages_are_somebody_s_beside_names() -> None:
    days = ("12/03/1980", "1981-04-02", "3 mai 1975")
    assert asked("Date de naissance", days, "Nom", "Prénom") == [True]
    assert asked("Année de naissance", ("1980", "1981"), "Nom", "Prénom") == [True]
    assert asked("Âge", ("12", "45 ans", "7"), "Nom", "Prénom") == [False]
    assert asked("Âge", ("12", "45", "7"), "Quartier", "Population") == []
    assert asked("Âge", ("12", "45", "7"), "Équipement", "Nombre d’élèves") == []


def test_a_beneficiary_beside_a_first_name_is_a_person_who_was_helped() -> None:
    def found(texts: tuple[str, ...], *headers: str, around: tuple[str, ...] = ()) -> list[str]:
        column = Column(
            "Nom bénéficiaire",
            pl.Series(texts, dtype=pl.String),
            standard="scdl-subventions",
            field="nomBeneficiaire",
            headers=("Nom bénéficiaire", *headers),
            around=around,
        )
        return [one.whole for _, one in detect(column)]

    assert found(SURNAMES, "Prénom", "Objet de l’aide") == ["Personne physique"]
    assert found(ASSOCIATIONS, "Prénom du président") == []
    assert found(ASSOCIATIONS, "Prénom") == []
    assert found(SURNAMES, "Objet", around=("Aide alimentaire",)) == ["Personne physique"]
    assert found(ASSOCIATIONS, "Objet", around=("Aide alimentaire",)) == []
    assert found(("Le Rocher", "Croix-Rouge", "Emmaüs"), "Objet", around=("Festival",)) == []


def test_cells_that_leave_no_doubt_are_asked_whatever_the_header() -> None:
    assert asked("Assistante maternelle", PEOPLE, "Secteur") == [True]
    assert asked("Nom", tuple(name.upper() for name in PEOPLE), "Adresse") == [True]
    assert asked("Rapporteur", PEOPLE, "Objet") == []
    assert asked("Auteur", PEOPLE, "Titre", "ISBN") == []
    assert asked("Voie", ("Jean MOULIN", "Paul BERT", "Victor HUGO"), "Code") == []
    assert asked("Nom", ("JEAN MOULIN", "PAUL BERT", "VICTOR HUGO"), "Adresse") == []
