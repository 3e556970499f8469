"""What became of an ingest: a table for people, JSON for programs."""

from collections.abc import Mapping, Sequence
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.report.found import SourceFindings
from heartbeat_cli.ingest.result import DatasetResult, IngestResult, TableFailure, TableResult
from heartbeat_cli.ingest.work import UNCHANGED
from heartbeat_cli.render.console import note, print_json, stdout
from heartbeat_cli.render.failures import of_sources, of_tables, some_names
from heartbeat_cli.render.words import count

# What is done with a table as if there had been none; where others of its dataset stay, it is worth a line.
_FIRST = frozenset({"backfill", "whole", "rebuild"})
# A table that is new in the slice, or the rest of a first landing that was stopped.
_NOT_LANDED = "not landed yet"
# What is done every day, was asked for, or is told by the changes of columns.
_USUAL = frozenset({UNCHANGED, "refresh", "compare", "reconcile", "reshape", "rebuild", "adopt"})
_MOST_LINES = 20


def print_results(
    results: Sequence[IngestResult], found: Mapping[str, SourceFindings], ready: Sequence[str], run_id: str
) -> None:
    """A line per dataset, then what failed, what was found at the sources, what is `ready`, and what to do next."""
    console = stdout(unfolded=True)
    if any(result.datasets for result in results):
        console.print(_table(results))
    _list(console, "Out of the ordinary", _unusual(results))
    _list(console, "Changed at the source", [text for one in found.values() for text in one.sentences])
    _print_failures(console, results)
    _note_tables(results)
    for one in found.values():
        if one.left.unwanted:
            left = "left as it is" if len(one.left.unwanted) == 1 else "left as they are"
            names = some_names(one.left.unwanted)
            note(f"{one.source}: landed before and left out of the slice now, {left}: {names}")
    if ready:
        console.print()
    for name in ready:
        line = f"ready: {name} (its sources have landed); hb discover --resume {name}"
        console.print(line, markup=False)
    _print_next(console, results, found, run_id)


def print_results_json(
    results: Sequence[IngestResult],
    found: Mapping[str, SourceFindings],
    ready: Sequence[str],
    run_id: str,
    error: HbError | None,
) -> None:
    """One source's document, or `{"sources": […]}` of several; `error` is what the exit code stands for."""
    bodies = [_result_json(result, found.get(result.source)) for result in results]
    body = bodies[0] if len(bodies) == 1 else {"sources": bodies}
    failure = {"error": error.as_dict()} if error is not None else {}
    print_json(body | {"ready": list(ready), "run": run_id} | failure)


def _print_next(
    console: Any, results: Sequence[IngestResult], found: Mapping[str, SourceFindings], run_id: str
) -> None:
    if any(result.failures or result.error for result in results):
        return
    console.print()
    if any(one.alarms for one in found.values()):
        console.print(f"Next: hb loads {run_id} keeps what was found; mend the slice or the metrics", markup=False)
    else:
        name = results[0].source if len(results) == 1 else ""
        console.print(f"Next: hb sources status {name}".rstrip(), markup=False)


