"""What the wizard wants: values, answered by whoever drives it. Nothing here does anything.

`Ask` is answered by a flag, a file or a person; `Search`, `Survey`, `Describe`, `ReadDictionary`, `FindName`, `Compile`
and `Evaluate` by reading; `Write` by writing one file; `Show` needs no answer; `Done` is the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import RightSource
from heartbeat_cli.marts import SourceLanding
from heartbeat_cli.metrics import Metric, Value
from heartbeat_cli.pgschema import QName
from heartbeat_cli.search import Hit


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers a person can choose from."""

    value: str
    title: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the user. The reply is a text, or a tuple of texts where `many`.

    `key` is the flag without its dashes. `default` is the reply where nobody says anything; None: there must be one,
    and `refusal` is the failure if there is none (a missing flag, where it is None). A question that is not `prompted`
    is answered by a flag or a file or its default, never put to a person. `more` are answers too many to list, which
    are found by typing. `problem` says what was wrong with the previous reply to the same question. What is `secret` is
    typed unseen.
    """

    key: str
    message: str
    default: str | tuple[str, ...] | None = None
    options: tuple[Option, ...] = ()
    more: tuple[Option, ...] = ()
    many: bool = False
    prompted: bool = True
    instruction: str | None = None
    refusal: HbError | None = None
    problem: HbError | None = None
    secret: bool = False


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
class Write:
    """Write the candidate's file; the reply is its Path."""

    candidate: Metric
    overwrite: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The right sources of the question, and which of them are not landed."""

    right: tuple[RightSource, ...]
    landings: tuple[SourceLanding, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at; the `leading` ones are the right sources and the truth source."""

    searched: tuple[Searched, ...]
    landings: tuple[SourceLanding, ...]
    leading: int


@dataclass(frozen=True, slots=True)
class Composed:
    """The SQL that answers the question."""

    sql: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The number, and its unit where it is known yet."""

    value: Value
    unit: str | None


Event = Chosen | Looked | Composed | Counted


@dataclass(frozen=True, slots=True)
class Show:
    """Something the user should see on the way."""

    event: Event


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the candidate, why its source, what was looked at, the number, and the file.

    `value` is None for a parked candidate, `file` for a dry run. `unused` is a table the user named that has no part in
    it, because it is not of the right source. `already_parked` is true where the question was parked before, and its
    file stays.
    """

    candidate: Metric
    right: tuple[RightSource, ...]
    searched: tuple[Searched, ...]
    landings: tuple[SourceLanding, ...] = ()
    value: Value | None = None
    file: Path | None = None
    unused: str | None = None
    already_parked: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """The end of the journey."""

    outcome: Outcome


Effect = Ask | Search | Survey | Describe | ReadDictionary | FindName | Compile | Evaluate | Write | Show | Done


def as_texts(reply: str | Sequence[str]) -> tuple[str, ...]:
    """A reply as a tuple, without empty ones."""
    return tuple(text for text in ([reply] if isinstance(reply, str) else reply) if text.strip())
