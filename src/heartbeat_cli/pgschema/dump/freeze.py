"""Drafts → the catalog's frozen values."""

from typing import TYPE_CHECKING

from heartbeat_cli.pgschema import (
    CheckConstraint,
    Column,
    CompositeType,
    Database,
    Domain,
    EnumType,
    ExclusionConstraint,
    Extension,
    ForeignKey,
    Grant,
    Index,
    Policy,
    QName,
    RangeType,
    Schema,
    Sequence,
    Table,
    UniqueKey,
    View,
)
from heartbeat_cli.pgschema.dump.objects import (
    Acl,
    DraftCheck,
    DraftColumn,
    DraftIndex,
    DraftKey,
    DraftSchema,
    DraftSequence,
    DraftTable,
    DraftType,
    DraftUnique,
    spell,
)
from heartbeat_cli.pgschema.quoting import quote_if_needed

if TYPE_CHECKING:
    from heartbeat_cli.pgschema.dump.draft import DraftDatabase

_STANDARD = "public"
_NONE: frozenset[str] = frozenset()
_ALWAYS_THERE = "plpgsql"


def freeze_database(draft: "DraftDatabase", name: str) -> Database:
    """Everything the file leaves behind. `public` is left out while there is nothing in it."""
    relations: dict[str, list[DraftTable]] = {s: [] for s in draft.schemas}
    sequences: dict[str, list[DraftSequence]] = {s: [] for s in draft.schemas}
    types: dict[str, list[DraftType]] = {s: [] for s in draft.schemas}
    for relation in sorted(draft.relations.values(), key=lambda r: r.number):
        if not relation.hidden:
            relations.setdefault(relation.schema, []).append(relation)
    for sequence in draft.sequences.values():
        if not sequence.hidden:
            sequences.setdefault(sequence.schema, []).append(sequence)
    for kind in draft.types.values():
        types.setdefault(kind.schema, []).append(kind)
    schemas = []
    for schema in draft.schemas.values():
        standard = draft.standard_grants() if schema.name == _STANDARD else ()
        mine = relations[schema.name], sequences[schema.name], types[schema.name]
        frozen = _freeze_schema(schema, *mine, standard)
        if frozen != Schema(_STANDARD):
            schemas.append(frozen)
    extensions = tuple(
        Extension(e.name, e.schema, e.comment)
        for e in sorted(draft.extensions.values(), key=lambda e: e.name)
        if e.name != _ALWAYS_THERE
    )
    return Database(name, tuple(schemas), extensions, draft.comment)


def _freeze_schema(
    schema: DraftSchema,
    relations: list[DraftTable],
    sequences: list[DraftSequence],
    types: list[DraftType],
    standard: tuple[Grant, ...],
) -> Schema:
    return Schema(
        name=schema.name,
        tables=tuple(_freeze_table(r) for r in relations if not r.is_view and r.server is None),
        views=tuple(_freeze_view(r) for r in relations if r.is_view),
        enums=tuple(EnumType(t.schema, t.name, tuple(t.labels), t.comment) for t in types if t.kind == "enum"),
        comment=schema.comment,
        domains=tuple(_freeze_domain(t, t.value) for t in types if t.kind == "domain" and t.value),
        composites=tuple(
            CompositeType(t.schema, t.name, tuple(_freeze_column(c, frozenset()) for c in t.columns), t.comment)
            for t in types
            if t.kind == "composite"
        ),
        ranges=tuple(
            RangeType(t.schema, t.name, t.value.spelling(), t.comment, t.multirange.name if t.multirange else None)
            for t in types
            if t.kind == "range" and t.value
        ),
        sequences=tuple(_freeze_sequence(s) for s in sequences),
        foreign_tables=tuple(_freeze_table(r) for r in relations if not r.is_view and r.server is not None),
        grants=tuple(g for g in freeze_grants(schema.acl, schema.owner) if g not in standard),
    )


def _freeze_table(table: DraftTable) -> Table:
    inherited = frozenset([c.name for p in table.parents for c in p.columns]) if table.parents else _NONE
    parent = table.partition_of
    return Table(
        schema=table.schema,
        name=table.name,
        columns=tuple([_freeze_column(c, inherited) for c in table.columns]),
        primary_key=_freeze_unique(table.primary_key) if table.primary_key else None,
        foreign_keys=tuple([_freeze_key(k) for k in table.foreign_keys]),
        unique_keys=tuple([_freeze_unique(k) for k in table.unique_keys]),
        checks=_freeze_checks(table.checks),
        indexes=_freeze_indexes(table.indexes),
        comment=table.comment,
        partitioned_by=table.partitioned_by,
        partition_of=parent.qname if parent else None,
        line=table.line,
        bound=table.bound,
        inherits=() if parent else tuple([p.qname for p in table.parents]),
        of_type=table.of_type.qname if table.of_type else None,
        server=table.server,
        unlogged=table.unlogged,
        exclusions=tuple(
            ExclusionConstraint(tuple(e.elements), e.name, e.method, e.where, e.comment) for e in table.exclusions
        ),
        row_security=table.row_security,
        force_row_security=table.force_row_security,
        policies=tuple(
            Policy(p.name, p.command, p.roles, p.using, p.check, p.permissive, p.comment) for p in table.policies
        ),
        grants=freeze_grants(table.acl, table.owner, table.columns),
    )


