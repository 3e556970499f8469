"""A running ingest as seen from another terminal: a live display there, plain lines in a pipe, JSON for programs."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli.render.console import note, say, stdout
from heartbeat_cli.render.loads import STYLES, duration, figures, print_failures, run_json, what
from heartbeat_cli.render.words import ago, count
from heartbeat_cli.state.holder import Holder
from heartbeat_cli.state.journal import RunReport
from heartbeat_cli.state.run_status import RunState, RunStatus, TableState, TableStatus

_LINE_EVERY_SECONDS = 3.0
_BAR_CELLS = 24
# A run tells of itself about once a second.
_SILENT_SECONDS = 15
# Lines of the display that are no tables, and one for the prompt.
_OTHER_LINES = 6


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be seen of a run at one moment: who holds the lock, and its last good status (None: none yet)."""

    holder: Holder | None
    status: RunStatus | None


@contextmanager
def show_watch(*, as_json: bool) -> "Iterator[_Lines]":
    """What shows a run for the duration of the body, and afterwards says how it ended."""
    shown = _Json() if as_json else _Screen() if sys.stdout.isatty() else _Lines()
    try:
        yield shown
    finally:
        shown.close()


class _Lines:
    """Plain lines: one every few seconds, and one for each new phase."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._phase: str | None = None

    def look(self, look: Look) -> None:
        """Show the run as it is now."""
        phase, now = look.status.phase if look.status else None, time.monotonic()
        if self._last is None or phase != self._phase or now - self._last >= _LINE_EVERY_SECONDS:
            self._last, self._phase = now, phase
            self._say(look)

    def ended(self, run: RunReport | None) -> None:
        """How it ended; None for a run that told nothing of itself."""
        from rich.text import Text

        console = stdout()
        if run is None:
            console.print("It has ended, and told nothing of itself; hb loads shows what ran.", markup=False)
            return
        told = Text.assemble((run.outcome.word, STYLES[run.outcome]), f": {what(run.sources)}, {figures(run)}")
        say(console, told)
        print_failures(console, run)
        if run.outcome is RunState.KILLED:
            note("It ended without a word. What it landed stays; run the same command again for the rest.")
        console.print(f"\nNext: hb loads {run.run_id}", markup=False)

    def nothing_runs(self, last: RunReport | None) -> None:
        """No ingest is running; `last` is the one before, if there was any."""
        console = stdout()
        if last is None:
            console.print("No ingest is running, and none has run.\n\nNext: hb ingest --source NAME", markup=False)
            return
        told = f"{what(last.sources)}, {last.outcome.word}, {ago(last.started)}"
        console.print(f"No ingest is running. The last one: {told}.\n\nNext: hb loads {last.run_id}", markup=False)

    def close(self) -> None: ...

    def _say(self, look: Look) -> None:
        # Flushed: whoever reads a pipe wants the line when it is said.
        stdout().print(one_line(look), markup=False, soft_wrap=True)
        sys.stdout.flush()


class _Json(_Lines):
    """One JSON document per line: `{"running": …}` while it runs, at the end `{"ended": …}`."""

    def ended(self, run: RunReport | None) -> None:
        self._write({"ended": run_json(run) if run else None})

    def nothing_runs(self, last: RunReport | None) -> None:  # noqa: ARG002 - `hb loads --json` has it
        self._write({"running": None})

    def _say(self, look: Look) -> None:
        self._write({"running": look.status.as_dict() if look.status else {}})

    def _write(self, body: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(body, ensure_ascii=False, default=str) + "\n")
        sys.stdout.flush()


class _Screen(_Lines):
    """At a terminal: the whole run, and each table at work."""

    def __init__(self) -> None:
        from rich.live import Live

        super().__init__()
        self._look: Look | None = None
        self._console = stdout()
        self._live = Live(console=self._console, get_renderable=self._draw, refresh_per_second=4, transient=True)
        self._live.start()

    def look(self, look: Look) -> None:
        self._look = look

    def close(self) -> None:
        self._live.stop()

    def _draw(self) -> Any:
        if self._look is None:
            return ""
        return display(self._look, datetime.now(UTC), *self._console.size)


def one_line(look: Look) -> str:
    """`webbank, landing: 34 of 156 tables, 1,234,567 of about 4,000,000 rows, 98,123 rows/s, 45 s left`."""
    status = look.status
    if status is None:
        return _untold(look.holder)
    phase = f", {status.phase}" if status.phase else ""
    if not status.tables_all:
        return f"{what(status.sources)}{phase}"
    tables = f"{status.tables_done} of {count(status.tables_all)} tables"
    return f"{what(status.sources)}{phase}: {tables}, {_rows(status)}{_left(status, ', ')}"


def display(look: Look, now: datetime, width: int, height: int) -> Any:
    """The run on at most `height` lines of `width` cells."""
    from rich.console import Group
    from rich.text import Text

    def line(*parts: str | tuple[str, str]) -> Text:
        return Text.assemble(*parts, no_wrap=True, overflow="ellipsis")

    status = look.status
    if status is None:
        return Text(_untold(look.holder))
    lines: list[Any] = [line((what(status.sources), "bold"), f"  {status.phase}  ", (f"run {status.run_id}", "dim"))]
    if status.tables_all:
        lines.append(
            line(
                (_bar(status), "cyan"),
                f"  {count(status.tables_done)}/{count(status.tables_all)} tables{_left(status, '  ')}",
            )
        )
        lines.append(line(f"{_rows(status)}, {duration(_since(status.started, now))} so far"))
    lines.append(_tables(status, width, max(1, height - _OTHER_LINES)))
    silent = _since(status.updated, now)
    who = f"process {status.pid} on {status.host}"
    if silent >= _SILENT_SECONDS:
        lines.append(line((f"{who}; no word for {duration(silent)}", "yellow")))
    else:
        lines.append(line((f"{who}; Ctrl-C ends looking, not the ingest", "dim")))
    return Group(*lines)


def _tables(status: RunStatus, width: int, most: int) -> Any:
    """Tables at work and tables that failed, `most` lines of them."""
    from rich.table import Table
    from rich.text import Text

    shown = [t for t in status.tables if t.state in (TableState.FAILED, TableState.RUNNING)]
    # At work first, the longest on top.
    shown.sort(key=lambda t: (t.state is TableState.FAILED, -t.seconds))
    left_out = len(shown) - most + 1 if len(shown) > most else 0
    rows = [(table.table, _cells(table)) for table in shown[: len(shown) - left_out]]
    taken = sum(max((len(cells[i]) for _, cells in rows), default=0) + 2 for i in range(3))
    grid = Table.grid(padding=(0, 2, 0, 0))
    # Names give way where there is little room, figures do not.
    grid.add_column(no_wrap=True, overflow="ellipsis", max_width=max(12, width - taken - 2))
    for _ in range(3):
        grid.add_column(justify="right", no_wrap=True)
    for name, cells in rows:
        first = Text(cells[0], "bold red" if cells[0] == TableState.FAILED else "")
        grid.add_row(Text(f"  {name}"), first, *cells[1:])
    if left_out:
        grid.add_row(Text(f"  and {count(left_out)} more", "dim"), "", "", "")
    return grid


def _cells(table: TableStatus) -> tuple[str, str, str]:
    if table.state is TableState.FAILED:
        return table.state.value, "", ""
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
    rate = f", {count(round(status.rate))} rows/s" if status.rate else ""
    return f"{count(status.rows)}{about} rows{rate}"


def _left(status: RunStatus, before: str) -> str:
    if not status.seconds_left:
        return ""
    # An estimate has no tenths, and what is left is never nothing.
    seconds = max(1, round(status.seconds_left))
    return f"{before}{f'{seconds} s' if seconds < 10 else duration(seconds)} left"


def _since(moment: datetime, now: datetime) -> float:
    """Seconds; none where a clock was set back between."""
    return max(0.0, (now - moment).total_seconds())
