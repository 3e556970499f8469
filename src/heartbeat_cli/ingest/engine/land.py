"""Landing one unit: rows, proof, ledger entry and, where it is the table's only one, the receipt, in one session.

The source is counted and summed up in the very snapshot that is copied; the marts before they commit. Where the two
disagree nothing is committed.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from heartbeat_cli.catalog.quoting import literal, quote
from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.columns.reshape import DELETED_AT
from heartbeat_cli.ingest.columns.types import DUCKDB
from heartbeat_cli.ingest.engine.road import Copied, Session, landed_relation
from heartbeat_cli.ingest.engine.unfit import DoesNotFitError, count_unfit, unfit_columns
from heartbeat_cli.ingest.plan import Action, Key, PlannedTable, Unit
from heartbeat_cli.ingest.proof.checksum import COUNT, Checksum, marts_sums, read_sums, source_sums
from heartbeat_cli.ingest.ranges import predicate, range_case, since
from heartbeat_cli.ingest.result import LandedNow
from heartbeat_cli.ingest.watermark import select_watermark, written_watermark
from heartbeat_cli.ingest.work import TableWork, UnitOf
from heartbeat_cli.ledger import Bounds, LandedRange
from heartbeat_cli.ledger.ranges import enter_range, forget_range, forget_table
from heartbeat_cli.ledger.receipt import LANDED, Receipt, write_receipt

STAGE = "hb_stage"
MISMATCH = "mismatch"


@dataclass(frozen=True, slots=True)
class Content:
    """What a set of rows adds up to."""

    rows: int
    checksum: Checksum

    def __add__(self, other: "Content") -> "Content":
        return Content(self.rows + other.rows, self.checksum + other.checksum)

    def __sub__(self, other: "Content") -> "Content":
        return Content(self.rows - other.rows, self.checksum - other.checksum)


def land_unit(session: Session, of: UnitOf, load_id: str, source_version: int) -> LandedNow:
    """Land one unit from a source of that `server_version_num`. The caller's session commits it.

    Raises HbError (`mismatch`), DoesNotFitError.
    """
    return _Landing(session, of, load_id, source_version).land()


def receipt_of(work: TableWork, load_id: str, state: str, now: datetime, seconds: float = 0.0) -> Receipt:
    """The receipt of a table worked on."""
    return Receipt(
        dataset=work.dataset,
        table=work.table.qname.name,
        rows=0,
        load_id=load_id,
        loaded_at=now,
        seconds=seconds,
        source_table=str(work.table.qname),
        state=state,
        watermark=written_watermark(work.table.cursor, work.watermark),
        counters=work.counters,
        columns=work.columns,
        notes=work.notes,
    )


class _Landing:
    """One unit in one session."""

    def __init__(self, session: Session, of: UnitOf, load_id: str, source_version: int) -> None:
        self._session = session
        self._work = of.work
        self._unit = of.unit
        self._table = of.work.table
        self._load_id = load_id
        self._source_version = source_version
        self._overlooked = False
        self._started = time.monotonic()
        self._landings = of.work.landings(session.dialect)
        self._relation = landed_relation(of.work.dataset, self._table.qname.name)

    def land(self) -> LandedNow:
        actions: Mapping[Action, Callable[[], LandedNow]] = {
            Action.REPLACE: self._replace,
            Action.WHOLE: self._whole,
            Action.COMPARE: self._compare,
            Action.MERGE: self._merge,
            Action.PRUNE: self._prune,
        }
        if columns := unfit_columns(self._session, UnitOf(self._work, self._unit), silent_only=True):
            raise DoesNotFitError(columns)
        done = actions[self._unit.action]()
        if self._work.single:
            work = replace(self._work, watermark=self._measured()) if self._work.measures else self._work
            if self._overlooked:
                work = replace(work, watermark=None, counters=None)
            receipt = receipt_of(work, self._load_id, LANDED, datetime.now(UTC))
            for statement in write_receipt(receipt):
                self._session.run(statement)
        return done

    def _measured(self) -> str | None:
        """The watermark of what was just read, where nobody had asked for it; else it stays."""
        query = f"SELECT {select_watermark(self._table.cursor)} AS m FROM {self._table.relation}"
        ((watermark,),) = self._session.ask_source(f"{query}{_where(self._since())}")
        return watermark or self._work.watermark

    # --- what each action does

    def _whole(self) -> LandedNow:
        self._session.run(forget_table(self._work.dataset, self._table.qname.name))
        copy = partial(self._session.copy_anew, self._query(None), self._landings, self._relation)
        return self._copied(copy, None)

    def _replace(self, sent: Content | None = None) -> LandedNow:
        condition = self._source_condition()
        if self._table.deletes == "mark" and not self._unit.fresh:
            sent = sent or self._at_source(condition)
            deleted = self._put_over(self._query(condition))
            return self._proven(sent, self._in_marts(self._marts_condition()), deleted)
        if not self._unit.fresh:
            self._session.run(f"DELETE FROM {self._relation}{_where(self._marts_condition())}")
        copy = partial(self._session.copy, self._query(condition), self._landings, self._relation)
        return self._copied(copy, condition, sent)

    def _copied(self, copy: Callable[[], Copied], condition: str | None, sent: Content | None = None) -> LandedNow:
        """Copy, and hold what arrived against what was sent."""
        if self._work.algorithm == COUNT:
            return self._counted(copy, condition)
        sent = sent or self._at_source(condition)
        appended = copy().appended
        within = self._marts_condition()
        if appended is not None:
            here = self._in_marts(f"{within} AND {appended}" if within else appended)
            if here == sent:
                return self._proven(sent, here)
        return self._proven(sent, self._in_marts(within))

    def _counted(self, copy: Callable[[], Copied], condition: str | None) -> LandedNow:
        """Copy, and hold the servers' own counts of the rows against each other."""
        rows = self._count_fitting(condition)
        moved = copy()
        sent, stored = _counted(rows if moved.sent is None else moved.sent), _counted(moved.stored)
        self._check(sent, stored)
        # DuckDB counts a range at almost no cost, which shows rows that had been there before.
        here = self._in_marts(self._marts_condition()) if self._session.dialect == DUCKDB else stored
        return self._proven(sent, here)

    def _count_fitting(self, condition: str | None) -> int:
        """The rows at the source; a mere count would not notice a value that arrives as another."""
        rows, unfit = count_unfit(self._session, UnitOf(self._work, self._unit), condition)
        if unfit:
            raise DoesNotFitError(unfit)
        return rows

    def _compare(self) -> LandedNow:
        sent = self._at_source(self._source_condition())
        known = self._known()
        if known is None or self._unit.fresh:
            here = self._in_marts(self._marts_condition())
            if here == sent:
                self._enter(self._unit.bounds, sent.rows, self._standing_rows(self._unit.bounds), sent.checksum)
                return self._done(0, moved=False)
        elif (known.rows_out, known.checksum) == (sent.rows, _text(sent.checksum)):
            return self._done(0, moved=False)
        return self._whole() if self._table.key is None else self._replace(sent)

    def _prune(self) -> LandedNow:
        sent = self._at_source(self._source_condition())
        known = self._known()
        if known is not None and (known.rows_out, known.checksum) == (sent.rows, _text(sent.checksum)):
            return self._done(0, moved=False)
        if self._table.key is None:
            return self._whole()
        deleted = self._take_out_what_is_gone()
        here = self._in_marts(self._marts_condition())
        if here == sent:
            self._enter(self._unit.bounds, sent.rows, self._standing_rows(self._unit.bounds), sent.checksum)
            return self._done(0, deleted=deleted, moved=False)
        return replace(self._replace(sent), deleted=deleted)

    def _merge(self) -> LandedNow:
        condition = self._since()
        sent = self._at_source(condition)
        if sent.rows == 0:
            self._overlooked = self._lacks_rows(0)
            return self._done(0, moved=False)
        self._session.stage(self._query(condition), self._landings, STAGE)
        self._check(sent, self._content(self._marts_sums(), quote(STAGE), None))
        by_sums = self._table.deletes != "mark" and all(self._is_proven_so(entry) for entry in self._work.kept)
        change = self._change_by_range() if by_sums else {}
        touched = self._ranges_of_stage()
        before = 0 if by_sums else self._rows_in_marts()
        self._delete_staged()
        self._insert_staged()
        came = sum(one.rows for one in change.values()) if by_sums else self._rows_in_marts() - before
        self._overlooked = self._lacks_rows(came)
        for number, entry in enumerate(self._work.kept):
            if number in touched:
                self._adjust(entry, change[number]) if by_sums else self._recount(entry)
        return self._done(sent.rows)

    def _lacks_rows(self, came: int) -> bool:
        """Whether a refresh by the cursor overlooked rows that were added: the next run has to compare then.

        They are looked for where fewer came than the source says were added; those may have been rolled back.
        """
        if self._unit.added is None or came >= self._unit.added:
            return False
        ((there,),) = self._session.ask_source(f"SELECT count(*) AS n FROM {self._table.relation}")
        return int(there) > self._rows_in_marts()

    def _rows_in_marts(self) -> int:
        where = _where(self._live(None))
        return int(self._session.ask_marts(f"SELECT count(*) FROM {self._relation}{where}")[0][0])

    # --- rows

    def _put_over(self, query: str) -> int:
        """Replace a range whose rows are never taken out: what is gone at the source is marked instead."""
        self._session.stage(query, self._landings, STAGE)
        gone = self._mark(self._not_staged())
        self._delete_staged()
        self._insert_staged()
        return gone

    def _take_out_what_is_gone(self) -> int:
        """Compare the keys of the range, and remove or mark those the source no longer has."""
        assert self._table.key is not None
        keys = [landing for landing in self._landings if landing.column in self._table.key.columns]
        reads = ", ".join(landing.select for landing in keys)
        query = f"SELECT {reads} FROM {self._table.relation}{_where(self._source_condition())}"
        self._session.stage(query, keys, STAGE)
        gone = self._not_staged()
        count = self._mark(gone) if self._table.deletes == "mark" else self._delete(gone)
        self._session.run(f"DROP TABLE {quote(STAGE)}")
        return count

    def _delete(self, condition: str) -> int:
        ((count,),) = self._session.ask_marts(f"SELECT count(*) FROM {self._relation} AS t WHERE {condition}")
        self._session.run(f"DELETE FROM {self._relation} AS t WHERE {condition}")
        return int(count)

    def _mark(self, condition: str) -> int:
        live = f"{condition} AND {quote(DELETED_AT)} IS NULL"
        ((count,),) = self._session.ask_marts(f"SELECT count(*) FROM {self._relation} AS t WHERE {live}")
        now = literal(datetime.now(UTC).isoformat())
        self._session.run(f"UPDATE {self._relation} AS t SET {quote(DELETED_AT)} = {now} WHERE {live}")
        return int(count)

    def _not_staged(self) -> str:
        staged = f"EXISTS (SELECT 1 FROM {quote(STAGE)} AS s WHERE {self._same_key('s', 't')})"
        condition = self._marts_condition()
        return f"NOT {staged}" + (f" AND {condition}" if condition else "")

    def _delete_staged(self) -> None:
        self._session.run(
            f"DELETE FROM {self._relation} AS t USING {quote(STAGE)} AS s WHERE {self._same_key('s', 't')}"
        )

    def _insert_staged(self) -> None:
        names = ", ".join(quote(landing.column) for landing in self._landings)
        self._session.run(f"INSERT INTO {self._relation} ({names}) SELECT {names} FROM {quote(STAGE)}")
        self._session.run(f"DROP TABLE {quote(STAGE)}")

    def _same_key(self, one: str, other: str) -> str:
        assert self._table.key is not None
        return " AND ".join(f"{one}.{quote(c)} = {other}.{quote(c)}" for c in self._table.key.columns)

    # --- conditions and queries

    def _source_condition(self) -> str | None:
        return None if self._unit.bounds.whole else predicate(self._unit.bounds, self._key)

    def _marts_condition(self) -> str | None:
        return self._within(self._unit.bounds)

    def _within(self, bounds: Bounds) -> str | None:
        return None if bounds.whole else predicate(bounds, self._key, dialect=self._session.dialect)

    @property
    def _key(self) -> Key:
        assert self._table.key is not None
        return self._table.key

    def _since(self) -> str | None:
        return since(self._unit, self._table)

    def _query(self, condition: str | None) -> str:
        reads = ", ".join(landing.select for landing in self._landings)
        return f"SELECT {reads} FROM {self._table.relation}{_where(condition)}"

    # --- proof

    def _marts_sums(self) -> tuple[str, ...]:
        return marts_sums(self._landings, self._work.algorithm, self._session.dialect)

    def _at_source(self, condition: str | None) -> Content:
        if self._work.algorithm == COUNT and self._session.dialect == DUCKDB:
            return _counted(self._count_fitting(condition))
        sums = source_sums(self._landings, self._work.algorithm, self._source_version)
        return self._read(self._session.ask_source(_sum_query(sums, self._table.relation, condition))[0])

    def _in_marts(self, condition: str | None) -> Content:
        """The rows that should be those of the source: those marked as gone are left out."""
        return self._content(self._marts_sums(), self._relation, self._live(condition))

    def _content(self, sums: Sequence[str], relation: str, condition: str | None) -> Content:
        return self._read(self._session.ask_marts(_sum_query(sums, relation, condition))[0])

    def _read(self, row: Sequence[Any]) -> Content:
        try:
            return Content(int(row[0]), read_sums(self._work.algorithm, row[1:]))
        except ValueError as error:
            raise _wrong(f"a sum over its columns is no number ({error})", self._table, self._unit) from None

    def _live(self, condition: str | None) -> str | None:
        if self._table.deletes != "mark":
            return condition
        live = f"{quote(DELETED_AT)} IS NULL"
        return f"{condition} AND {live}" if condition else live

    def _standing_rows(self, bounds: Bounds) -> int:
        where = _where(self._within(bounds))
        return int(self._session.ask_marts(f"SELECT count(*) FROM {self._relation}{where}")[0][0])

    def _check(self, sent: Content, here: Content) -> None:
        if sent == here:
            return
        if sent.rows != here.rows:
            what = f"{sent.rows} rows in the source's snapshot, {here.rows} arrived: nothing was changed"
        else:
            what = f"the {sent.rows} rows that arrived are not those of the source: nothing was changed"
        raise _wrong(what, self._table, self._unit)

    def _proven(self, sent: Content, here: Content, deleted: int = 0) -> LandedNow:
        self._check(sent, here)
        standing = here.rows if self._table.deletes != "mark" else self._standing_rows(self._unit.bounds)
        self._enter(self._unit.bounds, sent.rows, standing, sent.checksum)
        return self._done(sent.rows, deleted=deleted)

    # --- the ledger

    def _known(self) -> LandedRange | None:
        """The ledger's entry of the unit's range, if it says what this proof wants to know."""
        return next((r for r in self._work.kept if r.bounds == self._unit.bounds and self._is_proven_so(r)), None)

    def _is_proven_so(self, entry: LandedRange) -> bool:
        return (Checksum.parse(entry.checksum).algorithm if entry.checksum else COUNT) == self._work.algorithm

    def _enter(self, bounds: Bounds, rows_out: int, rows: int, checksum: Checksum) -> None:
        name = self._table.qname.name
        now = datetime.now(UTC)
        seconds = time.monotonic() - self._started
        entry = LandedRange(
            self._work.dataset,
            name,
            bounds,
            rows_out,
            rows,
            _text(checksum),
            self._work.shape,
            self._load_id,
            now,
            seconds,
        )
        self._session.run(forget_range(self._work.dataset, name, bounds))
        self._session.run(enter_range(entry))

    def _adjust(self, entry: LandedRange, change: Content) -> None:
        """An entry after rows were merged into its range: what it said, less what went, plus what came."""
        total = change.checksum + Checksum.parse(entry.checksum) if entry.checksum else change.checksum
        self._enter(entry.bounds, entry.rows_out + change.rows, entry.rows + change.rows, total)

    def _recount(self, entry: LandedRange) -> None:
        here = self._in_marts(self._within(entry.bounds))
        self._enter(entry.bounds, here.rows, self._standing_rows(entry.bounds), here.checksum)

    def _change_by_range(self) -> dict[int, Content]:
        """Per number of a kept range, what the staged rows add less what they replace."""
        came = self._grouped(f"{quote(STAGE)} AS t")
        staged = f"EXISTS (SELECT 1 FROM {quote(STAGE)} AS s WHERE {self._same_key('s', 't')})"
        went = self._grouped(f"{self._relation} AS t WHERE {staged}")
        return {number: came[number] - went[number] if number in went else came[number] for number in came}

    def _grouped(self, source: str) -> dict[int, Content]:
        columns = ", ".join(["count(*)", *(f"({s})::text" for s in self._marts_sums())])
        rows = self._session.ask_marts(f"SELECT {self._range_number()}, {columns} FROM {source} GROUP BY 1")
        return {int(row[0]): self._read(row[1:]) for row in rows}

    def _ranges_of_stage(self) -> frozenset[int]:
        rows = self._session.ask_marts(f"SELECT DISTINCT {self._range_number()} FROM {quote(STAGE)}")
        return frozenset(int(row[0]) for row in rows)

    def _range_number(self) -> str:
        bounds = [entry.bounds for entry in self._work.kept]
        return "0" if len(bounds) == 1 else range_case(bounds, self._key, dialect=self._session.dialect)

    def _done(self, rows: int, *, deleted: int = 0, moved: bool = True) -> LandedNow:
        seconds = time.monotonic() - self._started
        return LandedNow(
            self._table.qname,
            self._work.dataset,
            self._unit.number,
            rows,
            self._load_id,
            seconds,
            deleted,
            moved or deleted > 0,
        )


def _counted(rows: int) -> Content:
    return Content(rows, read_sums(COUNT, ()))


def _wrong(what: str, table: PlannedTable, unit: Unit) -> HbError:
    return HbError(
        what,
        where=f"{table.qname} ({unit.bounds})",
        hint="Run it again; if it happens twice, please report it with --debug.",
        code=MISMATCH,
        retryable=True,
    )


def _where(condition: str | None) -> str:
    return f" WHERE {condition}" if condition else ""


def _sum_query(sums: Sequence[str], relation: str, condition: str | None) -> str:
    columns = ", ".join(["count(*) AS n", *(f"({s})::text AS s{i}" for i, s in enumerate(sums))])
    return f"SELECT {columns} FROM {relation}{_where(condition)}"


def _text(checksum: Checksum) -> str | None:
    return str(checksum) if checksum.sums else None
