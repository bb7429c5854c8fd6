"""The page of a town: sentences from what it has published, for whoever may read it."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django_scopes import scopes_disabled

from autan.catalogue import actions as catalogue
from autan.catalogue.models import Dataset
from autan.engine.base import QueryTooLong
from autan.tabular.fields import Field, FieldType
from autan.tabular.schema import TableSchema
from autan.tenants import actions as tenants
from autan.tenants.models import Organisation, Portal, Territory
from autan.web.places import asking, pages
from autan.web.places.addresses import address, address_of
from tests.app.dataplane.conftest import publish

__all__ = ["publish"]

T = FieldType
DELIBERATIONS = TableSchema(
    (
        Field("DELIB_ID", T.TEXT),
        Field("DELIB_DATE", T.DATE),
        Field("DELIB_OBJET", T.TEXT),
        Field("VOTE_POUR", T.INTEGER),
        Field("VOTE_CONTRE", T.INTEGER),
        Field("VOTE_ABSTENTION", T.INTEGER),
        Field("DELIB_URL", T.TEXT),
    ),
    "scdl-deliberations",
)
SUBSIDIES = TableSchema(
    (
        Field("dateConvention", T.DATE),
        Field("nomBeneficiaire", T.TEXT),
        Field("montant", T.NUMBER),
    ),
    "scdl-subventions",
)
CONTRACTS = TableSchema(
    (
        Field("MARCHE_ID", T.TEXT),
        Field("NOTIFICATION_DATE", T.DATE),
        Field("MARCHE_OBJET", T.TEXT),
        Field("MONTANT", T.NUMBER),
        Field("DUREE_MOIS", T.INTEGER),
        Field("TITULAIRES_DENOMINATION", T.TEXT),
    ),
    "scdl-marches-publics",
)
SERVICES = TableSchema(
    (
        Field("EQUIP_NOM", T.TEXT),
        Field("EQUIP_THEME", T.TEXT),
        Field("ADR_NOMVOIE", T.TEXT),
        Field("EQUIP_LAT", T.NUMBER),
        Field("EQUIP_LONG", T.NUMBER),
    ),
    "scdl-equipements",
)


def table(schema: TableSchema, *rows: tuple[Any, ...]) -> dict[str, Any]:
    return {"rows": [dict(zip(schema.names, row, strict=True)) for row in rows], "schema": schema}


DECIDED = table(
    DELIBERATIONS,
    ("1", date(2025, 6, 30), "Tarifs de la cantine", 19, 2, None, "https://noe.example/1.pdf"),
    ("2", date(2025, 6, 30), "Réfection de la voirie", 21, 0, 0, "javascript:alert(1)"),
    ("3", date(2025, 2, 3), "Vente du presbytère", 5, 16, 0, None),
    ("4", date(2024, 2, 3), "Achat d’un terrain", 10, 10, 1, None),
    ("5", date(2024, 1, 8), "Un vœu", None, None, None, None),
)
GIVEN = table(
    SUBSIDIES,
    (date(2025, 3, 1), "Judo", 600.0),
    (date(2025, 3, 1), "Chorale", 300.0),
    (date(2025, 9, 1), "Judo", 100.0),
    (date(2024, 3, 1), "Judo", 50.0),
)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Each test begins with no page made."""
    pages.forget()
    asking.forget()


@pytest.fixture
def read(region: Portal) -> Callable[..., str]:
    """The words of a page, as a stranger reads them; every space, narrow or not, is one."""

    def ask(path: str, portal: Portal = region, status: int = 200) -> str:
        answer = Client(headers={"host": portal.host}).get(path)
        assert answer.status_code == status, answer
        main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())

    return ask


Publish = Callable[..., Dataset]
Read = Callable[..., str]


def test_decisions_are_dated_sentences(publish: Publish, auch: Organisation, read: Read) -> None:
    publish(auch, **DECIDED)
    page = read("/auch-32013")
    assert "À Auch, le conseil a pris 3 décisions en 2025." in page
    assert "30 juin 2025 Tarifs de la cantine — adoptée, 19 pour, 2 contre Lire l’acte" in page
    assert "Réfection de la voirie — adoptée à l’unanimité, 21 pour 3 février 2025" in page
    assert "Vente du presbytère — rejetée, 5 pour, 16 contre" in page
    # At equality the chair decides: the count does not say what.
    assert "Achat d’un terrain — 10 pour, 10 contre, 1 abstention" in page
    assert "Un vœu Délibérations du conseil" in page


def test_a_link_of_the_data_is_of_the_web_or_is_no_link(
    publish: Publish, auch: Organisation, region: Portal
) -> None:
    publish(auch, **DECIDED)
    body = Client(headers={"host": region.host}).get("/auch-32013").content.decode()
    assert 'href="https://noe.example/1.pdf"' in body
    assert "javascript:" not in body


