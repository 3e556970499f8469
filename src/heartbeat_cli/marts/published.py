"""What hb publishes in the marts for others to read, in the schema `heartbeat`: metrics, numbers and their status.

`metric` has what each is, `metric_value` a row for every number of every export, `metric_now` both as they stand now: a
number whose data has grown too old since the export is stale in it.
hb's own books (`_hb`) are another schema, and no dataset is called so. All of an export is one transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from heartbeat_cli.errors import LockedError, MartsFailedError, RefusedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.names import PUBLISHED_SCHEMA
from heartbeat_cli.marts.open import marts_kind_of, open_marts
from heartbeat_cli.marts.receipt import Queryable
from heartbeat_cli.pgschema import literal, quote
from heartbeat_cli.state import is_held

Cell = str | int | bool | datetime | None

_MOMENT: Final = "timestamp with time zone"
# The same words mean the same in DuckDB and PostgreSQL, so there is one definition.
_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "metric": {
        **dict.fromkeys(("name", "label", "question", "description", "owner", "unit", "time_window"), "text"),
        **dict.fromkeys(("direction", "source", "status", "waits_for", "notes", "sql", "fingerprint"), "text"),
        "counted": "text",
        "counted_as_of": _MOMENT,
        "counted_by": "text",
        "exported_at": _MOMENT,
    },
    "metric_value": {
        "metric": "text",
        "as_of": _MOMENT,
        "value": "double precision",
        "value_exact": "text",
        "status": "text",
        "fit": "boolean",
        "doubts": "text",
        "age": "text",
        "reaches_to": _MOMENT,
        "age_seconds": "bigint",
        "newest_row": _MOMENT,
        "stale_at": _MOMENT,
        "receipt": "text",
        "exported_at": _MOMENT,
    },
}
_VIEW: Final = "metric_now"
_OF_THE_VALUE: Final = tuple(name for name in _TABLES["metric_value"] if name not in ("metric", "exported_at"))
_OF_THE_METRIC: Final = tuple(name for name in _TABLES["metric"] if name not in _OF_THE_VALUE)


def publishing(
    metrics: Sequence[Mapping[str, Cell]], values: Sequence[Mapping[str, Cell]], *, whole: bool
) -> tuple[str, ...]:
    """The statements that publish metrics and their values, rows by column; with `whole` others are gone from `metric`.

    Numbers of before stay in `metric_value`.
    """
    names = ", ".join(literal(str(row["name"])) for row in metrics)
    old = "TRUE" if whole else f"name IN ({names})" if names else "FALSE"
    return (
        f"CREATE SCHEMA IF NOT EXISTS {quote(PUBLISHED_SCHEMA)}",
        *(_create(table) for table in _TABLES),
        _create_view(),
        f"DELETE FROM {_name('metric')} WHERE {old}",
        *(_insert("metric", row) for row in metrics),
        *(_insert("metric_value", row) for row in values),
    )


def publish(project: ProjectSettings, statements: Sequence[str]) -> None:
    """Run what `publishing` gave; readers see all of it or nothing.

    Raises LockedError while an ingest writes the marts, RefusedError (`not_ours`) where somebody else's tables are
    called so, MartsFailedError where the marts cannot be written, with what to ask an administrator for.
    """
    if is_held(project.state):
        raise LockedError("an ingest is writing the marts", hint="`hb loads --watch` shows how far it is.")
    kind = marts_kind_of(project)
    kind.check_datasets(project, (PUBLISHED_SCHEMA,))
    with open_marts(project, empty=True) as reader:
        there = _columns_there(reader)
        has_schema = bool(there) or _has_schema(reader)
    _refuse_others(there)
    # Where the schema is another's, who may write in it may still make none; nor is a view replaced under its readers.
    needless = {"CREATE SCHEMA": has_schema, "CREATE OR REPLACE VIEW": _VIEW in there}
    wanted = [s for s in statements if not any(s.startswith(begins) and done for begins, done in needless.items())]
    try:
        kind.write(project, wanted)
    except MartsFailedError as error:
        asking = None if error.retryable else kind.needed_to_publish(project, PUBLISHED_SCHEMA)
        raise error.replace(hint=asking or error.hint) from None


def _refuse_others(there: Mapping[str, Sequence[str]]) -> None:
    wanted = {**{table: tuple(columns) for table, columns in _TABLES.items()}, _VIEW: _view_columns()}
    for name, columns in wanted.items():
        if name in there and tuple(there[name]) != columns:
            raise RefusedError(
                f"{PUBLISHED_SCHEMA}.{name} in the marts is not what hb publishes there",
                hint=f"Whose it is has to move it; an older hb's can go: DROP SCHEMA {PUBLISHED_SCHEMA} CASCADE;",
                code="not_ours",
            )


def _columns_there(reader: Queryable) -> dict[str, list[str]]:
    """What stands in the schema, with its columns; the standard's catalogue would not name what we may not read."""
    found: dict[str, list[str]] = {}
    rows = reader.query(
        "SELECT c.relname, a.attname FROM pg_catalog.pg_class AS c"
        " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
        " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid"
        f" WHERE n.nspname = {literal(PUBLISHED_SCHEMA)} AND c.relkind IN ('r', 'v', 'p', 'm', 'f')"
        " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum"
    ).rows
    for table, column in rows:
        found.setdefault(str(table), []).append(str(column))
    return found


