"""Rules about contradictions among the keys and indexes of a table."""

from collections.abc import Iterable

from heartbeat_cli.pgschema import Index
from heartbeat_cli.profiling.detectors.parts.inconsistency import INFO, WARNING, Inconsistency, judged
from heartbeat_cli.profiling.facts import SchemaFacts


def _shape(index: Index) -> tuple[object, ...]:
    return index.keys, index.method, index.where, index.options, index.include, index.nulls_distinct


def duplicate_indexes(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """Two indexes on the same, or one on what a key serves already."""
    for table in judged(facts):
        seen: dict[tuple[object, ...], str] = {}
        keys = {k.columns: k.name or "its key" for k in (table.primary_key, *table.unique_keys) if k is not None}
        for index in sorted(table.indexes, key=lambda i: not i.unique):
            plain = index.method == "btree" and index.where is None and not index.options and not index.include
            twin = keys.get(index.keys) if plain else None
            twin = twin or seen.setdefault(_shape(index), index.name)
            if twin != index.name:
                yield Inconsistency(
                    "duplicate-index", WARNING, table.qname, None,
                    f"{index.name} is on ({', '.join(index.keys)}), as is {twin}",
                    f"drop {index.name}: it costs every write and serves no read",
                )  # fmt: skip


def covered_indexes(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """An index that is the beginning of another one."""
    for table in judged(facts):
        plain = [i for i in table.indexes if i.method == "btree" and i.where is None and not i.options]
        wider = [(i.keys, i.name) for i in plain]
        wider += [(k.columns, k.name or "its key") for k in (table.primary_key, *table.unique_keys) if k is not None]
        for index in plain:
            width = len(index.keys)
            cover = next((n for k, n in wider if len(k) > width and k[:width] == index.keys), None)
            if cover is not None and not index.unique and not index.include:
                yield Inconsistency(
                    "covered-index", INFO, table.qname, None,
                    f"{index.name} on ({', '.join(index.keys)}) is the beginning of {cover}",
                    f"drop {index.name} unless it is much smaller and read all the time",
                )  # fmt: skip


def nullable_keys(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """A unique key of several columns one of which may be null: rows that differ in nothing else pass."""
    for table in judged(facts):
        nullable = {c.name for c in table.columns if c.nullable}
        keys = [(k.columns, k.name) for k in table.unique_keys if k.nulls_distinct]
        keys += [(i.keys, i.name) for i in table.indexes if i.unique and i.where is None and i.nulls_distinct]
        for columns, name in dict.fromkeys(keys):
            loose = [c for c in columns if c in nullable]
            if loose and (len(columns) > 1 or table.primary_key is None):
                yield Inconsistency(
                    "nullable-key", WARNING, table.qname, loose[0] if len(loose) == 1 else None,
                    f"{name or 'a unique key'} on ({', '.join(columns)}) lets duplicates in "
                    f"where {' or '.join(loose)} is null",
                    "count distinct keys before relying on them; NULLS NOT DISTINCT or NOT NULL would close it",
                )  # fmt: skip


def small_log_keys(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """A log numbered by a four-byte integer: it ends at 2,147,483,647 rows."""
    for table in judged(facts):
        key = table.primary_key
        column = table.column(key.columns[0]) if key and len(key.columns) == 1 else None
        if column is None or column.type not in ("integer", "smallint"):
            continue
        numbered = column.identity is not None or (column.default or "").startswith("nextval(")
        if numbered and table.qname in facts.logs:
            yield Inconsistency(
                "small-log-key", INFO, table.qname, column.name,
                f"{column.name} is {column.type}, and the table only grows: it ends at "
                f"{'2,147,483,647' if column.type == 'integer' else '32,767'}",
                "look at its highest value, and change it to bigint while the table is small",
            )  # fmt: skip
