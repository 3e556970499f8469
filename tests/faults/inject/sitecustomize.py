"""Kills a process of hb at a named point, or signals its parent.

On PYTHONPATH only in tests of faults: hb itself has no hooks for this.

| variable | meaning |
|---|---|
| HB_FAULT | `point` or `point:nth`: where to die, the nth time it is reached in a process |
| HB_FAULT_MARK | the file that is written just before, with the point and the process |
| HB_FAULT_TEST | the test's process; when set, the parent of the one that dies goes first (unless it is the test) |
| HB_FAULT_LATER | seconds between the point and what is done there, while the process goes on |
| HB_FAULT_SIGNAL | a number: at the point this signal goes to `hb` (the child of the test) and the process goes on |
| HB_FAULT_PROCESSES | a folder in which every process begun with this file leaves one named after its id |

A point is a function of dlt's or hb's own, and the moment before it begins or after it ended.
"""

import functools
import importlib.abc
import importlib.util
import os
import signal
import sys
import threading
from pathlib import Path

# point: module, function, moment. Functions about one load job are counted only for jobs of ours.
POINTS = {
    "engine-start": ("dlt", "", "after"),
    "opening": ("heartbeat_cli.marts.kinds.duckdb.file", "connect", "before"),
    "opened": ("heartbeat_cli.marts.kinds.duckdb.file", "connect", "after"),
    "loading": ("heartbeat_cli.marts.kinds.duckdb.transfer", "load_extension", "before"),
    "attaching": ("heartbeat_cli.marts.kinds.duckdb.transfer", "DuckDbTransfer._attach", "before"),
    "attached": ("heartbeat_cli.marts.kinds.duckdb.transfer", "DuckDbTransfer._attach", "after"),
    "entering": ("heartbeat_cli.marts.kinds.postgres.lock", "hold_marts", "before"),
    "landing": ("heartbeat_cli.ingest.engine.dataset", "land_dataset", "before"),
    "pipeline": ("heartbeat_cli.ingest.engine.dataset", "open_pipeline", "before"),
    "ready": ("heartbeat_cli.ingest.engine.dataset", "_ready_dataset", "before"),
    "extract": ("dlt.extract.extract", "Extract.commit_packages", "before"),
    "extracted": ("dlt.extract.extract", "Extract.commit_packages", "after"),
    "normalize": ("dlt.normalize.normalize", "Normalize.spool_files", "before"),
    "normalized": ("dlt.common.storages.load_storage", "LoadStorage.commit_new_load_package", "after"),
    "started": ("dlt.common.storages.load_package", "PackageStorage.start_job", "after"),
    "committed": ("dlt.common.storages.load_package", "PackageStorage.save_pending_transition", "before"),
    "noted": ("dlt.common.storages.load_package", "PackageStorage.save_pending_transition", "after"),
    "marked": ("dlt.common.storages.load_package", "PackageStorage.complete_job", "after"),
    "before-loads": ("dlt.destinations.job_client_impl", "SqlJobClientBase.complete_load", "before"),
    "after-loads": ("dlt.destinations.job_client_impl", "SqlJobClientBase.complete_load", "after"),
    "packaged": ("dlt.load.load", "Load.complete_package", "after"),
    "prepared": ("heartbeat_cli.ingest.engine.dataset", "reshape_table", "before"),
    "reshaped": ("heartbeat_cli.ingest.engine.dataset", "reshape_table", "after"),
    "before-receipts": ("heartbeat_cli.ingest.engine.dataset", "_finish_tables", "before"),
    "after-receipts": ("heartbeat_cli.ingest.engine.dataset", "_finish_tables", "after"),
    "before-orders": ("heartbeat_cli.ingest.engine.isolate", "Engine.carry_out", "before"),
    "after-orders": ("heartbeat_cli.ingest.engine.isolate", "Engine.carry_out", "after"),
    # of a pull
    "asking": ("heartbeat_cli.sources.http.wire", "Wire.exchange", "before"),
    "answering": ("heartbeat_cli.sources.http.wire", "Wire._body", "before"),
    "answered": ("heartbeat_cli.sources.http.wire", "Wire.exchange", "after"),
    "spooling": ("heartbeat_cli.ingest.pull.spool", "Spool.append", "before"),
    "written": ("heartbeat_cli.ingest.pull.pages", "_append", "after"),
    "spooled": ("heartbeat_cli.ingest.pull.spool", "Spool.append", "after"),
    "typing": ("heartbeat_cli.ingest.pull.typed", "TypedTables.make", "before"),
    "typed": ("heartbeat_cli.ingest.pull.typed", "TypedTables.make", "after"),
    "pulled": ("heartbeat_cli.ingest.engine.carry_out", "_before_landing", "after"),
    "copying": ("heartbeat_cli.ingest.engine.land", "_Landing.land", "before"),
    "entered": ("heartbeat_cli.ingest.engine.entries", "Entries._enter", "after"),
    "received": ("heartbeat_cli.ingest.engine.land", "_Landing._write_receipt", "after"),
    "forgetting": ("heartbeat_cli.ingest.engine.carry_out", "forget_pulls", "before"),
    "forgotten": ("heartbeat_cli.ingest.engine.carry_out", "forget_pulls", "after"),
}
_ABOUT_A_JOB = ("started", "committed", "noted", "marked")


