"""Does a landed table hold what the source holds? The rows of both sides are fetched and compared here, without hb.

Nothing of hb's computes anything: the tables are those the source's catalogue and its file in db/sources name, and the
values are compared as PostgreSQL writes them. Of DuckDB's values only what it writes otherwise is rewritten.
"""

import re
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import yaml
from psycopg import sql

from heartbeat_cli.estate import ProjectSettings

Session = psycopg.Connection[Any]
# A value as text, or the values of an array; None is NULL.
Value = str | None | tuple[str | None, ...]
Rows = Iterable[Any]
MARK = "_hb_deleted_at"

_AS_WRITTEN = "SET timezone = 'UTC'; SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex'"
_TABLES = """
WITH RECURSIVE domain(of, is_now, base) AS (
  SELECT oid, oid, typbasetype FROM pg_type
  UNION ALL SELECT d.of, t.oid, t.typbasetype FROM domain AS d JOIN pg_type AS t ON t.oid = d.base
)
SELECT n.nspname::text, c.relname::text,
  c.relkind <> 'r' OR EXISTS (SELECT FROM pg_inherits AS h WHERE h.inhparent = c.oid),
  c.relkind IN ('v', 'm'), array_agg(a.attname::text ORDER BY a.attnum),
  array_agg(coalesce('_' || e.typname, t.typname)::text ORDER BY a.attnum)
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN domain AS d ON d.of = a.atttypid AND d.base = 0 JOIN pg_type AS t ON t.oid = d.is_now
LEFT JOIN domain AS i ON i.of = t.typelem AND i.base = 0 AND t.typcategory = 'A'
LEFT JOIN pg_type AS e ON e.oid = i.is_now
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND n.nspname = ANY (%s)
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table as the source's catalogue has it; the types are catalogue names, domains resolved."""

    schema: str
    name: str
    partitioned: bool
    view: bool
    columns: tuple[str, ...]
    types: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"

    def copy_out(self, session: Session) -> list[bytes]:
        """Its rows, as SELECT has them."""
        relation = sql.Identifier(self.schema, self.name)
        return copy_out(session, relation if self.partitioned else sql.SQL("ONLY {}").format(relation), self)


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows the marts lack, and rows they have too many, as often as that is so."""

    table: SourceTable
    missing: Counter[Any]
    extra: Counter[Any]

    def __str__(self) -> str:
        examples = ", e.g. ".join(str(next(iter(rows))) for rows in (self.missing, self.extra) if rows)
        return f"{self.table}: {self.missing.total()} rows missing, {self.extra.total()} too many, e.g. {examples}"


def differing(project: ProjectSettings, source: str = "bank", only: Sequence[str] = ()) -> list[str]:
    """The tables of the slice, or those in `only`, whose rows in the marts are not those of the source."""
    described = yaml.safe_load((project.sources_folder / f"{source}.yml").read_text())
    with _connect(project, "SOURCE_PG", described["database"]) as session, open_marts(project) as marts:
        wanted = [t for t in tables_of(session, tuple(described["schemas"])) if _in_slice(t, described["schemas"])]
        if only:
            wanted = [table for table in wanted if str(table) in only]
            assert sorted(map(str, wanted)) == sorted(only)
        assert wanted
        found = [compare(session, table, marts, f"{source}_{table.schema}") for table in wanted]
    wrong = [difference for difference in found if difference.missing or difference.extra]
    print(*wrong, sep="\n")
    return [difference.table.name for difference in wrong]


def tables_of(session: Session, schemas: Sequence[str]) -> list[SourceTable]:
    """Every table of these schemas; what belongs to a partitioned one is part of that."""
    return [
        SourceTable(schema, name, partitioned, view, tuple(columns), tuple(types))
        for schema, name, partitioned, view, columns, types in session.execute(_TABLES, (list(schemas),)).fetchall()
    ]


def _in_slice(table: SourceTable, schemas: dict[str, dict[str, Any]]) -> bool:
    wanted, views = schemas[table.schema]["slice"], schemas[table.schema].get("views", ())
    if table.view or table.name in views:
        return table.name in views
    if wanted == "all":
        return True
    return table.name in wanted["only"] if "only" in wanted else table.name not in wanted["except"]


def _connect(project: ProjectSettings, prefix: str, database: str | None = None) -> Session:
    lines = (project.root / ".env").read_text().splitlines()
    told = dict(line.partition("=")[::2] for line in lines)
    return psycopg.connect(
        host=told[f"{prefix}_HOST"],
        port=told[f"{prefix}_PORT"],
        user=told[f"{prefix}_USER"],
        password=told[f"{prefix}_PASSWORD"],
        dbname=database or told[f"{prefix}_DATABASE"],
        client_encoding="UTF8",
        options="-c search_path=pg_catalog -c statement_timeout=0 -c extra_float_digits=1 -c quote_all_identifiers=off",
        autocommit=True,
    )


# --- the marts


class Marts:
    """The marts, read without hb."""

    def __init__(self, session: Any, *, is_duckdb: bool) -> None:
        self.session, self.is_duckdb = session, is_duckdb

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.session.execute(query).fetchall()
        return found

    def tables(self) -> set[tuple[str, str]]:
        """Dataset and name of everything outside the system's own schemas."""
        return set(
            self.rows(
                "SELECT table_schema, table_name FROM information_schema.tables"
                " WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'main', 'public')"
            )
        )

    def columns(self, dataset: str, name: str) -> dict[str, str]:
        """The table's columns and their types; empty where there is no such table."""
        of = "' AND table_name = '".join(text.replace("'", "''") for text in (dataset, name))
        columns = f"SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = '{of}'"
        return dict(self.rows(columns))  # type: ignore[arg-type]


