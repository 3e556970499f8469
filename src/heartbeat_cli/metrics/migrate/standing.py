"""How a migration stands: two numbers, what differs between them, and what of that nobody has given a reason for."""

from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import ClassVar, Final

from heartbeat_cli.metrics.evaluation import Value
from heartbeat_cli.metrics.metric import Metric, Migration
from heartbeat_cli.metrics.migrate.compare import RowComparison
from heartbeat_cli.metrics.migrate.differences import TOTAL, RowDifference
from heartbeat_cli.metrics.migrate.draft import Proposal
from heartbeat_cli.metrics.migrate.keys import KeyPair
from heartbeat_cli.metrics.substance import says_nothing

_GROWN: Final = 2
"""A reason covers at most this many times the rows it was given for."""


@dataclass(frozen=True, slots=True)
class MigrationStanding:
    """A number on a source that is being replaced beside the one that takes its place.

    `legacy` counts on `legacy_source`, `truth` on the truth source; `drafted` says that nobody wrote the latter yet,
    and `file` where it was put. `rows` holds them together row by row under `key`; `no_rows` says why that cannot be,
    and `total` is then how far the numbers are apart. `proposals` are the counts on the truth source that share most
    keys, where one was looked for. `doubts` say why numbers of that moment may say nothing, `unrecorded` why the marts
    do not know that these were shown.
    """

    json_keys: ClassVar = "as_of legacy_source truth_source key rows no_rows total proposals drafted"

    legacy: Metric
    truth: Metric | None
    legacy_source: str
    truth_source: str
    as_of: datetime
    legacy_value: Value
    truth_value: Value | None = None
    key: KeyPair | None = None
    rows: RowComparison | None = None
    no_rows: str | None = None
    total: RowDifference | None = None
    proposals: tuple[Proposal, ...] = ()
    drafted: bool = False
    file: Path | None = None
    doubts: tuple[str, ...] = ()
    unrecorded: str | None = None

    @property
    def differences(self) -> tuple[RowDifference, ...]:
        """Each kind of rows that differ; where no rows can be held together, the difference of the numbers."""
        if self.rows is not None:
            return self.rows.differences
        return (self.total,) if self.total is not None else ()

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The signatures of differences nobody has given a reason for."""
        return tuple(d.signature for d in self.differences if d.known is None)

    @property
    def says_nothing(self) -> bool:
        """Whether a number is too old to be shown plainly, or of a moment without data."""
        ages = (self.legacy_value.age, self.truth_value.age if self.truth_value is not None else None)
        return any(age.says_nothing for age in ages if age is not None)

    @property
    def migration(self) -> Migration | None:
        """What is kept of the migration to this very metric: reasons for differing from another are none here."""
        kept = self.legacy.migration
        return kept if kept is not None and self.truth is not None and kept.to == self.truth.name else None

    def with_total(self) -> "MigrationStanding":
        """With the difference of two numbers whose rows cannot be held together."""
        if self.rows is not None or self.truth_value is None:
            return self
        one, other = self.legacy_value.value, self.truth_value.value
        if one == other:
            return self
        apart = 1 if one is None or other is None else ceil(abs(one - other))
        return replace(self, total=RowDifference(TOTAL, apart))

    def with_known(self) -> "MigrationStanding":
        """With the reasons the file has: one that says nothing is none, and one given for fewer rows covers no more."""
        migration = self.migration
        reasons = {known.signature: known for known in migration.known} if migration is not None else {}

        def told(one: RowDifference) -> RowDifference:
            reason = reasons.get(one.signature)
            holds = (
                reason is not None
                and one.rows <= _GROWN * max(reason.rows, 1)
                and says_nothing(reason.why, (), (self.legacy.question, self.legacy.name)) is None
            )
            return replace(one, known=reason.why if reason is not None and holds else None)

        rows = replace(self.rows, differences=tuple(map(told, self.rows.differences))) if self.rows else None
        return replace(self, rows=rows, total=told(self.total) if self.total is not None else None)
