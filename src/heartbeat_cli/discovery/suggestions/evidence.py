"""What the landed rows say of a table: how many there are, which states occur, how they follow each other."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from heartbeat_cli.discovery.columns import event_times
from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable, Labels
from heartbeat_cli.discovery.proposals.logs import StateHistory, histories_of
from heartbeat_cli.discovery.proposals.rows import relation
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.pgschema import DATE_KINDS, kind_of, quote

_STATES_AT_MOST, _DICTIONARY_AT_MOST, _LOGGED_AT_MOST = 40, 1000, 200_000


@dataclass(frozen=True, slots=True)
class StateMove:
    """How often one state was followed by another; `to` is None where it was the last, `begins` where it was first."""

    state: str
    to: str | None
    times: int
    begins: bool = False


@dataclass(frozen=True, slots=True)
class StateMoves:
    """The moves between the states of a log, as often as they were made."""

    all: tuple[StateMove, ...]

    @property
    def first(self) -> str | None:
        """The state that at least half begin in; None where there is none, and with it no way."""
        begun: Counter[str] = Counter()
        for move in self.all:
            begun[move.state] += move.times if move.begins else 0
        state, times = max(begun.items(), key=lambda pair: (pair[1], pair[0]), default=(None, 0))
        return state if 2 * times >= begun.total() > 0 else None

    @property
    def last(self) -> tuple[str, ...]:
        """The states that at least half of those that came to them are in still, the commonest first."""
        stayed: Counter[str] = Counter()
        for move in self.all:
            stayed[move.state] += move.times if move.to is None else 0
        ends = [state for state, times in stayed.items() if times and 2 * times >= self.entries(state)]
        return tuple(sorted(ends, key=lambda state: (-self.entries(state), state)))

    @property
    def passed(self) -> tuple[str, ...]:
        """The states that are left again, the commonest first."""
        last = self.last
        return tuple(state for state, _ in self._out_of().most_common() if state not in last)

    def after(self, state: str) -> str | None:
        """The state that most often follows."""
        found: Counter[str] = Counter()
        for move in self._real:
            found[move.to or ""] += move.times if move.state == state else 0
        return max(found, key=lambda to: (found[to], to), default=None)

    def entries(self, state: str) -> int:
        """How often a state was entered."""
        return sum(move.times for move in self.all if move.state == state)

    @property
    def times(self) -> int:
        """How many rows of the log these are."""
        return sum(move.times for move in self.all)

    def _out_of(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for move in self._real:
            found[move.state] += move.times
        return found

    @property
    def _real(self) -> tuple[StateMove, ...]:
        return tuple(move for move in self.all if move.to is not None and move.to != move.state)


@dataclass(frozen=True)
class TableEvidence:
    """What the rows of a table say. `states` are its rows by the state they are in, for each column that holds one;
    `moves` those its log has seen; `filled` how many rows have each time that may be missing, and `in_order` in how
    many of them it is not before the row's own time."""

    rows: int
    states: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    moves: Mapping[str, StateMoves] = field(default_factory=dict)
    filled: Mapping[str, int] = field(default_factory=dict)
    in_order: Mapping[str, int] = field(default_factory=dict)


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
        return TableEvidence(rows, states, moves, *self._filled(known))

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

    def _moves(self, history: StateHistory) -> StateMoves:
        to, key, at = quote(history.to), quote(history.key), quote(history.at)
        log = f"{_relation(history.log)} LIMIT {_LOGGED_AT_MOST}"
        logged = f"SELECT {to} AS state, {key} AS whose, {at} AS happened FROM {log}"
        following = "lead(state) OVER (PARTITION BY whose ORDER BY happened)"
        begins = following.replace("lead", "lag") + " IS NULL"
        pairs = f"SELECT state, {following} AS following, {begins} AS begins FROM ({logged}) AS logged"
        counted = f"SELECT state, following, begins, count(*) FROM ({pairs}) AS pairs GROUP BY 1, 2, 3"
        rows, called = self._reader.query(counted).rows, self._names(history.labels)
        found = [
            StateMove(
                called.get(str(state), ""), None if to is None else called.get(str(to)), int(str(times)), bool(begins)
            )
            for state, to, begins, times in rows
            if state is not None
        ]
        return StateMoves(tuple(sorted((m for m in found if m.state), key=lambda m: (-m.times, m.state, m.to or ""))))

    def _filled(self, known: KnownTable) -> tuple[dict[str, int], dict[str, int]]:
        """How many rows have each time that may be missing, and in how many it is not before the row's own time."""
        times = [c for c in known.table.columns if c.nullable and kind_of(c.type) in DATE_KINDS]
        if not times:
            return {}, {}
        begin = event_times(known.table)[0]
        counts = [f"count({quote(c.name)})" for c in times]
        counts += [f"count(CASE WHEN {quote(c.name)} >= {quote(begin.name)} THEN 1 END)" for c in times]
        (row,) = self._reader.query(f"SELECT {', '.join(counts)} FROM {_relation(known)}").rows
        names, numbers = [c.name for c in times], [int(str(number)) for number in row]
        return dict(zip(names, numbers, strict=False)), dict(zip(names, numbers[len(names) :], strict=True))

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
