"""Which metrics a change found while landing breaks, and which it only touches.

A metric breaks when a column or table it reads goes, gets another name or another kind of value, or lands as a hash. It
is touched when the type of what it reads changes within its kind. Columns that are new concern none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.estate import Inventory, ProjectSettings, Source
from heartbeat_cli.impact.schema_change import Reads, reads_of
from heartbeat_cli.ingest import ChangeKind, ColumnChange, RecordedColumn
from heartbeat_cli.metrics import Metric, load_all
from heartbeat_cli.pgschema import Column, Database, QName, Schema, Table

_BREAKING: Final = frozenset({ChangeKind.DROPPED, ChangeKind.RENAMED, ChangeKind.INCOMPATIBLE, ChangeKind.HASHED})
_TOUCHING: Final = frozenset({ChangeKind.WIDENED, ChangeKind.RETYPED})

Landed = Mapping[QName, Sequence[RecordedColumn]]


@dataclass(frozen=True, slots=True)
class LandingEffect:
    """What one change means for one metric: it `breaks`, or should be looked at. `sentence` says it in one line.

    `column` is None where the whole table is gone.
    """

    metric: Metric
    table: QName
    column: str | None
    breaks: bool
    sentence: str


def metrics_concerned(
    project: ProjectSettings,
    inventory: Inventory,
    source: Source,
    landed: Landed,
    changes: Iterable[tuple[QName, ColumnChange]],
    gone: Iterable[QName] = (),
) -> tuple[LandingEffect, ...]:
    """`landing_effects` on the project's metrics, which are read only where something may concern them.

    Files that hold no metric are left to `hb check`.
    """
    telling = tuple((table, change) for table, change in changes if change.kind in _BREAKING | _TOUCHING)
    lost = tuple(gone)
    if not telling and not lost:
        return ()
    metrics, _ = load_all(project)
    return landing_effects(source, inventory, metrics, landed, telling, lost)


def landing_effects(
    source: Source,
    inventory: Inventory,
    metrics: Iterable[Metric],
    landed: Landed,
    changes: Sequence[tuple[QName, ColumnChange]],
    gone: Sequence[QName] = (),
) -> tuple[LandingEffect, ...]:
    """What `changes` of the columns of one source's tables mean, in the order of `metrics`.

    `landed` are the columns as they stood before; of a table it does not have, a metric is taken to read every column.
    `gone` are landed tables the source no longer has.
    """
    before = _as_database(source, landed, changes)
    effects: list[LandingEffect] = []
    for metric in metrics:
        reads = reads_of(metric, before, source, inventory)
        if reads is not None:
            effects += [_without_table(metric, table) for table in gone if table in reads.tables]
            effects += [_effect(metric, table, change) for table, change in changes if _concerns(table, change, reads)]
    return tuple(effects)


def _as_database(source: Source, landed: Landed, changes: Iterable[tuple[QName, ColumnChange]]) -> Database:
    """The tables with the names of columns from before and after, so that a query already mended is understood."""
    tables: dict[QName, dict[str, Column]] = {
        table: {column.name: Column(column.name, column.source) for column in columns}
        for table, columns in landed.items()
    }
    for table, change in changes:
        names = {ChangeKind.RENAMED: change.after, ChangeKind.ADDED: change.column}
        if (name := names.get(change.kind)) and table in tables:
            tables[table].setdefault(name, Column(name, "text"))
    schemas = dict.fromkeys(table.schema for table in tables)
    return Database(
        source.database or source.name,
        tuple(
            Schema(
                schema,
                tuple(Table(t.schema, t.name, tuple(c.values())) for t, c in tables.items() if t.schema == schema),
            )
            for schema in schemas
        ),
    )


def _concerns(table: QName, change: ColumnChange, reads: Reads) -> bool:
    if table not in reads.tables or change.kind not in _BREAKING | _TOUCHING:
        return False
    columns = reads.tables[table]
    return columns is None or change.column in columns


def _effect(metric: Metric, table: QName, change: ColumnChange) -> LandingEffect:
    breaks = change.kind in _BREAKING
    what = {
        ChangeKind.DROPPED: "no longer lands",
        ChangeKind.RENAMED: f"is called '{change.after}' now",
        ChangeKind.HASHED: "changed between a value and its hash",
    }.get(change.kind, f"was {change.before} and is {change.after} now")
    says = "breaks" if breaks else "should be looked at"
    sentence = f"{metric.name} {says}: it reads {table}.{change.column}, which {what}"
    return LandingEffect(metric, table, change.column, breaks, sentence)


def _without_table(metric: Metric, table: QName) -> LandingEffect:
    sentence = f"{metric.name} breaks: it reads {table}, which is gone at the source"
    return LandingEffect(metric, table, None, True, sentence)
