"""The index on disk: what it finds and counts, who sees what, and what becomes of it."""

import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from autan.search.index import Damaged, Shelf, Unwritable, guarded
from autan.search.question import OLDER, Audience, Counted, Question
from autan.search.shape import FACETS, Entry, Mark, reader
from autan.search.snapshot import Snapshot

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
PUBLIC = Audience("gers")
AUCH = 5
OF_AUCH = Audience("gers", frozenset({AUCH}))


def entry(pk: int, title: str, text: str = "", **more: Any) -> Entry:
    base = Entry(
        pk=pk,
        lock=1,
        title=title,
        text=f"{title} {text}",
        standard="",
        theme="Culture",
        licence="lov2",
        producer="auch",
        departement="32",
        epci="200066926",
        commune="32013",
        places=("commune:32013", "epci:200066926", "departement:32", "region:76"),
        readers=(reader("gers"), reader("gers", AUCH)),
        modified=NOW - timedelta(days=pk),
        rows=pk * 10,
    )
    return replace(base, **more)


ENTRIES = (
    entry(1, "Délibérations du conseil", "Les décisions de 2024", standard="scdl-deliberations"),
    entry(2, "Subventions aux associations", "aides du conseil", theme="Économie", licence="odbl"),
    entry(300, "École de musique", "élèves inscrits", commune="", places=("departement:32",)),
    entry(40, "Zibelines secrètes", "conseil", readers=(reader("gers", AUCH),), theme="Secret"),
    entry(5, "Conseil des jeunes", readers=(reader("autre"), reader("autre", AUCH)), theme="Loin"),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path)
    with made.turn(1):
        assert made.rebuild(ENTRIES, Mark(7, "then", (7, 6))) == len(ENTRIES)
    return made


@pytest.fixture
def snapshot(shelf: Shelf) -> Snapshot:
    found = shelf.snapshot()
    assert found is not None
    return found


Pks = Callable[..., tuple[int, ...]]


@pytest.fixture
def pks(snapshot: Snapshot) -> Pks:
    def find(text: str = "", audience: Audience = PUBLIC, **more: Any) -> tuple[int, ...]:
        return snapshot.find(audience, Question(text, **more), NOW).pks

    return find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("délibération", (1,)),
        ("DELIBERATIONS", (1,)),
        ("décision conseil", (1,)),
        ("l’école", (300,)),
        ("ecoles musiques", (300,)),
        ("subv", (2,)),
        ("aides asso", (2,)),
        ("deliberations subventions", ()),
        ("jeunes", ()),
        ("%", (1, 2, 300)),
        ('field:x OR "y" AND (', ()),
    ],
)
def test_every_word_is_wanted_in_any_form(pks: Pks, text: str, found: tuple[int, ...]) -> None:
    assert pks(text) == found


@pytest.fixture
def acronyms(tmp_path: Path) -> Callable[[str], tuple[int, ...]]:
    made = Shelf(tmp_path / "acronyms")
    entries = (
        entry(1, "PLU d’Auch", "zonage"),
        entry(2, "Plan local d’urbanisme de Condom", "zonage"),
        entry(3, "Plan des pistes cyclables", "local à vélos"),
    )
    with made.turn(1):
        made.rebuild(entries, Mark(1, ""))
    found = made.snapshot()
    assert found is not None
    return lambda text: found.find(PUBLIC, Question(text), NOW).pks


def test_an_acronym_and_what_it_stands_for_are_one(
    acronyms: Callable[[str], tuple[int, ...]],
) -> None:
    assert set(acronyms("PLU")) == {1, 2}
    assert set(acronyms("le plan local d’urbanisme")) == {1, 2}
    assert acronyms("PLU Condom") == (2,)
    assert acronyms("plan local urbanisme auch") == (1,)
    assert acronyms("plan cyclable") == (3,)


def test_what_holds_most_of_the_words_is_found_when_nothing_holds_all(snapshot: Snapshot) -> None:
    hits = snapshot.find(PUBLIC, Question("les délibérations de 2023 du conseil d’Auzas"), NOW)
    assert (hits.pks, hits.sought.words) == ((1,), ("deliberations", "conseil"))
    assert hits.instead_of
    assert snapshot.find(PUBLIC, Question("subventions du musée de Vénus"), NOW).pks == ()


