"""Landing what a pull brought over what has landed: rows by their key, days as a whole, deleted records out.

Of a window every landed row from its first day on that did not come again is gone. Elsewhere the service says which
records are: their keys stand beside the rows that were pulled.
"""

from dataclasses import dataclass

from heartbeat_cli.ingest.engine.entries import Entries
from heartbeat_cli.ingest.engine.range_check import RangeCheck
from heartbeat_cli.ingest.engine.stage import STAGE, StagingTable
from heartbeat_cli.ingest.pull.typed import GONE
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import PULLED


@dataclass(frozen=True, slots=True)
class Absorbed:
    """How many rows came, and how many went."""

    rows: int
    deleted: int


def absorb(range_check: RangeCheck, entries: Entries) -> Absorbed:
    """Bring the landed table and its entry in the ledger up to the pull; raises HbError `mismatch`."""
    (entry,) = range_check.job.stored
    sent = range_check.sum_source(None)
    stage = StagingTable(range_check)
    stage.fill(None)
    range_check.check(sent, range_check.sum_staged(STAGE))
    deleted = _take_out_gone(range_check) if range_check.unit.bounds.whole else stage.take_out_others()
    stage.put_in()
    entries.recount(entry)
    return Absorbed(sent.rows, deleted)


def _take_out_gone(range_check: RangeCheck) -> int:
    key = range_check.table.key
    assert key is not None
    keys = [mapping for mapping in range_check.mappings if mapping.column in key.columns]
    names = ", ".join(quote(mapping.column) for mapping in keys)
    query = f"SELECT {names} FROM {PULLED}.{GONE}.{quote(range_check.table.qname.name)}"
    gone = StagingTable(range_check, name=f"{STAGE}_gone")
    gone.fill_with(query, keys)
    deleted = gone.take_out_staged()
    gone.drop()
    return deleted
