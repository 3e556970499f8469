"""What the landed rows say of a table: how many there are, which states occur, how they follow each other."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable, Labels
from heartbeat_cli.discovery.proposals.logs import StateHistory, histories_of
from heartbeat_cli.discovery.proposals.rows import relation
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.pgschema import DATE_KINDS, kind_of, quote

_STATES_AT_MOST, _DICTIONARY_AT_MOST, _LOGGED_AT_MOST = 40, 1000, 200_000
_SELDOM = 0.02
"""A move that fewer than two in a hundred take, of those that left a state, is none of its ways."""


@dataclass(frozen=True, slots=True)
class Move:
    """How often one state was followed by another; `to` is None where it was the last."""

    state: str
    to: str | None
    times: int


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves between the states of a log, as often as they were made."""

    all: tuple[Move, ...]

    @property
    def first(self) -> str | None:
        """The state most come from that nobody moves to, or fewest do."""
        into, out_of = self._into(), self._out_of()
        return max(out_of, key=lambda state: (out_of[state] - into[state], state), default=None)

    @property
    def last(self) -> tuple[str, ...]:
        """The states that end the way, the commonest first."""
        into, out_of = self._into(), self._out_of()
        ends = [s for s in into if out_of[s] <= _SELDOM * into[s]]
        return tuple(sorted(ends, key=lambda state: (-into[state], state)))

    @property
    def passed(self) -> tuple[str, ...]:
        """The states that are left again, the commonest first."""
        out_of, last = self._out_of(), self.last
        return tuple(state for state, _ in out_of.most_common() if state not in last)

    def after(self, state: str) -> str | None:
        """The state that most often follows."""
        found = [move for move in self._real if move.state == state]
        return max(found, key=lambda move: (move.times, move.to or ""), default=Move(state, None, 0)).to

    def entries(self, state: str) -> int:
        """How often a state was entered."""
        return sum(move.times for move in self.all if move.state == state)

    @property
    def times(self) -> int:
        """How many rows of the log these are."""
        return sum(move.times for move in self.all)

    def _into(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for move in self._real:
            found[move.to or ""] += move.times
        return found

    def _out_of(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for move in self._real:
            found[move.state] += move.times
        return found

    @property
    def _real(self) -> tuple[Move, ...]:
        return tuple(move for move in self.all if move.to is not None and move.to != move.state)


@dataclass(frozen=True)
class TableEvidence:
    """What the rows of a table say. `states` are its rows by the state they are in, for each column that holds one;
    `moves` those its log has seen; `filled` how many rows have each time that may be missing."""

    rows: int
    states: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    moves: Mapping[str, Moves] = field(default_factory=dict)
    filled: Mapping[str, int] = field(default_factory=dict)


class EvidenceReader:
    """Reads what landed rows say; dictionaries are read once."""

    def __init__(self, grounds: Grounds, reader: MartsReader) -> None:
        self._grounds = grounds
        self._reader = reader
        self._called: dict[str, dict[str, str]] = {}

    def of(self, known: KnownTable, rows: int) -> TableEvidence:
        """What the `rows` of a landed table say. Raises HbError where the marts cannot be read."""
        if not rows:
            return TableEvidence(0)
        states = {m.column: self._states(known, m.column) for m in known.machines}
        histories = histories_of(known, self._grounds)
        moves = {history.machine.column: self._moves(history) for history in histories}
        return TableEvidence(rows, states, moves, self._filled(known))

    def _states(self, known: KnownTable, column: str) -> dict[str, int]:
        labels = known.labels_of(column)
        if labels is None or column in known.personal:
            return {}
        name = quote(column)
        rows = self._reader.query(
            f"SELECT {name}, count(*) FROM {_relation(known)} GROUP BY 1 ORDER BY 2 DESC LIMIT {_STATES_AT_MOST + 1}"
        ).rows
        called = self._names(labels)
        found = {called.get(str(value), ""): int(str(number)) for value, number in rows if value is not None}
        return {label: n for label, n in found.items() if label} if len(rows) <= _STATES_AT_MOST else {}

    def _moves(self, history: StateHistory) -> Moves:
        to, key, at = quote(history.to), quote(history.key), quote(history.at)
        log = f"{_relation(history.log)} LIMIT {_LOGGED_AT_MOST}"
        logged = f"SELECT {to} AS state, {key} AS whose, {at} AS happened FROM {log}"
        following = "lead(state) OVER (PARTITION BY whose ORDER BY happened)"
        pairs = f"SELECT state, {following} AS following FROM ({logged}) AS logged"
        rows = self._reader.query(f"SELECT state, following, count(*) FROM ({pairs}) AS pairs GROUP BY 1, 2").rows
        called = self._names(history.labels)
        found = [
            Move(called.get(str(state), ""), called.get(str(after)) if after is not None else None, int(str(times)))
            for state, after, times in rows
            if state is not None
        ]
        return Moves(tuple(sorted((m for m in found if m.state), key=lambda m: (-m.times, m.state, m.to or ""))))

    def _filled(self, known: KnownTable) -> dict[str, int]:
        times = [c.name for c in known.table.columns if c.nullable and kind_of(c.type) in DATE_KINDS]
        if not times:
            return {}
        counts = ", ".join(f"count({quote(name)})" for name in times)
        (row,) = self._reader.query(f"SELECT {counts} FROM {_relation(known)}").rows
        return {name: int(str(number)) for name, number in zip(times, row, strict=True)}

    def _names(self, labels: Labels) -> Mapping[str, str]:
        """What the values of a column are called; nothing for one that has no label."""
        if labels.dictionary is None or labels.key is None or labels.column is None:
            return {value: value for value in labels.values}
        place = relation(labels.dictionary)
        if place not in self._called:
            names = f"{quote(labels.key)}, {quote(labels.column)}"
            table = f"{quote(labels.dictionary.dataset)}.{quote(labels.dictionary.table.name)}"
            rows = self._reader.query(f"SELECT {names} FROM {table} LIMIT {_DICTIONARY_AT_MOST}").rows
            self._called[place] = {str(value): str(label) for value, label in rows if label is not None}
        known = set(labels.values)
        return {value: label for value, label in self._called[place].items() if label in known}


def _relation(known: KnownTable) -> str:
    return f"{quote(known.home.dataset)}.{quote(known.qname.name)}"