@contextmanager
def open_marts(project: ProjectSettings) -> Iterator[Marts]:
    """The marts of the project, for reading."""
    if project.marts.kind == "duckdb":
        with open_file(project.marts.path) as marts:
            yield marts
    else:
        with _connect(project, "MARTS_PG") as session:
            yield Marts(session, is_duckdb=False)


@contextmanager
def open_file(path: Path) -> Iterator[Marts]:
    """Marts in a DuckDB file, for reading."""
    with duckdb.connect(str(path), read_only=True) as session:
        session.execute("SET timezone = 'UTC'")
        yield Marts(session, is_duckdb=True)


def compare(session: Session, table: SourceTable, marts: Marts, dataset: str) -> Difference:
    """Every row of the table at the source against every row of it in the marts that is not kept as deleted there."""
    there: Rows = table.copy_out(session)
    types = marts.columns(dataset, table.name)
    lacking = set(table.columns) - types.keys()
    if lacking:
        return Difference(table, Counter([f"columns {sorted(lacking)}"]), Counter())
    here: Rows
    if marts.is_duckdb:
        forms = [_form(type_, types[column]) for column, type_ in zip(table.columns, table.types, strict=True)]
        there = _parsed(there, [form.of_source for form in forms])
        here = _of_duckdb(marts, table, dataset, forms, marked=MARK in types)
    else:
        relation = sql.Identifier(dataset, table.name)
        where = sql.SQL("{} WHERE {} IS NULL").format(relation, sql.Identifier(MARK)) if MARK in types else relation
        here = copy_out(marts.session, where, table)
    source, landed = Counter(there), Counter(here)
    return Difference(table, source - landed, landed - source)


_AS_NUMBERS = {"money": "{}::numeric", "_money": "{}::numeric[]"}


def copy_out(session: Session, relation: sql.Composable, table: SourceTable) -> list[bytes]:
    """Rows as PostgreSQL's COPY writes them, without an order; money as the number it is."""
    reads = sql.SQL(", ").join(
        sql.SQL(_AS_NUMBERS.get(type_, "{}")).format(sql.Identifier(column))
        for column, type_ in zip(table.columns, table.types, strict=True)
    )
    query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(reads, relation)
    session.execute(_AS_WRITTEN)
    with session.cursor() as cursor, cursor.copy(query) as rows:
        return b"".join(rows).split(b"\n")[:-1]


# --- DuckDB's values as PostgreSQL writes them


