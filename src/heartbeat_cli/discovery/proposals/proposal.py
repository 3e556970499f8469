"""A proposal: a number that may answer a question, as a sentence and as SQL, with all that was decided for it."""

from dataclasses import dataclass
from typing import ClassVar

from heartbeat_cli.discovery.home import Home
from heartbeat_cli.metrics import Window
from heartbeat_cli.pgschema import QName


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A table joined to the one that is counted: along which key, and how many of its rows one row meets at most.

    `cardinality` is `n:1` or `1:1`, never more: no row is counted twice. An `inferred` key is declared nowhere.
    """

    json_keys: ClassVar = "table column target_column cardinality inferred"

    table: QName
    column: str
    target_column: str
    cardinality: str
    inferred: bool = False

    @property
    def spoken(self) -> str:
        """The join as a reader checks it: `client_id → client_profile.id (n:1)`."""
        how = f"{self.cardinality}, inferred" if self.inferred else self.cardinality
        return f"{self.column} → {self.table.name}.{self.target_column} ({how})"


@dataclass(frozen=True, slots=True)
class ProposedFilter:
    """A condition on the rows: the words it was made of, the column, and the labels it may have."""

    json_keys: ClassVar = "words column labels"

    words: tuple[str, ...]
    column: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeChoice:
    """The column that says when it happened, and why this one; of a `date` no hours can be told."""

    json_keys: ClassVar = "column reason"

    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class MetricProposal:
    """One number that may answer the question.

    `sentence` says what is counted to somebody who reads no SQL; `sql` is PostgreSQL's over the marts, and `reads` the
    tables in it, the counted one first. `left_out` says what the number does not contain, `why` what each word of the
    question was taken for. `score` is the share of the question that it answers, a little less for each detour. `doubt`
    says what the question leaves open for somebody to decide: such a number is not the one taken by default.
    """

    json_keys: ClassVar = "sentence sql window unit direction shape time joins filters left_out score why name label"

    sentence: str
    sql: str
    reads: tuple[Home, ...]
    window: Window
    shape: str
    unit: str
    direction: str
    name: str
    label: str
    score: float
    time: TimeChoice | None = None
    joins: tuple[JoinedTable, ...] = ()
    filters: tuple[ProposedFilter, ...] = ()
    left_out: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def described(self) -> str:
        """What is and is not counted, as a metric's file says it."""
        left_out = f" Left out: {', '.join(self.left_out)}." if self.left_out else ""
        return f"{self.sentence}.{left_out}"

    @property
    def table(self) -> Home:
        """The table that is counted in."""
        return self.reads[0]
