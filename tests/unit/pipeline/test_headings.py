"""What the headings inside a table say of the rows under them."""

import pytest

from autan.pipeline.headings import columns


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (
            ["Séance du 12 mars 2023", "Séance du 1er avril 2023"],
            {"Date de séance": ["12 mars 2023", "1er avril 2023"]},
        ),
        (["Le 12/03/2023", "Le 13/03/2023"], {"Date": ["12/03/2023", "13/03/2023"]}),
        (["DÉPENSES", "RECETTES"], {"Sens": ["Dépense", "Recette"]}),
        (
            ["Dépenses d’investissement", "Recettes d’investissement"],
            {"Sens": ["Dépense", "Recette"], "Section": ["Investissement", "Investissement"]},
        ),
        (["Prénoms de garçons", "Prénoms de filles"], {"Sexe": ["Garçon", "Fille"]}),
        (["SPORT", "CULTURE"], {"Rubrique": ["SPORT", "CULTURE"]}),
        (["Séance du 12 mars 2023", "Divers"], {"Rubrique": ["Séance du 12 mars 2023", "Divers"]}),
        (
            ["Dépenses et recettes", "Recettes"],
            {"Rubrique": ["Dépenses et recettes", "Recettes"]},
        ),
    ],
)
def test_headings_become_the_columns_that_they_say(
    texts: list[str], found: dict[str, list[str]]
) -> None:
    assert columns(texts) == found
