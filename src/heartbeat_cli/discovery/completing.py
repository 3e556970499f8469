"""What may be typed next in a condition: columns, then what compares them, then a column's labels or values."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from heartbeat_cli.discovery.asking import RowsOf
from heartbeat_cli.discovery.condition import meant_column
from heartbeat_cli.discovery.effects import ReadDictionary, ReadValues
from heartbeat_cli.pgschema import Column, ForeignKey, kind_of

_BEGIN: Final = r"(?:^|\(|\b(?:and|or|not)\b)\s*"
_COLUMN: Final = r'(?P<column>"[^"]+"|\w+)'
_VALUE: Final = re.compile(
    rf"{_COLUMN}\s*(?:=|<>|!=|\bnot\s+in\s*\((?:[^()]*,)?|\bin\s*\((?:[^()]*,)?)\s*(?P<typed>'[^']*|[^\s'(),]*)$",
    re.IGNORECASE,
)
_COMPARISON: Final = re.compile(rf"{_BEGIN}{_COLUMN}\s+(?P<typed>[<>=!]*|[a-z]+)$", re.IGNORECASE)
_NAME: Final = re.compile(rf"{_BEGIN}(?P<typed>\w*)$", re.IGNORECASE)
_NEXT: Final = re.compile(r"""(?:'|"|\w|\))\s+(?P<typed>[a-z]*)$""", re.IGNORECASE)
_COMPARISONS: Final = ("=", "<>", ">", "<", "in (", "is null", "is not null")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand in the place of the last `instead_of` characters, and a word about it."""

    text: str
    instead_of: int
    about: str = ""


def completions(text: str, rows: RowsOf, look: Callable[[Any], Any]) -> tuple[Completion, ...]:
    """What may be typed after `text`; `look` answers ReadDictionary and ReadValues."""
    for pattern, offered in ((_VALUE, _values), (_NAME, _columns), (_COMPARISON, _comparisons), (_NEXT, _joins)):
        match = pattern.search(text)
        if match is None:
            continue
        typed = match["typed"]
        named = match["column"].strip('"') if "column" in pattern.groupindex else ""
        found = tuple(offered(named, rows, look))
        return tuple(Completion(one, len(typed), about) for one, about in found if _begins(one, typed))
    return ()


def _begins(text: str, typed: str) -> bool:
    folded = text.strip("'").casefold()
    return folded.startswith(typed.lstrip("'").casefold()) and text != typed


def _columns(_: str, rows: RowsOf, __: Any) -> Iterator[tuple[str, str]]:
    """Columns as they are written in a condition; one that refers to a dictionary is called after it."""
    references = {key.columns[0]: key for key in rows.table.foreign_keys if len(key.columns) == 1}
    for column in rows.table.columns:
        name = re.sub(r"_(id|code|key)$", "", column.name) if column.name in references else column.name
        called = name if rows.table.column(name) is None else column.name
        yield called, _about(column, references.get(column.name))


def _about(column: Column, reference: ForeignKey | None) -> str:
    return f"label of {reference.target}" if reference is not None else column.type


def _comparisons(named: str, rows: RowsOf, _: Any) -> Iterable[tuple[str, str]]:
    column, reference = meant_column(named, rows.table)
    if column is None:
        return ()
    labelled = reference is not None or kind_of(column.type) in ("text", "boolean")
    return tuple((word, "") for word in _COMPARISONS if not (labelled and word in "<>" and word != "<>"))


def _values(named: str, rows: RowsOf, look: Callable[[Any], Any]) -> Iterable[tuple[str, str]]:
    column, reference = meant_column(named, rows.table)
    if column is None:
        return ()
    if kind_of(column.type) == "boolean":
        return (("true", ""), ("false", ""))
    return tuple((_written(value), "") for value in _known_values(column, reference, rows, look))


def _known_values(
    column: Column, reference: ForeignKey | None, rows: RowsOf, look: Callable[[Any], Any]
) -> tuple[str, ...]:
    if reference is not None:
        labels: tuple[str, ...] | None = look(ReadDictionary(rows.source, reference.target)).values
        return labels or ()
    found: tuple[str, ...] = look(ReadValues(rows.source, rows.table.qname, column.name))
    return found


def _written(value: str) -> str:
    if _WORD.fullmatch(value) and not value[0].isdigit():
        return value
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def _joins(_: str, __: RowsOf, ___: Any) -> tuple[tuple[str, str], ...]:
    return (("and", ""), ("or", ""))
