"""The time limit of queries, of which DuckDB has none of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb


class Alarm:
    """Interrupts queries that take longer than `seconds`.

    One thread watches all of a reader: to start one for each takes longer than most queries do. It ends with `close`,
    or by itself once it wakes and there is nothing left to watch.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._changed = threading.Condition()
        self._due: dict[int, tuple[float, duckdb.DuckDBPyConnection]] = {}
        self._watching = False

    @contextmanager
    def over(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """While it lasts, what runs on `cursor` is watched."""
        with self._changed:
            self._due[id(cursor)] = time.monotonic() + self._seconds, cursor
            if not self._watching:
                self._watching = True
                threading.Thread(target=self._watch, daemon=True, name="hb query limit").start()
        try:
            yield
        finally:
            with self._changed:
                self._due.pop(id(cursor), None)

    def close(self) -> None:
        """Watch nothing any more."""
        with self._changed:
            self._due.clear()
            self._changed.notify_all()

    def _watch(self) -> None:
        # All have the same limit: what begins while it sleeps is due later than what it sleeps for.
        with self._changed:
            while self._due:
                first = min(due for due, _ in self._due.values())
                self._changed.wait(max(first - time.monotonic(), 0))
                now = time.monotonic()
                for key, (due, cursor) in list(self._due.items()):
                    if due <= now:
                        del self._due[key]
                        cursor.interrupt()
            self._watching = False
