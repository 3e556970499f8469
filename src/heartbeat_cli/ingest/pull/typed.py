"""The records of a spool as one typed table of a DuckDB file: what is landed from, as if it were the source.

A value that its column's type does not hold without loss makes the column text: nothing is rounded, cut or guessed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.pull.flat import LEAVE_OUT
from heartbeat_cli.ingest.pull.kinds import source_type
from heartbeat_cli.ingest.pull.spool import Spool
from heartbeat_cli.marts import MemoryLimitError, disk_full, find_marts_kind, first_line
from heartbeat_cli.pgschema import literal, one_name_in_duckdb, quote
from heartbeat_cli.sources import SECONDS_FROM, IncompletePullError, not_after
from heartbeat_cli.wording import count

RAW: Final = "_raw"
"""The column with the record as it was sent."""
GONE: Final = "gone"
"""The schema with the keys of deleted records."""
_MEMORY_MB: Final = 96
_MEMORY_MB_OF_A_COLUMN: Final = 0.6
"""DuckDB has 2,048 rows of each in hand at a time, and blocks of every column that is being written."""
_MOMENTS: Final = ("timestamp with time zone", "timestamp without time zone")
_CURSORS: Final = ("date", "bigint", *_MOMENTS)
_SMALLEST_OBJECT: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Typed:
    """The table of one pull: its columns with the types they got, how many rows it has, its greatest cursor as text."""

    columns: tuple[tuple[str, str], ...]
    rows: int
    gone: int
    watermark: str | None
    as_text: tuple[str, ...] = field(default=())
    doubled: int = 0


class TypedTables:
    """The DuckDB file of the tables of one source's pulls."""

    def __init__(self, file: Path) -> None:
        """Make it anew. Raises HbError where it cannot be."""
        import duckdb

        self.file = file
        for one in (file, file.with_name(f"{file.name}.wal")):
            one.unlink(missing_ok=True)
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{_MEMORY_MB}MB",
            "threads": 1,
            "preserve_insertion_order": False,
            "temp_directory": str(file.with_name("spilled")),
            "autoinstall_known_extensions": False,
        }
        with _full_disks():
            self._database: duckdb.DuckDBPyConnection = duckdb.connect(str(file), config=settings)
            self._database.execute("SET TimeZone = 'UTC'")
            self._database.execute(f"CREATE SCHEMA {GONE}")

    def make(
        self, name: str, spool: Spool, columns: Sequence[tuple[str, str]], key: Sequence[str], cursor: str | None
    ) -> Typed:
        """The table `name` from a spool; `columns` with the types they should have.

        Raises IncompletePullError where records are missing, HbError `no_key` where keys are.
        """
        _check_names(spool, [column for column, _ in columns])
        with self._failures(spool, len(columns)):
            return self._make(name, spool, columns, key, cursor)

    def _make(
        self, name: str, spool: Spool, columns: Sequence[tuple[str, str]], key: Sequence[str], cursor: str | None
    ) -> Typed:
        try:
            self._read(spool, [column for column, _ in columns])
            unfit = self._check(spool, columns, key)
            typed = [(column, "text" if column in unfit else type_) for column, type_ in columns]
            doubled = self._write(name, typed, key, raw=spool.wanted.raw)
            gone = self._write_gone(name, spool, typed, key)
            rows = self._number(f"SELECT count(*) FROM {quote(name)}")
            watermark = self._watermark(name, dict(typed), cursor, spool)
        finally:
            self._database.execute("DROP TABLE IF EXISTS temp.records")
        return Typed(tuple(typed), rows, gone, watermark, tuple(unfit), doubled)

    def ask(self, query: str) -> tuple[object, ...]:
        """The one row a query gives."""
        row = self._database.execute(query).fetchone()
        assert row is not None
        return tuple(row)

    def close(self) -> None:
        """Have all of it in the file, for others to attach. Raises HbError where there is no room for it."""
        try:
            with _full_disks():
                self._database.execute("CHECKPOINT")
        finally:
            self._database.close()

    @contextmanager
    def _failures(self, spool: Spool, columns: int) -> Iterator[None]:
        """Raises HbError in place of what DuckDB raises, within the memory that so many columns take."""
        import duckdb

        megabytes = max(_MEMORY_MB, round(columns * _MEMORY_MB_OF_A_COLUMN))
        self._database.execute(f"SET memory_limit = '{megabytes}MB'")
        try:
            yield
        except duckdb.OutOfMemoryException as error:
            raise MemoryLimitError(
                f"its {count(columns, 'column')} do not fit into {megabytes:,} MB of memory",
                where=spool.wanted.stream,
                hint=LEAVE_OUT,
            ) from error
        except (duckdb.IOException, duckdb.FatalException) as error:
            raise disk_full(first_line(error)) from error
        except duckdb.Error as error:
            raise IncompletePullError(
                f"what was read of it cannot be read again: {first_line(error)}",
                where=spool.wanted.stream,
                hint="Run the same command again: it starts this stream over. Nothing of it was landed.",
                retryable=True,
            ) from error

    # --- texts

    def _read(self, spool: Spool, columns: Sequence[str]) -> None:
        if spool.file is None:
            nothing = "".join(f", NULL::VARCHAR AS c{i}" for i in range(len(columns)))
            none = f"SELECT NULL::BIGINT AS n, NULL::VARCHAR AS r{nothing} LIMIT 0"
            self._database.execute(f"CREATE TEMP TABLE records AS {none}")
            return
        # Pages before a column was seen have shorter lists.
        places = {name: f"v[{place}]" for place, name in enumerate(spool.columns, 1)}
        values = (f"{places.get(name, 'NULL::VARCHAR')} AS c{i}" for i, name in enumerate(columns))
        reads = ", ".join(["n", "r", *values])
        largest = max(_SMALLEST_OBJECT, 2 * spool.standing.longest)
        self._database.execute(
            f"CREATE TEMP TABLE records AS SELECT {reads} FROM read_json({literal(str(spool.file))},"
            " format = 'newline_delimited', columns = {n: 'BIGINT', r: 'VARCHAR', v: 'VARCHAR[]'},"
            f" maximum_object_size = {largest})"
        )

    def _check(self, spool: Spool, columns: Sequence[tuple[str, str]], key: Sequence[str]) -> list[str]:
        """The columns whose types do not hold all of their values."""
        names = [name for name, _ in columns]
        for name in key:
            if name not in names:
                raise self._no_key(spool, f"no record has a {name}")
        fits = [(f"c{i}", name, _fits(f"c{i}", type_)) for i, (name, type_) in enumerate(columns)]
        asked = [(value, name, fit) for value, name, fit in fits if fit is not None]
        unfit_ones = "".join(f", count(*) FILTER ({value} IS NOT NULL AND NOT ({fit}))" for value, _, fit in asked)
        keyless = " OR ".join(f"c{names.index(name)} IS NULL" for name in key) or "false"
        row = self._database.execute(
            f"SELECT count(*), count(*) FILTER ({keyless}){unfit_ones} FROM records"
        ).fetchone()
        assert row is not None
        rows, without_key, *unfit = row
        if rows != spool.standing.records:
            raise IncompletePullError(
                f"{count(spool.standing.records, 'record was', 'records were')} read, and {rows:,} are on the disk",
                where=spool.wanted.stream,
                hint="Run the same command again: it starts this stream over.",
                retryable=True,
            )
        if without_key:
            raise self._no_key(spool, f"{count(without_key, 'record has', 'records have')} no {', '.join(key)}")
        return [name for (_, name, _), number in zip(asked, unfit, strict=True) if number]

    # --- tables

    def _write(self, name: str, columns: Sequence[tuple[str, str]], key: Sequence[str], *, raw: bool) -> int:
        """Of records with the same key the last counts; says how many others there were."""
        values = [f"{_cast(f'c{i}', type_)} AS {quote(column)}" for i, (column, type_) in enumerate(columns)]
        # Its text stays text: the marts look whether it is JSON.
        values += [f"r AS {quote(RAW)}"] if raw else []
        names = [column for column, _ in columns]
        keys = ", ".join(_cast(f"c{names.index(column)}", columns[names.index(column)][1]) for column in key)
        last = f" QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY n DESC) = 1"
        doubled = self._number(f"SELECT count(*) - count(DISTINCT ({keys})) FROM records") if key else 0
        self._database.execute(
            f"CREATE OR REPLACE TABLE {quote(name)} AS SELECT {', '.join(values)} FROM records{last if doubled else ''}"
        )
        return doubled

    def _write_gone(self, name: str, spool: Spool, columns: Sequence[tuple[str, str]], key: Sequence[str]) -> int:
        if not key:
            return 0
        types = dict(columns)
        table = f"{GONE}.{quote(name)}"
        shape = ", ".join(f"{quote(column)} {_duckdb_type(column, types[column])}" for column in key)
        self._database.execute(f"CREATE OR REPLACE TABLE {table} ({shape})")
        keys = sorted(set(spool.gone()))
        for start in range(0, len(keys), 1_000):
            rows = ", ".join(f"({', '.join(map(literal, one))})" for one in keys[start : start + 1_000])
            fitting = ", ".join(f"TRY_CAST(k{i} AS {_duckdb_type(one, types[one])})" for i, one in enumerate(key))
            names = ", ".join(f"k{i}" for i in range(len(key)))
            # What is no value of the key's type is the key of no record.
            self._database.execute(f"INSERT INTO {table} SELECT {fitting} FROM (VALUES {rows}) AS v({names})")
        # What was deleted and made again under its key has come as a record.
        same = " AND ".join(f"t.{quote(column)} = g.{quote(column)}" for column in key)
        self._database.execute(f"DELETE FROM {table} AS g USING {quote(name)} AS t WHERE {same}")
        return self._number(f"SELECT count(*) FROM {table}")

    def _watermark(self, name: str, types: dict[str, str], cursor: str | None, spool: Spool) -> str | None:
        """The greatest cursor, or when the pull began: what changed meanwhile may have been on a page already read."""
        if cursor is None or types.get(cursor) not in _CURSORS:
            return None
        value = quote(cursor)
        if types[cursor] == "bigint":
            row = self.ask(f"SELECT max({value}), min({value}) FILTER ({value} >= {SECONDS_FROM}) FROM {quote(name)}")
            return _greatest(row, spool)
        began = literal(spool.started.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"))
        now = f"{began}::TIMESTAMP{' AT TIME ZONE ' + literal('UTC') if 'with time' in types[cursor] else ''}"
        now = f"{now}::DATE" if types[cursor] == "date" else now
        greatest = f"max({value})"
        greatest = f"CASE WHEN {greatest} > {now} THEN {now} ELSE {greatest} END"
        (found,) = self.ask(f"SELECT ({greatest})::VARCHAR FROM {quote(name)}")
        return None if found is None else str(found)

    def _number(self, query: str) -> int:
        row = self._database.execute(query).fetchone()
        assert row is not None
        return int(row[0])

    def _no_key(self, spool: Spool, what: str) -> HbError:
        return HbError(
            f"{what}, which is to tell its records apart",
            where=spool.wanted.stream,
            hint="The source's file names the key of a stream.",
            code="no_key",
        )


@contextmanager
def _full_disks() -> Iterator[None]:
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.FatalException) as error:
        raise disk_full(first_line(error)) from error


