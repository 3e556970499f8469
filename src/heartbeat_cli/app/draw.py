"""A target → its picture: the dump is read, the target looked up in it and profiled, the inventory and estate asked.

Apart from `app/profile.py`, because none of it is needed where the answer is remembered.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from heartbeat_cli.app.target import ResolvedTarget, Target, resolve
from heartbeat_cli.estate import UNDECIDED, Decisions, Source, load_decisions
from heartbeat_cli.mirror import MirrorDumps, read_dump, read_mirrored
from heartbeat_cli.pgschema import Database, DumpReading, QName, Table, View
from heartbeat_cli.profiling import (
    ColumnProfile,
    DatabaseProfile,
    KeyElsewhere,
    PlannedSlice,
    SchemaProfile,
    TableProfile,
    profile_column,
    profile_database,
    profile_schema,
    profile_table_in_context,
    same_key_elsewhere,
    unknown_names,
    with_comments,
)
from heartbeat_cli.sheets import Picture


def draw_place(place: Target) -> Picture:
    """Read the place's dump and draw what it names."""
    with _without_collector():
        reading, decisions = _read(place), _decisions(place)
        unknown = tuple(unknown_names(decisions, reading.database, place.source or ""))
        reading = replace(reading, database=with_comments(reading.database, decisions))
        found = resolve(reading.database, place)
        picture = draw(found, place.text, reading, from_file=place.source is None, decisions=decisions)
        return replace(_in_its_estate(picture, place), unknown=unknown, decisions=decisions)


def draw(
    found: ResolvedTarget, target: str, reading: DumpReading, *, from_file: bool, decisions: Decisions = UNDECIDED
) -> Picture:
    """Profile what a target names, going by its own database and by what is decided of its tables."""
    kind, profile = _profiled(found, decisions, from_file=from_file)
    return Picture(target, kind, profile, reading, from_file)


def _profiled(
    found: ResolvedTarget, decisions: Decisions, *, from_file: bool
) -> tuple[str, DatabaseProfile | SchemaProfile | TableProfile | ColumnProfile | View]:
    database, schema, relation = found.database, found.schema, found.relation
    if schema is None:
        return "file" if from_file else "database", profile_database(database, decisions)
    if relation is None:
        return "schema", profile_schema(schema, database, decisions)
    if isinstance(relation, View):
        return "view", relation
    column = profile_column(relation, found.column, database, decisions) if found.column is not None else None
    if column is not None:
        return "column", column
    return "table", profile_table_in_context(relation, database, decisions)


def _decisions(place: Target) -> Decisions:
    """What the project says of the source's tables; a dump file has no project."""
    return load_decisions(place.project, place.source) if place.project is not None and place.source else UNDECIDED


def _read(place: Target) -> DumpReading:
    if place.project is not None and place.database is not None:
        return read_mirrored(place.project, place.path, place.database)
    return read_dump(place.path, name=place.database)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of small values are made and none is garbage before the end; the collector would look at each again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


# What only the project knows


def _in_its_estate(picture: Picture, place: Target) -> Picture:
    """The picture with what the inventory lands, and for a column with its key's other homes."""
    match picture.profile:
        case SchemaProfile() as schema:
            return replace(picture, profile=_planned_schema(schema, place.entry))
        case DatabaseProfile() as whole:
            schemas = tuple(_planned_schema(s, place.entry) for s in whole.schemas)
            return replace(picture, profile=replace(whole, schemas=schemas))
        case TableProfile(context=context) as table if context is not None:
            planned = _planned(place.entry, table.table.schema, picture.database)
            return replace(picture, profile=replace(table, context=replace(context, planned=planned)))
        case ColumnProfile() as column:
            return replace(picture, profile=replace(column, elsewhere=_elsewhere(column, picture.database, place)))
    return picture


def _planned_schema(profile: SchemaProfile, entry: Source | None) -> SchemaProfile:
    tables = tuple(t.table for t in profile.tables)
    return replace(profile, planned=_pick(entry, profile.schema.name, tables))


def _planned(entry: Source | None, name: str, database: Database) -> PlannedSlice | None:
    schema = database.schema(name)
    return _pick(entry, name, tuple(t for t in schema.tables if t.partition_of is None)) if schema else None


def _pick(entry: Source | None, schema: str, tables: tuple[Table, ...]) -> PlannedSlice | None:
    """What the inventory lands of a schema; None where the source has no entry."""
    if entry is None:
        return None
    wanted = entry.slice_of(schema)
    return PlannedSlice(entry.name, wanted.pick(t.name for t in tables) if wanted is not None else None)


def _elsewhere(column: ColumnProfile, database: Database, place: Target) -> tuple[KeyElsewhere, ...]:
    """The column's key in the other mirrored databases; nothing for a dump file, which has no estate."""
    from heartbeat_cli.estate import load_inventory

    if place.project is None or place.source is None:
        return ()
    dumps = MirrorDumps(place.project)
    own = place.entry.name if place.entry is not None else place.source
    found = {s.name: d for s in load_inventory(place.project).sources if (d := dumps.database(s)) is not None}
    table = column.table.table
    target = (own, QName(table.schema, table.name), column.column.name)
    return same_key_elsewhere(target, {**found, own: database}, place.project.truth_source)
