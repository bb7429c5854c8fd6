"""What is personal and what only looks so. Every name and number here is made up."""

import polars as pl
import pytest

from autan.privacy.detect import detect
from autan.privacy.detector import Column
from autan.privacy.detectors.citations import cited
from autan.privacy.detectors.emails import of_a_person
from autan.privacy.detectors.iban import is_iban
from autan.privacy.detectors.nir import is_nir
from autan.privacy.people import is_person


def kinds(
    header: str, *texts: str, field: str = "", headers: tuple[str, ...] = ()
) -> list[tuple[str, bool]]:
    column = Column(
        header, pl.Series(texts, dtype=pl.String), field=field, headers=headers or (header,)
    )
    return [(kind, found.blocking) for kind, found in detect(column)]


@pytest.mark.parametrize(
    "name",
    [
        "Mme Durand",
        "M. Jean Dupont",
        "Monsieur LEROY",
        "DURAND Jeanne",
        "Jeanne DURAND",
        "MARTIN Jean-Paul",
    ],
)
def test_a_beneficiary_who_is_a_person_is_seen(name: str) -> None:
    assert is_person(name)
    assert kinds("Bénéficiaire", name, field="nomBeneficiaire") == [("natural-person", True)]


@pytest.mark.parametrize(
    "name",
    [
        "Association Jeanne d’Arc",
        "MADAME SUZIE PRODUCTIONS",
        "M.J.C. de Noé",
        "M I S A S SENEGAL",
        "COLLEGE Pierre de Fermat",
        "EHPAD Saint-Gabriel",
        "ANTIBES RALLYE ASSOCIATION",
        "Le Mans Sarthe Basket (MSB)",
        "GAEC Durand Jean",
        "Commune de Noé",
        "SOS FEMMES",
    ],
)
def test_an_organisation_may_bear_the_name_of_a_person(name: str) -> None:
    assert not is_person(name)


@pytest.mark.parametrize(
    ("text", "blocking"),
    [
        ("Secours exceptionnel à Mme Durand", True),
        ("Recrutement de M. Jean Martin", True),
        ("Acquisition de la parcelle de Madame Claire Fabre", False),
    ],
)
def test_a_private_person_cited_in_a_deliberation_is_seen(text: str, blocking: bool) -> None:
    assert kinds("Objet", text, field="DELIB_OBJET") == [("cited-person", blocking)]


@pytest.mark.parametrize(
    "text",
    [
        "Vœu de soutien à Mme Claire FABRE, Garde des Sceaux, ministre de la Justice",
        "Délégation de signature à M. Martin, adjoint au maire",
        "Élection du maire : M. Jean MARTIN, conseiller municipal",
        "Travaux rue Madame Curie et école Monsieur Vincent",
        "Subvention au club de basket",
    ],
)
def test_elected_people_and_places_are_left_in_peace(text: str) -> None:
    assert cited(text) == []


def test_numbers_are_judged_by_their_key() -> None:
    assert is_nir("1 85 05 78 006 084 91")
    assert is_nir("2850578006084" + f"{97 - 2850578006084 % 97:02}")
    assert is_nir("185052A006084" + f"{97 - 1850519006084 % 97:02}")
    assert not is_nir("185057800608492")
    assert is_iban("FR76 3000 6000 0112 3456 7890 189")
    assert not is_iban("FR76 3000 6000 0112 3456 7890 188")
    assert kinds("SIRET", "21310399700010", "38047555800058") == []


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("jeanne.durand@exemple.fr", True),
        ("j.durand@exemple.fr", True),
        ("durand31@orange.fr", True),
        ("mairie@noe.example", False),
        ("contact@club.example", False),
        ("asso.danse@gmail.com", False),
    ],
)
def test_a_mailbox_of_a_function_is_not_a_person(address: str, personal: bool) -> None:
    assert of_a_person(address) is personal


def test_a_mobile_number_is_personal_and_a_public_telephone_is_not() -> None:
    assert kinds("Contact", "06 12 34 56 78") == [("phone", True)]
    assert kinds("Contact", "05 61 00 00 00") == []
    assert kinds("Téléphone", "612345678", "5 61 00 00 00") == [("phone", True)]
    assert kinds("SIREN", "712345678") == []
    assert kinds("EQUIP_TEL", "06 12 34 56 78", field="EQUIP_TEL") == []


def test_a_table_of_persons_is_seen_and_a_table_of_elected_people_is_public() -> None:
    people, names = (
        ("Nom", "Prénom", "Date de naissance"),
        ("Jeanne", "Louis", "Emma", "Hugo", "Léa"),
    )
    assert kinds("Prénom", *names, headers=people) == [("person-column", True)]
    assert kinds("Date de naissance", "1980-01-02", headers=people) == [("person-column", True)]
    assert kinds("Prénom", *names, headers=("Nom", "Prénom", "Mandat")) == []
    assert kinds("Prénom", *names, headers=("Prénom", "Nombre")) == []


def test_rare_first_names_are_a_question_and_not_a_wall() -> None:
    assert kinds("Nombre", "1", "2", "12", field="NOMBRE_OCCURRENCES") == [
        ("rare-first-name", False)
    ]
