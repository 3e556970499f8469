"""`hb profile … --data`: what the landed rows of a source, schema, table or column are like."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError
from heartbeat_cli.formats import FORMATS, formats_for, print_written

_QUIET_SECONDS = 1.0


def profile_landed(
    target: str, name: str | None, *, sample: float | None, reveal: bool, format: str, raw: bool
) -> None:
    """Print the figures of a landed target; see `app.statistics`. Raises UsageError for a format that has none."""
    from heartbeat_cli.app import split_source, statistics_of

    parts = split_source(target, name)
    chosen = FORMATS.find(format)
    if "data" not in chosen.kinds:
        known = ", ".join(formats_for("data"))
        raise UsageError(f"--format {format} is for structure, not for data", hint=f"With --data: {known}.")
    written = chosen.writer(raw=raw)
    settings = current_session().settings()
    result = statistics_of(settings, parts, target, sample=sample, reveal=reveal, steps=_progress)
    print_written(written(result))


@contextmanager
def _progress(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """Nothing is said of what is done within a second."""
    from heartbeat_cli.formats import show_steps

    started, held = time.monotonic(), []
    with show_steps(title, total) as done:

        def finished(name: str) -> None:
            held.append(name)
            if time.monotonic() - started > _QUIET_SECONDS:
                for each in held:
                    done(each)
                held.clear()

        yield finished
