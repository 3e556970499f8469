"""What has landed before: the sources `--all` goes through, and landed tables nobody asks for any more."""

from collections.abc import Iterable
from dataclasses import dataclass

from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.estate import Inventory, ProjectSettings
from heartbeat_cli.extras import need
from heartbeat_cli.ingest.jobs import SourceJob
from heartbeat_cli.marts import Receipt, open_marts, read_receipts
from heartbeat_cli.pgschema import QName


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Landed tables an ingest did not go through, as they are called at the source.

    `gone` ones are wanted by the slice and no longer there; `unwanted` ones the slice leaves out by now.
    """

    gone: tuple[QName, ...] = ()
    unwanted: tuple[QName, ...] = ()


def receipts_in_marts(project: ProjectSettings) -> tuple[Receipt, ...]:
    """Every receipt; none where there are no marts yet. Raises HbError where they cannot be read."""
    need("ingest")
    try:
        reader = open_marts(project)
    except NotFoundError:
        return ()
    with reader:
        return read_receipts(reader)


def landed_before(project: ProjectSettings, inventory: Inventory) -> tuple[str, ...]:
    """The sources of which something has landed, in order of priority.

    Raises NotFoundError `nothing_landed` where there is none, HbError where the marts cannot be read.
    """
    datasets = {receipt.dataset for receipt in receipts_in_marts(project)}
    names = tuple(source.name for source in inventory.sources if datasets & set(source.datasets))
    if not names:
        raise NotFoundError(
            "no source has landed yet, and --all goes through those that have",
            hint="`hb sources status` lists the sources; `hb ingest --source NAME` lands the first.",
            code="nothing_landed",
        )
    return names


def left_behind(jobs: Iterable[SourceJob], receipts: Iterable[Receipt]) -> dict[str, LeftBehind]:
    """Per source, the landed tables that are not among those of its whole slice."""
    by_dataset: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        by_dataset.setdefault(receipt.dataset, []).append(receipt)
    return {job.plan.source.name: _left_behind(job, by_dataset) for job in jobs}


def _left_behind(job: SourceJob, receipts: dict[str, list[Receipt]]) -> LeftBehind:
    source = job.plan.source
    there = {table.qname for table in job.plan.tables}
    gone: list[QName] = []
    unwanted: list[QName] = []
    for slice_ in source.slices:
        for receipt in receipts.get(source.dataset(slice_.schema), ()):
            name = QName(slice_.schema, receipt.table)
            if name not in there:
                (gone if slice_.pick([receipt.table]) else unwanted).append(name)
    return LeftBehind(tuple(gone), tuple(unwanted))


def receipts_or_none(project: ProjectSettings) -> tuple[Receipt, ...] | None:
    """As `receipts_in_marts`, None where they cannot be read: for what an ingest only reports."""
    try:
        return receipts_in_marts(project)
    except HbError:
        return None
