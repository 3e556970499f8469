"""The tables of a group in columns from left to right, so that lines between neighbouring columns hardly cross.

K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System Structures", IEEE Trans. SMC
11 (1981): columns by longest paths, a bend where a line passes a column, order by barycentres. Ties are broken by
number instead of by chance, so the same lines always give the same columns.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Line = tuple[int, int]
_SWEEPS = 12
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Layers:
    """Columns from left to right, each from top to bottom; numbers from `nodes` on are bends of lines.

    `routes` has for each line what it passes, from its left end to its right end.
    """

    nodes: int
    columns: tuple[tuple[int, ...], ...]
    routes: Mapping[Line, tuple[int, ...]]

    @property
    def crossings(self) -> int:
        """How often lines cross each other."""
        return sum(crossings_between(left, right, self._pieces()) for left, right in pairwise(self.columns))

    def _pieces(self) -> Mapping[int, Sequence[int]]:
        return _rightward(self.routes.values())


def arrange(nodes: int, lines: Iterable[Line]) -> Layers:
    """The nodes 0 … `nodes` - 1 in columns: who refers stands left of what is referred to, but in circles."""
    straight = _without_circles(nodes, lines)
    columns = _longest_paths(nodes, straight)
    found = [_ordered(nodes, straight, each) for each in (_pulled_together(columns, straight), columns)]
    return min(found, key=lambda layers: (layers.crossings, len(layers.columns)))


# Which column


def _without_circles(nodes: int, lines: Iterable[Line]) -> list[Line]:
    """Each line once, those that close a circle turned around, those that lead back to where they start left out."""
    targets: dict[int, list[int]] = defaultdict(list)
    referred = [0] * nodes
    for source, target in sorted(set(lines)):
        if source != target:
            targets[source].append(target)
            referred[target] += 1
    state = [0] * nodes
    kept: set[Line] = set()

    def visit(node: int) -> None:
        state[node] = 1
        for target in targets[node]:
            kept.add((target, node) if state[target] == 1 else (node, target))
            if not state[target]:
                visit(target)
        state[node] = 2

    for node in sorted(range(nodes), key=lambda n: (referred[n], n)):
        if not state[node]:
            visit(node)
    return sorted(kept)


def _longest_paths(nodes: int, lines: Sequence[Line]) -> list[int]:
    """The column of each node, 0 at the left: as far right as what it refers to allows."""
    targets = _neighbours(lines)
    depth: dict[int, int] = {}

    def below(node: int) -> int:
        if node not in depth:
            depth[node] = 1 + max((below(t) for t in targets.get(node, ())), default=-1)
        return depth[node]

    deepest = max(map(below, range(nodes)), default=0)
    return [deepest - depth[node] for node in range(nodes)]


def _pulled_together(columns: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The same with nodes moved left to what refers to them, where that makes their lines shorter."""
    moved = list(columns)
    targets, sources = _neighbours(lines), _neighbours((b, a) for a, b in lines)
    for node in sorted(range(len(moved)), key=lambda n: (moved[n], n)):
        referring = sources.get(node, ())
        if len(referring) > len(targets.get(node, ())):
            moved[node] = 1 + max(moved[s] for s in referring)
    return moved


