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
from heartbeat_cli.metrics.personal import is_personal
from heartbeat_cli.metrics.pieces import NoPiecesError, Pieces, pieces_of
from heartbeat_cli.metrics.reading import Node
from heartbeat_cli.metrics.rewritten import EXTREME, combining, rows_of
from heartbeat_cli.metrics.shape.columns import ColumnUse, QueryNames, references
from heartbeat_cli.metrics.shape.expressions import nodes_inside
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.metrics.shape.select import Relation, Select
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
    names = _query_names(bench, run)
    use = ColumnUse(names.shape.root, next(r for r in names.shape.root.relations if r.alias == relation.alias), name)
    for behind in _made_of(use, names):
        _refuse_personal(bench, column, behind)
    origin = _origin(names, relation, name)
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
        return relation.columns or tuple(_outputs(bench, relation.query))
    if relation.table is None or relation.columns:
        return relation.columns
    return tuple(column.name for column in landed_columns((relation.table,), bench.reader)[relation.table])


def _outputs(bench: Bench, query: Select) -> Iterator[str]:
    """What comes out of a query, and of a `*` in it."""
    for output in query.outputs:
        if output.value is not None:
            yield output.name
        else:
            yield from (name for relation in query.relations for name in _names(bench, relation))


def _query_names(bench: Bench, run: Run) -> QueryNames:
    """What names mean in its SQL; tables are named as in the marts, with what the mirror says of their columns."""
    return QueryNames(read_shape(run.metric.sql or ""), {table: _described(bench, table) for table in run.value.tables})


def _origin(names: QueryNames, relation: Relation, name: str) -> tuple[Table, Column] | None:
    """The table and column it is, through all queries in FROM; None of a computed one."""
    written = {"ColumnRef": {"fields": [{"String": {"sval": part}} for part in (relation.alias, name)]}}
    return names.column(written, names.shape.root)


def _made_of(use: ColumnUse, names: QueryNames) -> Iterator[tuple[Table, Column] | None]:
    """Every column of a table that a column is made of, through all queries in FROM; None where nobody can tell."""
    relation, query = use.relation, use.relation.query
    if relation.table is not None:
        table = names.tables.get(relation.table)
        column = table.column(use.name) if table is not None else None
        yield (table, column) if table is not None and column is not None else None
    elif query is None:
        yield from (found for call in relation.functions for found in _made_by(call, use.select, names))
    elif names.output(use) is None:
        deeper = names.deeper(use)
        yield from _made_of(deeper, names) if deeper is not None else [None]
    else:
        at = relation.columns.index(use.name) if use.name in relation.columns else _place(query, use.name)
        for branch in query.branches or (query,):
            value = branch.outputs[at].value if at < len(branch.outputs) else None
            yield from _made_by(value, branch, names) if value is not None else [None]


def _place(query: Select, name: str) -> int:
    return next(i for i, output in enumerate(query.outputs) if output.name == name)


def _made_by(value: Node, select: Select, names: QueryNames) -> Iterator[tuple[Table, Column] | None]:
    for reference in references(value):
        use = names.meaning(reference, select)
        yield from _made_of(use, names) if use is not None else [None]
    if any(kind == "SubLink" for kind, _ in nodes_inside(value)):
        yield None


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


def _refuse_personal(bench: Bench, asked: str, behind: tuple[Table, Column] | None) -> None:
    """A value for each person is on nobody's page, however few rows it counts."""
    if behind is None:
        raise RefusedError(
            f"nobody can tell whether {asked} is made of personal data: no metric is split by it",
            hint="Split it by a column of a table.",
            code="personal",
        )
    table, column = behind
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
    mirror = MirrorDumps(bench.project)
    # A table of clients is no dictionary: its texts are nobody's to show.
    if label is None or any(is_personal(bench.project, bench.inventory, mirror, dictionary, name) for name in texts):
        return
    relation = landed_relation(dictionary.schema, dictionary.name)
    for code, text in bench.reader.query(f"SELECT {quote(key)}, {quote(label)} FROM {relation} LIMIT 1000").rows:
        yield str(code), str(text)
