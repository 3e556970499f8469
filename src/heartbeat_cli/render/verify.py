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
    """Per source a line of totals, and the tables that do not agree; last the sources that could not be checked."""
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
    verdicts = {table.verdict for _, tables in found for table in tables}
    if Verdict.DIFFERS in verdicts:
        note("\nThe marts are not what was landed: hb ingest --source NAME --table TABLE --rebuild lands a table anew.")
    elif Verdict.CHANGED in verdicts:
        note("\nThe source has moved on; hb ingest brings it up to date, with --reconcile what was deleted, too.")
    for name, error in refused.items():
        why = error.message if error.where == name else str(error)
        print_error(HbError(f"{name} could not be checked: {why}", hint=error.hint))


def _print_source(console: Any, name: str, tables: Sequence[VerifiedTable]) -> None:
    from rich.text import Text

    ranges = Counter(one.verdict for table in tables for one in table.ranges)
    rows = sum(one.marts for table in tables for one in table.ranges)
    total = f"{_some(len(tables), 'table')}, {_some(ranges.total(), 'range')}, {count(rows)} rows"
    parts: list[Any] = [(name, "bold"), f"  {total}"]
    for verdict in Verdict:
        if ranges[verdict]:
            word = verdict.value if ranges[verdict] == 1 else _OF_SEVERAL.get(verdict, verdict.value)
            parts += ["  ", (f"{count(ranges[verdict])} {word}", _STYLES[verdict])]
    console.print(Text.assemble(*parts))
    for table in tables:
        if table.verdict is Verdict.AGREES:
            continue
        why = f": {table.problem}" if table.problem else ""
        console.print(Text.assemble("  ", str(table.qname), "  ", (table.verdict.value, _STYLES[table.verdict]), why))
        told = [one for one in table.ranges if one.verdict is not Verdict.AGREES]
        for one in told[:_MOST_RANGES]:
            console.print(Text(f"    {_words(one)}", style="dim"))
        if len(told) > _MOST_RANGES:
            console.print(Text(f"    and {count(len(told) - _MOST_RANGES)} more ranges", style="dim"))


def _some(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{count(number)} {thing}s"


def _words(one: VerifiedRange) -> str:
    return (
        f"{one.bounds}: {one.verdict.value}; landed {count(one.recorded)}, marts {count(one.marts)},"
        f" source {count(one.source)} rows"
    )


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
