"""Parsed statements, replayed one after the other, into a draft of the database.

Each kind of statement that shapes tables has one function in `_APPLY`; functions, triggers, settings, grants and
sequences are understood and leave no trace. `NotUnderstoodError` says that a statement could not be applied.
"""

import re
from collections.abc import Callable

from heartbeat_cli.catalog import QName
from heartbeat_cli.mirror import lexer
from heartbeat_cli.mirror.alter import alter_table
from heartbeat_cli.mirror.clauses import (
    NotUnderstoodError,
    Text,
    apply_column_constraints,
    apply_constraint,
    nodes_of,
    read_column,
    read_index,
    read_type,
    relation_parts,
    share_with_partition,
    target_names,
)
from heartbeat_cli.mirror.draft import Draft, DraftColumn, DraftTable, DraftType
from heartbeat_cli.mirror.parse import Node, Parsed
from heartbeat_cli.mirror.rename import change_schema, comment, drop, rename
from heartbeat_cli.mirror.typenames import parts, strings

_NO_DATA = re.compile(rb"\sWITH\s+(?:NO\s+)?DATA\s*\Z", re.IGNORECASE)
_CHECK_OPTION = re.compile(rb"\sWITH\s+(?:(?:CASCADED|LOCAL)\s+)?CHECK\s+OPTION\s*\Z", re.IGNORECASE)
_LIKE_COMMENTS, _LIKE_CONSTRAINTS, _LIKE_DEFAULTS, _LIKE_GENERATED, _LIKE_IDENTITY, _LIKE_INDEXES = 1, 4, 8, 16, 32, 64


def apply(draft: Draft, parsed: Parsed) -> None:
    """Replay one statement."""
    if parsed.node is None:
        return
    kind, node = next(iter(parsed.node.items()))
    handler = _APPLY.get(kind)
    if handler is not None:
        handler(draft, node, Text.of(parsed), parsed.statement.line)


def _create_table(draft: Draft, node: Node, text: Text, line: int, *, hidden: bool = False) -> None:
    schema, name = relation_parts(node["relation"])
    temporary = node["relation"].get("relpersistence") == "t"
    table = DraftTable("pg_temp" if temporary else draft.home(schema), name, line, hidden=hidden or temporary)
    if table.qname in draft.relations:
        if node.get("if_not_exists"):
            return
        raise NotUnderstoodError(f"{table.qname} exists already")
    parents = [_need(draft, r["RangeVar"]) for r in node.get("inhRelations", [])]
    if "ofTypename" in node:
        kind = draft.find_type(*parts(node["ofTypename"]))
        if kind is None:
            raise NotUnderstoodError(f"no type {parts(node['ofTypename'])[1]}")
        table.columns = [c.copy() for c in kind.columns]
    for parent in parents:
        _inherit(table, parent)
    draft.add(table)
    later: list[tuple[DraftColumn, Node]] = []
    for element in node.get("tableElts", []):
        if "ColumnDef" in element:
            definition = element["ColumnDef"]
            column = table.column(definition["colname"])
            if "typeName" in definition:
                fresh = read_column(draft, table, definition)
                if column is None:
                    column = fresh
                    table.columns.append(column)
                else:
                    column.type, column.suffix = fresh.type, fresh.suffix
            if column is not None:
                later.append((column, definition))
        elif "TableLikeClause" in element:
            _like(draft, table, element["TableLikeClause"])
    for column, definition in later:
        apply_column_constraints(draft, table, column, definition, text)
    for element in node.get("tableElts", []):
        if "Constraint" in element:
            apply_constraint(draft, table, element["Constraint"], text)
    if "partspec" in node:
        strategy = node["partspec"].get("strategy", "").rpartition("_")[2]
        table.partitioned_by = f"{strategy} ({text.inside_parenthesis(text.at(node['partspec']))})"
    for parent in parents:
        parent.children.append(table)
        table.parents.append(parent)
    if "partbound" in node and parents:
        table.partition_of = parents[0]
        share_with_partition(draft, parents[0], table)


def _need(draft: Draft, relation: Node) -> DraftTable:
    schema, name = relation_parts(relation)
    found = draft.find(schema, name)
    if found is None:
        raise NotUnderstoodError(f"no table {schema + '.' if schema else ''}{name}")
    return found


def _inherit(table: DraftTable, parent: DraftTable) -> None:
    """The parent's columns and checks come first; a column two parents share is one column."""
    for column in parent.columns:
        if table.column(column.name) is None:
            copy = column.copy()
            copy.comment = copy.identity = None
            table.columns.append(copy)
    table.checks.extend(c for c in parent.checks if all(c.name != mine.name for mine in table.checks))


