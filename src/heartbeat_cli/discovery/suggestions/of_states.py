"""What states make worth measuring: how many go on, how long it takes, who waits and since when."""

from collections.abc import Iterator

from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable, Labels
from heartbeat_cli.discovery.proposals.logs import StateHistory, histories_of
from heartbeat_cli.discovery.proposals.row_shapes import shares
from heartbeat_cli.discovery.proposals.sentences import is_telling
from heartbeat_cli.discovery.proposals.spans import span_of_states
from heartbeat_cli.discovery.proposals.state_shapes import backlog, entries_into, funnel_of_states
from heartbeat_cli.discovery.proposals.timing import named_window
from heartbeat_cli.discovery.suggestions.ages import oldest_in_state, stay_in_state
from heartbeat_cli.discovery.suggestions.evidence import StateMoves, TableEvidence
from heartbeat_cli.discovery.suggestions.sketched import SketchedSuggestion, as_label, asked_of
from heartbeat_cli.discovery.understanding import BACKLOG, COUNT, DURATION, FUNNEL, SHARE, Understanding
from heartbeat_cli.profiling import StateMachine
from heartbeat_cli.text import split_words, stem
from heartbeat_cli.wording import count

_WEEK, _MONTH, _NOW = named_window("7d"), named_window("30d"), named_window("total")
_ENDS, _PASSED = 3, 3
_OF_WHAT_WAITS = (
    "pending waiting open new created submitted requested received hold held review progress processing queued "
    "initiated draft scheduled assigned escalated investigating screening suspended blocked"
)
_WAITS = frozenset(map(stem, _OF_WHAT_WAITS.split()))


def of_states(known: KnownTable, grounds: Grounds, seen: TableEvidence) -> Iterator[SketchedSuggestion]:
    """What each column that holds a state makes worth measuring."""
    histories = {history.machine.column: history for history in histories_of(known, grounds)}
    for machine in known.machines:
        labels, history = known.labels_of(machine.column), histories.get(machine.column)
        moves = seen.moves.get(machine.column)
        if history is not None and moves is not None and moves.times:
            yield from _of_log(known, grounds, history, moves)
        if labels is not None:
            yield from _of_rows(known, grounds, machine, labels, history, seen)


def _of_log(
    known: KnownTable, grounds: Grounds, history: StateHistory, moves: StateMoves
) -> Iterator[SketchedSuggestion]:
    """The ways through the states, as they were gone."""
    first, ends = moves.first, moves.last[:_ENDS]
    states = {move.state for move in moves.all}
    log = f"{history.log.table.name} writes {count(len(states), 'state')} down, with times"
    for end in ends:
        n, seen = moves.entries(end), f"{moves.entries(end):,} entries into {end}"
        if first is not None and first != end:
            ways = [as_label(history.labels, first), as_label(history.labels, end)]
            asked = asked_of(known, grounds, Understanding("", FUNNEL, window=_MONTH))
            yield SketchedSuggestion(asked, funnel_of_states(asked, history, ways), 0.9, n, (log, seen))
            asked = asked_of(known, grounds, Understanding("", DURATION, percent=50, window=_MONTH))
            yield SketchedSuggestion(asked, span_of_states(asked, history, *ways), 0.85, n, (log, seen))
        asked = asked_of(known, grounds, Understanding("", COUNT, window=_WEEK))
        entries = entries_into(asked, history, (as_label(history.labels, end),), _WEEK)
        yield SketchedSuggestion(asked, entries, 0.6, n, (log, seen))
    for state in moves.passed[:_PASSED]:
        after, n = moves.after(state), moves.entries(state)
        because = (log, f"{n:,} entries into {state}, most often followed by {after}")
        asked = asked_of(known, grounds, Understanding("", DURATION, percent=50, window=_MONTH))
        yield SketchedSuggestion(asked, stay_in_state(asked, history, state, _MONTH), 0.75, n, because)


def _of_rows(
    known: KnownTable, grounds: Grounds, machine: StateMachine, labels: Labels, history: StateHistory | None,
    seen: TableEvidence,
) -> Iterator[SketchedSuggestion]:  # fmt: skip
    """Who is in a state now: of those that wait how many and how long, of the others the share."""
    moves, states = seen.moves.get(machine.column), seen.states.get(machine.column, {})
    landed = bool(seen.rows)
    for label in labels.values if not landed else states:
        n = states.get(label) if landed else None
        reading = as_label(labels, label)
        because = (f"{n:,} of {seen.rows:,} rows are in {label} now",) if n is not None else (f"{label} is a state",)
        if _waits(label, moves):
            asked = asked_of(known, grounds, Understanding("", BACKLOG, window=_NOW), [reading])
            yield from (SketchedSuggestion(asked, sketch, 0.75, n, because) for sketch in backlog(asked))
            aged = oldest_in_state(asked, reading, history)
            if aged is not None:
                yield SketchedSuggestion(asked, aged, 0.7, n, because)
        elif history is None and n != seen.rows:
            asked = asked_of(known, grounds, Understanding("", SHARE, window=_MONTH), [reading])
            worth = 0.7 if is_telling(label) else 0.5
            yield from (SketchedSuggestion(asked, sketch, worth, n, because) for sketch in shares(asked))


def _waits(label: str, moves: StateMoves | None) -> bool:
    """Whether what is in a state is to go on from there: it does by the log, or the state is called so."""
    if moves is not None and moves.times:
        return label in moves.passed
    return any(stem(word) in _WAITS for word in split_words(label))
