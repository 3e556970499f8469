"""A request to stop a transfer: on a signal, or because nothing further can succeed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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
        """Whether the request has come."""
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
