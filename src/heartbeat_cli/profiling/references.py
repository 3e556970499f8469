"""A database's foreign keys as references, both ways, partitions folded into their parents."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from heartbeat_cli.pgschema import Database, ForeignKey, Index, QName, Table
from heartbeat_cli.profiling.values import Reference

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
    out: dict[QName, dict[tuple[object, ...], Reference]] = defaultdict(dict)
    partitions: Counter[QName] = Counter()
    for table in tables.values():
        root = root_of(table, tables)
        if root != table.qname:
            partitions[root] += 1
        for key in table.foreign_keys:
            target = root_of(tables[key.target], tables) if key.target in tables else key.target
            reference = Reference(root, key.columns, target, key.target_columns, key.name, is_indexed(table, key))
            out[root].setdefault((key.columns, target, key.target_columns), reference)
    into: dict[QName, list[Reference]] = defaultdict(list)
    for references in out.values():
        for reference in references.values():
            into[reference.target].append(reference)
    return References(
        {q: tuple(r.values()) for q, r in out.items()}, {q: tuple(r) for q, r in into.items()}, dict(partitions)
    )


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
