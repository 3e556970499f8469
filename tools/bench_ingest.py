"""Landing: speed against a binary COPY pipe, memory, nothing new, and many small tables; into marts of both kinds.

.venv/bin/python tools/bench.py ingest
HB_BENCH_ROWS=300000 .venv/bin/python tools/bench.py ingest ingest-memory
"""

import os
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from bench_estate import MARTS, ROWS, Estate, Postgres, Project, Reference, estate, make_entries, project, say
from figures import HB, Figure, seconds
from processes import RunError

ROUNDS = int(os.environ.get("HB_BENCH_ROUNDS") or 3)
SHARES = {"postgres": {"count": 0.80, "proof": 0.55}, "duckdb": {"count": 0.75, "proof": 0.60}}
MEMORY_MB = {"postgres": 300, "duckdb": 500}
PROOFS = {"count": ("--proof", "count"), "proof": ()}
SAMPLE_SECONDS = 0.05

QUIET_SOURCES, QUIET_TABLES, QUIET_ROWS = 3, 100, 100
SMALL_TABLES, SMALL_ROWS = 200, 1000
# About 2 KB of text a row that does not compress well, cut from a pool of random hex.
WIDE = """
  CREATE TABLE core.document (
    id bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL, note text, seen timestamptz);
  WITH pool AS MATERIALIZED (
    SELECT n, (SELECT string_agg(md5((n * 100 + k)::text), '') FROM generate_series(1, 100) AS k) AS text
    FROM generate_series(0, 499) AS n)
  INSERT INTO core.document
    SELECT i, md5(i::text), i || substr(text, 1 + (i % 397)::int, 1000 + (i * 7 % 1800)::int),
      CASE WHEN i % 4 = 0 THEN substr(text, 1, 400) END, timestamptz '2024-01-01' + i * interval '1 minute'
    FROM generate_series(1::bigint, {rows}) AS i JOIN pool ON n = i % 500
"""


def speed(folder: Path) -> list[Figure]:
    """The first landing of the ledger table into empty marts, as a share of the reference's speed."""
    with estate(folder) as built:
        make_entries(built.source)
        reference = Reference(built)
        return [figure for kind in MARTS for figure in _shares(built, reference, kind)]


def _shares(built: Estate, reference: Reference, kind: str) -> list[Figure]:
    say(f"landing it in {kind}, {ROUNDS} rounds")
    bank = project(built, f"speed_{kind}", kind, {"bank": ("core",)})
    sides: dict[str, Callable[[], float]] = {"reference": reference.seconds}
    for name, words in PROOFS.items():
        sides[name] = _landing(bank, words)
    taken, failed = _in_turn(sides, ROUNDS)
    figures = []
    for name in PROOFS:
        what = f"hb ingest → {kind}, {name} / psql | psql, rows per second"
        ask = SHARES[kind][name]
        if name in failed:
            figures.append(Figure(what, None, ask, failed[name], least=True))
            continue
        own, other = statistics.median(taken[name]), statistics.median(taken["reference"])
        detail = f"{_spread(taken[name])} against {_spread(taken['reference'])}; {ROWS / own:,.0f} rows/s"
        figures.append(Figure(what, other / own, ask, detail, least=True))
    return figures


def _landing(bank: Project, words: Sequence[str]) -> Callable[[], float]:
    """Seconds of a first landing; RunError where not every row arrived."""

    def land() -> float:
        bank.empty()
        taken = bank.ingest(*words).seconds
        if (arrived := bank.count("bank_core.entry")) != ROWS:
            raise RunError(f"{arrived:,} of {ROWS:,} rows arrived")
        bank.empty()
        return taken

    return land


