"""The engine's process, with other work in the place of a landing."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from multiprocessing import Pipe

import pytest

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
