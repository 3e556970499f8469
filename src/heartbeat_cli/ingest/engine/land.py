"""Landing one unit: rows, proof, ledger entry and, where it is the table's only one, the receipt, in one session.

Where the two sides disagree nothing is committed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from heartbeat_cli.ingest.engine.absorb import absorb
from heartbeat_cli.ingest.engine.entries import Entries
from heartbeat_cli.ingest.engine.merge import merge
from heartbeat_cli.ingest.engine.range_check import Content, RangeCheck, counted, where
from heartbeat_cli.ingest.engine.receipts import receipt_of
from heartbeat_cli.ingest.engine.stage import StagingTable
from heartbeat_cli.ingest.engine.unrepresentable import UnrepresentableValueError, unrepresentable_columns
from heartbeat_cli.ingest.jobs import UnitJob
from heartbeat_cli.ingest.proof.checksum import COUNT
from heartbeat_cli.ingest.result import LandedNow
from heartbeat_cli.ingest.unit import Action
from heartbeat_cli.ingest.watermark import select_watermark
from heartbeat_cli.marts import LANDED, Copied, TransferSession, find_marts_kind, write_receipt


def land_unit(session: TransferSession, of: UnitJob, load_id: str, source_version: int) -> LandedNow:
    """Land one unit from a source of that `server_version_num`. The caller's session commits it.

    Raises HbError (`mismatch`), UnrepresentableValueError.
    """
    return _Landing(RangeCheck(session, of, source_version), load_id).land()


class _Landing:
    """One unit in one session."""

    def __init__(self, range_check: RangeCheck, load_id: str) -> None:
        self._range_check = range_check
        self._session = range_check.session
        self._work = range_check.job
        self._unit = range_check.unit
        self._table = range_check.table
        self._load_id = load_id
        self._entries = Entries(range_check, load_id)
        self._overlooked = False

    def land(self) -> LandedNow:
        actions: Mapping[Action, Callable[[], LandedNow]] = {
            Action.REPLACE: self._replace,
            Action.WHOLE: self._whole,
            Action.COMPARE: self._compare,
            Action.MERGE: self._merge,
            Action.PRUNE: self._prune,
            Action.ABSORB: self._absorb,
        }
        if columns := unrepresentable_columns(self._session, self._range_check.of, silent_only=True):
            raise UnrepresentableValueError(columns)
        done = actions[self._unit.action]()
        if self._work.single:
            self._write_receipt()
        return done

    def _write_receipt(self) -> None:
        job = replace(self._work, watermark=self._measured()) if self._work.measures else self._work
        if self._overlooked:
            job = replace(job, watermark=None, counters=None)
        for statement in write_receipt(receipt_of(job, self._load_id, LANDED, datetime.now(UTC))):
            self._session.run(statement)

    def _measured(self) -> str | None:
        """The watermark of what was just read, where nobody had asked for it; else it stays."""
        query = f"SELECT {select_watermark(self._table.cursor)} AS m FROM {self._table.relation}"
        ((watermark,),) = self._session.ask_source(f"{query}{where(self._range_check.changed)}")
        return watermark or self._work.watermark

    # --- what each action does

    def _whole(self) -> LandedNow:
        self._entries.forget_all()
        return self._copied(self._into(self._session.copy_anew, None), None)

    def _replace(self, sent: Content | None = None) -> LandedNow:
        condition, here = self._range_check.at_source, self._range_check.in_marts
        if self._range_check.keeps_deleted and not self._unit.fresh:
            sent = sent or self._range_check.sum_source(condition)
            deleted = self._put_over(condition)
            return self._proven(sent, self._range_check.sum_marts(here), deleted)
        if not self._unit.fresh:
            self._session.run(f"DELETE FROM {self._range_check.relation}{where(here)}")
        return self._copied(self._into(self._session.copy, condition), condition, sent)

    def _compare(self) -> LandedNow:
        sent = self._range_check.sum_source(self._range_check.at_source)
        if self._entries.known is None or self._unit.fresh:
            if self._range_check.sum_marts(self._range_check.in_marts) == sent:
                return self._found(sent)
        elif self._entries.known_as(sent):
            return self._done(0, moved=False)
        return self._whole() if self._table.key is None else self._replace(sent)

    def _prune(self) -> LandedNow:
        sent = self._range_check.sum_source(self._range_check.at_source)
        if self._entries.known_as(sent):
            return self._done(0, moved=False)
        if self._table.key is None:
            return self._whole()
        deleted = self._take_out_what_is_gone()
        if self._range_check.sum_marts(self._range_check.in_marts) == sent:
            return self._found(sent, deleted)
        return replace(self._replace(sent), deleted=deleted)

    def _merge(self) -> LandedNow:
        merged = merge(self._range_check, self._entries)
        self._overlooked = merged.overlooked
        return self._done(merged.rows, moved=merged.rows > 0)

    def _absorb(self) -> LandedNow:
        absorbed = absorb(self._range_check, self._entries)
        return self._done(absorbed.rows, deleted=absorbed.deleted, moved=absorbed.rows > 0)

    # --- rows

    def _into(self, copy: Callable[..., Copied], condition: str | None) -> Callable[[], Copied]:
        """A copy of the source's rows into the marts' table."""
        return partial(self._copy_all, copy, condition)

    def _copy_all(self, copy: Callable[..., Copied], condition: str | None) -> Copied:
        of = self._range_check
        first, *others = of.queries(condition)
        moved = copy(first, of.mappings, of.relation)
        return sum((self._session.copy(query, of.mappings, of.relation) for query in others), moved)

    def _put_over(self, condition: str | None) -> int:
        """Replace a range whose rows are never taken out: what is gone at the source is marked instead."""
        stage = StagingTable(self._range_check)
        stage.fill(condition)
        gone = stage.take_out_others()
        stage.put_in()
        return gone

    def _take_out_what_is_gone(self) -> int:
        """Compare the keys of the range, and remove or mark those the source no longer has."""
        stage = StagingTable(self._range_check)
        stage.fill_keys(self._range_check.at_source)
        gone = stage.take_out_others()
        stage.drop()
        return gone

    # --- proof

    def _copied(self, copy: Callable[[], Copied], condition: str | None, sent: Content | None = None) -> LandedNow:
        """Copy, and hold what arrived against what was sent."""
        if self._work.algorithm == COUNT:
            return self._counted(copy, condition)
        sent = sent or self._range_check.sum_source(condition)
        appended = copy().appended
        within = self._range_check.in_marts
        if appended is not None:
            here = self._range_check.sum_marts(f"{within} AND {appended}" if within else appended)
            if here == sent:
                return self._proven(sent, here)
        return self._proven(sent, self._range_check.sum_marts(within))

    def _counted(self, copy: Callable[[], Copied], condition: str | None) -> LandedNow:
        """Copy, and hold the servers' own counts of the rows against each other."""
        rows = self._range_check.count_fitting(condition)
        moved = copy()
        sent, stored = counted(rows if moved.sent is None else moved.sent), counted(moved.stored)
        self._range_check.check(sent, stored)
        # Where that costs nothing, counting the range shows rows that had been there before.
        at_once = find_marts_kind(self._session.dialect).counts_at_once
        here = self._range_check.sum_marts(self._range_check.in_marts) if at_once else stored
        return self._proven(sent, here)

    def _proven(self, sent: Content, here: Content, deleted: int = 0) -> LandedNow:
        self._range_check.check(sent, here)
        self._entries.enter(sent, self._count_stored() if self._range_check.keeps_deleted else here.rows)
        return self._done(sent.rows, deleted=deleted)

    def _found(self, sent: Content, deleted: int = 0) -> LandedNow:
        """The marts had the rows already."""
        self._entries.enter(sent, self._count_stored())
        return self._done(0, deleted=deleted, moved=False)

    def _count_stored(self) -> int:
        return self._range_check.count_stored(self._unit.bounds)

    def _done(self, rows: int, *, deleted: int = 0, moved: bool = True) -> LandedNow:
        return LandedNow(
            self._table.qname,
            self._work.dataset,
            self._unit.number,
            rows,
            self._load_id,
            self._entries.seconds,
            deleted,
            moved or deleted > 0,
        )
