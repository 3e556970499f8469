"""Subject areas: which tables of a schema belong together, by references and names.

The tables are a weighted graph, cut by the Louvain method (see `communities.py`). A reference weighs the less the more
tables share its target, and a hub – referred to by a large part of the schema – ties nothing together: it only belongs
where its own name and references put it. Names weigh beside references: `payment_return` is at home with `payment`.
Dictionaries take no part; each goes to the area that uses it. A plain closure over foreign keys was rejected: through
the operator and the currency it is always one area.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heartbeat_cli.blocks import GridColumn, Section, grid, names
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling.detectors.parts.communities import communities
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.detectors.parts.table_graph import TableGraph, table_graph
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.wording import count

OTHER = "other"
DICTIONARIES = "dictionaries"
_SMALLEST = 3
_SMALLEST_IN_SMALL, _SMALL_SCHEMA = 2, 40
_MOSTLY = 0.6
_RESOLUTION = 1.3
_NEARLY_ALL = 0.8
_SHORTEST = 2
"""Letters an area's name has at least."""
_SPEAKS = 0.4
"""A word is the area's name when this share of its tables begins with it."""


@dataclass(frozen=True, slots=True)
class AreaMember:
    """A table of an area, why it is there, and how much of what ties it to other tables stays inside (0 to 1)."""

    table: QName
    why: str
    strength: float


@dataclass(frozen=True, slots=True)
class AreaLink:
    """How many references go from one area's tables to another's."""

    area: str
    references: int


@dataclass(frozen=True, slots=True)
class SubjectArea:
    """Tables that belong together. `centre` is the one the others gather around; members: centre first, then by name.

    `cohesion` is the share of the members' references that stay inside (0 to 1; dictionaries, and hubs elsewhere, are
    not counted). `links` are the areas this one's tables refer to, most references first.
    """

    name: str
    centre: QName
    members: tuple[AreaMember, ...]
    cohesion: float
    links: tuple[AreaLink, ...] = ()


def subject_areas(facts: SchemaFacts) -> tuple[SubjectArea, ...]:
    """The areas of a schema, largest first; what fits nowhere stands last in `dictionaries` and `other`.

    Every table is in exactly one area; a partition is folded into its parent. The areas' names are unique. Where a
    schema declares few references the inferred ones take their place.
    """
    graph = facts.once(table_graph)
    parts = [[q for q in part if q.schema] for part in communities(graph.ties_of, _RESOLUTION)]
    parts = _absorb_small([p for p in parts if p], graph)
    home = {table: number for number, part in enumerate(parts) for table in part}
    home.update(_homes_of_dictionaries(home, graph))
    members: dict[int, list[QName]] = defaultdict(list)
    for table in graph.tables:
        if table in home:
            members[home[table]].append(table)
    areas = _named([tables for _, tables in sorted(members.items())], graph)
    left = [q for q in graph.tables if q not in home]
    areas += [(DICTIONARIES, found)] if (found := [q for q in left if q in graph.dictionaries]) else []
    areas += [(OTHER, found)] if (found := [q for q in left if q not in graph.dictionaries]) else []
    return _described(_as_said(areas, facts), graph)


def _as_said(areas: list[tuple[str, list[QName]]], facts: SchemaFacts) -> list[tuple[str, list[QName]]]:
    """The areas with the tables in them that people say belong there."""
    said = {q: d.area for q, d in facts.everywhere.decisions.items() if d.area is not None and q in facts.tables}
    if not said:
        return areas
    moved: dict[str, list[QName]] = {name: [q for q in tables if q not in said] for name, tables in areas}
    for table, area in said.items():
        moved.setdefault(area, []).append(table)
    return [(name, tables) for name, tables in moved.items() if tables]


def _absorb_small(parts: list[list[QName]], graph: TableGraph) -> list[list[QName]]:
    """Parts too small for an area join the one their references or names tie them to most; the rest is dropped."""
    smallest = _SMALLEST if len(graph.tables) >= _SMALL_SCHEMA else _SMALLEST_IN_SMALL
    large = [list(p) for p in parts if len(p) >= smallest]
    home = {table: number for number, part in enumerate(large) for table in part}
    for part in (p for p in parts if len(p) < smallest):
        pull: dict[int, float] = defaultdict(float)
        for table in part:
            for other, weight in graph.ties(table).items():
                if other in home:
                    pull[home[other]] += weight
        if pull:
            best = min(pull, key=lambda n: (-pull[n], n))
            large[best] += part
    return large


def _homes_of_dictionaries(home: Mapping[QName, int], graph: TableGraph) -> dict[QName, int]:
    """The area of each dictionary most of whose users are in one area; too few shared ones are no area either."""
    users: dict[QName, Counter[int]] = defaultdict(Counter)
    for source, targets in graph.refers.items():
        for target in targets:
            if target in graph.dictionaries and source in home:
                users[target][home[source]] += 1
    best = {d: min(areas.items(), key=lambda item: (-item[1], item[0])) for d, areas in users.items()}
    found = {d: number for d, (number, uses) in best.items() if uses >= _MOSTLY * users[d].total()}
    if len(best) - len(found) < _SMALLEST:
        found = {d: number for d, (number, _) in best.items()}
    return found


