"""What ties the tables of a schema together, weighed: references, common stems of names, common first words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.profiling.detectors.inferred import inferred_references
from heartbeat_cli.profiling.detectors.parts.communities import Graph
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.words import singular, singular_words

_HUB = 0.2
"""A table that more than this share of the schema refers to is a hub …"""
_SMALLEST_HUB = 10
"""… if at least so many do."""
_MOSTLY = 0.6
_COMMON_WORD = 0.4
_FEW = 0.5
"""References per table below which a schema is taken to declare few."""
_NAMED, _SAME_WORD, _FAINT = 1.0, 0.7, 0.3
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class TableGraph:
    """What is known of a schema's tables before they are grouped, partitions folded into their parents.

    `ties_of` also has a node for each first word several tables share: a QName without a schema.
    """

    tables: Mapping[QName, Table]
    words: Mapping[QName, tuple[str, ...]]
    """The words of each name, without a first word most tables share (`kart_`)."""
    parent: Mapping[QName, QName]
    """The table whose name a table's own begins with: `payment` for `payment_state_log`."""
    dictionaries: frozenset[QName]
    hubs: frozenset[QName]
    refers: Mapping[QName, Counter[QName]]
    """References inside the schema, from table to table, those to itself left out."""
    referred: Mapping[QName, int]
    """How many tables refer to each."""
    ties_of: Graph[QName]
    """How much each table is tied to others."""

    def ties(self, table: QName) -> dict[QName, float]:
        """The tables one is tied to, and how much: those under the same word too, and hubs a little."""
        found: dict[QName, float] = {}
        for other, weight in self.ties_of.get(table, {}).items():
            if other.schema:
                found[other] = found.get(other, 0.0) + weight
            else:
                kin = [q for q in self.ties_of[other] if q != table]
                for q in kin:
                    found[q] = found.get(q, 0.0) + weight / len(kin)
        for target in self.refers[table]:
            if target not in found and target not in self.dictionaries:
                found[target] = _FAINT * self.referred[target] ** -0.5
        return found


def table_graph(facts: SchemaFacts) -> TableGraph:
    """Weigh a schema. Inferred references count beside declared ones where few are declared."""
    tables = facts.tables
    refers = {
        q: Counter(r.target for r in facts.references_out(q) if r.target in tables and r.target != q) for q in tables
    }
    if sum(map(len, refers.values())) < _FEW * len(tables):
        for guess in facts.once(inferred_references):
            if guess.target in tables and guess.target != guess.source:
                refers[guess.source][guess.target] += 1
    referred = Counter(target for targets in refers.values() for target in targets)
    dictionaries = _dictionaries(facts)
    words = _distinct_words(tables)
    hubs = frozenset(q for q, n in referred.items() if n >= _SMALLEST_HUB and n > _HUB * len(tables))
    parent = _parents(q for q in tables if q not in dictionaries)
    graph: dict[QName, dict[QName, float]] = {q: {} for q in tables if q not in dictionaries}
    _tie_references(graph, refers, referred, hubs)
    _tie_names(graph, parent, words)
    _tie_lonely(graph, refers, referred, hubs)
    return TableGraph(tables, words, parent, dictionaries, hubs, refers, referred, graph)


def _dictionaries(facts: SchemaFacts) -> frozenset[QName]:
    """The dictionaries; none where most of the schema is dictionaries, for there they are the subject."""
    found = frozenset(q for q in facts.tables if q in facts.dictionary_reasons)
    return found if len(found) < _MOSTLY * len(facts.tables) else frozenset()


def _distinct_words(tables: Iterable[QName]) -> dict[QName, tuple[str, ...]]:
    words = {q: singular_words(q.name) for q in tables}
    first = Counter(w[0] for w in words.values() if len(w) > 1)
    shared = {w for w, n in first.items() if n > _MOSTLY * len(words) and n > 2}
    return {q: w[1:] if len(w) > 1 and w[0] in shared else w for q, w in words.items()}


def _parents(tables: Iterable[QName]) -> dict[QName, QName]:
    """For each name the longest other name it begins with; names run together (`studentprogram`) count too."""
    found: dict[QName, QName] = {}
    above: list[tuple[str, QName]] = []
    for q in sorted(tables, key=lambda q: (q.name.lower(), q)):
        name = q.name.lower()
        while above and not name.startswith(above[-1][0]):
            above.pop()
        for stem, parent in reversed(above):
            if name[len(stem) :].startswith("_") or (len(stem) >= _SHORTEST_STEM and "_" not in name):
                found[q] = parent
                break
        above.append((singular(name), q))
    return found


def _tie_references(
    graph: dict[QName, dict[QName, float]],
    refers: Mapping[QName, Counter[QName]],
    referred: Mapping[QName, int],
    hubs: frozenset[QName],
) -> None:
    for source, targets in refers.items():
        for target in targets:
            if source in graph and target in graph and target not in hubs:
                _tie(graph, source, target, referred[target] ** -0.5)


def _tie_names(
    graph: dict[QName, dict[QName, float]],
    parent: Mapping[QName, QName],
    words: Mapping[QName, tuple[str, ...]],
) -> None:
    entities = [q for q in words if q in graph and words[q]]
    for child, above in parent.items():
        _tie(graph, child, above, _NAMED)
    first = Counter(words[q][0] for q in entities)
    for q in entities:
        if 2 <= first[words[q][0]] <= max(4, _COMMON_WORD * len(words)):
            _tie(graph, q, QName("", words[q][0]), _SAME_WORD)


def _tie_lonely(
    graph: dict[QName, dict[QName, float]],
    refers: Mapping[QName, Counter[QName]],
    referred: Mapping[QName, int],
    hubs: frozenset[QName],
) -> None:
    """A table nothing ties but a hub belongs to the hub; of several to the one fewest tables refer to."""
    lonely = [q for q, line in graph.items() if not line and q.schema]
    for table in lonely:
        near = [t for t in refers[table] if t in hubs and t in graph]
        if near:
            _tie(graph, table, min(near, key=lambda t: (referred[t], t)), _FAINT)


def _tie(graph: dict[QName, dict[QName, float]], one: QName, other: QName, weight: float) -> None:
    for here, there in ((one, other), (other, one)):
        line = graph.setdefault(here, {})
        line[there] = line.get(there, 0.0) + weight
