"""An export from end to end: what is wanted, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from heartbeat_cli.exports.parts.door import Exported, LeftOut
from heartbeat_cli.exports.parts.subject import ExportedMetric
from heartbeat_cli.exports.parts.writing import PlacedFile
from heartbeat_cli.metrics import is_shown


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is wanted: the exporter `to`, the metrics by `names` (none: those the cockpit shows), and where it goes.

    `candidates` adds what is no metric yet, `spec` is a version of the target's specification, `as_of` the moment of
    the numbers. Without `out` nothing is written but for an exporter into the marts, with `dry_run` nothing at all.
    """

    to: str
    names: tuple[str, ...] = ()
    spec: str | None = None
    candidates: bool = False
    as_of: datetime | None = None
    out: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """An export: the metrics as they went out, what was made of them, and where it lies.

    `placed` are the files with their paths, `written` says whether they, or the marts, were written. `unreadable` says
    which files are no metrics because of what, `doubt` why nothing is known of ages or numbers.
    """

    request: ExportRequest
    spec: str
    metrics: tuple[ExportedMetric, ...]
    exported: Exported
    placed: tuple[PlacedFile, ...] = ()
    written: bool = False
    unreadable: tuple[str, ...] = ()
    doubt: str | None = None

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What the target has no place for."""
        return self.exported.left_out

    @property
    def says_nothing(self) -> bool:
        """Whether a number in it is stale, or of a moment without data, or one that the cockpit shows has none now."""
        return any(one.age is not None and one.age.says_nothing for one in self.metrics) or any(
            is_shown(one.metric) and one.as_of is not None and one.value is None for one in self.metrics
        )
