"""Source -> Postgres marts: two libpq sessions, COPY's binary stream handed from one to the other.

Rows never become Python objects. A table of the same shape keeps its identity (grants, views and indexes others made on
it) and has its rows replaced; a table whose shape changed is made anew. Both happen in the transaction that commits the
receipt, so readers see the old rows until then.
"""

import select
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import pq

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.ingest.access import marts_refused
from heartbeat_cli.ingest.connect import open_source
from heartbeat_cli.ingest.plan import LandedNow, PlannedDataset, PlannedTable
from heartbeat_cli.ingest.road import (
    Counted,
    Stop,
    Stopped,
    check_landable,
    create_receipts,
    disk_full,
    landed_relation,
    write_receipt,
)
from heartbeat_cli.ingest.types import POSTGRES, Landing, land_column, quote

if TYPE_CHECKING:
    from psycopg.pq.abc import PGconn

RELAY_BYTES = 256 * 1024
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
            with open_marts_session(self._marts) as marts, open_source(self._connection, self._source) as source:
                self._prepare(marts, dataset)
                with self._stop.cancelling(source.cancel), self._stop.cancelling(marts.cancel), marts.transaction():
                    counted = self._replace(source, marts, dataset, table)
                    counted.check(table)
                    seconds = time.monotonic() - started
                    for statement in write_receipt(dataset, table, counted, load_id, seconds):
                        marts.execute(statement.encode())
        except (psycopg.Error, HbError) as error:
            if self._stop.requested:
                raise Stopped from None
            raise error if isinstance(error, HbError) else _marts_failure(error, self._marts) from error
        return LandedNow(table.qname, dataset.dataset, counted.rows, load_id, seconds)

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
        source_rows = _count(source, table.relation)
        _make_room(marts, relation, landings)
        names = ", ".join(quote(landing.column) for landing in landings)
        reads = ", ".join(landing.select for landing in landings)
        relay(
            source,
            f"COPY (SELECT {reads} FROM {table.relation}) TO STDOUT (FORMAT binary)",
            marts,
            f"COPY {relation} ({names}) FROM STDIN (FORMAT binary)",
        )
        return Counted(source_rows, _count(marts, relation))


def marts_conninfo(connection: Connection) -> str:
    """How sessions that write to the marts are opened."""
    return connection.conninfo(
        connect_timeout=15, client_encoding="UTF8", keepalives_idle=30, options="-c timezone=UTC"
    )


def open_marts_session(connection: Connection) -> "psycopg.Connection[Any]":
    """A session in the marts that writes; raises ConnectionFailedError."""
    try:
        return psycopg.connect(marts_conninfo(connection), autocommit=True)
    except psycopg.OperationalError as error:
        raise marts_refused(error, connection) from None


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


def relay(
    source: "psycopg.Connection[Any]", copy_out: str, marts: "psycopg.Connection[Any]", copy_in: str
) -> None:
    """Hand the stream of `copy_out` at the source to `copy_in` in the marts.

    libpq gives a row at a time; handing them on in bundles is what makes this fast. Raises psycopg.Error of either
    side, with the copy into the marts aborted.
    """
    out = source.pgconn
    begun = out.exec_(copy_out.encode())
    if begun.status != pq.ExecStatus.COPY_OUT:
        raise psycopg.errors.error_from_result(begun, encoding="utf-8")
    with marts.cursor() as cursor, cursor.copy(copy_in.encode()) as into:
        bundle: list[bytes] = []
        size = 0
        while (chunk := _next_chunk(out)) is not None:
            bundle.append(chunk)
            size += len(chunk)
            if size >= RELAY_BYTES:
                into.write(b"".join(bundle))
                bundle.clear()
                size = 0
        _finish(out)
        into.write(b"".join(bundle))


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
