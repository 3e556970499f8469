"""Dropping things as PostgreSQL does: what hangs on them goes too under CASCADE, and is in the way without it."""

from collections.abc import Iterable

from ..names import QName
from .clauses import NotUnderstoodError
from .draft import DraftDatabase
from .lexer import rename_word
from .objects import DraftColumn, DraftKey, DraftSequence, DraftTable, DraftType, DraftUnique


def require_unused(what: object, users: Iterable[object], cascade: bool) -> None:
    """Raise NotUnderstoodError where something depends on `what` and nobody said CASCADE."""
    first = next(iter(users), None)
    if first is not None and not cascade:
        raise NotUnderstoodError(f"{first} depends on {what}, and there is no CASCADE")


def drop_relations(draft: DraftDatabase, relations: list[DraftTable], *, cascade: bool) -> None:
    """Remove tables and views with their partitions, and under CASCADE children, views and references."""
    doomed: dict[DraftTable, None] = {}
    stack = list(relations)
    while stack:
        relation = stack.pop()
        if relation not in doomed:
            doomed[relation] = None
            stack += [c for c in relation.children if c.partition_of is relation or c in relations or cascade]
            stack += [v for v in _readers(draft, relation) if cascade]
    for relation in doomed:
        others = [r.qname for r in (*relation.children, *_readers(draft, relation)) if r not in doomed]
        keys = [k for k in _referrers(relation) if k.table not in doomed]
        require_unused(relation.qname, [*others, *(k.table.qname for k in keys)], cascade)
    rows = [(r, c) for r in draft.relations.values() for c in r.columns if c.type in doomed] if draft.row_types else []
    rows = [(r, c) for r, c in rows if r not in doomed]
    require_unused("the row type of a table", [r.qname for r, _ in rows], cascade)
    for relation in doomed:
        _remove(draft, relation)
    for relation, column in rows:
        drop_column(draft, relation, column.name, cascade=True)


def _readers(draft: DraftDatabase, relation: DraftTable) -> list[DraftTable]:
    return [v for v in relation.readers if draft.relations.get(v.qname) is v and relation in v.reads]


def _referrers(table: DraftTable) -> list[DraftKey]:
    return [k for k in table.referrers if k.target is table and k in k.table.foreign_keys]


def _remove(draft: DraftDatabase, relation: DraftTable) -> None:
    draft.relations.pop(relation.qname, None)
    for parent in relation.parents:
        if relation in parent.children:
            parent.children.remove(relation)
    for key in _referrers(relation):
        key.table.foreign_keys.remove(key)
    for sequence in list(relation.sequences):
        drop_sequence(draft, sequence, cascade=True)


def drop_sequence(draft: DraftDatabase, sequence: DraftSequence, *, cascade: bool) -> None:
    """Remove a sequence; under CASCADE the defaults that draw from it go with it."""
    if sequence.shared or sequence.owned_by is None:
        users = [(r, c) for r in draft.relations.values() for c in r.columns if c.sequence is sequence]
    else:
        users = [(sequence.owned_by[0], c) for c in sequence.owned_by[0].columns if c.sequence is sequence]
    require_unused(sequence.qname, [r.qname for r, _ in users], cascade)
    for _, column in users:
        column.default = column.sequence = None
    if sequence.owned_by is not None:
        sequence.owned_by[0].sequences.remove(sequence)
    draft.sequences.pop(sequence.qname, None)


def drop_column(draft: DraftDatabase, table: DraftTable, name: str, *, cascade: bool) -> None:
    """Remove a column with every key, check and index that uses it, and under CASCADE what others made of it."""
    column = table.column(name)
    if column is None:
        return
    leading = [k for k in _referrers(table) if name in k.target_columns]
    views = [v for v in _readers(draft, table) if column in v.uses]
    policies = [p for p in table.policies if name in p.uses]
    foreign = [k.table.qname for k in leading if k.table is not table]
    users = [*foreign, *(v.qname for v in views), *(f"policy {p.name}" for p in policies)]
    require_unused(f"{table.qname}.{name}", users, cascade)
    drop_relations(draft, [v for v in views if draft.relations.get(v.qname) is v], cascade=True)
    for key in leading:
        if key in key.table.foreign_keys:
            key.table.foreign_keys.remove(key)
    table.columns.remove(column)
    table.policies = [p for p in table.policies if name not in p.uses]
    for unique in table.unique():
        if name in unique.columns or name in unique.include:
            drop_key(draft, table, unique, cascade=True)
    table.foreign_keys = [k for k in table.foreign_keys if name not in k.columns]
    table.checks = [c for c in table.checks if name not in c.columns]
    table.exclusions = [e for e in table.exclusions if name not in e.uses]
    table.indexes = [i for i in table.indexes if name not in i.uses]
    for key_ in [k for k in table.acl if k[1] is column]:
        del table.acl[key_]
    for sequence in [s for s in table.sequences if s.owned_by is not None and s.owned_by[1] is column]:
        drop_sequence(draft, sequence, cascade=True)
    for other in [c for c in table.columns if c.generated and _names(c.generated, name)]:
        drop_column(draft, table, other.name, cascade=True)


