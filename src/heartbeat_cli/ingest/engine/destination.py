"""dlt destinations whose load job moves rows from source to marts itself.

dlt sees a package of small files, one per unit (a range of a table), and keeps its schemas, state and history as for
any load. A file only names its unit; the job takes the shortest way. dlt makes its own tables in the dataset, and
leaves those that land to us: their types are the source's.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Protocol, cast

import psycopg
from dlt.common.destination import Destination, DestinationCapabilitiesContext
from dlt.common.destination.client import LoadJob, RunnableLoadJob
from dlt.common.destination.typing import PreparedTableSchema
from dlt.common.schema import Schema, TColumnSchema, TTableSchema, TTableSchemaColumns
from dlt.common.storages.load_package import ParsedLoadJobFileName
from dlt.common.typing import TLoaderFileFormat
from dlt.destinations import duckdb as duckdb_factory
from dlt.destinations import postgres as postgres_factory
from dlt.destinations.exceptions import (
    DatabaseTerminalException,
    DatabaseTransientException,
    DatabaseUndefinedRelation,
)
from dlt.destinations.impl.duckdb.duck import DuckDbClient
from dlt.destinations.impl.postgres.configuration import PostgresClientConfiguration
from dlt.destinations.insert_job_client import InsertValuesJobClient
from dlt.destinations.sql_client import (
    DBApiCursorImpl,
    SqlClientBase,
    raise_database_error,
    raise_open_connection_error,
)

from heartbeat_cli.pgschema import literal

DESCRIPTOR_FORMAT: TLoaderFileFormat = "jsonl"
_UNSAFE = re.compile(r"[^\w -]")


class LandsUnit(Protocol):
    """Lands the unit a descriptor names."""

    def __call__(self, descriptor: dict[str, Any], load_id: str) -> None: ...


def write_descriptor(folder: Path, name: str, content: dict[str, Any]) -> Path:
    """The file handed to dlt for one unit: it names the unit, nothing else, least of all a connection."""
    path = folder / f"{name}.{DESCRIPTOR_FORMAT}"
    path.write_text(json.dumps(content) + "\n", encoding="utf-8")
    return path


def dlt_table_name(table: str) -> str:
    """The table's name in dlt's schema and job files, which allow fewer characters than PostgreSQL.

    Almost always the name itself; a name with a dot, slash or quote gets a substitute with a hash of the real one.
    """
    safe = _UNSAFE.sub("_", table)
    if safe == table == table.strip(" -"):
        return table
    return f"{safe.strip(' -')}_{hashlib.sha256(table.encode()).hexdigest()[:8]}"


class LandUnit(RunnableLoadJob):
    """The load job of one descriptor."""

    def __init__(self, file_path: str, landing: LandsUnit, load_id: str) -> None:
        super().__init__(file_path)
        self._landing = landing
        self._load = load_id

    def run(self) -> None:
        descriptor = json.loads(Path(self._file_path).read_text(encoding="utf-8"))
        self._landing(descriptor, self._load)


class _Lands:
    """A job client that lands descriptors and leaves the landed tables' DDL to the transfer."""

    landing: LandsUnit | None = None
    schema: Schema

    def create_load_job(
        self, table: PreparedTableSchema, file_path: str, load_id: str, restore: bool = False
    ) -> LoadJob:
        if ParsedLoadJobFileName.parse(file_path).file_format == DESCRIPTOR_FORMAT and self.landing is not None:
            return LandUnit(file_path, self.landing, load_id)
        job: LoadJob = super().create_load_job(table, file_path, load_id, restore)  # type: ignore[misc]
        return job

    def get_storage_tables(self, table_names: Iterable[str]) -> Iterable[tuple[str, TTableSchemaColumns]]:
        found: Iterable[tuple[str, TTableSchemaColumns]] = super().get_storage_tables(  # type: ignore[misc]
            self._dlts_own(table_names)
        )
        return found

    def _dlts_own(self, table_names: Iterable[str]) -> list[str]:
        own = set(self.schema.dlt_table_names())
        return [name for name in table_names if name in own]

    def should_truncate_table_before_load(self, table_name: str) -> bool:  # noqa: ARG002 - dlt's signature
        return False


