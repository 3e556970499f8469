"""What is open where no state is called so: that which has no end yet."""

from heartbeat_cli.discovery.proposals.asked import CONDITION, OF, STATE
from heartbeat_cli.discovery.proposals.proposal import ProposedFilter
from heartbeat_cli.discovery.proposals.sketch import Asked, Restriction
from heartbeat_cli.pgschema import DATE_KINDS, kind_of, quote_for_marts
from heartbeat_cli.text import split_words

_OF_AN_END = (
    "closed done finished completed resolved solved fixed answered decided settled released ended cleared processed "
    "fulfilled discharged returned delivered paid shipped signed cancelled expired left stopped withdrawn revoked "
    "terminated"
)
_ENDS = tuple(_OF_AN_END.split())
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
    column = min(timed, key=lambda name: _ENDS.index(next(w for w in split_words(name) if w in _ENDS)))
    return Restriction(f"{quote_for_marts(column)} IS NULL", f"no {column} yet", ProposedFilter(words, column))


def _ends(column: str) -> bool:
    return not set(_ENDS).isdisjoint(split_words(column))
