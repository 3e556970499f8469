"""A defect of ours while a unit lands: dlt would keep it to itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from dlt.common.destination.exceptions import DestinationTerminalException, DestinationTransientException
from tests.conftest import TestServer
from tests.ingest_estate import MARTS, ingest, make_database, make_project

from heartbeat_cli.errors import HbError, SourceLostError
from heartbeat_cli.ingest import DatasetJob, Silent, TableJob
from heartbeat_cli.ingest.engine import dataset_run
from heartbeat_cli.ingest.engine.dataset_run import DatasetRun
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import MemoryLimitError, Room, Stop, TransferSession
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import PlannedTable

TABLE = QName("core", "t")


class BrokenTransfer:
    """Every session fails with the next of `failures`."""

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)
        self.asked_for: list[Room] = []

    @contextmanager
    def session(self, room: Room = Room.USUAL) -> Iterator[TransferSession]:
        self.asked_for.append(room)
        raise self._failures.pop(0)
        yield

    def close(self) -> None: ...


def run_over(transfer: BrokenTransfer) -> DatasetRun:
    units = tuple(Unit(TABLE, number, Action.REPLACE) for number in range(3))
    work = TableJob("bank_core", PlannedTable(TABLE, ()), "backfill", "", units, "rows", "", "")
    orders = DatasetJob("bank_core", "core", (work,))
    return DatasetRun(orders, 180000, transfer, Stop(), Silent(), lambda: True, {"t": work})


def descriptor(run: DatasetRun, unit: int) -> dict[str, Any]:
    return {"table": "t", "unit": unit, "run": run.name}


def test_a_defect_stops_the_run_and_is_what_it_ends_with() -> None:
    defect = KeyError("no such range")
    run = run_over(BrokenTransfer(defect))
    with pytest.raises(DestinationTerminalException):
        run.land(descriptor(run, 0), "1")
    assert run.fatal is defect
    assert defect.__traceback__ is not None
    assert run.stop.requested
    assert run.failures == {}
    with pytest.raises(DestinationTerminalException, match="not tried"):
        run.land(descriptor(run, 1), "1")


def test_the_first_failure_is_the_one_that_is_raised() -> None:
    lost = SourceLostError("the source is gone")
    run = run_over(BrokenTransfer(lost))
    with pytest.raises(DestinationTerminalException):
        run.land(descriptor(run, 0), "1")
    run._end_with(AssertionError())
    assert run.fatal is lost


def test_what_is_no_defect_ends_nothing() -> None:
    run = run_over(BrokenTransfer(HbError("one table", code="source_locked")))
    with pytest.raises(DestinationTerminalException, match="interrupted"):
        run.land(descriptor(run, 0) | {"run": "another"}, "1")
    with pytest.raises(DestinationTerminalException, match="one table"):
        run.land(descriptor(run, 0), "1")
    assert (run.fatal, run.stop.requested, list(run.failures)) == (None, False, [TABLE])
    other = run_over(BrokenTransfer())
    other.stop.request()
    with pytest.raises(DestinationTransientException):
        other.land(descriptor(other, 0), "1")
    assert other.fatal is None


def test_a_table_that_is_too_wide_is_tried_with_more_memory_and_fails_alone() -> None:
    transfer = BrokenTransfer(*map(MemoryLimitError, ("too little", "still too little", "too wide")))
    run = run_over(transfer)
    with pytest.raises(DestinationTerminalException, match="too wide"):
        run.land(descriptor(run, 0), "1")
    assert transfer.asked_for == [Room.USUAL, Room.BATCHES, Room.ALL]
    assert (run.fatal, run.stop.requested, run.failures[TABLE].code) == (None, False, "too_wide")


@pytest.mark.parametrize("marts", MARTS)
def test_a_run_ends_with_the_defect_itself(
    postgres_server: TestServer, tmp_path: Path, marts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements = (
        "CREATE SCHEMA core; CREATE TABLE core.t AS SELECT i AS id FROM generate_series(1, 900) i;"
        " ALTER TABLE core.t ADD PRIMARY KEY (id); ANALYZE"
    )
    make_database(postgres_server, "defects", statements)
    project = make_project(
        tmp_path, postgres_server, marts, "defects", {"core": "all"}, marts_database="marts_defects", range_rows=200
    )
    land_unit = dataset_run.land_unit

    def fails_once_in_a_while(session: TransferSession, of: Any, load_id: str, version: int) -> Any:
        if of.unit.number == 2:
            raise KeyError("no such range")
        return land_unit(session, of, load_id, version)

    with monkeypatch.context() as patched:
        patched.setattr(dataset_run, "land_unit", fails_once_in_a_while)
        with pytest.raises(KeyError, match="no such range") as raised:
            ingest(project)
    assert "fails_once_in_a_while" in [entry.name for entry in raised.traceback]
    result = ingest(project)
    assert (result.failures, [table.total for d in result.datasets for table in d.tables]) == ((), [900])
