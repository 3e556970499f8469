"""The tree of PostgreSQL's grammar -> a query as values. Views are read as the queries they are, down to tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.metrics.reading import Node, copied, names_of, parse, walk
from heartbeat_cli.metrics.shape.expressions import conjuncts, function_name, is_star, nodes_inside
from heartbeat_cli.metrics.shape.select import Predicate, Relation, Select, Selected, Shape, functions_in
from heartbeat_cli.pgschema import QName

_JOINS: Final = {"JOIN_INNER": "inner", "JOIN_LEFT": "left", "JOIN_RIGHT": "right", "JOIN_FULL": "full"}


def read_shape(sql: str, views: Mapping[QName, Node] | None = None) -> Shape:
    """The shape of SQL that the guard let pass. `views` are the trees of views, with tables named as in the marts.

    Raises InvalidFileError where it is not SQL.
    """
    return shape_of(parse(sql)[0]["stmt"], views) if views else _shape_without_views(sql)


@lru_cache(maxsize=1024)
def _shape_without_views(sql: str) -> Shape:
    """Guard and rules ask for the same."""
    return shape_of(parse(sql)[0]["stmt"])


def shape_of(statement: Node, views: Mapping[QName, Node] | None = None) -> Shape:
    """The same of a statement that is parsed."""
    reader = _Reader(views or {})
    root = reader.select(statement["SelectStmt"], {})
    return Shape(root, tuple(reader.selects), reader.around, reader.subqueries)


def parse_view(query: str, datasets: Mapping[str, str]) -> Node | None:
    """The tree of a view's query, its tables named as in the marts; None where it cannot be read."""
    try:
        statements = parse(query)
    except InvalidFileError:
        return None
    tree = copied(statements[0]["stmt"]) if len(statements) == 1 else {}
    if "SelectStmt" not in tree:
        return None
    for kind, node in walk(tree):
        if kind == "RangeVar" and node.get("schemaname") in datasets:
            node["schemaname"] = datasets[node["schemaname"]]
    return tree


@dataclass(slots=True)
class _Reader:
    views: Mapping[QName, Node]
    selects: list[Select] = field(default_factory=list)
    around: dict[Select, Select] = field(default_factory=dict)
    subqueries: dict[int, Select] = field(default_factory=dict)
    named: dict[int, Select] = field(default_factory=dict)
    expanding: tuple[QName, ...] = ()

    def select(self, node: Node, ctes: Mapping[str, Any]) -> Select:
        ctes = self._with(node.get("withClause", {}), ctes)
        if "larg" in node:
            made = self._set_operation(node, ctes)
        elif "valuesLists" in node:
            made = self._values(node, ctes)
        else:
            made = self._plain(node, ctes)
        self.selects.append(made)
        return made

    def _with(self, clause: Node, outer: Mapping[str, Any]) -> Mapping[str, Any]:
        """What names mean behind a WITH: each the node of its query, and what names mean in it."""
        visible = dict(outer)
        for entry in clause.get("ctes", ()):
            cte = entry["CommonTableExpr"]
            own = {**visible, cte["ctename"]: None} if clause.get("recursive") else dict(visible)
            columns = tuple(names_of(cte.get("aliascolnames", [])))
            visible[cte["ctename"]] = (cte["ctequery"]["SelectStmt"], own, columns)
        return visible

    def _set_operation(self, node: Node, ctes: Mapping[str, Any]) -> Select:
        branches = tuple(self.select(node[side], ctes) for side in ("larg", "rarg"))
        made = Select(
            branches=branches,
            outputs=branches[0].outputs,
            distinct=not node.get("all", False),
            operation=node["op"].removeprefix("SETOP_") + (" ALL" if node.get("all") else ""),
            limit=node.get("limitCount"),
            offset=node.get("limitOffset"),
            order_by=_sorted_by(node),
        )
        self.around.update(dict.fromkeys(branches, made))
        return made

    def _values(self, node: Node, ctes: Mapping[str, Any]) -> Select:
        rows = tuple(tuple(row["List"]["items"]) for row in node["valuesLists"])
        outputs = tuple(Selected(f"column{index}", value, 0) for index, value in enumerate(rows[0], 1))
        made = Select(rows=rows, outputs=outputs, limit=node.get("limitCount"))
        for row in rows:
            self._subqueries(row, made, ctes)
        return made

    def _plain(self, node: Node, ctes: Mapping[str, Any]) -> Select:
        relations: list[Relation] = []
        conditions: list[Predicate] = []
        for item in node.get("fromClause", ()):
            self._from(item, "inner", relations, conditions, ctes)
        conditions += [Predicate(value) for value in conjuncts(node.get("whereClause"))]
        distinct = [each for each in node.get("distinctClause", ()) if each]
        made = Select(
            relations=tuple(relations),
            outputs=tuple(_output(target["ResTarget"]) for target in node.get("targetList", ())),
            conditions=tuple(conditions),
            group_by=tuple(node.get("groupClause", ())),
            having=node.get("havingClause"),
            order_by=_sorted_by(node),
            distinct="distinctClause" in node and not distinct,
            distinct_on=tuple(distinct),
            limit=node.get("limitCount"),
            offset=node.get("limitOffset"),
        )
        self.around.update({r.query: made for r in relations if r.query is not None})
        self._subqueries([c.value for c in conditions], made, ctes)
        self._subqueries([*made.values(), *made.group_by, *functions_in(relations)], made, ctes)
        return made

    def _subqueries(self, values: Any, around: Select, ctes: Mapping[str, Any]) -> None:
        for value in values:
            for link in (node for kind, node in nodes_inside(value) if kind == "SubLink"):
                if id(link["subselect"]) not in self.subqueries:
                    inner = self.select(link["subselect"]["SelectStmt"], ctes)
                    self.subqueries[id(link["subselect"])] = inner
                    self.around[inner] = around

    def _from(
        self, item: Node, joined: str, relations: list[Relation], conditions: list[Predicate], ctes: Mapping[str, Any]
    ) -> None:
        (kind, node), *_ = item.items()
        if kind == "JoinExpr":
            self._join(node, joined, relations, conditions, ctes)
        elif kind == "RangeVar":
            relations.append(self._named(node, joined, ctes))
        elif kind == "RangeSubselect":
            alias, columns = _alias(node)
            query = self.select(node["subquery"]["SelectStmt"], ctes)
            at = _first_place(node["subquery"])
            relations.append(Relation(alias, at, query=query, columns=columns, joined=joined))
        elif kind == "RangeFunction":
            alias, columns = _alias(node)
            calls = tuple(entry["List"]["items"][0] for entry in node["functions"])
            name = alias or next((function_name(c["FuncCall"]) for c in calls if "FuncCall" in c), "")
            at = _first_place({"functions": list(calls)})
            relations.append(Relation(name, at, functions=calls, columns=columns, joined=joined))

    def _join(
        self, node: Node, joined: str, relations: list[Relation], conditions: list[Predicate], ctes: Mapping[str, Any]
    ) -> None:
        kind = _JOINS.get(node["jointype"], "inner")
        before = len(relations)
        self._from(node["larg"], joined, relations, conditions, ctes)
        left = relations[before:]
        middle = len(relations)
        self._from(node["rarg"], kind if joined == "inner" else joined, relations, conditions, ctes)
        right = relations[middle:]
        outer = kind != "inner"
        conditions += [Predicate(value, outer) for value in conjuncts(node.get("quals"))]
        if left and right:
            for name in names_of(node.get("usingClause", [])):
                conditions.append(Predicate(_same(left[-1].alias, right[-1].alias, name, right[-1].at), outer))
            if node.get("isNatural"):
                conditions.append(Predicate(_natural(left[-1].alias, right[-1].alias, right[-1].at), outer))

    def _named(self, node: Node, joined: str, ctes: Mapping[str, Any]) -> Relation:
        schema = ".".join(node[part] for part in ("catalogname", "schemaname") if part in node)
        name = QName(schema, node["relname"])
        alias, columns = _alias(node)
        alias, at = alias or name.name, max(node.get("location", 0), 0)
        if not schema and name.name in ctes:
            found = ctes[name.name]
            if found is None:
                return Relation(alias, at, columns=columns, joined=joined, recursive=True)
            query, own, named = found
            # A WITH that is read from many places is still one query.
            if id(query) not in self.named:
                self.named[id(query)] = self.select(query, own)
            return Relation(alias, at, query=self.named[id(query)], columns=columns or named, joined=joined)
        view = self.views.get(name)
        if view is not None and name not in self.expanding:
            self.expanding = (*self.expanding, name)
            query_of_view = self.select(_moved(view, at)["SelectStmt"], {})
            self.expanding = self.expanding[:-1]
            return Relation(alias, at, table=name, query=query_of_view, columns=columns, joined=joined)
        return Relation(alias, at, table=name, columns=columns, joined=joined)


