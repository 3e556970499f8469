"""A session of an ingest whose source and marts are schemas of one database: landing is SQL, and nothing else."""

from collections.abc import Sequence
from typing import Any

import psycopg

from heartbeat_cli.marts import ColumnMapping, Copied
from heartbeat_cli.pgschema import quote

POSTGRES = "postgres"


class OneServer:
    """The session of both: `lost` rows are told as sent and do not arrive, `appended` is told of what was copied."""

    dialect = POSTGRES
    batch_bytes: int | None = None

    def __init__(self, session: "psycopg.Connection[Any]") -> None:
        self._session = session
        self.lost = 0
        self.appended: str | None = None

    def ask_source(self, sql: str) -> Sequence[tuple[Any, ...]]:
        return self.ask_marts(sql)

    def ask_marts(self, sql: str) -> Sequence[tuple[Any, ...]]:
        return self._session.execute(sql.encode()).fetchall()

    def run(self, sql: str) -> None:
        self._session.execute(sql.encode())

    def copy(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        names = ", ".join(quote(landing.column) for landing in mappings)
        stored = self._session.execute(f"INSERT INTO {into} ({names}) {query}".encode()).rowcount
        return Copied(stored + self.lost, stored, self.appended)

    def copy_anew(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        self.run(f"DELETE FROM {into}")
        return self.copy(query, mappings, into)

    def stretches(self, _relation: str, _condition: str | None, _rows: int) -> Sequence[str]:
        return ()

    def stage(self, query: str, mappings: Sequence[ColumnMapping], name: str) -> None:
        names = ", ".join(quote(landing.column) for landing in mappings)
        self.run(f"CREATE TEMP TABLE {quote(name)} ({names}) AS {query}")
