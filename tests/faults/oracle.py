"""Is everything in the marts that the source has, once, and does the ledger say so? Asked of both databases directly.

Rows are fetched from both sides and compared as they are; only at the end is hb asked whether it agrees.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import psycopg

from heartbeat_cli.estate import load_inventory, load_project
from heartbeat_cli.ingest.proof.verify import Verdict, verify
from heartbeat_cli.state import current_holder
from tests.faults.estate import SOURCE, Estate

OWN_TABLES = ("_dlt_loads", "_dlt_version", "_dlt_pipeline_state", "_hb_receipt", "_hb_range")
_TABLES = """
SELECT n.nspname, c.relname, array_agg(a.attname ORDER BY a.attnum),
  array_agg(a.atttypid::regtype::text ORDER BY a.attnum)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'public') GROUP BY 1, 2 ORDER BY 1, 2
"""


class Marts:
    """The marts, read without hb."""

    def __init__(self, session: Any, *, is_duckdb: bool) -> None:
        self._session, self.is_duckdb = session, is_duckdb

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._session.execute(sql).fetchall()
        return found

    def tables(self) -> set[tuple[str, str]]:
        """Dataset and name of everything outside the system's own schemas."""
        return set(
            self.rows(
                "SELECT table_schema, table_name FROM information_schema.tables"
                " WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'main', 'public')"
            )
        )


@contextmanager
def open_marts(estate: Estate) -> Iterator[Marts]:
    if estate.marts_kind == "duckdb":
        with duckdb.connect(str(estate.project.marts.path), read_only=True) as session:
            session.execute("SET timezone = 'UTC'")
            yield Marts(session, is_duckdb=True)
    else:
        with estate.in_marts() as session:
            yield Marts(session, is_duckdb=False)


def assert_settled(estate: Estate, *, deletes: bool = True) -> None:
    """After a run that ended well: the marts are the source, the ledger accounts for every row, nothing is left over.

    `deletes` is False where rows went at the source and nobody asked for them to be looked for.
    """
    assert current_holder(estate.project.state) is None
    assert leftovers(estate) == []
    with estate.in_source() as source, open_marts(estate) as marts:
        wanted = source.execute(_TABLES).fetchall()
        expected = {(f"{SOURCE}_{schema}", name) for schema, name, _, _ in wanted}
        datasets = {dataset for dataset, _ in expected}
        assert {t for t in marts.tables() if t[1] not in OWN_TABLES} == expected
        for schema, name, columns, types in wanted:
            _assert_same_rows(source, marts, schema, name, list(zip(columns, types, strict=True)), deletes=deletes)
        for dataset in sorted(datasets):
            _assert_accounted(marts, dataset, {name for at, name in expected if at == dataset})
    project = load_project(estate.project.root / "heartbeat.yml")
    found = {table.verdict for table in verify(project, load_inventory(project).require(SOURCE))}
    assert found == {Verdict.AGREES} or (not deletes and found == {Verdict.AGREES, Verdict.CHANGED})


def assert_never_partial(estate: Estate) -> None:
    """At any moment, also right after a kill: no row twice, and every range the ledger has stands with its rows."""
    if not _stands(estate):
        return
    with open_marts(estate) as marts:
        tables = marts.tables()
        for dataset, key in (("bank_core.entry", "id"), ("bank_core.movement", "id"), ("bank_core.pair", "a, b")):
            if tuple(dataset.split(".")) in tables:
                assert marts.rows(f"SELECT {key} FROM {dataset} GROUP BY {key} HAVING count(*) > 1 LIMIT 3") == []
        for dataset in sorted({at for at, name in tables if name == "_hb_range"}):
            for name, rows in _ledger_rows(marts, dataset).items():
                assert _count(marts, dataset, name) == rows, f"{dataset}.{name}"


