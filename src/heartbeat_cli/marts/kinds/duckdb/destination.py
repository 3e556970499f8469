"""dlt's DuckDB destination, which lands descriptors and leaves rows to the transfer."""

from collections.abc import Iterable
from typing import Any, cast

from dlt.common.destination import DestinationCapabilitiesContext
from dlt.common.schema import Schema, TColumnSchema, TTableSchemaColumns
from dlt.destinations import duckdb as duckdb_factory
from dlt.destinations.exceptions import DatabaseUndefinedRelation
from dlt.destinations.impl.duckdb.duck import DuckDbClient

from heartbeat_cli.ingest import LandsDescriptors, LandsUnit, descriptors_only
from heartbeat_cli.pgschema import literal


class DuckDbMartsClient(LandsDescriptors, DuckDbClient):
    """dlt's DuckDB client with our load job.

    Where dlt lists schemas and columns it would reach the source, which is attached to the same DuckDB: all of
    DuckDB's listings read the catalogue of every attached database. Here dlt's tables are looked at by name.
    """

    def is_storage_initialized(self) -> bool:
        return bool(self._columns(self.schema.version_table_name))

    def initialize_storage(self, truncate_tables: Iterable[str] | None = None) -> None:
        self.sql_client.execute_sql(f"CREATE SCHEMA IF NOT EXISTS {self.sql_client.fully_qualified_dataset_name()}")

    def get_storage_tables(self, table_names: Iterable[str]) -> Iterable[tuple[str, TTableSchemaColumns]]:
        return [(name, self._columns(name)) for name in self.dlts_own(table_names)]

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
        """The name dlt writes down, by which `dlt pipeline … info` knows the pipeline without us."""
        return "dlt.destinations.duckdb"

    @property
    def client_class(self) -> type[DuckDbMartsClient]:
        return DuckDbMartsClient

    def _raw_capabilities(self) -> DestinationCapabilitiesContext:
        return descriptors_only(super()._raw_capabilities())

    def client(self, schema: Schema, initial_config: Any = None) -> DuckDbMartsClient:
        client = cast(DuckDbMartsClient, super().client(schema, initial_config))
        client.landing = self._landing
        return client
