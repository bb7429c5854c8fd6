"""The engine of this process: plans in, answers out, through two lanes of DuckDB workers.

Pages and exports do not share workers, so that a slow download never delays a page. Nothing
starts before the first question.
"""

import atexit
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from autan import env
from autan.engine import serving, tiles, wire
from autan.engine.base import Answer, Engine, Source
from autan.engine.cache import AnswerCache
from autan.engine.export import Export
from autan.engine.lanes import Lane
from autan.engine.lease import DamagedCopy, Lease
from autan.engine.limits import MEGABYTE, Limits, from_environment
from autan.engine.process import WorkerProcess
from autan.formats.exports import export_format
from autan.query.lower import lower
from autan.query.nodes import Column

if TYPE_CHECKING:
    from autan.access.grant import Grant
    from autan.maps.mercator import Window
    from autan.query.plan import Plan

T = TypeVar("T")


class PooledEngine:
    """An ``Engine`` on the serving copies under ``home``. Safe to use from many threads."""

    def __init__(self, limits: Limits | None = None, home: Path | None = None) -> None:
        self.limits = limits or from_environment()
        self._home = home or env.home()
        self._owner = os.getpid()
        scratch = self._home / "scratch" / "engine"
        start = partial(WorkerProcess, self.limits, scratch)
        self.queries = Lane(start, self.limits.query_workers, self.limits)
        self.exports = Lane(partial(start, nice=5), self.limits.export_workers, self.limits)
        self._cache = AnswerCache(self.limits.cache * MEGABYTE)
        self._tiles = AnswerCache(self.limits.tiles * MEGABYTE)

    def answer(
        self,
        plan: "Plan",
        grant: "Grant",
        *,
        source: Source,
        deadline: float | None = None,
        client: str = "",
        patient: bool = False,
    ) -> Answer:
        """See ``Engine``. An answer already given for this grant, version and plan is kept,
        and so is the total of a selection, from one of its pages to the next."""
        narrowed = grant.narrow(plan)
        key = (grant.portal, grant.fingerprint(), source.sha256, narrowed.fingerprint())
        known = self._cache.get(key)
        if known is not None:
            return known
        question = _question(narrowed, "json", {})
        counted = (*key[:3], repr((question["count_sql"], question["count_parameters"])))
        total = self._cache.get(counted)
        if total is not None:
            question["count_sql"] = None
        allowed = self.limits.seconds if deadline is None else deadline
        collect = partial(_collected, allowed=allowed)
        lane = self.exports if patient else self.queries
        answer = self._ask(lane, question, source, client, collect)
        if total is not None:
            answer = replace(answer, total=total.total)
        elif answer.total is not None:
            self._cache.put(counted, replace(answer, body=b""))
        self._cache.put(key, answer)
        return answer

    def stream(
        self,
        plan: "Plan",
        grant: "Grant",
        *,
        source: Source,
        format: str,
        options: Mapping[str, str] | None = None,
        deadline: float | None = None,
        client: str = "",
    ) -> Export:
        """See ``Engine``. Errors that come later, between two pieces, are raised there."""
        settled = export_format(format).settle(options or {})
        question = _question(grant.narrow(plan), format, settled)
        allowed = self.limits.export_seconds if deadline is None else deadline
        begin = partial(Export, seconds=allowed)
        return self._ask(self.exports, question, source, client, begin)

    def tile(
        self,
        plans: "Sequence[Plan]",
        grant: "Grant",
        *,
        source: Source,
        window: "Window",
        client: str = "",
    ) -> bytes:
        """See ``Engine``. A tile already made for this grant, version and plans is kept."""
        narrowed = [grant.narrow(plan) for plan in plans]
        asked = repr((window, *(plan.fingerprint() for plan in narrowed)))
        key = (grant.portal, grant.fingerprint(), source.sha256, asked)
        known = self._tiles.get(key)
        if known is None:
            collect = partial(_collected, allowed=self.limits.seconds)
            question = tiles.asked(narrowed, window)
            known = self._ask(self.queries, question, source, client, collect)
            self._tiles.put(key, known)
        return known.body

    def get_ready(self) -> None:
        """Start what answers the first question, which takes some tenths of a second."""
        self.queries.get_ready()

    def close(self) -> None:
        """Kill the workers; this engine answers no more. Nothing in a forked child."""
        if os.getpid() == self._owner:
            self.queries.close()
            self.exports.close()

    def _ask(
        self,
        lane: Lane,
        question: dict[str, Any],
        source: Source,
        client: str,
        use: Callable[[Lease], T],
    ) -> T:
        """``use`` the answer; a serving copy that cannot be read is built again, once."""
        try:
            return self._ask_once(lane, question, source, client, use)
        except DamagedCopy:
            serving.discard(source.sha256, self._home)
            return self._ask_once(lane, question, source, client, use)

    def _ask_once(
        self,
        lane: Lane,
        question: dict[str, Any],
        source: Source,
        client: str,
        use: Callable[[Lease], T],
    ) -> T:
        copy = str(serving.ensure(source.sha256, self._home))
        lease = lane.take(client, copy)
        try:
            lease.ask(question | {"copy": copy})
            return use(lease)
        except BaseException:
            lease.stop()
            raise


def _question(plan: "Plan", format: str, options: Mapping[str, str | bool]) -> dict[str, Any]:
    """What a worker needs to know: SQL and values made by the compiler, never a client's text."""
    lowered = lower(plan)
    return {
        "sql": lowered.sql,
        "parameters": list(lowered.parameters),
        "count_sql": lowered.count_sql if format == "json" and not options else None,
        "count_parameters": list(lowered.count_parameters),
        "limit": plan.limit,
        "offset": plan.offset,
        "columns": [(key, kind.value) for key, kind in lowered.columns],
        "timezone": plan.timezone,
        "format": format,
        "options": dict(options),
        "labels": _labels(plan) if options.get("use_labels") else {},
        "bounded": not options,
    }


def _labels(plan: "Plan") -> dict[str, str]:
    """Readable names, for the columns shown under their own name: an alias is already chosen."""
    own = ((output.key, output.node) for output in plan.select)
    fields = {key: plan.schema.find(key) for key, node in own if isinstance(node, Column)}
    return {key: field.title for key, field in fields.items() if field is not None}


def _collected(lease: Lease, allowed: float) -> Answer:
    until = time.monotonic() + allowed
    total: int | None = None
    body = bytearray()
    while not lease.over:
        frame = lease.listen(until - time.monotonic(), allowed)
        if frame.kind == wire.HEAD:
            total = frame.json()["total"]
        body += frame.payload if frame.kind == wire.BODY else b""
    return Answer(total, bytes(body))


_engine: PooledEngine | None = None
_starting = threading.Lock()


def engine() -> Engine:
    """The engine of this process, the same for every thread."""
    global _engine
    with _starting:
        if _engine is None:
            _engine = PooledEngine()
            atexit.register(_engine.close)
        return _engine


def _forget() -> None:
    """In a forked child the workers are the parent's: start others when needed."""
    global _engine, _starting
    _engine, _starting = None, threading.Lock()


os.register_at_fork(after_in_child=_forget)


def shut_down() -> None:
    """Kill the workers, if any; the next ``engine()`` starts afresh."""
    global _engine
    with _starting:
        if _engine is not None:
            _engine.close()
            atexit.unregister(_engine.close)
            _engine = None
