"""Questions to a source that may remain unanswered: a stretch of a transaction in which nothing may take long."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.pgschema import literal

if TYPE_CHECKING:
    import psycopg

LOCK_MS: Final = 2_000


class TooLongError(Exception):
    """The source took too long to answer, or a lock of somebody else's stood in the way."""


@contextmanager
def short_timeout(session: "psycopg.Connection[Any]", milliseconds: int) -> Iterator[None]:
    """Statements that are given up after `milliseconds`, the transaction going on as if they had not been tried.

    Raises TooLongError where one was given up.
    """
    import psycopg

    before = session.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')").fetchone()
    statement, lock = before if before is not None else ("0", "0")
    try:
        with session.transaction():
            session.execute(_timeouts(str(milliseconds), str(LOCK_MS)).encode())
            yield
            session.execute(_timeouts(statement, lock).encode())
    except (psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable) as error:
        raise TooLongError(str(error)) from error


def _timeouts(statement: str, lock: str) -> str:
    return f"SET LOCAL statement_timeout = {literal(statement)}; SET LOCAL lock_timeout = {literal(lock)}"