def _like(draft: Draft, table: DraftTable, node: Node) -> None:
    original, options = _need(draft, node["relation"]), int(node.get("options", 0))
    for column in original.columns:
        copy = column.copy()
        copy.comment = column.comment if options & _LIKE_COMMENTS else None
        copy.generated = column.generated if options & _LIKE_GENERATED else None
        copy.identity = column.identity if options & _LIKE_IDENTITY else None
        copy.default = column.default if options & _LIKE_DEFAULTS else None
        table.columns.append(copy)
    if options & _LIKE_CONSTRAINTS:
        table.checks.extend(original.checks)
    if options & _LIKE_INDEXES:
        share_with_partition(draft, original, table)


def _create_foreign_table(draft: Draft, node: Node, text: Text, line: int) -> None:
    _create_table(draft, node["base"], text, line, hidden=True)


def _create_view(draft: Draft, node: Node, text: Text, line: int) -> None:
    names = strings(node.get("aliases")) or target_names(node.get("query", {}))
    query = _query_text(text, text.at(node["view"]), _CHECK_OPTION if "withCheckOption" in node else None)
    _add_view(draft, node["view"], names, query, node, line, replace=bool(node.get("replace")))


def _create_table_as(draft: Draft, node: Node, text: Text, line: int) -> None:
    into = node["into"]
    names = strings(into.get("colNames")) or target_names(node.get("query", {}))
    if node.get("objtype") == "OBJECT_MATVIEW":
        query = _query_text(text, text.at(into["rel"]), _NO_DATA)
        _add_view(draft, into["rel"], names, query, node, line, materialized=True)
    else:
        _add_derived_table(draft, into["rel"], names, line)


def _select(draft: Draft, node: Node, _text: Text, line: int) -> None:
    """`SELECT … INTO table`, or `set_config('search_path', …)`."""
    if "intoClause" in node:
        _add_derived_table(draft, node["intoClause"]["rel"], target_names(node), line)
        return
    for target in node.get("targetList", []):
        call = target["ResTarget"].get("val", {}).get("FuncCall")
        if call and strings(call["funcname"])[-1] == "set_config":
            values = [a.get("A_Const", {}).get("sval", {}).get("sval", "") for a in call.get("args", [])]
            if values and values[0] == "search_path":
                _set_path(draft, [v.strip().strip('"') for v in values[1].split(",")])


def _add_derived_table(draft: Draft, relation: Node, names: list[str], line: int) -> None:
    """CREATE TABLE AS: the table is there, and the types of its columns only the database knows."""
    schema, name = relation_parts(relation)
    temporary = relation.get("relpersistence") == "t"
    table = DraftTable("pg_temp" if temporary else draft.home(schema), name, line, hidden=temporary)
    if table.qname in draft.relations:
        raise NotUnderstoodError(f"{table.qname} exists already")
    table.columns = [DraftColumn(n, "unknown") for n in names]
    draft.add(table)
    if not temporary:
        raise NotUnderstoodError("the types of the columns come from a query")


def _query_text(text: Text, start: int, tail: re.Pattern[bytes] | None) -> str:
    begin = lexer.after_words(text.source, start, b"AS") or len(text.source)
    query = text.source[begin:]
    if tail is not None:
        query = tail.sub(b"", query)
    return query.decode("utf-8", "replace").strip()


def _add_view(
    draft: Draft,
    relation: Node,
    names: list[str],
    query: str,
    node: Node,
    line: int,
    *,
    replace: bool = False,
    materialized: bool = False,
) -> None:
    schema, name = relation_parts(relation)
    temporary = relation.get("relpersistence") == "t"
    view = DraftTable("pg_temp" if temporary else draft.home(schema), name, line, hidden=temporary)
    existing = draft.relations.get(view.qname)
    if existing is not None:
        if node.get("if_not_exists"):
            return
        if not (replace and existing.is_view):
            raise NotUnderstoodError(f"{view.qname} exists already")
        comments = {c.name: c.comment for c in existing.columns}
        existing.line, view = line, existing
    else:
        comments = {}
        draft.add(view)
    view.query, view.materialized = query, materialized
    view.columns = [DraftColumn(n, "unknown", comment=comments.get(n)) for n in names]
    found = [draft.find(*relation_parts(r)) for r in nodes_of(node.get("query"), "RangeVar")]
    view.reads = [r for r in dict.fromkeys(found) if r is not None and r is not view]


