"""Parts of a statement → drafts: columns, constraints, indexes, a view's columns.

libpg_query gives trees without source text; expressions are cut out of the statement by their place instead of being
deparsed, so a default reads as the dump wrote it, which for pg_dump is as the catalogue spells it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.catalog import QName
from heartbeat_cli.mirror import lexer
from heartbeat_cli.mirror.draft import (
    Draft,
    DraftCheck,
    DraftColumn,
    DraftIndex,
    DraftKey,
    DraftTable,
    DraftType,
    DraftUnique,
)
from heartbeat_cli.mirror.naming import constraint_name, relation_name
from heartbeat_cli.mirror.parse import Node, Parsed
from heartbeat_cli.mirror.typenames import (
    BUILT_IN,
    SERIALS,
    array_suffix,
    modifiers,
    parts,
    quote,
    spell_built_in,
    strings,
)


class NotUnderstoodError(Exception):
    """A statement that parses and cannot be applied, such as a key for a table that isn't there."""


@dataclass(frozen=True, slots=True)
class Text:
    """A statement's source beside its tree: offsets of the tree lead into `source`."""

    source: bytes
    offset: int

    @classmethod
    def of(cls, parsed: Parsed) -> "Text":
        return cls(parsed.statement.text, parsed.offset)

    def at(self, node: Node) -> int:
        return max(int(node.get("location", 0)) - self.offset, 0)

    def cut(self, start: int, end: int | None = None) -> str:
        return lexer.tidy(self.source[start:end])

    def inside_parenthesis(self, start: int) -> str:
        found = lexer.parenthesis(self.source, start)
        return self.cut(*found) if found else ""


def nodes_of(tree: Any, kind: str) -> Iterator[Node]:
    """Every node of one kind anywhere in a tree."""
    stack = [tree]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            if kind in here and isinstance(here[kind], dict):
                yield here[kind]
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(reversed(here))


def columns_in(tree: Any, table: DraftTable) -> list[str]:
    """The columns of `table` that an expression names, once each, in order."""
    known = {c.name for c in table.columns}
    names = [
        field["String"].get("sval", "")
        for reference in nodes_of(tree, "ColumnRef")
        for field in reference.get("fields", [])[-1:]
        if "String" in field
    ]
    return [n for n in dict.fromkeys(names) if n in known]


def relation_parts(relation: Node) -> tuple[str | None, str]:
    """Schema (where given) and name of a RangeVar."""
    return relation.get("schemaname"), relation["relname"]


def read_type(draft: Draft, node: Node) -> tuple[str | DraftType, str]:
    """The type of a TypeName node, and the brackets of an array."""
    schema, name = parts(node)
    suffix = array_suffix(node)
    if schema == "pg_catalog" or (schema is None and name in BUILT_IN):
        return spell_built_in(name, modifiers(node)), suffix
    known = draft.find_type(schema, name)
    if known is not None:
        return known, suffix
    mods = modifiers(node)
    spelling = f"{quote(schema)}.{quote(name)}" if schema else quote(name)
    return spelling + (f"({','.join(mods)})" if mods else ""), suffix


def read_column(draft: Draft, table: DraftTable, node: Node) -> DraftColumn:
    """A column definition without its constraints; `serial` becomes what it stands for."""
    name = node["colname"]
    type_name = node.get("typeName")
    if type_name is None:
        raise NotUnderstoodError(f"column {name} has no type")
    schema, kind = parts(type_name)
    if schema is None and kind in SERIALS and not type_name.get("arrayBounds"):
        sequence = relation_name(draft, table, [name], "seq")
        default = f"nextval('{quote(table.schema)}.{quote(sequence)}'::regclass)"
        return DraftColumn(name, SERIALS[kind], nullable=False, default=default)
    spelled, suffix = read_type(draft, type_name)
    return DraftColumn(name, spelled, suffix)


