"""How much each suggestion is worth: by what it counts, by landed rows, and by what is measured already."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from heartbeat_cli.discovery.proposals.making import proposal_of
from heartbeat_cli.discovery.proposals.proposal import MetricProposal
from heartbeat_cli.discovery.proposals.sentences import says_of, when
from heartbeat_cli.discovery.suggestions.sketched import SketchedSuggestion
from heartbeat_cli.discovery.suggestions.suggestion import Suggestion
from heartbeat_cli.metrics import EQUAL, Metric, QueryLikeness, likeness_of, name_problems, read_tables
from heartbeat_cli.pgschema import QName

_MANY_ROWS = 100_000
_NOTHING_LANDED = 0.25
_COMMENTED, _IMPORTANT, _MANY_REFERENCES = 0.05, 0.1, 20
_OF_THE_SAME_TABLE, _OF_THE_SAME_SHAPE = 0.12, 0.03
"""What each suggestion more of one table, and of one shape, is worth less: a list of one table tells little."""
_MEASURED = 1.0
_MOST_METRICS = 3


@dataclass(frozen=True)
class MeasuredAlready:
    """What the project's metrics ask, to hold suggestions against: by the tables they read."""

    queries: tuple[tuple[Metric, QueryLikeness], ...]
    tables: frozenset[QName]

    @classmethod
    def of(cls, metrics: Iterable[Metric]) -> "MeasuredAlready":
        """Those of metrics that have SQL and are not retired."""
        found = []
        tables: set[QName] = set()
        for metric in metrics:
            likeness = likeness_of(metric.sql) if metric.sql and metric.status != "retired" else None
            if metric.sql and likeness is not None:
                found.append((metric, likeness))
                tables |= set(read_tables(metric.sql))
        return cls(tuple(found), frozenset(tables))

    def near(self, suggestion: Suggestion) -> tuple[tuple[str, str], ...]:
        """The metrics near a suggestion, by name, and how."""
        reads = {QName(home.dataset, home.table.name) for home in suggestion.proposal.reads}
        asked = likeness_of(suggestion.proposal.sql) if reads & self.tables else None
        if asked is None:
            return ()
        found = ((metric.name, asked.how_near(likeness)) for metric, likeness in self.queries)
        return tuple((name, how) for name, how in found if how is not None)


def weighed(
    sketched: Iterable[SketchedSuggestion], measured: MeasuredAlready, taken: Collection[str] = ()
) -> tuple[Suggestion, ...]:
    """Each suggestion with its score, the best first; without those whose SQL a metric has already.

    No two have the same SQL or name, and none has one that is `taken`.
    """
    first = sorted((_weighed(each) for each in sketched if each.of_rows != 0), key=lambda s: (-s.score, s.name))
    distinct = {suggestion.proposal.sql: suggestion for suggestion in reversed(first)}
    named = _with_own_names(tuple(distinct.values())[::-1], taken)
    return tuple(sorted(_unmeasured(named, measured), key=lambda s: (-s.score, s.name)))


def _weighed(sketched: SketchedSuggestion) -> Suggestion:
    proposal = proposal_of(sketched.asked, sketched.sketch)
    return Suggestion(
        _question(sketched), sketched.asked.known.home, proposal, _because(sketched), round(_score(sketched), 4)
    )


def _score(sketched: SketchedSuggestion) -> float:
    known, rows = sketched.asked.known, sketched.of_rows
    landed = min(1.0, math.log10(1 + rows) / math.log10(_MANY_ROWS)) if rows is not None else _NOTHING_LANDED
    important = min(known.importance, _MANY_REFERENCES) / _MANY_REFERENCES
    return sketched.worth * (0.4 + 0.6 * landed) + (_COMMENTED if known.table.comment else 0) + _IMPORTANT * important


def _question(sketched: SketchedSuggestion) -> str:
    """What a person would have asked."""
    says = says_of(sketched.sketch)
    asked = says if says.startswith("How many") else f"What is {says[:1].lower()}{says[1:]}"
    window = sketched.sketch.window
    return f"{asked}?" if window.name == "total" else f"{asked} {when(window)}?"


def _because(sketched: SketchedSuggestion) -> tuple[str, ...]:
    known = sketched.asked.known
    found = list(sketched.because)
    if known.importance:
        tables = "1 reference leads" if known.importance == 1 else f"{known.importance} references lead"
        found.append(f"{tables} to {known.table.name}")
    return tuple(found)


def _with_own_names(suggestions: Sequence[Suggestion], has: Collection[str]) -> Iterator[Suggestion]:
    """Of two with one name the second is called after its table's schema, too; after that it is left out."""
    taken = set(has)
    for suggestion in suggestions:
        proposal = suggestion.proposal
        longer = f"{proposal.table.table.schema.casefold()}_{proposal.name}"
        name = next((n for n in (proposal.name, longer) if n not in taken and _is_a_name(n, proposal)), None)
        if name is not None:
            taken.add(name)
            yield replace(suggestion, proposal=replace(proposal, name=name))


def _is_a_name(name: str, proposal: MetricProposal) -> bool:
    metric = Metric(name, "", "", "candidate", proposal.window.name, unit=proposal.unit)
    return not name_problems(metric)


def _unmeasured(suggestions: Iterable[Suggestion], measured: MeasuredAlready) -> Iterator[Suggestion]:
    """Without those that are metrics already; what is made of the same rows as one comes after all others."""
    for suggestion in suggestions:
        near = measured.near(suggestion)
        if any(how == EQUAL for _, how in near):
            continue
        if near:
            names = tuple(name for name, _ in near)[:_MOST_METRICS]
            yield replace(suggestion, measured_by=names, score=round(suggestion.score - _MEASURED, 4))
        else:
            yield suggestion


def in_turn(suggestions: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """The best first, where another of the same table or shape is worth less; no two of one meaning."""
    left, tables, shapes = list(suggestions), Counter[QName](), Counter[str]()
    meanings: set[str] = set()

    def worth(suggestion: Suggestion) -> float:
        repeated = _OF_THE_SAME_TABLE * tables[suggestion.about.table]
        return suggestion.score - repeated - _OF_THE_SAME_SHAPE * shapes[suggestion.proposal.shape]

    while left:
        best = max(left, key=worth)
        left.remove(best)
        likeness = likeness_of(best.proposal.sql)
        if likeness is not None and likeness.whole in meanings:
            continue
        meanings |= {likeness.whole} if likeness is not None else set()
        tables[best.about.table] += 1
        shapes[best.proposal.shape] += 1
        yield best
