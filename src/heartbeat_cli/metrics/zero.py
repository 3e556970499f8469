"""Whether a zero can be evidence: where there was no row to count, every count of nothing matches."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from heartbeat_cli.marts import MartsReader, landed_relation
from heartbeat_cli.metrics.metric import Alignment
from heartbeat_cli.metrics.receipt import EvaluationReceipt, table_names
from heartbeat_cli.pgschema import QName, quote


def is_unexplained_zero(record: Alignment) -> bool:
    """Whether it is a match with a zero, and nobody said that zero is what is meant."""
    return record.verdict == "match" and not record.value and record.reason is None


def table_without_rows(reader: MartsReader, receipt: EvaluationReceipt) -> QName | None:
    """A table an evaluation read that has no row up to its moment; None where each has one.

    The times looked at are those of the columns it read; of a table without one any row will do.
    """
    tables = table_names(receipt)
    columns = dict(receipt.columns)
    selects = [f"SELECT {i} AS i WHERE NOT EXISTS ({_rows(t, columns, receipt.as_of)})" for i, t in enumerate(tables)]
    found = reader.query(" UNION ALL ".join(selects)).rows if selects else ()
    return tables[min(int(str(i)) for (i,) in found)] if found else None


def _rows(table: QName, columns: Mapping[str, str], as_of: datetime) -> str:
    prefix = f"{table}."
    own = {name.removeprefix(prefix): type_ for name, type_ in columns.items() if name.startswith(prefix)}
    times = [f"{quote(name)} <= {moment}" for name, type_ in own.items() if (moment := _moment(as_of, type_))]
    return f"SELECT 1 FROM {landed_relation(table.schema, table.name)}{_where(times)}"


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' OR '.join(conditions)}" if conditions else ""


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
