"""Stopping a run: on a signal, or because nothing further can succeed."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from heartbeat_cli.errors import HbError

Cancel = Callable[[], None]


class Stopped(Exception):  # noqa: N818 - not a failure: somebody asked for it
    """The run is being stopped; the table in hand is left as it was."""


class Stop:
    """A request to stop, and what to cancel when it comes. Safe across threads."""

    def __init__(self) -> None:
        self._requested = threading.Event()
        self._cancels: set[Cancel] = set()
        self._lock = threading.Lock()

    @property
    def requested(self) -> bool:
        return self._requested.is_set()

    def request(self) -> None:
        """Stop everything under way. Anything begun later stops at once."""
        self._requested.set()
        with self._lock:
            cancels = tuple(self._cancels)
        for cancel in cancels:
            cancel()

    def pause(self, seconds: float) -> None:
        """Wait that long; raises Stopped as soon as a stop is requested."""
        if self._requested.wait(seconds):
            raise Stopped

    @contextmanager
    def cancelling(self, cancel: Cancel) -> Iterator[None]:
        """Call `cancel` if a stop is requested while the body runs; raises Stopped where it already is."""
        with self._lock:
            self._cancels.add(cancel)
        try:
            if self.requested:
                raise Stopped
            yield
        finally:
            with self._lock:
                self._cancels.discard(cancel)


@contextmanager
def stopping_on_signals(stop: Stop) -> Iterator[Callable[[], int]]:
    """Turn SIGINT and SIGTERM into a request to stop while the body runs; yields the signal received, 0 for none.

    dlt would wait for its jobs to end by themselves; here what they wait for is cancelled. A second signal ends the
    process as if nothing were running. What fails after the first, other than in a way a user can act on, has failed
    because of it, and is raised as the stop.
    """
    from dlt.common.runtime import signals

    if threading.current_thread() is not threading.main_thread():
        yield lambda: 0
        return
    received: list[int] = []

    def receive(number: int, _frame: object) -> None:
        if received:
            raise_signal(number)
        received.append(number)
        signals.set_received_signal(number)
        signals.wake_all()
        # Cancelling talks to servers, which a signal handler must not wait for.
        threading.Thread(target=stop.request, name="hb-stop", daemon=True).start()

    before = {number: signal.signal(number, receive) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: received[0] if received else 0
    except HbError:
        raise
    except Exception:
        raise_signal(received[0] if received else 0)
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signals.set_received_signal(0)


def raise_signal(number: int) -> None:
    """End as a process does that got this signal (KeyboardInterrupt, SystemExit 143); nothing for 0."""
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    if number:
        raise SystemExit(128 + number)
