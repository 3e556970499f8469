"""What there is upstream, as values: databases, their schemas, and which of these are technical."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.pgschema import Database, Table
from heartbeat_cli.profiling import FRAMEWORK_TABLES

# Schemas that extensions, schedulers, queues and migration tools keep for themselves.
_TECHNICAL: Final = re.compile(
    r"_timescaledb_.*|pg_.*|information_schema|awsdms.*|cron|flyway|graphile_(?:worker|migrate)|hangfire|hdb_catalog"
    r"|liquibase|partman|pgagent|pgboss|pglogical|pgq(?:_.*)?|quartz|repack|supabase_migrations|tiger(?:_data)?|topology"
    r"|te?mp|bak|backup"
)


@dataclass(frozen=True, slots=True)
class FoundSchema:
    """A schema with tables. `rows` is about how many there are, and whether all its tables are `readable`, None
    where nobody knows."""

    name: str
    tables: tuple[str, ...]
    rows: int | None = None
    readable: bool | None = None
    of_extension: bool = False

    @property
    def technical(self) -> bool:
        """Whether it is some machinery's own, and no business of ours."""
        return self.of_extension or _TECHNICAL.fullmatch(self.name.lower()) is not None

    @property
    def wanted(self) -> tuple[str, ...]:
        """Its tables without those that migration frameworks keep for themselves; all where there is nothing else."""
        return tuple(table for table in self.tables if table.lower() not in FRAMEWORK_TABLES) or self.tables


@dataclass(frozen=True, slots=True)
class FoundDatabase:
    """A database with the schemas that have tables; `dump` is the file it was read from, `folder` its cluster's."""

    name: str
    schemas: tuple[FoundSchema, ...]
    comment: str | None = None
    dump: Path | None = None
    folder: str = "main"

    @property
    def of_interest(self) -> tuple[FoundSchema, ...]:
        """The schemas that are not technical."""
        return tuple(schema for schema in self.schemas if not schema.technical)


def found_in(database: Database, name: str, dump: Path, folder: str) -> FoundDatabase:
    """What a dump tells of its database."""
    schemas = tuple(FoundSchema(s.name, _tables(s.tables)) for s in database.schemas)
    return FoundDatabase(name, tuple(schema for schema in schemas if schema.tables), dump=dump, folder=folder)


def _tables(tables: Iterable[Table]) -> tuple[str, ...]:
    return tuple(sorted(table.name for table in tables if table.partition_of is None))
