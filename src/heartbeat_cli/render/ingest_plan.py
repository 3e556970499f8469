"""`hb ingest --plan`: what would be done with each table and why, how much that moves, and how long it takes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.report.forecast import Moved, Outlook, expected
from heartbeat_cli.ingest.report.found import SourceFindings
from heartbeat_cli.ingest.result import IngestResult, TableFailure
from heartbeat_cli.ingest.work import UNCHANGED, SourceWork, TableWork
from heartbeat_cli.render.console import print_json, stdout, warn
from heartbeat_cli.render.failures import Failed, of_sources, of_tables
from heartbeat_cli.render.ingest import changes_json, effects_json
from heartbeat_cli.render.loads import duration
from heartbeat_cli.render.words import count, size

_WIDE = 120


def print_plan(
    works: Sequence[SourceWork],
    outlook: Outlook,
    found: Mapping[str, SourceFindings],
    refused: Sequence[IngestResult] = (),
) -> None:
    """The orders as a table per source, and what they take together; of several `refused` sources, why each was."""
    console = stdout(unfolded=True)
    for number, work in enumerate(works):
        if number:
            console.print()
        _print_source(console, work, found.get(work.plan.source.name))
    if works or not refused:
        console.print()
        idle = all(work.idle for work in works)
        for line in _nothing_to_do(works, refused) if idle else _outlook_lines(outlook):
            console.print(line, markup=False)
    if outlook.disk is not None and not outlook.disk.fits:
        warn(f"it may not fit: up to {size(outlook.disk.needed)} needed, {size(outlook.disk.free)} free")
    if len(refused) > 1:
        _warn(of_sources(refused))


def print_plan_json(
    works: Sequence[SourceWork],
    outlook: Outlook,
    found: Mapping[str, SourceFindings],
    refused: Sequence[IngestResult] = (),
    error: HbError | None = None,
) -> None:
    """One source's document, or `{"sources": […]}` of several; `error` is what the exit code stands for."""
    bodies = [_source_json(work, found.get(work.plan.source.name)) for work in works]
    bodies += [
        {"source": result.source, "datasets": [], "error": result.error.as_dict() if result.error else None}
        for result in refused
    ]
    failure = {"error": error.as_dict()} if error is not None else {}
    body = bodies[0] if len(bodies) == 1 else {"sources": bodies}
    print_json(body | {"total": _outlook_json(outlook)} | failure)


def _print_source(console: Any, work: SourceWork, found: SourceFindings | None) -> None:
    from rich.text import Text

    todo = [table for table in work.tables if not _is_idle(table)]
    modes = Counter(table.mode for table in work.tables)
    modes["failing"] = sum(len(dataset.failures) for dataset in work.datasets)
    told = ", ".join(f"{count(number)} {mode}" for mode, number in modes.most_common() if number)
    console.print(Text.assemble((work.plan.source.name, "bold"), f"  {told or 'no table'}"))
    if todo:
        console.print()
        console.print(_wide(todo) if console.width >= _WIDE else _narrow(todo, console.width))
    if todo and len(todo) < len(work.tables):
        console.print(f"\nand {_tables(len(work.tables) - len(todo))} unchanged (--json has them)", style="dim")
    _warn(of_tables(failure for dataset in work.datasets for failure in dataset.failures))
    for sentence in found.sentences if found else ():
        warn(sentence)


def _warn(failures: Iterable[Failed]) -> None:
    for failed in failures:
        warn(f"{failed.who}{failed.message}" + (f"\n  next: {failed.hint}" if failed.hint else ""))


def _wide(tables: Sequence[TableWork]) -> Any:
    from rich.text import Text

    grid = _grid("Table", "Does", "Why", "Rows (about)", "Size", "Ranges", "Cursor", numbers=(3, 4, 5))
    for work in tables:
        moved = expected(work)
        grid.add_row(
            Text(str(work.table.qname)),
            work.mode,
            Text(work.reason),
            _about(moved.rows),
            size(moved.bytes),
            count(len(work.units)),
            Text(_cursor(work)),
        )
    return grid


