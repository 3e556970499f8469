"""What a change of the marts means for the metrics."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.impact.ingest_found import with_metrics
    from heartbeat_cli.impact.mirror_diff import ComparedDatabase, MirrorDiff, diff_mirror
    from heartbeat_cli.impact.ready import Readied, become_ready, caveats_to_clear, ready_metrics
    from heartbeat_cli.impact.schema_change import Affected

__getattr__, __dir__ = face(
    __name__,
    {
        "ingest_found": "with_metrics",
        "mirror_diff": "ComparedDatabase MirrorDiff diff_mirror",
        "ready": "Readied become_ready caveats_to_clear ready_metrics",
        "schema_change": "Affected",
    },
)

__all__ = [
    "Affected",
    "ComparedDatabase",
    "MirrorDiff",
    "Readied",
    "become_ready",
    "caveats_to_clear",
    "diff_mirror",
    "ready_metrics",
    "with_metrics",
]
