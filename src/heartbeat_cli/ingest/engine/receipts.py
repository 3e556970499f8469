"""The receipt of a table that is being worked on."""

from datetime import datetime

from heartbeat_cli.ingest.jobs import TableJob
from heartbeat_cli.ingest.watermark import written_watermark
from heartbeat_cli.marts import Receipt


def receipt_of(job: TableJob, load_id: str, state: str, now: datetime, seconds: float = 0.0) -> Receipt:
    """What the ledger is to say of the table as a whole."""
    return Receipt(
        dataset=job.dataset,
        table=job.table.qname.name,
        rows=0,
        load_id=load_id,
        loaded_at=now,
        seconds=seconds,
        source_table=str(job.table.qname),
        state=state,
        watermark=written_watermark(job.table.cursor, job.watermark),
        counters=job.counters,
        columns=job.columns,
        notes=job.notes,
    )