def test_the_box_keeps_the_decisions_that_say_the_words(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    publish(auch, **DECIDED)
    page = read("/auch-32013?q=VOIRIE")
    assert "Une décision parle de « VOIRIE »." in page
    assert "Réfection de la voirie" in page
    assert "Tarifs de la cantine" not in page
    assert "Aucune décision ne parle de « piscine »." in read("/auch-32013?q=piscine")


def test_subsidies_are_one_bar_with_names_for_a_year(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    publish(auch, "Subventions", **GIVEN)
    page = read("/auch-32013")
    assert "En 2025, la commune a accordé 1 000 € de subventions à 2 bénéf" in page
    assert "va à « Judo » : 700 €, soit 70 %." in page
    assert "Judo 700 € 70 % Chorale 300 € 30 %" in page
    assert "En 2024, la commune a accordé 50 €" in read("/auch-32013?annee=2024")
    assert "En 2025" in read("/auch-32013?annee=99999")


def test_a_year_that_two_files_tell_counts_once(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    publish(auch, "Subventions", **GIVEN)
    publish(auch, "Subventions 2024 et 2025", **GIVEN)
    assert "accordé 1 000 € de" in read("/auch-32013")


def test_a_contract_of_two_holders_is_paid_once(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    signed = (date(2025, 4, 2), "Voirie", 1000.0, 24)
    rows = table(CONTRACTS, ("A", *signed, "Routes"), ("A", *signed, "Ponts"))
    publish(auch, "Marchés", **rows)
    page = read("/auch-32013")
    assert "En 2025, la commune a signé un marché, pour 1 000 € hors taxes." in page
    assert "2 avril 2025 Voirie — 1 000 € — Routes, Ponts, pour 2 ans" in page


def test_places_are_numbered_on_a_plan_and_in_a_list(
    publish: Publish, auch: Organisation, region: Portal, read: Read
) -> None:
    spots = table(
        SERVICES,
        ("Halle", "Culture", "place du Marché", 43.64, 0.58),
        ("Piscine", "Sport", "rue du Stade", 43.65, 0.59),
        ("Dojo", "Sport", None, None, None),
    )
    publish(auch, "Équipements", **spots)
    assert "3 lieux publics sont décrits à Auch." in read("/auch-32013")
    assert "Halle place du Marché Dojo Piscine rue du Stade" in read("/auch-32013")
    body = Client(headers={"host": region.host}).get("/auch-32013").content.decode()
    assert body.count('<svg class="plan') == 2
    assert body.count("<circle") == 4


@pytest.mark.parametrize("path", ["/gers-32", "/ca-grand-auch-coeur-de-gascogne-200066926"])
def test_a_wider_place_sums_its_communes(
    publish: Publish,
    auch: Organisation,
    territory: dict[str, Territory],
    read: Read,
    path: str,
) -> None:
    Territory.objects.filter(code="32160").update(epci=territory["200066926"])
    Territory.objects.filter(code="200066926").update(
        name="Communauté d’agglomération Grand Auch Cœur de Gascogne"
    )
    isle = tenants.organisation_for(territory["32160"])
    publish(auch, "Subventions", **GIVEN)
    publish(isle, "Subventions", **GIVEN)
    publish(auch, **DECIDED)
    page = read(path)
    assert "2 communes sur 2 publient." in page
    assert "les conseils qui publient ont pris 3 décisions en 2025." in page
    assert "En 2025, 2 collectivités ont accordé 2 000 € de subventions." in page
    # Two towns have each their judo: what is told is who gave.
    assert "Auch 1 000 € 50 %" in page
    assert "Judo" not in page
    assert "Auch — Tarifs de la cantine — adoptée" in page


def test_what_is_missing_is_asked_by_a_letter_already_written(
    auch: Organisation, region: Portal, read: Read, publish: Publish, settings: Any
) -> None:
    settings.DEMO = False
    publish(auch, **DECIDED)
    page = read("/auch-32013")
    missing = page.partition("Ce qui manque")[2]
    assert "Demander : subventions" in missing
    assert "Demander : délibérations" not in missing
    body = Client(headers={"host": region.host}).get("/auch-32013").content.decode()
    assert "mailto:mairie@auch.example?subject=" in body
    assert "Pourriez-vous%20les%20publier" in body


def test_a_demonstration_writes_to_nobody(
    auch: Organisation, region: Portal, settings: Any
) -> None:
    settings.DEMO = True
    Territory.objects.filter(code="32013").update(email="accueil@real.example")
    body = Client(headers={"host": region.host}).get("/auch-32013").content.decode()
    assert "mailto:mairie@auch.example?" in body
    assert "real.example" not in body


def test_a_town_without_a_mail_is_asked_through_the_directory(region: Portal, read: Read) -> None:
    page = read("/l-isle-jourdain-32160")
    assert "Rien n’est encore ouvert à L’Isle-Jourdain" in page
    assert "Trouver son adresse dans l’annuaire du service public" in page
    assert "La lettre est déjà écrite" not in page


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/32013", "/auch-32013"),
        ("/auch-32013/", "/auch-32013"),
        ("/Auch-32013?q=voirie", "/auch-32013?q=voirie"),
        ("/another-name-32013", "/auch-32013"),
        ("/en/32013", "/en/auch-32013"),
        ("/oc/toulouse-32013", "/oc/auch-32013"),
    ],
)
def test_the_code_decides_and_the_name_is_mended(region: Portal, asked: str, there: str) -> None:
    answer = Client(headers={"host": region.host}).get(asked)
    assert (answer.status_code, answer.headers["location"]) == (301, there)


def test_an_unknown_code_is_told_what_to_do(gers: Portal, read: Read) -> None:
    page = read("/nowhere-32999", status=404)
    assert "Nous ne connaissons pas le code 32999." in page
    assert "Vous cherchiez peut-être : Auch , L’Isle-Jourdain ." in page
    elsewhere = read("/noe-31399", portal=gers, status=404)
    assert "Cette page est sur un autre portail : Occitanie ouverte." in elsewhere


def test_a_region_has_no_page_of_its_own(territory: dict[str, Territory]) -> None:
    assert address(territory["76"]) == ""
    assert address(territory["31399"]) == "/noe-31399"
    assert address_of("departement", "32", "Gers") == "/gers-32"
    with translation.override("oc"):
        assert address(territory["31399"]) == "/oc/noe-31399"
    named = address_of("epci", "200066819", "Communauté de communes du Volvestre")
    assert named == "/cc-du-volvestre-200066819"


def test_what_one_may_not_see_is_in_no_sentence(
    publish: Publish,
    auch: Organisation,
    owner: Any,
    neighbour: Any,
    browser_of: Callable[..., Client],
    read: Read,
) -> None:
    publish(auch, "Subventions", level="restricted", **GIVEN)
    assert "Judo" not in read("/auch-32013")
    assert "Judo" not in browser_of(neighbour).get("/auch-32013").content.decode()
    assert "Judo" in browser_of(owner).get("/auch-32013").content.decode()
    # What was made for the owner was kept for the owner.
    assert "Judo" not in read("/auch-32013")


def test_a_page_changes_when_what_is_published_does(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    dataset = publish(auch, "Subventions", **GIVEN)
    assert "Judo" in read("/auch-32013")
    with scopes_disabled():
        dataset.refresh_from_db()
        catalogue.withdraw(dataset=dataset, expected_lock=dataset.lock_version, actor="tests")
    assert "Judo" not in read("/auch-32013")


def test_a_page_is_made_once_and_not_sent_twice(
    publish: Publish, auch: Organisation, region: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(auch, **DECIDED)
    client = Client(headers={"host": region.host})
    first = client.get("/auch-32013")
    monkeypatch.setattr(pages, "bulletin", lambda *_: pytest.fail("made twice"))
    again = client.get("/auch-32013", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_subject_that_cannot_answer_does_not_take_the_others_with_it(
    publish: Publish, auch: Organisation, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*_: object) -> None:
        raise QueryTooLong(5)

    publish(auch, **DECIDED)
    publish(auch, "Subventions", **GIVEN)
    monkeypatch.setattr("autan.web.places.subsidies._digest", too_long)
    page = read("/auch-32013")
    assert "Tarifs de la cantine" in page
    assert "demande plus de 5 secondes de calcul" in page
    monkeypatch.undo()
    # The page of a bad moment was not kept.
    assert "Judo" in read("/auch-32013")


def test_what_there_was_no_time_to_count_is_said(
    publish: Publish, auch: Organisation, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(auch, **DECIDED)
    monkeypatch.setattr(asking, "SECONDS", -1)
    monkeypatch.setattr(asking, "ALWAYS", 0)
    assert "1 jeu de données n’est pas encore compté ici." in read("/auch-32013")
    monkeypatch.setattr(asking, "SECONDS", 3)
    assert "3 décisions en 2025" in read("/auch-32013")


def test_a_table_that_lacks_a_column_is_told_as_far_as_it_goes(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    less = TableSchema(DELIBERATIONS.fields[:3], "scdl-deliberations")
    publish(auch, **table(less, ("1", date(2025, 6, 30), "Tarifs de la cantine")))
    none = TableSchema(SUBSIDIES.fields[:1], "scdl-subventions")
    publish(auch, "Aides", **table(none, (date(2025, 1, 1),)))
    page = read("/auch-32013")
    assert "30 juin 2025 Tarifs de la cantine Délibérations du conseil" in page
    assert "Aides" in page


def test_the_page_speaks_english_and_occitan(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    publish(auch, **DECIDED)
    publish(auch, "Subventions", **GIVEN)
    occitan = read("/oc/auch-32013")
    assert "A Auch, lo conselh prenguèt 3 decisions en 2025." in occitan
    assert "30 de junh de 2025 Tarifs de la cantine — adoptada, 19 per, 2 contra" in occitan
    assert "la comuna donèt 1 000 € de subvencions" in occitan
    english = read("/en/auch-32013")
    assert "30 June 2025 Tarifs de la cantine — adopted, 19 for, 2 against" in english
    assert "€1,000" in english


def test_a_page_is_light(publish: Publish, auch: Organisation, region: Portal) -> None:
    many = [(str(n), date(2025, 1 + n % 12, 1), f"Objet {n} " * 8, n, 0, 0, None)
            for n in range(400)]  # fmt: skip
    publish(auch, **table(DELIBERATIONS, *many))
    body = Client(headers={"host": region.host}).get("/auch-32013").content
    assert len(body) < 40_000
    assert body.count(b"<script") == 1


def test_who_was_against_is_told_before_a_vote_is_said_to_be_unanimous(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    day = date(2025, 6, 30)
    votes = (("Pour seul", None, None), ("Sans contre", 0, None), ("Tous", 0, 0))
    rows = [(str(n), day, name, 19, *against, None) for n, (name, *against) in enumerate(votes)]
    publish(auch, **table(DELIBERATIONS, *rows))
    page = read("/auch-32013")
    assert "Pour seul — 19 pour" in page
    assert "Sans contre — adoptée, 19 pour" in page
    assert "Tous — adoptée à l’unanimité, 19 pour" in page


def test_a_file_of_some_sessions_is_not_told_as_a_whole_year(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    days = (date(2013, 11, 25), date(2013, 12, 16))
    rows = [(str(n), one, f"Sujet {n}", None, None, None, None) for n, one in enumerate(days)]
    publish(auch, **table(DELIBERATIONS, *rows))
    page = read("/auch-32013")
    assert "le conseil a pris 2 décisions du 25 novembre 2013 au 16 décembre 2013." in page
    assert "2 décisions publiées, de 2013" in page


def test_the_first_days_of_a_year_are_not_that_year(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    rows = [(date(2012, 3, 1 + n), f"Club {n}", 100.0) for n in range(9)]
    publish(auch, "Aides", **table(SUBSIDIES, *rows, (date(2013, 1, 3), "Judo", 50.0)))
    assert "En 2012, la commune a accordé 900 €" in read("/auch-32013")


def test_a_sum_says_of_how_many_contracts_it_is(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    amounts = (1000.0, None, 1e17, 500.0)
    rows = [
        (str(n), date(2025, 4, 2), f"Lot {n}", amount, None, None)
        for n, amount in enumerate(amounts)
    ]
    publish(auch, "Marchés", **table(CONTRACTS, *rows))
    page = read("/auch-32013")
    assert (
        "En 2025, la commune a signé 4 marchés. "
        "Le montant de 2 d’entre eux est publié : 1 500 € hors taxes en tout."
    ) in page
    assert "000 000 000" not in page


def test_nobody_has_the_largest_share_of_two_equal_ones(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    rows = [(date(2025, 3, 1), name, 500.0) for name in ("Judo", "Chorale")]
    publish(auch, "Aides", **table(SUBSIDIES, *rows, (date(2025, 3, 1), "Rugby", 10.0)))
    page = read("/auch-32013")
    assert "à 3 bénéficiaires." in page
    assert "La plus grosse part" not in page


def test_what_has_no_date_is_said_not_to_be_counted(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    undated = ((None, "Judo", 9000.0), (date(2025, 1, 1), "Chorale", None))
    publish(auch, "Aides datées", **GIVEN)
    publish(auch, "Aides de toujours", **table(SUBSIDIES, *undated))
    page = read("/auch-32013")
    assert "a accordé 1 000 € de subventions" in page
    behind, _, last = page.partition("sans les dates ou les montants")
    assert "Aides datées" in behind
    assert "Aides de toujours" not in behind
    assert "Aides de toujours" in last


def test_the_sentences_of_a_wider_place_speak_of_those_who_publish(
    publish: Publish, auch: Organisation, read: Read
) -> None:
    publish(auch, "Marchés", **table(CONTRACTS, ("A", date(2025, 4, 2), "Voirie", 10.0, 1, None)))
    publish(auch, "Aides", **GIVEN)
    page = read("/gers-32")
    assert "Dans le Gers, ceux qui publient ont signé un marché en 2025, pour 10 € hors" in page
    assert "En 2025, une seule collectivité qui publie a accordé 1 000 € de subventions." in page