class Fault:
    """One point, and how often it was reached."""

    def __init__(self, point: str, nth: int) -> None:
        self.point = point
        self.module, self.function, self.moment = POINTS[point]
        self._left = nth
        self._lock = threading.Lock()

    def reached(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                _act_in_time(self.point)

    def apply(self, module: object) -> None:
        """Wrap the function in its freshly imported module."""
        if not self.function:
            self.reached()
            return
        *owners, name = self.function.split(".")
        owner = functools.reduce(getattr, owners, module)
        inner = getattr(owner, name)

        @functools.wraps(inner)
        def wrapped(*args: object, **kwargs: object) -> object:
            counts = self.point not in _ABOUT_A_JOB or not str(args[2]).startswith("_dlt_")
            if counts and self.moment == "before":
                self.reached()
            result = inner(*args, **kwargs)
            if counts and self.moment == "after":
                self.reached()
            return result

        setattr(owner, name, wrapped)


class _Finder(importlib.abc.MetaPathFinder):
    """Lets a module be found as ever, and the fault be applied when it has run."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._looking = False

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:  # noqa: ARG002
        if name != self._fault.module or self._looking:
            return None
        self._looking = True
        try:
            spec = importlib.util.find_spec(name)
        finally:
            self._looking = False
        if spec is None or spec.loader is None:
            return spec
        run = spec.loader.exec_module

        def exec_module(module: object) -> None:
            run(module)
            self._fault.apply(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def _act_in_time(point: str) -> None:
    if seconds := float(os.environ.get("HB_FAULT_LATER") or 0):
        timer = threading.Timer(seconds, _act, (point,))
        timer.daemon = True
        timer.start()
    else:
        _act(point)


def _act(point: str) -> None:
    if mark := os.environ.get("HB_FAULT_MARK"):
        Path(mark).write_text(f"{point} {os.getpid()}", encoding="utf-8")
    if number := os.environ.get("HB_FAULT_SIGNAL"):
        is_hb = str(os.getppid()) == os.environ.get("HB_FAULT_TEST")
        os.kill(os.getpid() if is_hb else os.getppid(), int(number))
        return
    if (test := os.environ.get("HB_FAULT_TEST")) and os.getppid() not in (1, int(test)):
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def _begin() -> None:
    if folder := os.environ.get("HB_FAULT_PROCESSES"):
        (Path(folder) / str(os.getpid())).write_text(f"{os.getppid()} {' '.join(sys.orig_argv)}", encoding="utf-8")
    if wanted := os.environ.get("HB_FAULT"):
        point, _, nth = wanted.partition(":")
        sys.meta_path.insert(0, _Finder(Fault(point, int(nth or 1))))


_begin()
