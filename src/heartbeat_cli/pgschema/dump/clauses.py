"""Parts of a statement → drafts: names, types, columns, and expressions cut out of the source.

libpg_query gives trees without source text; expressions are cut out of the statement by their place instead of being
deparsed, so a default reads as the dump wrote it, which for pg_dump is as the catalogue spells it.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..quoting import quote_if_needed
from ..types import SPELLINGS
from . import lexer
from .draft import TEMPORARY, DraftDatabase
from .objects import DraftColumn, DraftSequence, DraftTable, DraftType
from .parse import Node
from .typenames import (
    array_suffix,
    modifiers,
    parts,
    spell_built_in,
    strings,
)

_GENERATED = re.compile(r"_not_null\d*\Z")


class NotUnderstoodError(Exception):
    """A statement that parses and cannot be applied, such as a key for a table that isn't there."""


class SourceText(NamedTuple):
    """A statement's source beside its tree: offsets of the tree lead into `source`."""

    source: bytes
    offset: int

    def at(self, node: Node) -> int:
        """Where a node begins in `source`."""
        return max(int(node.get("location", 0)) - self.offset, 0)

    def cut(self, start: int, end: int | None = None) -> str:
        """The text between two places, tidied."""
        return lexer.tidy_sql(self.source[start:end])

    def inside_parenthesis(self, start: int) -> str:
        """The text in the first parenthesis from `start` on; empty where there is none."""
        found = lexer.parenthesis(self.source, start)
        return self.cut(*found) if found else ""

    def after(self, start: int, *words: bytes) -> int | None:
        """The place behind the first such words in a row from `start` on, None where they do not follow."""
        return lexer.after_words(self.source, start, *words)


def nodes_of(tree: Any, kind: str) -> Iterator[Node]:
    """Every node of one kind anywhere in a tree."""
    stack = [tree]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            if kind in here and isinstance(here[kind], dict):
                yield here[kind]
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(reversed(here))


def columns_in(tree: Any, table: DraftTable) -> list[str]:
    """The columns of `table` that an expression names, once each, in order."""
    names = [
        field["String"].get("sval", "")
        for reference in nodes_of(tree, "ColumnRef")
        for field in reference.get("fields", [])[-1:]
        if "String" in field
    ]
    known = {c.name for c in table.columns} if names else set()
    return [n for n in dict.fromkeys(names) if n in known]


def relation_parts(relation: Node) -> tuple[str | None, str]:
    """Schema (where given) and name of a RangeVar."""
    return relation.get("schemaname"), relation["relname"]


def dotted(names: list[str]) -> tuple[str | None, str]:
    """Schema (where given) and name of a list of names."""
    return (names[-2] if len(names) > 1 else None), names[-1]


def names_of(node: Node) -> list[str]:
    """The name in an `object`: a List of strings, a TypeName or a String."""
    if "List" in node:
        return [i["String"].get("sval", "") for i in node["List"]["items"] if "String" in i]
    if "TypeName" in node:
        return strings(node["TypeName"].get("names"))
    return strings([node]) if "String" in node else []


def need(draft: DraftDatabase, relation: Node) -> DraftTable:
    """The relation a RangeVar names; raises NotUnderstoodError where there is none."""
    return need_relation(draft, *relation_parts(relation))


def need_relation(draft: DraftDatabase, schema: str | None, name: str) -> DraftTable:
    """The table or view of that name; raises NotUnderstoodError where there is none."""
    found = draft.find(schema, name)
    if found is None:
        raise NotUnderstoodError(f"no table {schema + '.' if schema else ''}{name}")
    return found


def need_type(draft: DraftDatabase, names: list[str]) -> DraftType:
    """The type of that dotted name; raises NotUnderstoodError where there is none."""
    found = draft.find_type(*dotted(names))
    if found is None:
        raise NotUnderstoodError(f"no type {'.'.join(names)}")
    return found


def need_sequence(draft: DraftDatabase, names: list[str]) -> DraftSequence:
    """The sequence of that dotted name; raises NotUnderstoodError where there is none."""
    found = draft.find_sequence(*dotted(names))
    if found is None:
        raise NotUnderstoodError(f"no sequence {'.'.join(names)}")
    return found