class DuckDbMartsClient(_Lands, DuckDbClient):
    """dlt's DuckDB client with our load job.

    Where dlt lists schemas and columns it would reach the source, which is attached to the same DuckDB: all of
    DuckDB's listings read the catalogue of every attached database. Here dlt's tables are looked at by name.
    """

    def is_storage_initialized(self) -> bool:
        return bool(self._columns(self.schema.version_table_name))

    def initialize_storage(self, truncate_tables: Iterable[str] | None = None) -> None:  # noqa: ARG002 - dlt's signature
        self.sql_client.execute_sql(f"CREATE SCHEMA IF NOT EXISTS {self.sql_client.fully_qualified_dataset_name()}")

    def get_storage_tables(self, table_names: Iterable[str]) -> Iterable[tuple[str, TTableSchemaColumns]]:
        return [(name, self._columns(name)) for name in self._dlts_own(table_names)]

    def _columns(self, table: str) -> TTableSchemaColumns:
        """A table's columns as dlt describes them; none where there is no such table."""
        relation = literal(self.sql_client.make_qualified_table_name(table))
        try:
            rows = self.sql_client.execute_sql(f'SELECT name, type, "notnull" FROM pragma_table_info({relation})')
        except DatabaseUndefinedRelation:
            return {}
        return {name: self._column(name, type_, never_null) for name, type_, never_null in rows or ()}

    def _column(self, name: str, type_: str, never_null: bool) -> TColumnSchema:
        return cast(TColumnSchema, {"name": name, "nullable": not never_null, **self._from_db_type(type_, None, None)})


class DuckDbMarts(duckdb_factory):
    """dlt's DuckDB destination on a connection of ours."""

    def __init__(self, credentials: Any = None, landing: LandsUnit | None = None, **kwargs: Any) -> None:
        super().__init__(credentials=credentials, **kwargs)
        self._landing = landing

    @property
    def destination_type(self) -> str:
        # What dlt writes down, so that `dlt pipeline … info` knows the pipeline without us.
        return "dlt.destinations.duckdb"

    @property
    def client_class(self) -> type[DuckDbMartsClient]:
        return DuckDbMartsClient

    def _raw_capabilities(self) -> DestinationCapabilitiesContext:
        return _descriptors_only(super()._raw_capabilities())

    def client(self, schema: Schema, initial_config: Any = None) -> DuckDbMartsClient:
        client = cast(DuckDbMartsClient, super().client(schema, initial_config))
        client.landing = self._landing
        return client


def _descriptors_only(capabilities: DestinationCapabilitiesContext) -> DestinationCapabilitiesContext:
    capabilities.preferred_loader_file_format = "insert_values"
    capabilities.supported_loader_file_formats = ["insert_values", DESCRIPTOR_FORMAT]
    capabilities.loader_file_format_selector = _take_what_is_given
    capabilities.casefold_identifier = str
    capabilities.has_case_sensitive_identifiers = True
    return capabilities


def _take_what_is_given(
    preferred: TLoaderFileFormat,
    supported: Sequence[TLoaderFileFormat],
    /,
    *,
    table_schema: TTableSchema,  # noqa: ARG001 - dlt's signature
) -> tuple[TLoaderFileFormat, Sequence[TLoaderFileFormat]]:
    return preferred, supported


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
        self._session = psycopg.connect(self.conninfo, autocommit=True)
        return self._session

    def close_connection(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    @contextmanager
    def begin_transaction(self) -> Any:
        with self.native_connection.transaction():
            yield self

    @property
    def native_connection(self) -> "psycopg.Connection[Any]":
        return self._session  # type: ignore[return-value]

    def execute_sql(self, sql: Any, *args: Any, **kwargs: Any) -> Sequence[Sequence[Any]] | None:
        with self.execute_query(sql, *args, **kwargs) as cursor:
            return None if cursor.description is None else cursor.fetchall()

    @contextmanager
    @raise_database_error
    def execute_query(self, query: Any, *args: Any, **kwargs: Any) -> Any:
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
        return isinstance(ex, psycopg.Error)


class PostgresMartsClient(_Lands, InsertValuesJobClient):
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
        return "dlt.destinations.postgres"

    @property
    def client_class(self) -> type[PostgresMartsClient]:
        return PostgresMartsClient

    def _raw_capabilities(self) -> DestinationCapabilitiesContext:
        return _descriptors_only(postgres_factory()._raw_capabilities())

    def client(self, schema: Schema, initial_config: Any = None) -> PostgresMartsClient:
        client = super().client(schema, initial_config)
        client.landing = self._landing
        cast(PostgresSqlClient, client.sql_client).conninfo = self._conninfo
        return client
