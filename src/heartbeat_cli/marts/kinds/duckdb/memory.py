"""How much memory DuckDB may take while it lands: little, and more for as long as somebody needs it.

Rows are read, stored and written out 2,048 at a time, whatever they hold, and a commit may have to write all that
others left in memory.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from heartbeat_cli.marts.failures import MemoryLimitError
from heartbeat_cli.marts.kinds.duckdb.file import USUAL_MEMORY_MB

_BATCHES = 64
_SHORT = ("failed to pin block", "could not allocate block", "failed to allocate")


class LandingMemory:
    """The memory of one file that is being written; `most_mb` is what there may be in the end.

    `batch_bytes` is how much of wide rows is read at once.
    """

    def __init__(self, marts: duckdb.DuckDBPyConnection, most_mb: int) -> None:
        self._marts = marts.cursor()
        self._most_mb = max(most_mb, USUAL_MEMORY_MB)
        self.batch_bytes = most_mb * 1024**2 // _BATCHES
        self._lock = threading.Lock()
        self._asking = 0
        self._wide = threading.Lock()

    @contextmanager
    def more(self) -> Iterator[None]:
        """As much as there may be, for the body."""
        self._ask(1, self._most_mb)
        try:
            yield
        finally:
            # What is in use cannot be taken back; it is when the next one is done.
            with suppress(duckdb.Error):
                self._ask(-1, USUAL_MEMORY_MB)

    @contextmanager
    def all_of_it(self) -> Iterator[None]:
        """The same for one body at a time."""
        with self._wide, self.more():
            yield

    def _ask(self, change: int, megabytes: int) -> None:
        with self._lock:
            self._asking += change
            if self._asking == max(change, 0):
                self._marts.execute(f"SET GLOBAL memory_limit = '{megabytes}MB'")

    def spent(self) -> MemoryLimitError:
        """The failure of rows that need more."""
        return MemoryLimitError(
            f"its rows are so wide that 2,048 of them, which DuckDB writes at a time, do not fit into"
            f" {self._most_mb:,} MB of memory",
            hint="`ingest: {memory_mb: …}` in heartbeat.yml allows more, and `columns: {exclude: […]}` in the source's"
            " file leaves a column out. Marts on PostgreSQL take rows of any width.",
        )

    def close(self) -> None:
        """Let go of the file."""
        self._marts.close()


def is_short_of_memory(error: duckdb.Error) -> bool:
    """Whether it was DuckDB, and not the source, that had too little memory."""
    text = str(error)
    if isinstance(error, duckdb.OutOfMemoryException):
        return True
    return isinstance(error, duckdb.Error) and any(words in text for words in _SHORT)
