"""What to do with each table, from what the source has and what the marts hold. No I/O: cuts and counts are handed in.

- Nothing of the table in the marts: `backfill`, every range of its key; a small one, or one without a key, in one read.
- Some of its ranges: `resume`, those that are missing.
- All of it, and nothing happened at the source: `unchanged`.
- All of it, and a cursor that finds what happened: `refresh`, the rows from the watermark less the lag on, over those
  with the same key.
- All of it, and no such cursor: `compare`, a checksum per range against the ledger; ranges that differ are copied.
- All of it, with other columns than today's: `reshape`, the marts' table is altered, and what that cannot do is copied.
- A table without a receipt: `adopt`, where that was asked for: as `compare`, against the rows themselves.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Source
from heartbeat_cli.ingest.columns.changes import ChangeKind
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.reshape import DELETED_AT, Reshape, reshape
from heartbeat_cli.ingest.columns.shape import (
    bounds_of,
    other_bounds,
    read_columns,
    record_columns,
    shape_of,
    stored_as_text,
    write_columns,
)
from heartbeat_cli.ingest.jobs import UNCHANGED, TableJob
from heartbeat_cli.ingest.marts_snapshot import TableSnapshot
from heartbeat_cli.ingest.proof.checksum import COUNT
from heartbeat_cli.ingest.ranges import missing
from heartbeat_cli.ingest.request import IngestRequest
from heartbeat_cli.ingest.result import TableFailure
from heartbeat_cli.ingest.source.source_changes import SourceChange, SourceCounts, classify_change, counted_since
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.ingest.watermark import before_by, is_settled, read_counters, read_watermark, written_counters
from heartbeat_cli.marts import (
    ADOPTING,
    LANDED,
    Bounds,
    ColumnMapping,
    LandedRange,
    Receipt,
    UnlandableError,
    chained,
    check_landable,
    dump_origin,
    find_marts_kind,
    forget_range,
    forget_receipt,
    forget_table,
    landed_relation,
    retitle_shape,
)
from heartbeat_cli.pgschema import Column, quote
from heartbeat_cli.sources import PlannedTable

USUAL_LAG_SECONDS: Final = 15 * 60
GROWING_LAG: Final = 10_000
"""Numbers of a sequence handed out before a watermark and committed after it are looked for this far back."""

Cut = Callable[[PlannedTable], tuple[Bounds, ...]]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the decisions about the tables of one dataset have in common."""

    source: Source
    dataset: str
    dialect: str
    algorithm: str
    thorough: str
    """The algorithm where row counts alone would not do."""
    request: IngestRequest
    finished: frozenset[str]
    """Load ids dlt has in its books, or will have when it has settled what is pending."""
    cut: Cut


def decide(
    table: PlannedTable, snapshot: TableSnapshot, counts: SourceCounts | None, about: Circumstances
) -> TableJob | TableFailure:
    """The job for one table; a failure where it cannot land as it is."""
    try:
        if table.refused is not None:
            raise table.refused
        check_landable(table)
        _check_marks(table)
        find_marts_kind(about.dialect).check_table(table)
        return _Decision(table, snapshot, counts, about).job()
    except HbError as error:
        lasting = isinstance(error, UnlandableError)
        return TableFailure(table.qname, about.dataset, error.code, error.message, error.hint, lasting)


def _check_marks(table: PlannedTable) -> None:
    if table.deletes == "mark" and table.key is None:
        raise UnlandableError(
            "rows that are gone can only be marked where a key tells them apart, and it has none",
            hint="Take `deletes: mark` from the table in the source's file, or give it a primary key.",
            code="no_key",
        )


def made_anew(
    dataset: str, table: PlannedTable, mappings: Sequence[ColumnMapping], *, with_table: bool = True
) -> tuple[str, ...]:
    """Statements that forget what was landed of a table and make it empty."""
    relation = landed_relation(dataset, table.qname.name)
    columns = [f"{quote(mapping.column)} {mapping.type}" for mapping in mappings]
    if table.deletes == "mark":
        columns.append(f"{quote(DELETED_AT)} timestamp with time zone")
    forgotten = (forget_table(dataset, table.qname.name), forget_receipt(dataset, table.qname.name))
    made = (f"DROP TABLE IF EXISTS {relation}", f"CREATE TABLE {relation} ({', '.join(columns)})")
    return (*forgotten, *made) if with_table else forgotten


