"""The runs of `hb ingest` as tables: all of them, and one in detail."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from heartbeat_cli.render.console import note, print_json, stdout
from heartbeat_cli.render.failures import of_run
from heartbeat_cli.render.words import ago, count
from heartbeat_cli.state.journal import RunReport
from heartbeat_cli.state.run_status import RunState, RunStatus, TableState, TableStatus

_WIDE = 110
_MOST_TABLES = 20
_MOST_LOADS = 3
STYLES: Mapping[RunState, str] = {
    RunState.RUNNING: "cyan",
    RunState.DONE: "green",
    RunState.NOTHING_NEW: "dim",
    RunState.FINDINGS: "yellow",
    RunState.FAILED: "bold red",
    RunState.INTERRUPTED: "yellow",
    RunState.KILLED: "bold red",
}
_TABLE_STYLES = {TableState.RUNNING: "cyan", TableState.DONE: "green", TableState.FAILED: "bold red"}


def print_runs(runs: Sequence[RunReport], total: int, *, as_json: bool) -> None:
    """The runs, newest first, `total` with those that are not shown; a line each where there is room, else two."""
    if as_json:
        print_json({"runs": [run_json(run) for run in runs], "total": total})
        return
    console = stdout()
    if not runs:
        console.print("No run yet.\n\nNext: hb sources status, then hb ingest --source NAME", markup=False)
        return
    if console.width < _WIDE:
        _print_narrow(console, runs)
    else:
        console.print(_runs_table(runs))
    if total > len(runs):
        note(f"{count(total - len(runs))} more; --limit shows them.")
    _tell_newest(runs[0])


def _tell_newest(run: RunReport) -> None:
    if run.outcome is RunState.KILLED:
        note(
            f"{run.run_id} ended without a word (killed, or the machine went down). What it landed stays;"
            " run the same command again for the rest."
        )
    elif run.outcome is RunState.RUNNING:
        note("One is at work; hb loads --watch looks on.")
    elif run.outcome in (RunState.FAILED, RunState.FINDINGS):
        note(f"hb loads {run.run_id} says why.")


def _print_narrow(console: Any, runs: Sequence[RunReport]) -> None:
    from rich.text import Text

    for run in runs:
        outcome = (f"{run.outcome.word:<11}", STYLES[run.outcome])
        when = (f"{ago(run.started):<10}", "dim")
        console.print(Text.assemble((run.run_id, "bold"), "  ", when, "  ", outcome, f"  {what(run.sources)}"))
        console.print(_indented(Text(figures(run))))


def _runs_table(runs: Sequence[RunReport]) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("Run", "When (UTC)"):
        table.add_column(heading, no_wrap=True)
    table.add_column("What", overflow="fold")
    table.add_column("Outcome", no_wrap=True)
    for heading in ("Tables", "Ranges", "Rows", "Seconds", "Rows/s"):
        table.add_column(heading, justify="right", no_wrap=True)
    for run in runs:
        table.add_row(
            Text(run.run_id),
            f"{run.started:%Y-%m-%d %H:%M}",
            Text(what(run.sources)),
            Text(run.outcome.word, STYLES[run.outcome]),
            count(run.all_tables),
            count(run.ranges),
            count(run.rows),
            f"{run.seconds:,.1f}",
            _rate(run.rate),
        )
    return table


def print_run(run: RunReport, status: RunStatus | None, *, as_json: bool) -> None:
    """One run in detail; `status` is its last word where the status file is still its own."""
    if as_json:
        print_json(run_json(run) | {"status": status.as_dict() if status else None})
        return
    from rich.table import Table
    from rich.text import Text

    console = stdout()
    console.print(Text.assemble((run.run_id, "bold"), "  ", (run.outcome.word, STYLES[run.outcome])))
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    loads = run.load_ids[:_MOST_LOADS]
    more = f" and {count(len(run.load_ids) - len(loads))} more (--json has all)" if len(run.load_ids) > 3 else ""
    for name, value in (
        ("sources", ", ".join(run.sources)),
        ("started", f"{run.started:%Y-%m-%d %H:%M:%S} UTC, {ago(run.started)}"),
        ("took", duration(run.seconds)),
        ("tables", _modes(run.tables)),
        ("ranges", count(run.ranges)),
        ("rows", count(run.rows) + (f" ({_rate(run.rate)} rows/s)" if run.rate else "")),
        ("deleted", count(run.deleted) if run.deleted else None),
        ("dlt loads", ", ".join(loads) + more if loads else None),
        ("process", f"{status.pid} on {status.host}" if status and run.outcome is RunState.RUNNING else None),
        ("phase", status.phase if status and run.outcome in (RunState.RUNNING, RunState.KILLED) else None),
    ):
        if value:
            facts.add_row(name, Text(value))
    console.print(facts)
    print_failures(console, run)
    if run.notes:
        console.print("\n[bold]Changed at the source[/bold]")
        for text in run.notes:
            console.print(_indented(Text(text)))
    if status is not None:
        _print_tables(console, status)
    if run.outcome is RunState.KILLED:
        note("\nWhat it landed stays; run the same command again for the rest.")


def print_failures(console: Any, run: RunReport) -> None:
    """What failed and why, where anything did."""
    if run.failures:
        console.print("\n[bold]Failed[/bold]")
    for one in of_run(run.failures):
        console.print(_indented(one.line()))


def _indented(text: Any) -> Any:
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, 2))


def _print_tables(console: Any, status: RunStatus) -> None:
    """The tables with the most rows moved or deleted, and above them those that are not done; the rest in a number."""
    gone_through = [t for t in status.tables if t.state not in (TableState.WAITING, TableState.UNCHANGED)]
    told = [t for t in gone_through if t.state is not TableState.DONE or t.rows or t.deleted]
    quiet = len(gone_through) - len(told)
    if told:
        told.sort(key=lambda t: (t.state is TableState.DONE, -t.deleted, -t.rows))
        console.print()
        console.print(_tables_table(status, told[:_MOST_TABLES]))
    elif quiet:
        console.print()
    if len(told) > _MOST_TABLES:
        console.print(f"and {count(len(told) - _MOST_TABLES)} more (--json has all)", style="dim")
    if quiet:
        console.print(f"{'and ' if told else ''}{_some(quiet, 'table')} with nothing to move", style="dim")


def _tables_table(status: RunStatus, tables: Sequence[TableStatus]) -> Any:
    from rich.table import Table
    from rich.text import Text

    deleting = any(table.deleted for table in tables)
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    grid.add_column("Table", overflow="fold")
    grid.add_column("State", no_wrap=True)
    for heading in ("Ranges", "Rows", *(("Deleted",) if deleting else ()), "Seconds"):
        grid.add_column(heading, justify="right", no_wrap=True)
    for table in tables:
        grid.add_row(
            Text(table.table),
            Text(status.word_of(table), _TABLE_STYLES.get(table.state, "")),
            f"{table.ranges_done}/{table.ranges_all}",
            count(table.rows),
            *((count(table.deleted) if table.deleted else "-",) if deleting else ()),
            f"{table.seconds:,.1f}",
        )
    return grid


def figures(run: RunReport) -> str:
    """`156 tables, 312 ranges, 12,345,678 rows in 2 min 04 s, 99,562 rows/s`."""
    parts = [_some(run.all_tables, "table")]
    parts += [_some(run.ranges, "range")] if run.ranges else []
    parts += [f"{_some(run.rows, 'row')} in {duration(run.seconds)}"]
    parts += [f"{_rate(run.rate)} rows/s"] if run.rate else []
    parts += [f"{count(run.deleted)} deleted"] if run.deleted else []
    parts += [f"{count(len(run.failures))} failed"] if run.failures else []
    return ", ".join(parts)


def what(sources: Sequence[str]) -> str:
    """`webbank, aml`; of many sources the first and how many more."""
    if len(sources) <= 3:
        return ", ".join(sources) or "-"
    return f"{sources[0]}, {sources[1]} and {len(sources) - 2} more"


def duration(seconds: float) -> str:
    """`4.2 s`, `45 s`, `2 min 04 s`, `3 h 20 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{count(whole // 3600)} h {whole % 3600 // 60:02} min"


def run_json(run: RunReport) -> dict[str, Any]:
    """A run as JSON."""
    return run.as_dict() | {"rows_per_second": round(run.rate, 1) if run.rate else None}


def _modes(tables: Mapping[str, int]) -> str:
    """`156: 120 backfill, 36 unchanged`."""
    listed = ", ".join(f"{count(number)} {mode}" for mode, number in Counter(tables).most_common())
    return f"{count(sum(tables.values()))}: {listed}" if listed else "0"


def _rate(rate: float | None) -> str:
    return count(round(rate)) if rate else "-"


def _some(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{count(number)} {thing}s"
