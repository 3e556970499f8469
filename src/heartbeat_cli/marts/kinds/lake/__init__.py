"""Marts in a lake: rows as parquet in a folder, and a catalog that says which files are the tables.

DuckDB reads and writes it by its extension DuckLake, so that a lake has all of DuckDB's SQL; what is another here lies
in this folder. Each file is imported when it is used: a kind that is not costs nothing.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

from heartbeat_cli.estate import MartsSettings, ProjectSettings
from heartbeat_cli.extras import need
from heartbeat_cli.marts.column_mapping import ColumnMapping
from heartbeat_cli.marts.failures import nothing_landed
from heartbeat_cli.marts.kind import Disk
from heartbeat_cli.marts.kinds.duckdb import DuckDbKind
from heartbeat_cli.marts.reader import MartsReader
from heartbeat_cli.marts.stop import Stop
from heartbeat_cli.marts.transfer import MartsTransfer
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import Plan, SourceType

_USUAL_CATALOG: Final = ".heartbeat/lake.sqlite"
_USUAL_DATA: Final = ".heartbeat/lake"


class LakeKind(DuckDbKind):
    """A folder of parquet files with a catalog in a file. One process writes, and readers read on."""

    title = "Lake"
    dialect = "lake"
    options: Mapping[str, Any] = {
        "catalog": {"type": "string", "description": "The file of the lake's catalog, relative to this file."},
        "data": {"type": "string", "description": "The folder of the lake's parquet files, relative to this file."},
    }

    def settings(self, kind: str, root: Path, options: Mapping[str, Any]) -> MartsSettings:
        """`path` is the catalog's file."""
        return MartsSettings(kind, root / options.get("catalog", _USUAL_CATALOG), env="", options=options)

    def data(self, project: ProjectSettings) -> Path:
        """The folder of the files."""
        return project.root / str(project.marts.options.get("data", _USUAL_DATA))

    def check_datasets(self, project: ProjectSettings, datasets: tuple[str, ...]) -> None:
        """Any may be: a catalog is never asked for by its file's name."""

    def open(self, project: ProjectSettings) -> MartsReader:
        """The newest snapshot, whoever writes meanwhile."""
        need("lake")
        from heartbeat_cli.marts.kinds.lake.reader import open_lake

        if not project.marts.path.is_file():
            raise nothing_landed(project)
        return open_lake(project, self.data(project))

    def write(self, project: ProjectSettings, statements: Sequence[str]) -> None:
        """One more snapshot."""
        need("lake")
        from heartbeat_cli.marts.kinds.lake.moment import write_for_a_moment

        write_for_a_moment(project, self.data(project), statements)

    def import_transfer(self) -> None:
        """The driver, and dlt's destination."""
        import heartbeat_cli.marts.kinds.lake.transfer  # noqa: F401

    def transfer(self, project: ProjectSettings, plan: Plan, stop: Stop) -> AbstractContextManager[MartsTransfer]:
        """DuckDB reads the source, or the file of what was pulled, and writes parquet."""
        need("lake")
        from heartbeat_cli.marts.kinds.lake.transfer import open_transfer

        return open_transfer(project, self.data(project), plan, stop)

    def disk(self, project: ProjectSettings, source_bytes: int) -> Disk | None:
        """That of the files."""
        from heartbeat_cli.marts.kinds.duckdb.disk import disk_of

        return disk_of(self.data(project) / "any", source_bytes)

    def map_column(self, column: str, type_: SourceType, *, as_text: bool) -> ColumnMapping:
        """As in DuckDB, but for what neither parquet nor the catalog keeps whole."""
        from heartbeat_cli.marts.kinds.lake.type_map import map_column

        return map_column(column, type_, as_text=as_text)

    def written_as_text(self, column: str, type_: SourceType) -> str:
        """What a lake has no type for is text from the first."""
        from heartbeat_cli.marts.kinds.lake.type_map import lands_as_text

        return quote(column) if lands_as_text(type_) else super().written_as_text(column, type_)

    def retype(self, relation: str, column: str, type_: str, value: str) -> str:
        """A lake changes types to wider ones only: the table is written anew."""
        return (
            f"CREATE OR REPLACE TABLE {relation} AS SELECT * REPLACE (({value})::{type_} AS {quote(column)})"
            f" FROM {relation}"
        )


KIND = LakeKind()
