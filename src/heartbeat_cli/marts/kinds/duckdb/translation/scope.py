"""What a name means at a place in a query."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    UNKNOWN,
    NotAlikeError,
    Term,
    Type,
    UnknownColumnError,
)

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowSource:
    """What FROM brings in under a name: its columns in order. `scalar` rows are one value, which has its name, too."""

    name: str
    columns: tuple[tuple[str, Type], ...]
    scalar: bool = False

    def column(self, name: str) -> Term | None:
        """The column, None where it has none of this name."""
        found = [type_ for column, type_ in self.columns if column == name]
        return Term(f"{quote_name(self.name)}.{quote_name(name)}", found[0]) if found else None


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT written for DuckDB, and the names and types of its columns."""

    sql: str
    columns: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The tables in sight, those of the queries around, the queries of WITH, and how what stands inside is written.

    `tables` has the columns of landed tables by dataset and name; `merged` those USING made of two.
    """

    tables: Mapping[tuple[str, str], tuple[tuple[str, Type], ...]]
    write_query: "Callable[[Node, Scope], Query]"
    write_term: "Callable[[Node, Scope], Term]"
    relations: tuple[RowSource, ...] = ()
    merged: Mapping[str, Term] = field(default_factory=dict)
    parent: "Scope | None" = None
    ctes: Mapping[str, tuple[tuple[str, Type], ...]] = field(default_factory=dict)
    windows: Mapping[str, Node] = field(default_factory=dict)

    def query(self, select: Node) -> Query:
        """A query inside this one, which sees its tables."""
        return self.write_query(select, self)

    def term(self, node: Node) -> Term:
        """An expression here. Raises NotAlikeError where DuckDB could not be made to agree with PostgreSQL."""
        return self.write_term(node, self)

    def terms(self, nodes: list[Node]) -> list[Term]:
        """Several."""
        return [self.term(node) for node in nodes]

    def condition(self, node: Node) -> str:
        """A WHERE, HAVING, ON, FILTER or WHEN."""
        term = self.term(node)
        if term.type == UNKNOWN:
            term = cast(term, BOOLEAN)
        if term.type != BOOLEAN:
            raise NotAlikeError(f"a condition that is {term.type}", "a comparison.")
        return term.sql

    def inner(self) -> "Scope":
        """The scope of a query that stands inside this one."""
        return Scope(self.tables, self.write_query, self.write_term, parent=self, ctes=self.ctes)

    def with_relation(self, relation: RowSource) -> "Scope":
        """This scope with one table more."""
        if any(r.name == relation.name for r in self.relations):
            raise NotAlikeError(f"two tables called {relation.name}", "a name for each with AS.")
        return replace(self, relations=(*self.relations, relation))

    def column(self, parts: list[str]) -> Term:
        """What a column's name means here or in the queries around."""
        scope: Scope | None = self
        while scope is not None:
            found = scope._own(parts)
            if found is not None:
                return found
            scope = scope.parent
        raise UnknownColumnError(".".join(parts))

    def _own(self, parts: list[str]) -> Term | None:
        *qualifier, name = parts
        if qualifier:
            relation = next((r for r in self.relations if r.name == qualifier[-1]), None)
            return relation.column(name) if relation else None
        if name in self.merged:
            return self.merged[name]
        found = [c for r in self.relations if (c := r.column(name))]
        if len(found) > 1:
            raise NotAlikeError(f"the name {name}, which several tables have", f"the table before it: t.{name}.")
        return found[0] if found else None

    def has(self, name: str) -> bool:
        """Whether a bare name is a column of this query's tables."""
        return self._own([name]) is not None

    def relation(self, name: str) -> RowSource | None:
        """A table in sight by its name."""
        return next((r for r in self.relations if r.name == name), None)


def quote_name(name: str) -> str:
    """A name, always in quotes: DuckDB has reserved words of its own."""
    return '"' + name.replace('"', '""') + '"'


def names(parts: list[Node]) -> list[str]:
    """The words of a name in the grammar's tree."""
    return [part["String"].get("sval", "") if "String" in part else "*" for part in parts]
