"""What an ingest tells while it runs. Whoever shows it implements this; calls come from several threads."""

from typing import Protocol

from heartbeat_cli.ingest.plan import DatasetResult, LandedNow, Plan, PlannedTable, TableFailure


class Progress(Protocol):
    """Told what happens as it happens."""

    def source_started(self, plan: Plan) -> None:
        """A source's tables are about to be landed."""

    def table_started(self, dataset: str, table: PlannedTable) -> None:
        """A table is being read."""

    def table_done(self, table: LandedNow) -> None:
        """A table is in the marts."""

    def table_failed(self, failure: TableFailure) -> None:
        """A table was left as it was."""

    def dataset_done(self, result: DatasetResult) -> None:
        """Every table of a dataset was landed or failed."""


class Silent:
    """Nobody is watching."""

    def source_started(self, plan: Plan) -> None: ...

    def table_started(self, dataset: str, table: PlannedTable) -> None: ...

    def table_done(self, table: LandedNow) -> None: ...

    def table_failed(self, failure: TableFailure) -> None: ...

    def dataset_done(self, result: DatasetResult) -> None: ...
