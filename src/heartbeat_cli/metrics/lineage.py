"""Which tables SQL reads, with the names that WITH brings in told apart from real tables.

A name is a CTE only without a dataset before it and only where that CTE can be seen: a CTE that is not recursive does
not see itself, so `WITH payment AS (SELECT … FROM payment)` reads the table. sqlglot's own scopes answer a different
question (what a column resolves to) and drop sources there; this walk keeps to names.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.pgschema import QName, fold_name

# It reports statements it does not know on its own logger; they are refused here with a message of ours.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

# What follows a tree calls itself for every level of it, and Python's own limit is a thousand calls.
_DEEPEST = 500


def parse_sql(sql: str, place: SqlPlace = NOWHERE) -> exp.Expr:
    """SQL written for PostgreSQL as a tree; raises InvalidFileError with its place."""
    with _followed(sql, place):
        return _sound_statement(sql)


def read_and_write(sql: str, place: SqlPlace = NOWHERE) -> tuple[tuple[QName, ...], str]:
    """The tables one query reads, and the query written again for PostgreSQL, without comments. See `read_tables`."""
    with _followed(sql, place):
        tree = _sound_statement(sql)
        # Writing changes the tree.
        return tables_of(tree), tree.sql("postgres", comments=False, copy=False)


@contextmanager
def _followed(sql: str, place: SqlPlace) -> Iterator[None]:
    try:
        yield
    except RecursionError:
        raise _too_deep(sql, place) from None
    # It writes with assertions about its own trees.
    except (SqlglotError, AssertionError) as error:
        details = getattr(error, "errors", None) or [{}]
        message = details[0].get("description") or (str(error).splitlines() or ["it cannot be written again"])[0]
        raise InvalidFileError(
            f"not SQL that can be followed: {message}", where=place.at(sql, _offset(sql, details[0])), code="bad_sql"
        ) from None


def _sound_statement(sql: str) -> exp.Expr:
    tree = _only_statement(sql)
    if _depth(tree) > _DEEPEST:
        raise RecursionError
    return tree


def _offset(sql: str, details: dict[str, Any]) -> int:
    """Where in the SQL, in bytes, what sqlglot stopped at begins; it counts to its end."""
    lines = sql.split("\n")
    line = details.get("line") or 1
    column = max(details.get("col", 0) - len(details.get("highlight") or ""), 0)
    return len("\n".join([*lines[: line - 1], lines[line - 1][:column]]).encode())


def _too_deep(sql: str, place: SqlPlace) -> InvalidFileError:
    return InvalidFileError("not SQL that can be followed: nested too deeply", where=place.at(sql))


def _depth(tree: exp.Expr) -> int:
    """Levels of the tree, counted without recursion: how much of that there may be differs between Pythons."""
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for node in level for child in node.iter_expressions()]
    return depth


def _only_statement(sql: str) -> exp.Expr:
    """sqlglot makes a statement of its own of a comment behind the last semicolon."""
    found = [tree for tree in sqlglot.parse(sql, dialect="postgres") if not isinstance(tree, exp.Semicolon | None)]
    if len(found) != 1:
        raise SqlglotError(f"{len(found)} statements")
    for node in found[0].walk():
        # The parser lets some functions pass that lack an argument.
        for message in node.error_messages():
            raise SqlglotError(message)
    return found[0]


def read_tables(sql: str, place: SqlPlace = NOWHERE) -> tuple[QName, ...]:
    """The tables one query reads, sorted, each once. The schema is empty where the SQL names none.

    Raises InvalidFileError where it cannot be parsed.
    """
    return tables_of(parse_sql(sql, place))


def tables_of(tree: exp.Expr) -> tuple[QName, ...]:
    """The same for a parsed query."""
    found: set[QName] = set()
    _visit(tree, frozenset(), found)
    return tuple(sorted(found))


def _visit(node: exp.Expr, ctes: frozenset[str], found: set[QName]) -> None:
    with_ = node.args.get("with_")
    if isinstance(with_, exp.With):
        ctes = _visit_with(with_, ctes, found)
    if isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier):
        name = _qname(node)
        if name.schema or name.name not in ctes:
            found.add(name)
    for child in node.iter_expressions():
        if child is not with_:
            _visit(child, ctes, found)


def _visit_with(with_: exp.With, outer: frozenset[str], found: set[QName]) -> frozenset[str]:
    names = [_folded(cte.args["alias"].this) for cte in with_.expressions]
    visible = outer | frozenset(names) if with_.args.get("recursive") else outer
    for name, cte in zip(names, with_.expressions, strict=True):
        _visit(cte.this, visible, found)
        visible = visible | {name}
    return visible


def _qname(table: exp.Table) -> QName:
    schema = ".".join(_folded(table.args[part]) for part in ("catalog", "db") if table.args.get(part))
    return QName(schema, _folded(table.this))


def _folded(identifier: exp.Identifier) -> str:
    """A name as PostgreSQL reads it: in lower case unless quoted, but Ä stays Ä."""
    text = str(identifier.this)
    return text if identifier.args.get("quoted") else fold_name(text)
