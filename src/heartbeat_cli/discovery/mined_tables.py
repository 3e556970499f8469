"""The tables of a source, landed or as its DDL declares them, and what its schema tells of each."""

from collections.abc import Iterable, Mapping

from heartbeat_cli.discovery.described import as_landed, database_of
from heartbeat_cli.discovery.proposals import Mined, mine
from heartbeat_cli.estate import PROFILE_FILE, ProjectSettings, Source, load_decisions
from heartbeat_cli.marts import LandedTable
from heartbeat_cli.mirror import MirrorDumps, find_dump
from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.state import cached


def landed_tables(source: Source, landed: Mapping[QName, LandedTable], mirror: MirrorDumps) -> dict[QName, Table]:
    """The landed tables, with what the mirror says of them."""
    declared = declared_tables(source, mirror)
    return {name: as_landed(table, declared.get(name), name) for name, table in landed.items()}


def declared_tables(source: Source, mirror: MirrorDumps) -> dict[QName, Table]:
    """The tables its DDL declares, without partitions; none of a source without DDL."""
    database = mirror.database(source)
    tables: Iterable[Table] = database.tables() if database is not None else ()
    return {table.qname: table for table in tables if table.partition_of is None}


def mined_tables(
    project: ProjectSettings, source: Source, tables: Mapping[QName, Table], mirror: MirrorDumps
) -> dict[QName, Mined]:
    """What the schema tells, kept until a dump or what people say of it changes; of a source without DDL, what
    `tables` themselves do."""
    database, decisions = mirror.database(source), load_decisions(project, source.name)
    if database is None:
        return mine(database_of(source.name, tables.values()), decisions)
    said = project.root / PROFILE_FILE
    files = [find_dump(project, source), *([said] if said.exists() else [])]
    return cached(project.state, f"what proposals know of {source.name}", files, lambda: mine(database, decisions))
