"""A described database -> INSERT statements that fill it, set-based and without randomness.

Row `k` of a table is a function of `k` alone: every value is built from `k` and a hash of it. A foreign key therefore
needs no lookup: it is the key of some row `1 + hash % n` of its target, computed by the same function, which is what
makes the data referentially consistent at any scale and identical on every run.

Columns with a meaning the demo's numbers rest on carry their own SQL in the description (`data:`), built on the
functions of `description/formulas.sql`; everything else gets a believable value by type and name (`values.py`).
"""

import re
from collections.abc import Iterator
from datetime import datetime
from zlib import crc32

from heartbeat_cli.demo.ddl import qualified
from heartbeat_cli.demo.description import FOLDER, ColumnSpec, DatabaseSpec, ReferenceSpec, TableSpec
from heartbeat_cli.demo.values import TIMES, Cell, generic_value, sequential_value
from heartbeat_cli.pgschema import literal, quote_if_needed

CLIENTS, PAYMENTS = 12_000, 40_000


def fill(database: DatabaseSpec, scale: float, clock: datetime) -> Iterator[str]:
    """The statements that fill every table of `database` at `scale`, as of `clock`."""
    filler = _Filler(database, scale, clock)
    yield filler.expand((FOLDER / "formulas.sql").read_text(encoding="utf-8"))
    for table in database.tables.values():
        if table.values:
            yield _insert_values(table)
        elif not table.derived:
            yield filler.insert(table)
    if database.rows_sql:
        yield filler.expand(database.rows_sql)
    yield from _restart_identities(database)


def _insert_values(table: TableSpec) -> str:
    columns = ", ".join(quote_if_needed(c.name) for c in table.columns)
    rows = ", ".join(
        f"({', '.join(_literal(v, c) for v, c in zip(row, table.columns, strict=True))})" for row in table.values
    )
    return f"INSERT INTO {qualified(table.schema, table.name)} ({columns}) VALUES {rows}"


def _literal(value: object, column: ColumnSpec) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"ARRAY[{', '.join(literal(str(v)) for v in value)}]::{column.type}"
    if isinstance(value, int | float):
        return str(value)
    return f"{literal(str(value))}::{column.type}"


def _restart_identities(database: DatabaseSpec) -> Iterator[str]:
    for table in database.tables.values():
        for column in table.columns:
            if column.primary and column.type in ("bigint", "integer"):
                name = qualified(table.schema, table.name)
                yield (
                    f"SELECT setval(pg_get_serial_sequence({literal(name)}, {literal(column.name)}), "
                    f"coalesce((SELECT max({quote_if_needed(column.name)}) FROM {name}), 0) + 1, false)"
                )


