"""The statistics of one landed table: figures, keys, references, freshness, each by its own part of this room."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from heartbeat_cli.errors import NotFoundError, Place, QueryTimeoutError, UsageError, did_you_mean
from heartbeat_cli.marts import TableShape, find_marts_kind
from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.profiling.cursors import event_column, updated_column
from heartbeat_cli.profiling.roles import as_log
from heartbeat_cli.profiling.statistics.cursor_check import check_cursor
from heartbeat_cli.profiling.statistics.integrity import check_keys, check_references
from heartbeat_cli.profiling.statistics.landed import LandedSource
from heartbeat_cli.profiling.statistics.masking import mask, tag_personal
from heartbeat_cli.profiling.statistics.measure import EXACT_ROWS, Figures, measure, measure_sample
from heartbeat_cli.profiling.statistics.planner import read_statistics
from heartbeat_cli.profiling.statistics.scan import finite_range
from heartbeat_cli.profiling.statistics.values import (
    Count,
    CursorCheck,
    KeyCheck,
    NewestValue,
    ReferenceCheck,
    TableStatistics,
)

SMALL_BYTES = 16_000_000
"""A table of PostgreSQL up to this size is read whole, whatever --sample says."""
HUGE_BYTES = 20_000_000_000
"""One beyond this size is sampled by itself."""
HUGE_SHARE = 0.01
_NOT_CHECKED = "not checked: a sample cannot tell"

Done = Callable[[str], None]


def table_statistics(
    landed: LandedSource,
    name: QName,
    done: Done,
    *,
    column: str | None = None,
    sample: float | None = None,
    reveal: bool = False,
) -> TableStatistics:
    """What the rows of a landed table are like, or of one `column` of it; `sample` is a percentage.

    Personal data is masked unless `reveal`. Raises NotFoundError for an unknown column, UsageError for a sample the
    marts cannot take, QueryTimeoutError naming --sample where all rows are too many.
    """
    shape, table = _narrowed(landed, name, column)
    share, notes = _share(landed, shape, sample)
    try:
        found = _figures(landed, name, shape, table, share, done)
    except QueryTimeoutError as error:
        hint = "Read a part of it: --sample 1 is one per cent."
        raise error.replace(place=Place(str(name)), hint=hint, retryable=True) from None
    figures, keys, references, freshness, cursor = found
    tagged = tuple(tag_personal(table, c, landed.decisions.get(name)) for c in figures.columns)
    receipt = landed.receipts.get(name)
    return TableStatistics(
        source=landed.source.name,
        table=name,
        dataset=shape.dataset,
        rows=figures.rows,
        depth=figures.depth,
        columns=tagged if reveal else tuple(mask(c) for c in tagged),
        sample=figures.sample,
        keys=keys,
        references=references,
        freshness=freshness,
        loaded_at=receipt.loaded_at if receipt else None,
        receipt_rows=receipt.rows if receipt else None,
        bytes=shape.bytes,
        notes=notes,
        cursor=cursor,
    )


def freshness_column(table: Table, shape: TableShape) -> str | None:
    """The landed column that tells when rows came or changed, None where none does."""
    is_log = as_log(table, ()) is not None
    for column in (updated_column(table, is_log=is_log), event_column(table, is_log=is_log)):
        if column is not None and any(c.name == column.name for c in shape.columns):
            return column.name
    return None


def freshness_of(landed: LandedSource, column: str, newest: str | None, *, exact: bool) -> NewestValue:
    """`newest` is the text of a moment, as the marts spell it in UTC."""
    clock = landed.project.now()
    return NewestValue(column, moment_of(newest), newest, clock, landed.project.clock is not None, exact)


def moment_of(text: str | None) -> datetime | None:
    """A moment from its text; None for one no calendar of Python has (infinity, 5000 BC)."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _narrowed(landed: LandedSource, name: QName, column: str | None) -> tuple[TableShape, Table]:
    shape, table = landed.tables[name], landed.table_of(name)
    if column is None:
        return shape, table
    kept = tuple(c for c in shape.columns if c.name == column)
    if not kept:
        raise NotFoundError(
            f"{name} has no landed column '{column}'",
            hint=did_you_mean(column, [c.name for c in shape.columns]),
            code="unknown_column",
        )
    return replace(shape, columns=kept), table


