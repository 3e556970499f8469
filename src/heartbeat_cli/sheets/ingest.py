"""What became of an ingest."""

from collections.abc import Iterator, Mapping, Sequence

from heartbeat_cli.blocks import GAP, Aside, Block, Grid, Section, Sheet, line, number, sheet, table
from heartbeat_cli.ingest import UNCHANGED, DatasetResult, IngestResult, SourceFindings, TableResult
from heartbeat_cli.sheets.failures import failed_lines, of_sources, of_tables
from heartbeat_cli.wording import count, names_in_short, seconds_in_column, some

# What is done with a table as if there had been none; where others of its dataset stay, it is worth a line.
_FIRST = frozenset({"backfill", "whole", "rebuild"})
# A table that is new in the slice, or the rest of a first landing that was stopped.
_NOT_LANDED = "not landed yet"
# What is done every day, was asked for, or is told by the changes of columns.
_USUAL = frozenset({UNCHANGED, "refresh", "compare", "reconcile", "reshape", "rebuild", "adopt"})
_MOST_LINES = 20


def results_sheet(
    results: Sequence[IngestResult], found: Mapping[str, SourceFindings], ready: Sequence[str], run_id: str
) -> Sheet:
    """A line per dataset, then what failed, what was found at the sources, what is `ready`, and what to do next."""
    return sheet(
        _datasets(results) if any(result.datasets for result in results) else None,
        *_listed("Out of the ordinary", _unusual(results)),
        *_listed("Changed at the source", [text for one in found.values() for text in one.sentences]),
        _failed(results),
        *_notes(results),
        *(_unwanted(one) for one in found.values() if one.left.unwanted),
        GAP if ready else None,
        *(line(f"ready: {name} (its sources have landed); ", f"hb discover --resume {name}") for name in ready),
        *_next(results, found, run_id),
        unfolded=True,
    )


def _datasets(results: Sequence[IngestResult]) -> Grid:
    headings = ("Tables", "Unchanged", "Rows", "Deleted", "Failed", "Seconds")
    rows = (_row(dataset) for result in results for dataset in result.datasets)
    return table("Dataset", *map(number, headings), rows=rows)


def _row(dataset: DatasetResult) -> tuple[str, ...]:
    return (
        dataset.dataset,
        count(len(dataset.tables) + len(dataset.failures)),
        some(sum(one.mode == UNCHANGED for one in dataset.tables)),
        count(dataset.rows),
        some(sum(one.deleted for one in dataset.tables)),
        some(len(dataset.failures)),
        seconds_in_column(dataset.seconds),
    )


def _unusual(results: Sequence[IngestResult]) -> list[str]:
    """Tables that were landed in another way than the rest of a dataset that had landed before."""
    return [
        f"{one.qname}: {one.mode}, {one.reason}"
        for result in results
        for dataset in result.datasets
        if not all(one.mode in _FIRST for one in dataset.tables)
        for one in dataset.tables
        if one.mode not in _USUAL and one.reason != _NOT_LANDED
    ]


def _listed(title: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Section(title, tuple(line(text) for text in lines[:_MOST_LINES]), len(lines[:_MOST_LINES]))
    if len(lines) > _MOST_LINES:
        yield line(f"  and {count(len(lines) - _MOST_LINES)} more (--json has all)", style="dim")


def _failed(results: Sequence[IngestResult]) -> Section | None:
    failures = of_tables(failure for result in results for failure in result.stopped)
    failures += of_sources(results)
    if not failures:
        return None
    return Section(f"Failed  {count(sum(len(one.names) for one in failures))}", failed_lines(failures), style="bad")


def _notes(results: Sequence[IngestResult]) -> Iterator[Aside]:
    about: dict[str, list[str]] = {}
    for one in _tables(results):
        for text in one.notes if one.mode != UNCHANGED else ():
            about.setdefault(text, []).append(str(one.qname))
    notes = [f"{names_in_short(names)}: {text}" for text, names in about.items()]
    yield from map(Aside, notes[:_MOST_LINES])
    if len(notes) > _MOST_LINES:
        yield Aside(f"and {count(len(notes) - _MOST_LINES, 'more note')} (--json has all)")


def _tables(results: Sequence[IngestResult]) -> Iterator[TableResult]:
    return (one for result in results for dataset in result.datasets for one in dataset.tables)


def _unwanted(one: SourceFindings) -> Aside:
    left = "left as it is" if len(one.left.unwanted) == 1 else "left as they are"
    names = names_in_short(one.left.unwanted)
    return Aside(f"{one.source}: landed before and left out of the slice now, {left}: {names}")


def _next(results: Sequence[IngestResult], found: Mapping[str, SourceFindings], run_id: str) -> Iterator[Block]:
    if any(result.stopped or result.error for result in results):
        return
    yield GAP
    if any(one.alarms for one in found.values()):
        yield line("Next: ", f"hb loads {run_id}", " keeps what was found; mend the slice or the metrics")
    else:
        yield line("Next: ", "hb", " says what comes next")