class _Filler:
    """Row functions of one database at one scale."""

    def __init__(self, database: DatabaseSpec, scale: float, clock: datetime) -> None:
        self.database = database
        self.scale = scale
        self.clock = f"timestamptz '{clock.isoformat()}'"
        self._counts: dict[tuple[str, str], int] = {}
        self._digits: dict[tuple[str, str], dict[str, tuple[int, int | None]]] = {}

    def expand(self, sql: str) -> str:
        """Put the scale's numbers and the clock into handwritten SQL."""
        return (
            sql.replace("{clients}", str(max(1, round(CLIENTS * self.scale))))
            .replace("{payments}", str(max(1, round(PAYMENTS * self.scale))))
            .replace("{scale}", str(self.scale))
            .replace("{clock}", self.clock)
        )

    def count(self, table: TableSpec) -> int:
        """Rows of a table at this scale; never more than its unique columns allow."""
        key = (table.schema, table.name)
        if key not in self._counts:
            wanted = table.rows if table.fixed else max(1, round(table.rows * self.scale))
            self._counts[key] = wanted
            self._counts[key] = len(table.values) or min(wanted, self._most_rows(table))
        return self._counts[key]

    def insert(self, table: TableSpec) -> str:
        columns = ", ".join(quote_if_needed(c.name) for c in table.columns)
        values = ",\n  ".join(self.value(table, c, "i") for c in table.columns)
        return (
            f"INSERT INTO {qualified(table.schema, table.name)} ({columns})\nSELECT {values}\n"
            f"FROM generate_series(1, {self.count(table)}::bigint) AS i"
        )

    def value(self, table: TableSpec, column: ColumnSpec, i: str) -> str:
        """SQL for `column` in row `i` of `table`."""
        if column.name in table.data:
            own = self.expand(str(table.data[column.name])).replace("{n}", str(self.count(table)))
            own = re.sub(r"\{h:(\w+)\}", lambda m: self._hash(table, m[1], "i"), own)
            return re.sub(r"\bi\b", i, f"({own})")
        reference = next((r for r in table.references if column.name in r.columns), None)
        if reference is not None:
            return self._reference(table, column, reference, i)
        index = self._index(table, column.name, i)
        labels = self.database.enums.get(column.type)
        if labels is not None:
            which = index or f"1 + {self._hash(table, column.name, i)} % {len(labels)}"
            picked = f"(ARRAY[{', '.join(literal(x) for x in labels)}])[{which}]::{column.type}"
            return self._sometimes_null(table, column, i, picked) if index is None else picked
        cell = self._cell(table, column, i)
        if index is not None:
            return sequential_value(cell, index)
        return self._sometimes_null(table, column, i, generic_value(cell))

    def _cell(self, table: TableSpec, column: ColumnSpec, i: str) -> Cell:
        times = [c.name for c in table.columns if c.type in TIMES]
        base_type = self.database.domains.get(column.type, column.type)
        return Cell(
            table=table.name,
            name=column.name,
            type=re.split(r"\s+check\b", base_type, flags=re.IGNORECASE)[0].strip(),
            cast=column.type,
            bounded="between 0 and 1" in base_type,
            i=i,
            hash=self._hash(table, column.name, i),
            moment=self._moment(table, i),
            place=times.index(column.name) if column.name in times else None,
            clock=self.clock,
        )

    def _moment(self, table: TableSpec, i: str) -> str:
        """When row `i` came into being: rows are spread evenly up to the clock, the last one just before it."""
        days = 184 if table.partition else 700
        step = days * 86_400 / self.count(table)
        return f"({self.clock} - interval '90 seconds' - ({self.count(table)} - {i}) * interval '{step:.3f} seconds')"

    def _hash(self, table: TableSpec, name: str, i: str) -> str:
        salt = crc32(f"{self.database.name}.{table.qualified}.{name}".encode())
        return f"(hashint8extended({i}, {salt}) & 2147483647)"

    def _sometimes_null(self, table: TableSpec, column: ColumnSpec, i: str, value: str) -> str:
        if column.required:
            return value
        share = 40 if column.type in TIMES else 15
        return f"CASE WHEN {self._hash(table, column.name + '?', i)} % 100 >= {share} THEN {value} END"

    def _reference(self, table: TableSpec, column: ColumnSpec, reference: ReferenceSpec, i: str) -> str:
        target = self.database.tables[reference.schema, reference.table]
        target_column = target.column(reference.target_columns[reference.columns.index(column.name)])
        index = self._index(table, reference.columns[0], i)
        if index is not None:
            return self._key(target, target_column, index)
        salt = "+".join(reference.columns)
        picked = self._key(target, target_column, f"(1 + {self._hash(table, salt, i)} % {self.count(target)})")
        if column.required:
            return picked
        return f"CASE WHEN {self._hash(table, salt + '?', i)} % 100 >= 30 THEN {picked} END"

    def _key(self, target: TableSpec, column: ColumnSpec, index: str) -> str:
        if target.values:
            place = [c.name for c in target.columns].index(column.name)
            keys = ", ".join(_literal(row[place], column) for row in target.values)
            return f"(ARRAY[{keys}])[{index}]"
        return self.value(target, column, index)

    # Uniqueness: a column that takes part in a key gets its row of the target, label or number from the digits of the
    # row number, written in the mixed radix of the sizes of the key's columns. Distinct rows have distinct digits.

    def _index(self, table: TableSpec, column: str, i: str) -> str | None:
        digit = self._digits_of(table).get(column)
        if digit is None:
            return None
        divisor, modulus = digit
        place = f"({i} - 1)" if divisor == 1 else f"(({i} - 1) / {divisor})"
        return f"(1 + {place} % {modulus})" if modulus else f"(1 + {place})"

    def _digits_of(self, table: TableSpec) -> dict[str, tuple[int, int | None]]:
        key = (table.schema, table.name)
        if key not in self._digits:
            digits: dict[str, tuple[int, int | None]] = {}
            self._digits[key] = digits
            for group in self._unique_groups(table):
                self._assign(table, group, digits)
        return self._digits[key]

    @staticmethod
    def _unique_groups(table: TableSpec) -> list[tuple[str, ...]]:
        groups = [table.key] if table.key else []
        groups += [(c.name,) for c in table.columns if c.unique]
        groups += list(table.unique)
        return sorted((g for g in groups if not set(g) & set(table.data)), key=len)

    def _assign(self, table: TableSpec, group: tuple[str, ...], digits: dict[str, tuple[int, int | None]]) -> None:
        if any(digits.get(c) == (1, None) for c in group):
            return
        sized = [(c, self._size(table, c)) for c in group]
        open_ended = [c for c, size in sized if size is None]
        if open_ended and len(open_ended) == len(group):
            digits[open_ended[0]] = (1, None)
            return
        divisor = 1
        for column, size in sized:
            if size is not None:
                digits.setdefault(column, (divisor, size))
                divisor *= size
        if open_ended:
            digits.setdefault(open_ended[0], (divisor, None))

    def _size(self, table: TableSpec, column: str) -> int | None:
        reference = next((r for r in table.references if column in r.columns), None)
        if reference is not None:
            target = self.database.tables[reference.schema, reference.table]
            if (target.schema, target.name) == (table.schema, table.name):
                return table.rows
            return self.count(target)
        kind = table.column(column).type
        labels = self.database.enums.get(kind)
        if labels is not None:
            return len(labels)
        return 2 if kind == "boolean" else None

    def _most_rows(self, table: TableSpec) -> int:
        most = 10**12
        for group in self._unique_groups(table):
            sizes = [self._size(table, c) for c in group]
            if all(sizes):
                product = 1
                for size in sizes:
                    product *= size or 1
                most = min(most, product)
        return most
