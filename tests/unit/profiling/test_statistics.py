"""Landed rows → figures, from a DuckDB file with a few rows of everything: `cases/profile_rows`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.told import held_against

from heartbeat_cli.errors import HbError, NotFoundError, UsageError
from heartbeat_cli.estate import load_inventory, load_project
from heartbeat_cli.marts import TableShape
from heartbeat_cli.marts.open import find_marts_kind
from heartbeat_cli.pgschema import Column, QName, kind_of
from heartbeat_cli.profiling import Count, CursorCheck, KeyCheck, Share, open_landed, summarise_tables, table_statistics
from heartbeat_cli.profiling.statistics import LandedSource
from heartbeat_cli.profiling.statistics.detail import bin_width, quantile_error, share_error
from heartbeat_cli.profiling.statistics.kinds import COMPARED, MEASURED, ORDERED, key_of, length_of
from heartbeat_cli.profiling.statistics.measure import Figures
from heartbeat_cli.profiling.statistics.planner import read_statistics
from heartbeat_cli.profiling.statistics.scan import spell
from heartbeat_cli.profiling.statistics.table import moment_of

CASES = Path(__file__).parents[2] / "cases" / "profile_rows"
SOURCE = """source: shop
title: Shop
role: test
archetype: postgres
access: granted
cluster: A
database: shop
schemas:
  core: {slice: {except: [unlanded]}}
  dict: {slice: all}
  later: {slice: all}
  left: {}
