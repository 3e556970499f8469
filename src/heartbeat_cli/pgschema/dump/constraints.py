"""Constraints of columns and tables → drafts."""

from dataclasses import replace

from ..names import QName
from ..quoting import quote_if_needed
from ..settings import changed
from . import lexer
from .clauses import (
    NotUnderstoodError,
    SourceText,
    columns_in,
    dotted,
    need_column,
    note_name,
    relation_parts,
    set_default,
)
from .draft import DraftDatabase
from .indexes import key_expression, key_labels, key_options
from .naming import constraint_name, relation_name
from .objects import (
    DraftCheck,
    DraftColumn,
    DraftExclusion,
    DraftKey,
    DraftTable,
    DraftUnique,
)
from .parse import Node
from .sequences import add_identity
from .storage import index_settings
from .typenames import strings

_ACTIONS = {"r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}
_USUAL_WORDS = """
    contype conname is_enforced initially_valid location pktable fk_attrs pk_attrs fk_matchtype fk_upd_action
    fk_del_action
"""
_USUAL_KEY = frozenset(_USUAL_WORDS.split())
_MATCHES = {"f": "full", "p": "partial"}
_Constraint = DraftKey | DraftUnique | DraftCheck | DraftExclusion


def apply_column_constraints(
    draft: DraftDatabase, table: DraftTable, column: DraftColumn, node: Node, text: SourceText
) -> None:
    """Everything that stands behind a column's type: default, identity, NOT NULL, keys, checks."""
    if "constraints" not in node:
        return
    constraints = [c["Constraint"] for c in node["constraints"]]
    places = sorted(text.at(c) for c in [*constraints, *([node["collClause"]] if "collClause" in node else [])])
    last: _Constraint | None = None
    for constraint in constraints:
        kind, here = constraint["contype"], text.at(constraint)
        if kind == "CONSTR_NOTNULL":
            set_not_null(table, column, constraint)
            note_name(draft, constraint)
        elif kind == "CONSTR_NULL":
            column.nullable = True
        elif kind == "CONSTR_DEFAULT":
            start = text.after(here, b"DEFAULT") or here
            end = min([lexer.end_of_item(text.source, start), *(p for p in places if p > start)])
            set_default(draft, column, constraint.get("raw_expr"), text.cut(start, end))
        elif kind == "CONSTR_IDENTITY":
            add_identity(draft, table, column, constraint.get("generated_when"), constraint.get("options", []))
        elif kind == "CONSTR_GENERATED":
            column.generated = text.inside_parenthesis(here)
            column.virtual = constraint.get("generated_kind") == "v"
        elif kind.startswith("CONSTR_ATTR_"):
            _qualify(last, kind)
        else:
            last = apply_constraint(draft, table, constraint, text, column.name)


def _qualify(constraint: _Constraint | None, word: str) -> None:
    """`DEFERRABLE`, `NOT ENFORCED` and the like behind a column's constraint."""
    if isinstance(constraint, DraftKey | DraftUnique):
        constraint.initially_deferred |= word == "CONSTR_ATTR_DEFERRED"
        constraint.deferrable |= word in ("CONSTR_ATTR_DEFERRABLE", "CONSTR_ATTR_DEFERRED")
    if isinstance(constraint, DraftKey | DraftCheck) and word == "CONSTR_ATTR_NOT_ENFORCED":
        constraint.valid = constraint.enforced = False


def set_not_null(table: DraftTable, column: DraftColumn, node: Node) -> None:
    """NOT NULL for a column, and for those that inherit it."""
    inherits = not node.get("is_no_inherit")
    said = [w for w, is_so in (("no inherit", not inherits), ("not valid", node.get("skip_validation"))) if is_so]
    column.settings = changed(column.settings, "not null", ", ".join(said) or None)
    for each in [table, *(table.descendants() if inherits else [])]:
        found = each.column(column.name)
        if found is not None:
            found.nullable = False
    column.not_null, column.not_null_inherits = node.get("conname"), inherits


def apply_constraint(
    draft: DraftDatabase, table: DraftTable, node: Node, text: SourceText, column: str | None = None
) -> _Constraint | None:
    """A table constraint, or (with `column`) one that stands behind a column."""
    kind = node["contype"]
    if kind in ("CONSTR_PRIMARY", "CONSTR_UNIQUE"):
        return _apply_unique(draft, table, node, column)
    if kind == "CONSTR_FOREIGN":
        return _apply_key(draft, table, node, column)
    if kind == "CONSTR_CHECK":
        return _apply_check(table, node, text)
    if kind == "CONSTR_EXCLUSION":
        return _apply_exclusion(draft, table, node, text)
    if kind == "CONSTR_NOTNULL":
        for name in strings(node.get("keys")):
            set_not_null(table, need_column(table, name), node)
        note_name(draft, node)
        return None
    raise NotUnderstoodError(f"a constraint of an unknown kind ({kind})")


def _apply_key(draft: DraftDatabase, table: DraftTable, node: Node, column: str | None) -> DraftKey:
    columns = [column] if column else strings(node.get("fk_attrs"))
    for each in columns:
        need_column(table, each)
    schema, name = relation_parts(node["pktable"])
    target = draft.find(schema, name)
    targets = strings(node.get("pk_attrs"))
    if target is not None and not targets and target.primary_key:
        targets = list(target.primary_key.columns)
    bound = target if target is not None else QName(draft.home(schema), name)
    key = DraftKey(
        table,
        columns,
        bound,
        targets,
        node.get("conname") or constraint_name(table, columns, "fkey"),
        _ACTIONS.get(node.get("fk_del_action", ""), "no action"),
        _ACTIONS.get(node.get("fk_upd_action", ""), "no action"),
    )
    if node.get("fk_matchtype") != "s" or not (node.get("is_enforced") and _USUAL_KEY.issuperset(node)):
        _qualify_key(key, node)
    draft.bind(key, bound)
    table.foreign_keys.append(key)
    return key


def _qualify_key(key: DraftKey, node: Node) -> None:
    """What most references do not say."""
    key.deferrable, key.initially_deferred = bool(node.get("deferrable")), bool(node.get("initdeferred"))
    key.match = _MATCHES.get(node.get("fk_matchtype", ""), "simple")
    key.set_columns, key.period = strings(node.get("fk_del_set_cols")), bool(node.get("fk_with_period"))
    key.valid, key.enforced = not node.get("skip_validation"), _is_enforced(node)


def _is_enforced(node: Node) -> bool:
    """A constraint behind a column says NOT ENFORCED in a node of its own, which comes after."""
    return bool(node.get("is_enforced"))


def _apply_check(table: DraftTable, node: Node, text: SourceText) -> DraftCheck:
    used = columns_in(node.get("raw_expr"), table)
    name = node.get("conname") or constraint_name(table, used if len(used) == 1 else None, "check")
    check = DraftCheck(text.inside_parenthesis(text.at(node)), name, tuple(used))
    check.no_inherit = bool(node.get("is_no_inherit"))
    check.valid, check.enforced = not node.get("skip_validation"), _is_enforced(node)
    table.checks = [c for c in table.checks if c.name != name] + [check]
    if not check.no_inherit:
        for child in table.descendants():
            if all(c.name != name for c in child.checks):
                child.checks.append(replace(check, comment=None, local=False))
    return check


def _apply_exclusion(draft: DraftDatabase, table: DraftTable, node: Node, text: SourceText) -> DraftExclusion:
    pairs = [e["List"]["items"] for e in node.get("exclusions", [])]
    elements = [p[0]["IndexElem"] for p in pairs]
    opening = lexer.parenthesis(text.source, text.after(text.at(node), b"EXCLUDE") or 0) or (0, 0)
    places = lexer.items(text.source, *opening)
    keys = [
        e["name"] if "name" in e else key_expression(text, *place) for e, place in zip(elements, places, strict=False)
    ]
    where = None
    if "where_clause" in node:
        where = text.inside_parenthesis(text.after(opening[1] + 1, b"WHERE") or opening[1] + 1)
    exclusion = DraftExclusion(
        [(k, _operator(strings(p[1]["List"]["items"]))) for k, p in zip(keys, pairs, strict=True)],
        ["name" in e for e in elements],
        key_labels(elements),
        node.get("conname", ""),
        node.get("access_method", "gist"),
        where,
        {*columns_in([elements, node.get("where_clause")], table), *(e["name"] for e in elements if "name" in e)},
        key_options(elements, node.get("access_method", "gist"), table),
        strings(node.get("including")),
        bool(node.get("deferrable")),
        bool(node.get("initdeferred")),
        index_settings(draft, node.get("options"), node.get("indexspace")),
    )
    if not exclusion.name:
        exclusion.name = relation_name(draft, table, exclusion.labels, "excl")
    table.exclusions.append(exclusion)
    draft.add_index(table, exclusion)
    return exclusion


def _operator(names: list[str]) -> str:
    schema, name = dotted(names)
    return name if schema in (None, "pg_catalog") else f"OPERATOR({quote_if_needed(schema or '')}.{name})"


def _apply_unique(draft: DraftDatabase, table: DraftTable, node: Node, column: str | None) -> DraftUnique:
    primary = node["contype"] == "CONSTR_PRIMARY"
    if primary and table.primary_key is not None:
        raise NotUnderstoodError(f"{table.qname} has a primary key already")
    if "indexname" in node:
        key = _take_index(table, node)
    else:
        columns = [column] if column else strings(node.get("keys"))
        key = DraftUnique(
            columns,
            node.get("conname", ""),
            include=strings(node.get("including")),
            nulls_distinct=not node.get("nulls_not_distinct"),
            without_overlaps=bool(node.get("without_overlaps")),
            settings=index_settings(draft, node.get("options"), node.get("indexspace")),
        )
    key.deferrable, key.initially_deferred = bool(node.get("deferrable")), bool(node.get("initdeferred"))
    for each in key.columns:
        need_column(table, each)
    if not key.name:
        named = None if primary else key.columns + key.include
        key.name = relation_name(draft, table, named, "pkey" if primary else "key")
    if primary:
        table.primary_key = key
        require(table, key.columns)
    else:
        table.unique_keys.append(key)
    draft.add_index(table, key)
    return key


def require(table: DraftTable, columns: list[str]) -> None:
    """A primary key's columns are not null, here and where they are inherited."""
    for each in [table, *table.descendants()]:
        for name in columns:
            found = each.column(name)
            if found is not None:
                found.nullable = False


def _take_index(table: DraftTable, node: Node) -> DraftUnique:
    """USING INDEX: the index becomes the constraint's, and takes its name."""
    index = next((i for i in table.indexes if i.name == node["indexname"]), None)
    if index is None:
        raise NotUnderstoodError(f"no index {node['indexname']} on {table.qname}")
    table.indexes.remove(index)
    name = node.get("conname") or index.name
    return DraftUnique(
        list(index.keys),
        name,
        list(index.include),
        index.nulls_distinct,
        settings=index.settings,
        comment=index.comment,
    )
