"""The log that writes a table's states down, as SQL: who entered a state when, by the first or last entry."""

from dataclasses import dataclass, replace

from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable, Labels
from heartbeat_cli.discovery.proposals.readings import WordReading, label_readings
from heartbeat_cli.discovery.proposals.rows import has_label, relation
from heartbeat_cli.pgschema import quote_for_marts
from heartbeat_cli.profiling import StateMachine


@dataclass(frozen=True)
class StateHistory:
    """A log of the states of `subject`, whose rows it names by `key`; `to` is the state entered, `at` when."""

    subject: KnownTable
    log: KnownTable
    machine: StateMachine
    key: str
    to: str
    at: str
    labels: Labels

    @property
    def relation(self) -> str:
        """The log as SQL names it."""
        return relation(self.log.home)

    @property
    def key_sql(self) -> str:
        """The column that says whose state it is."""
        return quote_for_marts(self.key)

    @property
    def at_sql(self) -> str:
        """The column that says when."""
        return quote_for_marts(self.at)

    def entered(self, *labels: str, alias: str = "") -> str:
        """The condition that a row of the log enters one of the states."""
        return has_label(f"{alias}{quote_for_marts(self.to)}", self.labels, labels)

    def first_entries(self, label: str) -> str:
        """Everybody who entered a state, with the first time, as a subquery's text."""
        return (
            f"SELECT {self.key_sql}, min({self.at_sql}) AS entered_at\n"
            f"  FROM {self.relation}\n  WHERE {self.entered(label)}\n  GROUP BY {self.key_sql}"
        )

    def labels_of(self, words: tuple[str, ...]) -> tuple[WordReading, ...]:
        """Every state that words say, none of them twice."""
        found: list[WordReading] = []
        for reading in sorted(label_readings(self.labels, words), key=lambda r: (-len(r.words), -r.quality)):
            if not any(reading.words & other.words for other in found):
                found.append(reading)
        return tuple(found)

    def label_of(self, words: tuple[str, ...]) -> WordReading | None:
        """The state that words say."""
        found = label_readings(self.labels, words)
        return max(found, key=lambda r: (len(r.words), r.quality), default=None)


def _labels(of_log: Labels | None, of_subject: Labels | None) -> Labels | None:
    """The states of a log; where only some of its rows were looked at, with those of what it is about."""
    if of_log is None or of_subject is None or of_log.dictionary is not None or of_subject.dictionary is not None:
        return of_log or of_subject
    return replace(of_log, values=tuple(dict.fromkeys([*of_log.values, *of_subject.values])), spoken=())


def histories_of(known: KnownTable, grounds: Grounds) -> tuple[StateHistory, ...]:
    """The logs of a table's states that have landed and say whose state it is, which and when."""
    found = []
    for machine in known.machines:
        written = machine.log
        log = grounds.tables.get(written.table) if written is not None else None
        if written is None or log is None or not (written.subject_column and written.to_column and written.time):
            continue
        labels = _labels(log.labels_of(written.to_column), known.labels_of(machine.column))
        if labels is not None and log.qname != known.qname:
            found.append(
                StateHistory(known, log, machine, written.subject_column, written.to_column, written.time, labels)
            )
    return tuple(found)
