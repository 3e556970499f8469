"""A target with its profile → the JSON of `hb profile`, whose keys `document_types` and `document_parts` declare."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from heartbeat_cli.pgschema import (
    CompositeType,
    ExclusionConstraint,
    QName,
    Schema,
    Sequence,
    Table,
    View,
    count_objects,
)
from heartbeat_cli.profiling import (
    NO_PRIMARY_KEY,
    NO_REFERENCE,
    ColumnProfile,
    DatabaseProfile,
    Dictionary,
    PlannedSlice,
    Reference,
    SchemaProfile,
    TableContext,
    TableProfile,
    brought,
)
from heartbeat_cli.sheets.document import ABSENT, document_of
from heartbeat_cli.sheets.profile import document_parts as parts
from heartbeat_cli.sheets.profile import document_types as types
from heartbeat_cli.sheets.profile.picture import Picture, key_behind, tables_by_name

Tables = Mapping[QName, Table]


def profile_document(picture: Picture) -> types.ProfileDocument:
    """One document with every key there is, null or empty where there is nothing."""
    tables = tables_by_name(picture.database)
    match picture.profile:
        case DatabaseProfile() as whole:
            return _database(picture, whole, tables)
        case SchemaProfile() as schema:
            body = _schema(schema, tables)
            return types.SchemaProfileDocument(**_ends(picture), database=picture.database.name, **body)
        case TableProfile() as table:
            return _table(picture, table, tables)
        case View() as view:
            return _view(picture, view)
        case ColumnProfile() as column:
            return _column(picture, column, tables)


def _ends(picture: Picture) -> dict[str, Any]:
    """What every document begins and ends with."""
    reading = picture.reading
    return {"version": types.VERSION, "target": picture.target, "file": reading.file, "understood": reading}


def _database(picture: Picture, profile: DatabaseProfile, tables: Tables) -> types.DatabaseProfileDocument:
    return types.DatabaseProfileDocument(
        **_ends(picture),
        kind="file" if picture.kind == "file" else "database",
        database=profile.name,
        comment=picture.database.comment,
        counts=profile.counts,
        extensions=picture.database.extensions,
        left_out=picture.database.left_out,
        schemas=tuple(types.SchemaBody(**_schema(s, tables)) for s in profile.schemas),
    )


def _schema(profile: SchemaProfile, tables: Tables) -> dict[str, Any]:
    return {
        "schema": profile.schema.name,
        "comment": profile.schema.comment,
        "counts": profile.counts,
        "tables": tuple(map(_table_line, profile.tables)),
        **_schema_objects(profile.schema),
        "most_connected": profile.most_connected,
        "dictionaries": tuple(map(_dictionary, profile.dictionaries)),
        "logs": profile.logs,
        "without_primary_key": _lacking(profile, NO_PRIMARY_KEY),
        "references": _references((r for t in profile.tables for r in t.references_out), tables),
        "references_without_index": _references((g.reference for g in profile.gaps if g.reference), tables),
        "unconnected": _lacking(profile, NO_REFERENCE),
        "neighbours": tuple(parts.Neighbour(*neighbour) for neighbour in profile.neighbours),
        "dictionaries_elsewhere": tuple(map(_dictionary, profile.dictionaries_elsewhere)),
        "areas": profile.areas,
        "state_machines": profile.machines,
        "personal": tuple(p for t in profile.tables for p in _personal(t)),
        "quantities": tuple(
            document_of(parts.QuantityOfTable, q, table=str(t.table.qname))
            for t in profile.tables
            for q in t.quantities
        ),
        "findings": profile.findings,
        "inferred_references": profile.inferred,
        "slice": parts.RecommendedSlice(profile.choices, _planned(profile.planned)),
        "detectors": brought(profile.found) or ABSENT,
    }


def _lacking(profile: SchemaProfile, kind: str) -> tuple[QName, ...]:
    return tuple(gap.table for gap in profile.gaps if gap.kind == kind)


def _schema_objects(schema: Schema) -> dict[str, Any]:
    return {
        "foreign_tables": tuple(
            parts.ForeignTable(t.name, t.server, len(t.columns), t.comment) for t in schema.foreign_tables
        ),
        "views": schema.views,
        "enums": schema.enums,
        "domains": schema.domains,
        "composites": tuple(map(_composite, schema.composites)),
        "ranges": schema.ranges,
        "sequences": tuple(map(_sequence, schema.sequences)),
        "grants": schema.grants,
        "functions": schema.functions,
    }


def _composite(composite: CompositeType) -> parts.CompositeOfSchema:
    attributes = tuple(document_of(parts.AttributeDocument, a) for a in composite.attributes)
    return document_of(parts.CompositeOfSchema, composite, attributes=attributes)


def _sequence(sequence: Sequence) -> parts.SequenceOfSchema:
    owner = sequence.owned_by
    return document_of(
        parts.SequenceOfSchema, sequence, owned_by=parts.OwnerDocument(str(owner[0]), owner[1]) if owner else None
    )


def _dictionary(dictionary: Dictionary) -> parts.UsedDictionary:
    used_by = tuple(parts.Use(str(r.source), r.columns) for r in dictionary.used_by)
    return parts.UsedDictionary(str(dictionary.table), dictionary.reason, used_by)


def _references(references: Iterable[Reference], tables: Tables) -> tuple[parts.ReferenceWithKey, ...]:
    return tuple(_reference(reference, tables) for reference in references)


def _reference(reference: Reference, tables: Tables) -> parts.ReferenceWithKey:
    key = key_behind(reference, tables)
    own = {f.name for f in fields(Reference)}
    said = [f for f in fields(parts.ReferenceWithKey) if f.name not in own]
    return document_of(parts.ReferenceWithKey, reference, **{f.name: getattr(key, f.name, f.default) for f in said})


def _personal(profile: TableProfile) -> tuple[parts.PersonalColumn, ...]:
    table = str(profile.table.qname)
    return tuple(parts.PersonalColumn(table, column, tags) for column, tags in profile.personal.items())


def _planned(planned: PlannedSlice | None) -> parts.Planned | None:
    """Null without an entry in the inventory; it lands nothing of the schema where `lands` is false."""
    if planned is None:
        return None
    return parts.Planned(planned.source, planned.tables is not None, planned.tables or ())


def _table_line(profile: TableProfile) -> parts.TableLine:
    table = profile.table
    return parts.TableLine(
        name=table.name,
        role=profile.role,
        columns=len(table.columns),
        primary_key=table.primary_key.columns if table.primary_key else (),
        references_out=len(profile.references_out),
        references_in=len(profile.references_in),
        cursor=profile.cursor,
        event_time=profile.event_time,
        partitions=profile.partitions,
        comment=table.comment,
    )


def _table(picture: Picture, profile: TableProfile, tables: Tables) -> types.TableProfileDocument:
    table = profile.table
    return document_of(
        types.TableProfileDocument,
        table,
        **_ends(picture),
        **_around(profile, profile.context or TableContext()),
        kind="table",
        table=table.name,
        counts=count_objects(Schema(table.schema, tables=(table,)), picture.database),
        role=profile.role,
        role_reason=profile.role_reason,
        references_out=_references(profile.references_out, tables),
        references_in=_references(profile.references_in, tables),
        cursor=profile.cursor,
        event_time=profile.event_time,
        partitions=profile.partitions,
        exclusions=tuple(map(_exclusion, table.exclusions)),
        row_security=parts.RowSecurity(table.row_security, table.force_row_security, table.policies),
        personal=_personal(profile),
        quantities=profile.quantities,
        detectors=brought(profile.found) or ABSENT,
    )


def _exclusion(exclusion: ExclusionConstraint) -> parts.Exclusion:
    return document_of(
        parts.Exclusion, exclusion, elements=tuple(parts.Element(*element) for element in exclusion.elements)
    )


def _around(profile: TableProfile, around: TableContext) -> dict[str, Any]:
    area = profile.area
    return {
        "area": area.name if area is not None else None,
        "area_tables": tuple(m.table for m in area.members) if area is not None else (),
        "nearest": around.nearest,
        "state_machines": profile.machines,
        "inferred_out": profile.inferred_out,
        "inferred_in": profile.inferred_in,
        "findings": profile.findings,
        "worth": profile.choice,
        "planned": _planned(around.planned),
        "partition_bounds": tuple(parts.PartitionBound(str(q), bound) for q, bound in around.partitions),
        "children": around.children,
        "read_by": around.read_by,
    }


def _view(picture: Picture, view: View) -> types.ViewProfileDocument:
    return document_of(
        types.ViewProfileDocument,
        view,
        **_ends(picture),
        kind="materialized view" if view.materialized else "view",
        view=view.name,
        counts=count_objects(Schema(view.schema, views=(view,)), picture.database),
        columns=_view_columns(view),
    )


def _view_columns(view: View) -> tuple[parts.ViewColumn, ...]:
    comments = dict(view.column_comments)
    kinds = (*view.types, *(None for _ in view.columns[len(view.types) :]))
    pairs = zip(view.columns, kinds, strict=False)
    return tuple(parts.ViewColumn(name, kind, comments.get(name)) for name, kind in pairs)


def _column(picture: Picture, profile: ColumnProfile, tables: Tables) -> types.ColumnProfileDocument:
    table, name = profile.table.table, profile.column.name
    return document_of(
        types.ColumnProfileDocument,
        profile.column,
        **_ends(picture),
        kind="column",
        schema=table.schema,
        table=table.name,
        column=name,
        in_primary_key=profile.in_primary_key,
        unique=profile.unique,
        is_cursor=profile.table.cursor.column == name,
        labels=profile.labels,
        refers_to=_references(profile.refers_to, tables),
        referred_by=_references(profile.referred_by, tables),
        indexes=profile.indexes,
        checks=profile.checks,
        personal=profile.table.personal.get(name, ()),
        quantity=profile.table.quantity(name),
        state_machines=profile.machines,
        inferred_references=profile.inferred,
        elsewhere=profile.elsewhere,
        detectors=brought(profile.found) or ABSENT,
    )
