"""How much memory DuckDB may take while it lands: little, and more for as long as a table needs it.

Rows are stored and written out 2,048 at a time, whatever they hold. Beyond that a commit has all its rows in memory
twice, for the log: very wide ones come in small ranges.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from heartbeat_cli.marts.failures import MemoryLimitError
from heartbeat_cli.marts.kinds.duckdb.file import USUAL_MEMORY_MB
from heartbeat_cli.marts.transfer import Room

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
        self._wide = threading.Lock()

    @contextmanager
    def room_for(self, room: Room) -> Iterator[None]:
        """The memory of a session's body; one at a time has wide rows."""
        if room is Room.USUAL:
            yield
            return
        with self._wide:
            self._limit(self._most_mb if room is Room.ALL else USUAL_MEMORY_MB)
            try:
                yield
            finally:
                # Setting it gives back what is free; what is in use stays until the next one is done.
                with suppress(duckdb.Error):
                    self._limit(USUAL_MEMORY_MB)

    def _limit(self, megabytes: int) -> None:
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
