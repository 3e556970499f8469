"""Reading a lake: one snapshot of it, whatever is written meanwhile."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import duckdb

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader, spill_folder
from heartbeat_cli.marts.kinds.lake.catalog import LAKE, attach, open_catalog, use
from heartbeat_cli.marts.kinds.lake.stretches import stretches
from heartbeat_cli.pgschema import literal

_CURRENT: Final = f"SELECT id FROM ducklake_current_snapshot('{LAKE}')"
_BYTES: Final = (
    "SELECT s.schema_name, t.table_name, sum(f.file_size_bytes)"
    f" FROM __ducklake_metadata_{LAKE}.ducklake_data_file AS f"
    f" JOIN __ducklake_metadata_{LAKE}.ducklake_table AS t USING (table_id)"
    f" JOIN __ducklake_metadata_{LAKE}.ducklake_schema AS s USING (schema_id)"
    " WHERE f.end_snapshot IS NULL AND t.end_snapshot IS NULL AND s.end_snapshot IS NULL GROUP BY ALL"
)


def open_lake(project: ProjectSettings, data: Path, snapshot: int | None = None) -> "LakeReader":
    """The lake as of a snapshot, else as it is now and stays for this reader; see `open_marts`."""
    connection = open_catalog(project, data, read_only=True, snapshot=snapshot)
    try:
        if snapshot is None:
            ((snapshot,),) = connection.execute(_CURRENT).fetchall()
            connection.execute(f"USE memory; DETACH {LAKE}")
            attach(connection, project, data, read_only=True, snapshot=snapshot)
        connection.execute(f"SET allowed_directories = [{literal(f'{data}/')}]")
        return LakeReader(connection, snapshot, project, spill_folder(project))
    except BaseException:
        connection.close()
        raise


class LakeReader(DuckDbReader):
    """Read-only marts in a lake. `snapshot_id` is the snapshot that is read."""

    dialect = "lake"

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, snapshot_id: int, project: ProjectSettings, spill: Path | None
    ) -> None:
        super().__init__(connection, project.limits, spill)
        self.snapshot_id = snapshot_id

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        return use(super()._cursor())

    def _sizes(self, names: list[tuple[str, str]]) -> list[int | None]:
        """Bytes of the files each table has; few rows may stand in the catalog, and take none."""
        sizes = {(str(schema), str(table)): int(str(size)) for schema, table, size in self.query(_BYTES).rows}
        return [sizes.get(name, 0) for name in names]

    def stretches(self, relation: str, condition: str | None, rows: int) -> Sequence[str]:
        return stretches(self._connection, relation, condition, rows)