def _in_turn(sides: dict[str, Callable[[], float]], rounds: int) -> tuple[dict[str, list[float]], dict[str, str]]:
    """Seconds of each side, run in turn; a side that fails is not run again, and why is told."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    failed: dict[str, str] = {}
    for _ in range(rounds):
        for name, side in sides.items():
            if name not in failed:
                try:
                    taken[name].append(side())
                except RunError as error:
                    failed[name] = str(error)
    return taken, failed


def _spread(taken: Sequence[float]) -> str:
    return f"{statistics.median(taken):.1f} s ({min(taken):.1f}–{max(taken):.1f})"


def memory(folder: Path) -> list[Figure]:
    """Peak memory of `hb` and everything it starts, while the ledger table lands, and while long texts do."""
    with estate(folder) as built:
        make_entries(built.source)
        rows = ROWS // 10
        say(f"making core.document with {rows:,} rows")
        built.source.execute("bank", WIDE.format(rows=rows), "VACUUM ANALYZE core.document", "CHECKPOINT")
        size = built.source.execute("bank", "SELECT pg_size_pretty(pg_table_size('core.document'))")
        figures = []
        for kind in MARTS:
            bank = project(built, f"memory_{kind}", kind, {"bank": ("core",)})
            for table, what in (("entry", f"{ROWS:,} rows"), ("document", f"{rows:,} rows of long text, {size}")):
                figures.append(_peak(bank, kind, table, what))
        return figures


def _peak(bank: Project, kind: str, table: str, what: str) -> Figure:
    say(f"landing {table} in {kind}")
    title = f"hb ingest → {kind}, {what}, peak memory of all its processes"
    bank.empty()
    try:
        landing = bank.ingest("--table", f"core.{table}", watch=SAMPLE_SECONDS)
    except RunError as error:
        return Figure(title, None, MEMORY_MB[kind], str(error), "MB")
    detail = f"sum of RSS {landing.resident:.0f} MB; {landing.seconds:.1f} s"
    return Figure(title, landing.proportional, MEMORY_MB[kind], detail, "MB")


def nothing_new(folder: Path) -> list[Figure]:
    """`hb ingest --all` over landed tables that did not change, against `hb --help`."""
    with estate(folder) as built:
        tables = QUIET_SOURCES * QUIET_TABLES
        say(f"making {tables} tables in {QUIET_SOURCES} databases")
        names = [f"bank{number}" for number in range(QUIET_SOURCES)]
        for name in names:
            built.source.make_database(name)
            _make_small(built.source, name, "core", QUIET_TABLES, QUIET_ROWS)
        return [_idle(built, kind, names, tables) for kind in MARTS]


def _idle(built: Estate, kind: str, names: Sequence[str], tables: int) -> Figure:
    what = f"hb ingest --all → {kind}, nothing new in {tables} tables / hb --help"
    quiet = project(built, f"quiet_{kind}", kind, dict.fromkeys(names, ("core",)))
    try:
        quiet.ingest()
        quiet.ingest("--all")
    except RunError as error:
        return Figure(what, None, 8, str(error))
    sides = {"all": lambda: quiet.ingest("--all").seconds, "help": lambda: seconds([*HB, "--help"], quiet.root)}
    taken, failed = _in_turn(sides, 9)
    if failed:
        return Figure(what, None, 8, "; ".join(failed.values()))
    own, other = (statistics.median(taken[name]) for name in sides)
    return Figure(what, own / other, 8, f"{own * 1000:,.0f} ms against {other * 1000:,.0f} ms")


def small(folder: Path) -> list[Figure]:
    """The first landing of many small tables, against one of the same rows in one table."""
    with estate(folder) as built:
        _make_small(built.source, "bank", "many", SMALL_TABLES, SMALL_ROWS)
        _make_small(built.source, "bank", "one", 1, SMALL_TABLES * SMALL_ROWS)
        return [_many_against_one(built, kind) for kind in MARTS]


def _many_against_one(built: Estate, kind: str) -> Figure:
    what = f"hb ingest → {kind}, {SMALL_TABLES} tables of {SMALL_ROWS:,} rows / one table of as many"
    projects = {name: project(built, f"{name}_{kind}", kind, {"bank": (name,)}) for name in ("many", "one")}

    def land(bank: Project) -> Callable[[], float]:
        def once() -> float:
            bank.empty()
            return bank.ingest().seconds

        return once

    taken, failed = _in_turn({name: land(bank) for name, bank in projects.items()}, max(ROUNDS, 3))
    if failed:
        return Figure(what, None, 5, "; ".join(failed.values()))
    own, other = (statistics.median(taken[name]) for name in projects)
    return Figure(what, own / other, 5, f"{_spread(taken['many'])} against {_spread(taken['one'])}")


def _make_small(bank: Postgres, database: str, schema: str, tables: int, rows: int) -> None:
    """Tables alike, each with a key and an indexed time of change, as an ordinary application keeps them."""
    columns = "id bigint PRIMARY KEY, code text NOT NULL, amount numeric(18,2), updated_at timestamptz NOT NULL"
    values = "i, 'C' || i, i / 7.0, timestamptz '2024-01-01' + i * interval '1 minute'"
    statements = "".join(
        f"CREATE TABLE {schema}.small_{number:03} ({columns}); "
        f"INSERT INTO {schema}.small_{number:03} SELECT {values} FROM generate_series(1::bigint, {rows}) AS i; "
        f"CREATE INDEX ON {schema}.small_{number:03} (updated_at); "
        for number in range(tables)
    )
    bank.execute(database, f"CREATE SCHEMA {schema}", statements, "VACUUM ANALYZE", "CHECKPOINT")
