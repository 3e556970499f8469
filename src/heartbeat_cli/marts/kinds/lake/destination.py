"""dlt's DuckDB destination, on a connection that has the lake attached."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import duckdb
from dlt.common.schema import Schema
from dlt.destinations.impl.duckdb.sql_client import DuckDbSqlClient

from heartbeat_cli.ingest import LandsUnit
from heartbeat_cli.marts.kinds.duckdb.destination import DuckDbMarts, DuckDbMartsClient
from heartbeat_cli.marts.kinds.lake.catalog import use


class LakeSqlClient(DuckDbSqlClient):
    """dlt's bookkeeping in the lake; it waits for its `turn`, for a session that lands would not survive it."""

    turn: threading.RLock

    def open_connection(self) -> duckdb.DuckDBPyConnection:
        """A cursor of ours, which has the lake as its catalog."""
        return use(super().open_connection())

    @contextmanager
    def begin_transaction(self) -> Iterator[Any]:
        """See dlt's."""
        with self.turn, super().begin_transaction() as transaction:
            yield transaction

    @contextmanager
    def execute_query(self, query: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """See dlt's."""
        with self.turn, super().execute_query(query, *args, **kwargs) as cursor:
            yield cursor


class LakeMartsClient(DuckDbMartsClient):
    """dlt's job client of DuckDB, with a client for a lake."""

    def __init__(self, schema: Schema, config: Any, capabilities: Any) -> None:
        super().__init__(schema, config, capabilities)
        names = self.create_dataset_names(schema, config)
        self.sql_client = LakeSqlClient(*names, config.credentials, capabilities)


class LakeMarts(DuckDbMarts):
    """dlt's DuckDB destination for a lake, whose writers take turns."""

    def __init__(
        self,
        credentials: Any = None,
        landing: LandsUnit | None = None,
        turn: "threading.RLock | None" = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(credentials, landing, **kwargs)
        self._turn = turn or threading.RLock()

    @property
    def client_class(self) -> type[LakeMartsClient]:
        return LakeMartsClient

    def client(self, schema: Schema, initial_config: Any = None) -> LakeMartsClient:
        client = cast(LakeMartsClient, super().client(schema, initial_config))
        cast(LakeSqlClient, client.sql_client).turn = self._turn
        return client
