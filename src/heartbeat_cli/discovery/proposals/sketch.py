"""What a shape makes of a table: the parts of a query and of its sentence, before a proposal is made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from heartbeat_cli.discovery.home import Home
from heartbeat_cli.discovery.proposals.asked import AskedWord
from heartbeat_cli.discovery.proposals.known import Grounds, KeyStep, KnownTable, Labels
from heartbeat_cli.discovery.proposals.proposal import JoinedTable, ProposedFilter, TimeChoice
from heartbeat_cli.discovery.proposals.readings import FLAG, LABEL, TIME, WordReading
from heartbeat_cli.discovery.proposals.rows import Rows, has_label
from heartbeat_cli.discovery.proposals.sorting import Sorted
from heartbeat_cli.discovery.proposals.timing import said_as_verb
from heartbeat_cli.discovery.understanding import Understanding
from heartbeat_cli.metrics import Window
from heartbeat_cli.text import split_words


@dataclass(frozen=True)
class Asked:
    """A question over one table: how it was understood, its words, and what they mean in the table."""

    understood: Understanding
    words: tuple[AskedWord, ...]
    known: KnownTable
    sorted: Sorted
    grounds: Grounds

    def of_part(self, *parts: str) -> tuple[str, ...]:
        """The words that play one of the parts."""
        return tuple(word.text for word in self.words if word.part in parts)

    @property
    def states(self) -> frozenset[str]:
        """The words that are labels of the table as they are written."""
        labels = [r.label or "" for r in self.sorted.conditions if r.kind == LABEL and r.via is None]
        return frozenset(word for label in labels for word in split_words(label))


@dataclass(frozen=True)
class Restriction:
    """A condition on the rows: as SQL, as it is said of them, and the words it was made of."""

    sql: str
    said: str
    filter: ProposedFilter
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sketch:
    """A query and the parts of its sentence. `detours` make it less likely; `explained` adds to what the words mean.

    `subject` are the words of a name for it, `counted` says what is counted, `of` the aggregate before it. `doubt` is
    what the question leaves open.
    """

    shape: str
    known: KnownTable
    sql: str
    window: Window
    unit: str
    says: str
    subject: tuple[str, ...]
    measure: tuple[str, ...]
    reads: tuple[Home, ...]
    time: TimeChoice | None = None
    restrictions: tuple[Restriction, ...] = ()
    joins: tuple[JoinedTable, ...] = ()
    left_out: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    explained: Mapping[str, float] = field(default_factory=dict)
    detours: float = 0.0
    doubt: str = ""


def steps_of(readings: Iterable[WordReading]) -> tuple[KeyStep, ...]:
    """The references that conditions are reached along, each once."""
    return tuple(dict.fromkeys(reading.via for reading in readings if reading.via is not None))


def restrictions_of(rows: Rows, readings: Iterable[WordReading]) -> tuple[Restriction, ...]:
    """The conditions that readings make; several labels of one column are one condition."""
    grouped: dict[tuple[KeyStep | None, str, bool], list[WordReading]] = {}
    for reading in readings:
        grouped.setdefault((reading.via, reading.column or "", reading.denied), []).append(reading)
    return tuple(
        _denying(restriction, column, found[0]) if denied else restriction
        for (via, column, denied), found in grouped.items()
        for restriction in (_restriction(rows, column, via, found),)
    )


def _denying(restriction: Restriction, column: str, reading: WordReading) -> Restriction:
    """The condition that it is not so."""
    if reading.kind == TIME:
        sql = restriction.sql.replace(" IS NOT NULL", " IS NULL")
        return replace(restriction, sql=sql, said=f"no {column} yet")
    sql = f"NOT {restriction.sql}" if reading.kind == FLAG else f"NOT ({restriction.sql})"
    return replace(restriction, sql=sql, said=f"not {restriction.said}")


def _restriction(rows: Rows, column: str, via: KeyStep | None, readings: list[WordReading]) -> Restriction:
    written, words = rows.written(column, via), tuple(sorted({w for r in readings for w in r.words}))
    called = column if via is None else f"{via.target.name}.{column}"
    of = "" if via is None else f"{_spoken(via.target.name)}’s "
    if readings[0].kind == TIME:
        return Restriction(f"{written} IS NOT NULL", f"{said_as_verb(column)}", ProposedFilter(words, called))
    if readings[0].kind == FLAG:
        said = _spoken(column.removeprefix("is_").removeprefix("has_"))
        return Restriction(written, f"{of}{said}", ProposedFilter(words, called))
    labels = readings[0].labels or Labels(column, ())
    chosen = tuple(dict.fromkeys(reading.label or "" for reading in readings if reading.kind == LABEL))
    said = f"{of}{_spoken(column.removesuffix('_id').removesuffix('_code'))} {' or '.join(chosen)}"
    return Restriction(has_label(written, labels, chosen), said, ProposedFilter(words, called, chosen), chosen)


def dictionaries_of(readings: Iterable[WordReading]) -> tuple[Home, ...]:
    """The dictionaries that labels are looked up in."""
    found = (r.labels.dictionary for r in readings if r.labels is not None and r.labels.key != r.labels.column)
    return tuple(dict.fromkeys(home for home in found if home is not None))


def reads_of(rows: Rows, readings: Iterable[WordReading], *more: Home) -> tuple[Home, ...]:
    """Every table of a query, the counted one first."""
    joined = (rows.grounds.tables[step.target].home for step in rows.steps)
    return tuple(dict.fromkeys([rows.known.home, *joined, *more, *dictionaries_of(readings)]))


def _spoken(name: str) -> str:
    return " ".join(split_words(name))
