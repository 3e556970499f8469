"""Marts asked once, and the time limit of their queries."""

import threading
import time

import duckdb
import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import QueryLimits
from heartbeat_cli.marts.kinds.duckdb.alarm import Alarm
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader
from heartbeat_cli.marts.remembering import RememberingReader


def test_what_was_asked_is_not_asked_again_and_a_measure_always_is() -> None:
    session = duckdb.connect(":memory:")
    session.execute("CREATE SCHEMA s; CREATE TABLE s.t AS SELECT 1 AS i")
    with RememberingReader(DuckDbReader(session)) as reader:
        assert reader.query("SELECT count(*) FROM s.t").rows == ((1,),)
        session.execute("INSERT INTO s.t VALUES (2)")
        assert reader.query("SELECT count(*) FROM s.t").rows == ((1,),)
        assert reader.query("SELECT count(*)  FROM s.t").rows == ((2,),)
        assert reader.measure("SELECT count(*) FROM s.t").rows == ((2,),)
        with pytest.raises(HbError):
            reader.query("SELECT x FROM s.t")
        session.execute("ALTER TABLE s.t ADD COLUMN x INTEGER")
        assert len(reader.query("SELECT x FROM s.t").rows) == 2
        assert (reader.dialect, [t.rows for t in reader.tables()]) == ("duckdb", [2])


def test_a_limit_holds_for_each_query_and_its_watch_ends() -> None:
    alarm, session = Alarm(0.2), duckdb.connect(":memory:")
    before = set(threading.enumerate())
    endless = "SELECT count(*) FROM range(100000) AS a(i), range(100000) AS b(j), range(1000) AS c(k) WHERE i * j <> k"
    for _ in range(2):
        cursor = session.cursor()
        with alarm.over(cursor):
            cursor.execute("SELECT 1")
        begun = time.monotonic()
        with pytest.raises(duckdb.InterruptException), alarm.over(cursor):
            cursor.execute(endless)
        assert time.monotonic() - begun < 5
    deadline = time.monotonic() + 5
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert set(threading.enumerate()) - before == set()


def test_limits_are_those_of_the_project() -> None:
    with DuckDbReader(duckdb.connect(":memory:"), QueryLimits(seconds=0.1)) as reader, pytest.raises(HbError) as caught:
        reader.query("SELECT count(*) FROM range(10000000) AS a(i), range(10000) AS b(j) WHERE i % 7 <> j")
    assert caught.value.code == "query_timeout"


def test_nothing_is_watched_once_a_reader_is_closed() -> None:
    before = set(threading.enumerate())
    with DuckDbReader(duckdb.connect(":memory:")) as reader:
        reader.measure("SELECT 1")
        (watcher,) = set(threading.enumerate()) - before
    watcher.join(10)
    assert not watcher.is_alive()