def _has_schema(reader: Queryable) -> bool:
    asked = f"SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = {literal(PUBLISHED_SCHEMA)}"
    return bool(reader.query(asked).rows)


def _name(table: str) -> str:
    return f"{quote(PUBLISHED_SCHEMA)}.{quote(table)}"


def _create(table: str) -> str:
    columns = ", ".join(f"{quote(name)} {type_}" for name, type_ in _TABLES[table].items())
    return f"CREATE TABLE IF NOT EXISTS {_name(table)} ({columns})"


def _view_columns() -> tuple[str, ...]:
    return (*_OF_THE_METRIC, *_OF_THE_VALUE)


def _create_view() -> str:
    """A metric with the value of the same export: one that has gone, or shows no number any more, has no old one."""
    columns = ", ".join((*(f"m.{quote(n)}" for n in _OF_THE_METRIC), *map(_now, _OF_THE_VALUE)))
    joined = "v.metric = m.name AND v.exported_at = m.exported_at"
    return (
        f"CREATE OR REPLACE VIEW {_name(_VIEW)} AS SELECT {columns} FROM {_name('metric')} AS m"
        f" LEFT JOIN {_name('metric_value')} AS v ON {joined}"
    )


def _now(column: str) -> str:
    """A column of the value as it is now: data grows old while nobody exports.

    Time goes by since the export, whatever the project's clock said then.
    """
    written = f"v.{quote(column)}"
    grown = {
        "fit": "FALSE",
        "status": "v.status || ', stale'",
        "doubts": "coalesce(v.doubts || '; ', '') || 'stale: its data has grown too old since the export'",
        "age": "'stale'",
    }
    if column not in grown:
        return written
    too_old = "v.age NOT IN ('stale', 'no data') AND current_timestamp - v.exported_at > v.stale_at - v.as_of"
    return f"CASE WHEN {too_old} THEN {grown[column]} ELSE {written} END AS {quote(column)}"


def _insert(table: str, row: Mapping[str, Cell]) -> str:
    columns = _TABLES[table]
    cells: Iterable[str] = (
        "current_timestamp" if name == "exported_at" else _cell(row.get(name), type_) for name, type_ in columns.items()
    )
    return f"INSERT INTO {_name(table)} ({', '.join(map(quote, columns))}) VALUES ({', '.join(cells)})"


def _cell(value: Cell, type_: str) -> str:
    match value:
        case None:
            return "NULL"
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return f"CAST({literal(value.isoformat())} AS {type_})"
        case int():
            return str(value)
    return f"CAST({literal(value)} AS {type_})"
