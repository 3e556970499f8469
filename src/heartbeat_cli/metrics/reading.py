"""What PostgreSQL's own grammar (libpg_query) reads in SQL.

There are texts that another reader takes for something else: sqlglot ends `E'…\\'…'` at another quote once a line break
stands in a string, and takes what PostgreSQL reads as a comment behind an operator for code. Of a text that is not
plain what sqlglot made of it is written out and read once more by PostgreSQL's grammar: both have to read alike.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.mirror import hb_errors
from heartbeat_cli.pgschema import QName, libpg_query, literal

Node = dict[str, Any]
# libpg_query recurses in C without a limit; no metric is this long.
_LONGEST = 50_000
_LONGEST_NAME = 63  # bytes; PostgreSQL cuts off the rest

# One spelling for what sqlglot writes in another of PostgreSQL's own ways.
_SPELLINGS: Final = {
    "ceiling": "ceil",
    "char_length": "length",
    "character_length": "length",
    "current_timestamp": "now",
    "date_part": "extract",
    "every": "bool_and",
    "log10": "log",
    "strpos": "position",
    "substr": "substring",
    "transaction_timestamp": "now",
    "variance": "var_samp",
}
_OPERATORS: Final = {
    "<>": "=",
    "NOT BETWEEN": "BETWEEN",
    "!~~": "~~",
    "!~~*": "~~*",
    "%": "mod",
    "^": "power",
    "|/": "sqrt",
    "||/": "cbrt",
    "->>": "json_extract_path_text",
    "#>>": "json_extract_path_text",
    **dict.fromkeys(("~", "~*", "!~", "!~*"), "regexp_like"),
}
# Words, plain strings and quoted names on one line, and signs: no comment, no escape, no `$`, no letter beyond ASCII
# but in strings, and nothing right behind a string or word that would change what it is.
_PLAIN: Final = re.compile(
    r"""(?>[ \n]+|[A-Za-z0-9_]{1,63}(?![A-Za-z0-9_'"&])|'[^'\\\n]*'(?!\s*')|"[A-Za-z0-9_ ]{1,63}"(?!")"""
    r"""|-(?!-)|/(?!\*)|[+*<>=%|:.,()\[\]^~!@?])*;?[ \n]*""",
)
# It ends at the same quote to a reader that knows of escapes and to one that does not.
_ESCAPED: Final = re.compile(r"""(?<![\w$])[eE]'(?:[^'\\\n]|\\[^'\n])*'(?!\s*')""")
# Each level of a query is two or three of its tree, and Python's own limit is a thousand calls.
_DEEPEST: Final = 300
_MOST_PARENTHESES: Final = 200
_STEPPING: Final = ("generate_series", "date_bin")
_SPECIAL: Final = {"CoalesceExpr": "coalesce", "GroupingFunc": "grouping", "XmlExpr": "xml", "JsonFuncExpr": "json"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The names and values in a query. `functions` and `operators` have one spelling for each; see `_SPELLINGS`."""

    tables: frozenset[QName]
    functions: frozenset[str]
    columns: frozenset[str]
    operators: frozenset[str]
    constants: frozenset[str]


def is_plain(sql: str) -> bool:
    """Whether every reader takes the words, strings and signs of `sql` for what they are, and gets to its end."""
    return sql.count("(") <= _MOST_PARENTHESES and _PLAIN.fullmatch(sql) is not None


def without_escapes(sql: str) -> str:
    """`sql` with the strings whose end nobody mistakes written as what they are to PostgreSQL (`E'\\x41'` is `'A'`).

    sqlglot knows some of the escapes, others in each of its releases, and writes backslashes back unescaped.
    """
    return _ESCAPED.sub(lambda found: _without_escapes(found[0]), sql)


def _without_escapes(text: str) -> str:
    try:
        (statement,) = _trees(f"SELECT {text}")
    except _NotSqlError:
        return text
    values = [node["sval"].get("sval", "") for kind, node in walk(statement) if kind == "A_Const"]
    return literal(values[0]) if len(values) == 1 else text


class _NotSqlError(Exception):
    """What is wrong with a text, and at which of its bytes."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message, self.offset = message, offset


def parse(sql: str, place: SqlPlace = NOWHERE) -> list[Node]:
    """The statements of `sql` as trees, which nobody may change: all who ask are given the same.

    Raises InvalidFileError where it is not SQL to PostgreSQL.
    """
    try:
        return _trees(sql)
    except _NotSqlError as error:
        raise InvalidFileError(
            f"not valid SQL: {error.message}",
            where=place.at(sql, error.offset),
            hint="Metric SQL is written for PostgreSQL, whichever database holds the marts.",
            code="bad_sql",
        ) from None


@lru_cache(maxsize=1024)
def _trees(sql: str) -> list[Node]:
    """Guard, lineage, shape and rules each ask for the tree of the same text."""
    if len(sql) > _LONGEST:
        raise _NotSqlError("longer than 50,000 characters")
    # The C library reads to the first zero byte and would judge only what stands before it.
    if "\0" in sql:
        raise _NotSqlError("a zero byte in it", len(sql[: sql.index("\0")].encode()))
    with hb_errors():
        lib = libpg_query()
    result = lib.pg_query_parse(sql.encode())
    try:
        if result.error:
            error = result.error.contents
            raise _NotSqlError(error.message.decode("utf-8", "replace"), max(error.cursorpos - 1, 0))
        statements: list[Node] = json.loads(result.parse_tree.decode("utf-8", "replace"))["stmts"]
    except RecursionError:
        raise _NotSqlError("nested too deeply") from None
    finally:
        lib.pg_query_free_parse_result(result)
    return statements


def copied(tree: Any) -> Any:
    """A copy of a tree that may be changed. What is parsed is read by everybody."""
    if isinstance(tree, dict):
        return {key: copied(child) for key, child in tree.items()}
    return [copied(item) for item in tree] if isinstance(tree, list) else tree


def walk(tree: Any) -> Iterator[tuple[str, Node]]:
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
                elif isinstance(child, list):
                    pending.append(child)


def read(statement: Node) -> Reading:
    """What one parsed statement names. Raises RecursionError where it is nested deeper than those who judge it go."""
    found = _Found()
    found.visit(statement, frozenset(), 0)
    return Reading(**{f.name: frozenset(getattr(found, f.name)) for f in fields(Reading)})


def tables_named(sql: str, place: SqlPlace = NOWHERE) -> frozenset[QName]:
    """The tables every statement of `sql` reads. Raises InvalidFileError where it is not SQL to PostgreSQL."""
    return frozenset(table for statement in parse(sql, place) for table in read(statement["stmt"]).tables)


def cut(table: QName) -> QName:
    """A table's name as the grammar knows it: its first 63 bytes."""
    return QName(*(part.encode()[:_LONGEST_NAME].decode("utf-8", "ignore") for part in (table.schema, table.name)))


@dataclass(slots=True)
class _Found:
    tables: set[QName] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    constants: set[str] = field(default_factory=set)

    def visit(self, value: Any, ctes: frozenset[str], depth: int) -> None:
        if depth > _DEEPEST:
            raise RecursionError
        if isinstance(value, list):
            for item in value:
                self.visit(item, ctes, depth + 1)
        elif isinstance(value, dict):
            if "withClause" in value:
                ctes = self._visit_with(value["withClause"], ctes, depth)
            for kind, child in value.items():
                # The numbers of a type (`numeric(18, 2)`) are no constants of the query.
                if kind in ("withClause", "typeName", "TypeName") or not isinstance(child, dict | list):
                    continue
                self._note(kind, child, ctes)
                if not (kind == "TypeCast" and _is_interval(child)):
                    self.visit(_without_step(child) if kind == "FuncCall" else child, ctes, depth + 1)

    def _visit_with(self, clause: Node, outer: frozenset[str], depth: int) -> frozenset[str]:
        """The names visible behind a WITH: one that is not recursive does not see itself."""
        entries = [entry["CommonTableExpr"] for entry in clause.get("ctes", ())]
        visible = outer | {entry["ctename"] for entry in entries} if clause.get("recursive") else outer
        for entry in entries:
            self.visit(entry["ctequery"], visible, depth + 1)
            visible |= {entry["ctename"]}
        return visible

    def _note(self, kind: str, node: Any, ctes: frozenset[str]) -> None:
        if kind == "FuncCall":
            self._note_function(names_of(node["funcname"]))
        elif kind == "SQLValueFunction":
            self._note_function([node["op"].removeprefix("SVFOP_").removesuffix("_N").lower()])
        elif kind == "MinMaxExpr":
            self.functions.add(node["op"])
        elif kind in _SPECIAL:
            self.functions.add(_SPECIAL[kind])
        elif kind == "RangeVar":
            schema = ".".join(node[part] for part in ("catalogname", "schemaname") if part in node)
            name = QName(schema, node["relname"])
            if name.schema or name.name not in ctes:
                self.tables.add(name)
        elif kind == "ColumnRef":
            self.columns.add(".".join(names_of(node["fields"])))
        elif kind == "A_Expr":
            self._note_operator(names_of(node["name"])[-1])
        elif kind == "A_Const":
            self.constants.update(_constant(node))

    def _note_function(self, parts: list[str]) -> None:
        name = ".".join(parts[1:] if parts[0] == "pg_catalog" else parts)
        self.functions.add(_SPELLINGS.get(name, name))
        if name == "log10":
            self.constants.add("10")

    def _note_operator(self, operator: str) -> None:
        name = _OPERATORS.get(operator, operator)
        (self.functions if name.isidentifier() else self.operators).add(name)


def names_of(parts: list[Node]) -> list[str]:
    """The parts of a name; `*` for what is none."""
    return [part["String"].get("sval", "") if "String" in part else "*" for part in parts]


def _constant(node: Node) -> Iterator[str]:
    """Text without the case and spaces that sqlglot evens out in intervals and units; numbers by their value."""
    if "sval" in node:
        yield "'" + " ".join(node["sval"].get("sval", "").split()).casefold() + "'"
    elif "bsval" in node:
        # sqlglot takes 0x1F for it.
        yield _number(f"0{node['bsval'].get('bsval', '')}")
    elif "ival" in node:
        yield str(node["ival"].get("ival", 0))
    elif "fval" in node:
        yield _number(node["fval"]["fval"])


def _without_step(call: Any) -> Any:
    """A call without the string that is an interval by its place."""
    if names_of(call["funcname"])[-1] not in _STEPPING:
        return call
    return {**call, "args": [arg for arg in call.get("args", ()) if "sval" not in arg.get("A_Const", {})]}


def _is_interval(cast: Any) -> bool:
    """An interval written out: sqlglot has words of its own for one, and for most of them only some."""
    return "A_Const" in cast["arg"] and names_of(cast["typeName"]["names"])[-1] == "interval"


def _number(text: str) -> str:
    try:
        if text[:2].casefold() in ("0x", "0o", "0b"):
            return str(int(text, 0))
        return f"{Decimal(text).normalize():f}" if len(text) < _LONGEST_NAME else text
    except (InvalidOperation, ValueError):
        return text
