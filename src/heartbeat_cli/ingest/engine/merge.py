"""Landing the rows that a cursor says have changed, wherever they are in the table.

What was landed in the ranges they fall in is not read again: an entry of the ledger is what it said, less the rows that
were replaced, plus those that came. Rows that are kept marked, and entries proven in another way, have to be summed up
anew.
"""

from dataclasses import dataclass

from heartbeat_cli.ingest.engine.entries import Entries
from heartbeat_cli.ingest.engine.range_check import Content, RangeCheck
from heartbeat_cli.ingest.engine.stage import STAGE, StagingTable


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows were merged, and whether others were added that the cursor does not show."""

    rows: int
    overlooked: bool


def merge(sides: RangeCheck, entries: Entries) -> Merged:
    """Merge what changed into the landed table and its ledger; raises HbError `mismatch`."""
    sent = sides.sum_source(sides.changed)
    if sent.rows == 0:
        return Merged(0, _lacks_rows(sides, 0))
    stage = StagingTable(sides)
    stage.fill(sides.changed)
    sides.check(sent, sides.sum_staged(STAGE))
    if not sides.keeps_deleted and all(entries.is_proven(entry) for entry in sides.work.kept):
        came = _merge_by_sums(sides, entries, stage)
    else:
        came = _merge_by_counting(sides, entries, stage)
    return Merged(sent.rows, _lacks_rows(sides, came))


def _merge_by_sums(sides: RangeCheck, entries: Entries, stage: StagingTable) -> int:
    change = _change_by_range(sides, stage)
    stage.put_in()
    for number, one in change.items():
        entries.adjust(sides.work.kept[number], one)
    return sum(one.rows for one in change.values())


def _merge_by_counting(sides: RangeCheck, entries: Entries, stage: StagingTable) -> int:
    touched = sides.ranges_of(STAGE)
    before = sides.count_marts()
    stage.put_in()
    came = sides.count_marts() - before
    for number in touched:
        entries.recount(sides.work.kept[number])
    return came


def _change_by_range(sides: RangeCheck, stage: StagingTable) -> dict[int, Content]:
    """Per number of a kept range, what the staged rows add less what they replace."""
    came = sides.sum_by_range(stage.rows)
    went = sides.sum_by_range(stage.replaced)
    return {number: rows - went[number] if number in went else rows for number, rows in came.items()}


def _lacks_rows(sides: RangeCheck, came: int) -> bool:
    """Whether a refresh by the cursor overlooked rows that were added: the next run has to compare then.

    They are looked for where fewer came than the source says were added; those may have been rolled back.
    """
    if sides.unit.added is None or came >= sides.unit.added:
        return False
    return sides.count_source() > sides.count_marts()
