"""The rows of a dump as typed tables of a DuckDB file: what is landed from, as if it were the source.

Every table is read as texts first, and then made of values, column by column: only all of its values say whether a
column lands in a type of its own or as text.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.dump.casts import DumpCast, dump_cast
from heartbeat_cli.ingest.dump.dump_file import RowsBlock
from heartbeat_cli.ingest.dump.pieces import pieces
from heartbeat_cli.marts import MemoryLimitError, disk_full, first_line
from heartbeat_cli.pgschema import DumpText, literal, quote
from heartbeat_cli.sources import PlannedTable
from heartbeat_cli.wording import count

_MEMORY_MB: Final = 96
_SHOWN: Final = 60
_TEXTS: Final = "texts"
_UNESCAPED: Final = (
    "CASE WHEN contains({0}, '\\') THEN array_to_string(list_transform(string_split({0}, '\\\\'), lambda p:"
    " replace(replace(replace(replace(replace(replace(p, '\\n', chr(10)), '\\t', chr(9)), '\\r', chr(13)),"
    " '\\b', chr(8)), '\\f', chr(12)), '\\v', chr(11))), '\\') ELSE {0} END"
)


@dataclass(frozen=True, slots=True)
class StagedTable:
    """A table that stands in the file: its rows, and the columns some values of which fit no type of DuckDB's."""

    rows: int
    as_text: tuple[str, ...]