def _named(parts: Iterable[list[QName]], graph: TableGraph) -> list[tuple[str, list[QName]]]:
    """Each part under a word a person would use, largest first; names taken already get the centre's own."""
    taken = {OTHER, DICTIONARIES}
    areas: list[tuple[str, list[QName]]] = []
    for part in sorted(parts, key=lambda p: (-len(p), p[0])):
        centre = _centre(part, graph)
        own = graph.words[centre]
        # Where the first word is another area's name, what follows it says more.
        rest = own[1:] if own[:1] and own[0] in taken else own
        spoken = (name for name in _spoken(part, centre, graph) if len(name) >= _SHORTEST)
        choices = [*spoken, " ".join(rest), " ".join(own), str(centre)]
        name = next(c for c in choices if c and c not in taken)
        taken.add(name)
        areas.append((name, part))
    return areas


def _spoken(part: list[QName], centre: QName, graph: TableGraph) -> list[str]:
    """What the area may be called: the words most of its names begin with, then the centre's first words."""
    entities = [q for q in part if q not in graph.dictionaries] or part
    begins = Counter(words[:n] for q in entities for words in (graph.words[q],) for n in (1, 2) if n <= len(words))
    common = sorted((w for w in begins if len(w) == 1), key=lambda w: (-begins[w], w != graph.words[centre][:1], w))
    own = graph.words[centre]
    shared = [w for w in common if begins[w] > 1 and begins[w] >= _SPEAKS * len(entities)]
    first = own[:1] if begins[own[:1]] > 1 else own
    return [" ".join(_lengthened(words, begins)) for words in dict.fromkeys([*shared, first])]


def _lengthened(words: tuple[str, ...], begins: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """Two words where nearly all names that begin with the first go on with the second: `direct debit`."""
    longer = [w for w, n in begins.items() if len(w) == 2 and w[:1] == words and n >= _NEARLY_ALL * begins[words]]
    return longer[0] if len(words) == 1 and longer else words


def _centre(part: list[QName], graph: TableGraph) -> QName:
    """The table the others of its part refer to and are named after; entities before dictionaries."""
    inside = set(part)
    weight: Counter[QName] = Counter()
    for table in part:
        for target in graph.refers[table]:
            weight[target] += target in inside
        above = graph.parent.get(table)
        while above is not None:
            weight[above] += above in inside
            above = graph.parent.get(above)
    return min(part, key=lambda q: (q in graph.dictionaries, -weight[q], len(q.name), q))


def _described(areas: list[tuple[str, list[QName]]], graph: TableGraph) -> tuple[SubjectArea, ...]:
    where = {table: name for name, tables in areas for table in tables}
    described: list[SubjectArea] = []
    for name, tables in areas:
        centre = _centre(tables, graph)
        order = [centre, *sorted(t for t in tables if t != centre)]
        inside = outside = 0
        links: Counter[str] = Counter()
        for table in tables:
            for target, number in graph.refers[table].items():
                links[where[target]] += number
                if target not in graph.dictionaries:
                    inside += where[target] == name
                    outside += where[target] != name and target not in graph.hubs
        links.pop(name, None)
        described.append(
            SubjectArea(
                name,
                centre,
                tuple(_member(t, name, centre, where, graph) for t in order),
                round(inside / (inside + outside), 2) if inside + outside else 0.0,
                tuple(AreaLink(a, n) for a, n in sorted(links.items(), key=lambda item: (-item[1], item[0]))),
            )
        )
    return tuple(described)


def _member(table: QName, area: str, centre: QName, where: Mapping[QName, str], graph: TableGraph) -> AreaMember:
    ties = graph.ties(table)
    near = {t: w for t, w in ties.items() if where.get(t) == area}
    total = sum(w for t, w in ties.items() if t in where)
    strength = round(sum(near.values()) / total, 2) if total else 0.0
    return AreaMember(table, _why(table, area, centre, near, graph), strength)


def _why(table: QName, area: str, centre: QName, near: Mapping[QName, float], graph: TableGraph) -> str:
    if area == OTHER:
        return "no ties to an area"
    if table in graph.dictionaries:
        return "used by several areas" if area == DICTIONARIES else "used here"
    if table == centre:
        return "centre"
    above = graph.parent.get(table)
    if above in near:
        return f"named after {above.name}" if above is not None else ""
    refers = [t for t in graph.refers[table] if t in near]
    if refers:
        return f"refers to {max(refers, key=lambda t: (near[t], t)).name}"
    referred = [t for t in near if table in graph.refers[t]]
    if referred:
        return f"referred to by {max(referred, key=lambda t: (near[t], t)).name}"
    return f"named like {graph.words[table][0]}" if graph.words[table] else "by name"


# On the page


def areas_section(areas: tuple[SubjectArea, ...], lines: int = 8) -> Section | None:
    """The subject areas; none where the schema is too small to have any."""
    if len(areas) < 2:
        return None
    columns = (
        GridColumn("area", "word", "bold"),
        GridColumn("tables", "number"),
        GridColumn("centre"),
        GridColumn("refers to", "phrases", "dim"),
        GridColumn("also in it", "names", optional=True),
    )
    rows = (
        (
            area.name,
            count(len(area.members)),
            area.centre.name,
            names(link.area for link in area.links),
            names(m.table.name for m in area.members[1:]),
        )
        for area in areas
    )
    return Section("Subject areas", (grid(columns, rows, lines=lines),), len(areas), "by references and names")


def _section(areas: tuple[SubjectArea, ...], _: ProfiledSubject) -> Section | None:
    return areas_section(areas)


DETECTOR = Detector(
    "Tables that belong together.",
    subject_areas,
    schema=Shown(_section, 10),
    tables=lambda area: (m.table for m in area.members),
)
