"""One table or column asked for by itself → its profile, and what stands around it."""

from dataclasses import replace

from heartbeat_cli.pgschema import Database, QName, Schema, Table
from heartbeat_cli.profiling.affinity import ground_of
from heartbeat_cli.profiling.areas import subject_areas
from heartbeat_cli.profiling.consistency import consistency_findings
from heartbeat_cli.profiling.inferred import inferred_references
from heartbeat_cli.profiling.profile import References, find_references, profile_table
from heartbeat_cli.profiling.recommended_slice import recommend_slice
from heartbeat_cli.profiling.states import state_machines
from heartbeat_cli.profiling.values import ColumnProfile, TableContext, TableProfile

_NEAREST = 8


def profile_table_in_context(table: Table, database: Database) -> TableProfile:
    """One table with its subject area, state machines, likely references, partitions, and whether to land it."""
    known = find_references(database)
    profile = profile_table(table, database, known)
    schema = database.schema(table.schema)
    if schema is None:
        return profile
    return replace(profile, context=_context(table, schema, database, known))


def _context(table: Table, schema: Schema, database: Database, known: References) -> TableContext:
    name = table.qname
    inferred = inferred_references(schema, database, known)
    areas = subject_areas(schema, database, known)
    choices = recommend_slice(schema, database, known)
    return TableContext(
        area=next((a for a in areas if any(m.table == name for m in a.members)), None),
        nearest=_nearest(name, schema, database, known),
        machines=tuple(
            m
            for m in state_machines(schema, database, known)
            if m.table == name or (m.log is not None and m.log.table == name)
        ),
        inferred_out=tuple(r for r in inferred if r.source == name),
        inferred_in=tuple(r for r in inferred if r.target == name and r.source != name),
        choice=next((c for c in choices if c.table == name), None),
        findings=tuple(f for f in consistency_findings(schema, database) if f.table == name),
        partitions=tuple((t.qname, t.bound) for t in database.tables() if t.partition_of == name),
        children=tuple(t.qname for t in database.tables() if name in t.inherits),
        read_by=tuple(v.qname for s in database.schemas for v in s.views if name in v.reads),
    )


def _nearest(name: QName, schema: Schema, database: Database, known: References) -> tuple[QName, ...]:
    ground = ground_of(schema, database, known)
    ties = ground.ties(name) if name in ground.refers else {}
    return tuple(sorted((t for t in ties if t != name), key=lambda t: (-ties[t], t))[:_NEAREST])


def profile_column(table: Table, name: str, database: Database) -> ColumnProfile | None:
    """One column, None where the table has no such column."""
    column = table.column(name)
    if column is None:
        return None
    profile = profile_table_in_context(table, database)
    around = profile.context or TableContext()
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
        inferred=(
            *(r for r in around.inferred_out if name in r.columns),
            *(r for r in around.inferred_in if name in r.target_columns),
        ),
        machines=tuple(m for m in around.machines if m.table == table.qname and m.column == name),
    )


def _words(expression: str) -> set[str]:
    return set("".join(ch if ch.isalnum() or ch in "_$" else " " for ch in expression).split())
