"""Receipts of evaluations, kept in the marts beside the ledger: one row for each number that was shown.

The table stands in a schema of its own, because an evaluation reads several datasets. Rows are only added. What stands
in `body` is the room above's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from heartbeat_cli.errors import LockedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.open import marts_kind_of
from heartbeat_cli.marts.receipt import Queryable
from heartbeat_cli.pgschema import literal, quote
from heartbeat_cli.state import is_held

EVALUATIONS_SCHEMA: Final = "_hb"
EVALUATIONS_TABLE: Final = "_hb_evaluation"

# The same words mean the same in DuckDB and PostgreSQL, so there is one definition.
_COLUMNS: Final = (
    ("id", "text"),
    ("metric", "text"),
    ("as_of", "timestamp with time zone"),
    ("made_at", "timestamp with time zone"),
    ("value", "text"),
    ("sql_fingerprint", "text"),
    ("body", "text"),
)
# When the row was written, by the database's clock: the demo's own stands still.
_RECORDED: Final = ("recorded_at", "timestamp with time zone")
_NAMES: Final = ", ".join(quote(name) for name, _ in _COLUMNS)
_TABLE: Final = f"{quote(EVALUATIONS_SCHEMA)}.{quote(EVALUATIONS_TABLE)}"


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One row: `value` as text, `sql_fingerprint` the same for SQL of one meaning, `body` JSON of the whole receipt."""

    id: str
    metric: str
    as_of: datetime
    made_at: datetime
    value: str | None
    sql_fingerprint: str
    body: str


def record_evaluations(project: ProjectSettings, rows: Sequence[EvaluationRow]) -> None:
    """Add rows to the marts, in one transaction; one that is there already is left alone.

    Raises LockedError while an ingest writes the marts, HbError where they cannot be written.
    """
    if is_held(project.state):
        raise LockedError("an ingest is writing the marts", hint="`hb loads --watch` shows how far it is.")
    marts_kind_of(project).write(project, (*_create(), *map(_enter, rows)))


def read_evaluations(reader: Queryable, where: str = "TRUE") -> tuple[EvaluationRow, ...]:
    """The rows that meet a condition, the oldest first; none where nothing was ever recorded.

    Raises HbError where there are some that may not be read: the standard's catalogue would not name their table.
    """
    known = reader.query(
        "SELECT 1 FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
        f" WHERE n.nspname = {literal(EVALUATIONS_SCHEMA)} AND c.relname = {literal(EVALUATIONS_TABLE)}"
    )
    if not known.rows:
        return ()
    found = reader.query(f"SELECT {_NAMES} FROM {_TABLE} WHERE {where} ORDER BY recorded_at, made_at, as_of, id")
    return tuple(_row(row) for row in found.rows)


def evaluations_of(reader: Queryable, metric: str, sql_fingerprint: str) -> tuple[EvaluationRow, ...]:
    """Those of a metric's name, or of SQL that means the same under another name."""
    return read_evaluations(reader, f"metric = {literal(metric)} OR sql_fingerprint = {literal(sql_fingerprint)}")


def evaluations_near(reader: Queryable, moment: datetime, within: timedelta) -> tuple[EvaluationRow, ...]:
    """Those for a moment less than `within` away from this one."""
    first, last = _moment(moment - within), _moment(moment + within)
    return read_evaluations(reader, f"as_of > {first} AND as_of < {last}")


def newest_evaluations(reader: Queryable, metrics: Iterable[str], without: str) -> tuple[EvaluationRow, ...]:
    """The newest of each of these metrics, rows with the fingerprint `without` left out."""
    names = ", ".join(literal(name) for name in sorted(set(metrics)))
    ordered = "row_number() OVER (PARTITION BY metric ORDER BY recorded_at DESC, made_at DESC, id)"
    where = f"metric IN ({names}) AND sql_fingerprint <> {literal(without)}"
    newest = f"SELECT id FROM (SELECT id, {ordered} AS place FROM {_TABLE} WHERE {where}) AS known WHERE place = 1"
    return read_evaluations(reader, f"id IN ({newest})") if names else ()


def evaluations_with(reader: Queryable, ids: Iterable[str]) -> tuple[EvaluationRow, ...]:
    """Those with one of these ids."""
    wanted = ", ".join(literal(id_) for id_ in sorted(set(ids)))
    return read_evaluations(reader, f"id IN ({wanted})") if wanted else ()


def _create() -> tuple[str, str]:
    columns = ", ".join(f"{quote(name)} {type_}" for name, type_ in (*_COLUMNS, _RECORDED))
    return (
        f"CREATE SCHEMA IF NOT EXISTS {quote(EVALUATIONS_SCHEMA)}",
        f"CREATE TABLE IF NOT EXISTS {_TABLE} ({columns})",
    )


def _enter(row: EvaluationRow) -> str:
    values = (
        literal(row.id),
        literal(row.metric),
        _moment(row.as_of),
        _moment(row.made_at),
        "NULL" if row.value is None else literal(row.value),
        literal(row.sql_fingerprint),
        literal(row.body),
    )
    there = f"SELECT 1 FROM {_TABLE} WHERE id = {literal(row.id)}"
    names = f"{_NAMES}, {quote(_RECORDED[0])}"
    return f"INSERT INTO {_TABLE} ({names}) SELECT {', '.join(values)}, current_timestamp WHERE NOT EXISTS ({there})"


def _moment(moment: datetime) -> str:
    return f"CAST({literal(moment.astimezone(UTC).isoformat())} AS timestamp with time zone)"


def _row(row: tuple[Any, ...]) -> EvaluationRow:
    id_, metric, as_of, made_at, value, sql, body = row
    return EvaluationRow(id_, metric, as_of.astimezone(UTC), made_at.astimezone(UTC), value, sql, body)
