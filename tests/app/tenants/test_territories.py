"""The territory: its names, its import, how it is found."""

import gzip
import json
from pathlib import Path

import pytest

from autan.errors import AutanError
from autan.tenants import names, reads, territories
from autan.tenants.models import Portal, Territory
from tests import places


@pytest.mark.parametrize(
    ("name", "liaison", "genitive"),
    [
        ("Noé", 0, "de Noé"),
        ("Auch", 1, "d’Auch"),
        ("Le Houga", 2, "du Houga"),
        ("Les Cabannes", 4, "des Cabannes"),
        ("La Romieu", 3, "de La Romieu"),
        ("L’Isle-Jourdain", 5, "de L’Isle-Jourdain"),
        ("Gers", 2, "du Gers"),
        ("Hautes-Pyrénées", 4, "des Hautes-Pyrénées"),
        ("Haute-Garonne", 3, "de la Haute-Garonne"),
        ("Hérault", 5, "de l’Hérault"),
        ("Los Masos", 8, "de Los Masos"),
    ],
)
def test_a_name_after_de_is_written_as_french_has_it(
    name: str, liaison: int, genitive: str
) -> None:
    assert names.genitive(name, liaison) == genitive


def test_a_common_noun_after_de_is_elided_before_a_vowel() -> None:
    assert names.of("délibérations") == "de délibérations"
    assert names.of("équipements") == "d’équipements"
    assert names.of("") == "de "


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Isle-Jourdain", "l isle jourdain"),
        ("  Grand Auch  Cœur ", "grand auch coeur"),
        ("NOÉ", "noe"),
        ("…", ""),
    ],
)
def test_folding_leaves_plain_words(text: str, folded: str) -> None:
    assert names.fold(text) == folded


@pytest.mark.parametrize("code", ["31399", "213103997", " 31399 "])
def test_a_commune_is_found_by_its_insee_code_or_its_siren(
    territory: dict[str, Territory], code: str
) -> None:
    found = reads.find_territory(code)
    assert found == territory["31399"]
    assert found.epci == territory["200066819"]
    assert found.departement.genitive == "de la Haute-Garonne"


@pytest.mark.parametrize("code", ["", "99999", "Noé"])
def test_a_code_of_nothing_finds_nothing(territory: dict[str, Territory], code: str) -> None:
    assert reads.find_territory(code) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [("noe", "Noé"), ("isle j", "L’Isle-Jourdain"), ("AUC", "Auch"), ("321", "L’Isle-Jourdain")],
)
def test_a_few_letters_suggest_a_commune(region: Portal, text: str, first: str) -> None:
    assert reads.suggest_territories(region, text)[0].name == first


def test_suggestions_stay_inside_the_portal(gers: Portal, pyrenees: Portal) -> None:
    assert [found.name for found in reads.suggest_territories(gers, "tarbes")] == []
    assert [found.name for found in reads.suggest_territories(pyrenees, "tarbes")] == ["Tarbes"]


def test_a_mairie_without_address_has_one_in_a_demonstration_only(
    territory: dict[str, Territory], settings: object
) -> None:
    isle = territory["32160"]
    assert reads.official_email(isle) == "mairie@l-isle-jourdain.example"
    settings.DEMO = False  # type: ignore[attr-defined]
    assert reads.official_email(isle) == ""


def test_loading_again_changes_what_changed_and_adds_nothing(
    territory: dict[str, Territory],
) -> None:
    rows = places.rows()
    rows[-1]["population"] = 13_000
    territories.load(rows)
    assert Territory.objects.count() == len(territory)
    assert Territory.objects.get(code="65286").population == 13_000


@pytest.mark.django_db
def test_a_data_file_is_loaded_once(tmp_path: Path) -> None:
    path = tmp_path / "territory.json.gz"
    columns = list(places.rows()[0])
    content = {
        "built": "2026-11-21",
        "columns": columns,
        "rows": [[row[name] for name in columns] for row in places.rows()],
    }
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    assert territories.ensure(path) == len(places.rows())
    assert territories.ensure(path) == 0


@pytest.mark.django_db
def test_a_missing_data_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(AutanError) as caught:
        territories.ensure(tmp_path / "absent.json.gz")
    assert "make setup" in caught.value.remedy


@pytest.mark.django_db
@pytest.mark.skipif(
    not (territories.DATA / "occitanie.json.gz").exists(), reason="the territory is not built"
)
def test_the_packaged_territory_is_the_whole_of_occitanie() -> None:
    territories.ensure()
    kinds = Territory.objects.values_list("kind", flat=True)
    assert [list(kinds).count(kind) for kind in ("region", "departement")] == [1, 13]
    communes = Territory.objects.filter(kind="commune")
    assert communes.count() > 4400
    assert not communes.filter(siren="").exists()
    assert not communes.filter(departement=None).exists()
    noe = reads.find_territory("31399")
    assert noe is not None
    assert (noe.name, noe.siren) == ("Noé", "213103997")
