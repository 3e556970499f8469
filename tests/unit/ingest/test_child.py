"""The engine's process, with other work in the place of a landing."""

import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import suppress
from multiprocessing import Pipe

import pytest

from heartbeat_cli.errors import EXIT_INTERRUPTED, HbError
from heartbeat_cli.ingest.engine import child
from heartbeat_cli.marts.open import find_marts_kind

# A signal's exception goes through a statement of DuckDB's, which makes a RuntimeError of it.
INTERRUPTED = """
import os, sys, threading
import duckdb
from heartbeat_cli.ingest.engine import child

def carry_out(number, sender):
    threading.Timer(0.2, os.kill, (os.getpid(), number)).start()
    marts = duckdb.connect(config={"threads": 1})
    try:
        marts.execute("SELECT count(*) FROM range(100_000_000_000)").fetchall()
    except RuntimeError as error:
        sender.message(str(error))
        raise

child.carry_out = carry_out
child.import_dlt = lambda: None
child.main(int(sys.argv[1]), 'duckdb')
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stop_that_duckdb_made_an_error_of(number: signal.Signals, code: int) -> None:
    ours, theirs = Pipe()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", INTERRUPTED, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stderr=subprocess.PIPE,
            env=dict(os.environ),
        )
    ours.send(int(number))
    try:
        _, stderr = process.communicate(timeout=30)
    finally:
        process.kill()
    told = []
    with suppress(EOFError, ConnectionResetError):
        while True:
            told.append(ours.recv())
    assert told == [("message", ("Query interrupted",))]
    assert (process.returncode, stderr) == (code, b"")


LOST = HbError("it is down", code="lost")


def _carry_out(descriptor: int, error: BaseException) -> None:
    def fail(*_: object) -> None:
        raise error

    child.carry_out, child.import_dlt = fail, lambda: None  # type: ignore[assignment]
    child.main(descriptor, "duckdb")


@pytest.mark.parametrize(
    ("error", "told", "code"),
    [
        (LOST, "failed", LOST.exit_code),
        (ValueError("a slip"), "defect", 1),
        (SystemExit(3), None, 3),
        (SystemExit(), None, 0),
        (KeyboardInterrupt(), None, EXIT_INTERRUPTED),
    ],
)
def test_what_ends_the_engine_is_told_and_is_its_exit_code(error: BaseException, told: str | None, code: int) -> None:
    # Imported once for all of them.
    find_marts_kind("duckdb").import_transfer()
    ours, theirs = Pipe()
    process = multiprocessing.get_context("fork").Process(target=_carry_out, args=(theirs.fileno(), error))
    process.start()
    theirs.close()
    ours.send(1)
    if told is not None:
        name, (said, *_) = ours.recv()
        assert (name, str(error) in str(said)) == (told, True)
    process.join(10)
    assert process.exitcode == code
