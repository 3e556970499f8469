"""How many objects a schema has."""

from dataclasses import dataclass, fields

from .model import Database, Schema
from .relation import Table


@dataclass(frozen=True, slots=True)
class Counts:
    """How many objects there are.

    `tables` leaves partitions out, `partitions` counts them; `columns` are those of tables without partitions; keys,
    constraints, indexes and comments likewise leave out the copies PostgreSQL keeps on each partition. `indexes` are
    those made by CREATE INDEX. `views` include materialized ones. `comments` are those on tables, columns, views and
    types.
    """

    tables: int = 0
    partitions: int = 0
    views: int = 0
    columns: int = 0
    primary_keys: int = 0
    foreign_keys: int = 0
    indexes: int = 0
    unique_constraints: int = 0
    check_constraints: int = 0
    enums: int = 0
    comments: int = 0
    exclusion_constraints: int = 0
    domains: int = 0
    composite_types: int = 0
    range_types: int = 0
    sequences: int = 0
    policies: int = 0
    foreign_tables: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)))


def count_objects(schema: Schema, database: Database | None = None) -> Counts:
    """The counts of one schema; add them for a database.

    `database` is where the parents of partitions are looked up that live in another schema.
    """
    tables = database.tables() if database is not None else schema.tables
    by_name = {t.qname: t for t in tables}
    own = [t for t in schema.tables if t.partition_of is None]
    commented: list[str | None] = [t.comment for t in schema.tables]
    commented += [c.comment for t in schema.tables for c in t.columns]
    commented += [v.comment for v in schema.views] + [c for v in schema.views for _, c in v.column_comments]
    commented += [e.comment for e in schema.enums] + [d.comment for d in schema.domains]
    commented += [t.comment for t in schema.composites] + [r.comment for r in schema.ranges]
    commented += [t.comment for t in schema.foreign_tables]
    commented += [c.comment for t in schema.foreign_tables for c in t.columns]
    counts = Counts(
        tables=len(own),
        partitions=len(schema.tables) - len(own),
        views=len(schema.views),
        columns=sum(len(t.columns) for t in own),
        indexes=sum(len(v.indexes) for v in schema.views),
        enums=len(schema.enums),
        comments=sum(c is not None for c in commented),
        domains=len(schema.domains),
        composite_types=len(schema.composites),
        range_types=len(schema.ranges),
        sequences=len(schema.sequences),
        foreign_tables=len(schema.foreign_tables),
        policies=sum(len(t.policies) for t in schema.tables),
        exclusion_constraints=sum(len(t.exclusions) for t in schema.tables),
    )
    for table in schema.tables:
        counts += _count_constraints(table, by_name.get(table.partition_of) if table.partition_of else None)
    return counts


def _count_constraints(table: Table, parent: Table | None) -> Counts:
    """Keys, constraints and indexes of one table; for a partition those that are no copies of its parent's."""
    if table.partition_of is not None and parent is None:
        return Counts(foreign_keys=len(table.foreign_keys))
    keys = {(k.columns, k.target, k.target_columns) for k in parent.foreign_keys} if parent else set()
    unique = [k.columns for k in parent.unique_keys] if parent else []
    checks = {c.name for c in parent.checks} if parent else set()
    copies = [(i.keys, i.unique, i.method, i.where) for i in parent.indexes] if parent else []
    indexes = 0
    for index in table.indexes:
        shape = (index.keys, index.unique, index.method, index.where)
        if shape in copies:
            copies.remove(shape)
        else:
            indexes += 1
    return Counts(
        primary_keys=int(table.primary_key is not None and (parent is None or parent.primary_key is None)),
        foreign_keys=sum((k.columns, k.target, k.target_columns) not in keys for k in table.foreign_keys),
        indexes=indexes,
        unique_constraints=sum(k.columns not in unique for k in table.unique_keys),
        check_constraints=sum(c.name not in checks for c in table.checks),
    )