def _alias(node: Node) -> tuple[str, tuple[str, ...]]:
    alias = node.get("alias", {})
    return alias.get("aliasname", ""), tuple(names_of(alias.get("colnames", [])))


def _sorted_by(node: Node) -> tuple[Node, ...]:
    return tuple(entry["SortBy"]["node"] for entry in node.get("sortClause", ()))


def _output(target: Node) -> Selected:
    value = target.get("val", {})
    at = max(target.get("location", 0), 0)
    if is_star(value):
        return Selected("*", None, at)
    return Selected(target.get("name") or _usual_name(value), value, at)


def _usual_name(value: Node) -> str:
    """The name PostgreSQL gives a column that is given none."""
    if "ColumnRef" in value:
        return names_of(value["ColumnRef"]["fields"])[-1]
    if "FuncCall" in value:
        return function_name(value["FuncCall"])
    if "TypeCast" in value:
        return _usual_name(value["TypeCast"]["arg"])
    return {"CoalesceExpr": "coalesce", "CaseExpr": "case"}.get(next(iter(value), ""), "?column?")


def _first_place(node: Any) -> int:
    """The smallest byte offset in a tree."""
    found = [n["location"] for _, n in nodes_inside({"": node}) if n.get("location", -1) >= 0]
    return min(found, default=0)


def _column(alias: str, name: str, at: int) -> Node:
    return {"ColumnRef": {"fields": [{"String": {"sval": alias}}, {"String": {"sval": name}}], "location": at}}


def _same(left: str, right: str, name: str, at: int) -> Node:
    """`left.name = right.name`, which USING stands for."""
    operator = [{"String": {"sval": "="}}]
    sides = {"lexpr": _column(left, name, at), "rexpr": _column(right, name, at)}
    return {"A_Expr": {"kind": "AEXPR_OP", "name": operator, **sides, "location": at}}


def _natural(left: str, right: str, at: int) -> Node:
    """A NATURAL JOIN, of which only the tables' columns would tell what it compares."""
    return {"NaturalJoin": {"left": left, "right": right, "location": at}}


def _moved(node: Any, at: int) -> Any:
    """A tree in which everything stands at one place: that of the view it is of."""
    if isinstance(node, list):
        return [_moved(each, at) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: at if key == "location" else _moved(value, at) for key, value in node.items()}
