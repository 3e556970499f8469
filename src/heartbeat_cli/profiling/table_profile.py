"""One table or column asked for by itself → its profile, and what stands around it."""

from dataclasses import replace

from heartbeat_cli.estate import UNDECIDED, Decisions
from heartbeat_cli.pgschema import Database, QName, Table, enum_labels
from heartbeat_cli.profiling.detectors.parts.detector import by_table, detect, of_column
from heartbeat_cli.profiling.detectors.parts.table_graph import table_graph
from heartbeat_cli.profiling.facts import DatabaseFacts, SchemaFacts
from heartbeat_cli.profiling.profiles import ColumnProfile, TableContext, TableProfile
from heartbeat_cli.profiling.schema_profile import profile_table

_NEAREST = 8


def profile_table_in_context(table: Table, database: Database, decisions: Decisions = UNDECIDED) -> TableProfile:
    """One table with what detectors find about it in its schema, its partitions, and what reads it."""
    schema = next(s for s in database.schemas if s.name == table.schema)
    facts = DatabaseFacts(database, decisions).of(schema)
    found = by_table(detect(facts)).get(table.qname, {})
    return replace(profile_table(table, facts, found), context=_context(table.qname, facts))


def _context(name: QName, facts: SchemaFacts) -> TableContext:
    database = facts.everywhere.database
    return TableContext(
        nearest=_nearest(name, facts),
        partitions=tuple((t.qname, t.bound) for t in database.tables() if t.partition_of == name),
        children=tuple(t.qname for t in database.tables() if name in t.inherits),
        read_by=tuple(v.qname for s in database.schemas for v in s.views if name in v.reads),
    )


def _nearest(name: QName, facts: SchemaFacts) -> tuple[QName, ...]:
    graph = facts.once(table_graph)
    ties = graph.ties(name) if name in graph.refers else {}
    return tuple(sorted((t for t in ties if t != name), key=lambda t: (-ties[t], t))[:_NEAREST])


def profile_column(
    table: Table, name: str, database: Database, decisions: Decisions = UNDECIDED
) -> ColumnProfile | None:
    """One column, None where the table has no such column."""
    column = table.column(name)
    if column is None:
        return None
    profile = profile_table_in_context(table, database, decisions)
    keys = [table.primary_key, *table.unique_keys]
    return ColumnProfile(
        table=profile,
        column=column,
        refers_to=tuple(r for r in profile.references_out if name in r.columns),
        referred_by=tuple(r for r in profile.references_in if name in r.target_columns),
        in_primary_key=table.primary_key is not None and name in table.primary_key.columns,
        unique=any(k is not None and k.columns == (name,) for k in keys)
        or any(i.unique and i.keys == (name,) and i.where is None for i in table.indexes),
        indexes=tuple(i.name for i in table.indexes if name in i.keys),
        checks=tuple(c.expression for c in table.checks if name in _words(c.expression)),
        labels=enum_labels(database).get(column.type, ()),
        found=of_column(profile.found, table.qname, name),
    )


def _words(expression: str) -> set[str]:
    return set("".join(ch if ch.isalnum() or ch in "_$" else " " for ch in expression).split())
