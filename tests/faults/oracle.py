"""Is everything in the marts that the source has, once, and does the ledger say so? Asked of both databases directly.

Rows are fetched from both sides and compared as they are; only at the end is hb asked whether it agrees.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heartbeat_cli.estate import load_inventory, load_project
from heartbeat_cli.ingest import Verdict
from heartbeat_cli.ingest.proof.verify import verify
from heartbeat_cli.state import current_holder
from tests.faults.estate import SCHEMAS, SOURCE, Estate
from tests.ingest_proof import Marts, compare, open_file, tables_of

OWN_TABLES = ("_dlt_loads", "_dlt_version", "_dlt_pipeline_state", "_hb_receipt", "_hb_range", "_hb_check")


@contextmanager
def open_marts(estate: Estate) -> Iterator[Marts]:
    if estate.marts_kind == "duckdb":
        with open_file(estate.project.marts.path) as marts:
            yield marts
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
        wanted = tables_of(source, SCHEMAS)
        expected = {(f"{SOURCE}_{table.schema}", table.name) for table in wanted}
        datasets = {dataset for dataset, _ in expected}
        assert {t for t in marts.tables() if t[1] not in OWN_TABLES} == expected
        for table in wanted:
            difference = compare(source, table, marts, f"{SOURCE}_{table.schema}")
            assert not difference.missing, difference
            assert not (deletes and difference.extra), difference
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
