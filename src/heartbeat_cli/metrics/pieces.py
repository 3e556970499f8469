"""A metric's SQL in its pieces: what comes out, from where, and each condition, as they are written.

Each piece is read again by PostgreSQL's grammar and held to what that reads in the whole: where the two differ, the SQL
does not come apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.metrics.reading import Node, parse
from heartbeat_cli.metrics.shape.expressions import conjuncts, same

_TOKEN: Final = re.compile(r"""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_]\w*|[<>=!]+|.""", re.DOTALL)
_OPENS, _CLOSES = ("(", "[", "CASE"), (")", "]", "END")
_PLAIN: Final = {"targetList", "fromClause", "whereClause", "limitOption", "op"}


class NoPiecesError(Exception):
    """Why SQL does not come apart, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression, as it is written and as it is read."""

    text: str
    node: Node


@dataclass(frozen=True, slots=True)
class Pieces:
    """`SELECT output FROM source WHERE condition AND condition`, and nothing else."""

    output: Piece
    source: str
    conditions: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """A condition `left operator right`, where the operator is one of `<`, `<=`, `>`, `>=`, `=`."""

    left: Piece
    operator: str
    right: Piece


def pieces_of(sql: str) -> Pieces:
    """The pieces of SQL that was judged. Raises NoPiecesError."""
    statement = parse(sql)[0]["stmt"]["SelectStmt"]
    if set(statement) - _PLAIN or "fromClause" not in statement or len(statement["targetList"]) != 1:
        raise NoPiecesError("it is more than SELECT … FROM … WHERE …")
    text = sql.rstrip().rstrip(";")
    begin = {word: span for word, span in reversed(list(_outer_words(text))) if word in ("SELECT", "FROM", "WHERE")}
    end = begin.get("WHERE", (len(text), len(text)))
    output, source = text[begin["SELECT"][1] : begin["FROM"][0]], text[begin["FROM"][1] : end[0]]
    _hold(_read(f"SELECT {output}\n")["targetList"], statement["targetList"])
    _hold(_read(f"SELECT 1 FROM {source}\n")["fromClause"], statement["fromClause"])
    value = statement["targetList"][0]["ResTarget"]
    if "name" in value:
        raise NoPiecesError("its column has a name")
    conditions = tuple(_conditions(text[end[1] :], statement.get("whereClause")))
    return Pieces(Piece(output.strip(), value["val"]), source.strip(), conditions)


def sides_of(condition: Piece) -> tuple[Sides, ...]:
    """A comparison as its sides; of BETWEEN both comparisons it stands for. Raises NoPiecesError for anything else."""
    node = condition.node.get("A_Expr", {})
    if node.get("kind") == "AEXPR_BETWEEN":
        low, high = node["rexpr"]["List"]["items"]
        left, rest = _cut(condition.text, "BETWEEN")
        first, last = _cut(rest, "AND")
        value = _piece(left, node["lexpr"])
        return Sides(value, ">=", _piece(first, low)), Sides(value, "<=", _piece(last, high))
    operator = node["name"][0]["String"]["sval"] if node.get("kind") == "AEXPR_OP" and "lexpr" in node else ""
    if operator not in ("<", "<=", ">", ">=", "="):
        raise NoPiecesError("the clock stands in more than a comparison")
    left, right = _cut(condition.text, operator)
    return (Sides(_piece(left, node["lexpr"]), operator, _piece(right, node["rexpr"])),)


def _conditions(text: str, node: Node | None) -> Iterator[Piece]:
    """The parts between one AND and the next; that of a BETWEEN divides nothing, which the grammar tells."""
    wanted = list(conjuncts(node))
    begins = [0, *(end for word, (_, end) in _outer_words(text) if word == "AND")]
    ends = [*(at for word, (at, _) in _outer_words(text) if word == "AND"), len(text)]
    first = 0
    for part in wanted:
        for last in range(first, len(ends)):
            try:
                yield _piece(text[begins[first] : ends[last]], part)
            except NoPiecesError:
                continue
            first = last + 1
            break
        else:
            raise NoPiecesError("it does not come apart")
    if wanted and first != len(ends):
        raise NoPiecesError("it does not come apart")


def _piece(text: str, node: Node) -> Piece:
    read = _read(f"SELECT {text}\n")
    _hold([target["ResTarget"].get("val") for target in read["targetList"]], [node])
    return Piece(text.strip(), node)


def _cut(text: str, sign: str) -> tuple[str, str]:
    """What stands before the first such sign outside of parentheses, and behind it."""
    for word, (at, end) in _outer_words(text):
        if word == sign:
            return text[:at], text[end:]
    raise NoPiecesError("it does not come apart")


def _outer_words(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Words and operators that stand in no parentheses and no CASE, in capitals, and where."""
    depth = 0
    for token in _TOKEN.finditer(text):
        word = token[0].upper()
        if word in _CLOSES:
            depth -= 1
        elif word in _OPENS:
            depth += 1
        elif depth == 0 and (word[0].isalpha() or word[0] in "<>=!"):
            yield word, token.span()


def _read(sql: str) -> Node:
    try:
        (statement,) = parse(sql)
        found: Node = statement["stmt"]["SelectStmt"]
    except (HbError, ValueError, KeyError):
        raise NoPiecesError("it does not come apart") from None
    return found


def _hold(read: Any, wanted: Any) -> None:
    if not same(read, wanted):
        raise NoPiecesError("it does not come apart")
