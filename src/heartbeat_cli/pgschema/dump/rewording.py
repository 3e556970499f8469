"""Expressions are kept as text; when a schema, a type or a relation gets another name, the text has to follow."""

from collections.abc import Callable, Iterator
from typing import Any

from ..names import QName
from ..quoting import quote_if_needed
from .draft import DraftDatabase
from .lexer import Token, tokens
from .mentions import rename_in_query
from .objects import DraftColumn, DraftTable, DraftType, spell


def reword_schema(draft: DraftDatabase, old: str, new: str) -> None:
    """Another name for a schema, in every expression and query."""
    _reword_all(draft, old, lambda text: _replace(text, QName(old, ""), QName(new, "")))


def reword_type(draft: DraftDatabase, old: QName, new: QName) -> None:
    """Another name or schema for a type, in every expression and query."""
    _reword_all(draft, old.name, lambda text: _replace(text, old, new))


def reword_label(draft: DraftDatabase, kind: DraftType, old: str, new: str) -> None:
    """Another name for an enum's value (both as literals), wherever it is cast to the enum."""
    spelt = spell(kind)
    _reword_all(draft, old, lambda text: text.replace(f"{old}::{spelt}", f"{new}::{spelt}"))


def reword_relation(draft: DraftDatabase, relation: DraftTable, new: QName) -> None:
    """Another name or schema for a relation, in the queries of the views that read it; before it gets it."""
    for view in relation.readers:
        if view.query is not None:
            query = rename_in_query(draft, view.query, relation, None, new)
            view.query = _replace(query, relation.qname, new)


def reword_column(draft: DraftDatabase, relation: DraftTable, column: DraftColumn, new: str) -> None:
    """Another name for a column, in the queries of the views that use it; before it gets it."""
    for view in relation.readers:
        if view.query is not None and column in view.uses:
            view.query = rename_in_query(draft, view.query, relation, column, QName(relation.schema, new))


def _reword_all(draft: DraftDatabase, mark: str, reword: Callable[[str], str]) -> None:
    for holder, field in _holders(draft):
        text = getattr(holder, field)
        if text is not None and mark in text:
            setattr(holder, field, reword(text))
    for index in (i for r in draft.relations.values() for i in r.indexes):
        pairs = zip(index.keys, index.named, strict=True)
        index.keys = [key if plain or mark not in key else reword(key) for key, plain in pairs]


def _holders(draft: DraftDatabase) -> Iterator[tuple[Any, str]]:
    """Every object that has an expression, with the field it is in."""
    for relation in draft.relations.values():
        yield relation, "query"
        yield from ((column, field) for column in relation.columns for field in ("default", "generated"))
        yield from ((check, "expression") for check in relation.checks)
        yield from ((holder, "where") for holder in (*relation.indexes, *relation.exclusions))
        yield from ((policy, field) for policy in relation.policies for field in ("using", "check"))
    for kind in draft.types.values():
        yield from ((check, "expression") for check in kind.checks)
        if kind.value is not None:
            yield kind.value, "default"


def _replace(text: str, old: QName, new: QName) -> str:
    """`old` written as `new`; with no name, whatever is in that schema. After `::` a bare name is the type's, too."""
    source, pieces, position = text.encode(), [], 0
    found = list(tokens(source))
    for number, token in enumerate(found):
        after = found[number + 1 : number + 3]
        if _is(token, old.schema) and len(after) == 2 and after[0].text == b"." and _fits(after[1], old.name):
            end = after[1] if old.name else token
            written = (
                f"{quote_if_needed(new.schema)}.{quote_if_needed(new.name)}"
                if old.name
                else quote_if_needed(new.schema)
            )
        elif old.name and _is(token, old.name) and [t.text for t in found[max(number - 2, 0) : number]] == [b":", b":"]:
            end, written = token, quote_if_needed(new.name)
        else:
            continue
        if token.start >= position and not (number and found[number - 1].text == b"."):
            pieces += [source[position : token.start], written.encode()]
            position = end.end
    return b"".join([*pieces, source[position:]]).decode()


def _fits(token: Token, name: str) -> bool:
    return not name or _is(token, name)


def _is(token: Token, name: str) -> bool:
    word = token.text.decode("utf-8", "replace")
    if token.kind == "name":
        return word[1:-1].replace('""', '"') == name
    return token.kind == "word" and word.lower() == name
