"""The process that runs dlt: what crashes in it is a message in the one that started it.

    python -m heartbeat_cli.ingest.engine.child DESCRIPTOR KIND

DESCRIPTOR is one end of a socket pair. The job comes in as one pickled value and what happens goes back the same way;
both ends are processes of one run on one machine, and nothing of it is ever written to a file. When the other end is
closed the starter is gone, and the run is drained as on SIGTERM.
"""

import gc
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection as Channel
from typing import Any, NoReturn

from heartbeat_cli.errors import EXIT_INTERRUPTED, EXIT_TERMINATED, HbError
from heartbeat_cli.ingest.engine.carry_out import carry_out
from heartbeat_cli.ingest.engine.pipeline import import_dlt
from heartbeat_cli.ingest.engine.signals import raise_signal
from heartbeat_cli.ingest.jobs import IngestJob
from heartbeat_cli.marts import find_marts_kind

DRAIN_SECONDS = 5.0
EVENTS = (
    "source_started",
    "unit_started",
    "unit_done",
    "table_done",
    "table_failed",
    "dataset_done",
    "message",
)
Message = tuple[str, tuple[Any, ...]]


class _Sender:
    """Progress that is told to the other end. Called from several threads."""

    def __init__(self, channel: "Channel[Message, Any]") -> None:
        self._channel = channel
        self._lock = threading.Lock()

    def send(self, name: str, *values: Any) -> None:
        # Whoever listened may be gone; what is landed is in the ledger all the same.
        with self._lock, suppress(OSError):
            self._channel.send((name, values))

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name not in EVENTS:
            raise AttributeError(name)
        return lambda *values: self.send(name, *values)


def main(descriptor: int, marts: str) -> NoReturn:
    """Carry out the job that comes in, and end as a process does that was asked to."""
    # What dlt and DuckDB write has rows in it, and its folders may be anywhere.
    os.umask(0o077)
    # Pages of an API are many small objects without cycles: looking for those takes up to a third of their time.
    gc.set_threshold(100_000, 20, 100)
    asked = _stopping_at_once()
    channel: Channel[Message, Any] = Channel(descriptor)
    sender = _Sender(channel)
    # While whoever started us still decides what to do.
    import_dlt()
    find_marts_kind(marts).import_transfer()
    try:
        ingest_job: IngestJob = channel.recv()
    except EOFError:
        # There was nothing to do.
        os._exit(0)
    threading.Thread(target=_watch, args=(channel,), daemon=True, name="hb-watch").start()
    code = 0
    try:
        sender.send("results", carry_out(ingest_job, sender))
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    except SystemExit as error:
        code = int(error.code or 0)
    except Exception as error:  # noqa: BLE001 - a defect: its traceback is for the process that shows it
        if asked:
            # What came of being interrupted: DuckDB, for one, makes a RuntimeError of it.
            code = 128 + asked[0]
        elif isinstance(error, HbError):
            sender.send("failed", error)
            code = error.exit_code
        else:
            sender.send("defect", traceback.format_exc())
            code = 1
    with suppress(OSError):
        channel.close()
    sys.stderr.flush()
    # DuckDB's and dlt's threads have nothing more to say.
    os._exit(code)


def _watch(channel: "Channel[Message, Any]") -> None:
    """Nothing more ever comes in: when reading ends, nobody is there any more."""
    with suppress(EOFError, OSError):
        channel.recv()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(DRAIN_SECONDS)
    os._exit(EXIT_TERMINATED)


def _stopping_at_once() -> list[int]:
    """End on SIGINT and SIGTERM wherever the engine is, until it lands; the list gets the signals that came."""
    asked: list[int] = []

    def receive(number: int, _frame: object) -> None:
        asked.append(number)
        raise_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, receive)
    return asked


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
