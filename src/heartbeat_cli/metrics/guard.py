"""What metric SQL may be: one SELECT that only reads landed tables and only computes.

The judge is PostgreSQL's own grammar (libpg_query), and what runs is made from its tree. A text that another reader may
take for something else, with escapes, comments or letters that look like blanks, is read by sqlglot as well, and
refused where that finds another query: who reviews a metric reads no better.
Running in a read-only transaction is not enough: files can be read, locks taken and settings changed without writing a
row. Of what only computes, `shape/` says whether it ends, and whether its value comes from rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache

from heartbeat_cli.errors import HbError, InvalidFileError, RefusedError
from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.metrics.functions import INSTEAD, PURE_FUNCTIONS
from heartbeat_cli.metrics.reading import Node, Reading, cut, is_plain, parse, read, walk, without_escapes
from heartbeat_cli.metrics.shape.columns import QueryNames
from heartbeat_cli.metrics.shape.constants import made_up
from heartbeat_cli.metrics.shape.effort import endless
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.pgschema import QName

_PLAINLY = "Write it plainly: each string in one piece and without backslashes, each comment on a line of its own."
_UNESCAPED = "Write names and strings as they are, without U& and the escapes it brings."
_ENDING = "Metric SQL takes bounded memory and time: write lengths, ends and what joins the tables."
# SQLValueFunction covers `current_date` and its like, but also `current_user`, `session_user`, `current_schema`.
_CLOCK_VALUES = ("SVFOP_CURRENT_DATE", "SVFOP_CURRENT_TIME", "SVFOP_LOCALTIME")
_FORBIDDEN = {
    "intoClause": "SELECT INTO writes a table",
    "LockingClause": "FOR UPDATE and FOR SHARE lock rows",
    "RangeTableSample": "TABLESAMPLE gives another number each time",
    "ParamRef": "a parameter ($1) has no value here",
    "CurrentOfExpr": "there is no cursor here",
}


def check_sql(sql: str, place: SqlPlace = NOWHERE) -> tuple[QName, ...]:
    """Hold SQL against the rules above and return the tables it reads (`dataset.table`), sorted.

    Raises InvalidFileError where it is not SQL, RefusedError where it is more than one reading SELECT of one column,
    calls a function that does more than compute, or reads anything but landed datasets.
    """
    sound = _sound(sql)
    return _checked(sql, place) if sound is None else sound


@lru_cache(maxsize=1024)
def _sound(sql: str) -> tuple[QName, ...] | None:
    """The tables of SQL that is sound wherever it stands: a series asks for them for each moment."""
    try:
        return _checked(sql, NOWHERE)
    except HbError:
        return None


def _checked(sql: str, place: SqlPlace) -> tuple[QName, ...]:
    judged = _judge(sql, sql, place)
    tables = tuple(sorted(judged.tables)) if is_plain(sql) else _read_twice(judged, sql, place)
    _check_tables(tables, sql, place)
    _check_ending(sql, place)
    return tables


def _read_twice(judged: Reading, sql: str, place: SqlPlace) -> tuple[QName, ...]:
    """The tables that both readers find, their names in full."""
    from heartbeat_cli.metrics.lineage import read_and_write

    tables, written = read_and_write(without_escapes(sql), place)
    # What is wrong with the tables is said before it is said that they are others.
    _check_tables(tables, sql, place)
    _check_alike(judged, _reread(written, sql, place), sql, place)
    _check_same("tables", judged.tables, map(cut, tables), sql, place)
    return tables


def check_rewritten(sent: str, sql: str, place: SqlPlace = NOWHERE) -> None:
    """Hold the text that is sent to PostgreSQL marts against the SQL it was made from; see `check_sql`.

    Raises RefusedError where it may not run, reads another table, or calls another function.
    """
    judged, then = _judge(sql, sql, place), _reread(sent, sql, place)
    _check_same("tables", judged.tables, then.tables, sql, place)
    # The clock's functions have given way to a moment.
    _check_same("functions", judged.functions, judged.functions | then.functions, sql, place)


def _judge(text: str, sql: str, place: SqlPlace) -> Reading:
    """What PostgreSQL reads in `text`, which is `sql` or was made from it; places are those of `sql`."""
    statement = _statement(text, sql, place)
    try:
        return read(statement)
    except RecursionError:
        raise _too_deep(sql, place) from None


def _statement(text: str, sql: str, place: SqlPlace) -> Node:
    """The one statement of `text` as a tree, where it only reads and only computes."""
    statements = parse(text, place)
    if len(statements) != 1:
        found = "nothing" if not statements else f"{len(statements)} statements"
        second = statements[1].get("stmt_location", 0) if statements and text is sql else 0
        raise RefusedError(
            f"metric SQL is exactly one SELECT, found {found}",
            where=place.at(sql, _first_sign(sql, second)),
            code="sql_refused",
        )
    for message, offset in _offences(statements[0]["stmt"]):
        raise RefusedError(message, where=place.at(sql, offset if text is sql else 0), code="sql_refused")
    tree: Node = statements[0]["stmt"]
    return tree


def _check_ending(sql: str, place: SqlPlace) -> None:
    """Refuse what would never end."""
    try:
        offence = next(endless(read_shape(sql)), None)
    except RecursionError:
        raise _too_deep(sql, place) from None
    if offence is not None:
        raise RefusedError(offence[0], where=place.at(sql, offence[1]), hint=_ENDING, code="sql_refused")


def _too_deep(sql: str, place: SqlPlace) -> RefusedError:
    return RefusedError("the SQL is nested too deeply", where=place.at(sql), code="sql_refused")


def check_counted(sql: str, place: SqlPlace = NOWHERE, query: QueryNames | None = None) -> None:
    """Raise RefusedError (`constant_value`) where the value of SQL that was checked does not come from rows.

    `query` is the same SQL over tables that are known: of their columns it is told which are never empty.
    """
    constant = made_up(query or QueryNames(read_shape(sql), {}))
    if constant is not None:
        raise RefusedError(
            "the value does not depend on the rows of the tables: a number that is written in the SQL is no metric",
            where=place.at(sql, constant.at),
            hint="Count, add up or choose among the rows of the tables it names.",
            code="constant_value",
        )


def _first_sign(sql: str, offset: int) -> int:
    """The first byte from `offset` on that is no white space."""
    rest = sql.encode()[offset:]
    return offset + len(rest) - len(rest.lstrip())


def _reread(text: str, sql: str, place: SqlPlace) -> Reading:
    try:
        return _judge(text, sql, place)
    except InvalidFileError as error:
        raise RefusedError(
            f"what would run is not what PostgreSQL reads in this SQL, but {error.message}",
            where=place.at(sql),
            hint=_how_to_write(sql),
            code="sql_refused",
        ) from None


def _check_alike(judged: Reading, then: Reading, sql: str, place: SqlPlace) -> None:
    for part in fields(Reading):
        _check_same(part.name, getattr(judged, part.name), getattr(then, part.name), sql, place)


def _check_same(what: str, judged: Iterable[object], then: Iterable[object], sql: str, place: SqlPlace) -> None:
    ours, theirs = {str(name) for name in judged}, {str(name) for name in then}
    if ours == theirs:
        return
    there, run = (", ".join(sorted(names)) or "none" for names in (ours - theirs, theirs - ours))
    raise RefusedError(
        f"what would run is not what PostgreSQL reads in this SQL: {what} {run} instead of {there}",
        where=place.at(sql, max(place.offset_of(sql, name) for name in ours ^ theirs)),
        hint=_how_to_write(sql),
        code="sql_refused",
    )


def _how_to_write(sql: str) -> str:
    return _UNESCAPED if any(escaped in sql.upper() for escaped in ('U&"', "U&'")) else _PLAINLY


def _offences(statement: Node) -> Iterator[tuple[str, int]]:
    """Every reason to refuse, with its byte offset in the text (0 where the grammar keeps none)."""
    root = statement.get("SelectStmt")
    if root is None:
        yield f"metric SQL is a SELECT, this is {_statement_name(next(iter(statement), ''))}", 0
        return
    for kind, node in walk(statement):
        at = max(node.get("location", _target(node)), 0)
        if kind.endswith("Stmt") and kind != "SelectStmt":
            yield f"metric SQL only reads; {_statement_name(kind)} inside WITH does not", at
        elif kind in _FORBIDDEN:
            yield f"metric SQL only reads: {_FORBIDDEN[kind]}", at
        elif kind == "FuncCall":
            yield from ((message, at) for message in _function_offence(node))
        elif kind == "SQLValueFunction" and not node["op"].startswith(_CLOCK_VALUES):
            yield f"metric SQL cannot ask for {node['op'].removeprefix('SVFOP_').lower()}", at
        elif kind == "A_Expr" and len(node["name"]) > 1:
            yield "an operator is written without its schema", at
    yield from _shape_offence(root)


def _target(node: Node) -> int:
    """The offset of the table that is written; statements and INTO have no place of their own."""
    written = node.get("relation", node.get("rel", {}))
    return int(written.get("location", 0)) if isinstance(written, dict) else 0


def _statement_name(kind: str) -> str:
    return kind.removesuffix("Stmt").upper()


def _function_offence(node: Node) -> Iterator[str]:
    parts = [part["String"]["sval"] for part in node["funcname"]]
    name = ".".join(parts)
    if parts[0] == "pg_catalog":
        parts = parts[1:]
    if len(parts) != 1 or parts[0] not in PURE_FUNCTIONS:
        instead = f"; write {INSTEAD[parts[-1]]}" if parts[-1] in INSTEAD else ""
        yield f"metric SQL cannot call {name}(): it is not one of the functions known to only compute{instead}"


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
                hint=f"Write <source>_<schema>.{table.name}.",
                code="sql_refused",
            )
        if "." in table.schema:
            raise RefusedError(
                f"{table} has three parts; the marts have datasets and tables",
                where=place.at(sql, offset),
                code="sql_refused",
            )
        if table.schema == "information_schema" or table.schema.startswith("pg_"):
            raise RefusedError(
                f"{table} is not landed data but the database's own catalogue",
                where=place.at(sql, offset),
                code="sql_refused",
            )
