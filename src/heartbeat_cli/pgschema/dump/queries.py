"""A query → its columns, the relations it reads and the columns it uses.

What PostgreSQL's analyser does, as far as names go: FROM items make a scope, `*` is expanded from it, every column
reference is looked up in it. Of types only those are told that a reference, a cast, a literal or a well-known function
gives away.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..names import QName
from .clauses import read_type, relation_parts
from .draft import DraftDatabase
from .objects import DraftColumn, DraftTable
from .parse import Node
from .results import (
    UNKNOWN,
    Kind,
    Output,
    binary_kind,
    call_kind,
    constant_kind,
    figure_name,
    set_columns,
)
from .typenames import strings

_SYSTEM = frozenset(("pg_catalog", "information_schema"))


@dataclass(eq=False, slots=True)
class FromItem:
    """One of FROM; `columns` is None where only the database knows them."""

    name: str | None
    columns: list[Output] | None
    relation: DraftTable | None = None


@dataclass(eq=False, slots=True)
class QueryScope:
    """What names mean inside one SELECT. `merged` are the columns that USING and NATURAL made one."""

    outer: "QueryScope | None"
    ctes: dict[str, list[Output] | None]
    items: list[FromItem] = field(default_factory=list)
    merged: dict[str, Output] = field(default_factory=dict)
    star: list[Output] | None = field(default_factory=list)

    def find(self, name: str) -> tuple[Output | None, bool]:
        """The column of that bare name, and whether an item of unknown columns may have it."""
        scope: QueryScope | None = self
        while scope is not None:
            if name in scope.merged:
                return scope.merged[name], True
            found = [c for s in scope.items for c in s.columns or () if c.name == name]
            if found:
                return found[0], True
            if any(s.columns is None for s in scope.items):
                return None, True
            scope = scope.outer
        return None, False

    def item(self, name: str, schema: str | None = None) -> FromItem | None:
        """What FROM calls so, here or in a query around this one."""
        scope: QueryScope | None = self
        while scope is not None:
            for source in scope.items:
                if source.name == name and (schema is None or (source.relation and source.relation.schema == schema)):
                    return source
            scope = scope.outer
        return None


class QueryReader:
    """One query, analysed. `columns` is None where only the database would know them."""

    def __init__(self, draft: DraftDatabase, tree: Node) -> None:
        self._draft = draft
        self.reads: dict[DraftTable | QName, None] = {}
        self.uses: set[DraftColumn] = set()
        self._selected: dict[int, list[Output] | None] = {}
        self.columns = self._select(tree.get("SelectStmt", tree), None, {}) if tree else None

    # One SELECT

    def _select(
        self, node: Node, outer: QueryScope | None, ctes: dict[str, list[Output] | None]
    ) -> list[Output] | None:
        """The columns of a SELECT. Each is analysed once: what is nested is asked for again at every level above."""
        if id(node) not in self._selected:
            self._selected[id(node)] = self._analyse(node, outer, ctes)
        return self._selected[id(node)]

    def _analyse(
        self, node: Node, outer: QueryScope | None, ctes: dict[str, list[Output] | None]
    ) -> list[Output] | None:
        if "withClause" in node:
            ctes = self._with(node["withClause"], outer, dict(ctes))
        scope = QueryScope(outer, ctes)
        if "larg" in node:
            left, right = self._select(node["larg"], outer, ctes), self._select(node["rarg"], outer, ctes)
            outputs = _united(left, right)
        elif "valuesLists" in node:
            outputs = self._values(node["valuesLists"], scope)
        else:
            for item in node.get("fromClause", []):
                columns = self._from(item, scope)
                scope.star = None if columns is None or scope.star is None else scope.star + columns
            outputs = self._targets(node.get("targetList", []), scope)
        parts = ("whereClause", "groupClause", "havingClause", "windowClause", "distinctClause", "sortClause")
        self._visit([node.get(p) for p in (*parts, "limitCount", "limitOffset")], scope)
        return outputs

    def _with(
        self, node: Node, outer: QueryScope | None, ctes: dict[str, list[Output] | None]
    ) -> dict[str, list[Output] | None]:
        for item in node.get("ctes", []):
            cte = item["CommonTableExpr"]
            name, aliases = cte["ctename"], strings(cte.get("aliascolnames"))
            query = cte["ctequery"].get("SelectStmt")
            if query is None:
                ctes[name] = None
                continue
            if node.get("recursive") and "larg" in query:
                ctes[name] = _renamed(self._select(query["larg"], outer, ctes), aliases)
            columns = _renamed(self._select(query, outer, ctes), aliases)
            extra = [cte.get("search_clause", {}).get("search_seq_column")]
            extra += [cte.get("cycle_clause", {}).get(k) for k in ("cycle_mark_column", "cycle_path_column")]
            ctes[name] = columns and columns + [Output(e) for e in extra if e]
        return ctes

    def _values(self, rows: list[Node], scope: QueryScope) -> list[Output]:
        self._visit(rows, scope)
        first = rows[0]["List"]["items"]
        return [Output(f"column{n}", self.kind(value, scope)) for n, value in enumerate(first, 1)]

    def _targets(self, targets: list[Node], scope: QueryScope) -> list[Output] | None:
        self._visit(targets, scope)
        outputs: list[Output] | None = []
        for target in (t["ResTarget"] for t in targets):
            value = target.get("val", {})
            fields = value.get("ColumnRef", {}).get("fields") or []
            if fields and "A_Star" in fields[-1]:
                expanded = self._star(strings(fields[:-1]), scope)
            else:
                name = target.get("name") or figure_name(value)
                expanded = [Output(name, self.kind(value, scope), self._origin(value, scope))]
            outputs = None if expanded is None or outputs is None else outputs + expanded
        return outputs

    def _star(self, names: list[str], scope: QueryScope) -> list[Output] | None:
        if not names:
            found = scope.star
        else:
            source = scope.item(names[-1], names[-2] if len(names) > 1 else None)
            found = source.columns if source else None
        self.uses.update(c.origin for c in found or () if c.origin is not None)
        return found

    # FROM

    def _from(self, item: Node, scope: QueryScope) -> list[Output] | None:
        """Add one FROM item to the scope; its columns as `*` gives them."""
        kind, node = next(iter(item.items()))
        if kind == "RangeVar":
            return self._range(node, scope)
        if kind == "RangeTableSample":
            self._visit(node.get("args"), scope)
            return self._from(node["relation"], scope)
        if kind == "JoinExpr":
            return self._join(node, scope)
        alias = node.get("alias", {})
        if kind == "RangeSubselect":
            outer = scope if node.get("lateral") else scope.outer
            columns = self._select(node["subquery"].get("SelectStmt", {}), outer, scope.ctes)
        else:
            self._visit(node, scope)
            columns = set_columns(self._draft, kind, node)
        columns = _renamed(columns, strings(alias.get("colnames")))
        scope.items.append(FromItem(alias.get("aliasname") or _function_name(node), columns))
        return columns

    def _range(self, node: Node, scope: QueryScope) -> list[Output] | None:
        schema, name = relation_parts(node)
        alias = node.get("alias", {})
        aliases = strings(alias.get("colnames"))
        relation: DraftTable | None = None
        columns: list[Output] | None = None
        if schema is None and name in scope.ctes:
            columns = scope.ctes[name]
        else:
            relation = self._draft.find(schema, name)
            if relation is not None:
                self.reads[relation] = None
                columns = [Output(c.name, _kind_of(c), c) for c in relation.columns] or None
            elif schema is not None and schema not in _SYSTEM:
                self.reads[QName(schema, name)] = None
        columns = _renamed(columns, aliases)
        scope.items.append(FromItem(alias.get("aliasname") or name, columns, relation))
        return columns

    def _join(self, node: Node, scope: QueryScope) -> list[Output] | None:
        first = len(scope.items)
        left, right = self._from(node["larg"], scope), self._from(node["rarg"], scope)
        self._visit(node.get("quals"), scope)
        names = strings(node.get("usingClause"))
        columns: list[Output] | None = None
        if left is not None and right is not None:
            if node.get("isNatural"):
                there = {c.name for c in right}
                names = [c.name for c in left if c.name in there]
            columns = self._merge(left, right, names, str(node.get("jointype", "")), scope)
        alias = node.get("alias")
        if alias:
            columns = _renamed(columns, strings(alias.get("colnames")))
            inner = scope.items[first:]
            scope.items[first:] = [FromItem(alias["aliasname"], columns)]
            for source in inner:
                for column in source.columns or ():
                    scope.merged.pop(column.name, None)
        return columns

    def _merge(
        self, left: list[Output], right: list[Output], names: list[str], how: str, scope: QueryScope
    ) -> list[Output]:
        one = {c.name: c for c in reversed(left)}
        other = {c.name: c for c in reversed(right)}
        shared = [n for n in names if n in one and n in other]
        merged = []
        for name in shared:
            self.uses.update(c.origin for c in (one[name], other[name]) if c.origin is not None)
            chosen = other[name] if how == "JOIN_RIGHT" else one[name]
            # Of two types the column has the one both can be made into, which only the database knows.
            merged.append(chosen if one[name].kind == other[name].kind else Output(name))
        scope.merged.update({c.name: c for c in merged})
        rest = [c for c in left if c.name not in shared] + [c for c in right if c.name not in shared]
        return merged + rest

    # Expressions

    def _visit(self, tree: Any, scope: QueryScope) -> None:
        """Everything below `tree`: note the columns used, go into subqueries. Without recursion: chains are deep."""
        stack = [tree]
        while stack:
            here = stack.pop()
            if isinstance(here, list):
                stack.extend(here)
            elif isinstance(here, dict):
                for key, value in here.items():
                    if key == "ColumnRef":
                        found = self._lookup(value, scope)
                        if found is not None and found.origin is not None:
                            self.uses.add(found.origin)
                    elif key == "SelectStmt":
                        self._select(value, scope, scope.ctes)
                    elif isinstance(value, dict | list):
                        stack.append(value)

    def _lookup(self, reference: Node, scope: QueryScope) -> Output | None:
        fields = reference.get("fields", [])
        if not fields or "String" not in fields[-1]:
            return None
        names = strings([f for f in fields if "String" in f])
        if len(names) == 1:
            found, _ = scope.find(names[0])
            if found is not None:
                return found
            source = scope.item(names[0])
            return Output(names[0], (source.relation, "")) if source and source.relation else None
        source = scope.item(names[-2], names[-3] if len(names) > 2 else None)
        columns = (source.columns if source else None) or ()
        return next((c for c in columns if c.name == names[-1]), None)

    def _origin(self, value: Node, scope: QueryScope) -> DraftColumn | None:
        found = self._lookup(value["ColumnRef"], scope) if "ColumnRef" in value else None
        return found.origin if found else None

    def kind(self, value: Node, scope: QueryScope) -> Kind:
        """The type of an expression, UNKNOWN where only the database knows it."""
        if not value:
            return UNKNOWN
        what, node = next(iter(value.items()))
        if what == "ColumnRef":
            found = self._lookup(node, scope)
            return found.kind if found else UNKNOWN
        if what == "TypeCast":
            return read_type(self._draft, node["typeName"])
        if what == "CollateClause":
            return self.kind(node.get("arg", {}), scope)
        if what == "SubLink":
            return self._sublink(node, scope)
        if what in ("CoalesceExpr", "MinMaxExpr"):
            return _common(self.kind(a, scope) for a in node.get("args", []) if not _is_null(a))
        if what == "CaseExpr":
            results = [a["CaseWhen"].get("result", {}) for a in node.get("args", [])] + [node.get("defresult", {})]
            return _common(self.kind(r, scope) for r in results if r and not _is_null(r))
        if what == "FuncCall":
            return call_kind(node, [self.kind(a, scope) for a in node.get("args", [])[:1]])
        if what == "A_Expr":
            return binary_kind(node)
        return constant_kind(what, node)

    def _sublink(self, node: Node, scope: QueryScope) -> Kind:
        link = node.get("subLinkType")
        if link not in ("EXPR_SUBLINK", "ARRAY_SUBLINK"):
            return "boolean", ""
        columns = self._select(node["subselect"].get("SelectStmt", {}), scope, scope.ctes)
        if not columns or columns[0].kind[0] is None:
            return UNKNOWN
        return (columns[0].kind[0], "[]") if link == "ARRAY_SUBLINK" else columns[0].kind


def _kind_of(column: DraftColumn) -> Kind:
    return UNKNOWN if column.type == "unknown" else (column.type, column.suffix)


def _function_name(node: Node) -> str | None:
    """A function in FROM without an alias goes by its own name."""
    functions = node.get("functions") or [{}]
    return figure_name(functions[0].get("List", {}).get("items", [{}])[0]) if functions[0] else None


def _is_null(value: Node) -> bool:
    return bool(value.get("A_Const", {}).get("isnull"))


def _common(kinds: Iterable[Kind]) -> Kind:
    found = list(kinds)
    return found[0] if found and all(k == found[0] for k in found) else UNKNOWN


def _renamed(columns: list[Output] | None, names: list[str]) -> list[Output] | None:
    """The columns under an alias's names; an alias may name fewer than there are."""
    if not names:
        return columns
    if columns is None:
        return [Output(n) for n in names]
    kept = [Output(n, c.kind, c.origin) for n, c in zip(names, columns, strict=False)]
    return kept + columns[len(kept) :] + [Output(n) for n in names[len(columns) :]]


def _united(left: list[Output] | None, right: list[Output] | None) -> list[Output] | None:
    """UNION and its kin: the names of the first, a type where both have it (or a bare NULL has none)."""
    if left is None or right is None or len(left) != len(right):
        return left
    return [Output(a.name, a.kind if a.kind == b.kind else UNKNOWN) for a, b in zip(left, right, strict=True)]
