"""What a rebuild throws away."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_inventory

if TYPE_CHECKING:
    from heartbeat_cli.ingest import IngestRequest


@dataclass(frozen=True, slots=True)
class RebuildLoss:
    """What has landed of the sources that are to be landed anew."""

    tables: int
    rows: int
    datasets: tuple[str, ...]


def loss_of_rebuild(project: ProjectSettings, request: "IngestRequest") -> RebuildLoss | None:
    """What a request to rebuild whole sources throws away; None where the marts cannot be asked.

    Raises NotFoundError for a source there is not.
    """
    from heartbeat_cli.ingest import receipts_in_marts

    inventory = load_inventory(project)
    datasets = {d for name in request.sources or inventory.names() for d in inventory.require(name).datasets}
    try:
        own = [receipt for receipt in receipts_in_marts(project) if receipt.dataset in datasets]
    except HbError:
        return None
    held = tuple(dict.fromkeys(receipt.dataset for receipt in own))
    return RebuildLoss(len(own), sum(receipt.rows for receipt in own), held)