def apply_column_constraints(draft: Draft, table: DraftTable, column: DraftColumn, node: Node, text: Text) -> None:
    """Everything that stands behind a column's type: default, identity, NOT NULL, keys, checks."""
    constraints = [c["Constraint"] for c in node.get("constraints", [])]
    places = sorted(text.at(c) for c in [*constraints, *([node["collClause"]] if "collClause" in node else [])])
    for constraint in constraints:
        kind, here = constraint["contype"], text.at(constraint)
        if kind == "CONSTR_NOTNULL":
            column.nullable = False
        elif kind == "CONSTR_NULL":
            column.nullable = True
        elif kind == "CONSTR_DEFAULT":
            start = lexer.after_words(text.source, here, b"DEFAULT") or here
            end = min([lexer.end_of_item(text.source, start), *(p for p in places if p > start)])
            column.default = _default(constraint, text.cut(start, end))
        elif kind == "CONSTR_IDENTITY":
            column.identity = _identity(constraint.get("generated_when"))
            column.nullable = False
        elif kind == "CONSTR_GENERATED":
            column.generated = text.inside_parenthesis(here)
        else:
            apply_constraint(draft, table, constraint, text, column.name)


def _default(constraint: Node, written: str) -> str | None:
    value = constraint.get("raw_expr", {}).get("A_Const", {})
    return None if value.get("isnull") else written


def _identity(when: str | None) -> str:
    return "always" if when == "a" else "by default"


def apply_constraint(draft: Draft, table: DraftTable, node: Node, text: Text, column: str | None = None) -> None:
    """A table constraint, or (with `column`) one that stands behind a column."""
    kind, given = node["contype"], node.get("conname")
    if kind in ("CONSTR_PRIMARY", "CONSTR_UNIQUE"):
        _apply_unique(draft, table, node, column)
    elif kind == "CONSTR_FOREIGN":
        columns = [column] if column else strings(node.get("fk_attrs"))
        _need_columns(table, columns)
        schema, name = relation_parts(node["pktable"])
        target = draft.find(schema, name)
        targets = strings(node.get("pk_attrs"))
        if target is not None and not targets and target.primary_key:
            targets = list(target.primary_key.columns)
        table.foreign_keys.append(
            DraftKey(
                columns,
                target if target is not None else QName(draft.home(schema), name),
                targets,
                given or constraint_name(table, columns, "fkey"),
            )
        )
    elif kind == "CONSTR_CHECK":
        used = columns_in(node.get("raw_expr"), table)
        name = given or constraint_name(table, used if len(used) == 1 else None, "check")
        check = DraftCheck(text.inside_parenthesis(text.at(node)), name, tuple(used))
        for each in [table] if node.get("is_no_inherit") else [table, *table.descendants()]:
            if all(c.name != name for c in each.checks):
                each.checks.append(check)
    elif kind == "CONSTR_NOTNULL":
        for each in [table, *table.descendants()]:
            for name in strings(node.get("keys")):
                found = each.column(name)
                if found is not None:
                    found.nullable = False


def _apply_unique(draft: Draft, table: DraftTable, node: Node, column: str | None) -> None:
    primary, given = node["contype"] == "CONSTR_PRIMARY", node.get("conname")
    if "indexname" in node:
        index = next((i for i in table.indexes if i.name == node["indexname"]), None)
        if index is None:
            raise NotUnderstoodError(f"no index {node['indexname']} on {table.qname}")
        table.indexes.remove(index)
        columns, given = list(index.keys), given or index.name
    else:
        columns = [column] if column else strings(node.get("keys"))
    _need_columns(table, columns)
    if primary and table.primary_key is not None:
        raise NotUnderstoodError(f"{table.qname} has a primary key already")
    name = given or relation_name(draft, table, None if primary else columns, "pkey" if primary else "key")
    key = DraftUnique(columns, name)
    if not primary:
        table.unique_keys.append(key)
        return
    table.primary_key = key
    for each in columns:
        found = table.column(each)
        if found is not None:
            found.nullable = False


def _need_columns(table: DraftTable, columns: list[str]) -> None:
    missing = [c for c in columns if table.column(c) is None]
    if missing:
        raise NotUnderstoodError(f"{table.qname} has no column {missing[0]}")


