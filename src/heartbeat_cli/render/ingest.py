"""An ingest's plan, progress and result. Progress goes to stderr, the others to stdout."""

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from heartbeat_cli.ingest.plan import DatasetResult, IngestResult, LandedNow, Plan, PlannedTable, TableFailure
from heartbeat_cli.render.console import note, print_json, stderr, stdout, warn
from heartbeat_cli.render.words import count, size

_LINE_EVERY_SECONDS = 5.0
_SLOW_SECONDS = 1.0
_BAR_CELLS = 16


def print_plans(plans: Sequence[Plan], *, as_json: bool) -> None:
    """What would land: each table with the planner's estimates."""
    if as_json:
        bodies = [_plan_json(plan) for plan in plans]
        print_json(bodies[0] if len(bodies) == 1 else {"sources": bodies})
        return
    for plan in plans:
        _print_plan(plan)
        _warn_missing(plan.source.name, plan.missing)


def print_results(results: Sequence[IngestResult], ready: Sequence[str] = (), *, as_json: bool) -> None:
    """What has landed: a line per dataset, the candidates that are `ready` by it, what to know and what to do next."""
    if as_json:
        bodies = [_result_json(result) for result in results]
        print_json((bodies[0] if len(bodies) == 1 else {"sources": bodies}) | {"ready": list(ready)})
        return
    console = stdout()
    console.print(_results_table(results))
    landed = [table for result in results for dataset in result.datasets for table in dataset.tables]
    for table in landed:
        for text in table.notes:
            note(f"{table.qname}: {text}")
    for result in results:
        _warn_missing(result.source, result.missing)
    if ready:
        console.print()
    for name in ready:
        line = f"ready: {name} (its sources have landed); hb discover --resume {name}"
        console.print(line, markup=False, soft_wrap=True)
    if not any(result.failures for result in results):
        console.print()
        console.print(f"Next: hb sources status {results[-1].source}", markup=False)


@contextmanager
def show_progress() -> "Iterator[_Lines]":
    """Progress for the duration of the body: a live display at a terminal, a line now and then elsewhere.

    When the run is stopped, says what is done and stays.
    """
    shown: _Lines = _Screen() if sys.stderr.isatty() else _Lines()
    try:
        yield shown
    except (KeyboardInterrupt, SystemExit):
        shown.close()
        done = f"{shown.done_tables} of {_tables(shown.all_tables)}"
        note(f"Stopped: {done} landed, and stay. Run the same command again for the rest.")
        raise
    finally:
        shown.close()


class _Lines:
    """Plain lines: one per dataset, and one every few seconds between."""

    def __init__(self) -> None:
        self.all_tables = 0
        self.done_tables = 0
        self.rows = 0
        self._started = time.monotonic()
        self._last = self._started
        self._lock = threading.Lock()

    def source_started(self, plan: Plan) -> None:
        self.all_tables += len(plan.tables)
        self._say(f"{plan.source.name}: landing {_tables(len(plan.tables))}{_about(plan.tables)}")

    def table_started(self, dataset: str, table: PlannedTable) -> None: ...

    def table_done(self, table: LandedNow) -> None:
        with self._lock:
            self.done_tables += 1
            self.rows += table.rows
        self._tell_how_far()

    def table_failed(self, failure: TableFailure) -> None:
        warn(f"{failure.qname}: {failure.message}" + (f"\n  next: {failure.hint}" if failure.hint else ""))

    def dataset_done(self, result: DatasetResult) -> None:
        self._say(f"{result.dataset}: {_words(result)}")

    def close(self) -> None: ...

    def _tell_how_far(self) -> None:
        now = time.monotonic()
        if now - self._last < _LINE_EVERY_SECONDS:
            return
        self._last = now
        rate = count(round(self.rows / (now - self._started)))
        self._say(f"{self.done_tables} of {_tables(self.all_tables)}, {count(self.rows)} rows, {rate} rows/s")

    def _say(self, text: str) -> None:
        note(text)


class _Screen(_Lines):
    """At a terminal: one line for the whole, and one for each table that takes its time."""

    def __init__(self) -> None:
        from rich.live import Live

        super().__init__()
        self._expected = 0
        self._reading: dict[tuple[str, str], tuple[PlannedTable, float]] = {}
        self._live = Live(console=stderr(), get_renderable=self._draw, refresh_per_second=5, transient=True)
        self._live.start()

    def source_started(self, plan: Plan) -> None:
        super().source_started(plan)
        self._expected += sum(table.rows or 0 for table in plan.tables)

    def table_started(self, dataset: str, table: PlannedTable) -> None:
        with self._lock:
            self._reading[dataset, str(table.qname)] = (table, time.monotonic())

    def table_done(self, table: LandedNow) -> None:
        with self._lock:
            self._reading.pop((table.dataset, str(table.qname)), None)
        super().table_done(table)

    def table_failed(self, failure: TableFailure) -> None:
        with self._lock:
            self._reading.pop((failure.dataset, str(failure.qname)), None)
        super().table_failed(failure)

    def close(self) -> None:
        self._live.stop()

    def _tell_how_far(self) -> None: ...

    def _say(self, text: str) -> None:
        self._live.console.print(text, markup=False, highlight=False)

    def _draw(self) -> Any:
        from rich.console import Group
        from rich.text import Text

        now = time.monotonic()
        with self._lock:
            slow = [(table, now - began) for table, began in self._reading.values() if now - began >= _SLOW_SECONDS]
        lines = [Text(self._whole(now), no_wrap=True, overflow="ellipsis")]
        for table, seconds in slow:
            about = f" of about {count(table.rows)} rows" if table.rows else ""
            lines.append(
                Text(f"  {table.qname}{about}, {seconds:.0f} s", style="dim", no_wrap=True, overflow="ellipsis")
            )
        return Group(*lines)

    def _whole(self, now: float) -> str:
        if not self.all_tables:
            return "Looking at the source …"
        filled = round(_BAR_CELLS * self.done_tables / self.all_tables)
        bar = "━" * filled + "─" * (_BAR_CELLS - filled)
        rate = self.rows / max(now - self._started, 0.001)
        left = _left(self._expected - self.rows, rate)
        tables = f"{self.done_tables}/{self.all_tables} tables"
        return f"{bar} {tables}, {count(self.rows)} rows, {count(round(rate))} rows/s{left}"


