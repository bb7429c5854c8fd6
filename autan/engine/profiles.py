"""The profile of a selection of rows, asked of the engine within a grant.

That of a whole version is derived once and kept beside its serving copy, by version and grant: it
can be lost at any time. On a large table it is made in the background, so that nobody waits for
it; that of a selection is asked with the edges of the whole one, so that both can be compared.
"""

import json
import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path

from autan import env
from autan.access.grant import Grant
from autan.engine.base import EngineError, Source
from autan.engine.profiling import Asking
from autan.query.state import State
from autan.store.layout import serving_copy
from autan.tabular.profile import ColumnProfile, TableProfile

SMALL = 200_000
"""Rows up to which a whole profile is made while the reader waits: some tenths of a second."""

_SHAPE = 2
_making: set[Path] = set()
_lock = threading.Lock()
logger = logging.getLogger(__name__)


def whole(source: Source, grant: Grant) -> TableProfile | None:
    """The profile of a version; None while that of a large one is being made for the first time.

    An EngineError when the engine gives no answer.
    """
    path = _place(source, grant)
    known = _load(path)
    if known is not None:
        return known
    if source.rows <= SMALL:
        return _make(path, source, grant)
    _make_soon(path, source, grant)
    return None


def chosen(
    source: Source, grant: Grant, state: State, known: TableProfile, names: Sequence[str], *,
    client: str = "",
) -> TableProfile:  # fmt: skip
    """The profile of the rows of a state, for some columns, along the edges of the whole one.

    OdsqlError for a state that asks something else than the columns have; an EngineError.
    """
    asking = Asking(source, grant, state.selection, client, source.rows > SMALL)
    fields = [field for field in asking.schema if field.name in names]
    rows, summary = asking.summary(fields, known)
    columns = (asking.column(field, summary, known.find(field.name)) for field in fields)
    return TableProfile(rows, tuple(columns))


def _make(path: Path, source: Source, grant: Grant) -> TableProfile:
    large = source.rows > SMALL
    asking = Asking(source, grant, State(), "", large, patient=large)
    fields = list(asking.schema)
    unique = asking.unique(fields) if large else frozenset()
    seed = TableProfile(
        source.rows,
        tuple(ColumnProfile(field.name, 0, unique=field.name in unique) for field in fields),
    )
    rows, summary = asking.summary(fields, seed)
    columns = tuple(asking.column(field, summary, seed.find(field.name)) for field in fields)
    made = TableProfile(rows, columns)
    _keep(path, made)
    return made


def _make_soon(path: Path, source: Source, grant: Grant) -> None:
    with _lock:
        if path in _making:
            return
        _making.add(path)
    threading.Thread(target=_make_apart, args=(path, source, grant), daemon=True).start()


def _make_apart(path: Path, source: Source, grant: Grant) -> None:
    try:
        _make(path, source, grant)
    except EngineError as error:
        # Nobody waits for it: the next reader of the page asks for it again.
        logger.warning("no profile of %s: %s", source.sha256[:12], error.code)
    finally:
        with _lock:
            _making.discard(path)


# On the disk


def _place(source: Source, grant: Grant) -> Path:
    """Beside the serving copy, whose name says the version; swept with it."""
    copy = serving_copy(env.home(), source.sha256)
    return copy.with_name(f"{source.sha256}.{grant.fingerprint()[:16]}.{_SHAPE}.json")


def _load(path: Path) -> TableProfile | None:
    """None for one that is missing, or that a crash cut short: it is made again."""
    try:
        return TableProfile.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, made: TableProfile) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.tmp-{os.getpid()}-{threading.get_ident()}")
    temporary.write_text(json.dumps(made.as_json(), ensure_ascii=False), encoding="utf-8")
    temporary.rename(path)
