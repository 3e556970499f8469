"""The profile for programs. Every key is described in docs/reference/profile-json.md, and a test holds both together.

`VERSION` is that of the format: adding a key leaves it, taking one away or changing what it means raises it.
"""

import json
from collections.abc import Mapping
from typing import Any

from heartbeat_cli.pgschema import Database, QName, Schema, Table, View, count_objects
from heartbeat_cli.profiling.values import (
    ColumnProfile,
    DatabaseProfile,
    Dictionary,
    SchemaProfile,
    TableContext,
    TableProfile,
)
from heartbeat_cli.render.formats.json_objects import (
    Json,
    personal_json,
    plain,
    planned_json,
    reference_json,
    sequence_json,
    view_columns_json,
)
from heartbeat_cli.render.formats.picture import Picture, tables_by_name
from heartbeat_cli.render.formats.written import Written

VERSION = 1

Tables = Mapping[QName, Table]


def write_json(picture: Picture) -> Written:
    """One document with every key there is, null or empty where there is nothing."""
    return Written(json.dumps(picture_json(picture), ensure_ascii=False, indent=2) + "\n")


def picture_json(picture: Picture) -> Json:
    """The document as a plain dictionary."""
    reading = picture.reading
    return {
        "version": VERSION,
        "target": picture.target,
        "file": reading.file,
        **_body(picture),
        "understood": {
            "statements": reading.statements,
            "lossy": reading.lossy,
            "skipped": [plain(s) for s in reading.skipped],
            "ignored": dict(reading.ignored),
        },
    }


def _body(picture: Picture) -> Json:
    database = picture.database
    tables = tables_by_name(database)
    match picture.profile:
        case DatabaseProfile() as whole:
            return database_json(whole, database, tables, picture.kind)
        case SchemaProfile() as schema:
            return {"database": database.name, **schema_json(schema, tables)}
        case TableProfile() as table:
            return table_json(table, database, tables)
        case View() as view:
            return view_json(view, database)
        case ColumnProfile() as column:
            return column_json(column, tables)


def database_json(profile: DatabaseProfile, database: Database, tables: Tables, kind: str = "database") -> Json:
    """A database or file: the sum, and every schema as its own target would show it."""
    return {
        "kind": kind,
        "database": profile.name,
        "comment": database.comment,
        "counts": plain(profile.counts),
        "extensions": [plain(e) for e in database.extensions],
        "schemas": [schema_json(s, tables) for s in profile.schemas],
    }


def schema_json(profile: SchemaProfile, tables: Tables) -> Json:
    """A schema and everything profiling found in it."""
    return {
        "kind": "schema",
        "schema": profile.schema.name,
        "comment": profile.schema.comment,
        "counts": plain(profile.counts),
        "tables": [_table_line(t) for t in profile.tables],
        **_schema_objects(profile.schema),
        "most_connected": [
            {"table": t.table.name, "references_out": len(t.references_out), "references_in": len(t.references_in)}
            for t in profile.most_connected
        ],
        "dictionaries": [_dictionary(d) for d in profile.dictionaries],
        "logs": [plain(log) for log in profile.logs],
        "without_primary_key": [str(q) for q in profile.without_primary_key],
        "references_without_index": [reference_json(r, tables) for r in profile.without_index],
        "unconnected": [str(q) for q in profile.unconnected],
        "neighbours": [
            {"schema": name, "references_out": out, "references_in": into} for name, out, into in profile.neighbours
        ],
        "dictionaries_elsewhere": [_dictionary(d) for d in profile.dictionaries_elsewhere],
        "areas": [plain(a) for a in profile.areas],
        "state_machines": [plain(m) for m in profile.machines],
        "personal": [p for t in profile.tables for p in personal_json(t)],
        "quantities": [{"table": str(t.table.qname), **plain(q)} for t in profile.tables for q in t.quantities],
        "findings": [plain(f) for f in profile.findings],
        "inferred_references": [plain(r) for r in profile.inferred],
        "slice": {"worth": [plain(c) for c in profile.choices], "planned": planned_json(profile.planned)},
    }


def _dictionary(dictionary: Dictionary) -> Json:
    return {
        "table": str(dictionary.table),
        "reason": dictionary.reason,
        "used_by": [{"table": str(r.source), "columns": list(r.columns)} for r in dictionary.used_by],
    }


def _schema_objects(schema: Schema) -> Json:
    return {
        "foreign_tables": [
            {"name": t.name, "server": t.server, "columns": len(t.columns), "comment": t.comment}
            for t in schema.foreign_tables
        ],
        "views": [{"name": v.name, "materialized": v.materialized, "comment": v.comment} for v in schema.views],
        "enums": [_unplaced(e) for e in schema.enums],
        "domains": [_unplaced(d) for d in schema.domains],
        "composites": [_unplaced(c) | {"attributes": [_attribute(a) for a in c.attributes]} for c in schema.composites],
        "ranges": [_unplaced(r) for r in schema.ranges],
        "sequences": [sequence_json(s) for s in schema.sequences],
        "grants": [plain(g) for g in schema.grants],
    }