def _left(rows: int, rate: float) -> str:
    """How long the rows still expected will take; nothing where the planner's estimates are used up."""
    seconds = round(rows / rate) if rate > 0 else 0
    return f", {seconds} s left" if seconds > 0 else ""


def _tables(number: int) -> str:
    return "1 table" if number == 1 else f"{count(number)} tables"


def _about(tables: Sequence[PlannedTable]) -> str:
    known = [table.rows for table in tables if table.rows is not None]
    return f", about {count(sum(known))} rows" if known else ""


def _words(result: DatasetResult) -> str:
    rate = round(result.rows / result.seconds) if result.seconds else 0
    failed = f", {len(result.failures)} failed" if result.failures else ""
    return (
        f"{_tables(len(result.tables))}, {count(result.rows)} rows in {result.seconds:.1f} s"
        f" ({count(rate)} rows/s){failed}"
    )


def _warn_missing(source: str, missing: Sequence[object]) -> None:
    for qname in missing:
        warn(f"{source}: the slice names {qname}, and the database has no such table")


def _print_plan(plan: Plan) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Table", overflow="fold")
    table.add_column("Lands in", overflow="fold")
    for heading in ("Rows (about)", "Size"):
        table.add_column(heading, justify="right")
    cursors = any(planned.cursor for planned in plan.tables)
    if cursors:
        table.add_column("Cursor")
    for dataset in plan.datasets:
        for planned in dataset.tables:
            rows = count(planned.rows) if planned.rows is not None else "-"
            cells = [str(planned.qname), dataset.dataset, rows, size(planned.bytes)]
            table.add_row(*cells, *([planned.cursor or "-"] if cursors else []))
    console = stdout()
    console.print(table)
    total = size(sum(planned.bytes or 0 for planned in plan.tables))
    console.print(f"\n{plan.source.name}: {_tables(len(plan.tables))}{_about(plan.tables)}, {total}", markup=False)


def _results_table(results: Sequence[IngestResult]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Dataset", overflow="fold")
    for heading in ("Tables", "Failed", "Rows", "Seconds"):
        table.add_column(heading, justify="right")
    for result in results:
        for dataset in result.datasets:
            failed = str(len(dataset.failures)) if dataset.failures else "-"
            table.add_row(
                dataset.dataset, str(len(dataset.tables)), failed, count(dataset.rows), f"{dataset.seconds:.1f}"
            )
    return table


def _plan_json(plan: Plan) -> dict[str, Any]:
    return {
        "source": plan.source.name,
        "datasets": [
            {
                "dataset": dataset.dataset,
                "tables": [
                    {"table": str(t.qname), "estimated_rows": t.rows, "bytes": t.bytes, "cursor": t.cursor}
                    for t in dataset.tables
                ],
            }
            for dataset in plan.datasets
        ],
        "missing": [str(qname) for qname in plan.missing],
    }


def _result_json(result: IngestResult) -> dict[str, Any]:
    body: dict[str, Any] = {
        "source": result.source,
        "datasets": [_dataset_json(dataset) for dataset in result.datasets],
        "missing": [str(qname) for qname in result.missing],
        "failed": [
            {"table": str(failure.qname), "dataset": failure.dataset, "code": failure.code}
            | {"message": failure.message, "hint": failure.hint}
            for failure in result.failures
        ],
    }
    if result.failures:
        message = f"{_tables(len(result.failures))} left as before"
        body["error"] = {"code": "tables_failed", "message": message, "hint": "See `failed`.", "retryable": False}
    return body


def _dataset_json(dataset: DatasetResult) -> dict[str, Any]:
    tables = sorted(dataset.tables, key=lambda table: table.qname)
    return {
        "dataset": dataset.dataset,
        "tables": [
            {
                "table": str(t.qname),
                "rows": t.rows,
                "seconds": round(t.seconds, 3),
                "load_id": t.load_id,
                "notes": list(t.notes),
            }
            for t in tables
        ],
        "rows": dataset.rows,
        "seconds": dataset.seconds,
    }
