"""Catalog values → profiles. One walk over the database's references, then one look at each table."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from heartbeat_cli.catalog import Counts, Database, ForeignKey, QName, Schema, Table, count_objects
from heartbeat_cli.profiling.cursors import choose_cursor, event_column
from heartbeat_cli.profiling.roles import as_log, dictionary_reason
from heartbeat_cli.profiling.values import (
    ColumnProfile,
    DatabaseProfile,
    Dictionary,
    EventLog,
    Reference,
    SchemaProfile,
    TableProfile,
)

_MOST_CONNECTED = 10


@dataclass(frozen=True, slots=True)
class References:
    """Every reference of a database, by who refers and who is referred to. Partitions stand for their parents."""

    out: Mapping[QName, tuple[Reference, ...]] = field(default_factory=dict)
    into: Mapping[QName, tuple[Reference, ...]] = field(default_factory=dict)
    partitions: Mapping[QName, int] = field(default_factory=dict)


def find_references(database: Database) -> References:
    """Walk all foreign keys once. A partition's own keys count as its root's, once."""
    tables = {t.qname: t for t in database.tables()}
    out: dict[QName, dict[tuple[object, ...], Reference]] = defaultdict(dict)
    partitions: Counter[QName] = Counter()
    for table in tables.values():
        root = root_of(table, tables)
        if root is not table.qname:
            partitions[root] += 1
        for key in table.foreign_keys:
            target = root_of(tables[key.target], tables) if key.target in tables else key.target
            reference = Reference(root, key.columns, target, key.target_columns, key.name, is_indexed(table, key))
            out[root].setdefault((key.columns, target, key.target_columns), reference)
    into: dict[QName, list[Reference]] = defaultdict(list)
    for references in out.values():
        for reference in references.values():
            into[reference.target].append(reference)
    return References(
        {q: tuple(r.values()) for q, r in out.items()}, {q: tuple(r) for q, r in into.items()}, dict(partitions)
    )


def root_of(table: Table, tables: Mapping[QName, Table]) -> QName:
    """The table at the top of a chain of partitions; the table itself when it is no partition."""
    seen = {table.qname}
    while table.partition_of is not None and table.partition_of in tables and table.partition_of not in seen:
        seen.add(table.partition_of)
        table = tables[table.partition_of]
    return table.partition_of or table.qname


def is_indexed(table: Table, key: ForeignKey) -> bool:
    """Whether an index or key of `table` begins with the reference's columns, in any order."""
    width, wanted = len(key.columns), set(key.columns)
    prefixes = [i.keys[:width] for i in table.indexes if i.where is None]
    prefixes += [k.columns[:width] for k in (table.primary_key, *table.unique_keys) if k is not None]
    return any(set(prefix) == wanted for prefix in prefixes)


def profile_table(table: Table, database: Database, references: References | None = None) -> TableProfile:
    """One table in its database."""
    known = references or find_references(database)
    out, into = known.out.get(table.qname, ()), known.into.get(table.qname, ())
    log = as_log(table, out)
    reason = None if log else dictionary_reason(table, out, into)
    event = event_column(table, is_log=log is not None)
    return TableProfile(
        table=table,
        role=log.kind if log else "dictionary" if reason else "entity",
        role_reason=log.reason if log else reason or "neither dictionary nor log",
        references_out=out,
        references_in=into,
        cursor=choose_cursor(table, append_only=log is not None),
        event_time=event.name if event else None,
        partitions=known.partitions.get(table.qname, 0),
    )


def profile_schema(schema: Schema, database: Database, references: References | None = None) -> SchemaProfile:
    """One schema, with the references that come from and go to the database's other schemas."""
    known = references or find_references(database)
    whole = tuple(t for t in schema.tables if t.partition_of is None)
    tables = tuple(profile_table(t, database, known) for t in whole)
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
    )


def _dictionaries(tables: Iterable[TableProfile]) -> tuple[Dictionary, ...]:
    found = [
        Dictionary(t.table.qname, t.role_reason, tuple(r for r in t.references_in if r.source != t.table.qname))
        for t in tables
        if t.role == "dictionary"
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


def profile_column(table: Table, name: str, database: Database) -> ColumnProfile | None:
    """One column, None where the table has no such column."""
    column = table.column(name)
    if column is None:
        return None
    profile = profile_table(table, database)
    keys = [table.primary_key, *table.unique_keys]
    enums = {f"{e.schema}.{e.name}": e.labels for s in database.schemas for e in s.enums}
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
        labels=enums.get(column.type.replace('"', "").removesuffix("[]"), ()),
    )


def _words(expression: str) -> set[str]:
    return set("".join(ch if ch.isalnum() or ch in "_$" else " " for ch in expression).split())
