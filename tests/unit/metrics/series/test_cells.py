"""A series in one scan has the values of a run for each moment, or says why there is no one scan."""

from collections.abc import Iterator

import duckdb
import pytest
from tests.metrics_estate import build_estate
from tests.series_cases import ROWS, SHIPPED, cases, shipped, told

from heartbeat_cli.estate import Inventory
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader
from heartbeat_cli.marts.remembering import RememberingReader
from heartbeat_cli.metrics.bench import Bench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    session = duckdb.connect(":memory:")
    session.execute("SET TimeZone = 'UTC'")
    session.execute(ROWS)
    project = build_estate(tmp_path_factory.mktemp("series") / "project", marts=False)
    with RememberingReader(DuckDbReader(session)) as reader:
        yield Bench(project, Inventory((), ()), reader)


@pytest.mark.parametrize(("becomes", "sql"), cases())
def test_one_scan_gives_what_each_moment_gives(becomes: str, sql: str, bench: Bench) -> None:
    assert told(bench, sql) == becomes


def test_every_shipped_metric_has_the_series_of_its_moments(bench: Bench) -> None:
    assert {name: told(bench, sql) for name, sql in shipped().items()} == SHIPPED
