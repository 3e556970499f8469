"""What is known of an estate when its site is made: values that other rooms have judged already."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from heartbeat_cli.marts import Age
from heartbeat_cli.metrics import Brief, EvaluationReceipt, Metric, Run
from heartbeat_cli.rules import Report
from heartbeat_cli.site.schemas import MirroredSchema
from heartbeat_cli.state import RunReport
from heartbeat_cli.status import EstateStatus, MartsContents, SourceStatus

NOTHING_KNOWN = EstateStatus((), (), MartsContents())


@dataclass(frozen=True, slots=True)
class MetricFacts:
    """A metric as its brief tells it, because of what sources are right for it, and its receipts.

    `receipts` is None where the marts cannot be read.
    """

    brief: Brief
    right: tuple[str, ...] = ()
    receipts: tuple[EvaluationReceipt, ...] | None = ()

    @property
    def metric(self) -> Metric:
        """The metric, as what is known of its record leaves it."""
        return self.brief.metric

    @property
    def run(self) -> Run | None:
        """Its number; None where it has none now."""
        return self.brief.tried.run if self.brief.tried is not None else None

    @property
    def age(self) -> Age | None:
        """How old its number is."""
        return self.run.age if self.run is not None else None


@dataclass(frozen=True, slots=True)
class EstateFacts:
    """All that the site tells, as of one moment. `unreadable` is what it lacks, each with why.

    `report` is what a check found, None where nobody asked.
    """

    title: str
    root: Path
    as_of: datetime
    made_by: str
    metrics: tuple[MetricFacts, ...]
    unreadable: tuple[str, ...] = ()
    status: EstateStatus = NOTHING_KNOWN
    schemas: tuple[MirroredSchema, ...] = ()
    runs: tuple[RunReport, ...] = ()
    report: Report | None = None

    @property
    def sources(self) -> tuple[SourceStatus, ...]:
        """Where each source stands."""
        return self.status.sources