def test_a_word_of_the_title_comes_before_one_of_the_text(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "title")
    entries = (entry(1, "Piscine", "horaires des musées"), entry(2, "Musées", "horaires"))
    with made.turn(1):
        made.rebuild((*entries, entry(3, "Le musée", "x y z w")), Mark(1, ""))
    found = made.snapshot()
    assert found is not None
    assert found.find(PUBLIC, Question("musées"), NOW).pks == (2, 3, 1)


@pytest.mark.parametrize(
    ("text", "near", "found"),
    [
        ("delibartions", ("deliberations",), (1,)),
        ("subvnetions", ("subventions",), (2,)),
        ("musqiue ecole", ("musique", "ecole"), (300,)),
        ("mus1que", (), ()),
        ("zzz", (), ()),
    ],
)
def test_near_words_are_found_when_the_written_ones_are_not(
    snapshot: Snapshot, text: str, near: tuple[str, ...], found: tuple[int, ...]
) -> None:
    hits = snapshot.find(PUBLIC, Question(text), NOW)
    assert hits.pks == found
    assert (hits.sought.words if hits.instead_of else ()) == near
    assert snapshot.find(PUBLIC, Question(text, near=False), NOW).pks == ()


def test_what_finds_much_more_is_proposed(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "much")
    with made.turn(1):
        many = [entry(n, f"Piscine {n}") for n in range(1, 6)]
        made.rebuild([*many, entry(9, "Piscane")], Mark(1, ""))
    found = made.snapshot()
    assert found is not None
    hits = found.find(PUBLIC, Question("piscane"), NOW)
    assert (hits.total, hits.instead_of, hits.proposed) == (1, "", ("piscine",))


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("relevance", (1, 2, 300)),
        ("modified", (1, 2, 300)),
        ("-modified", (300, 2, 1)),
        ("title", (1, 300, 2)),
        ("-title", (2, 300, 1)),
        ("rows", (300, 2, 1)),
        ("-rows", (1, 2, 300)),
    ],
)
def test_orders(pks: Pks, order: str, found: tuple[int, ...]) -> None:
    assert pks(order=order) == found
    assert pks(order=order, limit=1, offset=1) == found[1:2]
    assert pks(order=order, limit=0) == ()


def test_choices_narrow_and_one_of_several_is_enough(pks: Pks) -> None:
    assert pks(chosen=(("theme", ("Économie",)),)) == (2,)
    assert pks(chosen=(("theme", ("Économie", "Culture")), ("licence", ("lov2",)))) == (1, 300)
    assert pks(places=("commune:32013",)) == (1, 2)
    assert pks(places=("departement:32",)) == (1, 2, 300)
    assert pks(places=("commune:0",)) == ()
    assert pks(age="mois") == (1, 2)
    assert pks(age="an") == (1, 2, 300)
    assert pks(age=OLDER) == ()


def test_a_facet_counts_what_its_own_values_would_leave(snapshot: Snapshot) -> None:
    question = Question("", chosen=(("theme", ("Économie",)),))
    hits = snapshot.find(PUBLIC, question, NOW)
    counts = snapshot.counts(PUBLIC, question, ("theme", "licence", "age"), hits.sought, NOW)
    assert counts["theme"] == (Counted("Culture", 2), Counted("Économie", 1))
    assert counts["licence"] == (Counted("odbl", 1),)
    assert counts["age"] == (Counted("mois", 1), Counted("semestre", 1), Counted("an", 1))


def test_what_one_may_not_read_is_nowhere(snapshot: Snapshot, pks: Pks) -> None:
    assert pks("zibelines") == pks("zibeline conseil") == ()
    assert not snapshot.find(PUBLIC, Question("zibelinse"), NOW).instead_of
    most = snapshot.find(PUBLIC, Question("zibelines secrètes du conseil et des décisions"), NOW)
    assert most.pks == (1,)
    assert most.sought.words == ("conseil", "decisions")
    assert snapshot.titled(PUBLIC, "zibel", 5, NOW) == ()
    hits = snapshot.find(PUBLIC, Question(), NOW)
    counts = snapshot.counts(PUBLIC, Question(), FACETS, hits.sought, NOW)
    assert hits.total == 3
    assert {one.value for one in counts["theme"]} == {"Culture", "Économie"}
    assert sum(one.count for one in counts["licence"]) == 3


