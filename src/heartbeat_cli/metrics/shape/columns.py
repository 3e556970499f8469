"""What the names of columns in a query mean: of which relation they are, and down to which table they come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from heartbeat_cli.metrics.reading import Node, names_of, parse, walk
from heartbeat_cli.metrics.shape.expressions import function_name, nodes_inside
from heartbeat_cli.metrics.shape.select import Relation, Select, Selected, Shape
from heartbeat_cli.pgschema import Column, QName, Table

Tables = Mapping[QName, Table]
"""The tables known, named as in the marts."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """A column of a relation in the FROM of a select."""

    select: Select
    relation: Relation
    name: str


@dataclass(frozen=True, slots=True)
class QueryNames:
    """What names mean in one query, over the tables that are known."""

    shape: Shape
    tables: Tables

    def meaning(self, value: Node, select: Select) -> ColumnUse | None:
        """The column an expression is but for casts; None of any other expression, and where it cannot be told."""
        reference = bare(value).get("ColumnRef")
        if reference is None or any("A_Star" in part for part in reference["fields"]):
            return None
        *qualifiers, name = names_of(reference["fields"])
        scope: Select | None = select
        while scope is not None:
            found = self._in(scope, qualifiers, name)
            if found is not None:
                return ColumnUse(scope, found, name)
            scope = self.shape.around.get(scope)
        return None

    def _in(self, select: Select, qualifiers: list[str], name: str) -> Relation | None:
        if qualifiers:
            return next((r for r in select.relations if r.alias == qualifiers[-1]), None)
        certain = [r for r in select.relations if self.has(r, name)]
        if certain:
            return certain[0]
        open_ = [r for r in select.relations if self.has(r, name) is None]
        return open_[0] if len(open_) == 1 else None

    def has(self, relation: Relation, name: str) -> bool | None:
        """Whether a relation has a column; None where nobody can say."""
        if relation.columns and name in relation.columns:
            return True
        if relation.query is not None:
            outputs = relation.query.outputs
            if any(output.name == name for output in outputs):
                return True
            return None if any(output.value is None for output in outputs) else False
        if relation.table is not None:
            table = self.tables.get(relation.table)
            return None if table is None else table.column(name) is not None
        if relation.functions:
            return name in (
                relation.alias,
                *(function_name(f["FuncCall"]) for f in relation.functions if "FuncCall" in f),
            )
        return None

    def are_known(self, sql: str) -> bool:
        """Whether every name in the query's own text is a column that is there; False also where nobody can say."""
        read: dict[int, bool] = {}
        for select in self.shape.selects:
            for kind, node in (found for value in select.expressions() for found in nodes_inside(value)):
                if kind == "ColumnRef":
                    read[id(node)] = self._is_there({kind: node}, select)
        written = list(walk(parse(sql)))
        renamed = any("colnames" in node or "aliascolnames" in node or "usingClause" in node for _, node in written)
        # A name in a part of the query that its shape leaves out makes them more.
        named = sum(kind == "ColumnRef" and names_of(node["fields"]) != ["*"] for kind, node in written)
        return not renamed and all(read.values()) and len(read) == named

    def _is_there(self, reference: Node, select: Select) -> bool:
        use = self.meaning(reference, select)
        return use is not None and self.has(use.relation, use.name) is True

    def output(self, use: ColumnUse) -> Selected | None:
        """What a column of a query in FROM is there; None of a table's or a function's column, and behind a `*`."""
        query = use.relation.query
        if query is None:
            return None
        if use.name in use.relation.columns:
            index = use.relation.columns.index(use.name)
            plain = index < len(query.outputs) and all(output.value is not None for output in query.outputs)
            return query.outputs[index] if plain else None
        return next((output for output in query.outputs if output.name == use.name), None)

    def deeper(self, use: ColumnUse) -> ColumnUse | None:
        """The column inside a query in FROM that a column of it is, where it is nothing but one."""
        query = use.relation.query
        if query is None or query.branches:
            return None
        output = self.output(use)
        if output is not None and output.value is not None:
            return self.meaning(output.value, query)
        if output is None and any(o.value is None for o in query.outputs):
            found = self._in(query, [], use.name)
            return ColumnUse(query, found, use.name) if found is not None else None
        return None

    def origin(self, value: Node, select: Select) -> ColumnUse | None:
        """The table's column an expression is, through all queries in FROM; None where it is no column of a table."""
        use = self.meaning(value, select)
        while use is not None and use.relation.query is not None:
            use = self.deeper(use)
        return use if use is not None and use.relation.table is not None else None

    def column(self, value: Node, select: Select) -> tuple[Table, Column] | None:
        """The same as the table and the column, where the table is known."""
        use = self.origin(value, select)
        table = self.tables.get(use.relation.table) if use is not None and use.relation.table is not None else None
        column = table.column(use.name) if table is not None and use is not None else None
        return (table, column) if table is not None and column is not None else None


def bare(value: Node) -> Node:
    """An expression without its casts."""
    while "TypeCast" in value:
        value = value["TypeCast"]["arg"]
    return value


def references(value: Node) -> Iterator[Node]:
    """Every column an expression names, as an expression; those in subqueries left out."""
    for kind, node in nodes_inside(value):
        if kind == "ColumnRef":
            yield {"ColumnRef": node}
