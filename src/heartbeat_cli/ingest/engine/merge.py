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


def merge(range_check: RangeCheck, entries: Entries) -> Merged:
    """Merge what changed into the landed table and its ledger; raises HbError `mismatch`."""
    sent = range_check.sum_source(range_check.changed)
    if sent.rows == 0:
        return Merged(0, _lacks_rows(range_check, 0))
    stage = StagingTable(range_check)
    stage.fill(range_check.changed)
    range_check.check(sent, range_check.sum_staged(STAGE))
    if not range_check.keeps_deleted and all(entries.is_proven(entry) for entry in range_check.job.stored):
        came = _merge_by_sums(range_check, entries, stage)
    else:
        came = _merge_by_counting(range_check, entries, stage)
    return Merged(sent.rows, _lacks_rows(range_check, came))


def _merge_by_sums(range_check: RangeCheck, entries: Entries, stage: StagingTable) -> int:
    change = _change_by_range(range_check, stage)
    stage.put_in()
    for number, one in change.items():
        entries.adjust(range_check.job.stored[number], one)
    return sum(one.rows for one in change.values())


def _merge_by_counting(range_check: RangeCheck, entries: Entries, stage: StagingTable) -> int:
    touched = range_check.ranges_of(STAGE)
    before = range_check.count_marts()
    stage.put_in()
    came = range_check.count_marts() - before
    for number in touched:
        entries.recount(range_check.job.stored[number])
    return came


def _change_by_range(range_check: RangeCheck, stage: StagingTable) -> dict[int, Content]:
    """Per number of a kept range, what the staged rows add less what they replace."""
    came = range_check.sum_by_range(stage.rows, None)
    went = range_check.sum_by_range(*stage.replaced)
    return {number: rows - went[number] if number in went else rows for number, rows in came.items()}


def _lacks_rows(range_check: RangeCheck, came: int) -> bool:
    """Whether a refresh by the cursor overlooked rows that were added: the next run has to compare then.

    They are looked for where fewer came than the source says were added; those may have been rolled back.
    """
    if range_check.unit.added is None or came >= range_check.unit.added:
        return False
    return range_check.count_source() > range_check.count_marts()
