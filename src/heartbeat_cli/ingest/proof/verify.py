"""The whole ledger checked again: does each range still hold what the source holds, and if not, whose doing is it?

Three contents are held against each other: what the ledger recorded when the range landed, what stands in the marts
now, and what the source has now. Marts that are what was recorded are right, and a source that differs has moved on
since; marts that are not what was recorded have been tampered with, or lost something, whatever the source says.

Every range is read in a transaction of its own at the source, so no snapshot grows old there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.errors import HbError, NotFoundError, SourceFailedError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.reshape import DELETED_AT
from heartbeat_cli.ingest.columns.shape import (
    bounds_of,
    other_bounds,
    read_columns,
    record_columns,
    shape_of,
    stored_as_text,
)
from heartbeat_cli.ingest.dump.verify import landed_from_dumps, verify_dumped
from heartbeat_cli.ingest.marts_snapshot import TableSnapshot, snapshot_tables
from heartbeat_cli.ingest.proof.checksum import Checksum, marts_sums, read_sums
from heartbeat_cli.ingest.proof.source_sums import source_sums
from heartbeat_cli.ingest.proof.verdict import Verdict, VerifiedRange, VerifiedTable
from heartbeat_cli.ingest.pull.verify import verify_pulled
from heartbeat_cli.ingest.ranges import predicate
from heartbeat_cli.ingest.result import OF_THE_MARTS
from heartbeat_cli.ingest.source.connect import connect_source, source_failure
from heartbeat_cli.ingest.source.survey import survey
from heartbeat_cli.ingest.source.width import may_be_wide, row_size, with_width
from heartbeat_cli.marts import LANDED, ColumnMapping, LandedRange, MartsReader, chained, landed_relation, open_marts
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import Plan, PlannedTable
from heartbeat_cli.wording import count

if TYPE_CHECKING:
    import psycopg

_BYTES_AT_ONCE: Final = 4 * 1024 * 1024
"""Of wide rows in the marts: an engine has a multiple of it in hand while it adds them up."""


def verify(
    project: ProjectSettings,
    source: Source,
    tables: Sequence[str] = (),
    on_table: Callable[[VerifiedTable], None] | None = None,
) -> tuple[VerifiedTable, ...]:
    """Check every landed table of `source`, or those in `tables`. The lock is the caller's.

    What landed from a dump is held against that, and no server is asked for it. Raises what reading either side raises.
    """
    dumped = landed_from_dumps(project, source, tables)
    of_dumps = verify_dumped(project, source, dumped.origins, on_table) if dumped.origins else ()
    if dumped.nothing_else:
        return of_dumps
    plan = survey(project, source, tables)
    if plan.connection is None:
        return verify_pulled(project, plan, on_table)
    results = [*of_dumps]
    with open_marts(project) as reader, connect_source(plan.server, source) as session:
        marts = snapshot_tables(reader, [dataset.dataset for dataset in plan.datasets])
        for dataset in plan.datasets:
            for table in dataset.tables:
                snapshot = marts.of(dataset.dataset, table.qname.name)
                if (snapshot.receipt is None and not snapshot.ranges) or table.qname in dumped.origins:
                    continue
                result = _Check(plan, dataset.dataset, with_width(session, table), snapshot, reader, session).result()
                results.append(result)
                if on_table is not None:
                    on_table(result)
    return tuple(results)


def verify_all(
    project: ProjectSettings,
    sources: Sequence[Source],
    tables: Sequence[str] = (),
    on_table: Callable[[VerifiedTable], None] | None = None,
) -> tuple[list[tuple[str, tuple[VerifiedTable, ...]]], dict[str, HbError]]:
    """Check several sources: what was found in each, and why others could not be checked.

    Each of `tables` may be in any of them. Raises NotFoundError where one is in none, HbError where the marts cannot be
    read, and what `verify` raises where there is one source only.
    """
    found: list[tuple[str, tuple[VerifiedTable, ...]]] = []
    refused: dict[str, HbError] = {}
    nowhere: dict[str, list[NotFoundError]] = {name: [] for name in tables}
    for source in sources:
        try:
            if len(sources) > 1 and tables:
                here = _tables_in(project, source, nowhere)
                if not here:
                    continue
            else:
                here = tuple(tables)
            found.append((source.name, verify(project, source, here, on_table)))
        except HbError as error:
            if len(sources) == 1 or isinstance(error, OF_THE_MARTS):
                raise
            refused[source.name] = error
    for name, errors in nowhere.items():
        if len(sources) > 1 and len(errors) == len(sources):
            raise NotFoundError(
                f"there is no table '{name}' in the slice of any of {', '.join(source.name for source in sources)}",
                hint=next((error.hint for error in errors if (error.hint or "").startswith("Did you mean")), None),
                code="unknown_table",
            )
    return found, refused


def _tables_in(project: ProjectSettings, source: Source, nowhere: Mapping[str, list[NotFoundError]]) -> tuple[str, ...]:
    """Those tables the slice of `source` has; that it has not is noted with each of the others."""
    here = []
    for name, misses in nowhere.items():
        try:
            if not landed_from_dumps(project, source, [name]).origins:
                survey(project, source, [name])
        except NotFoundError as error:
            if error.code not in ("unknown_table", "not_in_slice") or error.where is not None:
                raise
            misses.append(error)
        else:
            here.append(name)
    return tuple(here)


class _Check:
    """One table."""

    def __init__(
        self,
        plan: Plan,
        dataset: str,
        table: PlannedTable,
        snapshot: TableSnapshot,
        reader: MartsReader,
        session: "psycopg.Connection[Any]",
    ) -> None:
        self._plan, self._dataset, self._table = plan, dataset, table
        self._snapshot, self._reader, self._session = snapshot, reader, session
        self._relation = landed_relation(dataset, table.qname.name)

    def result(self) -> VerifiedTable:
        qname, dataset = self._table.qname, self._dataset
        receipt, entries = self._snapshot.receipt, chained(self._snapshot.ranges)
        if self._snapshot.columns is None:
            return VerifiedTable(qname, dataset, problem="its table is gone from the marts")
        if receipt is None or receipt.state != LANDED or entries is None:
            return VerifiedTable(qname, dataset, problem="it is not landed whole")
        recorded = read_columns(receipt.columns)
        mappings = land_all(
            self._table, self._reader.dialect, stored_as_text(recorded, self._table, self._reader.dialect)
        )
        columns = record_columns(self._table, mappings)
        shapes, shape = {entry.shape for entry in entries}, shape_of(columns)
        if shapes != {shape} and recorded is not None and shapes != {shape_of(recorded)}:
            return VerifiedTable(qname, dataset, problem="it is not landed whole")
        changed = "columns have changed" if shapes != {shape} else None
        if changed is None and other_bounds(receipt.columns, entries, bounds_of(columns, self._table.key)):
            changed = "key has changed"
        ranges = () if changed else tuple(self._range(entry, mappings) for entry in entries)
        recorded_rows = sum(entry.rows for entry in entries)
        rows = int(str(self._reader.query(f"SELECT count(*) FROM {self._relation}").rows[0][0]))
        if rows != recorded_rows:
            return VerifiedTable(
                qname,
                dataset,
                ranges,
                f"{count(rows, 'row stands', 'rows stand')} in the marts, {recorded_rows:,} in the ledger",
            )
        if changed:
            problem = f"its {changed} at the source since it landed"
            return VerifiedTable(qname, dataset, problem=problem, found=Verdict.CHANGED)
        return VerifiedTable(qname, dataset, ranges)

    def _range(self, entry: LandedRange, mappings: Sequence[ColumnMapping]) -> VerifiedRange:
        recorded = Checksum.parse(entry.checksum) if entry.checksum else None
        algorithm = recorded.algorithm if recorded else "count"
        marts = self._in_marts(entry, marts_sums(mappings, algorithm, self._reader.dialect), algorithm)
        source = self._at_source(entry, source_sums(mappings, algorithm, self._plan.server_version), algorithm)
        was = (entry.rows_out, recorded or read_sums("count", ()))
        verdict = Verdict.AGREES if was == marts == source else Verdict.CHANGED if was == marts else Verdict.DIFFERS
        return VerifiedRange(str(entry.bounds), verdict, entry.rows_out, marts[0], source[0])

    def _in_marts(self, entry: LandedRange, sums: Sequence[str], algorithm: str) -> tuple[int, Checksum]:
        conditions = list(self._within(entry, self._reader.dialect))
        if any(name == DELETED_AT for name, *_ in self._snapshot.columns or ()):
            conditions.append(f"{quote(DELETED_AT)} IS NULL")
        rows, total = 0, None
        for lot in self._lots(entry, conditions):
            row = self._reader.query(_query(sums, self._relation, lot)).rows[0]
            here = read_sums(algorithm, row[1:])
            rows, total = rows + int(str(row[0])), here if total is None else total + here
        assert total is not None
        return rows, total

    def _lots(self, entry: LandedRange, conditions: Sequence[str]) -> Iterator[Sequence[str]]:
        """The range in the marts; where rows may be wide, as many at once as have so many bytes at the source."""
        found: Sequence[str] = ()
        if may_be_wide(self._table) and self._table.columns:
            size = f"coalesce(sum({row_size(self._table.columns)}), 0)::bigint"
            rows, bytes_ = self._ask_source(f"SELECT count(*), {size} FROM {self._table.relation}", entry)
            at_once = max(1, _BYTES_AT_ONCE * int(rows) // max(int(bytes_), 1))
            found = self._reader.stretches(self._relation, " AND ".join(conditions) or None, at_once)
        yield from ([lot] for lot in found) if found else (conditions,)

    def _at_source(self, entry: LandedRange, sums: Sequence[str], algorithm: str) -> tuple[int, Checksum]:
        row = self._ask_source(_query(sums, self._table.relation, []), entry)
        return int(row[0]), read_sums(algorithm, row[1:])

    def _ask_source(self, select: str, entry: LandedRange) -> Sequence[Any]:
        """The one row of a query over the range at the source."""
        import psycopg

        query = _where(select, list(self._within(entry, "postgres")))
        try:
            with self._session.transaction():
                row = self._session.execute(query.encode()).fetchone()
        except psycopg.Error as error:
            raise source_failure(str(error), error.sqlstate, self._plan.source, self._plan.server) from error
        if row is None:
            raise SourceFailedError(
                "the source gave no row",
                where=str(self._table.qname),
            )
        answer: Sequence[Any] = row
        return answer

    def _within(self, entry: LandedRange, dialect: str) -> Iterator[str]:
        if self._table.key is not None and (condition := predicate(entry.bounds, self._table.key, dialect=dialect)):
            yield condition


def _query(sums: Sequence[str], relation: str, conditions: Sequence[str]) -> str:
    columns = ", ".join(["count(*) AS n", *(f"({one})::text AS s{i}" for i, one in enumerate(sums))])
    return _where(f"SELECT {columns} FROM {relation}", conditions)


def _where(select: str, conditions: Sequence[str]) -> str:
    return select + (f" WHERE {' AND '.join(conditions)}" if conditions else "")
