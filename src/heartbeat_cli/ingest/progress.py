"""What an ingest tells while it runs. Whoever shows it implements this; calls come from several threads."""

from collections.abc import Sequence
from typing import Protocol

from heartbeat_cli.ingest.jobs import SourceJob
from heartbeat_cli.ingest.result import DatasetResult, IngestResult, LandedNow, TableFailure, TableResult
from heartbeat_cli.pgschema import QName


class Progress(Protocol):
    """Told what happens as it happens."""

    def run_started(self) -> None:
        """The lock is ours; nothing has been looked at."""

    def run_ended(self, results: Sequence[IngestResult], error: BaseException | None = None) -> object:
        """The run is over, by `error` if there is one; the lock is still ours."""

    def decided(self, jobs: Sequence[SourceJob]) -> None:
        """It is decided what to do with the tables of every source; none has been begun."""

    def source_started(self, job: SourceJob) -> None:
        """A source is begun."""

    def unit_started(self, dataset: str, table: QName, unit: int) -> None:
        """A unit is being landed."""

    def unit_done(self, unit: LandedNow) -> None:
        """A unit is in the marts."""

    def table_done(self, table: TableResult) -> None:
        """Every unit of a table is in the marts."""

    def table_failed(self, failure: TableFailure) -> None:
        """A table was stopped; what was landed of it stays."""

    def dataset_done(self, result: DatasetResult) -> None:
        """Every table of a dataset is done or has failed."""

    def message(self, text: str) -> None:
        """Something a person watching should know."""


class Silent(Progress):
    """Nobody is watching."""

    def run_started(self) -> None: ...

    def run_ended(self, results: Sequence[IngestResult], error: BaseException | None = None) -> None: ...

    def decided(self, jobs: Sequence[SourceJob]) -> None: ...

    def source_started(self, job: SourceJob) -> None: ...

    def unit_started(self, dataset: str, table: QName, unit: int) -> None: ...

    def unit_done(self, unit: LandedNow) -> None: ...

    def table_done(self, table: TableResult) -> None: ...

    def table_failed(self, failure: TableFailure) -> None: ...

    def dataset_done(self, result: DatasetResult) -> None: ...

    def message(self, text: str) -> None: ...
