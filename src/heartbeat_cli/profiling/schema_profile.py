"""Schemas and databases → profiles: each table's look, and what only the whole shows."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from heartbeat_cli.pgschema import Counts, Database, QName, Schema, count_objects
from heartbeat_cli.pgschema.types import domain_types
from heartbeat_cli.profiling.areas import subject_areas
from heartbeat_cli.profiling.consistency import consistency_findings
from heartbeat_cli.profiling.inferred import inferred_references
from heartbeat_cli.profiling.profile import References, find_references, profile_table
from heartbeat_cli.profiling.recommended_slice import recommend_slice
from heartbeat_cli.profiling.roles import as_log, dictionary_reason
from heartbeat_cli.profiling.states import state_machines
from heartbeat_cli.profiling.values import (
    DatabaseProfile,
    Dictionary,
    EventLog,
    Reference,
    SchemaProfile,
    TableProfile,
)

_MOST_CONNECTED = 10


def profile_schema(schema: Schema, database: Database, references: References | None = None) -> SchemaProfile:
    """One schema, with the references that come from and go to the database's other schemas."""
    known = references or find_references(database)
    types = domain_types(database)
    whole = tuple(t for t in schema.tables if t.partition_of is None)
    tables = tuple(profile_table(t, database, known, types) for t in whole)
    connected = sorted((t for t in tables if t.connections), key=lambda t: (-t.connections, t.table.name))
    return SchemaProfile(
        schema=schema,
        counts=count_objects(schema, database),
        tables=tables,
        dictionaries=_dictionaries(tables),
        logs=_logs(tables),
        most_connected=tuple(connected[:_MOST_CONNECTED]),
        without_primary_key=tuple(t.qname for t in whole if t.primary_key is None),
        without_index=tuple(r for t in tables for r in t.references_out if not r.indexed),
        unconnected=tuple(t.table.qname for t in tables if not t.connections),
        neighbours=_neighbours(schema.name, tables),
        dictionaries_elsewhere=_dictionaries_elsewhere(tables, schema.name, database, known),
        areas=subject_areas(schema, database, known),
        machines=state_machines(schema, database, known),
        inferred=inferred_references(schema, database, known),
        choices=recommend_slice(schema, database, known),
        findings=consistency_findings(schema, database),
    )


def _dictionaries(tables: Iterable[TableProfile]) -> tuple[Dictionary, ...]:
    found = [
        Dictionary(t.table.qname, t.role_reason, tuple(r for r in t.references_in if r.source != t.table.qname))
        for t in tables
        if t.role == "dictionary"
    ]
    return tuple(sorted(found, key=lambda d: (-len(d.used_by), d.table)))


def _dictionaries_elsewhere(
    tables: Iterable[TableProfile], schema: str, database: Database, known: References
) -> tuple[Dictionary, ...]:
    used: dict[QName, list[Reference]] = defaultdict(list)
    for table in tables:
        for reference in table.references_out:
            if reference.target.schema != schema:
                used[reference.target].append(reference)
    others = (t for t in database.tables() if t.qname in used) if used else ()
    found = [
        Dictionary(t.qname, reason, tuple(used[t.qname]))
        for t in others
        if (reason := dictionary_reason(t, known.out.get(t.qname, ()), known.into.get(t.qname, ())))
    ]
    return tuple(sorted(found, key=lambda d: (-len(d.used_by), d.table)))


def _logs(tables: Iterable[TableProfile]) -> tuple[EventLog, ...]:
    found = [log for t in tables if (log := as_log(t.table, t.references_out)) is not None]
    return tuple(sorted(found, key=lambda log: (log.kind != "state log", log.table)))


def _neighbours(name: str, tables: Iterable[TableProfile]) -> tuple[tuple[str, int, int], ...]:
    there: Counter[str] = Counter()
    here: Counter[str] = Counter()
    for table in tables:
        there.update(r.target.schema for r in table.references_out if r.target.schema != name)
        here.update(r.source.schema for r in table.references_in if r.source.schema != name)
    return tuple((schema, there[schema], here[schema]) for schema in sorted(there.keys() | here.keys()))


def profile_database(database: Database) -> DatabaseProfile:
    """Every schema of a database, and the sum."""
    known = find_references(database)
    schemas = tuple(profile_schema(s, database, known) for s in database.schemas)
    return DatabaseProfile(database.name, sum((s.counts for s in schemas), Counts()), schemas)
