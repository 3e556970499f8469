"""A metric as a value: what is asked, how it is computed, what it waits for, and what it was held against.

A candidate and a metric are the same value; the folder of the file and the status tell them apart.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Final

from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.metrics.definition import Definition
from heartbeat_cli.metrics.receipt import EvaluationReceipt

CANDIDATE_STATUSES: Final = ("candidate", "parked", "ready", "retired")
METRIC_STATUSES: Final = ("aligned", "caveated", "needs_realignment", "retired")
DIRECTIONS: Final = ("up_is_good", "down_is_good", "neutral")
BLIND: Final = "blind"
SIGHTED: Final = "sighted"
REHEARSAL: Final = "rehearsal"
GIVEN: Final = (BLIND, SIGHTED, REHEARSAL)


@dataclass(frozen=True, slots=True)
class Note:
    """One entry under `notes`: a `fallback`, a `caveat` or a `method`.

    `fallback`: why `source` is read although it is not the right one, and the tables `tried` there first.
    `caveat`: what else the number contains, and the `source` that would clear it; a `stop_gap` stands in for that
    source's number until `review_by`. `subject`: which `source` an everyday word of the question means.
    `method`: how it is counted.
    `drafted_by` is the program that wrote the reason down: it is none before a person has taken it over.
    """

    json_keys: ClassVar = "kind source why tried review_by drafted_by"

    kind: str
    why: str
    source: str | None = None
    tried: tuple[str, ...] = ()
    review_by: date | None = None
    stop_gap: bool = False
    drafted_by: str | None = None


@dataclass(frozen=True, slots=True)
class BlockedOn:
    """A source a parked candidate waits for, and the tables or columns it `needs` there."""

    source: str
    needs: tuple[str, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """The record that a number was held against a hand count.

    `value` is what the query gave at `as_of`; `tolerance` is `5%` of the count or an absolute number, and `reason` says
    why it is a wide one; `verdict` is `match` or `mismatch`. `given` says whether the count was made before the value
    was shown: `blind`, `sighted`, or `rehearsal` on the demo estate. `attested_by` names where the count is written
    down. `receipt` is the evaluation that gave the value, and `digest` chains the record to its metric and to the
    record before it; a record without them was written by hand, or by an older hb.
    """

    json_keys: ClassVar = (
        "count value as_of by method tolerance reason verdict given attested_by receipt=receipt_id digest"
    )

    count: Decimal
    value: Decimal
    as_of: datetime
    by: str
    method: str
    tolerance: str = "0"
    verdict: str = "match"
    reason: str | None = None
    given: str | None = None
    attested_by: str | None = None
    receipt: EvaluationReceipt | None = None
    digest: str | None = None

    @property
    def receipt_id(self) -> str | None:
        """The id of the receipt; None where there is none."""
        return self.receipt.id if self.receipt is not None else None


@dataclass(frozen=True, slots=True)
class KnownDifference:
    """Why rows differ between a number and the one it is migrated to: a `signature` of theirs, and a person's reason.

    `rows` is how many they were when `by` said so.
    """

    signature: str
    why: str
    by: str
    rows: int


@dataclass(frozen=True, slots=True)
class Migration:
    """Where a number on a source that is being replaced goes: the metric `to`, and what differs for a known reason.

    `key` holds their rows together where a person named it; `flipped` is the day the other took its place.
    """

    to: str
    key: str | None = None
    flipped: date | None = None
    known: tuple[KnownDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """A question with the SQL that answers it. `sql` is PostgreSQL over the marts, None while nothing can answer.

    `alignment` holds every record, oldest first, `migration` where its number is to come from. `file` and `sql_place`
    say where it and its SQL were read from, `rehearsal` whether that is in a demo estate, where records of rehearsals
    count, and `columns_changed` what is known of the columns it reads that are not as they were counted.
    `migration_target` names the sources being replaced that it stands on, where somebody asked, `evidence_elsewhere`
    says whether marts were asked for its last record and know nothing of it. They take no part in comparison.
    """

    json_keys: ClassVar = (
        "name label question description owner unit window direction source status sql notes blocked_on "
        "migration_target migration"
    )

    name: str
    question: str
    source: str
    status: str
    window: str
    label: str = ""
    description: str | None = None
    owner: str | None = None
    unit: str | None = None
    direction: str | None = None
    sql: str | None = None
    notes: tuple[Note, ...] = ()
    blocked_on: tuple[BlockedOn, ...] = ()
    alignment: tuple[Alignment, ...] = ()
    migration: Migration | None = None
    file: Path | None = field(default=None, compare=False)
    sql_place: SqlPlace = field(default=NOWHERE, compare=False)
    rehearsal: bool = field(default=False, compare=False)
    columns_changed: tuple[str, ...] = field(default=(), compare=False)
    evidence_elsewhere: bool = field(default=False, compare=False)
    migration_target: tuple[str, ...] = field(default=(), compare=False)

    def notes_of(self, kind: str) -> tuple[Note, ...]:
        """The notes of one kind, in the order of the file."""
        return tuple(note for note in self.notes if note.kind == kind)

    @property
    def definition(self) -> Definition:
        """What a hand count of it is bound to."""
        return Definition(
            self.name, self.label, self.question, self.unit, self.window, self.direction, self.source, self.sql or ""
        )

    @property
    def last_alignment(self) -> Alignment | None:
        """The newest record; None where it was never aligned."""
        return self.alignment[-1] if self.alignment else None
