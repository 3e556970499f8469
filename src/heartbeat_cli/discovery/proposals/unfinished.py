"""What is open where no state is called so: that which has no end yet."""

from heartbeat_cli.discovery.proposals.asked import CONDITION, OF, STATE
from heartbeat_cli.discovery.proposals.known import KnownTable
from heartbeat_cli.discovery.proposals.proposal import ProposedFilter
from heartbeat_cli.discovery.proposals.sketch import Asked, Restriction
from heartbeat_cli.pgschema import DATE_KINDS, TIMESTAMP_KINDS, kind_of, quote_for_marts
from heartbeat_cli.text import split_words

_OF_AN_END = (
    "closed done finished completed resolved solved fixed answered decided settled released ended cleared processed "
    "fulfilled discharged returned delivered paid shipped signed cancelled expired left stopped withdrawn revoked "
    "terminated refused rejected declined denied"
)
_ENDS = tuple(_OF_AN_END.split())
_OTHERWISE = frozenset(["refused", "rejected", "declined", "denied", "cancelled", "canceled", "withdrawn", "revoked"])
"""Ends of another kind: what was refused is not open, whether it was settled or not."""
_OF_WHAT_WAITS = (
    "open pending waiting unresolved unsolved unfinished outstanding unpaid undone queue active current running "
    "ongoing live unanswered unshipped undelivered"
)
OPEN = frozenset(_OF_WHAT_WAITS.split())
"""Words that ask for what has no end yet."""


def unfinished(asked: Asked) -> Restriction | None:
    """The condition that a row has no end yet, where a word asks for what is open; None where no column says when."""
    words = tuple(word for word in asked.of_part(STATE, CONDITION, OF) if word in OPEN)
    ends = [column.name for column in asked.known.table.columns if column.nullable and _ends(column.name)]
    timed = [name for name in ends if kind_of(asked.known.columns[name].type) in DATE_KINDS]
    if not words or not timed:
        return None
    first = min(timed, key=_rank)
    columns = [first, *(name for name in timed if name != first and not _OTHERWISE.isdisjoint(split_words(name)))]
    sql = "\n  AND ".join(f"{quote_for_marts(column)} IS NULL" for column in columns)
    return Restriction(sql, f"no {' and no '.join(columns)} yet", ProposedFilter(words, first))


def end_of(known: KnownTable) -> str | None:
    """The time at which a row is over, where one column says it may not have come; None where none does."""
    timed = [c.name for c in known.table.columns if c.nullable and _ends(c.name) and kind_of(c.type) in TIMESTAMP_KINDS]
    return min(timed, key=_rank, default=None)


def _rank(column: str) -> int:
    return _ENDS.index(next(word for word in split_words(column) if word in _ENDS))


def _ends(column: str) -> bool:
    return not set(_ENDS).isdisjoint(split_words(column))
