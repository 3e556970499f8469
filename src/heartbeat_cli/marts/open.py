"""The kind of a project's marts, found by its name, and what is asked of it to begin with."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Final

from heartbeat_cli.doors import narrow
from heartbeat_cli.estate import MARTS_KINDS, ProjectSettings
from heartbeat_cli.marts.failures import nothing_landed
from heartbeat_cli.marts.kind import Disk, MartsKind
from heartbeat_cli.marts.lock import HeldMartsLock
from heartbeat_cli.marts.reader import MartsReader
from heartbeat_cli.marts.remembering import RememberingReader

# The door asks for a class to compare values with, never for one to make them of.
_DOOR: Final = narrow(MARTS_KINDS, MartsKind)  # type: ignore[type-abstract]


@cache
def find_marts_kind(name: str) -> MartsKind:
    """The kind of a name. Raises NotFoundError where there is none, HbError where another package's is broken."""
    return _DOOR.find(name)


def marts_kind_of(project: ProjectSettings) -> MartsKind:
    """The kind of a project's marts; raises what `find_marts_kind` raises."""
    return find_marts_kind(project.marts.kind)


def open_marts(project: ProjectSettings, *, empty: bool = False) -> MartsReader:
    """The project's marts, for reading; marts without a table only where they may be `empty`.

    Raises NotFoundError (`no_marts`) while nothing has landed, LockedError while an ingest holds the DuckDB file,
    ConnectionFailedError where Postgres marts do not answer, MissingExtraError without the library that reads them.
    """
    reader = marts_kind_of(project).open(project)
    if not empty and not reader.has_tables():
        reader.close()
        raise nothing_landed(project)
    return reader


@contextmanager
def open_snapshot(project: ProjectSettings) -> Iterator[MartsReader]:
    """The same as of one moment, and asked nothing twice: for many numbers at once. Raises like `open_marts`."""
    with open_marts(project) as reader, reader.snapshot():
        yield RememberingReader(reader)


def _ignore(holder: object) -> None: ...


def keep_others_out(
    project: ProjectSettings,
    doing: str,
    *,
    wait: bool = False,
    waiting: Callable[[object], None] = _ignore,
) -> AbstractContextManager[HeldMartsLock | None]:
    """Hold the lock that other machines see, for whoever holds the one of this machine; None where there is no other.

    Marts on a server have it. `wait` and `waiting` are as in `single_flight`. Raises LockedError,
    ConnectionFailedError.
    """
    return marts_kind_of(project).lock(project, doing, wait=wait, waiting=waiting)


def disk_for(project: ProjectSettings, source_bytes: int | None) -> Disk | None:
    """The disk for `source_bytes` of tables; None where it is none of ours, or nobody knows how much comes."""
    return None if source_bytes is None else marts_kind_of(project).disk(project, source_bytes)