@dataclass(frozen=True, slots=True)
class Form:
    """How a column is read: in DuckDB's SQL (`{}` is the column), then on either side. None leaves a text as it is."""

    read: str = "{}::VARCHAR"
    of_marts: Callable[[Any], Value] | None = None
    of_source: Callable[[str], Value] | None = None


def _form(source: str, marts: str) -> Form:
    if marts.endswith("[]"):
        element = _form(source.removeprefix("_"), marts.removesuffix("[]"))
        return Form(
            element.read.replace("VARCHAR", "VARCHAR[]"),
            lambda values: _each(element.of_marts, values),
            lambda text: _each(element.of_source, _elements(text)),
        )
    if source in ("float4", "float8"):
        exact = _single if source == "float4" else float
        return Form("{}", repr, lambda text: repr(exact(text)))
    if marts == "INTERVAL":
        return Form(of_marts=_interval, of_source=_interval)
    if source == "bpchar":
        return Form(of_source=lambda text: text.rstrip(" "))
    return _WRITTEN_OTHERWISE.get(marts.partition("(")[0], Form())


_WRITTEN_OTHERWISE = {
    "BOOLEAN": Form("{}", lambda value: "t" if value else "f"),
    "BLOB": Form("{}", lambda value: "\\x" + value.hex()),
    "DECIMAL": Form("{}", lambda value: f"{value:f}"),
    **dict.fromkeys(
        ("DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE"),
        Form(of_marts=lambda text: text.replace(" (BC)", "") + " BC" if "(BC)" in text else text),
    ),
}
_ELEMENT = re.compile(r'[{,](?:"((?:[^"\\]|\\.)*)"|([^,{}"]+))')
_PART = re.compile(r"([+-]?\d+) (year|mon|day)")
_CLOCK = re.compile(r"([+-]?)(\d+):(\d+):(\d+)(?:\.(\d+))?")
_MONTHS_AND_DAYS = {"year": (12, 0), "mon": (1, 0), "day": (0, 1)}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def _single(text: str) -> float:
    return float(struct.unpack("f", struct.pack("f", float(text)))[0])


def _each(read: Callable[[Any], Value] | None, values: Iterable[Any]) -> tuple[str | None, ...]:
    return tuple(value if value is None or read is None else str(read(value)) for value in values)


def _elements(text: str) -> list[str | None]:
    """The elements of an array of one dimension."""
    found = _ELEMENT.finditer(text)
    return [
        _ESCAPED.sub(r"\1", match[1]) if match[2] is None else None if match[2] == "NULL" else match[2]
        for match in found
    ]


def _interval(text: str) -> str:
    months, days, microseconds = 0, 0, 0
    for number, unit in _PART.findall(text):
        in_months, in_days = _MONTHS_AND_DAYS[unit]
        months, days = months + int(number) * in_months, days + int(number) * in_days
    for sign, hours, minutes, seconds, fraction in _CLOCK.findall(text):
        size = (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1_000_000 + int(fraction.ljust(6, "0") or 0)
        microseconds = -size if sign == "-" else size
    return f"{months} months {days} days {microseconds} us"


def _parsed(lines: Iterable[bytes], forms: Sequence[Callable[[str], Value] | None]) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        values = line.decode().split("\t")
        yield tuple(
            None if value == "\\N" else form(_plain(value)) if form else _plain(value)
            for value, form in zip(values, forms, strict=True)
        )


def _plain(value: str) -> str:
    """What COPY escaped."""
    return _ESCAPED.sub(lambda found: _CONTROLS.get(found[1], found[1]), value) if "\\" in value else value


def _of_duckdb(
    marts: Marts, table: SourceTable, dataset: str, forms: Sequence[Form], *, marked: bool
) -> Iterator[tuple[Value, ...]]:
    reads = ", ".join(form.read.format(_quoted(c)) for c, form in zip(table.columns, forms, strict=True))
    where = f" WHERE {MARK} IS NULL" if marked else ""
    rows = marts.rows(f"SELECT {reads} FROM {_quoted(dataset)}.{_quoted(table.name)}{where}")
    of_marts = [form.of_marts for form in forms]
    if not any(of_marts):
        yield from rows
        return
    for row in rows:
        yield tuple(
            value if value is None or form is None else form(value) for value, form in zip(row, of_marts, strict=True)
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