def _names(expression: str, name: str) -> bool:
    return rename_word(expression, name, name + "\0") != expression


def drop_key(draft: DraftDatabase, table: DraftTable, key: DraftUnique, *, cascade: bool) -> None:
    """Remove a primary key or unique constraint; references that lean on it, and on no other, go under CASCADE."""
    wanted = set(key.columns)
    others = [set(k.columns) for k in table.unique() if k is not key]
    others += [set(i.keys) for i in table.indexes if i.unique and i.where is None]
    leaning = [k for k in _referrers(table) if set(k.target_columns) == wanted and wanted not in others]
    require_unused(key.name, [k.table.qname for k in leaning], cascade)
    for reference in leaning:
        reference.table.foreign_keys.remove(reference)
    if table.primary_key is key:
        table.primary_key = None
    else:
        table.unique_keys = [k for k in table.unique_keys if k is not key]
    for child in table.children:
        for part in [k for k in child.unique() if k.parent is key]:
            drop_key(draft, child, part, cascade=True)


def drop_type(draft: DraftDatabase, kind: DraftType, *, cascade: bool) -> None:
    """Remove a type or domain; under CASCADE the columns of it, the types made of it and typed tables go with it."""
    users = [(r, c) for r in draft.relations.values() for c in r.columns if c.type is kind]
    built = [t for t in draft.types.values() if t is not kind and any(c.type is kind for c in _parts(t))]
    typed = [r for r in draft.relations.values() if r.of_type is kind]
    names: list[QName] = [*(r.qname for r, _ in users), *(t.qname for t in built), *(r.qname for r in typed)]
    require_unused(kind.qname, names, cascade)
    draft.types.pop(kind.qname, None)
    if kind.multirange is not None and kind.multirange.qname in draft.types:
        drop_type(draft, kind.multirange, cascade=cascade)
    drop_relations(draft, [*typed, *(r for r, _ in users if r.is_view)], cascade=True)
    for relation, column in users:
        if draft.relations.get(relation.qname) is relation:
            drop_column(draft, relation, column.name, cascade=True)
    for other in built:
        if other.kind == "composite":
            other.columns = [c for c in other.columns if c.type is not kind]
        elif other.qname in draft.types:
            drop_type(draft, other, cascade=True)


def _parts(kind: DraftType) -> list[DraftColumn]:
    return [*kind.columns, *([kind.value] if kind.value else [])]


def drop_schema(draft: DraftDatabase, name: str, *, cascade: bool) -> None:
    """Remove a schema, under CASCADE with everything in it."""
    relations = [r for r in draft.relations.values() if r.schema == name]
    sequences = [s for s in draft.sequences.values() if s.schema == name]
    types = [t for t in draft.types.values() if t.schema == name]
    inside = [*(r.qname for r in relations), *(s.qname for s in sequences), *(t.qname for t in types)]
    require_unused(f"schema {name}", inside, cascade)
    drop_relations(draft, relations, cascade=True)
    for sequence in sequences:
        if sequence.qname in draft.sequences:
            drop_sequence(draft, sequence, cascade=True)
    for kind in types:
        if kind.qname in draft.types:
            drop_type(draft, kind, cascade=True)
    for extension in [e for e in draft.extensions.values() if e.schema == name]:
        del draft.extensions[extension.name]
    draft.functions = {key: function for key, function in draft.functions.items() if key[0] != name}
    draft.schemas.pop(name, None)
