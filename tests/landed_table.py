"""A table at the source and what the marts hold of it, as values: what decisions about an ingest are made from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from heartbeat_cli.estate import Connection, Slice, Source, TableSettings
from heartbeat_cli.ingest import UNCHANGED, DatasetJob, IngestRequest, SourceJob, TableJob
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.shape import record_columns, shape_of, write_columns
from heartbeat_cli.ingest.decide import Circumstances, decide
from heartbeat_cli.ingest.marts_snapshot import ABSENT, TableSnapshot
from heartbeat_cli.ingest.proof.checksum import COLUMNS
from heartbeat_cli.ingest.source.source_changes import SourceCounts
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.ingest.watermark import written_counters, written_watermark
from heartbeat_cli.marts import Bounds, LandedRange, Receipt
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Counters, Cursor, Plan, PlannedDataset, PlannedTable, RowKey, SourceType

DUCKDB = "duckdb"

BANK = Source(
    "bank", "Bank", "Truth.", "postgres", "granted", Path("bank.yml"), "A", "bank", ("core",), (Slice("core"),)
)
DATASET = "bank_core"
HERE = Connection("127.0.0.1", 5433, "reader", "bank", "SOURCE_PG", "")
PAYMENT, CLIENT = QName("core", "payment"), QName("core", "client")
ZONED = "timestamp with time zone"
MARK = "2026-05-08 10:00:00+00"
LOADED_AT = datetime(2026, 5, 9, tzinfo=UTC)

ID = RowKey(("id",), (("id", "bigint"),))
UPDATED = Cursor("updated_at", "updated_at", "set on every change", ZONED, indexed=True)
GROWING = Cursor("growing", "id", "numbered by a sequence", "bigint", indexed=True)
NO_CURSOR = Cursor("none", None, "no column tells new from old")
THEN = Counters(40, 5, 2, "since")
"""The source's counters when the table was landed."""

TABLE = PlannedTable(
    PAYMENT,
    (("id", SourceType("int8")), ("updated_at", SourceType("timestamptz")), ("state", SourceType("text"))),
    rows=40,
    bytes=4000,
    key=ID,
    cursor=UPDATED,
    counters=THEN,
    numbers=(1, 2, 3),
)


def shape(table: PlannedTable = TABLE, dialect: str = DUCKDB) -> str:
    return shape_of(record_columns(table, land_all(table, dialect, ())))


def entry(low: int | None, high: int | None, **more: Any) -> LandedRange:
    """A range of ten rows that landed with load 1."""
    bounds = Bounds(*(None if end is None else (str(end),) for end in (low, high)))
    landed = LandedRange(DATASET, "payment", bounds, 10, 10, "columns-1:7", shape(), "1", LOADED_AT, 1.0)
    return replace(landed, **more)


RANGES = (entry(None, 10), entry(10, 20), entry(20, 30), entry(30, None))
CUTS = tuple(one.bounds for one in RANGES)
WHOLE = (Bounds(),)
LACKING = (RANGES[0], replace(RANGES[1], load_id="lost"), replace(RANGES[2], load_id="2"), RANGES[3])
"""Ranges of which dlt's books lack the load of one."""
KEYLESS = replace(TABLE, key=None, cursor=NO_CURSOR)
MARKING = replace(TABLE, deletes="mark")

NOW = Counters(44, 6, 2, "since")
LATER = "2026-05-09 10:00:00+00"
MOVED = SourceCounts(LATER, True, NOW)

_SPELLED = {"int8": "bigint", "timestamptz": ZONED, "text": "text", "numeric": "numeric(9,2)"}


def columns_of(table: PlannedTable) -> tuple[tuple[str, str, bool], ...]:
    """The columns of a table as they stand in the marts after it landed."""
    return tuple((name, _SPELLED[type_.name], True) for name, type_ in table.columns)


def receipt(table: PlannedTable = TABLE, **more: Any) -> Receipt:
    watermark = {"updated_at": MARK, "growing": "50000"}.get(table.cursor.kind)
    landed = Receipt(
        DATASET,
        table.qname.name,
        40,
        "1",
        LOADED_AT,
        4.0,
        source_table=str(table.qname),
        ranges=4,
        watermark=written_watermark(table.cursor, watermark),
        counters=written_counters(THEN),
        columns=write_columns(record_columns(table, land_all(table, DUCKDB, ())), table.key),
        notes=("a note",),
    )
    return replace(landed, **more)


def landed(table: PlannedTable = TABLE, ranges: Iterable[LandedRange] = RANGES, **more: Any) -> TableSnapshot:
    """The table as a finished load leaves it; its ranges are those of `TABLE` unless others are given."""
    here = tuple(replace(one, shape=shape(table)) if one.shape == shape() else one for one in ranges)
    snapshot = TableSnapshot(columns_of(table), sum(one.rows for one in here), receipt(table), here)
    return replace(snapshot, **more)


def about(asked: IngestRequest | None = None, lag: int | None = None, **more: Any) -> Circumstances:
    """What decisions have in common: nothing special asked for, a lag as given, loads 1 and 2 in dlt's books."""
    settings = (("core.payment", TableSettings(lag_seconds=lag)),)
    common = Circumstances(
        source=replace(BANK, tables=settings),
        dataset=DATASET,
        dialect=DUCKDB,
        algorithm=COLUMNS,
        thorough=COLUMNS,
        request=asked or IngestRequest(),
        finished=frozenset({"1", "2"}),
        cut=lambda _: CUTS,
    )
    return replace(common, **more)


def work_for(
    table: PlannedTable = TABLE,
    snapshot: TableSnapshot | None = None,
    counts: SourceCounts | None = None,
    circumstances: Circumstances | None = None,
) -> TableJob:
    """The decision, where the table can land."""
    found = decide(table, landed(table) if snapshot is None else snapshot, counts, circumstances or about())
    assert isinstance(found, TableJob), found
    return found


def some(*places: int) -> list[LandedRange]:
    return [RANGES[place] for place in places]


def units(bounds: Sequence[Bounds], action: Action, *, fresh: bool = False) -> tuple[Unit, ...]:
    """Units as planned, but for the estimate of their rows."""
    return tuple(Unit(PAYMENT, n, action, one, fresh=fresh) for n, one in enumerate(bounds))


def planned(work: TableJob) -> tuple[Unit, ...]:
    return tuple(replace(unit, rows=None) for unit in work.units)


def hours_later(hours: float) -> datetime:
    """That long after the usual watermark."""
    return datetime.fromisoformat(MARK) + timedelta(hours=hours)


def source_work(*works: TableJob, source: Source = BANK, missing: tuple[QName, ...] = (), **more: bool) -> SourceJob:
    dataset = source.dataset("core")
    plan = Plan(source, HERE, (PlannedDataset(dataset, "core", tuple(work.table for work in works)),), missing)
    return SourceJob(plan, (DatasetJob(dataset, "core", works, **more),))  # type: ignore[arg-type]


FRESH = work_for(snapshot=ABSENT)
IDLE = replace(FRESH, mode=UNCHANGED, units=())