def test_the_organisation_finds_its_own_here_and_not_elsewhere(snapshot: Snapshot) -> None:
    assert snapshot.find(OF_AUCH, Question("zibelines"), NOW).pks == (40,)
    assert snapshot.titled(OF_AUCH, "zibel", 5, NOW) == (40,)
    assert snapshot.find(OF_AUCH, Question("jeunes"), NOW).pks == ()
    assert snapshot.find(Audience("nulle-part"), Question(), NOW).total == 0


def test_titles_are_found_by_the_beginning_of_their_last_word(snapshot: Snapshot) -> None:
    assert snapshot.titled(PUBLIC, "conseil délib", 5, NOW) == (1,)
    assert snapshot.titled(PUBLIC, "aides", 5, NOW) == ()
    assert snapshot.titled(PUBLIC, "", 5, NOW) == ()


def test_a_change_replaces_what_was_known(shelf: Shelf) -> None:
    with shelf.turn(1) as ours:
        assert ours
        shelf.change([entry(2, "Bancs publics", lock=2)], [1], Mark(9, "now", (9,)))
    found = shelf.snapshot()
    assert found is not None
    assert (found.mark, found.size) == (Mark(9, "now", (9,)), 4)
    assert found.locks() == {2: 2, 300: 1, 40: 1, 5: 1}
    assert found.find(PUBLIC, Question(), NOW).pks == (2, 300)
    assert found.find(PUBLIC, Question("subventions"), NOW).pks == ()


def test_a_snapshot_does_not_change_while_it_is_asked(shelf: Shelf, snapshot: Snapshot) -> None:
    with shelf.turn(1):
        shelf.change([], [1, 2, 300], Mark(9, "now"))
    assert snapshot.find(PUBLIC, Question(), NOW).total == 3
    again = Shelf(shelf.folder.parent).snapshot()
    assert again is not None
    assert again.find(PUBLIC, Question(), NOW).total == 0


def test_a_new_index_takes_the_place_of_the_old_one_while_it_is_read(
    shelf: Shelf, snapshot: Snapshot
) -> None:
    with shelf.turn(1):
        shelf.rebuild([entry(8, "Neuf")], Mark(10, "later"))
    assert snapshot.find(PUBLIC, Question("conseil"), NOW).total == 2
    found = shelf.snapshot()
    assert found is not None
    assert found.find(PUBLIC, Question(), NOW).pks == (8,)
    assert len([each for each in shelf.folder.iterdir() if each.is_dir()]) == 1


def test_one_writes_and_the_others_wait_no_longer_than_they_said(shelf: Shelf) -> None:
    other = Shelf(shelf.folder.parent)
    with shelf.turn(1) as ours, other.turn(0.03) as theirs:
        assert (ours, theirs) == (True, False)
    with other.turn(0) as theirs:
        assert theirs


def test_no_index_is_none_and_one_of_another_shape_too(tmp_path: Path, shelf: Shelf) -> None:
    assert Shelf(tmp_path / "empty").snapshot() is None
    (shelf.folder / "current").write_text("ofanothershape-1234", encoding="ascii")
    assert Shelf(tmp_path).snapshot() is None


def _named(shelf: Shelf) -> str:
    return (shelf.folder / "current").read_text(encoding="ascii")


def test_who_read_an_old_index_does_not_throw_the_new_one_away(shelf: Shelf) -> None:
    old = _named(shelf)
    with Shelf(shelf.folder.parent).turn(1):
        Shelf(shelf.folder.parent).rebuild([entry(8, "Neuf")], Mark(10, "later"))
    shelf.discard(old)
    found = shelf.snapshot()
    assert found is not None
    assert found.find(PUBLIC, Question(), NOW).pks == (8,)


def test_what_a_killed_process_left_half_built_is_taken_away(shelf: Shelf) -> None:
    (shelf.folder / "half-built").mkdir()
    (shelf.folder / "current-half-built").write_text("half-built", encoding="ascii")
    with shelf.turn(1):
        shelf.rebuild([entry(8, "Neuf")], Mark(10, "later"))
    assert sorted(each.name for each in shelf.folder.iterdir()) == sorted(
        ["current", "lock", _named(shelf)]
    )


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow past 100 bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_and_leaves_nothing_half_built(shelf: Shelf, full_disk: None) -> None:
    before = _named(shelf)
    with pytest.raises(Unwritable), shelf.turn(1):
        shelf.rebuild(ENTRIES, Mark(8, "now"))
    assert _named(shelf) == before
    assert [each.name for each in shelf.folder.iterdir() if each.is_dir()] == [before]
    assert shelf.snapshot() is not None


