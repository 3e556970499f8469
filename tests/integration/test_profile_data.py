"""Figures of landed rows from both marts, held against figures worked out by hand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from tests.conftest import RunLine, TestServer
from tests.ingest_estate import MARTS, admin, make_project

from heartbeat_cli.errors import HbError, NotFoundError, UsageError
from heartbeat_cli.estate import ProjectSettings, load_inventory, load_project
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling import (
    MASK,
    ColumnStatistics,
    Count,
    Share,
    TableStatistics,
    open_landed,
    summarise_tables,
    table_statistics,
)
from heartbeat_cli.profiling.statistics import LandedSource
from heartbeat_cli.profiling.statistics.values import Lengths

CASES = Path(__file__).parents[1] / "cases" / "profile_data"
HUGE = 9007199254740993
"""The first integer a double cannot hold."""


@dataclass(frozen=True)
class Estate:
    kind: str
    project: ProjectSettings
    landed: LandedSource

    def table(self, name: str, **options: object) -> TableStatistics:
        return table_statistics(self.landed, QName("core", name), lambda _: None, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=MARTS)
def estate(
    request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Estate]:
    kind = request.param
    root = tmp_path_factory.mktemp(kind)
    slices = {"core": "{except: [hidden]}", "dict": "all"}
    project = make_project(root, postgres_server, kind, "bank", slices, marts_database="marts_data")
    config = root / "heartbeat.yml"
    config.write_text(config.read_text() + "clock: 2026-05-08T09:00:00Z\nmirror: mirror\n")
    (root / "mirror" / "prod").mkdir(parents=True)
    (root / "mirror" / "prod" / "bank.sql").write_text((CASES / "bank.sql").read_text())
    rows = (CASES / f"marts_{kind}.sql").read_text() + (CASES / "marts.sql").read_text()
    if kind == "duckdb":
        project.state.mkdir()
        with duckdb.connect(str(project.marts.path)) as marts:
            marts.execute("SET TimeZone = 'UTC'")
            marts.execute(rows)
    else:
        with admin(postgres_server, "marts_data") as session:
            session.execute("SET timezone = 'UTC'")
            session.execute(rows.encode())
    project = load_project(config)
    landed = open_landed(project, load_inventory(project).require("bank"))
    with landed.reader:
        yield Estate(kind, project, landed)


def column(figures: TableStatistics, name: str) -> ColumnStatistics:
    return next(c for c in figures.columns if c.name == name)


def test_every_row_of_a_small_table_is_looked_at(estate: Estate) -> None:
    figures = estate.table("payment")
    assert (figures.rows, figures.depth, figures.sample) == (Count(8), "exact", None)
    assert all(c.distinct is not None and c.distinct.exact for c in figures.columns)


def test_numbers_are_exact_to_the_last_digit(estate: Estate) -> None:
    figures = estate.table("payment")
    amount = column(figures, "amount")
    assert (amount.minimum, amount.maximum, amount.mean) == ("-0.10", "9999999999999999.99", "1428571428571440.01")
    assert amount.quantiles == (
        (0.05, "-0.10"),
        (0.25, "0.01"),
        (0.5, "10.00"),
        (0.75, "50.00"),
        (0.95, "9999999999999999.99"),
    )
    assert (amount.nulls, amount.null_share, amount.distinct) == (1, Share(0.125), Count(6))
    assert (amount.top[0].value, amount.top[0].rows) == ("10.00", 2)
    big = column(figures, "big")
    assert (big.minimum, big.maximum, big.distinct) == (str(-HUGE), str(HUGE), Count(4))
    assert big.mean == "0.75"


def test_infinite_numbers_and_moments_spoil_nothing(estate: Estate) -> None:
    figures = estate.table("odd")
    ratio = column(figures, "ratio")
    assert (ratio.minimum, ratio.maximum, ratio.mean) == ("-Infinity", "NaN", "NaN")
    assert (ratio.nulls, ratio.distinct) == (0, Count(5))
    assert ratio.histogram is not None
    assert (ratio.histogram.low, ratio.histogram.high, sum(ratio.histogram.bins)) == ("0.1", "1e+300", 2)
    until = column(figures, "valid_until")
    assert (until.minimum, until.maximum) == ("2020-02-29", "infinity")
    assert until.histogram is not None
    assert (until.histogram.low, until.histogram.high, sum(until.histogram.bins)) == ("2020-02-29", "2026-01-01", 3)


def test_types_of_every_kind(estate: Estate) -> None:
    figures = estate.table("odd")
    distinct = {c.name: c.distinct and c.distinct.value for c in figures.columns}
    assert distinct == {
        "id": 5,
        "ratio": 5,
        "valid_until": 3,
        "ref": 2,
        "body": 2,
        "tags": 2,
        "raw": 2,
        "ok": 2,
        "took": 2,
        "nothing": 0,
        "story": 2,
        'we"ird Näme': 3,
    }
    nothing = column(figures, "nothing")
    assert (nothing.null_share, nothing.minimum, nothing.top, nothing.quantiles) == (Share(1.0), None, (), ())
    assert [(t.value, t.rows) for t in column(figures, "ok").top] == [("true", 3), ("false", 1)]
    assert column(figures, "took").maximum == "1 day"
    assert column(figures, "raw").lengths == Lengths(0, pytest.approx(4 / 3), 2, 1)
    story = column(figures, "story")
    assert story.lengths == Lengths(3, pytest.approx(100_003 / 2), 100_000, 0)
    assert all(len(t.value) <= 200 for t in story.top)
    assert (column(figures, "body").top, column(figures, "raw").top) == ((), ())
    weird = column(figures, 'we"ird Näme')
    assert (weird.minimum, weird.maximum, weird.lengths) == ("", "é", Lengths(0, 0.8, 2, 2))


def test_an_empty_table(estate: Estate) -> None:
    figures = estate.table("empty")
    assert figures.rows == Count(0)
    assert [(c.null_share.value, c.distinct, c.minimum, c.top) for c in figures.columns] == [
        (0.0, Count(0), None, ())
    ] * 3
    assert [k.holds for k in figures.keys] == [True]
    assert figures.freshness is not None
    assert figures.freshness.newest is None


def test_keys_and_references_are_held_against_the_rows(estate: Estate) -> None:
    figures = estate.table("payment")
    assert [(k.columns, k.primary, k.surplus, k.nulls, k.holds) for k in figures.keys] == [
        (("id",), True, 1, 0, False),
        (("reference",), False, 0, 1, True),
        (("account_id", "sequence"), False, 1, 2, False),
    ]
    assert [(r.columns, str(r.target), r.orphans, r.why) for r in figures.references] == [
        (("account_id",), "core.account", 2, None),
        (("state_id",), "dict.state", None, "dict.state is not landed"),
    ]


def test_freshness_is_held_against_the_clock_of_the_project(estate: Estate) -> None:
    found = estate.table("payment").freshness
    assert found is not None
    assert (found.column, str(found.newest), str(found.clock)) == (
        "updated_at",
        "2026-05-08 08:00:00+00:00",
        "2026-05-08 09:00:00+00:00",
    )


def test_personal_values_are_masked_everywhere(estate: Estate) -> None:
    masked, shown = estate.table("client"), estate.table("client", reveal=True)
    email = column(masked, "email")
    assert email.masked
    assert (email.minimum, email.maximum, {t.value for t in email.top}) == (MASK, MASK, {MASK})
    assert (email.distinct, email.lengths) == (column(shown, "email").distinct, column(shown, "email").lengths)
    birth = column(masked, "date_of_birth")
    assert birth.histogram is not None
    assert (birth.minimum, birth.histogram.low, {v for _, v in birth.quantiles}) == (MASK, MASK, {MASK})
    assert "ann@example.org" not in repr(masked)
    assert "1990" not in repr(masked)
    assert column(shown, "email").minimum == "ann@example.org"


def test_one_column(estate: Estate) -> None:
    figures = estate.table("payment", column="account_id")
    assert [c.name for c in figures.columns] == ["account_id"]
    assert [k.columns for k in figures.keys] == [("account_id", "sequence")]
    assert [r.columns for r in figures.references] == [("account_id",)]
    with pytest.raises(NotFoundError) as failure:
        estate.table("payment", column="amuont")
    assert (failure.value.code, failure.value.hint) == ("unknown_column", "Did you mean 'amount'?")


def test_a_large_table_says_what_is_about(estate: Estate) -> None:
    figures = estate.table("ledger")
    assert (figures.rows, figures.depth) == (Count(400_000), "scan and sample")
    assert figures.sample is not None
    assert figures.sample.rows == pytest.approx(100_000, rel=0.02)
    id_, code, spread = (column(figures, name) for name in ("id", "code", "spread"))
    assert (id_.distinct, id_.minimum, id_.maximum, id_.mean) == (Count(400_000), "1", "400000", "200000.5")
    assert code.distinct == Count(50)
    assert {t.rows for t in code.top} == {8000}
    assert spread.distinct is not None
    assert spread.nulls == 40_000
    assert spread.distinct.exact is (estate.kind == "duckdb")
    assert spread.distinct.value == pytest.approx(360_000, rel=2 * (spread.distinct.error or 0))
    for share, value in id_.quantiles:
        assert int(value) / 400_000 == pytest.approx(share, abs=id_.quantile_error)
    assert figures.keys[0].holds


def test_more_distinct_values_than_are_counted_are_about_right(estate: Estate) -> None:
    wide = column(estate.table("wide"), "number").distinct
    assert wide is not None
    assert not wide.exact
    assert wide.error is not None
    assert wide.error < 0.02
    assert wide.value == pytest.approx(700_000, rel=2 * wide.error)


def test_a_sample_is_said_to_be_one(estate: Estate) -> None:
    figures = estate.table("wide", sample=20)
    assert figures.depth == "sample"
    assert figures.sample is not None
    assert figures.sample.blocks
    assert 0 < figures.sample.rows < 400_000
    number = column(figures, "number")
    assert (number.nulls, number.null_share.exact) == (None, False)
    assert number.distinct is not None
    assert number.distinct.at_least
    assert figures.rows.value == pytest.approx(700_000, rel=0.05)
    assert {k.holds for k in figures.keys} == {None}


def test_a_small_table_is_read_whole_whatever_the_sample(estate: Estate) -> None:
    figures = estate.table("payment", sample=1)
    assert (figures.rows, figures.depth) == (Count(8), "exact")
    assert "not needed" in figures.notes[0]


def test_planner_statistics(estate: Estate) -> None:
    if estate.kind == "duckdb":
        with pytest.raises(UsageError):
            estate.table("ledger", sample=0)
        return
    with pytest.raises(HbError) as failure:
        estate.table("never_analyzed", sample=0)
    assert failure.value.code == "not_analyzed"
    figures = estate.table("ledger", sample=0)
    assert (figures.rows, figures.depth) == (Count(400_000, exact=False), "planner statistics")
    assert column(figures, "code").distinct == Count(50, exact=False)
    assert column(figures, "spread").null_share.value == pytest.approx(0.1, abs=0.01)
    assert len(column(figures, "id").quantiles) == 5


def test_a_schema_in_short(estate: Estate) -> None:
    found = summarise_tables(estate.landed, estate.landed.pick(["core"]), lambda _: None)
    assert [(t.table.name, t.rows) for t in found][:3] == [("wide", 700_000), ("ledger", 400_000), ("payment", 8)]
    odd = next(t for t in found if t.table.name == "odd")
    assert odd.empty == ("nothing",)
    payment = next(t for t in found if t.table.name == "payment")
    assert [k.holds for k in payment.keys or ()] == [False, True, False]
    assert [r.orphans for r in payment.references or ()] == [2, None]


def test_what_is_not_landed_says_what_to_do(estate: Estate) -> None:
    for names, code, hint in (
        (["core", "account_log"], "not_landed", "`hb ingest --source bank --table core.account_log`"),
        (["core", "hidden"], "not_landed", "It is outside the slice that bank.yml declares."),
        (["dict"], "not_landed", "`hb ingest --source bank` lands its slice."),
        (["core", "paymnt"], "unknown_table", "Did you mean 'payment'?"),
        (["cor"], "unknown_schema", "Did you mean 'core'?"),
    ):
        with pytest.raises(NotFoundError) as failure:
            estate.landed.pick(names)
        assert (failure.value.code, failure.value.hint) == (code, hint)


@pytest.mark.parametrize("format", ["table", "json", "markdown", "csv"])
def test_command_line_masks_in_every_format(estate: Estate, run_line: RunLine, format: str) -> None:
    done = run_line(f"hb profile bank.core.client --data --format {format}", estate.project.root)
    shown = run_line(f"hb profile bank.core.client --data --reveal --format {format}", estate.project.root)
    assert (done.code, shown.code) == (0, 0), done.stderr
    for secret in ("ann@example.org", "1990-01-01"):
        assert secret not in done.stdout + done.stderr
        assert secret in shown.stdout
    assert "VIP" in done.stdout


def test_command_line_json_and_exit_codes(estate: Estate, run_line: RunLine) -> None:
    root = estate.project.root
    body = run_line("hb profile bank.core.payment --data --json", root).json
    assert (body["rows"], body["depth"]) == ({"value": 8, "exact": True, "error": None, "at_least": False}, "exact")
    by_name = {c["column"]: c for c in body["columns"]}
    assert (by_name["big"]["max"], by_name["amount"]["max"]) == (HUGE, "9999999999999999.99")
    json.dumps(body, allow_nan=False)
    tables = run_line("hb profile bank.core --data --json", root).json["tables"]
    assert {t["table"] for t in tables} >= {"payment", "odd", "empty"}
    assert run_line("hb profile bank.core.hidden --data", root).code == 3
    assert run_line("hb profile bank.core.payment --data --format mermaid", root).code == 2
    assert run_line("hb profile bank.core.payment --data --sample 101", root).code == 2


@pytest.mark.parametrize("width", [80, 140])
def test_the_page_fits(estate: Estate, run_line: RunLine, width: int) -> None:
    for target in ("bank.core.payment", "bank.core.odd", "bank.core"):
        done = run_line(f"hb profile {target} --data", estate.project.root, {"COLUMNS": str(width)})
        assert done.code == 0, done.stderr
        assert max(map(len, done.stdout.splitlines())) <= width


def test_nothing_landed_at_all(run_line: RunLine, postgres_server: TestServer, tmp_path: Path) -> None:
    make_project(tmp_path, postgres_server, "duckdb", "bank", {"core": "all"})
    done = run_line("hb profile bank.core --data --json", tmp_path)
    assert done.code == 3
    assert done.json["error"]["code"] == "not_landed"
    assert done.json["error"]["hint"] == "`hb ingest --source bank`"