def _table(results: Sequence[IngestResult]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("Dataset", overflow="fold")
    for heading in ("Tables", "Unchanged", "Rows", "Deleted", "Failed", "Seconds"):
        table.add_column(heading, justify="right", no_wrap=True)
    for result in results:
        for dataset in result.datasets:
            table.add_row(*_cells(dataset))
    return table


def _cells(dataset: DatasetResult) -> tuple[str, ...]:
    def some(number: int) -> str:
        return count(number) if number else "-"

    unchanged = sum(table.mode == UNCHANGED for table in dataset.tables)
    deleted = sum(table.deleted for table in dataset.tables)
    return (
        dataset.dataset,
        count(len(dataset.tables) + len(dataset.failures)),
        some(unchanged),
        count(dataset.rows),
        some(deleted),
        some(len(dataset.failures)),
        f"{dataset.seconds:,.1f}",
    )


def _unusual(results: Sequence[IngestResult]) -> list[str]:
    """Tables that were landed in another way than the rest of a dataset that had landed before."""
    lines = []
    for result in results:
        for dataset in result.datasets:
            if not all(table.mode in _FIRST for table in dataset.tables):
                lines += [
                    f"{table.qname}: {table.mode}, {table.reason}"
                    for table in dataset.tables
                    if table.mode not in _USUAL and table.reason != _NOT_LANDED
                ]
    return lines


def _print_failures(console: Any, results: Sequence[IngestResult]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    failures = of_tables(failure for result in results for failure in result.failures)
    failures += of_sources(results)
    if failures:
        console.print(Text(f"\nFailed  {count(sum(len(one.names) for one in failures))}", "bold red"))
    for one in failures:
        console.print(Padding(one.line(), (0, 0, 0, 2), expand=False))
        if one.hint:
            console.print(Padding(Text.assemble(("next: ", "cyan"), one.hint), (0, 0, 0, 4), expand=False))


def _list(console: Any, title: str, lines: Sequence[str]) -> None:
    from rich.text import Text

    from heartbeat_cli.render.page import listing

    for part in listing(title, [Text(line) for line in lines[:_MOST_LINES]]):
        console.print(part)
    if len(lines) > _MOST_LINES:
        console.print(f"  and {count(len(lines) - _MOST_LINES)} more (--json has all)", style="dim")


def _note_tables(results: Sequence[IngestResult]) -> None:
    notes = [
        f"{table.qname}: {text}"
        for result in results
        for dataset in result.datasets
        for table in dataset.tables
        if table.mode != UNCHANGED
        for text in table.notes
    ]
    for line in notes[:_MOST_LINES]:
        note(line)
    if len(notes) > _MOST_LINES:
        note(f"and {count(len(notes) - _MOST_LINES)} more notes (--json has all)")


def _result_json(result: IngestResult, found: SourceFindings | None) -> dict[str, Any]:
    return {
        "source": result.source,
        "datasets": [_dataset_json(dataset) for dataset in result.datasets],
        "missing": [str(qname) for qname in result.missing],
        "gone": [str(qname) for qname in found.left.gone] if found else [],
        "unwanted": [str(qname) for qname in found.left.unwanted] if found else [],
        "metrics": effects_json(found) if found else [],
        "failed": [_failure_json(failure) for failure in result.failures],
        "error": result.error.as_dict() if result.error else None,
    }


def effects_json(found: SourceFindings) -> list[dict[str, Any]]:
    """The metrics a change concerns."""
    return [
        {
            "metric": effect.metric.name,
            "table": str(effect.table),
            "column": effect.column,
            "breaks": effect.breaks,
            "sentence": effect.sentence,
        }
        for effect in found.effects
    ]


def _failure_json(failure: TableFailure) -> dict[str, Any]:
    return {
        "table": str(failure.qname),
        "dataset": failure.dataset,
        "code": failure.code,
        "message": failure.message,
        "hint": failure.hint,
    }


def _dataset_json(dataset: DatasetResult) -> dict[str, Any]:
    return {
        "dataset": dataset.dataset,
        "tables": [_table_json(table) for table in sorted(dataset.tables, key=lambda table: table.qname)],
        "rows": dataset.rows,
        "seconds": dataset.seconds,
    }


def _table_json(table: TableResult) -> dict[str, Any]:
    return {
        "table": str(table.qname),
        "mode": table.mode,
        "reason": table.reason,
        "rows": table.rows,
        "total": table.total,
        "deleted": table.deleted,
        "ranges": table.ranges,
        "seconds": round(table.seconds, 3),
        "load_id": table.load_id,
        "notes": list(table.notes),
        "changes": changes_json(table.changes),
    }


def changes_json(changes: Sequence[Any]) -> list[dict[str, Any]]:
    """Changes of a table's columns."""
    return [
        {"kind": str(c.kind), "column": c.column, "before": c.before, "after": c.after, "sentence": c.sentence}
        for c in changes
    ]
