"""What to do with a table once its records are on the disk: land them all, land them over what is there, or nothing."""

from dataclasses import replace
from datetime import UTC

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.columns.changes import compare_columns
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.shape import record_columns, shape_of, write_columns
from heartbeat_cli.ingest.decide import made_anew
from heartbeat_cli.ingest.jobs import UNCHANGED, TableJob
from heartbeat_cli.ingest.pull.kinds import Kind, kind_of_type
from heartbeat_cli.ingest.pull.pulling import Pulling, Remembered, declared
from heartbeat_cli.ingest.pull.spool import Spool
from heartbeat_cli.ingest.pull.survey import typed_columns
from heartbeat_cli.ingest.pull.typed import RAW, Typed
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.ingest.watermark import read_watermark
from heartbeat_cli.marts import INEXACT, Bounds, find_marts_kind
from heartbeat_cli.sources import IncompletePullError, PlannedTable
from heartbeat_cli.wording import count

_WORTH_ASKING = 100


def columns_to_land(table: PlannedTable, pulling: Pulling, spool: Spool) -> list[tuple[str, str]]:
    """Names and types: those known beforehand, those that landed before, and those that were seen now, in this order.

    A column that no record has any more stays, with nothing in it: services leave out what is empty. One that never had
    a value is none yet.
    """
    assert table.stream is not None
    landed = {column.name: column.source for column in pulling.recorded}
    known = declared(table)
    types = {name: "text" if landed.get(name) == "text" else type_ for name, type_ in known.items()}
    if table.stream.closed:
        return list(types.items())
    seen = spool.columns
    withheld = spool.wanted.exclude
    for name in dict.fromkeys((*landed, *seen)):
        before = kind_of_type(landed[name]) if name in landed else None
        held = _held_by(before, seen.get(name))
        if held is not None and name not in types and name not in withheld:
            types[name] = held.spelled
    if not spool.standing.records:
        types |= {name: "text" for name in table.stream.key if name not in types}
    return list(types.items())


def _held_by(before: Kind | None, now: Kind | None) -> Kind | None:
    """None where there was never a value."""
    return before | now if before is not None and now is not None else before or now


def decide_pulled(job: TableJob, pulling: Pulling, spool: Spool, typed: Typed, dialect: str) -> TableJob:
    """The job that lands a table from the file of its pull. Raises HbError where that must not be."""
    _check_whole(pulling, spool, typed)
    stream = job.table.stream
    assert stream is not None
    table = replace(job.table, columns=typed_columns(typed.columns, raw=stream.raw), rows=typed.rows)
    find_marts_kind(dialect).check_table(table)
    columns = record_columns(table, land_all(table, dialect, ()))
    shape = shape_of(columns)
    stored = pulling.stored
    changed = bool(stored) and any(entry.shape != shape for entry in stored)
    anew = pulling.anew or changed
    fields = [column for column in columns if column.name != RAW]
    changes = compare_columns(pulling.recorded, fields).changes if pulling.recorded else ()
    made = replace(
        job,
        table=table,
        algorithm=job.algorithm,
        shape=shape,
        columns=write_columns(columns, table.key),
        changes=changes,
        watermark=_watermark(job, pulling, typed),
        counters=_remembered(pulling, spool).written(),
        notes=_notes(pulling, spool, typed),
    )
    if anew:
        return _anew(made, pulling, dialect)
    if pulling.full:
        return replace(made, units=(Unit(table.qname, 0, Action.COMPARE, rows=typed.rows),), stored=stored)
    if not typed.rows and not typed.gone:
        return replace(made, mode=UNCHANGED, reason="nothing happened at the source", units=(), stored=stored)
    bounds = Bounds((pulling.wanted.since or "",)) if stream.window else Bounds()
    unit = Unit(table.qname, 0, Action.ABSORB, bounds, rows=typed.rows)
    return replace(made, units=(unit,), stored=stored)


def _anew(job: TableJob, pulling: Pulling, dialect: str) -> TableJob:
    table = job.table
    if table.deletes != "mark":
        return replace(job, units=(Unit(table.qname, 0, Action.WHOLE, rows=table.rows, fresh=True),), stored=())
    if pulling.stored and pulling.mode != "rebuild":
        raise HbError(
            "its columns changed, and rows that are gone at the source are nowhere else",
            hint=f"`--table {table.qname} --rebuild` lands it anew, without the rows that are marked as gone.",
            code="incompatible_change",
        )
    prepare = made_anew(job.dataset, table, job.mappings(dialect))
    unit = Unit(table.qname, 0, Action.REPLACE, rows=table.rows, fresh=True)
    return replace(job, units=(unit,), prepare=prepare, stored=())


def _check_whole(pulling: Pulling, spool: Spool, typed: Typed) -> None:
    total = spool.standing.total
    if total is not None and typed.rows < total:
        raise IncompletePullError(
            f"the service says it has {count(total, 'record')}, and {typed.rows:,} different ones came",
            where=spool.wanted.stream,
            hint="Run the same command again: it starts this stream over. Nothing of it was landed.",
            retryable=True,
        )
    before = sum(entry.rows for entry in pulling.stored)
    if pulling.full and pulling.mode != "rebuild" and before >= _WORTH_ASKING and typed.rows * 2 < before:
        raise HbError(
            f"{count(typed.rows, 'record')} came where {before:,} have landed: less than half",
            where=spool.wanted.stream,
            hint="Look at the service, and at what our user may see there. `--rebuild` lands it as it is now.",
            code="shrank",
        )


def _watermark(job: TableJob, pulling: Pulling, typed: Typed) -> str | None:
    past = read_watermark(pulling.receipt.watermark, job.table.cursor) if pulling.receipt else None
    return typed.watermark or past


def _remembered(pulling: Pulling, spool: Spool) -> Remembered:
    before = Remembered.read(pulling.receipt.counters) if pulling.receipt else None
    full_at = spool.started if pulling.full or before is None else before.full_at
    return Remembered(full_at.astimezone(UTC), pulling.wanted.exclude, pulling.wanted.hashed)


def _notes(pulling: Pulling, spool: Spool, typed: Typed) -> tuple[str, ...]:
    """What was said of rows that stay is still so."""
    before = pulling.receipt.notes if pulling.receipt and not pulling.full else ()
    notes = [f"{INEXACT}{reason}" for reason in spool.standing.inexact]
    if typed.as_text:
        notes.append(f"{', '.join(typed.as_text)} land as text: some values are none of their type")
    if typed.doubled:
        notes.append(f"{count(typed.doubled, 'record')} came twice, the later one counts")
    if spool.standing.replaced:
        notes.append("characters that no database takes were replaced")
    return tuple(dict.fromkeys((*before, *notes)))
