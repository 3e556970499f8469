"""dlt's Postgres destination by way of psycopg 3, which lands descriptors and leaves rows to the transfer."""

from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, cast

import psycopg
from dlt.common.destination import Destination, DestinationCapabilitiesContext
from dlt.common.schema import Schema
from dlt.destinations import postgres as postgres_factory
from dlt.destinations.exceptions import (
    DatabaseTerminalException,
    DatabaseTransientException,
    DatabaseUndefinedRelation,
)
from dlt.destinations.impl.postgres.configuration import PostgresClientConfiguration
from dlt.destinations.insert_job_client import InsertValuesJobClient
from dlt.destinations.sql_client import (
    DBApiCursorImpl,
    SqlClientBase,
    raise_database_error,
    raise_open_connection_error,
)

from heartbeat_cli.ingest import LandsDescriptors, LandsUnit, descriptors_only


class PostgresSqlClient(SqlClientBase["psycopg.Connection[Any]"]):
    """dlt's bookkeeping over psycopg 3: dlt's own client would bring a second driver.

    `conninfo` is set by our destination and never enters dlt's configuration.
    """

    dbapi: ClassVar[Any] = psycopg
    conninfo = ""

    def __init__(self, dataset: str, staging: str, capabilities: DestinationCapabilitiesContext) -> None:
        super().__init__("", dataset, staging, capabilities)
        self._session: psycopg.Connection[Any] | None = None

    @raise_open_connection_error
    def open_connection(self) -> "psycopg.Connection[Any]":
        """Connect with `conninfo`, every statement a transaction of its own. Raises dlt's error of a connection."""
        self._session = psycopg.connect(self.conninfo, autocommit=True)
        return self._session

    def close_connection(self) -> None:
        """Close the connection if there is one."""
        if self._session is not None:
            self._session.close()
            self._session = None

    @contextmanager
    def begin_transaction(self) -> Any:
        """A transaction: committed where its body ends well, rolled back where it raises."""
        with self.native_connection.transaction():
            yield self

    @property
    def native_connection(self) -> "psycopg.Connection[Any]":
        """psycopg's connection; None before `open_connection`."""
        return self._session  # type: ignore[return-value]

    def execute_sql(self, sql: Any, *args: Any, **kwargs: Any) -> Sequence[Sequence[Any]] | None:
        """Run a statement: its rows, or None where it gives none. Raises dlt's database errors."""
        with self.execute_query(sql, *args, **kwargs) as cursor:
            return None if cursor.description is None else cursor.fetchall()

    @contextmanager
    @raise_database_error
    def execute_query(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        """A cursor behind a statement that has run. Raises dlt's database errors."""
        with self.native_connection.cursor() as cursor:
            # psycopg looks for placeholders only where there are parameters.
            cursor.execute(query, args or kwargs or None)
            yield DBApiCursorImpl(cursor)  # type: ignore[arg-type]

    @staticmethod
    def _make_database_exception(ex: Exception) -> Exception:
        if isinstance(ex, psycopg.errors.UndefinedTable | psycopg.errors.InvalidSchemaName):
            return DatabaseUndefinedRelation(ex)
        if isinstance(ex, psycopg.DataError | psycopg.ProgrammingError | psycopg.IntegrityError):
            return DatabaseTerminalException(ex)
        return DatabaseTransientException(ex)

    @staticmethod
    def is_dbapi_exception(ex: Exception) -> bool:
        """Whether it is an error of psycopg."""
        return isinstance(ex, psycopg.Error)


class PostgresMartsClient(LandsDescriptors, InsertValuesJobClient):
    """dlt's job client for PostgreSQL with our load job and our driver."""

    def __init__(
        self, schema: Schema, config: PostgresClientConfiguration, capabilities: DestinationCapabilitiesContext
    ) -> None:
        dataset, staging = InsertValuesJobClient.create_dataset_names(schema, config)
        super().__init__(schema, config, PostgresSqlClient(dataset, staging, capabilities))
        self.type_mapper = self.capabilities.get_type_mapper()

    def _from_db_type(self, db_type: str, precision: int | None, scale: int | None) -> Any:
        return self.type_mapper.from_destination_type(db_type, precision, scale)


class PostgresMarts(Destination[PostgresClientConfiguration, PostgresMartsClient]):
    """dlt's Postgres destination, entered by psycopg 3 with a connection string of ours."""

    spec = PostgresClientConfiguration

    def __init__(
        self, credentials: Any = None, conninfo: str = "", landing: LandsUnit | None = None, **kwargs: Any
    ) -> None:
        super().__init__(credentials=credentials, **kwargs)
        self._conninfo = conninfo
        self._landing = landing

    @property
    def destination_type(self) -> str:
        """The name dlt writes down, by which `dlt pipeline … info` knows the pipeline without us."""
        return "dlt.destinations.postgres"

    @property
    def client_class(self) -> type[PostgresMartsClient]:
        return PostgresMartsClient

    def _raw_capabilities(self) -> DestinationCapabilitiesContext:
        return descriptors_only(postgres_factory()._raw_capabilities())

    def client(self, schema: Schema, initial_config: Any = None) -> PostgresMartsClient:
        client = super().client(schema, initial_config)
        client.landing = self._landing
        cast(PostgresSqlClient, client.sql_client).conninfo = self._conninfo
        return client