def leftovers(estate: Estate) -> list[str]:
    """Working files of interrupted runs under dlt's folder."""
    found = []
    for pipeline in sorted(Path(os.environ.get("DLT_PIPELINES_DIR") or estate.project.state / "dlt").glob("*")):
        if not pipeline.is_dir():
            continue
        for stage in ("normalize/new", "normalize/extracted", "load/new", "load/normalized"):
            found += [str(path) for path in (pipeline / stage).glob("*")]
        found += [
            str(p) for p in (pipeline / "normalize").glob("*") if p.is_dir() and p.name not in ("new", "extracted")
        ]
        found += [str(path) for name in ("descriptors-*", "[0-9a-f]" * 16) for path in pipeline.glob(name)]
    return found


def _stands(estate: Estate) -> bool:
    return estate.marts_kind == "postgres" or estate.project.marts.path.exists()


def _assert_same_rows(
    source: "psycopg.Connection[Any]",
    marts: Marts,
    schema: str,
    name: str,
    columns: list[tuple[str, str]],
    *,
    deletes: bool,
) -> None:
    there = source.execute(_select(f'"{schema}"."{name}"', columns, is_duckdb=False).encode()).fetchall()
    here = marts.rows(_select(f'"{SOURCE}_{schema}"."{name}"', columns, is_duckdb=marts.is_duckdb))
    missing, extra = Counter(there) - Counter(here), Counter(here) - Counter(there)
    where = f"{schema}.{name}: {missing.total()} missing, {extra.total()} too many of {len(there)}"
    assert not missing, f"{where}; missing e.g. {next(iter(missing))}"
    if deletes:
        assert not extra, f"{where}; too many e.g. {next(iter(extra))}"


def _select(relation: str, columns: list[tuple[str, str]], *, is_duckdb: bool) -> str:
    reads = []
    for name, type_ in columns:
        if type_ == "timestamp with time zone":
            reads.append(f'epoch_us("{name}")' if is_duckdb else f'(extract(epoch FROM "{name}") * 1000000)::bigint')
        else:
            reads.append(f'"{name}"')
    return f"SELECT {', '.join(reads)} FROM {relation}"


def _count(marts: Marts, dataset: str, name: str) -> int:
    return int(marts.rows(f'SELECT count(*) FROM "{dataset}"."{name}"')[0][0])


def _ledger_rows(marts: Marts, dataset: str) -> dict[str, int]:
    rows = marts.rows(f'SELECT table_name, sum("rows") FROM "{dataset}"."_hb_range" GROUP BY 1')
    return {str(name): int(total) for name, total in rows}


def _assert_accounted(marts: Marts, dataset: str, tables: set[str]) -> None:
    known = {row[0] for row in marts.rows(f'SELECT load_id FROM "{dataset}"."_dlt_loads" WHERE status = 0')}
    receipts = marts.rows(f'SELECT table_name, load_id FROM "{dataset}"."_hb_receipt"')
    assert sorted(row[0] for row in receipts) == sorted(tables)
    assert {row[1] for row in receipts} <= known
    assert {row[0] for row in marts.rows(f'SELECT state FROM "{dataset}"."_hb_receipt"')} == {"landed"}
    ranges = marts.rows(f'SELECT table_name, low, high, "rows", rows_out, load_id FROM "{dataset}"."_hb_range"')
    assert {row[0] for row in ranges} == tables
    assert {row[5] for row in ranges} <= known, "ranges with a load id that dlt does not know"
    for name in sorted(tables):
        own = [row for row in ranges if row[0] == name]
        assert sum(row[3] for row in own) == _count(marts, dataset, name), f"{dataset}.{name}"
        _assert_tiled(f"{dataset}.{name}", {row[1]: row[2] for row in own}, len(own))


def _assert_tiled(where: str, next_of: dict[str | None, str | None], ranges: int) -> None:
    """Ranges follow one another from no lower end to no upper one, each once."""
    assert len(next_of) == ranges, f"{where}: two ranges begin at the same key"
    at, seen = None, 0
    while True:
        assert at in next_of, f"{where}: no range begins at {at}"
        at, seen = next_of[at], seen + 1
        if at is None:
            break
        assert seen <= ranges, f"{where}: ranges go round in a circle"
    assert seen == ranges, f"{where}: {ranges - seen} ranges are not reached"
