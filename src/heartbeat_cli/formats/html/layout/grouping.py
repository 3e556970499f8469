"""Which tables make a box: a subject area, and parts of one that has more tables than the eye takes in.

A part is what holds together by its lines (`communities`), named after the table most of them lead to; what is left
without lines is cut by name.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heartbeat_cli.profiling import communities

MOST = 40
"""Tables a box has at most."""
_RESOLUTIONS = (1.0, 1.6, 2.5, 4.0)
Line = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Tables that stand in one box, and what it is called."""

    name: str
    tables: tuple[int, ...]


def divided(group: Group, lines: Iterable[Line], names: Sequence[str]) -> list[Group]:
    """The group itself, or its parts of at most MOST tables, the largest first; `names` are the tables'."""
    if len(group.tables) <= MOST:
        return [group]
    inside = set(group.tables)
    ties: dict[int, dict[int, float]] = {n: {} for n in group.tables}
    referred = Counter(target for source, target in lines if source in inside and target in inside)
    for source, target in sorted(set(lines)):
        if source in inside and target in inside and source != target:
            # What everybody refers to ties nobody together.
            weight = 1 / referred[target] ** 0.5
            ties[source][target] = ties[target][source] = weight
    parts = _joined(_small_enough(list(group.tables), ties))
    parts.sort(key=lambda part: (-len(part), part))
    taken: set[str] = set()
    return [Group(_name(group.name, part, referred, names, taken), tuple(part)) for part in parts]


def _small_enough(tables: list[int], ties: Mapping[int, Mapping[int, float]]) -> list[list[int]]:
    if len(tables) <= MOST:
        return [tables]
    inside = set(tables)
    graph = {n: {m: w for m, w in ties[n].items() if m in inside} for n in tables}
    for resolution in _RESOLUTIONS:
        parts = communities(graph, resolution)
        if max(map(len, parts)) < len(tables):
            return [small for part in parts for small in _small_enough(part, ties)]
    return [tables[i : i + MOST] for i in range(0, len(tables), MOST)]


def _joined(parts: Iterable[list[int]]) -> list[list[int]]:
    """Parts of one or two tables together, as far as they are no more than MOST."""
    small = sorted(n for part in parts if len(part) < 3 for n in part)
    return [
        *(sorted(part) for part in parts if len(part) >= 3),
        *(small[i : i + MOST] for i in range(0, len(small), MOST)),
    ]


def _name(area: str, part: Sequence[int], referred: Counter[int], names: Sequence[str], taken: set[str]) -> str:
    """The area, and the part's own centre; a number where a centre is another part's too."""
    centre = min(part, key=lambda n: (-referred[n], len(names[n]), n))
    name = f"{area} · {names[centre]}" if referred[centre] else f"{area} · others"
    number = 2
    while name in taken:
        name = f"{area} · {names[centre]} {number}"
        number += 1
    taken.add(name)
    return name
