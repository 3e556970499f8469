"""Adding a record to the lake, beside whoever reads."""

import os
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from heartbeat_cli.errors import LockedError, MartsFailedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.failures import first_line
from heartbeat_cli.marts.kinds.lake.catalog import open_catalog
from heartbeat_cli.state import busy_holder, momentary


def write_for_a_moment(project: ProjectSettings, data: Path, statements: Sequence[str]) -> None:
    """Run statements in one transaction.

    Raises LockedError where others write for longer, HbError where it cannot be written.
    """
    try:
        with momentary(project.state) as alone:
            _check_alone(project, alone)
            with closing(open_catalog(project, data, read_only=False)) as connection:
                connection.execute(";\n".join(("BEGIN", *statements, "COMMIT")))
    except (duckdb.Error, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else first_line(error)
        raise MartsFailedError(f"the lake cannot be written: {why}", where=str(project.marts.path)) from None


def _check_alone(project: ProjectSettings, alone: bool) -> None:
    """The catalog has one writer: one that came between the parts of a landing would undo it."""
    holder = busy_holder(project.state)
    if holder is not None and not (holder.here and os.getpid() in (holder.pid, holder.worker)):
        raise LockedError(
            f"the lake is being written by {holder.told(datetime.now(UTC))}",
            where=str(project.marts.path),
            hint="Wait for it: `hb loads --watch` shows how far it is.",
        )
    if not alone:
        raise LockedError("others are writing the lake", where=str(project.marts.path))
