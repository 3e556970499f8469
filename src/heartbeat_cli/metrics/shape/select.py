"""A query as values: its selects, what stands in each FROM, the conditions that hold, what comes out.

Read from the tree of PostgreSQL's grammar, so a rule judges what the guard judged. Views are read as the queries they
are, down to tables; names that WITH brings in are told apart from tables.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from heartbeat_cli.metrics.reading import Node
from heartbeat_cli.metrics.shape.expressions import calls_in, is_aggregate
from heartbeat_cli.pgschema import QName

SqlNode = Node
"""A node of the tree that PostgreSQL's grammar makes of SQL."""


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """One thing in a FROM: a table, a query (of a view, a WITH, parentheses), or functions; and its byte offset.

    `columns` are the names an alias gives. `recursive`: the rows a recursive WITH has so far. `joined` says how it is
    joined to what stands before it: inner, left, right or full.
    """

    alias: str
    at: int
    table: QName | None = None
    query: "Select | None" = None
    functions: tuple[Node, ...] = ()
    columns: tuple[str, ...] = ()
    joined: str = "inner"
    recursive: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Selected:
    """One column that comes out: its name, its expression, its byte offset. A `*` has no expression."""

    name: str
    value: Node | None
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Predicate:
    """What has to hold for a row: one part of a WHERE, or of the ON of a join (`outer`: of one that keeps rows)."""

    value: Node
    outer: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Select:
    """One SELECT, or the `branches` of a set operation. `limit` and `offset` are the expressions behind these words.

    `distinct`: no row comes out twice; `distinct_on` are the expressions no two rows share.
    """

    relations: tuple[Relation, ...] = ()
    outputs: tuple[Selected, ...] = ()
    conditions: tuple[Predicate, ...] = ()
    group_by: tuple[Node, ...] = ()
    having: Node | None = None
    order_by: tuple[Node, ...] = ()
    distinct: bool = False
    distinct_on: tuple[Node, ...] = ()
    limit: Node | None = None
    offset: Node | None = None
    operation: str = ""
    """UNION, INTERSECT or EXCEPT; with ALL where no row is left out for being there twice."""
    rows: tuple[tuple[Node, ...], ...] = ()
    branches: "tuple[Select, ...]" = ()

    @property
    def aggregates(self) -> tuple[Node, ...]:
        """The aggregate functions of this SELECT, those of its subqueries and of windows left out."""
        return tuple(call for value in self.values() for call in calls_in(value) if is_aggregate(call))

    def aggregates_over(self) -> Iterator[Node]:
        """What the aggregates of this SELECT are over; that of an ordered set is what it is ordered by."""
        for call in self.aggregates:
            if "agg_within_group" in call:
                yield from (entry["SortBy"]["node"] for entry in call.get("agg_order", ()))
            else:
                yield from call.get("args", ())

    def values(self) -> Iterator[Node]:
        """The expressions worked out behind WHERE: outputs, HAVING, ORDER BY."""
        yield from (output.value for output in self.outputs if output.value is not None)
        yield from self.order_by
        if self.having is not None:
            yield self.having

    def expressions(self) -> Iterator[Node]:
        """Every expression, those that choose rows and make groups as well."""
        yield from (predicate.value for predicate in self.conditions)
        yield from (*self.group_by, *self.distinct_on, *functions_in(self.relations))
        yield from (value for row in self.rows for value in row)
        yield from self.values()

    @property
    def grouped(self) -> bool:
        """Whether its rows are groups of rows."""
        return bool(self.group_by or self.having is not None or self.aggregates)

    @property
    def plain(self) -> bool:
        """Whether every row that meets the conditions comes out, once: it could stand in the query around it."""
        windows = any("over" in call for value in self.values() for call in calls_in(value))
        cut = self.distinct or self.distinct_on or self.limit or self.offset or self.branches or self.rows
        return bool(self.relations) and not (cut or self.grouped or windows)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A whole query: the outermost select, every select, and the one around each.

    `subqueries` has the select of each subquery in an expression, by the identity of its node.
    """

    root: Select
    selects: tuple[Select, ...]
    around: Mapping[Select, Select]
    subqueries: Mapping[int, Select]

    def subquery(self, link: Node) -> Select:
        """The select of a SubLink."""
        return self.subqueries[id(link["subselect"])]


def reads_tables(select: Select) -> bool:
    """Whether rows of a table come into a select, or into one inside its FROM."""
    if any(map(reads_tables, select.branches)):
        return True
    return any(
        (r.query is None and r.table is not None) or (r.query and reads_tables(r.query)) for r in select.relations
    )


def functions_in(relations: Iterable[Relation]) -> Iterator[Node]:
    """The calls that stand in a FROM in place of tables."""
    for relation in relations:
        yield from relation.functions