def _greatest(row: tuple[Any, ...], spool: Spool) -> str | None:
    """The greatest number of a cursor that may be a time, of what came and what it was asked from on."""
    greatest, least = row
    if greatest is None:
        return None
    before = [int(since)] if (since := spool.wanted.since or "").isdecimal() else []
    return str(not_after(greatest, min([*before, greatest if least is None else least]), spool.started))


def _check_names(spool: Spool, columns: Sequence[str]) -> None:
    """Raises HbError where two columns would be one: what was pulled stands in a file of DuckDB's."""
    seen: dict[str, str] = {}
    for name in (*columns, RAW) if spool.wanted.raw else columns:
        alike = one_name_in_duckdb(name)
        if alike in seen:
            raise HbError(
                f"'{seen[alike]}' and '{name}' of its records would be one column",
                where=spool.wanted.stream,
                hint=LEAVE_OUT,
                code="name_collision",
            )
        seen[alike] = name


def _duckdb_type(column: str, type_: str) -> str:
    return find_marts_kind("duckdb").map_column(column, source_type(type_), as_text=False).type


def _cast(value: str, type_: str) -> str:
    kind = _duckdb_type("c", type_)
    return value if kind == "VARCHAR" else f"{value}::{kind}"


def _fits(value: str, type_: str) -> str | None:
    """A condition for texts that a type holds as they are, None where it holds any.

    A cast alone would round, or take what is none.
    """
    kind = _duckdb_type("c", type_)
    cast = f"TRY_CAST({value} AS {kind}) IS NOT NULL"
    if type_ == "bigint":
        return f"regexp_full_match({value}, '-?[0-9]+') AND {cast}"
    if type_ == "boolean":
        return f"{value} IN ('true', 'false')"
    if type_ == "date":
        return f"regexp_full_match({value}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') AND {cast}"
    if type_ in _MOMENTS:
        offset = "(Z|[+-][0-9]{2}(:?[0-9]{2})?)" if type_ == "timestamp with time zone" else ""
        moment = f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}([.][0-9]{{1,6}})?)?{offset}"
        return f"regexp_full_match({value}, {literal(moment)}) AND {cast}"
    if type_.startswith("numeric("):
        scale = int(type_.removesuffix(")").partition(",")[2])
        return f"regexp_full_match({value}, '-?[0-9]+([.][0-9]{{0,{scale}}}0*)?') AND {cast}"
    if type_ in ("json", "jsonb"):
        return f"json_valid({value})"
    if type_ == "double precision":
        shortest, longest = f"{value}::DOUBLE::VARCHAR", f"format('{{:.16e}}', {value}::DOUBLE)"
        return f"{cast} AND {_digits(value)} IN ({_digits(shortest)}, {_digits(longest)})"
    return cast if kind != "VARCHAR" else None


def _digits(number: str) -> str:
    """The digits of a number without its sign, point and exponent: two that are nearly equal differ in them."""
    without_exponent = f"regexp_replace({number}, '[eE].*', '')"
    return f"trim(regexp_replace({without_exponent}, '[-+.]', '', 'g'), '0')"