class _Decision:
    """One table."""

    def __init__(
        self, table: PlannedTable, snapshot: TableSnapshot, counts: SourceCounts | None, about: Circumstances
    ) -> None:
        self._snapshot = snapshot
        self._counts = counts
        self._about = about
        self._receipt = snapshot.receipt
        recorded = read_columns(self._receipt.columns) if self._receipt else None
        self._recorded = recorded
        text = stored_as_text(recorded, table, about.dialect)
        self._as_text = tuple(name for name, _ in table.columns if name in text)
        self._table = table = without_text_bounds(table, self._as_text)
        self._landings = land_all(table, about.dialect, self._as_text)
        self._columns = record_columns(table, self._landings)
        self._shape = shape_of(self._columns)

    def job(self) -> TableJob:
        if self._about.request.rebuild:
            return self._anew("rebuild", "asked for")
        if self._snapshot.columns is None:
            why = "not landed yet" if self._receipt is None else "its table is gone from the marts"
            return self._anew("backfill", why)
        if self._receipt is None and not self._snapshot.ranges:
            return self._adopted() if self._about.request.adopt else self._somebody_elses()
        if self._receipt is not None and dump_origin(self._receipt.counters) is not None:
            return self._in_place_of_a_dump()
        return self._known()

    # --- nothing there

    def _anew(self, mode: str, reason: str) -> TableJob:
        bounds = self._about.cut(self._table)
        if len(bounds) == 1 and self._table.deletes != "mark":
            unit = Unit(self._table.qname, 0, Action.WHOLE, rows=self._table.rows, fresh=True)
            return self._job(mode if self._table.key else "whole", reason, (unit,))
        units = self._units(bounds, Action.REPLACE, fresh=True)
        prepare = made_anew(self._about.dataset, self._table, self._landings)
        return self._job(mode, reason, units, prepare=prepare)

    def _in_place_of_a_dump(self) -> TableJob:
        if self._table.deletes == "mark":
            raise HbError(
                "it landed from a dump, and rows that are marked as gone since are nowhere else",
                hint=f"`--table {self._table.qname} --rebuild` lands it anew, without them.",
                code="landed_from_dump",
            )
        return replace(self._anew("backfill", "it had landed from a dump"), notes=())

    # --- not ours

    def _somebody_elses(self) -> TableJob:
        raise HbError(
            f"{self._about.dataset} has a table of that name that hb did not land",
            hint="`--adopt` compares it with the source and takes it over; `--rebuild` lands it anew.",
            code="not_ours",
        )

    def _adopted(self) -> TableJob:
        shaped = self._reshape()
        bounds = self._about.cut(self._table)
        units = self._units(bounds, Action.COMPARE)
        renamed: tuple[str, ...] = ()
        if self._snapshot.name is not None:
            found = landed_relation(self._about.dataset, self._snapshot.name)
            renamed = (f"ALTER TABLE {found} RENAME TO {quote(self._table.qname.name)}",)
        return self._job("adopt", "landed by somebody else", units, prepare=renamed, shaped=shaped)

    # --- ours

    def _known(self) -> TableJob:
        shaped = self._reshape()
        if shaped.incompatible:
            raise HbError(
                "; ".join(change.sentence for change in shaped.changes),
                hint=f"`hb ingest --source {self._about.source.name} --table {self._table.qname} --rebuild`"
                " lands it anew.",
                code="incompatible_change",
            )
        if self._rekeyed():
            return self._landed_by_another_key(shaped)
        stored = chained(self._snapshot.ranges)
        if stored is None:
            return self._resumed(shaped)
        if self._receipt is None or shaped.steps or any(entry.shape != self._shape for entry in stored):
            return self._reshaped(shaped, stored)
        if any(entry.load_id not in self._about.finished for entry in stored):
            return self._finished_by_us(stored)
        if self._snapshot.rows is not None and self._snapshot.rows != sum(entry.rows for entry in stored):
            units = self._units([entry.bounds for entry in stored], Action.COMPARE)
            reason = "the marts' table has not the rows its ledger says"
            return self._job("repair", reason, units, stored=())
        if self._receipt.state != LANDED:
            return self._job("resume", "every range had landed", (), stored=stored, goes_on=True)
        return self._refreshed(stored)

    def _rekeyed(self) -> bool:
        """Whether there are ranges that were cut by another key than today's."""
        today = bounds_of(self._columns, self._table.key)
        return self._receipt is not None and other_bounds(self._receipt.columns, self._snapshot.ranges, today)

    def _landed_by_another_key(self, shaped: Reshape) -> TableJob:
        reason = "its key is another now"
        if self._table.deletes != "mark":
            return self._anew("backfill", reason)
        # Rows that are marked as gone are nowhere else.
        forgotten = (forget_table(self._about.dataset, self._table.qname.name),)
        units = self._units((Bounds(),), Action.COMPARE)
        return self._job("reshape", reason, units, prepare=forgotten, shaped=shaped)

    def _resumed(self, shaped: Reshape) -> TableJob:
        """Some ranges have landed: those that are still good stay."""
        good = [
            entry
            for entry in self._snapshot.ranges
            if entry.shape == self._shape and entry.load_id in self._about.finished
        ]
        key = self._table.key
        if shaped.steps or key is None or not key.bounds:
            return self._anew("backfill", "its columns changed while it was being landed")
        if self._snapshot.rows is not None and self._snapshot.rows < sum(entry.rows for entry in good):
            return self._anew("backfill", "rows are missing in the marts")
        gaps = missing(self._about.cut(self._table), [entry.bounds for entry in good], key)
        if gaps.unusable:
            return self._anew("backfill", "its ranges do not fit together any more")
        adopting = self._receipt is not None and self._receipt.state == ADOPTING
        units = self._units(gaps.gaps, Action.COMPARE if adopting else Action.REPLACE)
        left = [entry for entry in self._snapshot.ranges if entry not in good]
        prepare = tuple(_forget(entry) for entry in left)
        reason = f"{len(good)} of {len(good) + len(units)} ranges had landed"
        mode = "adopt" if adopting else "resume"
        return self._job(mode, reason, units, stored=tuple(good), prepare=prepare, goes_on=True)

    def _reshaped(self, shaped: Reshape, stored: tuple[LandedRange, ...]) -> TableJob:
        bounds = [entry.bounds for entry in stored]
        reason = "its columns changed"
        same_rows = shaped.keeps and all(entry.shape in (shaped.was, self._shape) for entry in stored)
        if same_rows and self._receipt is not None and self._source_change(self._receipt) is SourceChange.NOTHING:
            same = tuple(replace(entry, shape=self._shape) for entry in stored)
            return self._job("reshape", reason, (), stored=same, shaped=shaped, goes_on=True)
        # A new column is empty in most tables at first, and then there is nothing to move.
        added_only = all(change.kind is ChangeKind.ADDED for change in shaped.changes)
        action = Action.REPLACE if shaped.relands and self._table.key and not added_only else Action.COMPARE
        void = retitle_shape(self._about.dataset, self._table.qname.name, "")
        return self._job("reshape", reason, self._units(bounds, action), prepare=(void,), shaped=shaped)

    def _finished_by_us(self, stored: tuple[LandedRange, ...]) -> TableJob:
        """dlt lost the package some ranges came with: these land again, and the others are compared.

        All of them, because the watermark moves on: what changed in a range that is left alone would never arrive.
        """
        reason = "dlt's books lack the load of some ranges"
        if self._table.key is None:
            return self._anew("resume", reason)
        units = tuple(
            replace(unit, action=Action.COMPARE if entry.load_id in self._about.finished else Action.REPLACE)
            for unit, entry in zip(self._units([e.bounds for e in stored], Action.COMPARE), stored, strict=True)
        )
        return self._job("resume", reason, units, stored=stored)

    def _refreshed(self, stored: tuple[LandedRange, ...]) -> TableJob:
        bounds = [entry.bounds for entry in stored]
        if self._about.request.reconcile:
            return self._job("reconcile", "asked for", self._units(bounds, Action.PRUNE), stored=stored)
        receipt = self._receipt
        assert receipt is not None
        found = self._source_change(receipt)
        if found is SourceChange.NOTHING:
            return self._job(UNCHANGED, "nothing happened at the source", (), stored=stored, goes_on=True)
        cursor, since = self._table.cursor, self._since(receipt)
        if self._table.key is not None and since is not None and self._finds_it_all(found):
            unit = Unit(self._table.qname, 0, Action.MERGE, since=since, added=self._added(receipt))
            return self._job("refresh", f"by {cursor.column}", (unit,), stored=stored)
        return self._job("compare", self._why_compare(since), self._units(bounds, Action.COMPARE), stored=stored)

    def _why_compare(self, since: str | None) -> str:
        column = self._table.cursor.column
        if column is None:
            return "no cursor"
        return f"{column} has no watermark to go on from" if since is None else f"{column} does not show changed rows"

    def _source_change(self, receipt: Receipt) -> SourceChange:
        if self._counts is None:
            return SourceChange.UNKNOWN
        before = read_counters(receipt.counters)
        cursor = self._table.cursor
        settled = is_settled(receipt, cursor, self._lag)
        return classify_change(cursor, read_watermark(receipt.watermark, cursor), before, self._counts, settled=settled)

    def _added(self, receipt: Receipt) -> int | None:
        counted = counted_since(read_counters(receipt.counters), self._counts.counters if self._counts else None)
        return counted[0] if counted else None

    def _finds_it_all(self, found: SourceChange) -> bool:
        """Whether the cursor shows everything that can have happened to the rows, deletions aside."""
        kind = self._table.cursor.kind
        return kind == "updated_at" or (kind == "growing" and found is SourceChange.ADDED)

    @property
    def _lag(self) -> int:
        lag = self._about.source.settings(str(self._table.qname)).lag_seconds
        return USUAL_LAG_SECONDS if lag is None else lag

    def _since(self, receipt: Receipt) -> str | None:
        """Where a refresh by the cursor begins; None where nothing says from where on rows are new."""
        cursor = self._table.cursor
        watermark = read_watermark(receipt.watermark, cursor) if cursor.column else None
        if watermark is None:
            return None
        return str(int(watermark) - GROWING_LAG) if cursor.kind == "growing" else before_by(watermark, self._lag)

    # --- common

    def _reshape(self) -> Reshape:
        snapshot = self._snapshot.columns
        return reshape(
            landed_relation(self._about.dataset, self._table.qname.name),
            self._about.dialect,
            self._recorded,
            None
            if snapshot is None
            else [Column(name, type_, nullable=nullable) for name, type_, nullable in snapshot],
            self._columns,
            excluded=self._about.source.settings(str(self._table.qname)).exclude,
            marks=self._table.deletes == "mark",
        )

    def _units(self, bounds: Iterable[Bounds], action: Action, *, fresh: bool = False) -> tuple[Unit, ...]:
        all_ = list(bounds)
        rows = self._table.rows // len(all_) if self._table.rows is not None and all_ else None
        return tuple(
            Unit(self._table.qname, number, action, one, rows=rows, fresh=fresh) for number, one in enumerate(all_)
        )

    def _algorithm(self, units: tuple[Unit, ...]) -> str:
        compares = any(unit.action in (Action.COMPARE, Action.PRUNE) for unit in units)
        return self._about.thorough if compares and self._about.algorithm == COUNT else self._about.algorithm

    def _job(
        self,
        mode: str,
        reason: str,
        units: tuple[Unit, ...],
        *,
        stored: tuple[LandedRange, ...] = (),
        prepare: tuple[str, ...] = (),
        shaped: Reshape | None = None,
        goes_on: bool = False,
    ) -> TableJob:
        receipt, counts, table = self._receipt, self._counts, self._table
        counters = counts.counters if counts else table.counters
        watermark = counts.maximum if counts and counts.asked else None
        # A load that goes on keeps what it began with: what has changed since is still to come.
        before = receipt if goes_on else None
        past = read_watermark(receipt.watermark, table.cursor) if receipt else None
        return TableJob(
            dataset=self._about.dataset,
            table=table,
            mode=mode,
            reason=reason,
            units=units,
            algorithm=self._algorithm(units),
            shape=self._shape,
            columns=write_columns(self._columns, table.key),
            prepare=prepare,
            steps=shaped.steps if shaped else (),
            changes=shaped.changes if shaped else (),
            stored=stored,
            watermark=past if before else watermark or past,
            measures=before is None and table.cursor.column is not None and not (counts and counts.asked),
            counters=before.counters if before else written_counters(counters),
            as_text=self._as_text,
            notes=receipt.notes if receipt and mode != "rebuild" else (),
        )


def without_text_bounds(table: PlannedTable, as_text: Collection[str]) -> PlannedTable:
    """The table with a key no ranges are cut by, where one of its bounds lands as text."""
    if table.key is None or not any(name in as_text for name, _ in table.key.bounds):
        return table
    return replace(table, key=replace(table.key, bounds=()))


def _forget(entry: LandedRange) -> str:
    return forget_range(entry.dataset, entry.table, entry.bounds)