def test_a_change_that_a_full_disk_refuses_leaves_the_index_as_it_was(
    shelf: Shelf, full_disk: None
) -> None:
    with pytest.raises(Unwritable), shelf.turn(1):
        shelf.change([entry(2, "Bancs publics")], [1], Mark(9, "now"))
    found = Shelf(shelf.folder.parent).snapshot()
    assert found is not None
    assert (found.mark, found.size) == (Mark(7, "then", (7, 6)), len(ENTRIES))


def test_entries_that_fail_leave_nothing_half_built(shelf: Shelf) -> None:
    def failing() -> Iterator[Entry]:
        yield ENTRIES[0]
        raise RuntimeError("the database is away")

    with pytest.raises(RuntimeError, match="away"), shelf.turn(1):
        shelf.rebuild(failing(), Mark(8, "now"))
    assert [each.name for each in shelf.folder.iterdir() if each.is_dir()] == [_named(shelf)]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "search").write_text("a file where a folder should be", encoding="ascii")
    assert Shelf(tmp_path).snapshot() is None
    with pytest.raises(Unwritable), Shelf(tmp_path).turn(0):
        pass


def test_a_change_to_an_index_that_somebody_just_threw_away_is_told(shelf: Shelf) -> None:
    (shelf.folder / "current").unlink()
    with pytest.raises(Damaged), shelf.turn(1):
        shelf.change([], [1], Mark(8, "now"))


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "x " * 5000, "\0", "\ud800", "!?;:«»()[]{}", ".*+?[a-z]{3}(a|b)$^", "é\u0301" * 3000,
     "reader:*", '"', "AND OR NOT -", "deliberation" + "n" * 28, "9" * 39, "市议会", "🎉"],
)  # fmt: skip
def test_no_text_breaks_the_search(snapshot: Snapshot, text: str) -> None:
    with guarded():
        assert 40 not in snapshot.find(PUBLIC, Question(text), NOW).pks
        assert 40 not in snapshot.titled(PUBLIC, text, 5, NOW)


def test_what_nobody_sees_in_a_text_is_not_looked_for(pks: Pks) -> None:
    assert pks("\u202edéli\u00adbéra\u200btions\u202c\ufeff") == (1,)


def _asked(shelf: Shelf) -> None:
    with guarded():
        found = shelf.snapshot()
        assert found is not None
        hits = found.find(PUBLIC, Question("conseil"), NOW)
        found.counts(PUBLIC, Question(), FACETS, hits.sought, NOW)


@pytest.mark.parametrize("broken", ["meta.json", "*.term", "*.idx", "*.fast", "*.store"])
def test_a_damaged_index_says_so_and_can_be_made_again(shelf: Shelf, broken: str) -> None:
    for file in next(each for each in shelf.folder.iterdir() if each.is_dir()).glob(broken):
        file.write_bytes(b"damaged")
    read = Shelf(shelf.folder.parent)
    with pytest.raises(Damaged):
        _asked(read)
    read.discard(_named(read))
    assert read.snapshot() is None
    with read.turn(1):
        read.rebuild(ENTRIES, Mark(7, "then"))
    mended = read.snapshot()
    assert mended is not None
    assert mended.find(PUBLIC, Question(), NOW).total == 3


def test_a_near_word_that_one_may_not_find_hides_none_that_one_may(shelf: Shelf) -> None:
    """Otherwise a question would tell whether there is something to hide."""
    hidden = [
        entry(60 + n, "Zibelune", readers=(reader("gers", AUCH),), theme="Secret") for n in range(5)
    ]
    with shelf.turn(1):
        shelf.rebuild([entry(50, "Zibalune"), *hidden], Mark(9, "then", (9,)))
    snapshot = shelf.snapshot()
    assert snapshot is not None
    # One letter from each of the two.
    hits = snapshot.find(PUBLIC, Question("ziblune"), NOW)
    plain = snapshot.find(PUBLIC, Question("zibalune"), NOW)
    assert (hits.pks, hits.sought.words) == (plain.pks, plain.sought.words) != ((), ())
    assert snapshot.find(OF_AUCH, Question("ziblune"), NOW).total == 5
