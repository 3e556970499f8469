"""Which columns of its tables a query reads, by PostgreSQL's grammar: those whose change is a change of the number."""

from collections.abc import Iterable, Iterator, Mapping

from heartbeat_cli.metrics.reading import Node, parse, walk
from heartbeat_cli.pgschema import Column, QName, canonical


def columns_read(sql: str, columns: Mapping[QName, Iterable[Column]]) -> tuple[tuple[str, str], ...]:
    """`dataset.table.column` and type, as PostgreSQL spells it, of each column in `columns` that the SQL names, sorted.

    A name that stands alone counts for each table that has it, and `*` or a whole row for all columns of its table.
    """
    nodes = list(walk(parse(sql)))
    aliases = _aliases(nodes)
    wanted = set(_wanted(nodes))
    return tuple(
        (f"{table}.{column.name}", canonical(column.type))
        for table in sorted(columns)
        for column in sorted(columns[table], key=lambda column: column.name)
        if _is_read(column.name, aliases.get(table, set()), wanted)
    )


def _is_read(column: str, names: set[str], wanted: set[tuple[str | None, str]]) -> bool:
    if (None, column) in wanted or (None, "*") in wanted:
        return True
    return any({(name, column), (name, "*"), (None, name)} & wanted for name in names)


def _aliases(nodes: Iterable[tuple[str, Node]]) -> dict[QName, set[str]]:
    """What each table is called in the query."""
    found: dict[QName, set[str]] = {}
    for kind, node in nodes:
        if kind == "RangeVar" and "schemaname" in node:
            name = node.get("alias", {}).get("aliasname", node["relname"])
            found.setdefault(QName(node["schemaname"], node["relname"]), set()).add(name)
    return found


def _wanted(nodes: Iterable[tuple[str, Node]]) -> Iterator[tuple[str | None, str]]:
    """Every column named, with the table's name before it where there is one."""
    for kind, node in nodes:
        if kind == "ColumnRef":
            parts = [part["String"].get("sval", "") if "String" in part else "*" for part in node["fields"]]
            yield (parts[-2] if len(parts) > 1 else None), parts[-1]
        elif kind == "JoinExpr":
            yield from ((None, part["String"].get("sval", "")) for part in node.get("usingClause", ()))
            if node.get("isNatural"):
                yield None, "*"
