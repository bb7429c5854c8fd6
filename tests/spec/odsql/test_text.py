"""# Searching texts

A bare string looks for words in every text field; `like` and `search` look into the chosen ones.
Case, accents and ligatures never count, except for `startswith`.
"""

import pytest

from tests.spec.tables import table

WORKS = table(
    """
    titre:text                | lieu:text
    L'œuvre d'Été             | Musée d'Auch
    Eau vive, eau douce       | Place du Château
    Les eaux de la Baïse      | Condom
    100 % laine               |
                              | Auch
    """
)


def chosen(ask, condition):
    """The places, from 1, of the rows that are found."""
    titles = [(row["titre"] or "", row["lieu"] or "") for row in WORKS.rows]
    return [titles.index(row) + 1 for row in ask(WORKS, where=condition)[1:]]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ('"eau"', [2]),
        ('"EAU chateau"', [2]),
        ('"oeuvre ete"', [1]),
        ('"auch"', [1, 5]),
        ('"douce, vive!"', [2]),
        ('"ea"', []),
        ('not "auch"', [2, 3, 4]),
        ('""', [1, 2, 3, 4, 5]),
    ],
)
def test_a_bare_string_finds_whole_words_in_any_text_field(ask, condition, found):
    assert chosen(ask, condition) == found


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ('search("eau")', [2, 3]),
        ('search("vive ea")', [2]),
        ('search(lieu, "au")', [1, 5]),
        ('search(titre, lieu, "auch")', [1, 5]),
        ('search(*, "mus")', [1]),
        ('suggest(titre, "œu")', [1]),
    ],
)
def test_the_last_word_of_a_search_may_be_a_beginning(ask, condition, found):
    assert chosen(ask, condition) == found


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ('titre like "EAU"', [2]),
        ('titre like "ete oeuvre"', [1]),
        ('titre like "%eau%"', [2, 3]),
        ('titre like "*eau*"', [2, 3]),
        ('titre like "eau%"', [2]),
        ('titre like "%baise"', [3]),
        ('titre like "l%e%te"', [1]),
        ('titre like "%_%"', []),
        ('not titre like "%eau%"', [1, 4, 5]),
        ('lower(titre) like "laine"', [4]),
        ('titre like ""', [1, 2, 3, 4]),
    ],
)
def test_like_finds_words_or_with_a_percent_sign_parts_of_the_whole_text(ask, condition, found):
    assert chosen(ask, condition) == found


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ('startswith(titre, "Eau")', [2]),
        ('startswith(titre, "eau")', []),
        ('startswith("Con")', [3]),
        ('not startswith(lieu, "A")', [1, 2, 3, 4]),
    ],
)
def test_startswith_counts_case_and_accents(ask, condition, found):
    assert chosen(ask, condition) == found
