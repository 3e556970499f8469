"""What an API gives: streams, each a table to be, and their records a page at a time.

Records are as the service sent them, parsed by `read_json`: numbers with a point are Decimals, so no digit is lost.
What a page says to go on with (`resume`) is JSON: it is written down beside the page, and a run that was broken off
goes on there.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Protocol

Record = Mapping[str, Any]
DOES_NOT_ADD_UP: Final = "does not add up"
"""What the comment of a column says whose values are no parts of a whole: `hb check` refuses their sum."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column a stream is known to have.

    `name` is its column: a value inside an object is called by the names from the outside in, with `__` between them.
    `type` is PostgreSQL's: `text`, `bigint`, `numeric(38,2)`, `double precision`, `boolean`, `date`,
    `timestamp with time zone`, `timestamp without time zone` or `jsonb`.
    """

    name: str
    type: str
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """One table to be.

    `fields` are the columns known before a record was seen; unless it is `closed`, others are added as records have
    them, typed by their values. `key` tells records apart; none where nothing does, and then the stream is read whole.
    `cursor` is the column a refresh goes on from, None where there is none. `lag_seconds` is how far before the
    greatest cursor it asks again. A `window` is a date column by which records are replaced: a refresh brings all there
    is from `Portion.since` on. After `full_every_seconds` everything is read again, for what the cursor does not show.
    `raw` lands each record as it was sent beside its columns. `rows` is how many records the service says there are.
    """

    name: str
    key: tuple[str, ...] = ()
    cursor: str | None = None
    fields: tuple[Field, ...] = ()
    closed: bool = False
    lag_seconds: int = 900
    window: bool = False
    full_every_seconds: int | None = None
    raw: bool = True
    rows: int | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """What is wanted of a stream: records from `since` on, an ISO 8601 text of its cursor, or all where it is None.

    `resume` is what the last page of a pull that was broken off said, None at a beginning.
    """

    since: str | None = None
    resume: Any = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some records of a stream.

    `resume` goes on behind this page; None where it is the last. `gone` are the keys of records that were deleted.
    `inexact` are reasons why the records are no exact count (`sampled`, `thresholded`, `other row`). `total` is how
    many records the service says the whole pull has. Pages that `begin` start the pull over: what came before is void.
    """

    records: Sequence[Record]
    resume: Any = None
    gone: Sequence[tuple[str, ...]] = ()
    inexact: tuple[str, ...] = ()
    total: int | None = None
    begin: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an API may ask of whoever pulls: to `pause` for seconds (it raises where the run is to stop), to `tell`.

    `dated` is told when each answer was given, by the clock of the service.
    """

    pause: Callable[[float], None]
    tell: Callable[[str], None]
    dated: Callable[[datetime], None] = lambda _: None


class Api(Protocol):
    """A source that was entered. Several threads may pull streams of it at once."""

    def streams(self) -> tuple[Stream, ...]:
        """The streams there are, of those the source's file wants. Raises HbError."""

    def pages(self, stream: Stream, ask: Portion) -> Iterator[Page]:
        """The records that are asked for.

        Raises HbError: IncompletePullError where pages do not fit together, QuotaError where the service wants to be
        left alone for longer than it is worth waiting.
        """

    @property
    def session(self) -> Any:
        """What another process of the same run enters with, instead of asking for a token of its own; picklable."""

    def close(self) -> None:
        """Let go of connections."""


def read_json(text: str | bytes) -> Any:
    """JSON with numbers as they stand there: ints, and Decimals. Raises ValueError, also for a name given twice."""
    return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once_each)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values under one name the first would be gone without a word."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")
