"""The use cases: a typed request in, a value out. The command line, a notebook, a scheduler and an agent call the same.

`project.Project` is the face for programs (`from heartbeat_cli import Project`); the other modules are its verbs.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.app.ingest import IngestOutcome, IngestRun, check_request, plan
    from heartbeat_cli.app.loads import end_of, find_run, verify, watch
    from heartbeat_cli.app.profile import Answer, find_answer
    from heartbeat_cli.app.project import Project
    from heartbeat_cli.app.search import search_estate
    from heartbeat_cli.app.statistics import statistics_of
    from heartbeat_cli.app.target import is_file, locate, split_source
    from heartbeat_cli.ingest import IngestRequest

__getattr__, __dir__ = face(
    __name__,
    {
        "ingest": "IngestOutcome IngestRequest IngestRun check_request plan",
        "loads": "end_of find_run verify watch",
        "profile": "Answer find_answer",
        "project": "Project",
        "search": "search_estate",
        "statistics": "statistics_of",
        "target": "is_file locate split_source",
    },
)

__all__ = [
    "Answer",
    "IngestOutcome",
    "IngestRequest",
    "IngestRun",
    "Project",
    "check_request",
    "end_of",
    "find_answer",
    "find_run",
    "is_file",
    "locate",
    "plan",
    "search_estate",
    "split_source",
    "statistics_of",
    "verify",
    "watch",
]
