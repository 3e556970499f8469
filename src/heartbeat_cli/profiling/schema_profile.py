"""Databases and schemas → profiles: every table's look, and what detectors find."""

from collections import Counter
from collections.abc import Iterable

from heartbeat_cli.estate import UNDECIDED, Decisions
from heartbeat_cli.pgschema import Counts, Database, Schema, Table, count_objects
from heartbeat_cli.profiling.cursors import choose_cursor, event_column
from heartbeat_cli.profiling.detectors.parts.detector import Found, by_table, detect
from heartbeat_cli.profiling.facts import DatabaseFacts, SchemaFacts
from heartbeat_cli.profiling.profiles import DatabaseProfile, SchemaProfile, TableProfile


def profile_database(database: Database, decisions: Decisions = UNDECIDED) -> DatabaseProfile:
    """Every schema of a database, and the sum."""
    facts = DatabaseFacts(database, decisions)
    schemas = tuple(_profile(facts.of(s)) for s in database.schemas)
    return DatabaseProfile(database.name, sum((s.counts for s in schemas), Counts()), schemas)


def profile_schema(schema: Schema, database: Database, decisions: Decisions = UNDECIDED) -> SchemaProfile:
    """One schema, with the references that come from and go to the database's other schemas."""
    return _profile(DatabaseFacts(database, decisions).of(schema))


def _profile(facts: SchemaFacts) -> SchemaProfile:
    found = detect(facts)
    of_tables = by_table(found)
    tables = tuple(profile_table(t, facts, of_tables.get(q, {})) for q, t in facts.tables.items())
    return SchemaProfile(
        schema=facts.schema,
        counts=count_objects(facts.schema, facts.everywhere.database),
        tables=tables,
        facts=facts,
        found=found,
        neighbours=_neighbours(facts.schema.name, tables),
    )


def profile_table(table: Table, facts: SchemaFacts, found: Found) -> TableProfile:
    """One table of a schema, with what detectors `found` about it."""
    name = table.qname
    role, reason = facts.everywhere.role(name)
    is_log = name in facts.logs
    event = event_column(table, is_log=is_log)
    return TableProfile(
        table=table,
        role=role,
        role_reason=reason,
        references_out=facts.references_out(name),
        references_in=facts.references_in(name),
        cursor=choose_cursor(table, append_only=is_log),
        facts=facts,
        event_time=event.name if event else None,
        partitions=facts.everywhere.references.partitions.get(name, 0),
        found=found,
    )


def _neighbours(name: str, tables: Iterable[TableProfile]) -> tuple[tuple[str, int, int], ...]:
    there: Counter[str] = Counter()
    here: Counter[str] = Counter()
    for table in tables:
        there.update(r.target.schema for r in table.references_out if r.target.schema != name)
        here.update(r.source.schema for r in table.references_in if r.source.schema != name)
    return tuple((schema, there[schema], here[schema]) for schema in sorted(there.keys() | here.keys()))
