"""From the plan of a dump to jobs: what the marts hold, where it came from, and whether the dump is newer."""

from dataclasses import replace

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.columns.shape import read_columns, source_type_text
from heartbeat_cli.ingest.dump.survey import DumpRows
from heartbeat_cli.ingest.engine.pipeline import begun_packages, pipeline_folder
from heartbeat_cli.ingest.jobs import UNCHANGED, DatasetJob, SourceJob, TableJob
from heartbeat_cli.ingest.marts_snapshot import MartsSnapshot, TableSnapshot, snapshot_marts
from heartbeat_cli.ingest.proof.checksum import COLUMNS, COUNT, Proof, choose_algorithm
from heartbeat_cli.ingest.request import IngestRequest
from heartbeat_cli.ingest.result import TableFailure
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import (
    LANDED,
    DumpOrigin,
    UnlandableError,
    chained,
    check_landable,
    dump_origin,
    marts_kind_of,
)
from heartbeat_cli.sources import Plan, PlannedDataset, PlannedTable

_IN_FILE = "duckdb"


def make_dump_jobs(project: ProjectSettings, plan: Plan, request: IngestRequest) -> SourceJob:
    """Decide what to land of every table of a dump; reads the marts, writes nothing.

    Raises HbError `not_a_dump` and `older_dump` where the marts have what is newer, and where they cannot be read.
    """
    marts_kind_of(project).check_datasets(project, tuple(dataset.dataset for dataset in plan.datasets))
    marts = snapshot_marts(project, [dataset.dataset for dataset in plan.datasets])
    if not request.rebuild:
        _refuse_what_is_newer(plan, marts)
    return SourceJob(plan, tuple(_Jobs(project, plan, dataset, marts, request).all() for dataset in plan.datasets))


def _refuse_what_is_newer(plan: Plan, marts: MartsSnapshot) -> None:
    """A dump never takes the place of what the source itself gave, nor an old one that of a younger, unless asked."""
    rows: DumpRows = plan.dump
    origin, where = rows.file.origin, str(rows.file.path)
    for dataset in plan.datasets:
        for table in dataset.tables:
            receipt = marts.of(dataset.dataset, table.qname.name).receipt
            if receipt is None:
                continue
            before = dump_origin(receipt.counters)
            if before is None:
                raise HbError(
                    f"{table.qname} has landed from the source itself, and a dump is older than that",
                    where=where,
                    hint="`--rebuild` lands the dump's rows in its place; `--table` names tables that have not landed.",
                    code="landed_from_source",
                )
            if before.made_at > origin.made_at and before.sha256 != origin.sha256:
                raise HbError(
                    f"the dump was made {origin.made_at:%Y-%m-%d %H:%M}, and {table.qname} has landed from a younger"
                    f" one: {before.name}, made {before.made_at:%Y-%m-%d %H:%M}",
                    where=where,
                    hint="`--rebuild` lands the older rows in its place.",
                    code="older_dump",
                )


