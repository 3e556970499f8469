"""Source -> Postgres marts: two libpq sessions, COPY's binary stream handed from one to the other.

Rows never become Python objects. A table of the same shape keeps its identity (grants, views and indexes others made on
it) and has its rows replaced; a table whose shape changed is made anew. Both happen in the transaction that commits the
receipt, so readers see the old rows until then.
"""

import select
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import pq

from heartbeat_cli.catalog.quoting import quote
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.estate.access import marts_refused
from heartbeat_cli.ingest.connect import CANCEL_TIMEOUT_S, open_source, source_failure
from heartbeat_cli.ingest.plan import LandedNow, PlannedDataset, PlannedTable
from heartbeat_cli.ingest.road import (
    Counted,
    check_landable,
    create_receipts,
    disk_full,
    landed_relation,
    write_receipt,
)
from heartbeat_cli.ingest.stop import Stop, Stopped
from heartbeat_cli.ingest.types import POSTGRES, Landing, land_column

if TYPE_CHECKING:
    from psycopg.pq.abc import PGconn

BUNDLE_BYTES = 256 * 1024
_WAIT_SECONDS = 0.5

_SHAPE = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""


class PostgresRoad:
    """Lands tables of one source in Postgres marts. One instance serves several threads, each with its own sessions."""

    def __init__(self, marts: Connection, source: Source, connection: Connection, stop: Stop) -> None:
        self._marts = marts
        self._source = source
        self._connection = connection
        self._stop = stop
        self._prepared: set[str] = set()
        self._preparing = threading.Lock()

    def land(self, dataset: PlannedDataset, table: PlannedTable, load_id: str) -> LandedNow:
        """See Road."""
        check_landable(table)
        started = time.monotonic()
        try:
            with (
                open_marts_session(self._marts) as marts,
                open_source(self._connection, self._source) as source,
                self._stop.cancelling(_cancel(source)),
                self._stop.cancelling(_cancel(marts)),
                self._marts_failures(),
            ):
                self._prepare(marts, dataset)
                with marts.transaction():
                    counted = self._replace(source, marts, dataset, table)
                    counted.check(table)
                    seconds = time.monotonic() - started
                    for statement in write_receipt(dataset, table, counted, load_id, seconds):
                        marts.execute(statement.encode())
        except HbError:
            if self._stop.requested:
                raise Stopped from None
            raise
        return LandedNow(table.qname, dataset.dataset, counted.rows, load_id, seconds)

    @contextmanager
    def _source_failures(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise source_failure(str(error), error.sqlstate, self._source, self._connection) from error

    @contextmanager
    def _marts_failures(self) -> Iterator[None]:
        """Around statements of both sides: what the source said has become an HbError before it gets here."""
        try:
            yield
        except psycopg.Error as error:
            raise _marts_failure(error, self._marts) from error

    def _stream(self, source: "psycopg.Connection[Any]", statement: str) -> Iterator[bytes]:
        with self._source_failures():
            for bundle in copy_stream(source, statement):
                if self._stop.requested:
                    raise Stopped
                yield bundle

    def _prepare(self, marts: "psycopg.Connection[Any]", dataset: PlannedDataset) -> None:
        with self._preparing:
            if dataset.dataset not in self._prepared:
                marts.execute(create_receipts(dataset).encode())
                self._prepared.add(dataset.dataset)

    def _replace(
        self,
        source: "psycopg.Connection[Any]",
        marts: "psycopg.Connection[Any]",
        dataset: PlannedDataset,
        table: PlannedTable,
    ) -> Counted:
        landings = [land_column(name, type_, POSTGRES) for name, type_ in table.columns]
        relation = landed_relation(dataset, table)
        with self._source_failures():
            source_rows = _count(source, table.relation)
        _make_room(marts, relation, landings)
        names = ", ".join(quote(landing.column) for landing in landings)
        reads = ", ".join(landing.select for landing in landings)
        copy_out = f"COPY (SELECT {reads} FROM {table.relation}) TO STDOUT (FORMAT binary)"
        copy_in = f"COPY {relation} ({names}) FROM STDIN (FORMAT binary)"
        with marts.cursor() as cursor, cursor.copy(copy_in.encode()) as into:
            for bundle in self._stream(source, copy_out):
                into.write(bundle)
        return Counted(source_rows, _count(marts, relation))


def marts_conninfo(connection: Connection) -> str:
    """How sessions that write to the marts are opened."""
    return connection.conninfo(
        connect_timeout=15, client_encoding="UTF8", keepalives_idle=30, options="-c timezone=UTC"
    )


def _cancel(session: "psycopg.Connection[Any]") -> Callable[[], None]:
    def cancel() -> None:
        # A server that no longer answers has nothing left to cancel.
        with suppress(psycopg.Error):
            session.cancel_safe(timeout=CANCEL_TIMEOUT_S)

    return cancel


def copy_stream(session: "psycopg.Connection[Any]", statement: str) -> Iterator[bytes]:
    """What a COPY … TO STDOUT sends, in bundles; raises psycopg.Error where it does not end well.

    libpq gives a row at a time; handing rows on in bundles is what makes this fast.
    """
    out = session.pgconn
    begun = out.exec_(statement.encode())
    if begun.status != pq.ExecStatus.COPY_OUT:
        raise psycopg.errors.error_from_result(begun, encoding="utf-8")
    bundle: list[bytes] = []
    size = 0
    while (chunk := _next_chunk(out)) is not None:
        bundle.append(chunk)
        size += len(chunk)
        if size >= BUNDLE_BYTES:
            yield b"".join(bundle)
            bundle.clear()
            size = 0
    _finish(out)
    yield b"".join(bundle)


def open_marts_session(connection: Connection) -> "psycopg.Connection[Any]":
    """A session in the marts that writes; raises ConnectionFailedError."""
    try:
        return psycopg.connect(marts_conninfo(connection), autocommit=True)
    except psycopg.OperationalError as error:
        raise marts_refused(str(error), connection) from None


def _make_room(marts: "psycopg.Connection[Any]", relation: str, landings: Sequence[Landing]) -> None:
    """An empty table of the right shape: the old one emptied, or a new one."""
    wanted = [(landing.column, _canonical(marts, landing.type)) for landing in landings]
    found = marts.execute(_SHAPE, (relation,)).fetchall()
    if found == wanted:
        marts.execute(f"DELETE FROM {relation}".encode())
        return
    if found:
        marts.execute(f"DROP TABLE {relation}".encode())
    columns = ", ".join(f"{quote(landing.column)} {landing.type}" for landing in landings)
    marts.execute(f"CREATE TABLE {relation} ({columns})".encode())


def _canonical(marts: "psycopg.Connection[Any]", type_: str) -> str:
    base, brackets = (type_[:-2], "[]") if type_.endswith("[]") else (type_, "")
    return _SPELLINGS.get(base, base) + brackets if base in _SPELLINGS else _ask(marts, type_)


def _ask(marts: "psycopg.Connection[Any]", type_: str) -> str:
    """How the server itself spells a type."""
    cursor = marts.execute(f"SELECT NULL::{type_}".encode())
    assert cursor.description is not None and cursor.pgresult is not None
    row = marts.execute(
        "SELECT format_type(%s::oid, %s)", (cursor.pgresult.ftype(0), cursor.pgresult.fmod(0))
    ).fetchone()
    assert row is not None
    return str(row[0])


_SPELLINGS = {
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "float4": "real",
    "float8": "double precision",
    "bool": "boolean",
    "text": "text",
    "uuid": "uuid",
    "date": "date",
    "numeric": "numeric",
    "jsonb": "jsonb",
    "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone",
    "varchar": "character varying",
}


def _count(session: "psycopg.Connection[Any]", relation: str) -> int:
    row = session.execute(f"SELECT count(*) FROM {relation}".encode()).fetchone()
    assert row is not None
    return int(row[0])


def _next_chunk(out: "PGconn") -> bytes | None:
    """The next piece of the stream, None at its end. Waits without blocking other threads."""
    while True:
        length, data = out.get_copy_data(1)
        if length > 0:
            return bytes(data)
        if length < 0:
            return None
        select.select([out.socket], [], [], _WAIT_SECONDS)
        out.consume_input()


def _finish(out: "PGconn") -> None:
    """The source's last word: whether everything was sent."""
    while (result := out.get_result()) is not None:
        if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.COPY_OUT):
            raise psycopg.errors.error_from_result(result, encoding="utf-8")


def _marts_failure(error: psycopg.Error, connection: Connection) -> HbError:
    """What a failed statement in the marts means to a user."""
    first = (str(error).strip().splitlines() or ["no reason given"])[0]
    state = error.sqlstate
    if state == "53100":
        return disk_full(first)
    if state == "2BP01":
        detail = error.diag.message_detail or ""
        return HbError(
            f"the table's columns changed at the source, and something in the marts depends on the old ones: {detail}",
            hint="Drop or change what depends on it, then run the same command again.",
            code="marts_dependents",
        )
    if state == "42501":
        return HbError(
            f"{connection.user} may not write to the marts: {first}",
            hint=f"GRANT CREATE ON DATABASE {quote(connection.database)} TO {quote(connection.user)};",
            code="marts_not_granted",
        )
    if state is None or state.startswith(("08", "57P")):
        return HbError(
            f"the connection to the marts was lost: {first}",
            hint="Run the same command again when they are back: what has landed stays.",
            code="marts_lost",
            retryable=True,
        )
    return HbError(f"the marts refused: {first}", code="marts_failed")
