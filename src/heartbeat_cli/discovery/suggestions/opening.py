"""Whether a suggestion opens in the wizard, and what it waits for or is asked there: the rule is the wizard's own."""

from collections.abc import Iterator
from dataclasses import replace

from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.suggestions.suggestion import Suggestion
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import doubts
from heartbeat_cli.metrics import check_sql
from heartbeat_cli.wording import both


def opened(suggestion: Suggestion, draft: Draft) -> Suggestion | None:
    """The suggestion with what the wizard would say of it, None where the rule keeps it from being asked.

    `draft` knows what has landed, and nothing else.
    """
    for question in _questions(suggestion):
        asked = draft.replace(question=question, meant=(), caveats=())
        found = _judged(replace(suggestion, question=question), asked)
        if found is not None:
            return found
    return None


def _questions(suggestion: Suggestion) -> Iterator[str]:
    """The question, and the question that names a subject its source is truth for: who asks must say so."""
    yield suggestion.question
    for subject in suggestion.about.source.truth_for:
        yield f"Of {subject.title}: {suggestion.question[:1].lower()}{suggestion.question[1:]}"


def _judged(suggestion: Suggestion, asked: Draft) -> Suggestion | None:
    source, proposal = suggestion.about.source, suggestion.proposal
    waits = [blocked.source for blocked in asked.waiting]
    if waits and source.name not in waits:
        return None
    if not waits and not asked.landing(source.name).tables:
        return None
    try:
        check_sql(proposal.sql)
    except HbError:
        return None
    taken = asked.replace(sql=proposal.sql, reads=proposal.reads)
    if any(right.source.name != source.name for right in taken.right if taken.waiting):
        return None
    lacks = tuple(dict.fromkeys(blocked.source for blocked in taken.waiting))
    return replace(suggestion, lacks=lacks, asks=_asks(taken))


def _asks(taken: Draft) -> str | None:
    """What the wizard wants to know first."""
    open_ = doubts(taken.question or "", taken.inventory)
    if open_:
        return f"what “{open_[0].word}” means: it may be {open_[0].subject.title}"
    if taken.fallbacks and not taken.waiting:
        right = both([source.name for source in taken.usable])
        return f"why {right} cannot answer it, for {both([s.name for s in taken.fallbacks])} is not the right source"
    return None
