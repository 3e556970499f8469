"""The receipt of a table that is being worked on."""

from datetime import datetime

from heartbeat_cli.ingest.jobs import TableJob
from heartbeat_cli.ingest.watermark import written_watermark
from heartbeat_cli.marts.receipt import Receipt


def receipt_of(work: TableJob, load_id: str, state: str, now: datetime, seconds: float = 0.0) -> Receipt:
    """What the ledger is to say of the table as a whole."""
    return Receipt(
        dataset=work.dataset,
        table=work.table.qname.name,
        rows=0,
        load_id=load_id,
        loaded_at=now,
        seconds=seconds,
        source_table=str(work.table.qname),
        state=state,
        watermark=written_watermark(work.table.cursor, work.watermark),
        counters=work.counters,
        columns=work.columns,
        notes=work.notes,
    )