def _narrow(tables: Sequence[TableWork], width: int) -> Any:
    """Why and by which cursor below each table."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    rows = [("Table", "Does", "Rows (about)", "Size", "Ranges")]
    for work in tables:
        moved = expected(work)
        name, ranges = str(work.table.qname), count(len(work.units))
        rows.append((name, work.mode, _about(moved.rows), size(moved.bytes), ranges))
    names, does, *numbers = (max(map(len, column)) for column in zip(*rows, strict=True))
    names = min(names, width - does - sum(numbers) - 8)
    lines: list[Any] = []
    for number, (name, mode, *figures) in enumerate(rows):
        told = "  ".join(f"{text:>{wide}}" for text, wide in zip(figures, numbers, strict=True))
        lines.append(Text(f"{_short(name, names):<{names}}  {mode:<{does}}  {told}", "" if number else "bold"))
        if number:
            work = tables[number - 1]
            lines.append(Padding(Text(f"{work.reason}; {_cursor(work)}", "dim"), (0, 0, 0, 2)))
    return Group(*lines)


def _grid(*headings: str, numbers: Sequence[int]) -> Any:
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for place, heading in enumerate(headings):
        number = place in numbers
        grid.add_column(heading, justify="right" if number else "left", no_wrap=number, overflow="fold")
    return grid


def _nothing_to_do(works: Sequence[SourceWork], refused: Sequence[IngestResult]) -> list[str]:
    if not refused and not any(dataset.failures for work in works for dataset in work.datasets):
        return ["Nothing to do."]
    others = any(work.tables for work in works)
    return ["Nothing to do for the others." if others else "Nothing will land before that is settled."]


def _outlook_lines(outlook: Outlook) -> list[str]:
    moved, disk, least = _counted(outlook), outlook.disk, "at least " if outlook.open else ""
    known = [] if moved.rows is None else [f"about {count(moved.rows)} rows"]
    known += [] if moved.bytes is None else [f"{size(moved.bytes)} at the source"]
    uncounted = f"{_tables(outlook.open)} to refresh or compare, or never analysed"
    lines = [f"To move: {least}{', '.join(known)}" if known else f"To move: unknown yet: {uncounted}"]
    if outlook.open and known:
        lines.append(f"         not counted: {uncounted}")
    if outlook.pace is None:
        lines.append("Time:    unknown, nothing was landed yet")
    elif moved.rows is None:
        lines.append("Time:    unknown yet")
    else:
        pace = f"{count(round(outlook.pace.rows_per_second))} rows/s, as in run {outlook.pace.run_id}"
        lines.append(f"Time:    {least}about {duration(outlook.pace.seconds_for(moved.rows))} at {pace}")
    if disk is not None and moved.bytes is None:
        lines.append(f"Disk:    unknown yet, {size(disk.free)} are free")
    elif disk is not None:
        needed = f"{size(disk.needed)} or more" if outlook.open else f"up to {size(disk.needed)}"
        lines.append(f"Disk:    {needed} of the {size(disk.free)} that are free")
    return lines


def _counted(outlook: Outlook) -> Moved:
    """What is known to move. No rows beside tables of which nobody knows is nothing known, and not nothing."""
    moved = outlook.moved
    return Moved(moved.rows or None, moved.bytes or None) if outlook.open else moved


def _is_idle(work: TableWork) -> bool:
    return work.mode == UNCHANGED and not work.units


def _cursor(work: TableWork) -> str:
    cursor = work.table.cursor
    return f"{cursor.column}: {cursor.reason}" if cursor.column else f"no cursor: {cursor.reason}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _about(rows: int | None) -> str:
    return "?" if rows is None else count(rows)


def _tables(number: int) -> str:
    return "1 table" if number == 1 else f"{count(number)} tables"


def _source_json(work: SourceWork, found: SourceFindings | None) -> dict[str, Any]:
    return {
        "source": work.plan.source.name,
        "datasets": [
            {
                "dataset": dataset.dataset,
                "tables": [_table_json(table) for table in dataset.tables],
                "failed": [_failure_json(failure) for failure in dataset.failures],
            }
            for dataset in work.datasets
        ],
        "missing": [str(qname) for qname in work.plan.missing],
        "gone": [str(qname) for qname in found.left.gone] if found else [],
        "unwanted": [str(qname) for qname in found.left.unwanted] if found else [],
        "metrics": effects_json(found) if found else [],
        "error": None,
    }


def _table_json(work: TableWork) -> dict[str, Any]:
    moved, cursor, key = expected(work), work.table.cursor, work.table.key
    return {
        "table": str(work.table.qname),
        "mode": work.mode,
        "reason": work.reason,
        "estimated_rows": work.table.rows,
        "bytes": work.table.bytes,
        "rows_to_move": moved.rows,
        "bytes_to_move": moved.bytes,
        "ranges": len(work.units),
        "key": list(key.columns) if key else None,
        "cursor": {"column": cursor.column, "kind": cursor.kind, "reason": cursor.reason, "indexed": cursor.indexed},
        "watermark": work.watermark,
        "proof": work.algorithm,
        "notes": list(work.notes),
        "changes": changes_json(work.changes),
    }


def _failure_json(failure: TableFailure) -> dict[str, Any]:
    return {"table": str(failure.qname), "code": failure.code, "message": failure.message, "hint": failure.hint}


def _outlook_json(outlook: Outlook) -> dict[str, Any]:
    moved, pace, disk = _counted(outlook), outlook.pace, outlook.disk
    seconds = outlook.seconds if moved.rows is not None else None
    return {
        "rows": moved.rows,
        "bytes": moved.bytes,
        "tables_of_unknown_size": outlook.open,
        "rows_per_second": round(pace.rows_per_second, 1) if pace else None,
        "measured_in_run": pace.run_id if pace else None,
        "seconds": round(seconds, 1) if seconds is not None else None,
        "disk_needed": disk.needed if disk and moved.bytes is not None else None,
        "disk_free": disk.free if disk else None,
    }
