"""The runs of `hb ingest`: all of them, one in detail, and how one that was looked at ended."""

from collections import Counter
from collections.abc import Mapping, Sequence

from heartbeat_cli.blocks import (
    GAP,
    Aside,
    Block,
    Either,
    Facts,
    Grid,
    GridColumn,
    Line,
    Section,
    Sheet,
    Styled,
    facts,
    line,
    number,
    sheet,
    table,
    words,
)
from heartbeat_cli.sheets.failures import failed_lines, of_run
from heartbeat_cli.state import RunReport, RunState, RunStatus, TableState, TableStatus
from heartbeat_cli.wording import (
    ago,
    at_second,
    count,
    duration,
    first_names,
    minute,
    one_line,
    rate,
    seconds_in_column,
    some,
    sources_in_short,
)

_WIDE = 110
_MOST_TABLES = 20
_MOST_LOADS = 3
STYLES: Mapping[RunState, str] = {
    RunState.RUNNING: "next",
    RunState.DONE: "good",
    RunState.NOTHING_NEW: "dim",
    RunState.FINDINGS: "warning",
    RunState.FAILED: "bad",
    RunState.INTERRUPTED: "warning",
    RunState.KILLED: "bad",
}
_TABLE_STYLES = {TableState.RUNNING: "next", TableState.DONE: "good", TableState.FAILED: "bad"}


def run_outcome(run: RunReport) -> Styled:
    """How a run ended."""
    return Styled(run.outcome.word, STYLES[run.outcome])


def runs_sheet(runs: Sequence[RunReport], total: int) -> Sheet:
    """The runs, newest first, `total` with those that are not shown; a line each where there is room, else two."""
    if not runs:
        return sheet(
            line("No run yet."), GAP, line("Next: ", "hb sources status", ", then ", "hb ingest --source NAME")
        )
    return sheet(
        Either(_WIDE, (_runs_table(runs),), tuple(block for run in runs for block in _two_lines(run))),
        Aside(f"{count(total - len(runs))} more; --limit shows them.") if total > len(runs) else None,
        _about_newest(runs[0]),
    )


def _about_newest(run: RunReport) -> Aside | None:
    if run.outcome is RunState.KILLED:
        return Aside(
            f"{run.run_id} ended without a word (killed, or the machine went down). What it landed stays;"
            " run the same command again for the rest."
        )
    if run.outcome is RunState.RUNNING:
        return Aside("One is at work; hb loads --watch looks on.")
    if run.outcome in (RunState.FAILED, RunState.FINDINGS):
        return Aside(f"hb loads {run.run_id} says why.")
    return None


def _two_lines(run: RunReport) -> tuple[Block, ...]:
    ended, when = Styled(f"{run.outcome.word:<11}", STYLES[run.outcome]), Styled(f"{ago(run.started):<10}", "dim")
    first = line(Styled(run.run_id, "bold"), "  ", when, "  ", ended, f"  {sources_in_short(run.sources)}")
    why = line(Styled(run_reason(run), "bad"), indent=2) if run_reason(run) else None
    return tuple(block for block in (first, line(figures(run), indent=2), why) if block is not None)


def run_reason(run: RunReport) -> str:
    """Why a run failed: its first failure, and how many more there are; empty where there was none."""
    if not run.failures:
        return ""
    first, more = run.failures[0], len(run.failures) - 1
    where = f"{first.table}: " if first.table else ""
    return one_line(f"{where}{first.message}") + (f" (and {count(more, 'more failure')})" if more else "")


def _runs_table(runs: Sequence[RunReport]) -> Grid:
    numbers = (number(heading) for heading in ("Tables", "Ranges", "Rows", "Seconds", "Rows/s"))
    whys = (GridColumn("", "words", "bad", below=True),) if any(run.failures for run in runs) else ()
    rows = ((*_run_row(run), *([run_reason(run)] if whys else ())) for run in runs)
    return table("Run", "When (UTC)", words("What"), "Outcome", *numbers, *whys, rows=rows, below=2)


def _run_row(run: RunReport) -> tuple[str | Styled, ...]:
    return (
        run.run_id,
        minute(run.started),
        sources_in_short(run.sources),
        run_outcome(run),
        count(run.all_tables),
        count(run.ranges),
        count(run.rows),
        seconds_in_column(run.seconds),
        rate(run.rate),
    )


def run_sheet(run: RunReport, status: RunStatus | None, *, kept: bool = False) -> Sheet:
    """One run in detail; `status` is its last word where the status file is still its own.

    A page that is `kept` says nothing of how long ago.
    """
    return sheet(
        line(Styled(run.run_id, "bold"), "  ", run_outcome(run)),
        _facts(run, status, kept=kept),
        failed_section(run),
        Section("Changed at the source", tuple(map(line, run.notes))) if run.notes else None,
        *(_tables(status) if status is not None else ()),
        Aside("\nWhat it landed stays; run the same command again for the rest.")
        if run.outcome is RunState.KILLED
        else None,
    )


