"""What an exporter is given: the metrics, what is true of each now, and the tables they stand on."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from heartbeat_cli.marts import Age
from heartbeat_cli.metrics import Metric, SourceTable


@dataclass(frozen=True, slots=True)
class ExportedMetric:
    """A metric on its way out. `status` is the one that holds now, with its age where a number was asked for.

    `value` is its number at `as_of`, None where it has none or none was asked for. `doubts` say why it must not be
    shown plainly, or why there is none, `wrong` what a check calls an error in it. `right_sources` are those its
    question is to be answered from, each with because of what; `receipt` is the id of the evaluation, `stale_at` when
    its data will be too old to be shown.
    """

    json_keys: ClassVar = "name=metric.name status value as_of fit doubts=why_not age stale_at receipt"

    metric: Metric
    status: str
    doubts: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    tables: tuple[SourceTable, ...] = ()
    right_sources: tuple[tuple[str, str], ...] = ()
    value: Decimal | None = None
    as_of: datetime | None = None
    age: Age | None = None
    receipt: str | None = None
    stale_at: datetime | None = None

    @property
    def computable(self) -> bool:
        """Whether anybody may compute it: what is parked, retired or wrong has no number, whoever asks."""
        return self.metric.sql is not None and self.metric.status not in ("parked", "retired") and not self.wrong

    @property
    def why_not(self) -> tuple[str, ...]:
        """What stands between its number and whoever reads it."""
        return (*self.doubts, *self.wrong)

    @property
    def fit(self) -> bool:
        """Whether it has a number that may be shown as it is."""
        return self.value is not None and not self.doubts and not self.wrong


@dataclass(frozen=True, slots=True)
class ExportSubject:
    """Metrics of a project by name; `whole` says whether nothing that belongs to them was left at home.

    `made_at` is the moment of the export by the project's clock.
    """

    truth_source: str
    metrics: tuple[ExportedMetric, ...]
    made_at: datetime
    whole: bool = True
