"""The suggestions over the tables of one source: sketched from what is known of each, then weighed."""

from collections.abc import Collection, Iterable, Iterator

from heartbeat_cli.discovery.proposals import SourceTables, with_labels
from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable
from heartbeat_cli.discovery.suggestions.evidence import EvidenceReader, TableEvidence
from heartbeat_cli.discovery.suggestions.of_rows import of_rows
from heartbeat_cli.discovery.suggestions.of_states import of_states
from heartbeat_cli.discovery.suggestions.sketched import SketchedSuggestion
from heartbeat_cli.discovery.suggestions.suggestion import Suggestion
from heartbeat_cli.discovery.suggestions.weighing import MeasuredAlready, weighed
from heartbeat_cli.marts import LandedPart, MartsReader
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling import FRAMEWORK_TABLES
from heartbeat_cli.text import split_words

_OF_NO_BUSINESS = "migration changelog lock shedlock outbox inbox tmp temp backup cache revinfo"
_OF_MACHINES = frozenset(_OF_NO_BUSINESS.split())
_LOOKED_THROUGH = 150
"""The rows of so many tables are looked at, those others refer to first: what a bank has of its business is there."""
_NOTHING_SEEN = TableEvidence(0)


def suggestions_of(
    tables: SourceTables,
    parts: Iterable[LandedPart],
    reader: MartsReader | None,
    measured: MeasuredAlready,
    taken: Collection[str] = (),
) -> tuple[Suggestion, ...]:
    """What is worth measuring over the tables of a source, best first.

    `parts` are those that have landed; without them only the schema tells. `taken` are names of metrics there are.
    Raises HbError where the marts cannot be read.
    """
    grounds = tables.grounds
    about = [known for known in grounds.tables.values() if _is_business(known)]
    if reader is None:
        return weighed(_sketched(grounds, about, {}), measured, taken)
    rows = {part.table: part.rows for part in parts}
    looked = sorted((known for known in about if rows.get(known.qname)), key=lambda k: (-k.importance, -rows[k.qname]))
    looked = looked[:_LOOKED_THROUGH]
    read = with_labels(grounds, looked, reader, money=True, texts_of=_has_unlisted_states)
    evidence = EvidenceReader(read, reader)
    known = [read.tables[each.qname] for each in looked]
    seen = {each.qname: evidence.of(each, rows[each.qname]) for each in known}
    return weighed(_sketched(read, known, seen), measured, taken)


def _sketched(
    grounds: Grounds, about: Iterable[KnownTable], seen: dict[QName, TableEvidence]
) -> Iterator[SketchedSuggestion]:
    for known in about:
        evidence = seen.get(known.qname, _NOTHING_SEEN)
        yield from of_states(known, grounds, evidence)
        yield from of_rows(known, grounds, evidence)


def _has_unlisted_states(known: KnownTable) -> bool:
    """Whether the names of a state are known by the rows alone."""
    return any(not machine.states and machine.dictionary is None for machine in known.machines)


def _is_business(known: KnownTable) -> bool:
    """Whether anybody but a program cares how many rows there are."""
    name = known.table.name.casefold()
    return known.role != "dictionary" and name not in FRAMEWORK_TABLES and _OF_MACHINES.isdisjoint(split_words(name))
