"""Numbers that may answer a question, as sentences with SQL behind them: made of what is known of the landed tables.

`gather_grounds` reads what is known (keys, states, labels, quantities) of a source; `propose` is pure.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.discovery.proposals.asked import AskedWord, asked_words, mended
    from heartbeat_cli.discovery.proposals.candidates import choose_candidates
    from heartbeat_cli.discovery.proposals.gathering import known_tables, with_labels
    from heartbeat_cli.discovery.proposals.known import Grounds, KeyStep, KnownTable, Labels
    from heartbeat_cli.discovery.proposals.making import propose
    from heartbeat_cli.discovery.proposals.mining import Mined, mine
    from heartbeat_cli.discovery.proposals.of_source import SourceTables, proposals_of
    from heartbeat_cli.discovery.proposals.proposal import JoinedTable, MetricProposal, ProposedFilter, TimeChoice

__getattr__, __dir__ = face(
    __name__,
    {
        "asked": "AskedWord asked_words mended",
        "candidates": "choose_candidates",
        "gathering": "known_tables with_labels",
        "known": "Grounds KeyStep KnownTable Labels",
        "mining": "Mined mine",
        "of_source": "SourceTables proposals_of",
        "proposal": "JoinedTable MetricProposal ProposedFilter TimeChoice",
        "making": "propose",
    },
)

__all__ = [
    "AskedWord",
    "Grounds",
    "JoinedTable",
    "KeyStep",
    "KnownTable",
    "Labels",
    "MetricProposal",
    "Mined",
    "ProposedFilter",
    "SourceTables",
    "TimeChoice",
    "asked_words",
    "choose_candidates",
    "known_tables",
    "mended",
    "mine",
    "proposals_of",
    "propose",
    "with_labels",
]
