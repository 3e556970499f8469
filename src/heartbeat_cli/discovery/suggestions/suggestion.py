"""A suggestion: a number nobody asked for that what is known of the tables makes worth asking for."""

from dataclasses import dataclass
from typing import ClassVar

from heartbeat_cli.discovery.proposals import MetricProposal


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One number worth measuring.

    `question` is what the wizard is asked for it, `proposal` the number itself. `because` are the reasons it is worth
    it, the strongest first; `measured_by` the metrics that are made of the same rows. `lacks` are the tables it reads
    that have not landed: it would be parked. `asks` is what the wizard wants a person to say first. `score` orders.
    """

    json_keys: ClassVar = "question proposal because measured_by lacks asks score"

    question: str
    proposal: MetricProposal
    because: tuple[str, ...]
    score: float
    measured_by: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    asks: str | None = None

    @property
    def name(self) -> str:
        """What it is called, in the list and as a metric."""
        return self.proposal.name
