"""`hb ingest --plan`: what would be done with each table and why, how much that moves, and how long it takes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from heartbeat_cli.blocks import (
    GAP,
    Aside,
    Block,
    Either,
    Grid,
    GridColumn,
    Sheet,
    Styled,
    line,
    number,
    sheet,
    table,
    words,
)
from heartbeat_cli.ingest import UNCHANGED, IngestResult, Moved, Outlook, SourceFindings, SourceJob, TableJob, expected
from heartbeat_cli.sheets.failures import Failed, of_sources, of_tables
from heartbeat_cli.wording import count, duration, known, size

_WIDE = 120
_NUMBERS = ("Rows (about)", "Size", "Ranges")


def plan_sheet(
    works: Sequence[SourceJob],
    outlook: Outlook,
    found: Mapping[str, SourceFindings],
    refused: Sequence[IngestResult] = (),
) -> Sheet:
    """A table per source, and what they take together; of several `refused` sources, why each was."""
    return sheet(
        *(block for n, work in enumerate(works) for block in _source(n, work, found.get(work.plan.source.name))),
        *_together(works, outlook, refused),
        _too_little_room(outlook),
        *(_warnings(of_sources(refused)) if len(refused) > 1 else ()),
        unfolded=True,
    )


def _too_little_room(outlook: Outlook) -> Aside | None:
    disk = outlook.disk
    if disk is None or disk.fits:
        return None
    return Aside(f"it may not fit: up to {size(disk.needed)} needed, {size(disk.free)} free", "warning")


def _together(works: Sequence[SourceJob], outlook: Outlook, refused: Sequence[IngestResult]) -> Iterator[Block]:
    if works or not refused:
        yield GAP
        idle = all(work.idle for work in works)
        yield from map(line, _nothing_to_do(works, refused) if idle else outlook_lines(outlook))


def _source(place: int, work: SourceJob, found: SourceFindings | None) -> Iterator[Block]:
    if place:
        yield GAP
    todo = [one for one in work.tables if not _is_idle(one)]
    modes = Counter(one.mode for one in work.tables)
    modes["failing"] = sum(len(dataset.failures) for dataset in work.datasets)
    told = ", ".join(f"{count(n)} {mode}" for mode, n in modes.most_common() if n)
    yield line(Styled(work.plan.source.name, "bold"), f"  {told or 'no table'}")
    if todo:
        yield GAP
        yield Either(_WIDE, (_wide(todo),), (_narrow(todo),))
    if todo and len(todo) < len(work.tables):
        yield GAP
        yield line(f"and {count(len(work.tables) - len(todo), 'table')} unchanged (--json has them)", style="dim")
    yield from _warnings(of_tables(failure for dataset in work.datasets for failure in dataset.failures))
    yield from (Aside(sentence, "warning") for sentence in (found.sentences if found else ()))


def _warnings(failures: Iterable[Failed]) -> Iterator[Aside]:
    return (Aside(f"{failed.who}{failed.message}", "warning", failed.hint) for failed in failures)


def _wide(tables: Sequence[TableJob]) -> Grid:
    rows = ((str(w.table.qname), w.mode, w.reason, *_figures(w), _cursor(w)) for w in tables)
    return table("Table", "Does", words("Why"), *map(number, _NUMBERS), words("Cursor"), rows=rows)


def _narrow(tables: Sequence[TableJob]) -> Grid:
    """Why and by which cursor below each table."""
    rows = ((str(w.table.qname), w.mode, *_figures(w), f"{w.reason}; {_cursor(w)}") for w in tables)
    below = GridColumn("", "words", "dim", below=True)
    return table("Table", "Does", *map(number, _NUMBERS), below, rows=rows, below=2)


def _figures(work: TableJob) -> tuple[str, str, str]:
    moved = expected(work)
    return known(moved.rows), size(moved.bytes), count(len(work.units))


def _nothing_to_do(works: Sequence[SourceJob], refused: Sequence[IngestResult]) -> list[str]:
    if not refused and not any(dataset.failures for work in works for dataset in work.datasets):
        return ["Nothing to do."]
    others = any(work.tables for work in works)
    return ["Nothing to do for the others." if others else "Nothing will land before that is settled."]


def outlook_lines(outlook: Outlook) -> list[str]:
    """What a run moves, how long it takes, and the disk it needs."""
    moved, disk, least = counted(outlook), outlook.disk, "at least " if outlook.open else ""
    told = [] if moved.rows is None else [f"about {count(moved.rows, 'row')}"]
    told += [] if moved.bytes is None else [f"{size(moved.bytes)} at the source"]
    uncounted = f"{count(outlook.open, 'table')} to refresh or compare, or never analysed"
    lines = [f"To move: {least}{', '.join(told)}" if told else f"To move: unknown yet: {uncounted}"]
    if outlook.open and told:
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


def counted(outlook: Outlook) -> Moved:
    """What is known to move. No rows beside tables of which nobody knows is nothing known, and not nothing."""
    moved = outlook.moved
    return Moved(moved.rows or None, moved.bytes or None) if outlook.open else moved


def _is_idle(work: TableJob) -> bool:
    return work.mode == UNCHANGED and not work.units


def _cursor(work: TableJob) -> str:
    cursor = work.table.cursor
    return f"{cursor.column}: {cursor.reason}" if cursor.column else f"no cursor: {cursor.reason}"
