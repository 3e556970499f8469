"""What the wizard wants: values, answered by whoever drives it. Nothing here does anything.

`Ask` is answered by a flag, a file or a person; `Write` by writing one file; `Show` needs no answer; `Done` is the end.
The others are answered by reading; `Glance` and `ReadValues` are wanted by a person who is asked, not by the machine.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from heartbeat_cli.discovery.asking import Ask, Glance
from heartbeat_cli.discovery.proposals import MetricProposal
from heartbeat_cli.discovery.understanding import Understanding, in_words
from heartbeat_cli.estate import RightSource
from heartbeat_cli.marts import SourceLanding
from heartbeat_cli.metrics import Breakdown, Metric, RowSample, Series, Value
from heartbeat_cli.pgschema import QName
from heartbeat_cli.search import Hit


@dataclass(frozen=True, slots=True)
class Search:
    """Which tables of `sources` may answer `question`; the reply is a tuple of Searched in the same order."""

    question: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableHit:
    """A table that may answer the question, and the search's hit: its score, and why it was found."""

    table: QName
    hit: Hit

    @property
    def matched(self) -> tuple[str, ...]:
        """The question's words it was found by, each once."""
        return tuple(dict.fromkeys(match.word for match in self.hit.matches))


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found in one source, best first; `note` says why nothing could be looked at."""

    source: str
    hits: tuple[TableHit, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Propose:
    """Which numbers over landed tables of `sources` may answer `question`; the reply is a Proposed."""

    question: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """How a question was understood, and the numbers that may answer it, best first."""

    understood: Understanding
    proposals: tuple[MetricProposal, ...] = ()


@dataclass(frozen=True, slots=True)
class NearNumber:
    """A metric that asks the same or nearly: `how`, in what it `differs` as a sentence, its number where it is equal.

    `how` is `equal`, `another window`, `same rows`, or `asked alike` where only the questions are.
    """

    metric: Metric
    how: str
    differs: str
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """Which metrics ask the same as a question, or as the SQL that answers it; the reply is a tuple of NearNumber, the
    nearest first."""

    question: str
    sql: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """How much of each source is landed; the reply is a tuple of Landing."""


@dataclass(frozen=True, slots=True)
class Describe:
    """The columns and keys of a table, as landed where it is; the reply is a Table, or an HbError."""

    source: str
    table: QName


@dataclass(frozen=True, slots=True)
class ReadDictionary:
    """The labels of a lookup table; the reply is a Dictionary."""

    source: str
    table: QName


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column of a table that was looked at: a few of its `values`; of one that is `masked` none is shown."""

    name: str
    type: str
    comment: str | None = None
    values: tuple[str, ...] = ()
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What a glance at a table shows. `rows`, `until` when its data reaches by the moment that is asked for, and how
    many `seconds` before it that is, are None where it has not landed."""

    comment: str | None
    columns: tuple[SeenColumn, ...]
    rows: int | None = None
    until: datetime | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class ReadValues:
    """A few different values of a column; the reply is a tuple of texts, empty where they are personal or many."""

    source: str
    table: QName
    column: str


@dataclass(frozen=True, slots=True)
class FindName:
    """What has this name already; the reply is a parked Metric, the Path of any other file, or None."""

    name: str


@dataclass(frozen=True, slots=True)
class Compile:
    """A query that waits, held against the mirror; the reply is what it needs there (`source.schema.table.column`), or
    the HbError why it cannot run once that has landed."""

    sql: str


@dataclass(frozen=True, slots=True)
class Evaluate:
    """The number of a metric on the marts; the reply is a Value, or the HbError why there is none."""

    metric: Metric


@dataclass(frozen=True, slots=True)
class LookBehind:
    """What stands behind the number that was just computed, and its parts `by` what the question says so; the reply is
    a Behind."""

    metric: Metric
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Write:
    """Write the candidate's file; the reply is its Path."""

    candidate: Metric
    overwrite: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words of the question were taken for, days and months in the project's time `zone`."""

    understanding: Understanding
    zone: str | None

    @property
    def words(self) -> str:
        """In one line."""
        return in_words(self.understanding, self.zone)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The right sources of the question, and which of them are not landed."""

    right: tuple[RightSource, ...]
    landings: tuple[SourceLanding, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at; the `leading` ones are the right sources and the truth source, the first `right` of them the
    right ones. `refused` says of a source by its name why its tables will not do as they are."""

    searched: tuple[Searched, ...]
    landings: tuple[SourceLanding, ...]
    leading: int
    right: int
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """The numbers that may answer the question, best first, where nobody is there to choose one."""

    proposals: tuple[MetricProposal, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """The SQL that answers the question."""

    sql: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The number, and its unit where it is known yet."""

    value: Value
    unit: str | None


@dataclass(frozen=True, slots=True)
class Behind:
    """What a number was before, and some of the rows it is made of, without the columns that are `masked` for their
    personal data; None of what cannot be told by one query.

    `parts` are the number by the columns the question names, `whole` the words it names of which there is none.
    `step` is the window of one step of the series the question wants, where the number has another.
    """

    unit: str | None
    series: Series | None
    sample: RowSample | None
    masked: tuple[str, ...] = ()
    parts: tuple[Breakdown, ...] = ()
    whole: tuple[str, ...] = ()
    step: str | None = None


@dataclass(frozen=True, slots=True)
class MeasuredBefore:
    """Metrics that ask the same or nearly, the nearest first; `by_sql` where the SQL was held against theirs."""

    numbers: tuple[NearNumber, ...]
    by_sql: bool = False


Event = Understood | Chosen | Looked | Offered | Composed | Counted | Behind | MeasuredBefore


@dataclass(frozen=True, slots=True)
class Show:
    """Something the user should see on the way."""

    event: Event


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the candidate, why its source, what was looked at, the number, and the file.

    `value` is None for a parked candidate, `file` for a dry run. `unused` is a table the user named that has no part in
    it, because it is not of the right source. `already_parked` is true where the question was parked before, and its
    file stays. `near` are the metrics that ask the same or nearly, `behind` is what stands behind the number.
    """

    candidate: Metric
    right: tuple[RightSource, ...]
    searched: tuple[Searched, ...]
    landings: tuple[SourceLanding, ...] = ()
    value: Value | None = None
    file: Path | None = None
    unused: str | None = None
    already_parked: bool = False
    near: tuple[NearNumber, ...] = ()
    behind: Behind | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The end of the journey."""

    outcome: Outcome


Effect = (
    Ask
    | Search
    | Propose
    | Compare
    | Survey
    | Describe
    | ReadDictionary
    | Glance
    | ReadValues
    | FindName
    | Compile
    | Evaluate
    | LookBehind
    | Write
    | Show
    | Done
)