def _create_index(draft: Draft, node: Node, text: Text, _line: int) -> None:
    table = _need(draft, node["relation"])
    index = read_index(draft, table, node, text)
    if node.get("if_not_exists") and any(i.name == index.name for i in table.indexes):
        return
    table.indexes.append(index)
    if node["relation"].get("inh"):
        for child in table.children:
            if child.partition_of is table:
                share_with_partition(draft, table, child)


def _create_schema(draft: Draft, node: Node, text: Text, line: int) -> None:
    name = node.get("schemaname") or node.get("authrole", {}).get("rolename", "public")
    draft.schemas.setdefault(name, None)
    before = draft.search_path
    draft.search_path = [name, *before]
    try:
        for element in node.get("schemaElts", []):
            kind, inner = next(iter(element.items()))
            if kind in _APPLY:
                _APPLY[kind](draft, inner, text, line)
    finally:
        draft.search_path = before


def _add_type(draft: Draft, names: list[str], kind: str, labels: list[str] | None = None) -> DraftType:
    schema = draft.home(names[-2] if len(names) > 1 else None)
    if QName(schema, names[-1]) in draft.types:
        raise NotUnderstoodError(f"type {schema}.{names[-1]} exists already")
    draft.schemas.setdefault(schema, None)
    made = DraftType(schema, names[-1], kind, labels or [])
    draft.types[QName(made.schema, made.name)] = made
    return made


def _create_enum(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    _add_type(draft, strings(node["typeName"]), "enum", strings(node.get("vals")))


def _create_domain(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    _add_type(draft, strings(node["domainname"]), "domain")


def _create_range(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    _add_type(draft, strings(node["typeName"]), "range")


def _create_composite(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    schema, name = relation_parts(node["typevar"])
    made = _add_type(draft, [schema, name] if schema else [name], "composite")
    for element in node.get("coldeflist", []):
        definition = element["ColumnDef"]
        made.columns.append(DraftColumn(definition["colname"], *read_type(draft, definition["typeName"])))


def _define(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    """CREATE TYPE of a base type or shell; aggregates and operators are none of ours."""
    if node.get("kind") == "OBJECT_TYPE":
        names = strings(node["defnames"])
        if draft.find_type(names[-2] if len(names) > 1 else None, names[-1]) is None:
            _add_type(draft, names, "base")


def _alter_enum(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    names = strings(node["typeName"])
    kind = draft.find_type(names[-2] if len(names) > 1 else None, names[-1])
    if kind is None:
        raise NotUnderstoodError(f"no type {'.'.join(names)}")
    if "oldVal" in node:
        kind.labels = [node["newVal"] if label == node["oldVal"] else label for label in kind.labels]
        return
    if node["newVal"] in kind.labels:
        return
    neighbour = node.get("newValNeighbor")
    place = len(kind.labels)
    if neighbour in kind.labels:
        place = kind.labels.index(neighbour) + (1 if node.get("newValIsAfter") else 0)
    kind.labels.insert(place, node["newVal"])


def _set(draft: Draft, node: Node, _text: Text, _line: int) -> None:
    if node.get("name") == "search_path":
        values = [a.get("A_Const", {}).get("sval", {}).get("sval", "") for a in node.get("args", [])]
        _set_path(draft, values if node.get("kind") == "VAR_SET_VALUE" else ["public"])


def _set_path(draft: Draft, names: list[str]) -> None:
    draft.search_path = [n for n in names if n and n not in ("$user", "pg_catalog")]


_APPLY: dict[str, Callable[[Draft, Node, Text, int], None]] = {
    "CreateStmt": _create_table,
    "CreateForeignTableStmt": _create_foreign_table,
    "CreateTableAsStmt": _create_table_as,
    "SelectStmt": _select,
    "ViewStmt": _create_view,
    "IndexStmt": _create_index,
    "CreateSchemaStmt": _create_schema,
    "CreateEnumStmt": _create_enum,
    "CreateDomainStmt": _create_domain,
    "CreateRangeStmt": _create_range,
    "CompositeTypeStmt": _create_composite,
    "DefineStmt": _define,
    "AlterEnumStmt": _alter_enum,
    "AlterTableStmt": alter_table,
    "RenameStmt": rename,
    "AlterObjectSchemaStmt": change_schema,
    "DropStmt": drop,
    "CommentStmt": comment,
    "VariableSetStmt": _set,
}