def _neighbours(lines: Iterable[Line]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for source, target in lines:
        found[source].append(target)
    return found


# Which order


def _ordered(nodes: int, lines: Sequence[Line], columns: Sequence[int]) -> Layers:
    """The order with the fewest crossings of several begun differently."""
    routes, every = _with_bends(nodes, lines, columns)
    right = _rightward(routes.values())
    left = _rightward(tuple(reversed(route)) for route in routes.values())
    best: list[list[int]] = []
    fewest = -1
    for start in _beginnings(every, right, left):
        order = _swept(start, left, right)
        number = _crossings(order, right)
        if fewest < 0 or number < fewest:
            best, fewest = order, number
        if not fewest:
            break
    return Layers(nodes, tuple(map(tuple, best)), routes)


def _with_bends(
    nodes: int, lines: Sequence[Line], columns: Sequence[int]
) -> tuple[dict[Line, tuple[int, ...]], list[list[int]]]:
    every: list[list[int]] = [[] for _ in range(max(columns, default=-1) + 1)]
    for node in range(nodes):
        every[columns[node]].append(node)
    routes: dict[Line, tuple[int, ...]] = {}
    number = nodes
    for source, target in lines:
        between = range(columns[source] + 1, columns[target])
        bends = tuple(range(number, number + len(between)))
        for bend, column in zip(bends, between, strict=True):
            every[column].append(bend)
        number += len(bends)
        routes[source, target] = (source, *bends, target)
    return routes, every


def _rightward(routes: Iterable[Sequence[int]]) -> dict[int, list[int]]:
    return _neighbours(piece for route in routes for piece in pairwise(route))


def _beginnings(
    every: Sequence[Sequence[int]], right: Mapping[int, Sequence[int]], left: Mapping[int, Sequence[int]]
) -> Iterable[list[list[int]]]:
    """As the nodes are numbered, and as walks from the least and from the most connected node come by them."""
    yield [list(column) for column in every]
    degree = {n: len(right.get(n, ())) + len(left.get(n, ())) for column in every for n in column}
    for sign in (1, -1):
        place = _walk(sorted(degree, key=lambda n: (sign * degree[n], n)), right, left)
        yield [sorted(column, key=place.__getitem__) for column in every]
    yield [sorted(column, key=place.__getitem__, reverse=True) for column in every]


def _walk(
    nodes: Sequence[int], right: Mapping[int, Sequence[int]], left: Mapping[int, Sequence[int]]
) -> dict[int, int]:
    """When a depth-first walk comes by each node."""
    place: dict[int, int] = {}
    for first in nodes:
        ahead = [first]
        while ahead:
            node = ahead.pop()
            if node not in place:
                place[node] = len(place)
                ahead += [*reversed(right.get(node, ())), *reversed(left.get(node, ()))]
    return place


def _swept(
    order: list[list[int]], left: Mapping[int, Sequence[int]], right: Mapping[int, Sequence[int]]
) -> list[list[int]]:
    """Columns ordered after their neighbours' barycentres, from the left and from the right in turn, then by trying."""
    best, fewest = order, _crossings(order, right)
    for sweep in range(_SWEEPS):
        order = [list(column) for column in order]
        near = left if sweep % 2 == 0 else right
        steps = range(1, len(order)) if sweep % 2 == 0 else range(len(order) - 2, -1, -1)
        for column in steps:
            place = {n: i for i, n in enumerate(order[column - 1 if sweep % 2 == 0 else column + 1])}
            order[column] = _by_barycentre(order[column], near, place)
        if (number := _crossings(order, right)) < fewest:
            best, fewest = order, number
    return _moved_one_by_one(best, left, right) if fewest else best


def _by_barycentre(column: list[int], near: Mapping[int, Sequence[int]], place: Mapping[int, int]) -> list[int]:
    """A node without neighbours there keeps its place."""
    middle = {n: sum(place[m] for m in near[n]) / len(near[n]) for n in column if near.get(n)}
    moving = iter(sorted(middle, key=lambda n: (middle[n], column.index(n))))
    return [next(moving) if n in middle else n for n in column]


def _moved_one_by_one(
    order: list[list[int]], left: Mapping[int, Sequence[int]], right: Mapping[int, Sequence[int]]
) -> list[list[int]]:
    """Each node where in its column its lines cross least, until none moves (sifting)."""
    order = [list(column) for column in order]
    for _ in range(_ROUNDS):
        moved = False
        for number, column in enumerate(order):
            places = [
                ({n: i for i, n in enumerate(order[side])}, near)
                for side, near in ((number - 1, left), (number + 1, right))
                if 0 <= side < len(order)
            ]
            ends = {n: [sorted(place[m] for m in near.get(n, ())) for place, near in places] for n in column}
            for node in list(column):
                moved |= _sift(node, column, ends)
        if not moved:
            break
    return order


def _sift(node: int, column: list[int], ends: Mapping[int, list[list[int]]]) -> bool:
    """Move one node to the best place of its column; False where that is where it stands."""
    at = column.index(node)
    others = [n for n in column if n != node]
    change, best, place = 0, 0, at
    # What the crossings change by as it goes up past each other node, and down past each.
    for i in range(at - 1, -1, -1):
        change += _crossed(node, others[i], ends) - _crossed(others[i], node, ends)
        if change < best:
            best, place = change, i
    change = 0
    for i in range(at, len(others)):
        change += _crossed(others[i], node, ends) - _crossed(node, others[i], ends)
        if change < best:
            best, place = change, i + 1
    if best == 0:
        return False
    others.insert(place, node)
    column[:] = others
    return True


def _crossed(upper: int, lower: int, ends: Mapping[int, list[list[int]]]) -> int:
    """How often the lines of two nodes cross, where one stands above the other."""
    return sum(
        sum(len(above) - bisect_right(above, end) for end in below)
        for above, below in zip(ends[upper], ends[lower], strict=True)
    )


def _crossings(order: Sequence[Sequence[int]], right: Mapping[int, Sequence[int]]) -> int:
    return sum(crossings_between(a, b, right) for a, b in pairwise(order))


def crossings_between(left: Sequence[int], right: Sequence[int], pieces: Mapping[int, Sequence[int]]) -> int:
    """How often the lines between two columns cross."""
    place = {n: i for i, n in enumerate(right)}
    seen: list[int] = []
    number = 0
    for node in left:
        ends = sorted(place[m] for m in pieces.get(node, ()) if m in place)
        number += sum(len(seen) - bisect_right(seen, end) for end in ends)
        for end in ends:
            insort(seen, end)
    return number
