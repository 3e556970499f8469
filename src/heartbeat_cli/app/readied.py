"""What a landing makes ready: candidates that waited for it, and caveats that can be cleared."""

from collections.abc import Sequence
from pathlib import Path

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory, ProjectSettings
from heartbeat_cli.ingest import IngestResult
from heartbeat_cli.state import read_regular

_LONGEST_FILE = 1 << 20


def ready_now(project: ProjectSettings, inventory: Inventory) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The candidates this landing made ready, and warnings: what has landed has landed, whatever becomes of them."""
    if not _somebody_waits(project):
        return (), ()
    from heartbeat_cli.impact import become_ready

    try:
        readied = become_ready(project, inventory)
    except HbError as error:
        return (), (f"which candidates are ready now could not be looked up: {error}",)
    warnings = tuple(
        f"a candidate is ready, and its file does not say so yet: {failure}" for failure in readied.failures
    )
    return tuple(metric.name for metric in readied.metrics), warnings


def caveats_over(project: ProjectSettings, inventory: Inventory, results: Sequence[IngestResult]) -> tuple[str, ...]:
    """What metrics still say of sources that have just landed for the first time."""
    new = {r.source for r in results if any(t.rows and t.rows == t.total for d in r.datasets for t in d.tables)}
    if not new or not _says(b"caveat", project.metrics_folder, project.candidates_folder):
        return ()
    from heartbeat_cli.impact import caveats_to_clear

    try:
        found = caveats_to_clear(project, inventory, new)
    except HbError as error:
        return (f"which caveats can be cleared now could not be looked up: {error}",)
    return tuple(
        f"{metric.name} still has the caveat that waits for {source}, which has landed: derive it from {source}, then"
        " remove the caveat"
        for metric, source in found
    )


def _somebody_waits(project: ProjectSettings) -> bool:
    """Whether a candidate may be parked."""
    return _says(b"parked", project.candidates_folder)


def _says(word: bytes, *folders: Path) -> bool:
    """Whether a metric file may say `word`: looking for it is quicker than loading what reads metrics."""
    try:
        return any(word in read_regular(file, _LONGEST_FILE) for folder in folders for file in folder.glob("*.yml"))
    except OSError:
        return True