def _share(landed: LandedSource, shape: TableShape, sample: float | None) -> tuple[float | None, tuple[str, ...]]:
    """The part of the table to read (None: all of it, 0: nothing), and what to say about the choice."""
    kind = find_marts_kind(landed.reader.dialect)
    if sample == 0 and landed.dialect.planner_statistics(shape) is None:
        raise UsageError(
            f"--sample 0 asks for the statistics the database keeps, and {kind.title} keeps none",
            hint="Leave --sample out, or give a percentage above 0.",
        )
    size = shape.bytes or 0
    if sample is None:
        if not kind.counts_at_once and size > HUGE_BYTES:
            return HUGE_SHARE, (f"{size / 1e9:,.0f} GB: {HUGE_SHARE:.0%} was read; --sample 100 reads all",)
        return None, ()
    if sample >= 100:
        return None, ()
    if sample and (_few_rows(landed, shape) if kind.counts_at_once else size <= SMALL_BYTES):
        return None, ("small enough to be read whole: --sample was not needed",)
    return sample / 100, ()


def _few_rows(landed: LandedSource, shape: TableShape) -> bool:
    return int(str(landed.reader.query(f"SELECT count(*) FROM {shape.sql_name}").rows[0][0])) <= EXACT_ROWS


_Found = tuple[Figures, tuple[KeyCheck, ...], tuple[ReferenceCheck, ...], NewestValue | None, CursorCheck | None]


def _figures(
    landed: LandedSource, name: QName, shape: TableShape, table: Table, share: float | None, done: Done
) -> _Found:
    reader, whole = landed.reader, landed.tables[name]
    wanted = {c.name for c in shape.columns}
    about = replace(
        table,
        primary_key=table.primary_key if table.primary_key and wanted & set(table.primary_key.columns) else None,
        unique_keys=tuple(k for k in table.unique_keys if wanted & set(k.columns)),
        foreign_keys=tuple(k for k in table.foreign_keys if wanted & set(k.columns)),
    )
    if share is None:
        keys = check_keys(reader, landed.dialect, about, whole, done)
        unique = frozenset(k.columns[0] for k in keys if len(k.columns) == 1 and k.surplus == 0)
        figures = measure(reader, landed.dialect, shape.sql_name, shape.columns, unique, done)
        references = check_references(reader, about, whole, landed.tables, done)
        cursor = check_cursor(reader, table, shape, landed.source.settings(str(name)).cursor, done)
    else:
        stored = None if share else landed.dialect.planner_statistics(shape)
        figures = (
            measure_sample(reader, landed.dialect, shape.sql_name, shape.columns, share, _told(landed, shape), done)
            if stored is None
            else read_statistics(reader, stored, shape, shape.columns)
        )
        keys, references = _unchecked(about)
        cursor = None
    return figures, tuple(keys), tuple(references), _freshness(landed, shape, table, figures), cursor


def _told(landed: LandedSource, shape: TableShape) -> Count | None:
    """How many rows the marts say there are, without reading them."""
    if find_marts_kind(landed.reader.dialect).counts_at_once:
        return Count(int(str(landed.reader.query(f"SELECT count(*) FROM {shape.sql_name}").rows[0][0])))
    return None if shape.estimated_rows is None else Count(shape.estimated_rows, exact=False)


def _unchecked(table: Table) -> tuple[list[KeyCheck], list[ReferenceCheck]]:
    keys = [] if table.primary_key is None else [KeyCheck(table.primary_key.columns, True, why=_NOT_CHECKED)]
    keys += [KeyCheck(k.columns, False, why=_NOT_CHECKED) for k in table.unique_keys]
    return keys, [ReferenceCheck(k.columns, k.target, k.target_columns, why=_NOT_CHECKED) for k in table.foreign_keys]


def _freshness(landed: LandedSource, shape: TableShape, table: Table, figures: Figures) -> NewestValue | None:
    name = freshness_column(table, shape)
    column = next((c for c in figures.columns if c.name == name), None)
    if name is None or column is None or figures.depth == "planner statistics":
        return None
    newest, exact = column.maximum, figures.depth != "sample"
    if newest is not None and "infinity" in newest and exact:
        own = next(c for c in shape.columns if c.name == name)
        newest = finite_range(landed.reader, landed.dialect, shape.sql_name, own)[1]
    return freshness_of(landed, name, newest, exact=exact)
