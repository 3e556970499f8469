"""The ledger of tables that landed from a dump checked again: the dump is read once more, where it is still there.

A file of another digest is another dump, and says nothing of what landed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.ingest.columns.land_columns import PULLED_KIND, land_all
from heartbeat_cli.ingest.columns.reshape import DELETED_AT
from heartbeat_cli.ingest.columns.shape import record_columns, shape_of
from heartbeat_cli.ingest.dump.dump_file import digest_of, open_rows
from heartbeat_cli.ingest.dump.staging import StagedTables
from heartbeat_cli.ingest.dump.survey import DumpRows, survey_dump
from heartbeat_cli.ingest.marts_snapshot import TableSnapshot, snapshot_tables
from heartbeat_cli.ingest.proof.checksum import COUNT, Checksum, marts_sums, read_sums
from heartbeat_cli.ingest.proof.verdict import Verdict, VerifiedRange, VerifiedTable
from heartbeat_cli.marts import (
    LANDED,
    DumpOrigin,
    MartsReader,
    chained,
    dump_origin,
    landed_relation,
    open_marts,
    read_receipts,
)
from heartbeat_cli.pgschema import QName, quote
from heartbeat_cli.sources import Plan, PlannedTable
from heartbeat_cli.state import make_private_folder

_Sum = tuple[int, Checksum]


@dataclass(frozen=True, slots=True)
class LandedFromDumps:
    """The tables of a source that landed from a dump; `nothing_else` has landed of it."""

    origins: dict[QName, DumpOrigin]
    nothing_else: bool


def landed_from_dumps(project: ProjectSettings, source: Source, tables: Sequence[str] = ()) -> LandedFromDumps:
    """Of the tables of a source, or those in `tables`. Raises what opening the marts raises."""
    datasets = {source.dataset(slice_.schema): slice_.schema for slice_ in source.slices}
    names = {name.removeprefix(f"{source.name}.") for name in tables}
    with open_marts(project, empty=True) as reader:
        receipts = [receipt for receipt in read_receipts(reader) if receipt.dataset in datasets]
    landed = {QName(datasets[one.dataset], one.table): dump_origin(one.counters) for one in receipts}
    asked = {table: one for table, one in landed.items() if not names or names & {str(table), table.name}}
    origins = {table: one for table, one in asked.items() if one is not None}
    return LandedFromDumps(origins, bool(origins) and len(origins) == len(asked))


def verify_dumped(
    project: ProjectSettings,
    source: Source,
    origins: dict[QName, DumpOrigin],
    on_table: Callable[[VerifiedTable], None] | None = None,
) -> tuple[VerifiedTable, ...]:
    """Check these tables against the dumps they landed from; nothing is kept of what is read.

    Raises HbError where the marts cannot be read.
    """
    results: list[VerifiedTable] = []
    for origin in dict.fromkeys((one.file, one.sha256) for one in origins.values()):
        own = [table for table, one in origins.items() if (one.file, one.sha256) == origin]
        for result in _against(project, source, Path(origin[0]), origin[1], own):
            results.append(result)
            if on_table is not None:
                on_table(result)
    return tuple(results)


def _against(
    project: ProjectSettings, source: Source, file: Path, digest: str, tables: Sequence[QName]
) -> Iterator[VerifiedTable]:
    why = _not_to_be_read(file, digest)
    if why is None:
        try:
            plan = survey_dump(project, source, file, [str(table) for table in tables])
        except HbError as error:
            why = f"its dump cannot be read: {error}"
    with open_marts(project) as reader:
        marts = snapshot_tables(reader, {source.dataset(table.schema) for table in tables})
        if why is not None:
            for table in tables:
                dataset = source.dataset(table.schema)
                yield _unchecked(table, dataset, marts.of(dataset, table.name), why)
            return
        folder = project.state / "dumps"
        make_private_folder(folder)
        with TemporaryDirectory(dir=folder, prefix="verify-") as aside:
            staged = StagedTables(Path(aside) / "rows.duckdb")
            try:
                for part in plan.datasets:
                    for planned in part.tables:
                        snapshot = marts.of(part.dataset, planned.qname.name)
                        yield _Check(plan, part.dataset, planned, snapshot, reader, staged).result()
            finally:
                staged.close()


def _not_to_be_read(file: Path, digest: str) -> str | None:
    """Why a dump cannot be read again; None where it can."""
    try:
        same = digest_of(file) == digest
    except OSError:
        return f"its dump, {file}, is not there any more"
    return None if same else f"{file} is another dump by now"


def _unchecked(table: QName, dataset: str, snapshot: TableSnapshot, why: str) -> VerifiedTable:
    ledger = sum(entry.rows for entry in snapshot.ranges)
    counted = snapshot.rows is None or snapshot.rows == ledger
    return VerifiedTable(table, dataset, problem=why, found=Verdict.UNKNOWN if counted else Verdict.DIFFERS)


class _Check:
    """One table."""

    def __init__(
        self,
        plan: Plan,
        dataset: str,
        table: PlannedTable,
        snapshot: TableSnapshot,
        reader: MartsReader,
        staged: StagedTables,
    ) -> None:
        self._plan, self._dataset, self._table = plan, dataset, table
        self._snapshot, self._reader, self._staged = snapshot, reader, staged

    def result(self) -> VerifiedTable:
        receipt, entries = self._snapshot.receipt, chained(self._snapshot.ranges)
        if self._snapshot.columns is None:
            return self._problem("its table is gone from the marts")
        if receipt is None or receipt.state != LANDED or entries is None or len(entries) != 1:
            return self._problem("it is not landed whole")
        try:
            table, as_text = self._read_again()
        except HbError as error:
            return replace(self._problem(f"its dump cannot be read: {error}"), found=Verdict.UNKNOWN)
        mappings = land_all(table, self._reader.dialect, as_text)
        entry = entries[0]
        if shape_of(record_columns(table, mappings)) != entry.shape:
            return replace(self._problem("its columns are others by now"), found=Verdict.CHANGED)
        checksum = Checksum.parse(entry.checksum) if entry.checksum else read_sums(COUNT, ())
        was = (entry.rows_out, checksum)
        here = marts_sums(mappings, checksum.algorithm, self._reader.dialect)
        live = any(name == DELETED_AT for name, *_ in self._snapshot.columns)
        relation = landed_relation(self._dataset, table.qname.name)
        asked = _sum_query(here, relation) + (f" WHERE {quote(DELETED_AT)} IS NULL" if live else "")
        marts = _read(self._reader.query(asked).rows[0], checksum.algorithm)
        there = [replace(one, marts_form=one.form) for one in mappings]
        sums = marts_sums(there, checksum.algorithm, PULLED_KIND)
        dump = _read(self._staged.ask(_sum_query(sums, quote(table.in_file))), checksum.algorithm)
        verdict = Verdict.AGREES if was == marts == dump else Verdict.CHANGED if was == marts else Verdict.DIFFERS
        range_ = VerifiedRange(str(entry.bounds), verdict, entry.rows_out, marts[0], dump[0])
        return VerifiedTable(table.qname, self._dataset, (range_,))

    def _read_again(self) -> tuple[PlannedTable, tuple[str, ...]]:
        rows: DumpRows = self._plan.dump
        path = rows.file.path
        blocks = dict(rows.blocks).get(self._table.qname, ())
        for _ in self._staged.stage(self._table, open_rows(path), blocks, str(path)):
            pass
        return self._table, self._staged.typed(self._table, str(path)).as_text

    def _problem(self, what: str) -> VerifiedTable:
        return VerifiedTable(self._table.qname, self._dataset, problem=what)


def _read(row: Sequence[object], algorithm: str) -> _Sum:
    return int(str(row[0])), read_sums(algorithm, row[1:])


def _sum_query(sums: Sequence[str], relation: str) -> str:
    columns = ", ".join(["count(*) AS n", *(f"({one})::text AS s{i}" for i, one in enumerate(sums))])
    return f"SELECT {columns} FROM {relation}"
