"""dlt destinations whose load job moves rows from source to marts itself.

dlt sees a package of small files, one per unit (a range of a table), and keeps its schemas, state and history as for
any load. A file only names its unit; the job takes the shortest way. dlt makes its own tables in the dataset, and
leaves those that land to us: their types are the source's.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from dlt.common.destination import DestinationCapabilitiesContext
from dlt.common.destination.client import LoadJob, RunnableLoadJob
from dlt.common.destination.typing import PreparedTableSchema
from dlt.common.schema import Schema, TTableSchema, TTableSchemaColumns
from dlt.common.storages.load_package import ParsedLoadJobFileName
from dlt.common.typing import TLoaderFileFormat

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


class LandsDescriptors:
    """A job client that lands descriptors and leaves the landed tables' DDL to the transfer."""

    landing: LandsUnit | None = None
    schema: Schema

    def create_load_job(
        self, table: PreparedTableSchema, file_path: str, load_id: str, restore: bool = False
    ) -> LoadJob:
        """Our load job for a descriptor; dlt's own for its records."""
        if ParsedLoadJobFileName.parse(file_path).file_format == DESCRIPTOR_FORMAT and self.landing is not None:
            return LandUnit(file_path, self.landing, load_id)
        job: LoadJob = super().create_load_job(table, file_path, load_id, restore)  # type: ignore[misc]
        return job

    def get_storage_tables(self, table_names: Iterable[str]) -> Iterable[tuple[str, TTableSchemaColumns]]:
        """The columns dlt's own tables have; what landed tables look like is none of its business."""
        found: Iterable[tuple[str, TTableSchemaColumns]] = super().get_storage_tables(  # type: ignore[misc]
            self.dlts_own(table_names)
        )
        return found

    def dlts_own(self, table_names: Iterable[str]) -> list[str]:
        """Those of the tables that dlt keeps for itself."""
        own = set(self.schema.dlt_table_names())
        return [name for name in table_names if name in own]

    def should_truncate_table_before_load(self, table_name: str) -> bool:  # noqa: ARG002 - dlt's signature
        """Never: what becomes of the rows of a table is up to the transfer."""
        return False


def descriptors_only(capabilities: DestinationCapabilitiesContext) -> DestinationCapabilitiesContext:
    """What a destination can do, but for rows: it takes descriptors, and dlt's own records."""
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
