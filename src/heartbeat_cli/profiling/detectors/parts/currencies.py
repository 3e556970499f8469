"""In which currency the amounts of a table are: the column beside them that says so."""

from collections.abc import Iterable

from heartbeat_cli.pgschema import NUMBER_KINDS, Column, Table, kind_of
from heartbeat_cli.profiling.words import word_lists, words_of

_WORDS = word_lists("quantities")
_IN_ANOTHER = _WORDS["in another currency"]
_OF_OTHERS = _WORDS["currencies of others"]


def currency_columns(table: Table) -> tuple[str, ...]:
    """The columns that say which currency a row's amounts are in: by their names, or by what they refer to."""
    to_currency = {c for k in table.foreign_keys if words_of(k.target.name)[-1:] == ("currency",) for c in k.columns}
    return tuple(c.name for c in table.columns if c.name in to_currency or _names_currency(c))


def _names_currency(column: Column) -> bool:
    words = words_of(column.name)
    while len(words) > 1 and words[-1] in ("code", "id", "iso"):
        words = words[:-1]
    if words[-1:] not in (("currency",), ("ccy",)) or column.type == "boolean" or column.type.endswith("[]"):
        return False
    # `amount_currency` as a number is an amount, `currency_id` says which.
    return not is_number(column.type) or words_of(column.name)[-1] in ("id", "code", "iso")


def currency_of(amount: tuple[str, ...], currencies: tuple[str, ...]) -> str | None:
    """The currency column of an amount: with the longest beginning in common, else the plain one, else the only one.

    An amount in the base or reporting currency has the row's own only where the names say so.
    """
    plain = [c for c in currencies if words_of(c)[0] in ("currency", "ccy")]
    prefixed = [(_common(amount, words_of(c)), c) for c in currencies if c not in plain]
    best = max(prefixed, default=(0, ""), key=lambda pair: pair[0])
    if best[0]:
        return best[1]
    if _IN_ANOTHER.intersection(amount):
        return None
    if plain:
        return plain[0]
    if len(currencies) != 1 or (words_of(currencies[0])[0] in _OF_OTHERS and amount[-1:] != ("currency",)):
        return None
    return currencies[0]


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def is_number(base: str) -> bool:
    """Whether a type, or that of an array's elements, is one of numbers."""
    return kind_of(base.removesuffix("[]")) in NUMBER_KINDS
