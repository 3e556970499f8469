"""Values that a column's type in the marts has no place for: found at the source, so that the table lands as text."""

from collections.abc import Sequence

from heartbeat_cli.ingest.columns.types import ColumnMapping
from heartbeat_cli.ingest.engine.transfer import TransferSession
from heartbeat_cli.ingest.jobs import UnitJob
from heartbeat_cli.ingest.ranges import predicate, since
from heartbeat_cli.marts import marts_kind


class UnrepresentableValueError(Exception):
    """Columns have values their type in the marts cannot hold; nothing was written."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


def unrepresentable_columns(session: TransferSession, of: UnitJob, *, silent_only: bool = False) -> tuple[str, ...]:
    """The columns with values in the unit that their types in the marts have no place for; reads the source.

    `silent_only` looks at arrays alone: their shape is lost without any checksum noticing.
    """
    unfit = [landing for landing in of.work.landings(session.dialect) if landing.unfit]
    if silent_only:
        unfit = [landing for landing in unfit if landing.form.element is not None]
    return _unfit(session, of, unfit, _condition(of))[1] if unfit else ()


def _condition(of: UnitJob) -> str | None:
    """For the rows the unit reads."""
    key = of.work.table.key
    within = predicate(of.unit.bounds, key) if key is not None else None
    return " AND ".join(one for one in (within, since(of.unit, of.work.table)) if one) or None


def count_unrepresentable(session: TransferSession, of: UnitJob, condition: str | None) -> tuple[int, tuple[str, ...]]:
    """The rows of the unit at the source, and its unfit columns; nothing is asked where the road counts by itself."""
    if marts_kind(session.dialect).transfer_counts:
        return 0, ()
    return _unfit(session, of, [one for one in of.work.landings(session.dialect) if one.unfit], condition)


def _unfit(
    session: TransferSession, of: UnitJob, unfit: Sequence[ColumnMapping], condition: str | None
) -> tuple[int, tuple[str, ...]]:
    checks = "".join(f", coalesce(bool_or({landing.unfit}), false) AS c{i}" for i, landing in enumerate(unfit))
    query = f"SELECT count(*) AS n{checks} FROM {of.work.table.relation}{f' WHERE {condition}' if condition else ''}"
    rows, *found = session.ask_source(query)[0]
    return int(rows), tuple(landing.column for landing, bad in zip(unfit, found, strict=True) if bad)
