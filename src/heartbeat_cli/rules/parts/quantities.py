"""What columns are numbers of, as profiling reads it off their names and types."""

from heartbeat_cli.metrics import Dimension
from heartbeat_cli.pgschema import Column, Table
from heartbeat_cli.profiling import quantities


def of_column(table: Table, column: Column) -> Dimension | None:
    """Money, and in which currency or part of one; None of any other column."""
    found = next((q for q in quantities(table) if q.column == column.name), None)
    if found is None or found.kind != "money":
        return None
    if found.unit == "minor units":
        return Dimension("money", 0.01)
    return Dimension("money", currency=found.unit)


def currency_column(table: Table, column: Column) -> str | None:
    """The column of the same table that says which currency a column of money is in."""
    found = next((q for q in quantities(table) if q.column == column.name), None)
    return found.currency_column if found is not None and found.kind == "money" else None
