"""Progress on stderr: a bar at a terminal, plain lines elsewhere, nothing on stdout."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from heartbeat_cli.formats.terminal.console import note, stderr


@contextmanager
def show_steps(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """Yields a function to call with the name of each finished step, from any thread."""
    if sys.stderr.isatty():
        yield from _bar(title, total)
    else:
        yield from _lines(title, total)


def _bar(title: str, total: int) -> Iterator[Callable[[str], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr(), transient=True) as progress:
        task = progress.add_task(title, total=total, visible=False)

        def done(name: str) -> None:
            progress.update(task, advance=1, description=f"{title}: {name}", visible=True)

        yield done


def _lines(title: str, total: int) -> Iterator[Callable[[str], None]]:
    started = time.monotonic()
    finished = 0

    def done(name: str) -> None:
        nonlocal finished
        finished += 1
        note(f"{title}: {name} ({finished} of {total}, {time.monotonic() - started:.0f} s)")
        sys.stderr.flush()

    yield done