def _freeze_column(column: DraftColumn, inherited: frozenset[str]) -> Column:
    default = column.default
    if column.sequence is not None:
        default = f"nextval('{spell_relation(column.sequence.qname)}'::regclass)"
    kind = column.type if isinstance(column.type, str) else spell(column.type)
    return Column(
        column.name,
        kind + column.suffix,
        column.nullable,
        default,
        column.identity,
        column.generated,
        column.comment,
        column.virtual,
        column.name in inherited,
        column.collation,
    )


def spell_relation(name: QName) -> str:
    """A relation's name as it stands inside a `regclass` literal."""
    return f"{quote_if_needed(name.schema)}.{quote_if_needed(name.name)}".replace("'", "''")


def _freeze_view(view: DraftTable) -> View:
    comments = {c.name: c.comment for c in view.columns if c.comment is not None} | view.loose_comments
    types = tuple(None if c.type == "unknown" else c.spelling() for c in view.columns)
    return View(
        schema=view.schema,
        name=view.name,
        query=view.query or "",
        materialized=view.materialized,
        columns=tuple(c.name for c in view.columns),
        comment=view.comment,
        line=view.line,
        column_comments=tuple(comments.items()),
        indexes=_freeze_indexes(view.indexes),
        types=types if any(types) else (),
        reads=tuple(sorted({r if isinstance(r, QName) else r.qname for r in view.reads})),
        grants=freeze_grants(view.acl, view.owner, view.columns),
    )


def _freeze_indexes(indexes: list[DraftIndex]) -> tuple[Index, ...]:
    return tuple(
        [
            Index(
                name=i.name,
                keys=tuple(i.keys),
                unique=i.unique,
                method=i.method,
                where=i.where,
                comment=i.comment,
                include=tuple(i.include),
                options=tuple(i.options),
                nulls_distinct=i.nulls_distinct,
                only=i.only,
            )
            for i in indexes
        ]
    )


def _freeze_checks(checks: list[DraftCheck]) -> tuple[CheckConstraint, ...]:
    return tuple([CheckConstraint(c.expression, c.name, c.comment) for c in checks])


def _freeze_unique(key: DraftUnique) -> UniqueKey:
    return UniqueKey(tuple(key.columns), key.name, key.comment, tuple(key.include), key.nulls_distinct, key.deferrable)


def _freeze_key(key: DraftKey) -> ForeignKey:
    target, columns = key.target, key.target_columns
    if isinstance(target, DraftTable):
        columns = columns or (target.primary_key.columns if target.primary_key else [])
        target = target.qname
    return ForeignKey(
        columns=tuple(key.columns),
        target=target,
        target_columns=tuple(columns),
        name=key.name,
        comment=key.comment,
        on_delete=key.on_delete,
        on_update=key.on_update,
        deferrable=key.deferrable,
        valid=key.valid,
    )


def _freeze_domain(kind: DraftType, value: DraftColumn) -> Domain:
    return Domain(
        schema=kind.schema,
        name=kind.name,
        type=value.spelling(),
        nullable=value.nullable,
        default=value.default,
        checks=_freeze_checks(kind.checks),
        comment=kind.comment,
        collation=value.collation,
    )


def _freeze_sequence(sequence: DraftSequence) -> Sequence:
    owned_by = (sequence.owned_by[0].qname, sequence.owned_by[1].name) if sequence.owned_by else None
    return Sequence(
        schema=sequence.schema,
        name=sequence.name,
        type=sequence.type,
        start=sequence.start,
        increment=sequence.increment,
        minimum=sequence.minimum,
        maximum=sequence.maximum,
        cache=sequence.cache,
        cycle=sequence.cycle,
        owned_by=owned_by,
        identity=sequence.identity,
        comment=sequence.comment,
        grants=freeze_grants(sequence.acl, sequence.owner),
    )


def freeze_grants(acl: Acl, owner: str | None, columns: list[DraftColumn] | None = None) -> tuple[Grant, ...]:
    """One grant per role, and one per role and set of rights for columns (in the table's order); sorted."""
    if not acl:
        return ()
    whole = [Grant(who, *_rights(rights)) for (who, column), rights in acl.items() if column is None and who != owner]
    partly: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for column in columns or []:
        for who in dict.fromkeys(w for w, c in acl if c is column and w != owner):
            partly.setdefault((who, *_rights(acl[who, column])), []).append(column.name)
    whole += [Grant(*key, tuple(names)) for key, names in partly.items()]
    return tuple(sorted(whole, key=lambda g: (g.grantee, g.columns, g.privileges)))


def _rights(rights: dict[str, bool]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(rights)), tuple(sorted(r for r, grantable in rights.items() if grantable))
