"""The ledger of pulled tables checked again: a stream is read once more, and held against ledger and marts.

Marts that are what the ledger recorded are right; a service that has other records has moved on since.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.columns.land_columns import PULLED_KIND, land_all
from heartbeat_cli.ingest.columns.reshape import DELETED_AT
from heartbeat_cli.ingest.columns.shape import RecordedColumn, read_columns, record_columns, shape_of
from heartbeat_cli.ingest.marts_snapshot import TableSnapshot, snapshot_tables
from heartbeat_cli.ingest.proof.checksum import COUNT, Checksum, marts_sums, read_sums
from heartbeat_cli.ingest.proof.verdict import Verdict, VerifiedRange, VerifiedTable
from heartbeat_cli.ingest.pull.pulled import columns_to_land
from heartbeat_cli.ingest.pull.pulling import Pulling, Remembered
from heartbeat_cli.ingest.pull.spool import Spool, Wanted, pulls_folder
from heartbeat_cli.ingest.pull.survey import api_of, typed_columns
from heartbeat_cli.ingest.pull.typed import RAW, TypedTables
from heartbeat_cli.marts import LANDED, LandedRange, MartsReader, chained, landed_relation, open_marts
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import Api, Plan, PlannedTable
from heartbeat_cli.state import make_private_folder
from heartbeat_cli.wording import count

_Sum = tuple[int, Checksum]


def verify_pulled(
    project: ProjectSettings, plan: Plan, on_table: Callable[[VerifiedTable], None] | None = None
) -> tuple[VerifiedTable, ...]:
    """Check every landed table of a plan. Raises what reading either side raises; nothing is kept of what is read."""
    results = []
    folder = pulls_folder(project, plan.source)
    make_private_folder(folder)
    api = api_of(plan.source).connect(project, plan.source, session=plan.session)
    try:
        with open_marts(project) as reader, TemporaryDirectory(dir=folder, prefix="verify-") as aside:
            marts = snapshot_tables(reader, [dataset.dataset for dataset in plan.datasets])
            tables = TypedTables(Path(aside) / "pulled.duckdb")
            for dataset in plan.datasets:
                for table in dataset.tables:
                    snapshot = marts.of(dataset.dataset, table.qname.name)
                    if snapshot.receipt is None and not snapshot.ranges:
                        continue
                    check = _Check(dataset.dataset, table, snapshot, reader, api, tables, Path(aside))
                    results.append(check.result())
                    if on_table is not None:
                        on_table(results[-1])
            tables.close()
    finally:
        api.close()
    return tuple(results)


class _Check:
    """One table."""

    def __init__(
        self,
        dataset: str,
        table: PlannedTable,
        snapshot: TableSnapshot,
        reader: MartsReader,
        api: Api,
        tables: TypedTables,
        folder: Path,
    ) -> None:
        self._dataset, self._table, self._snapshot = dataset, table, snapshot
        self._reader, self._api, self._tables, self._folder = reader, api, tables, folder

    def result(self) -> VerifiedTable:
        if self._snapshot.columns is None:
            return self._problem("its table is gone from the marts")
        receipt, entries = self._snapshot.receipt, chained(self._snapshot.ranges)
        recorded = read_columns(receipt.columns) if receipt else None
        remembered = Remembered.read(receipt.counters) if receipt else None
        whole = receipt is not None and receipt.state == LANDED and entries is not None and len(entries) == 1
        if not whole or entries is None or recorded is None or remembered is None:
            return self._problem("it is not landed whole")
        entry = entries[0]
        landed = self._landed_table(recorded)
        if shape_of(record_columns(landed, land_all(landed, self._reader.dialect, ()))) != entry.shape:
            return self._problem("it was landed by another version of hb")
        checksum = Checksum.parse(entry.checksum) if entry.checksum else read_sums(COUNT, ())
        was, marts = (entry.rows_out, checksum), self._in_marts(landed, checksum.algorithm)
        source = self._at_source(landed, recorded, remembered, checksum.algorithm)
        if source is None:
            changed = "its columns have changed at the source since it landed"
            found = Verdict.CHANGED if marts == was else Verdict.DIFFERS
            return VerifiedTable(self._table.qname, self._dataset, problem=changed, found=found)
        return self._verified(entry, was, marts, source)

    def _verified(self, entry: LandedRange, was: _Sum, marts: _Sum, source: _Sum) -> VerifiedTable:
        verdict = Verdict.AGREES if was == marts == source else Verdict.CHANGED if was == marts else Verdict.DIFFERS
        range_ = VerifiedRange(str(entry.bounds), verdict, entry.rows_out, marts[0], source[0])
        problem = None
        if self._snapshot.rows is not None and self._snapshot.rows != entry.rows:
            stand = count(self._snapshot.rows, "row stands", "rows stand")
            problem = f"{stand} in the marts, {entry.rows:,} in the ledger"
        return VerifiedTable(self._table.qname, self._dataset, (range_,), problem)

    def _problem(self, what: str) -> VerifiedTable:
        return VerifiedTable(self._table.qname, self._dataset, problem=what)

    def _landed_table(self, recorded: tuple[RecordedColumn, ...]) -> PlannedTable:
        columns = [(column.name, column.source) for column in recorded if column.name != RAW]
        raw = any(column.name == RAW for column in recorded)
        return replace(self._table, columns=typed_columns(columns, raw=raw))

    def _in_marts(self, landed: PlannedTable, algorithm: str) -> _Sum:
        dialect = self._reader.dialect
        live = any(name == DELETED_AT for name, *_ in self._snapshot.columns or ())
        row = self._reader.query(
            _sum_query(
                marts_sums(land_all(landed, dialect, ()), algorithm, dialect),
                landed_relation(self._dataset, self._table.qname.name),
            )
            + (f" WHERE {quote(DELETED_AT)} IS NULL" if live else "")
        ).rows[0]
        return int(str(row[0])), read_sums(algorithm, row[1:])

    def _at_source(
        self,
        landed: PlannedTable,
        recorded: tuple[RecordedColumn, ...],
        remembered: Remembered,
        algorithm: str,
    ) -> _Sum | None:
        """What the service has now; None where that has other columns."""
        stream = self._table.stream
        assert stream is not None
        wanted = Wanted(stream.name, None, remembered.exclude, remembered.hashed, stream.raw)
        spool = Spool(self._folder / "pages", wanted, stream.key)
        for page in self._api.pages(stream, spool.ask):
            spool.append(page)
        spool.finish()
        fields = tuple(column for column in recorded if column.name != RAW)
        columns = columns_to_land(self._table, Pulling(wanted, "", "", recorded=fields), spool)
        typed = self._tables.make(stream.name, spool, columns, stream.key, None)
        spool.remove()
        if typed_columns(typed.columns, raw=stream.raw) != landed.columns:
            return None
        sums = marts_sums(land_all(landed, PULLED_KIND, ()), algorithm, PULLED_KIND)
        row = self._tables.ask(_sum_query(sums, quote(stream.name)))
        return int(str(row[0])), read_sums(algorithm, row[1:])


def _sum_query(sums: tuple[str, ...], relation: str) -> str:
    columns = ", ".join(["count(*) AS n", *(f"({one})::text AS s{i}" for i, one in enumerate(sums))])
    return f"SELECT {columns} FROM {relation}"
