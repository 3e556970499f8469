"""Running the engine in a process of its own: a crash of it is a clear error here, and its memory is its own."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection as Channel
from typing import IO, TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.result import IngestResult

if TYPE_CHECKING:
    from heartbeat_cli.ingest.jobs import IngestJob
    from heartbeat_cli.marts import HeldMartsLock
    from heartbeat_cli.state import HeldLock

_LAST_WORDS_BYTES = 4096
# A source that does not answer, or sends slowly, is not waited for: to be killed costs no more than the units in hand.
DRAIN_SECONDS = 4.0


class EngineDefect(RuntimeError):  # noqa: N818 - nothing a user can act on
    """The engine failed in a way that is a defect of ours; the text is its traceback."""


class Engine:
    """The engine's process: started early, because importing dlt takes longer than deciding what to do.

    It shares the locks: should this process be killed, they are free when the engine is gone as well.
    """

    def __init__(self, lock: "HeldLock", marts_lock: "HeldMartsLock | None", marts: str) -> None:
        """Start it; it lands in `marts` of a kind."""
        ours, theirs = Pipe()
        self._channel: Channel[Any, Any] = ours
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        with theirs:
            descriptor = theirs.fileno()
            locks = [one.fileno() for one in (lock, marts_lock) if one is not None]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "heartbeat_cli.ingest.engine.child", str(descriptor), marts],
                pass_fds=(descriptor, *locks),
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                # Ctrl-C is for us; we hand it on, and stay to hear how it ended.
                start_new_session=True,
            )
        lock.shared_with(self._process.pid)

    def carry_out(self, job: "IngestJob", progress: Progress) -> tuple[IngestResult, ...]:
        """Hand over the job and pass on what happens.

        Raises what the engine raised, HbError `engine_crashed` where it went without a word, KeyboardInterrupt or
        SystemExit where this process was told to stop: the engine was told as well, and has ended.
        """
        results: tuple[IngestResult, ...] | None = None
        with self._handing_on_signals() as received:
            try:
                self._channel.send(job)
                while True:
                    name, values = self._channel.recv()
                    if name == "results":
                        (results,) = values
                    elif name == "failed":
                        raise values[0]
                    elif name == "defect":
                        raise EngineDefect(values[0])
                    else:
                        getattr(progress, name)(*values)
            except (EOFError, OSError):
                code = self._process.wait()
        _end_as_told(received)
        if results is None:
            raise self._crashed(code)
        return results

    def close(self) -> None:
        """End a process that was not needed, or that nobody waits for any more."""
        self._channel.close()
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(DRAIN_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._errors.close()

    @contextmanager
    def _handing_on_signals(self) -> Iterator[list[int]]:
        """The first signal drains the engine, for a few seconds; a second one ends it at once."""
        received: list[int] = []
        late = threading.Timer(DRAIN_SECONDS, self._process.kill)
        late.daemon = True

        def receive(number: int, _frame: object) -> None:
            received.append(number)
            if self._process.poll() is None:
                self._process.send_signal(number if len(received) == 1 else signal.SIGKILL)
            if len(received) == 1:
                late.start()

        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, receive) for number in numbers}
        try:
            yield received
        finally:
            late.cancel()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _crashed(self, code: int) -> HbError:
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        last = self._last_words()
        memory = " (out of memory, perhaps: `dmesg` tells)" if code == -signal.SIGKILL else ""
        return HbError(
            f"the engine that lands rows {how}{memory}" + (f": {last}" if last else ""),
            hint="What has landed stays. Run the same command again; if it happens twice, please report it.",
            code="engine_crashed",
            retryable=True,
        )

    def _last_words(self) -> str:
        """The last line of what the process wrote; passwords are in none of it, and are looked for anyway."""
        end = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, end - _LAST_WORDS_BYTES))
        lines = [line.strip() for line in self._errors.read().decode(errors="replace").splitlines() if line.strip()]
        return lines[-1] if lines and "password" not in lines[-1].lower() else ""


def _end_as_told(received: list[int]) -> None:
    if received and received[0] == signal.SIGINT:
        raise KeyboardInterrupt
    if received:
        raise SystemExit(128 + received[0])
