"""`hb profile … --data`: what the landed rows of a source, schema, table or column are like."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError

FORMATS = ("table", "json", "markdown", "csv")
_QUIET_SECONDS = 1.0


def profile_landed(
    target: str, names: list[str], source: str, *, sample: float | None, reveal: bool, format: str
) -> None:
    """Print the figures of a landed target. `sample` is a percentage of the rows; see `table_statistics`.

    Raises NotFoundError for what is not landed or not known, UsageError for a format or sample that cannot be.
    """
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.profiling.statistics import open_landed, summarise, table_statistics
    from heartbeat_cli.render import data as render

    _refuse_options(sample, format, schema=len(names) < 2)
    project = current_session().project()
    landed = open_landed(project, load_inventory(project).require(source))
    with landed.reader:
        tables = landed.pick(names)
        if len(names) < 2:
            with _progress(target, len(tables)) as done:
                summaries = summarise(landed, tables, done)
            result: Any = render.SchemaData(target, summaries)
        else:
            steps = _steps(landed.table_of(tables[0]), landed.tables[tables[0]])
            with _progress(target, steps) as done:
                column = names[2] if len(names) > 2 else None
                figures = table_statistics(landed, tables[0], done, column=column, sample=sample, reveal=reveal)
            result = render.TableData(target, figures, column)
    render.PRINTERS["json" if current_session().json else format](result)


def _refuse_options(sample: float | None, format: str, *, schema: bool) -> None:
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(f"--format {format} is for structure, not for data", hint=f"With --data: {known}.")
    if sample is not None and not 0 <= sample <= 100:
        raise UsageError(f"--sample {sample:g} is no percentage", hint="--sample 1 reads one per cent of the rows.")
    if sample is not None and schema:
        raise UsageError("--sample is for one table", hint="Name it: SOURCE.SCHEMA.TABLE.")


def _steps(table: Any, shape: Any) -> int:
    keys = len(table.unique_keys) + (table.primary_key is not None)
    return keys + len(table.foreign_keys) + 2 + len(shape.columns)


@contextmanager
def _progress(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """Nothing is said of what is done within a second."""
    from heartbeat_cli.render.progress import steps

    started, held = time.monotonic(), []
    with steps(title, total) as done:

        def finished(name: str) -> None:
            held.append(name)
            if time.monotonic() - started > _QUIET_SECONDS:
                for each in held:
                    done(each)
                held.clear()

        yield finished
