"""What a series says of each moment, what of a metric is only so now, and that a series is no evidence."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import duckdb
import pytest
from tests.metrics_estate import build_estate, put

from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.marts import open_marts
from heartbeat_cli.metrics import (
    Beside,
    Series,
    find_metric,
    history_of,
    newest_receipts,
    parse_schedule,
    run_several,
)
from heartbeat_cli.metrics.bench import Bench
from heartbeat_cli.metrics.recording import was_shown
from heartbeat_cli.metrics.series.coverage import states_of_now
from heartbeat_cli.pgschema import Column, QName, Table

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)
COUNT = "payment_count_24h"
TEXT = """\
name: {name}
question: How many payments were there?
owner: payments
unit: count
window: {window}
source: webbank
status: candidate
sql: SELECT {sql}
"""


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    estate = build_estate(tmp_path_factory.mktemp("estate") / "project")
    standing = "count(*) FROM webbank_core.payment WHERE amount > 100"
    put(estate.root, TEXT.format(name="payment_standing_total", window="total", sql=standing))
    in_window = "created_at < now() AND created_at > now() - interval '24 hours'"
    broken = f"sum(1 / (amount - 240)) FROM webbank_core.payment WHERE {in_window}"
    put(estate.root, TEXT.format(name="payment_broken_24h", window="24h", sql=broken))
    return estate


def series(estate: ProjectSettings, name: str, as_of: datetime, since: str, every: str = "12h") -> Series:
    metric = find_metric(estate, name)
    (tried,) = run_several(estate, [metric], as_of, Beside(schedule=parse_schedule(since, every)))
    assert tried.series is not None, tried.error
    return tried.series


def test_what_lies_before_and_beyond_the_data_is_told_and_no_zero(estate: ProjectSettings) -> None:
    found = series(estate, COUNT, AS_OF + timedelta(hours=24), "96h")
    assert [(f"{p.as_of:%d %H}", p.value, p.state) for p in found.points] == [
        ("05 21", None, "no data"),
        ("06 09", None, "no data"),
        ("06 21", Decimal(12), "partial"),
        ("07 09", Decimal(24), "partial"),
        ("07 21", Decimal(24), "whole"),
        ("08 09", Decimal(24), "whole"),
        ("08 21", None, "future"),
        ("09 09", None, "future"),
    ]
    assert (found.one_scan, found.first_row, found.whole_until) == (
        True,
        AS_OF - timedelta(hours=47),
        AS_OF - timedelta(hours=1),
    )


def test_what_is_the_same_as_of_every_moment_is_run_once(estate: ProjectSettings) -> None:
    found = series(estate, "payment_standing_total", AS_OF, "3d", "1d")
    assert [(p.value, p.state) for p in found.points] == [(Decimal(37), "whole")] * 3
    assert (found.one_scan, found.why) == (True, None)


def test_a_moment_that_fails_is_a_gap_and_the_others_are_there(estate: ProjectSettings) -> None:
    found = series(estate, "payment_broken_24h", AS_OF, "3h", "1h")
    assert [(p.value is None, p.state) for p in found.points] == [(True, "failed"), (True, "failed"), (False, "whole")]
    assert found.points[0].why == "the SQL divides by zero on this data"
    assert found.why == "one query for all of it was refused: the SQL divides by zero on this data"


def test_late_data_says_to_when_a_series_is_whole(tmp_path_factory: pytest.TempPathFactory) -> None:
    estate = build_estate(tmp_path_factory.mktemp("late") / "project")
    with duckdb.connect(str(estate.root / "marts.duckdb")) as marts:
        marts.execute("UPDATE webbank_core._hb_receipt SET loaded_at = TIMESTAMPTZ '2026-05-04 20:00:00+00'")
    found = series(estate, COUNT, AS_OF, "5d", "1d")
    assert [(f"{p.as_of:%d}", p.value, p.state) for p in found.points] == [
        ("04", None, "no data"),
        ("05", None, "no data"),
        ("06", None, "no data"),
        ("07", Decimal(24), "partial"),
        ("08", Decimal(24), "stale"),
    ]
    assert found.points[-1].why == "webbank_core.payment reaches to 2026-05-04 20:00 UTC"
    assert found.whole_until == datetime(2026, 5, 4, 20, tzinfo=UTC)


def test_a_series_is_no_evidence_and_whoever_saw_it_does_not_count_blind(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    estate = build_estate(tmp_path_factory.mktemp("seen") / "project")
    metric = find_metric(estate, COUNT)
    with open_marts(estate) as reader:
        bench = Bench(estate, load_inventory(estate), reader)
        near, far = (bench.run(metric, AS_OF - timedelta(hours=h)).receipt for h in (30, 240))
        assert not was_shown(reader, near)
    series(estate, COUNT, AS_OF, "3d", "1d")
    with open_marts(estate) as reader:
        assert (was_shown(reader, near), was_shown(reader, far)) == (True, False)
        assert newest_receipts(reader, [COUNT])[COUNT].as_of == AS_OF
    assert [kept.as_of for kept in history_of(estate, metric)] == [AS_OF]


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        (
            "SELECT count(*) FROM b.client AS c JOIN d.state AS s ON s.id = c.state_id WHERE s.code = 'A'",
            ("client.state_id",),
        ),
        ("SELECT count(*) FROM b.client_state_log AS l WHERE l.to_state_id = 2 AND l.at < now()", ()),
        ("SELECT count(*) FROM b.client WHERE left_at IS NULL AND at < now()", ("client.left_at",)),
        ("SELECT count(*) FILTER (WHERE is_open) FROM b.client WHERE at < now()", ("client.is_open",)),
        ("SELECT sum(CASE WHEN c.state_id = 1 THEN 1 ELSE 0 END) FROM b.client AS c", ("client.state_id",)),
        ("SELECT count(*) FROM b.client WHERE at < now() AND rail = 'SEPA'", ()),
    ],
)
def test_what_is_so_now_is_named(sql: str, columns: tuple[str, ...]) -> None:
    own = tuple(
        Column(name, type_)
        for name, type_ in (
            ("id", "bigint"), ("state_id", "smallint"), ("to_state_id", "smallint"), ("rail", "text"),
            ("is_open", "boolean"), ("at", "timestamp with time zone"), ("left_at", "timestamp with time zone"),
        )
    )  # fmt: skip
    names = (QName("b", "client"), QName("b", "client_state_log"))
    tables = {name: Table(name.schema, name.name, own) for name in names}
    tables[QName("d", "state")] = Table("d", "state", (Column("id", "smallint"), Column("code", "text")))
    assert states_of_now(sql, tables) == columns
