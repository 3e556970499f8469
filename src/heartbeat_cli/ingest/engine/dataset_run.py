"""One dataset while its units land: what dlt's workers call, what became of each table, and when all has to stop."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from heartbeat_cli.errors import ConnectionFailedError, HbError, MartsFailedError, SourceFailedError
from heartbeat_cli.ingest.engine.land import land_unit
from heartbeat_cli.ingest.engine.range_check import RangeMismatchError
from heartbeat_cli.ingest.engine.unrepresentable import UnrepresentableValueError, unrepresentable_columns
from heartbeat_cli.ingest.jobs import DatasetJob, TableJob, UnitJob
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.result import LandedNow, TableFailure
from heartbeat_cli.ingest.source.connect import despite_recovery
from heartbeat_cli.ingest.source.width import may_be_wide
from heartbeat_cli.marts import MemoryLimitError, Room, Stop, Stopped, Transfer
from heartbeat_cli.pgschema import QName

# Failures of everything rather than of one table: the next table would meet them too.
_STOPPING = (MartsFailedError, ConnectionFailedError)
# Ways in which values that have no place in the marts show.
_MAYBE_UNREPRESENTABLE = (SourceFailedError, RangeMismatchError)


@dataclass
class DatasetRun:
    """One dataset while it is being landed: dlt's worker threads call `land`."""

    dataset: DatasetJob
    source_version: int
    transfer: Transfer
    stop: Stop
    progress: Progress
    still_held: Callable[[], bool]
    jobs: dict[str, TableJob] = field(default_factory=dict)
    done: dict[QName, list[LandedNow]] = field(default_factory=dict)
    failures: dict[QName, TableFailure] = field(default_factory=dict)
    unrepresentable: dict[QName, tuple[str, ...]] = field(default_factory=dict)
    rooms: dict[QName, Room] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    fatal: Exception | None = None
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def land(self, descriptor: dict[str, Any], load_id: str) -> None:
        """Land the unit a descriptor names; a failure is kept for the report and told to dlt as terminal.

        A defect of ours as well, which dlt would keep to itself: the run stops, and raises it.
        """
        from dlt.common.destination.exceptions import DestinationException, DestinationTerminalException

        try:
            self._land_named(descriptor, load_id)
        except DestinationException:
            raise
        except Exception as error:  # noqa: BLE001 - raised again when the run has stopped
            self._end_with(error)
            raise DestinationTerminalException(f"a defect: {error!r}") from None

    def _land_named(self, descriptor: dict[str, Any], load_id: str) -> None:
        from dlt.common.destination.exceptions import DestinationTerminalException, DestinationTransientException

        job = self.jobs.get(descriptor["table"])
        unit = next((u for u in job.units if u.number == descriptor["unit"]), None) if job else None
        if job is None or unit is None or descriptor["run"] != self.name:
            raise DestinationTerminalException("left by a run that was interrupted; what it lacked is landed anew")
        if self.fatal is not None or job.table.qname in self.failures:
            raise DestinationTerminalException("not tried: the table has failed")
        if job.table.qname in self.unrepresentable:
            raise DestinationTerminalException("not tried: the table lands as text")
        if self.stop.requested:
            raise DestinationTransientException("stopped")
        self.progress.unit_started(job.dataset, job.table.qname, unit.number)
        try:
            done = despite_recovery(lambda: self._land(UnitJob(job, unit), load_id), self.stop.pause)
        except Stopped:
            if self.fatal is not None:
                raise DestinationTerminalException(f"not tried: {self.fatal}") from None
            raise DestinationTransientException("stopped") from None
        except UnrepresentableValueError as error:
            with self.lock:
                known = self.unrepresentable.get(job.table.qname, ())
                self.unrepresentable[job.table.qname] = tuple(dict.fromkeys((*known, *error.columns)))
            raise DestinationTerminalException(f"lands as text: {error}") from None
        except HbError as error:
            self.failed(job, error)
            raise DestinationTerminalException(str(error)) from None
        with self.lock:
            self.done.setdefault(job.table.qname, []).append(done)
        self.progress.unit_done(done)

    def _land(self, of: UnitJob, load_id: str) -> LandedNow:
        usual = Room.BATCHES if may_be_wide(of.job.table) else Room.USUAL
        while True:
            room = self.rooms.get(of.qname, usual)
            try:
                return self._land_once(of, load_id, room)
            except MemoryLimitError:
                if room is Room.ALL:
                    raise
                self.rooms[of.qname] = Room.ALL if room is Room.BATCHES else Room.BATCHES

    def _land_once(self, of: UnitJob, load_id: str, room: Room) -> LandedNow:
        try:
            with self.transfer.session(room) as session:
                done = land_unit(session, of, load_id, self.source_version)
                if not self.still_held():
                    raise _lock_lost()
                return done
        except _MAYBE_UNREPRESENTABLE:
            if columns := self._unrepresentable(of):
                raise UnrepresentableValueError(columns) from None
            raise

    def _unrepresentable(self, of: UnitJob) -> tuple[str, ...]:
        with self.transfer.session() as session:
            return unrepresentable_columns(session, of)

    def failed(self, job: TableJob, error: HbError) -> None:
        """A table that cannot land is kept for the report; what the next one would meet too stops the run."""
        if isinstance(error, _STOPPING):
            self._end_with(error)
            return
        failure = TableFailure(job.table.qname, job.dataset, error.code, error.message, error.hint)
        with self.lock:
            known = job.table.qname in self.failures
            self.failures.setdefault(job.table.qname, failure)
        if not known:
            self.progress.table_failed(failure)

    def _end_with(self, error: Exception) -> None:
        """Stop everything; the first failure is the one that is raised in the end."""
        with self.lock:
            self.fatal = self.fatal or error
        self.stop.request()


def _lock_lost() -> HbError:
    return MartsFailedError(
        "the lock in the marts was lost, and another ingest may hold it now",
        hint="Run the same command again: what has landed stays.",
        code="marts_lost",
        retryable=True,
    )