def need_column(table: DraftTable, name: str) -> DraftColumn:
    """The column of that name; raises NotUnderstoodError where there is none."""
    found = table.column(name)
    if found is None:
        raise NotUnderstoodError(f"{table.qname} has no column {name}")
    return found


def note_name(draft: DraftDatabase, not_null: Node) -> None:
    """A NOT NULL is kept without its name, which few choose themselves."""
    if "conname" in not_null and not _GENERATED.search(not_null["conname"]):
        draft.left_out.add("names of NOT NULL constraints")


def new_relation(draft: DraftDatabase, relation: Node, line: int) -> DraftTable:
    """An empty draft for the RangeVar of something new, not yet part of the database."""
    schema, name = relation_parts(relation)
    kind = relation.get("relpersistence")
    if kind == "t" or schema == TEMPORARY:
        return DraftTable(TEMPORARY, name, line, hidden=True)
    return DraftTable(draft.home(schema), name, line, unlogged=kind == "u")


def read_type(draft: DraftDatabase, node: Node) -> tuple[str | DraftType | DraftTable, str]:
    """The type of a TypeName node, and the brackets of an array."""
    schema, name = parts(node)
    suffix = array_suffix(node)
    if schema == "pg_catalog" or (schema is None and name in SPELLINGS):
        return spell_built_in(name, modifiers(node)), suffix
    known = draft.find_type(schema, name)
    if known is not None:
        return known, suffix
    relation = draft.find(schema, name)
    if relation is not None:
        draft.row_types = True
        return relation, suffix
    mods = modifiers(node)
    spelling = f"{quote_if_needed(schema)}.{quote_if_needed(name)}" if schema else quote_if_needed(name)
    return spelling + (f"({','.join(mods)})" if mods else ""), suffix


def read_collation(node: Node) -> str | None:
    """The name of a definition's collation, with its schema unless that is `pg_catalog`; None for the type's own."""
    if "collClause" not in node:
        return None
    names = strings(node.get("collClause", {}).get("collname"))
    name = ".".join(names[1:] if names[:1] == ["pg_catalog"] else names)
    return None if name == "default" else name or None


def spell_name(names: list[str]) -> str:
    """A dotted name as SQL spells it, without `pg_catalog`."""
    return ".".join(quote_if_needed(n) for n in (names[1:] if names[0] == "pg_catalog" else names))


def drawn_from(draft: DraftDatabase, expression: Node | None) -> DraftSequence | None:
    """The sequence of a default that is nothing but `nextval('…')`."""
    call = (expression or {}).get("FuncCall")
    if call is None or strings(call["funcname"])[-1] != "nextval" or len(call.get("args", [])) != 1:
        return None
    argument = call["args"][0]
    while "TypeCast" in argument:
        argument = argument["TypeCast"].get("arg", {})
    written = argument.get("A_Const", {}).get("sval", {}).get("sval", "")
    pieces = []
    for token in lexer.tokens(written.encode()):
        word = token.text.decode()
        if token.kind == "name":
            pieces.append(word[1:-1].replace('""', '"'))
        elif token.kind == "word":
            pieces.append(word.lower())
    return draft.find_sequence(*dotted(pieces)) if pieces else None


def is_null(expression: Node | None) -> bool:
    """Whether an expression is a bare NULL."""
    return bool((expression or {}).get("A_Const", {}).get("isnull"))


def _null_default(column: DraftColumn) -> str | None:
    """PostgreSQL keeps no DEFAULT NULL, unless the column's type has a length or precision to bring it to."""
    kind = column.type
    if not isinstance(kind, str) or "(" not in kind:
        return None
    return f"NULL::{without_modifier(kind)}{column.suffix}"


def without_modifier(kind: str) -> str:
    """A spelling without its length or precision."""
    head, _, rest = kind.partition("(")
    return "bpchar" if head == "character" and rest else head + rest.partition(")")[2]


def set_default(draft: DraftDatabase, column: DraftColumn, expression: Node | None, written: str) -> None:
    """Give `column` a default, or with no expression none."""
    if expression is None or is_null(expression):
        column.default, column.sequence = (_null_default(column) if expression else None), None
        return
    column.default = written
    sequence = column.sequence = drawn_from(draft, expression)
    if sequence is not None and (sequence.owned_by is None or sequence.owned_by[1] is not column):
        sequence.shared = True
