"""A session at the source that streams: what COPY sends is handed on in pieces of many rows.

asyncpg gathers the rows of a network packet in compiled code, where libpq's interface gives them one by one: that is
half the time of what this process itself does in a landing. Each session has an event loop of its own and is used by
one thread at a time, as if it were blocking.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from socket import SO_KEEPALIVE, SOL_SOCKET
from typing import Any, TypeVar
from urllib.parse import urlencode

import asyncpg

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Source, source_refused
from heartbeat_cli.ingest.source.connect import (
    CONNECT_TIMEOUT_S,
    cancel_backend,
    session_settings,
    source_failure,
    source_lost,
)

BUNDLE_BYTES = 128 * 1024
_KNOWN_PARAMETERS = frozenset(
    {"gsslib", "krbsrvname", "passfile", "sslcert", "sslcrl", "sslkey", "sslmode", "sslnegotiation", "sslrootcert"}
    | {"ssl_max_protocol_version", "ssl_min_protocol_version", "target_session_attrs"}
)
_T = TypeVar("_T")


class SourceStream:
    """One session; its transactions are REPEATABLE READ and read-only. Every method raises HbError where it fails."""

    def __init__(self, connection: Connection, source: Source) -> None:
        """Raises ConnectionFailedError, AccessDeniedError where the server does not let us in."""
        self._connection, self._source = connection, source
        self._loop = _Loop()
        try:
            self._session: asyncpg.Connection = self._loop.run_until_complete(_connect(connection))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            self._loop.close()
            raise source_refused(str(error), source, connection) from None
        self._pid: int = self._session.get_server_pid()

    @property
    def closed(self) -> bool:
        """Whether the session is over, whoever ended it."""
        return bool(self._session.is_closed())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One snapshot for the body. What fails in it leaves a session that is closed."""
        self._run(self._session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        try:
            yield
            self._run(self._session.execute("COMMIT"))
        except BaseException:
            self.close()
            raise

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return [tuple(row) for row in self._run(self._session.fetch(sql))]

    def copy(self, query: str, write: Callable[[bytes], object]) -> int:
        """Hand what COPY in its binary format sends for `query` to `write`; gives the number of rows."""
        pieces: list[bytes] = []
        size = 0

        async def receive(data: bytes) -> None:
            nonlocal size
            pieces.append(data)
            size += len(data)
            if size >= BUNDLE_BYTES:
                write(b"".join(pieces))
                pieces.clear()
                size = 0

        status = self._run(self._session.copy_from_query(query, output=receive, format="binary"))
        if pieces:
            write(b"".join(pieces))
        return int(str(status).rpartition(" ")[2])

    def cancel(self) -> None:
        """Stop what runs, from another thread. A source that no longer answers is left alone."""
        cancel_backend(self._connection, self._pid)
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._session.terminate)

    def close(self) -> None:
        """Let go of the source."""
        if self._loop.is_closed():
            return
        if not self._session.is_closed():
            self._session.terminate()
            # What was asked to end needs a turn of the loop to do so.
            self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def _run(self, job: Coroutine[Any, Any, _T]) -> _T:
        try:
            return self._loop.run_until_complete(job)
        except asyncpg.PostgresError as error:
            raise self._failure(str(error), error.sqlstate) from error
        except (asyncpg.InterfaceError, OSError) as error:
            raise self._failure(str(error), None) from error
        except asyncpg.InternalClientError as error:
            # A server that ends the session between two statements leaves asyncpg in a state it does not expect.
            raise source_lost("the session ended between two statements", self._source) from error

    def _failure(self, text: str, sqlstate: str | None) -> HbError:
        return source_failure(text, sqlstate, self._source, self._connection)


class _Loop(asyncio.SelectorEventLoop):
    """An event loop whose connections notice a peer that is gone."""

    async def create_connection(self, *args: Any, **kwargs: Any) -> Any:
        transport, protocol = await super().create_connection(*args, **kwargs)
        transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1)
        return transport, protocol


def _parameters(connection: Connection) -> str | None:
    """The parameters of the way there; asyncpg would hand those it does not know to the server, which refuses them."""
    known = {name: value for name, value in connection.parameters if name in _KNOWN_PARAMETERS}
    return f"postgresql://?{urlencode(known)}" if known else None


async def _connect(connection: Connection) -> asyncpg.Connection:
    return await asyncpg.connect(
        _parameters(connection),
        host=connection.host,
        port=connection.port,
        user=connection.user,
        password=connection.password or None,
        database=connection.database,
        timeout=CONNECT_TIMEOUT_S,
        statement_cache_size=0,
        server_settings={**session_settings(by_pages=True), "application_name": "hb"},
    )