"""


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LandedSource]:
    root = tmp_path_factory.mktemp("shop")
    for folder in ("db/sources", "mirror/prod", ".heartbeat"):
        (root / folder).mkdir(parents=True)
    (root / "heartbeat.yml").write_text(
        "truth_source: shop\nmirror: mirror\nclock: 2026-05-08T09:00:00Z\n"
        "clusters:\n  A: {mirror: prod, env: SOURCE_PG, title: test cluster}\n"
    )
    (root / "db" / "sources" / "shop.yml").write_text(SOURCE)
    (root / "mirror" / "prod" / "shop.sql").write_text((CASES / "shop.sql").read_text())
    project = load_project(root / "heartbeat.yml")
    with duckdb.connect(str(project.marts.path)) as marts:
        marts.execute("SET TimeZone = 'UTC'")
        marts.execute((CASES / "marts.sql").read_text())
    found = open_landed(project, load_inventory(project).require("shop"))
    with found.reader:
        yield found


def quietly(_: str) -> None:
    pass


def figures(landed: LandedSource, name: str, **asked: Any) -> Any:
    found = table_statistics(landed, QName("core", name), quietly, **asked)
    # What a file takes on disk is DuckDB's affair.
    return replace(found, bytes=None)


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("item", {"reveal": True}),
        ("item", {"column": "born_on"}),
        ("once", {}),
        ("nobody", {}),
        ("item_log", {}),
        ("item", {"column": "row", "sample": 100.0}),
        ("once", {"sample": 5.0, "column": "id"}),
        ("wide_low", {}),
    ],
    ids=["item-revealed", "item-born_on", "once", "nobody", "item_log", "item-row", "once-sampled", "wide_low"],
)
def test_a_small_table(landed: LandedSource, request: pytest.FixtureRequest, table: str, asked: dict[str, Any]) -> None:
    case = request.node.callspec.id
    held_against(figures(landed, table, **asked), CASES / f"{case}.txt")


@pytest.mark.parametrize(
    ("table", "cursor"),
    [
        ("ticket", CursorCheck("updated_at", "updated_at", "created_at", nulls=1, earlier=1, later=0)),
        ("move", CursorCheck("id", "identity", "created_at", nulls=0, late=1, unseen="status")),
        ("item", CursorCheck("updated_at", "updated_at", nulls=1)),
        ("shelf", None),
    ],
)
def test_a_cursor_is_held_against_the_rows(landed: LandedSource, table: str, cursor: CursorCheck | None) -> None:
    assert figures(landed, table).cursor == cursor


def test_a_sample_says_nothing_of_a_cursor(landed: LandedSource) -> None:
    assert figures(landed, "many", sample=5.0).cursor is None


def test_tables_in_short(landed: LandedSource) -> None:
    found = summarise_tables(landed, landed.pick([]), quietly)
    for number, summary in enumerate(found):
        held_against(summary, CASES / f"short-{summary.table.name}.txt")
        assert number == 0 or found[number - 1].rows >= summary.rows
    unchecked = summarise_tables(landed, landed.pick(["dict"]), quietly, check=False)
    assert [(s.rows, s.keys, s.references) for s in unchecked] == [(3, None, None)]


def test_every_step_is_told(landed: LandedSource) -> None:
    steps: list[str] = []
    table_statistics(landed, QName("core", "once"), steps.append)
    assert steps == [
        "key id", "key twice", "key low", "key sparse", "10 rows read", "values looked at", "reference id",
    ]  # fmt: skip
    steps.clear()
    table_statistics(landed, QName("core", "many"), steps.append, column="few")
    assert steps == ["260,000 rows read", "values looked at", "few"]


def test_a_large_table_is_exact_where_it_can_be(landed: LandedSource) -> None:
    found = figures(landed, "many")
    columns = {c.name: c for c in found.columns}
    assert (found.rows, found.depth, found.sample.blocks) == (Count(260_000), "scan and sample", False)
    assert found.sample.rows == pytest.approx(100_000, rel=0.02)
    assert {n: (c.distinct.value, c.distinct.exact) for n, c in columns.items()} == {
        "id": (260_000, True),
        "word": (251_000, True),
        "few": (7, True),
        "number": (32_501, True),
        "nothing": (0, True),
        "doubled": (130_001, True),
        "seldom": (3, True),
    }
    assert columns["few"].top[0].rows == 37_143
    assert columns["few"].top[0].share == Share(37_143 / 260_000)
    assert (columns["seldom"].nulls, columns["seldom"].null_share) == (195_000, Share(0.75))
    assert columns["nothing"].null_share == Share(1.0)
    assert (columns["id"].top, {t.rows for t in columns["doubled"].top}) == ((), {2})
    assert columns["id"].quantile_error == pytest.approx(quantile_error(found.sample.rows))
    assert not columns["id"].histogram.exact
    for share, value in columns["id"].quantiles:
        assert int(value) / 260_000 == pytest.approx(share, abs=columns["id"].quantile_error)


def test_of_a_sample_shares_are_told_with_their_error(landed: LandedSource) -> None:
    found = figures(landed, "many", sample=50.0)
    columns = {c.name: c for c in found.columns}
    read = found.sample.rows
    assert (found.depth, found.sample.blocks, found.rows) == ("sample", True, Count(260_000))
    assert 0 < read < 260_000
    seldom = columns["seldom"].null_share
    assert (seldom.exact, columns["seldom"].nulls) == (False, None)
    assert seldom.value == pytest.approx(0.75, abs=0.01)
    assert seldom.error == pytest.approx(share_error(seldom.value, read))
    assert (columns["id"].null_share.value, columns["nothing"].null_share.value) == (0.0, 1.0)
    assert columns["few"].distinct == Count(7, exact=False, at_least=True)
    assert [t.rows for t in columns["few"].top] == [None] * 7
    assert sum(t.share.value for t in columns["few"].top) == pytest.approx(1.0)
    assert columns["id"].top == ()
    assert found.keys == (KeyCheck(("id",), True, why="not checked: a sample cannot tell"),)


def test_a_sample_that_cannot_be_is_refused(landed: LandedSource) -> None:
    with pytest.raises(UsageError, match="DuckDB keeps none"):
        figures(landed, "many", sample=0.0)
    with pytest.raises(NotFoundError) as failure:
        figures(landed, "many", column="wrod")
    assert (failure.value.code, failure.value.hint) == ("unknown_column", "Did you mean 'word'?")


# What the planner keeps


def shape(landed: LandedSource, name: str, rows: int | None) -> TableShape:
    return replace(landed.tables[QName("core", name)], estimated_rows=rows)


def planner(landed: LandedSource, table: TableShape, columns: Sequence[Column]) -> Figures:
    query = find_marts_kind("postgres").statistics().planner_statistics(table)
    return read_statistics(landed.reader, str(query), table, columns)


def test_planner_statistics(landed: LandedSource) -> None:
    many = shape(landed, "many", 1000)
    held_against(planner(landed, many, many.columns), CASES / "planner.txt")


@pytest.mark.parametrize(("table", "rows"), [("many", None), ("item", 5)])
def test_without_analyze_nothing_is_told(landed: LandedSource, table: str, rows: int | None) -> None:
    with pytest.raises(HbError) as failure:
        planner(landed, shape(landed, table, rows), ())
    assert failure.value.code == "not_analyzed"


def test_an_empty_table_needs_no_analyze(landed: LandedSource) -> None:
    found = planner(landed, shape(landed, "item", 0), (Column("id", "bigint"),))
    assert (found.rows, [c.notes for c in found.columns]) == (
        Count(0, exact=False),
        [("no statistics of this column",)],
    )


# What is there at all


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["dict"], ["dict.kind"]),
        (["core", "once"], ["core.once"]),
        ([], ["core.item", "core.item_log", "core.many", "core.move", "core.nobody", "core.once", "core.shelf",
              "core.ticket", "core.wide_low", "dict.kind"]),
    ],
)  # fmt: skip
def test_what_a_target_means(landed: LandedSource, names: list[str], found: list[str]) -> None:
    assert [str(n) for n in landed.pick(names)] == found


@pytest.mark.parametrize(
    ("names", "code", "message", "hint"),
    [
        (["later"], "not_landed", "shop.later is not landed", "`hb ingest --source shop` lands its slice."),
        (["left"], "not_landed", "shop.left is not landed", "Give 'left' a slice in shop.yml, then ingest."),
        (["later", "x"], "not_landed", "shop.later.x is not landed", "`hb ingest --source shop --table later.x`"),
        (["core", "unlanded"], "not_landed", "shop.core.unlanded is not landed", "outside the slice that shop.yml"),
        (["core", "onze"], "unknown_table", "shop.core has no table 'onze'", "Did you mean 'once'?"),
        (["core", "wide_lov"], "unknown_table", "no table 'wide_lov'", "Did you mean 'wide_low'?"),
        (["cor"], "unknown_schema", "shop has no schema 'cor'", "Did you mean 'core'?"),
        (["qqqqqqq"], "unknown_schema", "shop has no schema 'qqqqqqq'", "It has core, dict, later, left."),
    ],
)
def test_what_is_not_landed_says_what_to_do(
    landed: LandedSource, names: list[str], code: str, message: str, hint: str
) -> None:
    with pytest.raises(NotFoundError) as failure:
        landed.pick(names)
    assert failure.value.code == code
    assert message in failure.value.message
    assert hint in (failure.value.hint or "")


@pytest.mark.parametrize(
    ("access", "hint"),
    [("granted", "`hb ingest --source late`"), ("pending", "`hb sources status late` says what it waits for.")],
)
def test_a_source_of_which_nothing_has_landed(landed: LandedSource, access: str, hint: str) -> None:
    file = landed.project.root / "db" / "sources" / "late.yml"
    file.write_text(
        SOURCE.replace("source: shop", "source: late").replace("access: granted", f"access: {access}")
        + ("blocks: []\n" if access == "pending" else "")
    )
    try:
        late = load_inventory(landed.project).require("late")
        with pytest.raises(NotFoundError) as failure:
            open_landed(landed.project, late)
    finally:
        file.unlink()
    assert (failure.value.code, failure.value.hint) == ("not_landed", hint)


# Formulas and spellings


def test_errors_of_what_was_sampled() -> None:
    # Dvoretzky, Kiefer, Wolfowitz: sqrt(ln(2 / 0.05) / (2 * 1000)); Wilson's interval of 30 in 100.
    assert quantile_error(1000) == pytest.approx(0.0429469, rel=1e-5)
    assert quantile_error(0) == 1.0
    assert share_error(0.3, 100) == pytest.approx(0.0884514, rel=1e-4)
    assert share_error(0.0, 100) == pytest.approx(0.0184975, rel=1e-4)
    assert share_error(0.5, 0) == 1.0


@pytest.mark.parametrize(
    ("kind", "low", "high", "width"),
    [
        ("integer", 1, 16, 1),
        ("integer", 1, 17, 2),
        ("integer", 0, 0, 1),
        ("float", 0, 8, 0.5),
        ("timestamp", 0, 160, 10),
    ],
)
def test_bins(kind: str, low: float, high: float, width: float) -> None:
    assert bin_width(kind, low, high) == width


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        ((True, True, True), "smallint ubigint numeric(18,2) real date timestamp(3)#with#time#zone"),
        ((False, True, True), "time(3)#without#time#zone interval character#varying(3) text"),
        ((False, False, True), "boolean uuid bytea"),
        ((False, False, False), "integer[] jsonb core.kind oid money inet tsvector"),
    ],
)
def test_what_is_asked_of_a_type(asked: tuple[bool, bool, bool], types: str) -> None:
    kinds = {name: kind_of(name.replace("#", " ")) for name in types.split()}
    found = {name: (kind in MEASURED, kind in ORDERED, kind in COMPARED) for name, kind in kinds.items()}
    assert found == dict.fromkeys(kinds, asked)


@pytest.mark.parametrize(
    ("text", "kind", "spelt"),
    [
        ("1.0", "float", "1"), ("1e3", "float", "1000"), ("0.10", "float", "0.1"), ("inf", "float", "Infinity"),
        ("-inf", "float", "-Infinity"), ("NaN", "float", "NaN"), ("nan", "float", "NaN"), ("1.0", "numeric", "1.0"),
        ("inf", "text", "inf"), ("-Infinity", "float", "-Infinity"),
    ],
)  # fmt: skip
def test_values_are_spelt_alike_from_either_database(text: str, kind: str, spelt: str) -> None:
    assert spell(text, kind) == spelt


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        (None, None), ("infinity", None), ("2026-05-01", "2026-05-01 00:00:00+00:00"),
        ("2026-05-01 10:00:00+02", "2026-05-01 10:00:00+02:00"), ("0044-03-15 (BC)", None),
    ],
)  # fmt: skip
def test_moments(text: str | None, moment: str | None) -> None:
    found = moment_of(text)
    assert (found and str(found)) == moment


@pytest.mark.parametrize("name", ["duckdb", "postgres"])
def test_the_fragments_of_a_dialect(name: str) -> None:
    dialect = find_marts_kind(name).statistics()
    kinds = ("integer", "numeric", "float", "timestamp", "text", "bytes", "other")
    fragments = {
        "settings": dialect.settings,
        "columns together": dialect.columns_together,
        "countable": dialect.countable_values,
        "text": dialect.text("v"),
        "rows at random": (dialect.rows_at_random("t", 0.25), dialect.rows_at_random("t", 1.0)),
        "blocks at random": dialect.blocks_at_random("t", 0.25),
        "key": tuple(key_of(dialect, "v", k) for k in kinds),
        "double": tuple(dialect.double("v", k) for k in kinds),
        "finite": tuple(dialect.finite("v", k) for k in kinds),
        "extreme": tuple(dialect.extreme("min", "v", k) for k in kinds),
        "length": tuple(length_of(dialect, "v", k) for k in kinds),
        "some values": tuple(dialect.some_values(key_of(dialect, "v", k), 8) for k in ("integer", "other")),
        "quantiles": tuple(dialect.quantiles("v", (0.05, 0.5), k) for k in ("integer", "text")),
        "total": tuple(
            dialect.total("v", t, k)
            for t, k in (
                ("bigint", "integer"),
                ("numeric(25,2)", "numeric"),
                ("numeric(26,2)", "numeric"),
                ("real", "float"),
            )
        ),
    }
    held_against(fragments, CASES / f"dialect-{name}.txt")
