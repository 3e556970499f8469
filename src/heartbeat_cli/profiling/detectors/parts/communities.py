"""Communities of a weighted graph by the Louvain method.

V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, "Fast unfolding of communities in large networks", J. Stat.
Mech. (2008) P10008. Nodes are visited in the order of the graph instead of a random one: the same graph always gives
the same communities.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeVar

Node = TypeVar("Node")
Graph = Mapping[Node, Mapping[Node, float]]
"""Undirected: the weight between two nodes stands in both their rows."""

_ROUNDS = 12
_LEAST_GAIN = 1e-9


def communities(graph: Graph[Node], resolution: float = 1.0) -> list[list[Node]]:
    """The nodes in communities of high modularity, in the order of their first nodes. More `resolution`, more parts."""
    nodes = list(graph)
    number = {node: i for i, node in enumerate(nodes)}
    rows = [{number[other]: weight for other, weight in graph[node].items()} for node in nodes]
    home = list(range(len(nodes)))
    while True:
        moved = _move(rows, resolution)
        names = {c: i for i, c in enumerate(dict.fromkeys(moved))}
        home = [names[moved[c]] for c in home]
        if len(names) == len(rows):
            break
        rows = _fold(rows, [names[c] for c in moved], len(names))
    parts: dict[int, list[Node]] = defaultdict(list)
    for node, community in zip(nodes, home, strict=True):
        parts[community].append(node)
    return list(parts.values())


def _move(rows: list[dict[int, float]], resolution: float) -> list[int]:
    """Move node after node to the neighbouring community that raises modularity most, until none moves."""
    community = list(range(len(rows)))
    # A node's tie to itself, left by folding, counts twice in its degree.
    degree = [sum(row.values()) + row.get(i, 0.0) for i, row in enumerate(rows)]
    total = list(degree)
    scale = resolution / (sum(degree) or 1.0)
    for _ in range(_ROUNDS):
        moves = 0
        for node, row in enumerate(rows):
            here = community[node]
            ties: dict[int, float] = {here: 0.0}
            for other, weight in row.items():
                if other != node:
                    there = community[other]
                    ties[there] = ties.get(there, 0.0) + weight
            total[here] -= degree[node]
            pull = degree[node] * scale
            best, gain = here, ties[here] - pull * total[here] + _LEAST_GAIN
            for there, weight in ties.items():
                if (won := weight - pull * total[there]) > gain:
                    best, gain = there, won
            total[best] += degree[node]
            moves += best != here
            community[node] = best
        if not moves:
            break
    return community


def _fold(rows: list[dict[int, float]], community: list[int], count: int) -> list[dict[int, float]]:
    """Each community becomes one node."""
    folded: list[dict[int, float]] = [{} for _ in range(count)]
    for node, row in enumerate(rows):
        line = folded[community[node]]
        for other, weight in row.items():
            there = community[other]
            # Inside a community every tie is seen from both ends.
            inside = there == community[node] and other != node
            line[there] = line.get(there, 0.0) + (weight / 2 if inside else weight)
    return folded
