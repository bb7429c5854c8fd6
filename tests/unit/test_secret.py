"""The secret is made once, and is its owner's alone."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autan import secret


def test_a_secret_is_made_at_the_first_start_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secret_key"
    made = secret.key(path)
    assert len(made) >= 50
    assert secret.key(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_those_who_start_together_agree(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as together:
        keys = set(together.map(lambda _: secret.key(path), range(8)))
    assert len(keys) == 1
    assert list(tmp_path.iterdir()) == [path]
