"""Profiles → plain dictionaries for `--json`. Keys are stable; adding one is no break."""

from dataclasses import asdict
from typing import Any

from heartbeat_cli.catalog import Counts, Table, UniqueKey, View
from heartbeat_cli.profiling.values import (
    ColumnProfile,
    Cursor,
    DatabaseProfile,
    Dictionary,
    EventLog,
    Reference,
    SchemaProfile,
    TableProfile,
)

Json = dict[str, Any]


def counts_json(counts: Counts) -> Json:
    return asdict(counts)


def database_json(profile: DatabaseProfile) -> Json:
    """A database: the sum, and every schema as its own target would show it."""
    return {
        "kind": "database",
        "database": profile.name,
        "counts": counts_json(profile.counts),
        "schemas": [schema_json(s) for s in profile.schemas],
    }


def schema_json(profile: SchemaProfile) -> Json:
    """A schema and everything profiling found in it."""
    return {
        "kind": "schema",
        "schema": profile.schema.name,
        "comment": profile.schema.comment,
        "counts": counts_json(profile.counts),
        "tables": [_table_line(t) for t in profile.tables],
        "views": [{"name": v.name, "materialized": v.materialized, "comment": v.comment} for v in profile.schema.views],
        "enums": [{"name": e.name, "labels": list(e.labels), "comment": e.comment} for e in profile.schema.enums],
        "most_connected": [
            {"table": t.table.name, "references_out": len(t.references_out), "references_in": len(t.references_in)}
            for t in profile.most_connected
        ],
        "dictionaries": [_dictionary(d) for d in profile.dictionaries],
        "logs": [_log(log) for log in profile.logs],
        "without_primary_key": [str(q) for q in profile.without_primary_key],
        "references_without_index": [reference_json(r) for r in profile.without_index],
        "unconnected": [str(q) for q in profile.unconnected],
        "neighbours": [
            {"schema": name, "references_out": out, "references_in": into} for name, out, into in profile.neighbours
        ],
    }


def table_json(profile: TableProfile, counts: Counts) -> Json:
    """A table with its columns, keys, references both ways, and cursor."""
    table = profile.table
    return {
        "kind": "table",
        "schema": table.schema,
        "table": table.name,
        "line": table.line,
        "counts": counts_json(counts),
        **_table_line(profile),
        "role_reason": profile.role_reason,
        "columns": [asdict(c) for c in table.columns],
        "primary_key": _key(table.primary_key),
        "references_out": [reference_json(r) for r in profile.references_out],
        "references_in": [reference_json(r) for r in profile.references_in],
        "unique_keys": [_key(k) for k in table.unique_keys],
        "checks": [asdict(c) for c in table.checks],
        "indexes": [asdict(i) | {"keys": list(i.keys)} for i in table.indexes],
        "partitioned_by": table.partitioned_by,
        "partition_of": str(table.partition_of) if table.partition_of else None,
    }


def view_json(view: View, counts: Counts) -> Json:
    """A view: its columns where known, and its query."""
    return {
        "kind": "materialized view" if view.materialized else "view",
        "schema": view.schema,
        "view": view.name,
        "line": view.line,
        "comment": view.comment,
        "counts": counts_json(counts),
        "columns": [{"name": c, "comment": dict(view.column_comments).get(c)} for c in view.columns],
        "indexes": [asdict(i) | {"keys": list(i.keys)} for i in view.indexes],
        "query": view.query,
    }


def column_json(profile: ColumnProfile) -> Json:
    """A column: its definition, and who refers to it and where it points."""
    return {
        "kind": "column",
        "schema": profile.table.table.schema,
        "table": profile.table.table.name,
        "column": profile.column.name,
        **{k: v for k, v in asdict(profile.column).items() if k != "name"},
        "in_primary_key": profile.in_primary_key,
        "unique": profile.unique,
        "is_cursor": profile.table.cursor.column == profile.column.name,
        "labels": list(profile.labels),
        "refers_to": [reference_json(r) for r in profile.refers_to],
        "referred_by": [reference_json(r) for r in profile.referred_by],
        "indexes": list(profile.indexes),
        "checks": list(profile.checks),
    }


def reference_json(reference: Reference) -> Json:
    return {
        "name": reference.name,
        "source": str(reference.source),
        "columns": list(reference.columns),
        "target": str(reference.target),
        "target_columns": list(reference.target_columns),
        "indexed": reference.indexed,
    }


def _table_line(profile: TableProfile) -> Json:
    table: Table = profile.table
    return {
        "name": table.name,
        "role": profile.role,
        "columns": len(table.columns),
        "primary_key": list(table.primary_key.columns) if table.primary_key else [],
        "references_out": len(profile.references_out),
        "references_in": len(profile.references_in),
        "cursor": _cursor(profile.cursor),
        "event_time": profile.event_time,
        "partitions": profile.partitions,
        "comment": table.comment,
    }


def _cursor(cursor: Cursor) -> Json:
    return asdict(cursor)


def _key(key: UniqueKey | None) -> Json | None:
    return {"name": key.name, "columns": list(key.columns)} if key else None


def _dictionary(dictionary: Dictionary) -> Json:
    return {
        "table": str(dictionary.table),
        "reason": dictionary.reason,
        "used_by": [{"table": str(r.source), "columns": list(r.columns)} for r in dictionary.used_by],
    }


def _log(log: EventLog) -> Json:
    return {
        "table": str(log.table),
        "kind": log.kind,
        "reason": log.reason,
        "event_time": log.event_time,
        "subject": str(log.subject) if log.subject else None,
    }
