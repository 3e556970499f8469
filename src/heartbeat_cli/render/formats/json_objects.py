"""Catalog and profiling values → plain dictionaries, key for key."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from heartbeat_cli.pgschema import QName, Sequence, Table, View
from heartbeat_cli.profiling.values import PlannedSlice, Reference, TableProfile
from heartbeat_cli.render.formats.picture import key_behind

Json = dict[str, Any]


def plain(value: Any) -> Any:
    """A frozen value as JSON has it: its fields as keys, tuples as lists, a qualified name as `schema.name`."""
    if isinstance(value, QName):
        return str(value)
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value


def reference_json(reference: Reference, tables: Mapping[QName, Table]) -> Json:
    """A reference with what its foreign key says; null for that where only partitions have the key."""
    key = key_behind(reference, tables)
    said = ("on_delete", "on_update", "deferrable", "valid", "comment")
    body: Json = plain(reference)
    return body | {name: getattr(key, name) if key else None for name in said}


def sequence_json(sequence: Sequence) -> Json:
    """A sequence; what owns it as table and column."""
    owner = sequence.owned_by
    body: Json = {k: v for k, v in plain(sequence).items() if k != "schema"}
    return body | {"owned_by": {"table": str(owner[0]), "column": owner[1]} if owner else None}


def view_columns_json(view: View) -> list[Json]:
    """The columns a view is known to have; null for a type the dump does not say."""
    comments = dict(view.column_comments)
    types = (*view.types, *(None for _ in view.columns[len(view.types) :]))
    return [
        {"name": name, "type": type_, "comment": comments.get(name)}
        for name, type_ in zip(view.columns, types, strict=False)
    ]


def personal_json(profile: TableProfile) -> list[Json]:
    """The columns of a table that hold personal data, and why they are taken for it."""
    table = str(profile.table.qname)
    return [{"table": table, "column": column, "tags": plain(tags)} for column, tags in profile.personal.items()]


def planned_json(planned: PlannedSlice | None) -> Json | None:
    """What the inventory lands: null without an entry, `tables` null where it lands nothing of the schema."""
    if planned is None:
        return None
    return {
        "source": planned.source,
        "lands": planned.tables is not None,
        "tables": list(planned.tables or ()),
    }
