"""What DuckDB's messages mean while a source is landed: its own failures, and those of the server it reads.

Its Postgres extension hands on everything as text, connection settings included; these are for nobody's eyes.
"""

import re

import duckdb

from heartbeat_cli.errors import HbError, MartsFailedError
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.ingest import source_failure, source_lost
from heartbeat_cli.marts import disk_full
from heartbeat_cli.marts.failures import MartsRefusedError, marts_lost

_NO_SERVER = ("Unable to connect to Postgres", "connection to server at")
_LOST = (
    *("server closed the connection", "terminating connection", "no connection to the server"),
    *("could not receive data from server", "could not send data to server"),
    *("the database system is", "SSL SYSCALL error", "SSL error"),
)
_NO_ROOM = ("no space left", "could not write", "disk quota", "max_temp_directory_size")
_NOT_ALLOWED = ("permission denied", "operation not permitted", "read-only file system")
_SERVER_SAYS = ("ERROR:", "FATAL:")
_FILE = re.compile(r"""(?:file|directory) "([^"]+)\"""")
_SETTINGS = re.compile(r"""\s*(?:\bat\b\s*)?"?options='[^']*'[^"\n]*"?""")


def explain_duckdb(error: BaseException, source: Source, connection: Connection | None) -> HbError | None:
    """What an error of DuckDB's means while dlt keeps its books; None for another's, or a defect of ours."""
    if not isinstance(error, duckdb.Error):
        return None
    text = str(error)
    if isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException):
        return marts_trouble(text, source, connection)
    return lost_source(text, source, connection) or marts_file_trouble(text, connection)


def source_trouble(text: str, source: Source, connection: Connection | None) -> HbError:
    """The failure of a statement that reads the source, from DuckDB's message."""
    clean = _clean(text, connection)
    if connection is None:
        return marts_file_trouble(clean, None) or MartsRefusedError(f"the marts refused: {_message(clean)}")
    if "conflict with recovery" in clean:
        return source_failure(clean, None, source, connection)
    return (
        lost_source(clean, source, connection)
        or marts_file_trouble(clean, connection)
        or source_failure(_message(clean), "XX000", source, connection)
    )


def marts_trouble(text: str, source: Source, connection: Connection | None) -> HbError:
    """The failure of a statement that keeps the books in the marts file, from DuckDB's message.

    Listing the tables of all attached databases, which dlt does, reaches the source too.
    """
    clean = _clean(text, connection)
    return (
        lost_source(clean, source, connection)
        or marts_file_trouble(clean, connection)
        or marts_lost(
            f"the marts file failed while the load was being recorded: {_message(clean)}",
            "Check the disk it is on, then run the same command again: what has landed stays.",
        )
    )


def lost_source(text: str, source: Source, connection: Connection | None) -> HbError | None:
    """The failure where DuckDB's message says that the server is gone, else None: also without one."""
    if connection is None:
        return None
    if any(words in text for words in _NO_SERVER):
        where = f"cluster {source.cluster} at {connection.address}"
        message = _message(_clean(text, connection)) if "FATAL:" in text else None
        return source_lost(f"{where} says: {message}" if message else f"{where} does not answer", source)
    # What stands before these words is DuckDB's, and repeats the statement.
    found = [text.index(words) for words in _LOST if words in text]
    return source_lost(text[min(found) :].splitlines()[0].strip(), source) if found else None


def marts_file_trouble(text: str, connection: Connection | None) -> HbError | None:
    """The failure where the marts' own files cannot be written or memory is short, else None."""
    text = _clean(text, connection)
    lowered = text.lower()
    # The server at the source says no in much the same words.
    ours = not any(words in text for words in _SERVER_SAYS)
    if ours and any(words in lowered for words in _NOT_ALLOWED):
        return _unwritable(text)
    if any(word in lowered for word in _NO_ROOM):
        return disk_full(_message(text))
    if ours and "out of memory" in lowered:
        return MartsFailedError(
            f"DuckDB ran out of memory: {_message(text)}",
            hint="Give the machine more memory, or keep the marts on PostgreSQL.",
            code="out_of_memory",
        )
    return None


def _unwritable(text: str) -> HbError:
    found = _FILE.search(text)
    return MartsFailedError(
        f"the marts cannot be written: {_message(text)}",
        where=found[1] if found else None,
        hint="That file and its folder must be ours to write (DuckDB keeps a .wal and a .tmp beside its file), then run"
        " the same command again: what has landed stays.",
    )


def _clean(text: str, connection: Connection | None) -> str:
    """Without connection settings. A password is in none of DuckDB's messages, and is looked for anyway."""
    if connection is not None and connection.password:
        text = text.replace(connection.password, "***")
    return _SETTINGS.sub("", text)


def _message(text: str) -> str:
    """The server's own words out of DuckDB's wrapping."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    for line in lines:
        for severity in _SERVER_SAYS:
            _, marker, message = line.rpartition(severity)
            if marker:
                return message.strip()
    return lines[0] if lines else "no reason given"
