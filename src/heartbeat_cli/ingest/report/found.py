"""What an ingest found at its sources that somebody should know: changed columns, tables that went, metrics hit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from heartbeat_cli.ingest.columns.changes import ColumnChange
from heartbeat_cli.ingest.jobs import SourceJob
from heartbeat_cli.ingest.report.landed_before import LeftBehind, left_behind
from heartbeat_cli.ingest.result import TableFailure
from heartbeat_cli.marts import Receipt
from heartbeat_cli.pgschema import QName

Changes = Sequence[tuple[QName, ColumnChange]]


class Named(Protocol):
    """The part of a metric that is told."""

    @property
    def name(self) -> str:
        """The metric's name."""


class Effect(Protocol):
    """What a change means for one metric; `impact.landing_change.LandingEffect` is one."""

    @property
    def metric(self) -> Named:
        """The metric."""

    @property
    def table(self) -> QName:
        """The table that changed, as the source has it."""

    @property
    def column(self) -> str | None:
        """The column of it the metric reads; None where the change is about the table."""

    @property
    def breaks(self) -> bool:
        """Whether the metric cannot be computed any more; it is only touched otherwise."""

    @property
    def sentence(self) -> str:
        """What changed, in words."""


@dataclass(frozen=True, slots=True)
class SourceFindings:
    """What was found at one source.

    `missing` are tables the slice names and the source does not have, `unlandable` those that cannot land as they are.
    """

    source: str
    changes: tuple[tuple[QName, ColumnChange], ...] = ()
    effects: tuple[Effect, ...] = ()
    missing: tuple[QName, ...] = ()
    left: LeftBehind = field(default_factory=LeftBehind)
    unlandable: tuple[TableFailure, ...] = ()

    @property
    def broken(self) -> tuple[str, ...]:
        """The metrics that break, a line each."""
        return tuple(effect.sentence for effect in self.effects if effect.breaks)

    @property
    def alarms(self) -> tuple[str, ...]:
        """What somebody should look at, a line each: a metric breaks, or a wanted table is not there."""
        return (
            *self.broken,
            *(f"the slice of {self.source} names {table}, and the source has no such table" for table in self.missing),
            *(
                f"{table} has landed and is gone at {self.source}; its rows stay, and it can be left out of the slice"
                for table in self.left.gone
            ),
            *(
                f"{one.qname} cannot land: {one.message}" + (f". {one.hint}" if one.hint else "")
                for one in self.unlandable
            ),
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything, a line each."""
        return (
            *(f"{table}: {change.sentence}" for table, change in self.changes),
            *self.alarms,
            *(effect.sentence for effect in self.effects if not effect.breaks),
        )


def find_changes(
    jobs: Mapping[str, SourceJob], changes: Mapping[str, Changes], receipts: Sequence[Receipt]
) -> dict[str, SourceFindings]:
    """What was found, by source, the metrics aside.

    `changes` are those of columns; `receipts` are those in the marts (none: tables left behind are not looked for).
    """
    left = left_behind(jobs.values(), receipts)
    return {
        name: SourceFindings(
            name,
            tuple(changes.get(name, ())),
            missing=tuple(table for table in job.plan.missing if table not in left[name].gone),
            left=left[name],
            unlandable=tuple(one for dataset in job.datasets for one in dataset.failures if one.lasting),
        )
        for name, job in jobs.items()
    }
