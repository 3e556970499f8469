"""RENAME, SET SCHEMA, DROP and COMMENT: statements that are about a name."""

from heartbeat_cli.mirror.clauses import NotUnderstoodError, Text, relation_parts
from heartbeat_cli.mirror.draft import Draft, DraftTable
from heartbeat_cli.mirror.lexer import rename_word
from heartbeat_cli.mirror.parse import Node
from heartbeat_cli.mirror.typenames import parts, strings

_RELATIONS = ("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE")
_TYPES = ("OBJECT_TYPE", "OBJECT_DOMAIN")
STANDARD_COMMENT = "standard public schema"


def _dotted(names: list[str]) -> tuple[str | None, str]:
    return (names[-2] if len(names) > 1 else None), names[-1]


def _list(node: Node) -> list[str]:
    """The name in an `object`: a List of strings, a TypeName or a String."""
    if "List" in node:
        return strings(node["List"]["items"])
    if "TypeName" in node:
        schema, name = parts(node["TypeName"])
        return [schema, name] if schema else [name]
    return strings([node]) if "String" in node else []


def rename(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    """ALTER … RENAME of columns, tables, views, constraints, indexes, types and schemas."""
    kind, new = node["renameType"], node["newname"]
    if kind == "OBJECT_SCHEMA":
        _rename_schema(draft, node["subname"], new)
    elif kind in _TYPES:
        found = draft.find_type(*_dotted(_list(node["object"])))
        if found is None:
            raise NotUnderstoodError(f"no type {'.'.join(_list(node['object']))}")
        draft.move_type(found, name=new)
    elif "relation" in node:
        schema, name = relation_parts(node["relation"])
        table = draft.find(schema, name)
        if kind == "OBJECT_INDEX" or (kind == "OBJECT_TABLE" and table is None):
            _rename_index(draft, schema, name, new)
        elif table is None:
            if kind in (*_RELATIONS, "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT") and not node.get("missing_ok"):
                raise NotUnderstoodError(f"no table {schema + '.' if schema else ''}{name}")
        elif kind == "OBJECT_COLUMN":
            for each in [table, *table.descendants()]:
                _rename_column(draft, each, node["subname"], new)
        elif kind == "OBJECT_TABCONSTRAINT":
            for constraint in [*table.foreign_keys, *table.checks, *table.unique_keys, table.primary_key]:
                if constraint is not None and constraint.name == node["subname"]:
                    constraint.name = new
        elif kind in _RELATIONS:
            draft.move(table, name=new)


def _rename_schema(draft: Draft, old: str, new: str) -> None:
    draft.schemas = {(new if k == old else k): v for k, v in draft.schemas.items()}
    for relation in [r for r in draft.relations.values() if r.schema == old]:
        draft.move(relation, schema=new)
    for kind in [t for t in draft.types.values() if t.schema == old]:
        draft.move_type(kind, schema=new)


def _rename_index(draft: Draft, schema: str | None, name: str, new: str) -> None:
    found = draft.find_index(schema, name)
    if found is not None:
        found[1].name = new
        return
    for table in draft.relations.values():
        for key in (table.primary_key, *table.unique_keys):
            if key is not None and key.name == name and schema in (None, table.schema):
                key.name = new


def _rename_column(draft: Draft, table: DraftTable, old: str, new: str) -> None:
    column = table.column(old)
    if column is None:
        raise NotUnderstoodError(f"{table.qname} has no column {old}")
    column.name = new

    def renamed(names: list[str]) -> list[str]:
        return [new if n == old else n for n in names]

    for unique in (table.primary_key, *table.unique_keys):
        if unique is not None:
            unique.columns = renamed(unique.columns)
    for key in table.foreign_keys:
        key.columns = renamed(key.columns)
    for key in draft.referring(table):
        key.target_columns = renamed(key.target_columns)
    for check in table.checks:
        if old in check.columns:
            check.expression = rename_word(check.expression, old, new)
            check.columns = tuple(renamed(list(check.columns)))
    for index in table.indexes:
        if old in index.uses:
            named = zip(index.keys, index.named, strict=True)
            index.keys = [(new if k == old else k) if plain else rename_word(k, old, new) for k, plain in named]
            index.where = rename_word(index.where, old, new) if index.where else None
            index.uses = set(renamed(list(index.uses)))
    for each in table.columns:
        if each.generated:
            each.generated = rename_word(each.generated, old, new)


def change_schema(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    """ALTER … SET SCHEMA of tables, views and types."""
    kind, schema = node["objectType"], node["newschema"]
    if kind in _RELATIONS:
        found = draft.find(*relation_parts(node["relation"]))
        if found is not None:
            draft.move(found, schema=schema)
        elif not node.get("missing_ok"):
            raise NotUnderstoodError(f"no table {node['relation']['relname']}")
    elif kind in _TYPES:
        named = draft.find_type(*_dotted(_list(node["object"])))
        if named is None:
            raise NotUnderstoodError(f"no type {'.'.join(_list(node['object']))}")
        draft.move_type(named, schema=schema)


def drop(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    """DROP of tables, views, types, indexes and schemas. Dropping what isn't there loses nothing."""
    kind = node["removeType"]
    for item in node.get("objects", []):
        names = _list(item)
        if kind in _RELATIONS:
            relation = draft.find(*_dotted(names))
            if relation is not None:
                draft.drop(relation)
        elif kind in _TYPES:
            found = draft.find_type(*_dotted(names))
            if found is not None:
                draft.drop_type(found)
        elif kind == "OBJECT_INDEX":
            index = draft.find_index(*_dotted(names))
            if index is not None:
                index[0].indexes.remove(index[1])
        elif kind == "OBJECT_SCHEMA":
            _drop_schema(draft, names[-1])


def _drop_schema(draft: Draft, name: str) -> None:
    for relation in [r for r in draft.relations.values() if r.schema == name]:
        if relation.qname in draft.relations:
            draft.drop(relation)
    for kind in [t for t in draft.types.values() if t.schema == name]:
        draft.drop_type(kind)
    draft.schemas.pop(name, None)


def comment(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    """COMMENT ON tables, views, columns, schemas and types; comments on other things are understood."""
    kind, words = node["objtype"], node.get("comment") or None
    names = _list(node["object"])
    if kind in _RELATIONS:
        relation = draft.find(*_dotted(names))
        if relation is None:
            raise NotUnderstoodError(f"no table {'.'.join(names)}")
        relation.comment = words
    elif kind == "OBJECT_COLUMN":
        _comment_column(draft, names, words)
    elif kind == "OBJECT_SCHEMA":
        if names[0] not in draft.schemas:
            raise NotUnderstoodError(f"no schema {names[0]}")
        draft.schemas[names[0]] = None if words == STANDARD_COMMENT else words
    elif kind in _TYPES:
        found = draft.find_type(*_dotted(names))
        if found is None:
            raise NotUnderstoodError(f"no type {'.'.join(names)}")
        found.comment = words


def _comment_column(draft: Draft, names: list[str], words: str | None) -> None:
    if len(names) < 2:
        raise NotUnderstoodError(f"'{names[0]}' names no column of a table")
    relation = draft.find(*_dotted(names[:-1]))
    if relation is None:
        if draft.find_type(*_dotted(names[:-1])) is not None:
            return
        raise NotUnderstoodError(f"no table {'.'.join(names[:-1])}")
    column = relation.column(names[-1])
    if column is not None:
        column.comment = words
    elif relation.is_view and not relation.columns:
        relation.loose_comments.pop(names[-1], None)
        if words:
            relation.loose_comments[names[-1]] = words
    else:
        raise NotUnderstoodError(f"{relation.qname} has no column {names[-1]}")
