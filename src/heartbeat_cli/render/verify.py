"""What the check of the ledger found."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.proof.verify import Verdict, VerifiedRange, VerifiedTable
from heartbeat_cli.render.console import note, print_error, print_json, stdout
from heartbeat_cli.render.words import count

_STYLES = {Verdict.AGREES: "green", Verdict.CHANGED: "yellow", Verdict.DIFFERS: "bold red"}
_OF_SEVERAL = {Verdict.AGREES: "agree", Verdict.DIFFERS: "differ"}
_MOST_RANGES = 5
_MOST_NAMED = 5
_LINE_EVERY_SECONDS = 5.0


@contextmanager
def verifying() -> Iterator[Callable[[VerifiedTable], None]]:
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
            note(f"checked {count(tables)} tables, {count(rows)} rows, {count(round(rows / (last - started)))} rows/s")

    yield told


def say_waiting(holder: object) -> None:
    """The lock is held by `holder`, which is about to let go of it."""
    note(f"Waiting for {holder}.")


def print_verified(
    found: Sequence[tuple[str, tuple[VerifiedTable, ...]]], refused: Mapping[str, HbError], *, as_json: bool
) -> None:
    """Per source a line of totals, which counts tables, and the tables that do not agree; last refusals."""
    if as_json:
        bodies: list[dict[str, Any]] = [
            {"source": name, "tables": [_json(table) for table in tables]} for name, tables in found
        ]
        bodies += [{"source": name, "tables": [], "error": error.as_dict()} for name, error in refused.items()]
        print_json({"sources": bodies})
        return
    console = stdout()
    for name, tables in found:
        _print_source(console, name, tables)
    differing = [
        (name, [str(table.qname) for table in tables if table.verdict is Verdict.DIFFERS]) for name, tables in found
    ]
    if any(names for _, names in differing):
        note("\nThe marts are not what was landed. To land it anew:")
        for name, names in differing:
            if names:
                note(f"  hb ingest --source {name}{_table_flags(names)} --rebuild")
    elif any(table.verdict is Verdict.CHANGED for _, tables in found for table in tables):
        note("\nThe source has moved on; hb ingest brings it up to date, with --reconcile what was deleted, too.")
    for name, error in refused.items():
        why = error.message if error.where == name else str(error)
        print_error(HbError(f"{name} could not be checked: {why}", hint=error.hint))


def _print_source(console: Any, name: str, tables: Sequence[VerifiedTable]) -> None:
    from rich.text import Text

    verdicts = Counter(table.verdict for table in tables)
    ranges = sum(len(table.ranges) for table in tables)
    rows = sum(one.marts for table in tables for one in table.ranges)
    total = f"{_some(len(tables), 'table')}, {_some(ranges, 'range')}, {count(rows)} rows"
    parts: list[Any] = [(name, "bold"), f"  {total}"]
    for verdict in Verdict:
        if verdicts[verdict]:
            word = verdict.value if verdicts[verdict] == 1 else _OF_SEVERAL.get(verdict, verdict.value)
            parts += ["  ", (f"{count(verdicts[verdict])} {word}", _STYLES[verdict])]
    console.print(Text.assemble(*parts))
    told = [table for table in tables if table.verdict is not Verdict.AGREES]
    names = max((len(str(table.qname)) for table in told), default=0)
    for table in told:
        why = f": {table.problem}" if table.problem else ""
        console.print(
            Text.assemble(f"  {table.qname!s:<{names}}  ", (table.verdict.value, _STYLES[table.verdict]), why)
        )
        _print_ranges(console, [one for one in table.ranges if one.verdict is not Verdict.AGREES])


def _print_ranges(console: Any, ranges: Sequence[VerifiedRange]) -> None:
    """Figures below figures."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if not ranges:
        return
    grid = Table(box=None, pad_edge=False, header_style="dim", style="dim", padding=(0, 2, 0, 0))
    grid.add_column("Range", overflow="fold")
    grid.add_column("")
    for heading in ("Landed", "Marts", "Source"):
        grid.add_column(heading, justify="right", no_wrap=True)
    for one in ranges[:_MOST_RANGES]:
        figures = (count(number) for number in (one.recorded, one.marts, one.source))
        grid.add_row(Text(one.bounds), Text(one.verdict.value), *figures)
    console.print(Padding(grid, (0, 0, 0, 4), expand=False))
    if len(ranges) > _MOST_RANGES:
        console.print(Text(f"    and {count(len(ranges) - _MOST_RANGES)} more ranges", style="dim"))


def _table_flags(names: Sequence[str]) -> str:
    """` --table core.a --table core.b`; of many a place for one, as they are listed above."""
    return "".join(f" --table {name}" for name in names) if len(names) <= _MOST_NAMED else " --table TABLE"


def _some(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{count(number)} {thing}s"


def _json(table: VerifiedTable) -> dict[str, Any]:
    return {
        "table": str(table.qname),
        "dataset": table.dataset,
        "verdict": table.verdict.name.lower(),
        "problem": table.problem,
        "ranges": [
            {
                "bounds": one.bounds,
                "verdict": one.verdict.name.lower(),
                "recorded_rows": one.recorded,
                "marts_rows": one.marts,
                "source_rows": one.source,
            }
            for one in table.ranges
        ],
    }
