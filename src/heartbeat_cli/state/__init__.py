"""State: what hb keeps for itself between runs, in a project's `.heartbeat`: lock, run status, journal, caches.

`atomic` is the one way a file is written, `cache` the one cache, `lock` the one lock, `journal` the one journal.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face
from heartbeat_cli.state.folder import STATE_FOLDER

if TYPE_CHECKING:
    from heartbeat_cli.state.atomic import SHARED, sync_folder, write_atomically
    from heartbeat_cli.state.cache import cached
    from heartbeat_cli.state.folder import for_this_user_alone, make_private_folder
    from heartbeat_cli.state.holder import Holder, busy_holder, current_holder, is_held, process_exists
    from heartbeat_cli.state.journal import (
        RunFailure,
        RunReport,
        append_report,
        enter_killed,
        new_run_id,
        read_reports,
        read_runs,
        report_of,
    )
    from heartbeat_cli.state.lock import HeldLock, single_flight
    from heartbeat_cli.state.moment import momentary, wait_for_moment
    from heartbeat_cli.state.private_file import program_version, read_private_file, write_private_file
    from heartbeat_cli.state.regular import (
        NotRegularError,
        TooLargeError,
        followed,
        leads_out,
        read_regular,
        without_waiting,
    )
    from heartbeat_cli.state.run_status import RunState, RunStatus, StatusFile, TableState, TableStatus

__getattr__, __dir__ = face(
    __name__,
    {
        "atomic": "SHARED sync_folder write_atomically",
        "cache": "cached",
        "folder": "for_this_user_alone make_private_folder",
        "holder": "Holder busy_holder current_holder is_held process_exists",
        "journal": ("RunFailure RunReport append_report enter_killed new_run_id read_reports read_runs report_of"),
        "lock": "HeldLock single_flight",
        "moment": "momentary wait_for_moment",
        "private_file": "program_version read_private_file write_private_file",
        "regular": "NotRegularError TooLargeError followed leads_out read_regular without_waiting",
        "run_status": "RunState RunStatus StatusFile TableState TableStatus",
    },
)

__all__ = [
    "SHARED",
    "STATE_FOLDER",
    "HeldLock",
    "Holder",
    "NotRegularError",
    "RunFailure",
    "RunReport",
    "RunState",
    "RunStatus",
    "StatusFile",
    "TableState",
    "TableStatus",
    "TooLargeError",
    "append_report",
    "busy_holder",
    "cached",
    "current_holder",
    "enter_killed",
    "followed",
    "for_this_user_alone",
    "is_held",
    "leads_out",
    "make_private_folder",
    "momentary",
    "new_run_id",
    "process_exists",
    "program_version",
    "read_private_file",
    "read_regular",
    "read_reports",
    "read_runs",
    "report_of",
    "single_flight",
    "sync_folder",
    "wait_for_moment",
    "without_waiting",
    "write_atomically",
    "write_private_file",
]
