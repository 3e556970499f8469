"""A metric as a value: what is asked, how it is computed, what it waits for, and what it was held against.

A candidate and a metric are the same value; the folder of the file and the status tell them apart.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Final

from heartbeat_cli.files import NOWHERE, SqlPlace

CANDIDATE_STATUSES: Final = ("candidate", "parked", "ready", "retired")
METRIC_STATUSES: Final = ("aligned", "caveated", "needs_realignment", "retired")
DIRECTIONS: Final = ("up_is_good", "down_is_good", "neutral")
# `total` is the window of a number that has none: everything there is at one moment.
WINDOWS: Final = ("24h", "7d", "30d", "total")


@dataclass(frozen=True, slots=True)
class Note:
    """One entry under `notes`: a `fallback`, a `caveat` or a `method`.

    `fallback`: why `source` is read although it is not the right one, and the tables `tried` there first.
    `caveat`: what else the number contains, and the `source` that would clear it; a `stop_gap` stands in for that
    source's number until `review_by`. `subject`: which `source` an everyday word of the question means.
    `method`: how it is counted.
    """

    json_keys: ClassVar = "kind source why tried review_by"

    kind: str
    why: str
    source: str | None = None
    tried: tuple[str, ...] = ()
    review_by: date | None = None
    stop_gap: bool = False


@dataclass(frozen=True, slots=True)
class BlockedOn:
    """A source a parked candidate waits for, and the tables or columns it `needs` there."""

    source: str
    needs: tuple[str, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """The record that a number was held against a hand count.

    `value` is what the query gave at `as_of`; `tolerance` is `5%` of the count or an absolute number; `verdict` is
    `match` or `mismatch`. `fingerprint` names the definition that gave the value; None in a record written by hand.
    """

    count: Decimal
    value: Decimal
    as_of: datetime
    by: str
    method: str
    tolerance: str = "0"
    verdict: str = "match"
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A question with the SQL that answers it. `sql` is PostgreSQL over the marts, None while nothing can answer.

    `alignment` holds every record, oldest first. `file` and `sql_place` say where it and its SQL
    were read from and take no part in comparison.
    """

    json_keys: ClassVar = (
        "name label question description owner unit window direction source status sql notes blocked_on"
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
    file: Path | None = field(default=None, compare=False)
    sql_place: SqlPlace = field(default=NOWHERE, compare=False)

    def notes_of(self, kind: str) -> tuple[Note, ...]:
        """The notes of one kind, in the order of the file."""
        return tuple(note for note in self.notes if note.kind == kind)

    @property
    def last_alignment(self) -> Alignment | None:
        """The newest record; None where it was never aligned."""
        return self.alignment[-1] if self.alignment else None


# A string, a quoted name, a dollar-quoted string, a comment, white space, or one other character.
_PIECE = re.compile(
    r"(?P<kept>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)"
    r"|(?P<gap>(?:--[^\n]*|/\*.*?\*/|\s)+)|(?P<other>.)",
    re.DOTALL,
)


def normalise_sql(sql: str) -> str:
    """SQL without comments, case and layout, so that only a change of meaning is a change.

    Done by hand rather than with a parser: a record of alignment must outlive every release of a parser.
    """
    pieces = []
    for match in _PIECE.finditer(sql.strip().rstrip(";")):
        if match["kept"] is not None:
            pieces.append(match["kept"])
        elif match["gap"] is not None:
            pieces.append(" ")
        else:
            pieces.append(match["other"].lower())
    return "".join(pieces).strip()


def definition_fingerprint(metric: Metric) -> str:
    """A short name of the definition: SQL, source, unit and window. Layout and comments of the SQL do not count."""
    parts = (normalise_sql(metric.sql or ""), metric.source, metric.unit or "", metric.window)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def effective_status(metric: Metric) -> str:
    """The status that holds now, whatever the file says: an alignment of another definition is none.

    A caveated metric may carry no record, or one written by hand without a fingerprint; an aligned one may not.
    """
    if metric.status not in ("aligned", "caveated"):
        return metric.status
    return "needs_realignment" if why_realign(metric) else metric.status


def why_realign(metric: Metric) -> str | None:
    """Why the alignment of an aligned or caveated metric does not hold, None where it does."""
    record = metric.last_alignment
    if record is None:
        return "no hand count is on record" if metric.status == "aligned" else None
    if record.verdict != "match":
        return f"the last hand count ({record.as_of:%Y-%m-%d}) did not match"
    if record.fingerprint is None:
        return "the record names no definition (fingerprint)" if metric.status == "aligned" else None
    if record.fingerprint != definition_fingerprint(metric):
        return f"the definition changed after the hand count of {record.as_of:%Y-%m-%d}"
    return None
