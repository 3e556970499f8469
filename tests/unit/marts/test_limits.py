"""A query of the marts takes no more than it may, and the process lives on."""

import resource
from pathlib import Path

import duckdb
import pytest

from heartbeat_cli.errors import HbError, QueryLimitError
from heartbeat_cli.estate import QueryLimits
from heartbeat_cli.estate.limits import USUAL_LIMITS, read_limits
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader

LIMITS = QueryLimits(seconds=0.7, memory_mb=64, spill_mb=8)
PAIRS = "FROM bank_core.client AS a, bank_core.client AS b"


@pytest.fixture
def marts(tmp_path: Path) -> Path:
    file = tmp_path / "marts.duckdb"
    with duckdb.connect(str(file)) as writer:
        writer.execute("CREATE SCHEMA bank_core")
        writer.execute(
            "CREATE TABLE bank_core.client AS SELECT i AS id, 'name ' || i AS name FROM range(12000) AS r(i)"
        )
    return file


@pytest.mark.parametrize(
    ("sql", "code", "setting"),
    [
        (f"SELECT len(array_agg(a.name || b.name)) {PAIRS}", "query_limit", "limits.memory_mb"),
        ("SELECT length(string_agg(repeat('x', 100000), '')) FROM bank_core.client", "query_limit", "limits.memory_mb"),
        (f"SELECT max(md5(a.name || b.name)) OVER (ORDER BY a.name || b.name) {PAIRS}", "query_", "limits."),
        (f"SELECT count(*) FROM (SELECT DISTINCT a.name || b.name {PAIRS})", "query_", "limits."),
        (
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
            "query_timeout", "limits.seconds",
        ),
    ],
)  # fmt: skip
def test_a_query_that_takes_too_much_is_an_error(sql: str, code: str, setting: str, marts: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with DuckDbReader(duckdb.connect(str(marts), read_only=True), LIMITS) as reader:
        with pytest.raises(HbError) as caught:
            reader.measure(sql)
        assert (code in caught.value.code, setting in (caught.value.hint or "")) == (True, True)
        assert reader.measure("SELECT 1").rows == ((1,),)
    # In kilobytes: twice the limit, for what a driver needs of its own.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2 * LIMITS.memory_mb * 1024


def test_disk_beside_memory_has_a_limit(marts: Path) -> None:
    sql = f"SELECT max(z) FROM (SELECT row_number() OVER (ORDER BY md5(a.name || b.name)) AS z {PAIRS})"
    reader = DuckDbReader(duckdb.connect(str(marts), read_only=True), QueryLimits(20, 64, 4))
    with reader, pytest.raises(QueryLimitError, match=r"4 MB of disk|64 MB of memory"):
        reader.measure(sql)


@pytest.mark.parametrize("sql", ["SET memory_limit = '8GB'", "SET lock_configuration = false", "SET threads = 1"])
def test_nobody_changes_a_setting_once_a_metric_ran(sql: str, marts: Path) -> None:
    with DuckDbReader(duckdb.connect(str(marts), read_only=True), LIMITS) as reader:
        reader.measure("SELECT 1")
        with pytest.raises(HbError, match="configuration has been locked"):
            reader.query(sql)


def test_limits_as_a_project_has_them() -> None:
    assert read_limits({"seconds": 5, "memory_mb": 512, "spill_mb": 0}) == QueryLimits(5, 512, 0)
    usual = read_limits({})
    assert (usual.seconds, usual.spill_mb) == (USUAL_LIMITS.seconds, USUAL_LIMITS.spill_mb)
    assert 0 < usual.memory_mb <= USUAL_LIMITS.memory_mb
