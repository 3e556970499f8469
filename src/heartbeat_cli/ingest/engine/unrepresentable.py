"""Values that a column's type in the marts has no place for: found at the source, so that the table lands as text."""

from collections.abc import Sequence

from heartbeat_cli.ingest.jobs import UnitJob
from heartbeat_cli.ingest.ranges import predicate, since
from heartbeat_cli.marts import ColumnMapping, TransferSession, find_marts_kind


class UnrepresentableValueError(Exception):
    """Columns have values their type in the marts cannot hold; nothing was written."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


def unrepresentable_columns(session: TransferSession, of: UnitJob, *, silent_only: bool = False) -> tuple[str, ...]:
    """The columns with values in the unit that their types in the marts have no place for; reads the source.

    `silent_only` looks at arrays alone: their shape is lost without any checksum noticing.
    """
    limited = _limited(session, of)
    if silent_only:
        limited = [mapping for mapping in limited if mapping.form.element is not None]
    return _count(session, of, limited, _condition(of))[1] if limited else ()


def _limited(session: TransferSession, of: UnitJob) -> list[ColumnMapping]:
    """The columns whose types in the marts do not hold every value."""
    return [mapping for mapping in of.job.mappings(session.dialect) if mapping.unrepresentable]


def _condition(of: UnitJob) -> str | None:
    """For the rows the unit reads."""
    key = of.job.table.key
    within = predicate(of.unit.bounds, key) if key is not None else None
    return " AND ".join(one for one in (within, since(of.unit, of.job.table)) if one) or None


def count_unrepresentable(session: TransferSession, of: UnitJob, condition: str | None) -> tuple[int, tuple[str, ...]]:
    """The rows of the unit at the source, and the columns with unrepresentable values.

    Nothing is asked where the transfer counts by itself.
    """
    if find_marts_kind(session.dialect).transfer_counts:
        return 0, ()
    return _count(session, of, _limited(session, of), condition)


def _count(
    session: TransferSession, of: UnitJob, limited: Sequence[ColumnMapping], condition: str | None
) -> tuple[int, tuple[str, ...]]:
    checks = "".join(f", coalesce(bool_or({one.unrepresentable}), false) AS c{i}" for i, one in enumerate(limited))
    query = f"SELECT count(*) AS n{checks} FROM {of.job.table.relation}{f' WHERE {condition}' if condition else ''}"
    rows, *found = session.ask_source(query)[0]
    return int(rows), tuple(mapping.column for mapping, bad in zip(limited, found, strict=True) if bad)