class StagedTables:
    """The DuckDB file of the tables of one dump."""

    def __init__(self, file: Path) -> None:
        """Make it anew. Raises HbError where it cannot be."""
        import duckdb

        self.file = file
        self._piece = file.with_name("piece.tsv")
        remove_staged(file)
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{_MEMORY_MB}MB",
            "threads": 1,
            "temp_directory": str(file.with_name("spilled")),
            "autoinstall_known_extensions": False,
        }
        with _failures(file.name):
            self._database: duckdb.DuckDBPyConnection = duckdb.connect(str(file), config=settings)
            self._database.execute("SET TimeZone = 'UTC'")

    def stage(self, table: PlannedTable, text: DumpText, blocks: Sequence[RowsBlock], where: str) -> Iterator[int]:
        """Read the rows of a table; yields how many there are so far. Raises HbError for a row that is none."""
        columns = "".join(f", c{i} VARCHAR" for i in range(len(table.columns)))
        with _failures(where):
            self._database.execute(f"CREATE OR REPLACE TABLE {_TEXTS} (line BIGINT{columns})")
        rows = 0
        for block in blocks:
            for lines, first in pieces(text, block, where):
                rows += self._put(table, block.columns or (), lines, first, where)
                yield rows

    def typed(self, table: PlannedTable, where: str) -> StagedTable:
        """Make the table of its texts. Raises HbError for a value that is none of its column's type."""
        casts = [self._cast(table, i) for i in range(len(table.columns))]
        with _failures(where):
            rows, as_text = self._check(table, casts, where)
            values = ", ".join(
                f"{cast.text if name in as_text else cast.value} AS {quote(name)}"
                for (name, _), cast in zip(table.columns, casts, strict=True)
            )
            self._database.execute(f"CREATE OR REPLACE TABLE {quote(table.in_file)} AS SELECT {values} FROM {_TEXTS}")
            self._database.execute(f"DROP TABLE {_TEXTS}")
        return StagedTable(rows, as_text)

    def ask(self, query: str) -> tuple[object, ...]:
        """The one row a query gives."""
        row = self._database.execute(query).fetchone()
        assert row is not None
        return tuple(row)

    def close(self) -> None:
        """Have all of it in the file, for others to attach. Raises HbError where there is no room for it."""
        self._piece.unlink(missing_ok=True)
        try:
            with _failures(self.file.name):
                self._database.execute("CHECKPOINT")
        finally:
            self._database.close()

    def _put(self, table: PlannedTable, names: Sequence[str], lines: bytes, first: int, where: str) -> int:
        import duckdb

        self._piece.write_bytes(lines)
        shape = {"line": "BIGINT"} | {f"f{i}": "VARCHAR" for i in range(len(names))}
        longest = len(lines) + 1
        values = ", ".join(self._text_of(table, i, names) for i in range(len(table.columns)))
        reading = (
            f"read_csv({literal(str(self._piece))}, auto_detect=false, header=false, delim='\t', quote='', escape='',"
            f" comment='', nullstr='\\N', new_line='\\n', columns={shape}, max_line_size={longest},"
            f" buffer_size={2 * longest}, parallel=false)"
        )
        number = f"CASE WHEN line = 0 THEN {first} + row_number() OVER () - 1 ELSE line END"
        try:
            with _failures(where):
                row = self._database.execute(
                    f"INSERT INTO {_TEXTS} SELECT {number}{', ' if values else ''}{values} FROM {reading}"
                ).fetchone()
        except duckdb.InvalidInputException as error:
            raise _no_such_row(lines, len(names), first, where, first_line(error)) from error
        assert row is not None
        return int(row[0])

    def _text_of(self, table: PlannedTable, number: int, names: Sequence[str]) -> str:
        """The text of a column in a row that was read; hashed where it is to be."""
        name, type_ = table.columns[number]
        if name not in names:
            return "NULL"
        text = _UNESCAPED.replace("{0}", f"f{names.index(name)}")
        return f"sha256({dump_cast(f'({text})', type_).text})" if name in table.hashed else text

    def _cast(self, table: PlannedTable, number: int) -> DumpCast:
        name, type_ = table.columns[number]
        column = f"c{number}"
        return DumpCast(column, "true", None, column) if name in table.hashed else dump_cast(column, type_)

    def _check(self, table: PlannedTable, casts: Sequence[DumpCast], where: str) -> tuple[int, tuple[str, ...]]:
        asked = ["count(*)"]
        for i, cast in enumerate(casts):
            asked.append(f"min(line) FILTER (WHERE c{i} IS NOT NULL AND NOT coalesce({cast.fits}, false))")
            asked.append(f"coalesce(bool_or(NOT ({cast.holds})), false)" if cast.holds else "false")
        rows, *found = self.ask(f"SELECT {', '.join(asked)} FROM {_TEXTS}")
        as_text = []
        for i, (name, _) in enumerate(table.columns):
            line, unheld = found[2 * i : 2 * i + 2]
            if line is not None:
                self._refuse(table, i, int(str(line)), casts[i], where)
            if unheld:
                as_text.append(name)
        return int(str(rows)), tuple(as_text)

    def _refuse(self, table: PlannedTable, number: int, line: int, cast: DumpCast, where: str) -> None:
        from heartbeat_cli.ingest.columns.shape import source_type_text

        name, type_ = table.columns[number]
        (text,) = self.ask(
            f"SELECT c{number} FROM {_TEXTS} WHERE line = {line} AND c{number} IS NOT NULL"
            f" AND NOT coalesce({cast.fits}, false) LIMIT 1"
        )
        shown = str(text) if len(str(text)) <= _SHOWN else f"{str(text)[: _SHOWN - 1]}…"
        raise HbError(
            f"{table.qname}.{name} is {source_type_text(type_)}, and PostgreSQL writes no such value as {shown!r}",
            where=f"{where}:{line}",
            hint="Make the dump with pg_dump, or leave the column out"
            " (`tables: … columns: {exclude: […]}` in the source's file).",
            code="unfit_value",
        )


def remove_staged(file: Path) -> None:
    """Remove the file, and what stands beside it."""
    for one in (file, file.with_name(f"{file.name}.wal"), file.with_name("piece.tsv")):
        one.unlink(missing_ok=True)


def _no_such_row(lines: bytes, wanted: int, first: int, where: str, said: str) -> HbError:
    for number, row in enumerate(lines[:-1].split(b"\n")):
        line, *values = row.split(b"\t")
        if len(values) != wanted:
            return HbError(
                f"the row has {count(len(values), 'value')}, and its table {count(wanted, 'column')}",
                where=f"{where}:{first + number if line == b'0' else int(line)}",
                hint="Make the dump again: it was changed after pg_dump wrote it.",
                code="unfit_row",
            )
    return HbError(f"the rows cannot be read: {said}", where=f"{where}:{first}", code="unfit_row")


@contextmanager
def _failures(where: str) -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise MemoryLimitError(
            f"its rows do not fit into {_MEMORY_MB} MB of memory",
            where=where,
            hint="A dump without its widest columns lands.",
            code="out_of_memory",
        ) from error
    except (duckdb.IOException, duckdb.FatalException, OSError) as error:
        raise disk_full(first_line(error)) from error
