"""Which columns of its tables a query reads, by PostgreSQL's grammar: those whose change is a change of the number."""

from collections.abc import Iterable, Iterator, Mapping

from heartbeat_cli.metrics.reading import Node, names_of, parse, walk
from heartbeat_cli.pgschema import Column, QName, canonical

ALL = "*"


def columns_read(sql: str, columns: Mapping[QName, Iterable[Column]]) -> tuple[tuple[str, str], ...]:
    """`dataset.table.column` and type, as PostgreSQL spells it, of each column in `columns` that the SQL names, sorted.

    What counts as named, `columns_named` says.
    """
    named = columns_named(sql)
    return tuple(
        (f"{table}.{column.name}", canonical(column.type))
        for table in sorted(columns)
        for column in sorted(columns[table], key=lambda column: column.name)
        if {column.name, ALL} & named.get(table, frozenset())
    )


def columns_named(sql: str) -> dict[QName, frozenset[str]]:
    """The names that may be columns of each table the SQL reads; `*` where it may look into all of them.

    A name that stands alone, or behind the name of a subquery, counts for each table. All columns are meant by `*`, by
    a whole row, and where they are given other names: `payment AS p(a, b)`.
    """
    nodes = list(walk(parse(sql)))
    aliases = _aliases(nodes)
    known = {name for names in aliases.values() for name in names}
    wanted = [(name if name in known else None, column) for name, column in _wanted(nodes)]
    return {table: frozenset(_named_of(names, wanted)) for table, names in aliases.items()}


def _named_of(names: set[str], wanted: Iterable[tuple[str | None, str]]) -> Iterator[str]:
    for name, column in wanted:
        if name is None or name in names:
            yield column
        if name is None and column in names:
            yield ALL


def _aliases(nodes: Iterable[tuple[str, Node]]) -> dict[QName, set[str]]:
    """What each table is called in the query."""
    found: dict[QName, set[str]] = {}
    for kind, node in nodes:
        if kind == "RangeVar" and "schemaname" in node:
            name = node.get("alias", {}).get("aliasname", node["relname"])
            found.setdefault(QName(node["schemaname"], node["relname"]), set()).add(name)
    return found


def _wanted(nodes: Iterable[tuple[str, Node]]) -> Iterator[tuple[str | None, str]]:
    """Every column named, with the name before it where there is one."""
    unread = {id(ref) for kind, node in nodes if kind == "SubLink" for ref in _only_counted(node)}
    for kind, node in nodes:
        if kind == "ColumnRef" and id(node) not in unread:
            parts = names_of(node["fields"])
            yield (parts[-2] if len(parts) > 1 else None), parts[-1]
        elif kind == "JoinExpr":
            yield from ((None, name) for name in names_of(node.get("usingClause", [])))
            if node.get("isNatural"):
                yield None, ALL
        elif "colnames" in node:
            yield node["aliasname"], ALL
        elif "aliascolnames" in node:
            yield None, ALL


def _only_counted(link: Node) -> Iterator[Node]:
    """What stands in the list of `EXISTS (SELECT * …)`, which asks for no column."""
    if link["subLinkType"] == "EXISTS_SUBLINK":
        for target in link["subselect"]["SelectStmt"].get("targetList", ()):
            if "ColumnRef" in target["ResTarget"].get("val", {}):
                yield target["ResTarget"]["val"]["ColumnRef"]