def _facts(run: RunReport, status: RunStatus | None, *, kept: bool) -> Facts:
    runs = status is not None and run.outcome is RunState.RUNNING
    stands = status is not None and run.outcome in (RunState.RUNNING, RunState.KILLED)
    more = " (--json has all)" if len(run.load_ids) > _MOST_LOADS else ""
    return facts(
        ("sources", ", ".join(run.sources)),
        ("started", at_second(run.started) + ("" if kept else f", {ago(run.started)}")),
        ("took", duration(run.seconds)),
        ("tables", _modes(run.tables)),
        ("ranges", count(run.ranges)),
        ("rows", count(run.rows) + (f" ({rate(run.rate)} rows/s)" if run.rate else "")),
        ("deleted", count(run.deleted) if run.deleted else None),
        ("dlt loads", first_names(run.load_ids, _MOST_LOADS) + more),
        ("process", f"{status.pid} on {status.host}" if runs and status is not None else None),
        ("phase", status.phase if stands and status is not None else None),
    )


def failed_section(run: RunReport) -> Section | None:
    """What failed and why, where anything did."""
    return Section("Failed", failed_lines(of_run(run.failures))) if run.failures else None


def _tables(status: RunStatus) -> tuple[Block, ...]:
    """The tables with the most rows moved or deleted, and above them those that are not done; the rest in a number."""
    gone_through = [t for t in status.tables if t.state not in (TableState.WAITING, TableState.UNCHANGED)]
    shown = [t for t in gone_through if t.state is not TableState.DONE or t.rows or t.deleted]
    quiet = len(gone_through) - len(shown)
    shown.sort(key=lambda t: (t.state is TableState.DONE, -t.deleted, -t.rows))
    blocks: list[Block] = [GAP] if shown or quiet else []
    blocks += [_tables_table(status, shown[:_MOST_TABLES])] if shown else []
    if len(shown) > _MOST_TABLES:
        blocks.append(_faint(f"and {count(len(shown) - _MOST_TABLES)} more (--json has all)"))
    if quiet:
        blocks.append(_faint(f"{'and ' if shown else ''}{count(quiet, 'table')} with nothing to move"))
    return tuple(blocks)


def _faint(text: str) -> Line:
    return line(text, style="dim")


def _tables_table(status: RunStatus, tables: Sequence[TableStatus]) -> Grid:
    deleting = any(one.deleted for one in tables)
    headings = ("Ranges", "Rows", *(("Deleted",) if deleting else ()), "Seconds")

    def row(one: TableStatus) -> tuple[str | Styled, ...]:
        return (
            one.table,
            Styled(status.word_of(one), _TABLE_STYLES.get(one.state, "")),
            f"{one.ranges_done}/{one.ranges_all}",
            count(one.rows),
            *((some(one.deleted),) if deleting else ()),
            seconds_in_column(one.seconds),
        )

    return table("Table", "State", *map(number, headings), rows=map(row, tables))


def figures(run: RunReport) -> str:
    """`156 tables, 312 ranges, 12,345,678 rows in 2 min 04 s, 99,562 rows/s`."""
    parts = [count(run.all_tables, "table")]
    parts += [count(run.ranges, "range")] if run.ranges else []
    parts += [f"{count(run.rows, 'row')} in {duration(run.seconds)}"]
    parts += [f"{rate(run.rate)} rows/s"] if run.rate else []
    parts += [f"{count(run.deleted)} deleted"] if run.deleted else []
    parts += [f"{count(len(run.failures))} failed"] if run.failures else []
    return ", ".join(parts)


def _modes(tables: Mapping[str, int]) -> str:
    """`156: 120 backfill, 36 unchanged`."""
    listed = ", ".join(f"{count(number)} {mode}" for mode, number in Counter(tables).most_common())
    return f"{count(sum(tables.values()))}: {listed}" if listed else "0"


# The end of a run that was looked at


def ended_sheet(run: RunReport | None) -> Sheet:
    """How it ended; None for a run that never told anything of itself."""
    if run is None:
        return sheet(line("It has ended, and told nothing of itself; ", "hb loads", " shows what ran."))
    killed = Aside("It ended without a word. What it landed stays; run the same command again for the rest.")
    return sheet(
        line(run_outcome(run), f": {sources_in_short(run.sources)}, {figures(run)}"),
        failed_section(run),
        killed if run.outcome is RunState.KILLED else None,
        GAP,
        line("Next: ", f"hb loads {run.run_id}"),
    )


def nothing_runs_sheet(last: RunReport | None) -> Sheet:
    """No ingest is running; `last` is the one before, if there was any."""
    if last is None:
        told, then = "No ingest is running, and none has run.", "hb ingest --source NAME"
    else:
        before = f"{sources_in_short(last.sources)}, {last.outcome.word}, {ago(last.started)}"
        told, then = f"No ingest is running. The last one: {before}.", f"hb loads {last.run_id}"
    return sheet(line(told), GAP, line("Next: ", then))
