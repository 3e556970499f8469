"""Tables that share no word with a question but join what does: `singer_in_concert` of "concerts of each singer".

Keys lead to them, declared ones or likely ones. Behind the best hits come, up to the fifth place, those of the other
hits that a key joins to them, then the bridges between two of them, then what one of them is joined to.
"""

from collections.abc import Sequence

from heartbeat_cli.search.index import SearchIndex

_LEADING, _PLACES = 3, 5


def joined_to(relation: int, leading: Sequence[int], index: SearchIndex) -> list[int]:
    """Those of `leading` that a key joins `relation` to, in their order."""
    near = index.neighbours(relation)
    return [other for other in leading if other in near]


def with_neighbours(best: Sequence[int], index: SearchIndex) -> tuple[list[int], dict[int, list[int]]]:
    """`best` with the neighbours of its first in the first places, and for each of these what it is joined to."""
    leading = list(dict.fromkeys(index.owners[item] for item in best))[:_LEADING]
    near = dict.fromkeys(other for leader in leading for other in index.neighbours(leader))
    joins = {other: joined_to(other, leading, index) for other in near}
    first, rest = list(best[:_LEADING]), list(best[_LEADING:])
    new = sorted(
        (other for other in near if other not in best),
        key=lambda other: (leading.index(joins[other][0]), -index.importance[other], other),
    )
    placed = [
        *first,
        *(item for item in rest if item in near),
        *(other for other in new if len(joins[other]) > 1),
        *rest[:1],
        *new,
    ]
    placed = list(dict.fromkeys(placed))[:_PLACES]
    before = {item: [other for other in joins.get(item, ()) if other in placed[:at]] for at, item in enumerate(placed)}
    return list(dict.fromkeys([*placed, *rest])), before
