"""The proposals over one source: its landed tables, the labels read for the likely ones, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from heartbeat_cli.discovery.proposals.asked import asked_words
from heartbeat_cli.discovery.proposals.candidates import choose_candidates
from heartbeat_cli.discovery.proposals.gathering import known_tables, with_labels
from heartbeat_cli.discovery.proposals.known import Grounds
from heartbeat_cli.discovery.proposals.making import propose
from heartbeat_cli.discovery.proposals.mining import Mined
from heartbeat_cli.discovery.proposals.proposal import MetricProposal
from heartbeat_cli.discovery.understanding import AVG, MAX, MIN, PERCENTILE, SUM, Understanding
from heartbeat_cli.estate import Source
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.search import Hit, target_parts

_OF_NUMBERS = (SUM, AVG, MAX, MIN, PERCENTILE)


@dataclass(frozen=True)
class SourceTables:
    """The landed tables of a source, what its schema tells of each, and what search found of them.

    `synonyms` are groups of phrases, each its stems; `zone` is the project's time zone.
    """

    source: Source
    tables: Mapping[QName, Table]
    mined: Mapping[QName, Mined]
    hits: tuple[Hit, ...] = ()
    synonyms: tuple[tuple[tuple[str, ...], ...], ...] = ()
    zone: str | None = None

    @property
    def grounds(self) -> Grounds:
        """What proposals are made over, before a row was read."""
        best = max((hit.score for hit in self.hits), default=0.0) or 1.0
        found = {QName(*target_parts(hit.target)[1:3]): hit.score / best for hit in self.hits}
        return Grounds(known_tables(self.source, self.tables, self.mined), found, self.zone, self.synonyms)


def proposals_of(tables: SourceTables, understood: Understanding, reader: MartsReader) -> tuple[MetricProposal, ...]:
    """What may answer the question in one source, best first. Raises HbError where the marts cannot be read."""
    grounds, words = tables.grounds, asked_words(understood)
    candidates = choose_candidates(words, grounds)
    read = with_labels(grounds, candidates, reader, money=understood.shape in _OF_NUMBERS)
    return propose(understood, read, [read.tables[known.qname] for known in candidates])
