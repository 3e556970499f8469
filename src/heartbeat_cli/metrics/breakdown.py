"""A metric by the values of a column: its own SQL, with one row for each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, localcontext
from typing import ClassVar, Final

from heartbeat_cli.errors import HbError, NotFoundError, RefusedError, did_you_mean
from heartbeat_cli.estate import load_decisions
from heartbeat_cli.marts import find_marts_kind, landed_relation
from heartbeat_cli.metrics.bench import Bench, Run
from heartbeat_cli.metrics.clock import bind_clock
from heartbeat_cli.metrics.evaluation import landed_columns, number_in
from heartbeat_cli.metrics.pieces import NoPiecesError, Pieces, pieces_of
from heartbeat_cli.metrics.rewritten import EXTREME, combining, rows_of
from heartbeat_cli.metrics.shape.columns import QueryNames
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.metrics.shape.select import Relation
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import Column, QName, Table, canonical, kind_of, quote
from heartbeat_cli.profiling import personal_tags

USUAL_TOP: Final = 20
MOST_SEGMENTS: Final = 10_000
_DIGITS: Final = 500
_LABELS: Final = ("code", "name", "label", "title", "description")


@dataclass(frozen=True, slots=True)
class Segment:
    """The value of the rows that have one `segment` of the column, as text; null is a segment, too.

    `label` is what a dictionary calls it, null where none does.
    """

    json_keys: ClassVar = "segment label value"

    segment: str | None
    value: Decimal | None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A metric by the values of a `column`, the greatest first.

    `adds_up`: the segments and the `rest` are the total, which was looked at. `more` segments are not listed; `rest` is
    their value, null where values do not add up.
    """

    json_keys: ClassVar = "column adds_up segments more rest"

    column: str
    adds_up: bool
    segments: tuple[Segment, ...]
    more: int = 0
    rest: Decimal | None = None


def break_down(bench: Bench, run: Run, column: str, top: int = USUAL_TOP) -> Breakdown:
    """A number that was just computed, by a column of a table its SQL reads: `column` or `alias.column`.

    Raises NotFoundError (`unknown_column`) with the closest name, RefusedError where it may not or cannot be split:
    `personal`, `ambiguous_column`, `not_split`.
    """
    metric = run.metric
    relation, name = _resolved(bench, run, column)
    origin = _origin(bench, run, relation, name)
    if origin is not None:
        _refuse_personal(bench, *origin)
    written = f"{quote(relation.alias)}.{quote(name)}"
    try:
        pieces = pieces_of(metric.sql or "")
        combine = combining(pieces.output)
        rows = rows_of(bench, metric, _statement(pieces, written, run.value.as_of))
    except NoPiecesError as error:
        raise RefusedError(
            f"{metric.name} cannot be split by {column}: {error}",
            hint="Its SQL has to be one SELECT of aggregates FROM … WHERE …",
            code="not_split",
        ) from None
    if len(rows) > MOST_SEGMENTS:
        raise RefusedError(
            f"{column} has more than {MOST_SEGMENTS:,} values in {metric.name}",
            hint="Split it by a column with fewer.",
            code="not_split",
        )
    labels = _labels(bench, *origin) if origin is not None else {}
    segments = sorted((_segment(bench, row, labels) for row in rows), key=_greatest_first)
    return _told(run, f"{relation.alias}.{name}", segments, top, adds=_adds(rows, combine))


def _resolved(bench: Bench, run: Run, column: str) -> tuple[Relation, str]:
    """The relation of the outermost FROM that has the column."""
    alias, _, name = column.rpartition(".")
    root = read_shape(run.metric.sql or "").root
    have = {relation.alias: _names(bench, relation) for relation in root.relations}
    found = [r for r in root.relations if name in have[r.alias] and alias in ("", r.alias)]
    if len(found) == 1:
        return found[0], name
    if found:
        raise RefusedError(
            f"{name} is a column of {' and of '.join(r.alias for r in found)}",
            hint=f"Write {' or '.join(f'{r.alias}.{name}' for r in found)}.",
            code="ambiguous_column",
        )
    known = [n for alias, names in have.items() for each in names for n in (each, f"{alias}.{each}")]
    raise NotFoundError(
        f"{run.metric.name} reads no column {column}",
        hint=did_you_mean(column, known) or f"It has {', '.join(sorted(n for n in known if '.' in n)[:12])}.",
        code="unknown_column",
    )


def _names(bench: Bench, relation: Relation) -> tuple[str, ...]:
    if relation.query is not None:
        return tuple(output.name for output in relation.query.outputs if output.value is not None)
    if relation.table is None or relation.columns:
        return relation.columns
    return tuple(column.name for column in landed_columns((relation.table,), bench.reader)[relation.table])


