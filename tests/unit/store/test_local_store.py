"""The content-addressed store: whole objects or none, and nothing lost by sweeping."""

import hashlib
import io
import os
import time
from pathlib import Path

import pytest

from autan.errors import Refused
from autan.store import sweep
from autan.store.layout import Kind, place, serving_copy
from autan.store.local import LocalStore, adopt

MEBIBYTE = 1 << 20


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "home")


def _grow_old(path: Path, hours: float) -> None:
    then = time.time() - hours * sweep.HOUR
    os.utime(path, (then, then))


def test_an_object_is_named_by_the_hash_of_its_bytes(store: LocalStore, tmp_path: Path) -> None:
    source = tmp_path / "version.parquet"
    source.write_bytes(b"PAR1")
    stored = store.put(source, Kind.VERSION)
    assert stored.sha256 == hashlib.sha256(b"PAR1").hexdigest()
    assert stored.bytes == 4
    assert store.path(stored.sha256, Kind.VERSION).name == f"{stored.sha256}.parquet"
    with store.open(stored.sha256, Kind.VERSION) as file:
        assert file.read() == b"PAR1"


def test_the_source_of_an_object_stays_its_owners(store: LocalStore, tmp_path: Path) -> None:
    source = tmp_path / "version.parquet"
    source.write_bytes(b"first")
    stored = store.put(source, Kind.VERSION)
    source.write_bytes(b"other")
    assert store.path(stored.sha256, Kind.VERSION).read_bytes() == b"first"


def test_the_same_bytes_twice_are_one_object(store: LocalStore) -> None:
    first = store.receive([b"a", b"b"], Kind.ORIGINAL, limit=MEBIBYTE)
    again = store.receive([b"ab"], Kind.ORIGINAL, limit=MEBIBYTE)
    assert first == again
    assert len([path for path in store.root.rglob("*") if path.is_file()]) == 1


def test_storing_an_object_again_makes_it_young(store: LocalStore) -> None:
    stored = store.receive([b"a"], Kind.ORIGINAL, limit=MEBIBYTE)
    path = store.path(stored.sha256, Kind.ORIGINAL)
    _grow_old(path, hours=48)
    store.receive([b"a"], Kind.ORIGINAL, limit=MEBIBYTE)
    assert sweep.sweep_unreferenced(store.root, Kind.ORIGINAL, set(), older_than=sweep.HOUR) == 0
    assert path.exists()


def test_a_stream_that_is_too_long_is_refused_and_leaves_nothing(store: LocalStore) -> None:
    pieces = (bytes(MEBIBYTE) for _ in range(3))
    with pytest.raises(Refused, match="2 Mo") as refusal:
        store.receive(pieces, Kind.ORIGINAL, limit=2 * MEBIBYTE)
    assert refusal.value.code == "file-too-big"
    assert not [path for path in store.root.rglob("*") if path.is_file()]


def test_a_stream_that_breaks_leaves_nothing(store: LocalStore) -> None:
    def broken():
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.receive(broken(), Kind.ORIGINAL, limit=MEBIBYTE)
    assert not [path for path in store.root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", "0" * 62 + "/."]
)
def test_only_a_hash_names_an_object(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        place(Path("/home"), Kind.VERSION, name)
    with pytest.raises(ValueError, match="SHA-256"):
        serving_copy(Path("/home"), name)


def test_a_missing_object_is_no_object(store: LocalStore) -> None:
    assert not store.exists("0" * 64, Kind.VERSION)
    with pytest.raises(FileNotFoundError):
        store.open("0" * 64, Kind.VERSION)


def test_an_adopted_file_moves_whole(tmp_path: Path) -> None:
    source = tmp_path / "version.duckdb"
    source.write_bytes(b"duck")
    adopt(source, tmp_path / "serving" / "a.duckdb")
    assert not source.exists()
    assert (tmp_path / "serving" / "a.duckdb").read_bytes() == b"duck"


def test_an_open_file_is_received_by_pieces(store: LocalStore) -> None:
    from autan.store.local import chunks_of

    stored = store.receive(chunks_of(io.BytesIO(b"x" * 3_000_000)), Kind.ORIGINAL, limit=1 << 30)
    assert stored.bytes == 3_000_000


class TestSweeping:
    """What is old and unnamed goes; what is young or named stays."""

    def test_temporary_files_go_after_an_hour(self, store: LocalStore) -> None:
        folder = store.root / "objects"
        folder.mkdir(parents=True)
        for name, hours in (("old.tmp", 2), ("young.tmp", 0.5)):
            (folder / name).write_bytes(b"")
            _grow_old(folder / name, hours)
        assert sweep.sweep_temporary(store.root) == 1
        assert [path.name for path in folder.iterdir()] == ["young.tmp"]

    def test_scratch_goes_with_its_folders(self, store: LocalStore) -> None:
        folder = store.root / "scratch" / "check-1"
        folder.mkdir(parents=True)
        (folder / "text.parquet").write_bytes(b"")
        _grow_old(folder, 2)
        assert sweep.sweep_temporary(store.root) == 1
        assert not folder.exists()

    @pytest.mark.parametrize(
        ("named", "hours", "stays"),
        [(True, 100, True), (False, 100, False), (False, 0, True)],
        ids=["named", "unnamed and old", "unnamed and young"],
    )
    def test_objects_go_when_no_row_names_them(
        self, store: LocalStore, named: bool, hours: float, stays: bool
    ) -> None:
        stored = store.receive([b"a"], Kind.ORIGINAL, limit=MEBIBYTE)
        path = store.path(stored.sha256, Kind.ORIGINAL)
        _grow_old(path, hours)
        names = {stored.sha256} if named else set()
        sweep.sweep_unreferenced(store.root, Kind.ORIGINAL, names, older_than=24 * sweep.HOUR)
        assert path.exists() is stays

    def test_serving_copies_follow_their_versions(self, store: LocalStore) -> None:
        kept, gone = serving_copy(store.root, "a" * 64), serving_copy(store.root, "b" * 64)
        kept.parent.mkdir(parents=True)
        for path in (kept, gone):
            path.write_bytes(b"")
            _grow_old(path, 2)
        assert sweep.sweep_serving(store.root, {"a" * 64}) == 1
        assert kept.exists()

    def test_folders_of_forgotten_drafts_go(self, store: LocalStore) -> None:
        drafts = store.root / "drafts"
        for token in ("kept", "forgotten"):
            (drafts / token).mkdir(parents=True)
            _grow_old(drafts / token, 2)
        assert sweep.sweep_folders(drafts, {"kept"}) == 1
        assert [path.name for path in drafts.iterdir()] == ["kept"]

    def test_an_empty_home_is_swept_without_a_word(self, store: LocalStore) -> None:
        assert sweep.sweep_temporary(store.root) == 0
        assert sweep.sweep_folders(store.root / "drafts", set()) == 0
