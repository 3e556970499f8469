"""From what a question asks for, and what is known of the landed tables, to the numbers that may answer it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from heartbeat_cli.discovery.proposals.asked import (
    BASE,
    BY,
    NOT_YET,
    OF,
    SOFT,
    AskedWord,
    asked_words,
    meets,
    name_words,
)
from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable
from heartbeat_cli.discovery.proposals.proposal import MetricProposal
from heartbeat_cli.discovery.proposals.readings import names_met, read_table
from heartbeat_cli.discovery.proposals.row_shapes import counts, numbers, shares
from heartbeat_cli.discovery.proposals.sentences import direction_of, label_of, name_of, sentence_of
from heartbeat_cli.discovery.proposals.sketch import Asked, Sketch
from heartbeat_cli.discovery.proposals.sorting import sort_readings
from heartbeat_cli.discovery.proposals.spans import durations
from heartbeat_cli.discovery.proposals.state_shapes import backlog, entered, funnel
from heartbeat_cli.discovery.understanding import (
    AVG,
    BACKLOG,
    COUNT,
    COUNT_DISTINCT,
    DURATION,
    FUNNEL,
    MAX,
    MIN,
    PERCENTILE,
    SHARE,
    SUM,
    Understanding,
    names_a_record,
)

MOST = 5
_ENOUGH = 0.5
"""Of a question of which less is found nothing is proposed."""
_OF_ANOTHER_THING = 0.08
_OF_ROWS = (COUNT, SHARE, BACKLOG)
_SHAPES = {
    COUNT: ((counts, 0.0), (entered, 0.0)),
    COUNT_DISTINCT: ((counts, 0.0),),
    SHARE: ((shares, 0.0), (funnel, 0.0)),
    SUM: ((numbers, 0.0),),
    AVG: ((numbers, 0.0),),
    MAX: ((numbers, 0.0),),
    MIN: ((numbers, 0.0),),
    PERCENTILE: ((numbers, 0.0), (durations, 0.0)),
    DURATION: ((durations, 0.0), (numbers, 0.0)),
    BACKLOG: ((backlog, 0.0), (counts, 0.15)),
    FUNNEL: ((funnel, 0.0), (shares, 0.15)),
}
"""What makes a shape, and what it costs that it is another than was asked for."""


def propose(
    understood: Understanding, grounds: Grounds, candidates: Iterable[KnownTable]
) -> tuple[MetricProposal, ...]:
    """The numbers that may answer a question, best first, over the tables that are candidates for it.

    None where the question names a time that no window is called so: each would be one of another time.
    """
    if understood.unread:
        return ()
    words = asked_words(understood)
    found = [
        proposal_of(asked, sketch)
        for known in candidates
        for asked in (_asked(understood, words, known, grounds),)
        for sketch in _sketches(asked)
        if _denies(asked, sketch)
    ]
    best = sorted((p for p in found if p.score >= _ENOUGH), key=lambda p: -p.score)
    return tuple({proposal.sql: proposal for proposal in reversed(best)}.values())[::-1][:MOST]


def _denies(asked: Asked, sketch: Sketch) -> bool:
    """Whether what the question says is not so is not so in the sketch: else it would be the opposite of the answer."""
    said = [set(restriction.filter.words) for restriction in sketch.restrictions]
    denied = [{word.text, word.denied_by} for word in asked.words if word.denied_by not in (None, NOT_YET)]
    return all(any(pair <= words for words in said) for pair in denied)


def _asked(understood: Understanding, words: tuple[AskedWord, ...], known: KnownTable, grounds: Grounds) -> Asked:
    readings = read_table(known, words, grounds)
    return Asked(understood, words, known, sort_readings(known, words, readings), grounds)


def _sketches(asked: Asked) -> Iterator[Sketch]:
    """What the shape makes of the table; where hours cannot be cut from its dates, nothing."""
    for shape, cost in _SHAPES[asked.understood.shape]:
        try:
            yield from (replace(sketch, detours=sketch.detours + cost) for sketch in shape(asked))
        except ValueError:
            continue


def proposal_of(asked: Asked, sketch: Sketch) -> MetricProposal:
    """A sketch as it is offered; its score is the share of the question's words that it answers."""
    explained = {**asked.sorted.explained, **sketch.explained}
    missing = tuple(w.text for w in asked.words if not explained.get(w.text) and not (w.text in SOFT or w.part == BY))
    return MetricProposal(
        sentence=sentence_of(sketch),
        sql=sketch.sql,
        reads=sketch.reads,
        window=sketch.window,
        shape=sketch.shape,
        unit=sketch.unit,
        direction=direction_of(sketch),
        name=name_of(sketch),
        label=label_of(sketch),
        score=round(_score(asked, sketch, explained), 4),
        time=sketch.time,
        joins=sketch.joins,
        filters=tuple(r.filter for r in sketch.restrictions),
        left_out=sketch.left_out,
        why=(*filter(None, (sketch.doubt,)), *sketch.why, *(f"“{word}” is not in it" for word in missing)),
        by=asked.understood.by,
        doubt=sketch.doubt or next((f"“{word}” is not in it" for word in (*missing, *_not_read(asked, sketch))), ""),
    )


def _not_read(asked: Asked, sketch: Sketch) -> tuple[str, ...]:
    """Limits on numbers, and the currency that was named where the sketch is not restricted to it."""
    named = asked.understood.currency
    said = sketch.unit == named or any(named in restriction.filter.labels for restriction in sketch.restrictions)
    return asked.understood.limits if named is None or said else (*asked.understood.limits, named)


def _score(asked: Asked, sketch: Sketch, explained: dict[str, float]) -> float:
    """The share of the words that it answers; a name that says more than was asked, and a detour, take from it."""
    weights = {word.text: word.weight for word in asked.words}
    met = sum(weight * explained.get(word, 0.0) for word, weight in weights.items())
    coverage = met / sum(weights.values()) if weights else 0.0
    spoken = [text for word in asked.words for text in (word.text, *asked.grounds.alternatives(word.text))]
    close = names_met(asked.known, spoken)
    important = min(asked.known.importance, 20) / 20
    found = asked.grounds.found.get(asked.known.qname, 0.0)
    other = _OF_ANOTHER_THING if sketch.shape in _OF_ROWS and _is_of_another(asked) else 0.0
    return coverage * (0.75 + 0.25 * close) + 0.05 * found + 0.02 * important - sketch.detours - other


def _is_of_another(asked: Asked) -> bool:
    """Whether the rows are another thing than was said: documents of clients are no clients."""
    *rest, head = name_words(asked.known.table.name)
    things = asked.of_part(OF, BASE)
    is_said = any(meets(text, head) for word in things for text in (word, *asked.grounds.alternatives(word)))
    return bool(rest and things) and not is_said and not names_a_record(head)