def _origin(bench: Bench, run: Run, relation: Relation, name: str) -> tuple[Table, Column] | None:
    """The table and column it is, through all queries in FROM, with what the mirror says of it; None of a computed one.

    The table is named as in the marts.
    """
    tables = {table: _described(bench, table) for table in run.value.tables}
    names = QueryNames(read_shape(run.metric.sql or ""), tables)
    written = {"ColumnRef": {"fields": [{"String": {"sval": part}} for part in (relation.alias, name)]}}
    return names.column(written, names.shape.root)


def _described(bench: Bench, table: QName) -> Table:
    mirrored = _mirrored(bench, table)
    comments = {c.name: c.comment for c in mirrored.columns} if mirrored is not None else {}
    landed = landed_columns((table,), bench.reader)[table]
    columns = tuple(Column(c.name, canonical(c.type), comment=comments.get(c.name)) for c in landed)
    return Table(table.schema, table.name, columns)


def _mirrored(bench: Bench, table: QName) -> Table | None:
    owner = bench.inventory.of_dataset(table.schema)
    database = MirrorDumps(bench.project).database(owner[0]) if owner is not None else None
    schema = database.schema(owner[1]) if database is not None and owner is not None else None
    return schema.table(table.name) if schema is not None else None


def _refuse_personal(bench: Bench, table: Table, column: Column) -> None:
    """A value for each person is on nobody's page, however few rows it counts."""
    owner = bench.inventory.of_dataset(table.schema)
    said = load_decisions(bench.project, owner[0].name) if owner is not None else {}
    decision = said.get(QName(owner[1], table.name)) if owner is not None else None
    tags = personal_tags(table, column, decision)
    if tags:
        raise RefusedError(
            f"{table.name}.{column.name} is personal data ({tags[0].category}): no metric is split by it",
            hint="Split it by a column that many have in common.",
            code="personal",
        )


def _statement(pieces: Pieces, column: str, as_of: datetime) -> str:
    where = " AND ".join(f"({condition.text}\n)" for condition in pieces.conditions)
    sql = (
        f"SELECT {column} AS segment, {pieces.output.text}\nAS value FROM {pieces.source}\n"
        f"{f'WHERE {where}' if where else ''} GROUP BY {column} LIMIT {MOST_SEGMENTS + 1}"
    )
    return bind_clock(sql, as_of)


def _segment(bench: Bench, row: tuple[object, ...], labels: Mapping[str, str]) -> Segment:
    value = find_marts_kind(bench.reader.dialect).metric_value(row[1])
    segment = _text(row[0])
    return Segment(segment, None if value is None else number_in(value), labels.get(segment or ""))


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _greatest_first(segment: Segment) -> tuple[bool, Decimal, str]:
    return segment.value is None, -(segment.value or Decimal(0)), segment.segment or ""


def _adds(rows: tuple[tuple[object, ...], ...], combine: str) -> bool:
    """Whether the value of the whole is the sum of these; floating-point numbers depend on their order."""
    return bool(combine) and combine not in EXTREME and not any(isinstance(row[1], float) for row in rows)


def _told(run: Run, column: str, segments: list[Segment], top: int, *, adds: bool) -> Breakdown:
    shown, others = segments[:top], segments[top:]
    if not adds:
        return Breakdown(column, False, tuple(shown), len(others))
    total, value = _sum(segments), run.value.value
    if total != (value or Decimal(0)):
        raise HbError(f"{run.metric.name} by {column} adds up to {total}, and not to {value}", code="not_split")
    return Breakdown(column, True, tuple(shown), len(others), _sum(others) if others else None)


def _sum(segments: list[Segment]) -> Decimal:
    with localcontext() as context:
        context.prec = _DIGITS
        return sum((s.value for s in segments if s.value is not None), Decimal(0))


def _labels(bench: Bench, table: Table, column: Column) -> dict[str, str]:
    """What the landed dictionary that the column refers to calls each code."""
    mirrored, owner = _mirrored(bench, table.qname), bench.inventory.of_dataset(table.schema)
    for key in mirrored.foreign_keys if mirrored is not None else ():
        if tuple(key.columns) == (column.name,) and owner is not None:
            dataset = owner[0].dataset(key.target.schema)
            return dict(_codes(bench, QName(dataset, key.target.name), (*key.target_columns, "id")[0]))
    return {}


def _codes(bench: Bench, dictionary: QName, key: str) -> Iterator[tuple[str, str]]:
    try:
        columns = landed_columns((dictionary,), bench.reader)[dictionary]
    except HbError:
        return
    texts = [column.name for column in columns if kind_of(canonical(column.type)) == "text" and column.name != key]
    label = next((name for name in _LABELS if name in texts), None)
    # A table of clients is no dictionary: its texts are nobody's to show.
    if label is None or any(personal_tags(Table("", dictionary.name, ()), Column(n, "text")) for n in texts):
        return
    relation = landed_relation(dictionary.schema, dictionary.name)
    for code, text in bench.reader.query(f"SELECT {quote(key)}, {quote(label)} FROM {relation} LIMIT 1000").rows:
        yield str(code), str(text)
