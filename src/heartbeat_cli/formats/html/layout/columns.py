"""Coordinates for columns: nothing overlaps, and what is tied stands as level as that allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from heartbeat_cli.formats.html.layout.layers import Layers

GAP_BETWEEN = 30
"""Room for lines between two columns."""
GAP_BELOW = 4
_BEND = 6
_ROUNDS = 8

Point = tuple[int, int]
Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """Tables laid out together: where each stands (left, top), how wide it is drawn, and what lines pass.

    A table is as wide as its column, so that no line leaves it across a neighbour. `routes` are points from the left
    end's right edge to the right end's left edge, by the ends' numbers.
    """

    size: Size
    at: Mapping[int, Point]
    widths: Mapping[int, int]
    routes: Mapping[tuple[int, int], tuple[Point, ...]]


def place_columns(layers: Layers, sizes: Sequence[Size]) -> PlacedPiece:
    """Coordinates of the nodes and lines; `sizes` are the nodes' own."""
    wide = [max((sizes[n][0] for n in column if n < layers.nodes), default=0) for column in layers.columns]
    starts = [sum(wide[:i]) + GAP_BETWEEN * i for i in range(len(wide))]
    high = {n: sizes[n][1] if n < layers.nodes else _BEND for column in layers.columns for n in column}
    tops = _tops(layers, high)
    height = max((tops[n] + high[n] for n in tops), default=0)
    at: dict[int, Point] = {}
    widths: dict[int, int] = {}
    for start, width, column in zip(starts, wide, layers.columns, strict=True):
        for node in column:
            at[node], widths[node] = (start, tops[node]), width

    def points(route: Sequence[int]) -> tuple[Point, ...]:
        passed = []
        for node in route:
            middle = tops[node] + high[node] // 2
            left, right = (at[node][0], middle), (at[node][0] + widths[node], middle)
            passed += [right] if node == route[0] else [left] if node == route[-1] else [left, right]
        return tuple(passed)

    return PlacedPiece(
        (sum(wide) + GAP_BETWEEN * max(len(wide) - 1, 0), height),
        {n: at[n] for n in range(layers.nodes)},
        {n: widths[n] for n in range(layers.nodes)},
        {line: points(route) for line, route in layers.routes.items()},
    )


def _tops(layers: Layers, high: Mapping[int, int]) -> dict[int, int]:
    """The top of each node: every column after its neighbours' middles, from both sides in turn."""
    near: dict[int, list[int]] = {}
    for route in layers.routes.values():
        for one, other in pairwise(route):
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
    tops: dict[int, float] = {}
    for column in layers.columns:
        top = 0.0
        for node in column:
            tops[node], top = top, top + high[node] + GAP_BELOW
    for turn in range(_ROUNDS):
        for column in layers.columns if turn % 2 else reversed(layers.columns):
            wanted = [
                sum(tops[m] + high[m] / 2 for m in near[n]) / len(near[n]) - high[n] / 2 if n in near else tops[n]
                for n in column
            ]
            tops.update(zip(column, _apart(wanted, [high[n] + GAP_BELOW for n in column]), strict=True))
    highest = min(tops.values(), default=0.0)
    rounded = {n: round(top - highest) for n, top in tops.items()}
    return _no_overlap(layers, rounded, high)


def _apart(wanted: Sequence[float], steps: Sequence[int]) -> list[float]:
    """The tops nearest to those wanted that keep the order and the distances.

    Least squares under an order, by pooling neighbours that violate it (R. E. Barlow et al., "Statistical Inference
    under Order Restrictions", 1972).
    """
    offsets = [sum(steps[:i]) for i in range(len(steps))]
    pools: list[list[float]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        pools.append([want - offset, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, number = pools.pop()
            before = pools[-1]
            before[0] = (before[0] * before[1] + mean * number) / (before[1] + number)
            before[1] += number
    level = [mean for mean, number in pools for _ in range(int(number))]
    return [mean + offset for mean, offset in zip(level, offsets, strict=True)]


def _no_overlap(layers: Layers, tops: dict[int, int], high: Mapping[int, int]) -> dict[int, int]:
    """What rounding pushed together is moved apart again."""
    for column in layers.columns:
        free = 0
        for node in column:
            tops[node] = max(tops[node], free)
            free = tops[node] + high[node] + GAP_BELOW
    return tops


def stack(sizes: Sequence[Size], height: int) -> PlacedPiece:
    """Tables without lines, in as many columns as a height asks for."""
    at: dict[int, Point] = {}
    widths: dict[int, int] = {}
    left = top = wide = low = 0
    column: list[int] = []
    for number, (width, high) in enumerate(sizes):
        if column and top + high > height:
            widths.update(dict.fromkeys(column, wide))
            left, top, wide, column = left + wide + GAP_BELOW * 2, 0, 0, []
        at[number] = (left, top)
        column.append(number)
        top, wide = top + high + GAP_BELOW, max(wide, width)
        low = max(low, top - GAP_BELOW)
    widths.update(dict.fromkeys(column, wide))
    return PlacedPiece((left + wide, low), at, widths, {})
