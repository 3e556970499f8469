"""A running ingest as seen from another terminal: in one line, and as a view of as many tables as there is room for."""

from dataclasses import dataclass
from datetime import datetime

from heartbeat_cli.blocks import Block, GridColumn, Line, Styled, grid, line, number
from heartbeat_cli.ingest import DatasetResult, SourceJob
from heartbeat_cli.state import Holder, RunStatus, TableState, TableStatus
from heartbeat_cli.wording import count, duration, rate, sources_in_short

_BAR_CELLS = 24
# A run tells of itself about once a second.
_SILENT_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be seen of a run at one moment: who holds the lock, and its last good status (None: none yet)."""

    holder: Holder | None
    status: RunStatus | None


def look_line(look: Look) -> str:
    """`webbank, landing: 34 of 156 tables, 1,234,567 of about 4,000,000 rows, 98,123 rows/s, 45 s left`."""
    status = look.status
    if status is None:
        return _untold(look.holder)
    phase = f", {status.phase}" if status.phase else ""
    if not status.tables_all:
        return f"{sources_in_short(status.sources)}{phase}"
    tables = f"{status.tables_done} of {count(status.tables_all)} tables"
    left = _left(status, ", ") if status.rate else ""
    return f"{sources_in_short(status.sources)}{phase}: {tables}, {_rows(status)}{left}{_at_work(status)}"


def _at_work(status: RunStatus) -> str:
    """`, at core.payment`, and how many more; the one that takes longest first."""
    running = sorted((t for t in status.tables if t.state is TableState.RUNNING), key=lambda t: -t.seconds)
    if not running:
        return ""
    table, more = running[0], len(running) - 1
    ranges = f" ({table.ranges_done} of {table.ranges_all} ranges)" if table.ranges_all > 1 else ""
    return f", at {table.table}{ranges}" + (f" and {count(more)} more" if more else "")


def news_of(status: RunStatus) -> tuple[object, ...]:
    """What `look_line` has to tell: as long as it is the same, saying it again tells nobody anything."""
    return status.phase, status.tables_done, status.tables_all, status.rows, _at_work(status)


def look_blocks(look: Look, now: datetime, most: int, last: Line | None = None) -> tuple[Block, ...]:
    """The run with at most `most` lines of tables; `last` stands where it is said whose run it is."""
    status = look.status
    if status is None:
        return (line(_untold(look.holder)),)
    run = Styled(f"run {status.run_id}", "dim")
    first = line(Styled(sources_in_short(status.sources), "bold"), f"  {status.phase}  ", run, cut=True)
    return first, *_how_far(status, now), *_tables(status, most), last or _whose(status, now)


def _how_far(status: RunStatus, now: datetime) -> tuple[Line, ...]:
    if not status.tables_all:
        return ()
    tables = f"  {count(status.tables_done)}/{count(status.tables_all)} tables{_left(status, '  ')}"
    so_far = f"{_rows(status)}, {duration(_since(status.started, now))} so far"
    return line(Styled(_bar(status), "next"), tables, cut=True), line(so_far, cut=True)


def _whose(status: RunStatus, now: datetime) -> Line:
    silent = _since(status.updated, now)
    who = f"process {status.pid} on {status.host}"
    if silent >= _SILENT_SECONDS:
        return line(f"{who}; no word for {duration(silent)}", style="warning", cut=True)
    return line(f"{who}; Ctrl-C ends looking, not the ingest", style="dim", cut=True)


def _tables(status: RunStatus, most: int) -> tuple[Block, ...]:
    """Tables at work and tables that failed, `most` lines of them."""
    shown = [t for t in status.tables if t.state in (TableState.FAILED, TableState.RUNNING)]
    # At work first, the longest on top.
    shown.sort(key=lambda t: (t.state is TableState.FAILED, -t.seconds))
    left_out = len(shown) - most + 1 if len(shown) > most else 0
    columns = (GridColumn("", "cut"), number(""), number(""), number(""))
    rows = [(table.table, *_cells(table)) for table in shown[: len(shown) - left_out]]
    more = (line(f"and {count(left_out)} more", style="dim", indent=2),) if left_out else ()
    return (*([grid(columns, rows, indent=2)] if rows else []), *more)


def _cells(table: TableStatus) -> tuple[str | Styled, str, str]:
    if table.state is TableState.FAILED:
        return Styled(table.state.value, "bad"), "", ""
    ranges = f"{table.ranges_done}/{table.ranges_all} ranges" if table.ranges_all > 1 else ""
    about = f" of ~{count(table.expected)}" if table.expected and table.expected >= table.rows else ""
    return ranges, f"{count(table.rows)}{about} rows", duration(table.seconds)


def _untold(holder: Holder | None) -> str:
    return f"An ingest is running ({holder or 'its process has not signed'}), and has not told how far it is."


def _bar(status: RunStatus) -> str:
    """By rows where their number is known, else by tables."""
    done = status.tables_done / status.tables_all
    if status.rows_expected:
        done = min(1.0, status.rows / status.rows_expected)
    filled = round(_BAR_CELLS * min(1.0, done))
    return "━" * filled + "─" * (_BAR_CELLS - filled)


def _rows(status: RunStatus) -> str:
    expected = status.rows_expected
    about = f" of about {count(expected)}" if expected and expected >= status.rows else ""
    pace = f", {rate(status.rate)} rows/s" if status.rate else ""
    return f"{count(status.rows)}{about} rows{pace}"


def _left(status: RunStatus, before: str) -> str:
    if not status.seconds_left:
        return ""
    # An estimate has no tenths, and what is left is never nothing.
    seconds = max(1, round(status.seconds_left))
    return f"{before}{f'{seconds} s' if seconds < 10 else duration(seconds)} left"


def _since(moment: datetime, now: datetime) -> float:
    """Seconds; none where a clock was set back between."""
    return max(0.0, (now - moment).total_seconds())


# What an ingest says on its own way


def started_line(work: SourceJob) -> str:
    """`webbank: 234 tables, 3 backfill, 231 unchanged`."""
    modes: dict[str, int] = {}
    for table in work.tables:
        modes[table.mode] = modes.get(table.mode, 0) + 1
    failed = sum(len(dataset.failures) for dataset in work.datasets)
    parts = [f"{count(number)} {mode}" for mode, number in sorted(modes.items(), key=lambda item: -item[1])]
    parts += [f"{count(failed)} failed"] if failed else []
    return f"{work.plan.source.name}: {count(len(work.tables) + failed, 'table')}, {', '.join(parts)}"


def done_line(result: DatasetResult) -> str:
    """`webbank_core: 156 tables, 1,234,567 rows in 12 s, 102,880 rows/s`."""
    pace = f", {rate(result.rows / result.seconds)} rows/s" if result.rows and result.seconds else ""
    failed = f", {count(len(result.failures))} failed" if result.failures else ""
    rows = f"{count(result.rows, 'row')} in {duration(result.seconds)}"
    return f"{result.dataset}: {count(len(result.tables), 'table')}, {rows}{pace}{failed}"


def waiting_line(holder: object) -> str:
    """The lock is held by `holder` (None: it does not say), and is waited for."""
    return f"Waiting for {holder or 'another ingest, which does not say who it is'}."


def stopped_line(done: int, tables: int) -> str:
    """An ingest was stopped when it was through with `done` of its tables; with `tables` 0 before it changed any."""
    if not tables:
        return "Stopped before anything was changed."
    return (
        f"Stopped: through with {count(done)} of {count(tables, 'table')}; everything that had landed stays."
        " Run the same command again for the rest."
    )


STOPPED_WAITING = "Stopped while waiting; nothing was changed."
