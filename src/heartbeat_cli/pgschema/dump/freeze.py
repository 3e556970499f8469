"""Drafts → the model's frozen values: what both call the same is copied, and here stands what differs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from ..constraint import CheckConstraint, ExclusionConstraint, ForeignKey, UniqueKey
from ..fields import fill
from ..model import CompositeType, Database, Domain, EnumType, RangeType, Schema, Sequence
from ..names import QName
from ..quoting import quote_if_needed
from ..relation import Column, Grant, Index, Policy, Table, View
from ..routine import Function, Trigger
from .objects import (
    Acl,
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

if TYPE_CHECKING:
    from .draft import DraftDatabase

_Made = TypeVar("_Made")
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
    functions: dict[str, list[Function]] = {}
    for function in draft.functions.values():
        functions.setdefault(function.schema, []).append(function)
    schemas = []
    for schema in draft.schemas.values():
        standard = draft.standard_grants() if schema.name == _STANDARD else ()
        mine = relations[schema.name], sequences[schema.name], types[schema.name]
        frozen = _freeze_schema(schema, *mine, standard, functions.get(schema.name, ()))
        if frozen != Schema(_STANDARD):
            schemas.append(frozen)
    extensions = sorted((e for e in draft.extensions.values() if e.name != _ALWAYS_THERE), key=lambda e: e.name)
    return Database(name, tuple(schemas), tuple(extensions), draft.comment, tuple(sorted(draft.left_out)))


def _freeze_schema(
    schema: DraftSchema,
    relations: list[DraftTable],
    sequences: list[DraftSequence],
    types: list[DraftType],
    standard: tuple[Grant, ...],
    functions: Iterable[Function],
) -> Schema:
    return Schema(
        name=schema.name,
        tables=tuple(_freeze_table(r) for r in relations if not r.is_view and r.server is None),
        views=tuple(_freeze_view(r) for r in relations if r.is_view),
        enums=_filled(EnumType, [t for t in types if t.kind == "enum"]),
        comment=schema.comment,
        domains=tuple(_freeze_domain(t, t.value) for t in types if t.kind == "domain" and t.value),
        composites=tuple(
            fill(CompositeType, t, attributes=tuple(_freeze_column(c, _NONE) for c in t.columns))
            for t in types
            if t.kind == "composite"
        ),
        ranges=tuple(
            fill(RangeType, t, subtype=t.value.spelling(), multirange=t.multirange.name if t.multirange else None)
            for t in types
            if t.kind == "range" and t.value
        ),
        sequences=tuple(_freeze_sequence(s) for s in sequences),
        foreign_tables=tuple(_freeze_table(r) for r in relations if not r.is_view and r.server is not None),
        grants=tuple(g for g in freeze_grants(schema.acl, schema.owner) if g not in standard),
        functions=tuple(sorted(functions, key=lambda f: (f.name, f.takes))),
    )


def _freeze_table(table: DraftTable) -> Table:
    inherited = frozenset([c.name for p in table.parents for c in p.columns]) if table.parents else _NONE
    parent = table.partition_of
    return fill(
        Table,
        table,
        columns=tuple([_freeze_column(c, inherited) for c in table.columns]),
        primary_key=_freeze_unique(table, table.primary_key) if table.primary_key else None,
        foreign_keys=tuple([_freeze_key(k) for k in table.foreign_keys]),
        unique_keys=tuple([_freeze_unique(table, key) for key in table.unique_keys]),
        checks=_filled(CheckConstraint, table.checks),
        indexes=tuple([_freeze_index(table, index) for index in table.indexes]),
        exclusions=_filled(ExclusionConstraint, table.exclusions),
        policies=_filled(Policy, table.policies),
        triggers=_by_name(table.triggers),
        partition_of=parent.qname if parent else None,
        inherits=() if parent else tuple([p.qname for p in table.parents]),
        of_type=table.of_type.qname if table.of_type else None,
        grants=freeze_grants(table.acl, table.owner, table.columns),
    )


def _by_name(triggers: Iterable[Trigger]) -> tuple[Trigger, ...]:
    """In the order in which PostgreSQL fires them."""
    return tuple(sorted(triggers, key=lambda trigger: trigger.name))


def _filled(model: type[_Made], drafts: Iterable[object]) -> tuple[_Made, ...]:
    return tuple([fill(model, draft) for draft in drafts])


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
        column.settings,
    )


def spell_relation(name: QName) -> str:
    """A relation's name as it stands inside a `regclass` literal."""
    return f"{quote_if_needed(name.schema)}.{quote_if_needed(name.name)}".replace("'", "''")


def _freeze_unique(table: DraftTable, key: DraftUnique) -> UniqueKey:
    return fill(UniqueKey, key, valid=_is_valid(table, key))


def _freeze_index(table: DraftTable, index: DraftIndex) -> Index:
    return fill(Index, index, valid=_is_valid(table, index))


def _is_valid(table: DraftTable, index: DraftIndex | DraftUnique) -> bool:
    """An index made on a partitioned table ONLY is valid when each partition's has been attached to it."""
    if not index.only or not table.children:
        return True
    attached = {child: i for child in table.children for i in child.attachable() if i.parent is index}
    parts = [child for child in table.children if child.partition_of is table and child.server is None]
    return all(child in attached and _is_valid(child, attached[child]) for child in parts)


def _freeze_view(view: DraftTable) -> View:
    comments = {c.name: c.comment for c in view.columns if c.comment is not None} | view.loose_comments
    types = tuple(None if c.type == "unknown" else c.spelling() for c in view.columns)
    return fill(
        View,
        view,
        query=view.query or "",
        columns=tuple(c.name for c in view.columns),
        column_comments=tuple(comments.items()),
        indexes=_filled(Index, view.indexes),
        types=types if any(types) else (),
        triggers=_by_name(view.triggers),
        reads=tuple(sorted({r if isinstance(r, QName) else r.qname for r in view.reads})),
        grants=freeze_grants(view.acl, view.owner, view.columns),
    )


def _freeze_key(key: DraftKey) -> ForeignKey:
    target, columns = key.target, key.target_columns
    if isinstance(target, DraftTable):
        columns = columns or (target.primary_key.columns if target.primary_key else [])
        target = target.qname
    return fill(ForeignKey, key, target=target, target_columns=tuple(columns))


def _freeze_domain(kind: DraftType, value: DraftColumn) -> Domain:
    checks = _filled(CheckConstraint, kind.checks)
    return fill(
        Domain, value, schema=kind.schema, name=kind.name, type=value.spelling(), checks=checks, comment=kind.comment
    )


def _freeze_sequence(sequence: DraftSequence) -> Sequence:
    owned_by = (sequence.owned_by[0].qname, sequence.owned_by[1].name) if sequence.owned_by else None
    return fill(Sequence, sequence, owned_by=owned_by, grants=freeze_grants(sequence.acl, sequence.owner))


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
