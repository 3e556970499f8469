"""How long things wait: the age of the oldest in a state or without an end, and the time they stay in a state."""

from heartbeat_cli.discovery.measure import SECONDS
from heartbeat_cli.discovery.proposals.leaving import not_business
from heartbeat_cli.discovery.proposals.logs import StateHistory
from heartbeat_cli.discovery.proposals.proposal import ProposedFilter, TimeChoice
from heartbeat_cli.discovery.proposals.readings import WordReading
from heartbeat_cli.discovery.proposals.rows import Rows, cut, has_label, relation, where
from heartbeat_cli.discovery.proposals.sentences import plural
from heartbeat_cli.discovery.proposals.sketch import Asked, Restriction, Sketch, reads_of, restrictions_of
from heartbeat_cli.discovery.proposals.state_shapes import reads_of_log
from heartbeat_cli.discovery.proposals.timing import named_window, time_of_rows
from heartbeat_cli.discovery.understanding import BACKLOG, DURATION
from heartbeat_cli.metrics import Window
from heartbeat_cli.pgschema import quote_for_marts
from heartbeat_cli.text import split_words

_TOTAL = "total"


def oldest_in_state(asked: Asked, reading: WordReading, history: StateHistory | None) -> Sketch | None:
    """The age in days of the one that is in a state for longest; None where nothing says since when."""
    rows = Rows(asked.known, asked.grounds)
    (restriction,) = restrictions_of(rows, [reading])
    if history is not None and asked.known.key is not None and reading.label is not None:
        return _by_the_log(asked, history, reading.label, restriction)
    return oldest(asked, restriction, "that is", (reading,))


def oldest(asked: Asked, restriction: Restriction, says: str, readings: tuple[WordReading, ...] = ()) -> Sketch | None:
    """The age in days of the oldest row under a condition, by the time its rows tell about."""
    rows, window = Rows(asked.known, asked.grounds), named_window(_TOTAL)
    time = time_of_rows(asked.known, named_window("7d"))
    if time is None:
        return None
    kept, said_out = not_business(rows)
    age = f"extract(epoch FROM now() - min({rows.written(time.column)})) / {SECONDS['d']}"
    sql = "\n".join([f"SELECT {age}", *rows.lines(), *where([restriction.sql, *kept])])
    things = plural(asked.known.table.name)
    return Sketch(
        BACKLOG, asked.known, sql, window, "d", f"The age in days of the oldest of the {things} {says}",
        (things, *_words(restriction)), ("age", "max", "days"), reads_of(rows, readings), None, (restriction,),
        left_out=said_out, why=(f"how long is told by {time.column}: {time.reason}",),
    )  # fmt: skip


def _by_the_log(asked: Asked, history: StateHistory, label: str, restriction: Restriction) -> Sketch:
    known = asked.known
    key, state = quote_for_marts(known.key or ""), quote_for_marts(history.machine.column)
    labels = known.labels_of(history.machine.column) or history.labels
    entered = "\n".join(
        [
            f"  SELECT max(l.{history.at_sql}) AS entered_at",
            f"  FROM {history.relation} AS l",
            f"  JOIN {relation(known.home)} AS t ON t.{key} = l.{history.key_sql}",
            *where([has_label(f"t.{state}", labels, [label]), history.entered(label, alias="l.")], "  "),
            f"  GROUP BY l.{history.key_sql}",
        ]
    )
    age = f"extract(epoch FROM now() - min(entered_at)) / {SECONDS['d']}"
    things = plural(known.table.name)
    return Sketch(
        BACKLOG, known, f"SELECT {age}\nFROM (\n{entered}\n) AS waiting", named_window(_TOTAL), "d",
        f"The days that the longest waiting of the {things} has been in {label}", (things, *split_words(label)),
        ("age", "max", "days"), (known.home, *reads_of_log(history)), None,
        (Restriction("", "", restriction.filter),),
        why=(f"since its last entry into {label}, by {history.log.table.name}.{history.at}",),
    )  # fmt: skip


def stay_in_state(asked: Asked, history: StateHistory, label: str, window: Window) -> Sketch:
    """The median time from an entry into a state until the next one is entered."""
    key, at, to = history.key_sql, history.at_sql, quote_for_marts(history.to)
    stays = (
        f"  SELECT {to}, {at} AS since, lead({at}) OVER (PARTITION BY {key} ORDER BY {at}) AS until\n"
        f"  FROM {history.relation}"
    )
    ends = cut(window, history.log, history.at, "until", asked.grounds.zone)
    value = f"extract(epoch FROM until - since) / {SECONDS['min']}"
    sql = "\n".join(
        [
            f"SELECT percentile_cont(0.5) WITHIN GROUP (\n  ORDER BY {value}\n)",
            f"FROM (\n{stays}\n) AS stays",
            *where([history.entered(label), *ends]),
        ]
    )
    things = plural(history.subject.table.name)
    return Sketch(
        DURATION, history.log, sql, window, "min", f"The median time {things} stay in {label}",
        (things, *split_words(label)), ("stay", "p50", "min"), reads_of_log(history),
        TimeChoice(history.at, f"a stay is known when {label} is left"),
        (Restriction("", "", ProposedFilter((), history.to, (label,)), (label,)),),
        left_out=(f"{things} that are in {label} still",),
    )  # fmt: skip


def _words(restriction: Restriction) -> tuple[str, ...]:
    return tuple(word for label in restriction.labels for word in split_words(label)) or restriction.filter.words
