"""DO blocks: code that migrations wrap around a few statements, mostly to make them repeatable.

Their statements are applied as if every condition held; a statement whose effect is there already changes nothing, as
the condition around it says. A loop over an array of literals that builds one statement with `format` is followed; what
else a block makes up as text and runs with EXECUTE cannot be told.
"""

import re
from collections.abc import Callable, Iterator

from ..quoting import quote_if_needed
from .clauses import NotUnderstoodError
from .draft import DraftDatabase
from .parse import Node, Parsed, parse_all
from .split import split_statements

_DDL = rb"(?:CREATE|ALTER|DROP|COMMENT\s+ON|GRANT|REVOKE)\s"
_STATEMENT = re.compile(rb"\b" + _DDL, re.IGNORECASE)
_EXECUTE = re.compile(rb"\bEXECUTE\b(?!\s+(?:FUNCTION|PROCEDURE|ON)\b)", re.IGNORECASE)
# The words of plpgsql that may stand between the last semicolon and a statement.
_HEAD = re.compile(rb"(?:.*\b(?:BEGIN|THEN|ELSE|LOOP|DECLARE)\b)?\s*(?=" + _DDL + rb")", re.IGNORECASE | re.DOTALL)
_LITERAL = rb"'(?:[^'\\]|'')*'"
_LOOP = re.compile(
    rb"\b(?:FOR\s+(?P<one>\w+)\s+IN\s+SELECT\s+unnest\s*\(\s*|FOREACH\s+(?P<other>\w+)\s+IN\s+ARRAY\s+)"
    rb"ARRAY\s*\[(?P<values>\s*" + _LITERAL + rb"(?:\s*,\s*" + _LITERAL + rb")*)\s*\]\s*\)?(?:\s+AS\s+\w+)?\s+LOOP\b"
    rb".*?\bEXECUTE\s+format\s*\(\s*(?P<form>" + _LITERAL + rb")\s*,\s*(?P<used>\w+)\s*\)\s*;.*?\bEND\s+LOOP\b",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile("(%[LIs])")
_THERE_ALREADY = "already"


def run_block(draft: DraftDatabase, node: Node, line: int, apply: Callable[[DraftDatabase, Parsed], None]) -> None:
    """Apply the DDL in the body of a DO; raises NotUnderstoodError where some of it is made up as it runs."""
    body = _LOOP.sub(b"NULL;", source := _body(node))
    if _STATEMENT.search(source) is None:
        return
    if _EXECUTE.search(body) is not None:
        raise NotUnderstoodError("it makes up statements as it runs")
    for text in (*_written(body), *_built(source)):
        parsed = next(parse_all(split_statements(text, line=line)))
        if parsed.error is not None:
            raise NotUnderstoodError(parsed.error)
        try:
            apply(draft, parsed)
        except NotUnderstoodError as error:
            if _THERE_ALREADY not in str(error):
                raise


def _body(node: Node) -> bytes:
    arguments = {a["DefElem"]["defname"]: a["DefElem"].get("arg", {}) for a in node.get("args", [])}
    return str(arguments.get("as", {}).get("String", {}).get("sval", "")).encode()


def _written(body: bytes) -> Iterator[bytes]:
    """The statements that stand in the code as they are."""
    for statement in split_statements(body):
        if _STATEMENT.search(statement.text) is None:
            continue
        head = _HEAD.match(statement.text)
        if head is None:
            raise NotUnderstoodError("its code could not be followed")
        yield statement.text[head.end() :]


def _built(body: bytes) -> Iterator[bytes]:
    """The statements of loops over literals."""
    for loop in _LOOP.finditer(body):
        if loop["used"] != (loop["one"] or loop["other"]):
            raise NotUnderstoodError("it makes up statements as it runs")
        form = _text(loop["form"])
        for literal in re.findall(_LITERAL, loop["values"]):
            value = _text(literal)
            pieces: list[str] = _PLACE.split(form)
            spelt = {"%L": literal.decode("utf-8", "replace"), "%I": quote_if_needed(value), "%s": value}
            yield "".join(spelt.get(piece, piece) for piece in pieces).encode()


def _text(literal: bytes) -> str:
    return literal[1:-1].replace(b"''", b"'").decode("utf-8", "replace")