def share_with_partition(draft: Draft, parent: DraftTable, child: DraftTable) -> None:
    """What PostgreSQL makes on a partition when its parent has it: keys, unique constraints, indexes."""
    if parent.primary_key and child.primary_key is None:
        child.primary_key = DraftUnique(list(parent.primary_key.columns), relation_name(draft, child, None, "pkey"))
        for name in parent.primary_key.columns:
            column = child.column(name)
            if column is not None:
                column.nullable = False
    for key in parent.unique_keys:
        if all(k.columns != key.columns for k in child.unique_keys):
            name = relation_name(draft, child, key.columns, "key")
            child.unique_keys.append(DraftUnique(list(key.columns), name))
    shapes = [i.shape() for i in child.indexes]
    for index in parent.indexes:
        if index.shape() in shapes:
            shapes.remove(index.shape())
            continue
        name = relation_name(draft, child, index_name_parts(index), "idx")
        child.indexes.append(
            DraftIndex(
                name, list(index.keys), list(index.named), index.unique, index.method, index.where, set(index.uses)
            )
        )
    for grandchild in child.children:
        share_with_partition(draft, child, grandchild)


def index_name_parts(index: DraftIndex) -> list[str]:
    """What PostgreSQL puts into the name of an unnamed index: columns, functions' names, or `expr`."""
    found = []
    for key, named in zip(index.keys, index.named, strict=True):
        function = key.partition("(")[0].strip().rpartition(".")[2]
        found.append(key if named else function or "expr")
    return found


def read_index(draft: Draft, table: DraftTable, node: Node, text: Text) -> DraftIndex:
    """An index from its IndexStmt. Sort order, operator classes and INCLUDE columns are not kept."""
    elements = [e["IndexElem"] for e in node.get("indexParams", [])]
    opening = lexer.parenthesis(text.source, text.at(node["relation"])) or (0, 0)
    places = lexer.items(text.source, *opening)
    keys = [
        e["name"] if "name" in e else _key_expression(text, *places[i] if i < len(places) else (0, 0))
        for i, e in enumerate(elements)
    ]
    where = None
    if "whereClause" in node:
        start = lexer.after_words(text.source, opening[1] + 1, b"WHERE")
        where = text.cut(start) if start else None
    uses = set(columns_in([elements, node.get("whereClause")], table))
    uses |= {
        e["name"] for e in [*elements, *(i["IndexElem"] for i in node.get("indexIncludingParams", []))] if "name" in e
    }
    index = DraftIndex(
        node.get("idxname", ""),
        keys,
        ["name" in e for e in elements],
        bool(node.get("unique")),
        node.get("accessMethod", "btree"),
        where,
        uses,
    )
    if not index.name:
        index.name = relation_name(draft, table, index_name_parts(index), "idx")
    return index


def _key_expression(text: Text, start: int, end: int) -> str:
    """An index expression is a parenthesis or one function call: it ends with its first parenthesis."""
    inside = lexer.parenthesis(text.source, start)
    return text.cut(start, min(inside[1] + 1, end) if inside else end)


def target_names(query: Node) -> list[str]:
    """The column names of a query, empty where only the database would know (`*`)."""
    select = query.get("SelectStmt", query)
    while "larg" in select:
        select = select["larg"]
    names = []
    for target in select.get("targetList", []):
        name = target["ResTarget"].get("name") or _figure_name(target["ResTarget"].get("val", {}))
        if name is None:
            return []
        names.append(name)
    return names


def _figure_name(value: Node) -> str | None:
    """The name PostgreSQL gives an expression without AS."""
    casts: list[str] = []
    while "TypeCast" in value:
        casts.append(parts(value["TypeCast"]["typeName"])[1])
        value = value["TypeCast"].get("arg", {})
    if "ColumnRef" in value:
        last = value["ColumnRef"]["fields"][-1]
        return str(last["String"].get("sval")) if "String" in last else None
    if "FuncCall" in value:
        return strings(value["FuncCall"]["funcname"])[-1]
    if "A_Const" in value or "A_Expr" in value:
        return casts[-1] if casts else "?column?"
    return "coalesce" if "CoalesceExpr" in value else "case" if "CaseExpr" in value else None
