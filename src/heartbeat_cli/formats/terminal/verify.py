"""How far the check of the ledger is, on stderr."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from heartbeat_cli.formats.terminal.console import note
from heartbeat_cli.ingest import VerifiedTable
from heartbeat_cli.wording import count, rate

_LINE_EVERY_SECONDS = 5.0


@contextmanager
def show_verifying() -> Iterator[Callable[[VerifiedTable], None]]:
    """Tells how far the check is: yields what to call with each table that was checked."""
    started = time.monotonic()
    last = started
    tables = rows = 0

    def told(table: VerifiedTable) -> None:
        nonlocal last, tables, rows
        tables += 1
        rows += sum(one.marts for one in table.ranges)
        if time.monotonic() - last > _LINE_EVERY_SECONDS:
            last = time.monotonic()
            pace = rate(rows / (last - started)) if rows else "0"
            note(f"checked {count(tables, 'table')}, {count(rows, 'row')}, {pace} rows/s")

    yield told
