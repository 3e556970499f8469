"""Whether a zero can be evidence: where there was no row to count, every count of nothing matches."""

from datetime import UTC, datetime

from heartbeat_cli.marts import MartsReader, landed_relation
from heartbeat_cli.metrics.metric import Alignment
from heartbeat_cli.metrics.receipt import EvaluationReceipt
from heartbeat_cli.metrics.row_times import RowTimes, row_times
from heartbeat_cli.pgschema import QName, quote


def is_unexplained_zero(record: Alignment) -> bool:
    """Whether it is a match with a zero, and nobody said that zero is what is meant."""
    return record.verdict == "match" and not record.value and record.reason is None


def table_without_rows(reader: MartsReader, receipt: EvaluationReceipt) -> QName | None:
    """A table an evaluation read that has no row up to its moment; None where each has one.

    Of a table without a time any row will do.
    """
    times = row_times(receipt)
    selects = [f"SELECT {i} AS i WHERE NOT EXISTS ({_rows(told, receipt.as_of)})" for i, told in enumerate(times)]
    found = reader.query(" UNION ALL ".join(selects)).rows if selects else ()
    return times[min(int(str(i)) for (i,) in found)].table if found else None


def _rows(told: RowTimes, as_of: datetime) -> str:
    times = [f"{quote(name)} <= {moment}" for name, type_ in told.columns if (moment := _moment(as_of, type_))]
    where = f" WHERE {(' AND ' if told.together else ' OR ').join(times)}" if times else ""
    return f"SELECT 1 FROM {landed_relation(told.table.schema, told.table.name)}{where}"


def _moment(as_of: datetime, type_: str) -> str | None:
    """The moment as a time type has it; None for a type that is none."""
    moment = as_of.astimezone(UTC)
    if type_ == "date":
        return f"CAST('{moment:%Y-%m-%d}' AS date)"
    if type_.endswith("with time zone"):
        return f"CAST('{moment.isoformat()}' AS {type_})"
    if type_.startswith("timestamp"):
        return f"CAST('{moment.replace(tzinfo=None)}' AS {type_})"
    return None
