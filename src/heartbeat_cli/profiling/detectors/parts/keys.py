"""The keys of a database that a reference may point at, and what their names say of whose they are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from heartbeat_cli.pgschema import Column, Table, kind_of, split_type
from heartbeat_cli.profiling.vocabulary import BLANK, THE_THING_ITSELF
from heartbeat_cli.profiling.words import singular, singular_words

ALIKE = 3
_CODE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class KeyName:
    """A key of one column that a reference may point at."""

    table: Table
    column: Column
    words: tuple[str, ...]
    """The words of the table's name."""
    primary: bool


def single_keys(table: Table) -> Iterator[KeyName]:
    """The keys of one column that a table has, the first one of which others refer to."""
    words = singular_words(table.name)
    primary = table.primary_key.columns if table.primary_key else ()
    unique = [k.columns for k in table.unique_keys]
    unique += [i.keys for i in table.indexes if i.unique and i.where is None]
    for columns in dict.fromkeys([primary, *unique]):
        column = table.column(columns[0]) if len(columns) == 1 else None
        if column is not None:
            yield KeyName(table, column, words, columns == primary or not primary)
    if not primary or len(primary) > 1:
        yield from _keys_within(table, words, [primary, *unique])


def _keys_within(table: Table, words: tuple[str, ...], keys: Sequence[tuple[str, ...]]) -> Iterator[KeyName]:
    """The `id` of a key that also says the tenant or the day: what refers to a row holds it."""
    plain = {c for columns in keys if len(columns) > 1 for c in columns if singular_words(c) in (("id",), ("uuid",))}
    column = table.column(plain.pop()) if len(plain) == 1 else None
    if column is not None and not any(columns == (column.name,) for columns in keys):
        yield KeyName(table, column, words, True)


def is_blank(words: tuple[str, ...]) -> bool:
    """Whether a name says nothing about whose it is: `id`, `code`, `name`."""
    return not words or (len(words) == 1 and words[0] in BLANK)


def is_code(column: Column) -> bool:
    """Whether a column holds a text short enough to be a code (at most 40 characters)."""
    length = split_type(column.type)[1]
    return kind_of(column.type) == "text" and 0 < sum(length) <= _CODE_LENGTH


def _is_numbered(column: Column) -> bool:
    return column.identity is not None or (column.default or "").startswith("nextval(")


def few_are_texts(keys: Sequence[Column]) -> bool:
    """Whether hardly a key of a database is a text, codes aside."""
    texts = sum(kind_of(c.type) == "text" and not is_code(c) for c in keys)
    return texts * 4 < len(keys)


def generic_names(keys: Sequence[KeyName]) -> Set[tuple[str, ...]]:
    """What the keys of several tables are called alike, as `record_id`: it says no more than `id`."""
    found = Counter(singular_words(k.column.name) for k in keys if k.primary)
    called = {words for k in keys for words in (k.words, k.words[-1:], k.words[:1])}
    numbered = {singular_words(k.column.name) for k in keys if k.primary and _is_numbered(k.column)}
    alike = {name for name, count in found.items() if count >= ALIKE and not is_blank(name)}
    return {name for name in alike if name in numbered or name[:-1] not in called}


def called_after(keys: Sequence[KeyName]) -> Mapping[tuple[str, ...], int]:
    """What columns that refer to a table are called after the whole or the end of its name, which has so many words."""
    found: dict[tuple[str, ...], int] = {}
    for key in keys:
        own = singular_words(key.column.name)
        if key.primary and is_blank(own) and own:
            for cut in range(len(key.words)):
                name = (*key.words[cut:], own[-1])
                found[name] = min(len(key.words), found.get(name, len(key.words)))
    return found


def is_borrowed(key: KeyName, called: Mapping[tuple[str, ...], int], *, referring: bool) -> bool:
    """Whether a primary key is another table's at the same time: declared to refer, or called after that table."""
    own = singular_words(key.column.name)
    run_together = singular(key.table.name.lower()) in key.column.name.lower()
    if not key.primary or is_blank(own) or run_together or is_named_after(own, key):
        return False
    return referring or called.get(own, len(key.words)) < len(key.words)


def is_itself(key: KeyName, words: tuple[str, ...]) -> bool:
    """Whether a table's name only adds that it is the thing itself: `client_profile` for `client_id`."""
    rest = key.words[len(words) - 1 :]
    return len(rest) == 1 and rest[0] in THE_THING_ITSELF


def is_named_after(name: tuple[str, ...], key: KeyName) -> bool:
    """Whether a key called `name` is its own table's and not one shared with another: `merchant_id` of the merchant."""
    itself = key.words[:-1] if set(key.words[-1:]) & THE_THING_ITSELF else key.words
    return bool(itself) and name[: len(itself)] == itself and len(name) <= len(key.words) + 1
