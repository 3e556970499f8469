"""Adding a record to the DuckDB file, which has one writer: opened for it, and closed at once."""

import time
from collections.abc import Sequence

import duckdb

from heartbeat_cli.errors import LockedError, MartsFailedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.failures import first_line
from heartbeat_cli.marts.kinds.duckdb.file import connect
from heartbeat_cli.state import for_this_user_alone, momentary

_READERS_SECONDS = 1.0
_POLL_SECONDS = 0.02


def write_for_a_moment(project: ProjectSettings, statements: Sequence[str]) -> None:
    """Run statements in one transaction; readers wait for it rather than being turned away.

    Raises LockedError where others read or write the file for longer, HbError where it cannot be written.
    """
    try:
        with momentary(project.state) as alone:
            if not alone:
                raise LockedError("others are writing the marts file", where=str(project.marts.path))
            with for_this_user_alone(), _patiently_opened(project) as connection:
                connection.execute(";\n".join(("BEGIN", *statements, "COMMIT")))
    except (duckdb.Error, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else first_line(error)
        raise MartsFailedError(f"the marts file cannot be written: {why}", where=str(project.marts.path)) from None


def _patiently_opened(project: ProjectSettings) -> duckdb.DuckDBPyConnection:
    """The file for writing, as soon as those who read it just now are done."""
    end = time.monotonic() + _READERS_SECONDS
    while True:
        try:
            return connect(project, read_only=False, patient=False)
        except LockedError:
            if time.monotonic() > end:
                raise
            time.sleep(_POLL_SECONDS)
