"""What goes wrong with marts of any kind, as it is told."""

from typing import Final

from heartbeat_cli.errors import (
    HbError,
    MartsFailedError,
    NotFoundError,
    NothingLandedError,
    QueryFailedError,
    QueryLimitError,
    QueryTimeoutError,
)
from heartbeat_cli.estate import ProjectSettings

# PostgreSQL's program_limit_exceeded: a row that does not fit on a page.
_LIMIT_EXCEEDED: Final = "54000"


class MartsRefusedError(HbError):
    """The marts cannot do what a statement says, however often it is tried: a cast that fails, a type without one."""

    code = "marts_failed"


class MemoryLimitError(HbError):
    """A table's rows need more memory than landing them may take; the next table may fare better."""

    code = "too_wide"


def first_line(error: BaseException) -> str:
    """What a driver's error says, without the statement and the hints that follow."""
    return (str(error).strip().splitlines() or ["no reason given"])[0]


def nothing_landed(project: ProjectSettings) -> NotFoundError:
    """The failure of reading marts that have no table yet."""
    return NothingLandedError(
        "nothing has landed in the marts yet",
        hint=f"Land the truth source: `hb ingest --source {project.truth_source}`.",
    )


def query_timed_out(seconds: float) -> QueryTimeoutError:
    """The failure of a query that was stopped."""
    return QueryTimeoutError(
        f"the query ran longer than {seconds:g} seconds and was stopped",
        hint="Narrow its window, or ask for fewer tables; limits.seconds in heartbeat.yml is how long it may run.",
        retryable=True,
    )


def memory_spent(megabytes: int) -> QueryLimitError:
    """The failure of a query that needed more memory than it may take."""
    return QueryLimitError(
        f"the query needed more than {megabytes:,} MB of memory and was stopped",
        hint="Aggregate before joining, or leave out array_agg and DISTINCT over many rows; limits.memory_mb in"
        " heartbeat.yml is how much it may take.",
    )


def spill_spent(megabytes: int) -> QueryLimitError:
    """The failure of a query that wrote more to disk than it may."""
    return QueryLimitError(
        f"the query needed more than {megabytes:,} MB of disk beside its memory and was stopped",
        hint="Aggregate before joining or sorting; limits.spill_mb in heartbeat.yml is how much it may take.",
    )


def query_refused(error: BaseException) -> QueryFailedError:
    """The failure of a query that the marts cannot run."""
    return QueryFailedError(f"the marts refused the query: {first_line(error)}")


def statement_refused(error: BaseException) -> MartsRefusedError:
    """The failure of a statement that the marts cannot run, however often it is tried."""
    too_wide = getattr(error, "sqlstate", None) == _LIMIT_EXCEEDED
    hint = "`tables: {…: {columns: {exclude: […]}}}` in the source's file leaves columns out." if too_wide else None
    return MartsRefusedError(f"the marts refused: {first_line(error)}", hint=hint)


def marts_lost(message: str, hint: str) -> MartsFailedError:
    """The failure of marts that were there a moment ago."""
    return MartsFailedError(message, hint=hint, code="marts_lost", retryable=True)


def disk_full(text: str) -> HbError:
    """The failure of marts that cannot grow."""
    return MartsFailedError(
        f"no room to write: {text}",
        hint="Make room on that disk, then run the same command again: what has landed stays.",
        code="disk_full",
        retryable=True,
    )
