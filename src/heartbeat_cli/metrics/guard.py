"""What metric SQL may be: one SELECT that only reads landed tables and only computes.

The judge is PostgreSQL's own grammar (libpg_query), so nothing hides behind a construct that another parser reads
differently or skips. Running in a read-only transaction is not enough: files can be read, locks taken and settings
changed without writing a row.
"""

import json
from collections.abc import Iterator
from typing import Any

from heartbeat_cli.errors import InvalidFileError, Place, RefusedError
from heartbeat_cli.metrics.functions import PURE_FUNCTIONS
from heartbeat_cli.metrics.lineage import read_tables
from heartbeat_cli.metrics.place import NOWHERE, SqlPlace
from heartbeat_cli.pgschema import QName

_SYSTEM_SCHEMAS = ("information_schema", "pg_catalog", "pg_toast")
# SQLValueFunction covers `current_date` and its like, but also `current_user`, `session_user`, `current_schema`.
_CLOCK_VALUES = ("SVFOP_CURRENT_DATE", "SVFOP_CURRENT_TIME", "SVFOP_LOCALTIME")
_FORBIDDEN = {
    "intoClause": "SELECT INTO writes a table",
    "LockingClause": "FOR UPDATE and FOR SHARE lock rows",
    "RangeTableSample": "TABLESAMPLE gives another number each time",
    "ParamRef": "a parameter ($1) has no value here",
    "CurrentOfExpr": "there is no cursor here",
}


Node = dict[str, Any]
# libpg_query recurses in C without a limit; no metric is this long.
_LONGEST = 50_000


def check_sql(sql: str, place: SqlPlace = NOWHERE) -> tuple[QName, ...]:
    """Hold SQL against the rules above and return the tables it reads (`dataset.table`), sorted.

    Raises InvalidFileError where it is not SQL, RefusedError where it is more than one reading SELECT of one column,
    calls a function that does more than compute, or reads anything but landed datasets.
    """
    statements = _parse(sql, place)
    if len(statements) != 1:
        found = "nothing" if not statements else f"{len(statements)} statements"
        raise RefusedError(f"metric SQL is exactly one SELECT, found {found}", where=place.at(sql), code="sql_refused")
    for message, offset in _offences(statements[0]["stmt"]):
        raise RefusedError(message, where=place.at(sql, offset), code="sql_refused")
    tables = read_tables(sql, place)
    _check_tables(tables, sql, place)
    return tables


def _parse(sql: str, place: SqlPlace) -> list[Node]:
    from postgast import native

    if len(sql) > _LONGEST:
        raise _bad_sql("longer than 50,000 characters", place.at(sql))
    # The C library reads to the first zero byte and would judge only what stands before it.
    if "\0" in sql:
        raise _bad_sql("a zero byte in it", place.at(sql, len(sql[: sql.index("\0")].encode())))
    result = native.lib.pg_query_parse(sql.encode())
    try:
        if result.error:
            error = result.error.contents
            raise _bad_sql(error.message.decode("utf-8", "replace"), place.at(sql, max(error.cursorpos - 1, 0)))
        statements: list[Node] = json.loads(result.parse_tree)["stmts"]
    except RecursionError:
        raise _bad_sql("nested too deeply", place.at(sql)) from None
    finally:
        native.lib.pg_query_free_parse_result(result)
    return statements


def _bad_sql(message: str, where: Place) -> InvalidFileError:
    return InvalidFileError(
        f"not valid SQL: {message}",
        where=where,
        hint="Metric SQL is written for PostgreSQL, whichever database holds the marts.",
        code="bad_sql",
    )


def _offences(statement: Node) -> Iterator[tuple[str, int]]:
    """Every reason to refuse, with its byte offset in the text (0 where the grammar keeps none)."""
    root = statement.get("SelectStmt")
    if root is None:
        yield f"metric SQL is a SELECT, this is {_statement_name(next(iter(statement), ''))}", 0
        return
    for kind, node in _walk(statement):
        at = max(node.get("location", 0), 0)
        if kind.endswith("Stmt") and kind != "SelectStmt":
            yield f"metric SQL only reads; {_statement_name(kind)} inside WITH does not", _target(node)
        elif kind in _FORBIDDEN:
            yield f"metric SQL only reads: {_FORBIDDEN[kind]}", at
        elif kind == "FuncCall":
            yield from ((message, at) for message in _function_offence(node))
        elif kind == "SQLValueFunction" and not node["op"].startswith(_CLOCK_VALUES):
            yield f"metric SQL cannot ask for {node['op'].removeprefix('SVFOP_').lower()}", at
        elif kind == "A_Expr" and len(node["name"]) > 1:
            yield "an operator is written without its schema", at
    yield from _shape_offence(root)


def _walk(tree: Any) -> Iterator[tuple[str, Node]]:
    """Every node with its type; a field whose type the grammar fixes goes by its name (`intoClause`)."""
    pending = [tree]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            for kind, child in value.items():
                if isinstance(child, dict):
                    yield kind, child
                pending.append(child)


def _target(statement: Node) -> int:
    """The offset of the table a statement writes; statements have no place of their own."""
    return int(statement.get("relation", {}).get("location", 0))


def _statement_name(kind: str) -> str:
    return kind.removesuffix("Stmt").upper()


def _function_offence(node: Node) -> Iterator[str]:
    parts = [part["String"]["sval"] for part in node["funcname"]]
    name = ".".join(parts)
    if parts[0] == "pg_catalog":
        parts = parts[1:]
    if len(parts) != 1 or parts[0] not in PURE_FUNCTIONS:
        yield f"metric SQL cannot call {name}(): it is not one of the functions known to only compute"


def _shape_offence(root: Node) -> Iterator[tuple[str, int]]:
    """A number is one column; that is visible before anything runs, unless it is written `*`."""
    while "larg" in root:
        root = root["larg"]
    columns = root.get("targetList", [])
    if len(columns) > 1:
        second = columns[1]["ResTarget"]
        yield f"a metric is one number: the SELECT has {len(columns)} columns", max(second.get("location", 0), 0)


def _check_tables(tables: tuple[QName, ...], sql: str, place: SqlPlace) -> None:
    if not tables:
        raise RefusedError(
            "the SQL reads no table: a constant is not a metric", where=place.at(sql), code="sql_refused"
        )
    for table in tables:
        offset = place.offset_of(sql, table.name)
        if not table.schema:
            raise RefusedError(
                f"'{table.name}' does not say which dataset it is in",
                where=place.at(sql, offset),
                hint=f"Write <source>_<schema>.{table.name}, like webbank_core.payment.",
                code="sql_refused",
            )
        if "." in table.schema:
            raise RefusedError(
                f"{table} has three parts; the marts have datasets and tables",
                where=place.at(sql, offset),
                code="sql_refused",
            )
        if table.schema in _SYSTEM_SCHEMAS or table.schema.startswith("pg_"):
            raise RefusedError(
                f"{table} is not landed data but the database's own catalogue",
                where=place.at(sql, offset),
                code="sql_refused",
            )
