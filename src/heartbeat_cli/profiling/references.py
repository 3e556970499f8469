"""A database's foreign keys as references, both ways, partitions folded into their parents."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from heartbeat_cli.pgschema import Database, ForeignKey, Index, QName, Table
from heartbeat_cli.profiling.values import Reference

_Shape = tuple[tuple[str, ...], QName, tuple[str, ...]]
"""The columns of a reference, the root of what they refer to, and its columns."""
_PRESENT = re.compile(r'\(?"?([^"()]+?)"?\s+IS\s+NOT\s+NULL\)?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class References:
    """Every reference of a database, by who refers and who is referred to. Partitions stand for their parents."""

    out: Mapping[QName, tuple[Reference, ...]] = field(default_factory=dict)
    into: Mapping[QName, tuple[Reference, ...]] = field(default_factory=dict)
    partitions: Mapping[QName, int] = field(default_factory=dict)


def find_references(database: Database) -> References:
    """Walk all foreign keys once. A partition's own keys count as its root's, once."""
    tables = {t.qname: t for t in database.tables()}
    roots = {name: root_of(table, tables) for name, table in tables.items()}
    partitions = Counter(root for name, root in roots.items() if root != name)
    keys: dict[QName, dict[_Shape, list[tuple[Table, ForeignKey]]]] = defaultdict(lambda: defaultdict(list))
    for name, table in tables.items():
        for key in table.foreign_keys:
            keys[roots[name]][key.columns, roots.get(key.target, key.target), key.target_columns].append((table, key))
    out = {
        root: tuple(_reference(root, shape, holders, tables) for shape, holders in shapes.items())
        for root, shapes in keys.items()
    }
    into: dict[QName, list[Reference]] = defaultdict(list)
    for references in out.values():
        for reference in references:
            into[reference.target].append(reference)
    return References(out, {q: tuple(r) for q, r in into.items()}, dict(partitions))


def _reference(
    root: QName, shape: _Shape, holders: list[tuple[Table, ForeignKey]], tables: Mapping[QName, Table]
) -> Reference:
    """The root's own key, else that of the first partition that has one."""
    table, key = next((h for h in holders if h[0].qname == root), holders[0])
    columns, target, target_columns = shape
    only = () if table.qname == root else _only_in([t for t, _ in holders], root, tables)
    return Reference(root, columns, target, target_columns, key.name, is_indexed(table, key), only)


def _only_in(holders: list[Table], root: QName, tables: Mapping[QName, Table]) -> tuple[QName, ...]:
    """The partitions that have a key, unless every row of the root is in one of them."""
    parents = {t.partition_of for t in tables.values()}
    leaves = [t for t in tables.values() if t.qname not in parents and root_of(t, tables) == root]
    with_it = {t.qname for t in holders}
    everywhere = all(with_it.intersection(_upward(leaf, tables)) for leaf in leaves)
    return () if everywhere else tuple(t.qname for t in holders)


def _upward(table: Table, tables: Mapping[QName, Table]) -> set[QName]:
    """A partition and what it is a part of, to the top."""
    found = {table.qname}
    while table.partition_of is not None and table.partition_of in tables and table.partition_of not in found:
        table = tables[table.partition_of]
        found.add(table.qname)
    return found


def root_of(table: Table, tables: Mapping[QName, Table]) -> QName:
    """The table at the top of a chain of partitions; the table itself when it is no partition."""
    seen = {table.qname}
    while table.partition_of is not None and table.partition_of in tables and table.partition_of not in seen:
        seen.add(table.partition_of)
        table = tables[table.partition_of]
    return table.partition_of or table.qname


def is_indexed(table: Table, key: ForeignKey) -> bool:
    """Whether an index or key of `table` begins with the reference's columns, in any order.

    An index of the rows where one of them is not null counts: no other row refers to anything.
    """
    width, wanted = len(key.columns), set(key.columns)
    prefixes = [i.keys[:width] for i in table.indexes if _covers(i, wanted)]
    prefixes += [k.columns[:width] for k in (table.primary_key, *table.unique_keys) if k is not None]
    return any(set(prefix) == wanted for prefix in prefixes)


def _covers(index: Index, columns: set[str]) -> bool:
    """Whether no row that refers to something through `columns` is left out of the index."""
    if index.where is None:
        return True
    present = _PRESENT.fullmatch(index.where)
    return present is not None and present.group(1) in columns
