"""How words are compared: in any case, without accents, without their endings."""

import pytest

from autan.search.words import MOST, fold, marked, stem, words_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Délibérations", "deliberation"),
        ("musée", "MUSEES"),
        ("Écoles", "ecole"),
        ("e\u0301cole", "école"),
        ("Œuvres", "oeuvre"),
        ("ﬁnances", "finance"),
        ("municipaux", "municipale"),
        ("associations", "association"),
    ],
)
def test_two_ways_to_write_a_word_meet(left: str, right: str) -> None:
    assert stem(left) == stem(right) != ""


@pytest.mark.parametrize(("left", "right"), [("eau", "eaux"), ("Auch", "auches")])
def test_a_plural_meets_its_singular(left: str, right: str) -> None:
    assert stem(left) == stem(right)


def test_folding_keeps_the_ending() -> None:
    assert fold("Délibérations") == "deliberations"
    assert fold("cœur") == "coeur"


def test_words_are_parted_at_apostrophes_and_small_words_are_left_out() -> None:
    assert words_of("L’eau de l'école, aujourd’hui et à Noé") == (
        *("eau", "ecole", "aujourd", "hui", "noe"),
    )
    assert words_of("les de la") == ()


def test_a_word_counts_once_and_words_have_an_end() -> None:
    assert words_of("Auch auch AUCH") == ("auch",)
    assert len(words_of(" ".join(f"mot{n}" for n in range(50)))) == MOST


def test_the_words_of_the_search_are_marked_whatever_their_ending() -> None:
    assert marked("Les délibérations de l’École", ("deliberation", "ecoles")) == (
        ("Les ", False),
        ("délibérations", True),
        (" de l’", False),
        ("École", True),
    )


def test_the_last_word_marks_what_it_begins() -> None:
    assert marked("Subventions aux clubs", ("aides", "subv"))[0] == ("Subventions", True)


@pytest.mark.parametrize("wanted", [(), ("inconnu",), ("de",)])
def test_nothing_to_mark_leaves_the_text_whole(wanted: tuple[str, ...]) -> None:
    assert marked("Prénoms de 2024", wanted) == (("Prénoms de 2024", False),)
    assert marked("", wanted) == ()


def test_marks_hold_the_very_text() -> None:
    text = "<b>École</b> & l’école, ÉCOLE"
    pieces = marked(text, ("ecole",))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, on in pieces if on] == ["École", "école", "ÉCOLE"]
