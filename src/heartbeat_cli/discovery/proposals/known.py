"""What is known of the tables that proposals are made over, as frozen values: keys, labels, states, quantities."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from heartbeat_cli.discovery.home import Home
from heartbeat_cli.discovery.understanding import groups_alike
from heartbeat_cli.pgschema import Column, QName, Table
from heartbeat_cli.profiling import Quantity, StateMachine
from heartbeat_cli.text import stem


@dataclass(frozen=True, slots=True)
class Labels:
    """What the values of a column are called: those of a dictionary it refers to, of its type, or its own texts.

    `spoken` are other names of the same values, in the same order (`Documents pending` of `DOCUMENTS_PENDING`).
    `dictionary` is None where the labels stand in the column itself; else `key` and `column` are the dictionary's.
    """

    of: str
    values: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    dictionary: Home | None = None
    key: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class KeyStep:
    """A reference to another table of the source that leads to at most one row; `single` where at most one leads back.

    `inferred`: nobody declared it.
    """

    column: str
    target: QName
    target_column: str
    single: bool = False
    inferred: bool = False

    @property
    def cardinality(self) -> str:
        """`n:1`, or `1:1`."""
        return "1:1" if self.single else "n:1"


@dataclass(frozen=True)
class KnownTable:
    """A landed table with all that proposals need of it.

    `role` is what profiling takes it for; `importance` how many references lead to it. `machines` are its columns that
    hold a state; `personal` the columns with personal data.
    """

    home: Home
    table: Table
    role: str = "entity"
    steps: tuple[KeyStep, ...] = ()
    machines: tuple[StateMachine, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    personal: frozenset[str] = frozenset()
    importance: int = 0
    labels: tuple[Labels, ...] = ()
    currencies: tuple[str, ...] = ()
    """The currencies its rows are in, the commonest first; none where nobody asked."""

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Its columns by name."""
        return {column.name: column for column in self.table.columns}

    @cached_property
    def referring(self) -> frozenset[str]:
        """Its columns that refer to another table."""
        return frozenset(step.column for step in self.steps)

    @property
    def qname(self) -> QName:
        """Its name at the source."""
        return self.home.table

    @property
    def key(self) -> str | None:
        """The one column its rows are told apart by."""
        keys = self.table.primary_key.columns if self.table.primary_key is not None else ()
        return keys[0] if len(keys) == 1 else None

    def labels_of(self, column: str) -> Labels | None:
        """The labels of a column."""
        return next((labels for labels in self.labels if labels.of == column), None)

    def quantity(self, column: str) -> Quantity | None:
        """What a column counts, weighs or pays."""
        return next((quantity for quantity in self.quantities if quantity.column == column), None)


@dataclass(frozen=True)
class Grounds:
    """The landed tables of one source, and what search found of them: a score from 0 to 1 by table.

    `zone` is the project's time zone. `synonyms` are groups of words that mean the same, as stems of phrases.
    """

    tables: Mapping[QName, KnownTable]
    found: Mapping[QName, float] = field(default_factory=dict)
    zone: str | None = None
    synonyms: tuple[tuple[tuple[str, ...], ...], ...] = ()

    def alternatives(self, word: str) -> tuple[str, ...]:
        """Words that mean the same as one of the question, where a list has them as single words."""
        said = stem(word)
        return tuple(other for other in self._alike.get(said, {}) if other != said)

    @cached_property
    def _alike(self) -> Mapping[str, Mapping[str, None]]:
        """The single words of the groups that a single word is in, by the word."""
        found: dict[str, dict[str, None]] = {}
        own = [[phrase[0] for phrase in group if len(phrase) == 1] for group in self.synonyms]
        for group in (*own, *(map(stem, group) for group in groups_alike())):
            words = dict.fromkeys(group)
            for word in words:
                found.setdefault(word, {}).update(words)
        return found

    def reached(self, step: KeyStep) -> KnownTable | None:
        """The table a reference leads to, where it has landed."""
        return self.tables.get(step.target)

    @cached_property
    def subjects(self) -> Mapping[QName, tuple[KnownTable, StateMachine]]:
        """Whose states a log writes down, by the log."""
        return {
            machine.log.table: (table, machine)
            for table in self.tables.values()
            for machine in table.machines
            if machine.log is not None
        }
