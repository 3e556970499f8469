"""The names PostgreSQL chooses where a statement gives none, so that a later DROP CONSTRAINT finds its object."""

from collections.abc import Callable

from ..names import QName
from .draft import DraftDatabase
from .objects import DraftTable, DraftType

_LIMIT = 63


def _clip(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore")


def make_name(first: str, second: str | None, label: str) -> str:
    """`first_second_label` within 63 bytes: the longer of the two names is shortened first."""
    room = _LIMIT - len(label) - 1 - (1 if second is not None else 0)
    one, two = len(first.encode()), len((second or "").encode())
    while one + two > room:
        if one > two:
            one -= 1
        else:
            two -= 1
    middle = f"_{_clip(second, two)}" if second is not None else ""
    return f"{_clip(first, one)}{middle}_{label}"


def relation_name(draft: DraftDatabase, table: DraftTable, columns: list[str] | None, label: str) -> str:
    """A free name for a sequence, an index or an index-backed constraint of `table`."""
    return _first_free(table.name, columns, label, lambda name: draft.is_taken(QName(table.schema, name)))


def constraint_name(table: DraftTable, columns: list[str] | None, label: str) -> str:
    """A free name for a foreign key or check of `table`."""
    taken = {k.name for k in table.foreign_keys} | {c.name for c in table.checks}
    taken |= {k.name for k in table.unique()} | {e.name for e in table.exclusions}
    return _first_free(table.name, columns, label, taken.__contains__)


def domain_check_name(domain: DraftType) -> str:
    """A free name for a check of a domain."""
    return _first_free(domain.name, None, "check", {c.name for c in domain.checks}.__contains__)


def not_null_name(table: DraftTable, column: str) -> str:
    """What PostgreSQL 18 calls a NOT NULL that has no name of its own."""
    return make_name(table.name, column, "not_null")


def _first_free(owner: str, columns: list[str] | None, label: str, is_taken: Callable[[str], bool]) -> str:
    joined = _join(columns) if columns else None
    name, number = make_name(owner, joined, label), 0
    while is_taken(name):
        number += 1
        name = make_name(owner, joined, f"{label}{number}")
    return name


def _join(columns: list[str]) -> str:
    """Column names joined by underscores, as long as one name may be."""
    joined = ""
    for column in columns:
        joined = f"{joined}_{column}" if joined else column
        if len(joined.encode()) >= _LIMIT + 1:
            break
    return _clip(joined, _LIMIT)
