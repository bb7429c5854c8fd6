"""Files of any size, made in flat memory and stopped at once."""

import resource
import time

import pytest

from autan.engine.base import QueryFailed, QueryTooLong
from autan.formats.exports import BadOption
from tests.unit.engine.asking import Open, Told

MANY = "SELECT i AS n, 'Association n° ' || i AS nom FROM range({rows}) r(i)"


def stream(engine, source, sql="SELECT n, nom FROM t", columns="n:int nom:text", **more):
    asked = {"format": "csv"} | more
    return engine.stream(Told(sql, columns, schema=source.schema), Open(), source=source, **asked)


def memory_of(pid):
    with open(f"/proc/{pid}/status") as status:
        peak = next(line for line in status if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def test_a_million_rows_go_out_in_flat_memory(start, source):
    engine = start(export_workers=1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = size = 0
    for piece in stream(engine, source, MANY.format(rows=1_000_000)):
        lines += piece.count(b"\n")
        size += len(piece)
    assert lines == 1_000_001
    assert size > 25_000_000
    (pid,) = engine.exports.pids()
    assert memory_of(pid) < 400
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before < 50


def test_a_reader_who_leaves_frees_the_worker_within_a_second(start, source):
    engine = start(export_workers=1)
    leaving = stream(engine, source, MANY.format(rows=50_000_000))
    next(leaving)
    began = time.monotonic()
    leaving.close()
    assert b"".join(stream(engine, source)).count(b"\n") == 4
    assert time.monotonic() - began < 1
    assert list(leaving) == []


def test_a_file_that_is_dropped_frees_its_worker_too(start, source):
    engine = start(export_workers=1)
    dropped = stream(engine, source, MANY.format(rows=50_000_000))
    next(dropped)
    del dropped
    assert b"".join(stream(engine, source)).count(b"\n") == 4


def test_a_small_file_frees_its_worker_before_it_is_read(start, source):
    engine = start(export_workers=1)
    unread = stream(engine, source)
    assert b"".join(stream(engine, source)) == b"".join(unread)


def test_a_reader_who_sleeps_loses_the_worker_when_somebody_needs_it(start, source):
    engine = start(export_workers=1, stall=0.2)
    asleep = stream(engine, source, MANY.format(rows=50_000_000))
    next(asleep)
    time.sleep(0.3)
    assert b"".join(stream(engine, source)).count(b"\n") == 4
    with pytest.raises(Exception, match="arrêtée"):
        list(asleep)


def test_an_error_comes_before_the_first_piece(engine, source):
    with pytest.raises(QueryFailed):
        stream(engine, source, "SELECT nom::INTEGER AS n FROM t", "n:int")


def test_an_export_that_does_not_start_in_time_is_stopped(engine, source):
    with pytest.raises(QueryTooLong):
        stream(engine, source, "SELECT count(*) FROM range(100000000000)", "n:int", deadline=0.2)


def test_an_unknown_format_or_option_is_refused(engine, source):
    with pytest.raises(BadOption):
        stream(engine, source, format="exe")
    with pytest.raises(BadOption):
        stream(engine, source, options={"delimiter": "é"})


def test_columns_take_their_readable_names_on_demand(engine, source):
    made = b"".join(stream(engine, source, options={"use_labels": "true", "with_bom": "false"}))
    assert made.splitlines()[:2] == [b"N;Nom", "1;Cœur".encode()]