class _Jobs:
    """One dataset."""

    def __init__(
        self,
        project: ProjectSettings,
        plan: Plan,
        dataset: PlannedDataset,
        marts: MartsSnapshot,
        request: IngestRequest,
    ) -> None:
        self._project, self._plan, self._dataset, self._request = project, plan, dataset, request
        self._marts = marts
        self._kind = marts_kind_of(project)
        self._pending = begun_packages(pipeline_folder(project, plan.source, dataset.schema))
        self._finished = marts.finished.get(dataset.dataset, frozenset()) | frozenset(self._pending)
        self._left_out = dict(plan.dump.left_out)

    def all(self) -> DatasetJob:
        jobs: list[TableJob] = []
        failures: list[TableFailure] = []
        for table in self._dataset.tables:
            try:
                jobs.append(self._job(table))
            except HbError as error:
                lasting = isinstance(error, UnlandableError)
                name = self._dataset.dataset
                failures.append(TableFailure(table.qname, name, error.code, error.message, error.hint, lasting))
        return DatasetJob(
            self._dataset.dataset, self._dataset.schema, tuple(jobs), tuple(failures), bool(self._pending)
        )

    def _job(self, table: PlannedTable) -> TableJob:
        if table.refused is not None:
            raise table.refused
        check_landable(table)
        self._kind.check_table(table)
        snapshot = self._marts.of(self._dataset.dataset, table.qname.name)
        if (
            snapshot.columns is not None
            and snapshot.receipt is None
            and not snapshot.ranges
            and not self._request.rebuild
        ):
            raise HbError(
                f"{self._dataset.dataset} has a table of that name that hb did not land",
                hint="`--rebuild` lands it anew.",
                code="not_ours",
            )
        mode, reason, stays = self._decide(table, snapshot)
        fresh = mode in ("backfill", "rebuild")
        unit = Unit(table.qname, 0, Action.WHOLE if fresh else Action.COMPARE, fresh=fresh)
        proof = Proof(self._request.proof or self._project.proof or self._kind.usual_proof)
        # Summed up in DuckDB on the way, whatever the marts are: PostgreSQL's own hashes are none of its functions.
        algorithm = choose_algorithm(proof, _IN_FILE, 0, 0)
        return TableJob(
            dataset=self._dataset.dataset,
            table=table,
            mode=mode,
            reason=reason,
            units=() if mode == UNCHANGED else (unit,),
            algorithm=COLUMNS if algorithm == COUNT else algorithm,
            shape=snapshot.ranges[0].shape if stays else "",
            columns=(snapshot.receipt.columns or "") if stays and snapshot.receipt else "",
            stored=snapshot.ranges if stays else (),
            counters=origin_of(self._plan, table).written(),
            notes=self._notes(table),
        )

    def _decide(self, table: PlannedTable, snapshot: TableSnapshot) -> tuple[str, str, bool]:
        """The mode, why, and whether what has landed can be compared with the dump."""
        if self._request.rebuild:
            return "rebuild", "asked for", False
        receipt, stored = snapshot.receipt, chained(snapshot.ranges)
        if snapshot.columns is None or receipt is None:
            return "backfill", "not landed yet" if receipt is None else "its table is gone from the marts", False
        before = dump_origin(receipt.counters)
        whole = receipt.state == LANDED and stored is not None and len(stored) == 1
        standing = snapshot.rows is None or snapshot.rows == sum(entry.rows for entry in snapshot.ranges)
        booked = all(entry.load_id in self._finished for entry in snapshot.ranges)
        if before is None or not whole or not standing or not booked:
            return "backfill", "it had not landed whole", False
        now = origin_of(self._plan, table)
        if before.withheld != now.withheld or not _same_columns(table, receipt.columns):
            return "backfill", "its columns changed", False
        if before.sha256 == now.sha256:
            return UNCHANGED, "landed from this very dump", True
        return "compare", "a younger dump", True

    def _notes(self, table: PlannedTable) -> tuple[str, ...]:
        left = self._left_out.get(table.qname, ())
        said = (f"{', '.join(left)}: worked out by the server, so the dump has no values of it",) if left else ()
        return (origin_of(self._plan, table).note, *said)


def origin_of(plan: Plan, table: PlannedTable) -> DumpOrigin:
    """What the receipt of a table is to say of the dump."""
    settings = plan.source.settings(str(table.qname))
    withheld = (*(f"-{name}" for name in sorted(settings.exclude)), *(f"#{name}" for name in sorted(settings.hash)))
    rows: DumpRows = plan.dump
    return replace(rows.file.origin, withheld=withheld)


def _same_columns(table: PlannedTable, recorded: str | None) -> bool:
    landed = [(column.name, column.source) for column in read_columns(recorded) or ()]
    return landed == [(name, source_type_text(type_)) for name, type_ in table.columns]