def _unplaced(value: Any) -> Json:
    """A value of a schema that is named anyway."""
    return {k: v for k, v in plain(value).items() if k != "schema"}


def _attribute(attribute: Any) -> Json:
    return {key: getattr(attribute, key) for key in ("name", "type", "collation", "comment")}


def table_json(profile: TableProfile, database: Database, tables: Tables) -> Json:
    """A table with its columns, keys, references both ways, and cursor."""
    table = profile.table
    return {
        "kind": "table",
        "schema": table.schema,
        "table": table.name,
        "line": table.line,
        "counts": plain(count_objects(Schema(table.schema, tables=(table,)), database)),
        **_table_line(profile),
        "role_reason": profile.role_reason,
        "columns": [plain(c) for c in table.columns],
        "primary_key": plain(table.primary_key),
        "references_out": [reference_json(r, tables) for r in profile.references_out],
        "references_in": [reference_json(r, tables) for r in profile.references_in],
        "unique_keys": [plain(k) for k in table.unique_keys],
        "checks": [plain(c) for c in table.checks],
        "exclusions": [
            plain(e) | {"elements": [{"key": key, "operator": operator} for key, operator in e.elements]}
            for e in table.exclusions
        ],
        "indexes": [plain(i) for i in table.indexes],
        "partitioned_by": table.partitioned_by,
        "partition_of": plain(table.partition_of),
        "bound": table.bound,
        "inherits": plain(table.inherits),
        "of_type": plain(table.of_type),
        "server": table.server,
        "unlogged": table.unlogged,
        "row_security": {
            "enabled": table.row_security,
            "forced": table.force_row_security,
            "policies": [plain(p) for p in table.policies],
        },
        "grants": [plain(g) for g in table.grants],
        "personal": personal_json(profile),
        "quantities": [plain(q) for q in profile.quantities],
        **_context(profile.context or TableContext()),
    }


def _context(around: TableContext) -> Json:
    """What stands around a table."""
    return {
        "area": around.area.name if around.area is not None else None,
        "area_tables": [str(m.table) for m in around.area.members] if around.area is not None else [],
        "nearest": [str(q) for q in around.nearest],
        "state_machines": [plain(m) for m in around.machines],
        "inferred_out": [plain(r) for r in around.inferred_out],
        "inferred_in": [plain(r) for r in around.inferred_in],
        "findings": [plain(f) for f in around.findings],
        "worth": plain(around.choice),
        "planned": planned_json(around.planned),
        "partition_bounds": [{"table": str(q), "bound": bound} for q, bound in around.partitions],
        "children": [str(q) for q in around.children],
        "read_by": [str(q) for q in around.read_by],
    }


def view_json(view: View, database: Database) -> Json:
    """A view: its columns where known, what it reads, and its query."""
    return {
        "kind": "materialized view" if view.materialized else "view",
        "schema": view.schema,
        "view": view.name,
        "line": view.line,
        "comment": view.comment,
        "counts": plain(count_objects(Schema(view.schema, views=(view,)), database)),
        "columns": view_columns_json(view),
        "indexes": [plain(i) for i in view.indexes],
        "reads": plain(view.reads),
        "grants": [plain(g) for g in view.grants],
        "query": view.query,
    }


def column_json(profile: ColumnProfile, tables: Tables) -> Json:
    """A column: its definition, and who refers to it and where it points."""
    return {
        "kind": "column",
        "schema": profile.table.table.schema,
        "table": profile.table.table.name,
        "column": profile.column.name,
        **{k: v for k, v in plain(profile.column).items() if k != "name"},
        "in_primary_key": profile.in_primary_key,
        "unique": profile.unique,
        "is_cursor": profile.table.cursor.column == profile.column.name,
        "labels": list(profile.labels),
        "refers_to": [reference_json(r, tables) for r in profile.refers_to],
        "referred_by": [reference_json(r, tables) for r in profile.referred_by],
        "indexes": list(profile.indexes),
        "checks": list(profile.checks),
        "personal": [plain(tag) for tag in profile.table.personal.get(profile.column.name, ())],
        "quantity": plain(profile.table.quantity(profile.column.name)),
        "state_machines": [plain(m) for m in profile.machines],
        "inferred_references": [plain(r) for r in profile.inferred],
        "elsewhere": [plain(k) for k in profile.elsewhere],
    }


def _table_line(profile: TableProfile) -> Json:
    table = profile.table
    return {
        "name": table.name,
        "role": profile.role,
        "columns": len(table.columns),
        "primary_key": list(table.primary_key.columns) if table.primary_key else [],
        "references_out": len(profile.references_out),
        "references_in": len(profile.references_in),
        "cursor": plain(profile.cursor),
        "event_time": profile.event_time,
        "partitions": profile.partitions,
        "comment": table.comment,
    }
