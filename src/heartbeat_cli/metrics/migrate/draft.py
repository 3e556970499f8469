"""What on the truth source might count the same: its tables under the same key, and how many keys they share.

No word of a state means the same in two systems. So the marts are asked: of the keys the legacy number counts, how many
entered each state of each log of the truth source in the same window?
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from heartbeat_cli.estate import Source
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.metrics.window import TOTAL, Window, find_window
from heartbeat_cli.pgschema import Database, QName, Table, kind_of, literal, quote_for_marts
from heartbeat_cli.profiling import DatabaseFacts, event_column

_LEFT: Final = ("from", "old", "previous", "prev", "before")
_MOST_TABLES: Final = 20
_MOST_PROPOSALS: Final = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A count on the truth source: the keys it would count, and how many of them the legacy number counts as well.

    `state` is the state of a log that is entered, None of a table without states.
    """

    json_keys: ClassVar = "table state both legacy truth share sql"

    table: str
    state: str | None
    both: int
    legacy: int
    truth: int
    sql: str

    @property
    def share(self) -> float:
        """Keys that both count, of those that either does."""
        either = self.legacy + self.truth - self.both
        return self.both / either if either else 0.0


@dataclass(frozen=True, slots=True)
class DraftedWindow:
    """The `window` of the number that is drafted anew, from `since` until `until`, days of `zone`."""

    window: Window
    since: datetime | None
    until: datetime
    zone: str | None

    @classmethod
    def of(cls, name: str, as_of: datetime, zone: str | None) -> "DraftedWindow":
        """The window of that name as of a moment; one that is none counts everything."""
        window = find_window(name) or Window(TOTAL)
        return cls(window, window.begins(as_of, zone), window.ends(as_of, zone), zone)

    def conditions(self, written: str, kind: str) -> tuple[str, ...]:
        """The conditions on a column of a kind of time; nothing that is yet to come counts."""
        if self.window.kind == TOTAL:
            return (f"{written} < now()",)
        kind = "timestamp" if kind == "date" and self.window.unit == "h" else kind
        return self.window.conditions(written, kind, self.zone)


@dataclass(frozen=True, slots=True)
class _CountedTable:
    """A table under the key: its column that carries it, its time and of which kind that is, and the dictionary of the
    state it enters."""

    table: QName
    key: str
    time: str
    kind: str
    state: str | None = None
    dictionary: QName | None = None
    dictionary_key: str = ""
    code: str = ""


def propose(
    reader: MartsReader,
    told: str,
    key: QName,
    source: Source,
    database: Database,
    window: DraftedWindow,
) -> tuple[Proposal, ...]:
    """The likeliest counts, best first. `told` is `legacy AS (…)` with the legacy keys as `k`, `key` the table whose
    key they are.
    """
    found = [
        proposal
        for candidate in list(_candidates(DatabaseFacts(database), key))[:_MOST_TABLES]
        for proposal in _asked(reader, told, candidate, source, window)
    ]
    ranked = sorted(found, key=lambda p: (-p.share, p.table, p.state or ""))
    return tuple(proposal for proposal in ranked if proposal.both)[:_MOST_PROPOSALS]


def _candidates(facts: DatabaseFacts, key: QName) -> Iterator[_CountedTable]:
    """Logs under the key first: what happened is counted where it is written down."""
    under = [(r.source, r.columns[0]) for r in facts.references_in(key) if len(r.columns) == 1]
    tables = [(facts.tables[name], column) for name, column in under if name in facts.tables]
    for table, column in sorted(tables, key=lambda found: found[0].qname not in facts.logs):
        is_log = table.qname in facts.logs
        time = event_column(table, is_log=is_log)
        if time is not None and table.partition_of is None:
            kind, states = kind_of(time.type), list(_states(facts, table, column))
            yield from (_CountedTable(table.qname, column, time.name, kind, *state) for state in states)
            if not states:
                yield _CountedTable(table.qname, column, time.name, kind)


def _states(facts: DatabaseFacts, table: Table, key: str) -> Iterator[tuple[str, QName, str, str]]:
    for reference in facts.references_out(table.qname):
        column = reference.columns[0]
        target = facts.tables.get(reference.target)
        if column == key or column.split("_")[0] in _LEFT or target is None:
            continue
        if facts.role(target.qname)[0] == "dictionary" and target.column("code") is not None:
            yield column, target.qname, reference.target_columns[0], "code"


def _asked(
    reader: MartsReader, told: str, candidate: _CountedTable, source: Source, window: DraftedWindow
) -> Iterator[Proposal]:
    landed = {(found.dataset, found.name) for found in reader.shapes()}
    names = [candidate.table, *([candidate.dictionary] if candidate.dictionary else [])]
    marts = {name: QName(source.dataset(name.schema), name.name) for name in names}
    if not all((name.schema, name.name) in landed for name in marts.values()):
        return
    state = f"s.{quote_for_marts(candidate.code)}" if candidate.dictionary else "NULL"
    time, key = f"l.{quote_for_marts(candidate.time)}", f"CAST(l.{quote_for_marts(candidate.key)} AS text)"
    ends = [f"{time} < {_moment(window.until)}", *([f"{time} >= {_moment(window.since)}"] if window.since else [])]
    rows = reader.measure(
        f"WITH {told} SELECT {state}, count(DISTINCT {key}),"
        f" count(DISTINCT CASE WHEN {key} IN (SELECT k FROM legacy WHERE k IS NOT NULL) THEN {key} END),"
        f" (SELECT count(DISTINCT k) FROM legacy) FROM {_from(candidate, marts)} WHERE {' AND '.join(ends)} GROUP BY 1"
    ).rows
    for label, truth, both, legacy in rows:
        text = None if label is None else str(label)
        sql = _sql(candidate, marts, text, window)
        yield Proposal(str(candidate.table), text, int(str(both)), int(str(legacy)), int(str(truth)), sql)


def _from(candidate: _CountedTable, marts: Mapping[QName, QName]) -> str:
    text = f"{_named(marts[candidate.table])} AS l"
    if candidate.dictionary is not None and candidate.state is not None:
        on = f"s.{quote_for_marts(candidate.dictionary_key)} = l.{quote_for_marts(candidate.state)}"
        text += f"\n  JOIN {_named(marts[candidate.dictionary])} AS s ON {on}"
    return text


def _sql(candidate: _CountedTable, marts: Mapping[QName, QName], state: str | None, window: DraftedWindow) -> str:
    """Of a state, who entered it for the first time: one who comes back was counted before."""
    where = f"\n  WHERE s.{quote_for_marts(candidate.code)} = {literal(state)}" if state is not None else ""
    key = f"l.{quote_for_marts(candidate.key)}"
    inner = (
        f"  SELECT {key}, min(l.{quote_for_marts(candidate.time)}) AS first_at\n"
        f"  FROM {_from(candidate, marts)}{where}\n  GROUP BY {key}"
    )
    conditions = window.conditions("c.first_at", candidate.kind)
    return f"SELECT count(*)\nFROM (\n{inner}\n) AS c\nWHERE " + "\n  AND ".join(conditions)


def _named(table: QName) -> str:
    return f"{quote_for_marts(table.schema)}.{quote_for_marts(table.name)}"


def _moment(moment: datetime) -> str:
    return f"CAST({literal(moment.isoformat(' '))} AS TIMESTAMPTZ)"
