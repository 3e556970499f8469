"""A suggestion: a number nobody asked for that what is known of the tables makes worth asking for."""

from collections.abc import Mapping
from dataclasses import dataclass

from heartbeat_cli.discovery.home import Home
from heartbeat_cli.discovery.proposals import MetricProposal


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One number worth measuring, about the rows of one table.

    `question` is what the wizard is asked for it, `proposal` the number itself. `because` are the reasons it is worth
    it, the strongest first; `measured_by` the metrics that are made of the same rows. `lacks` are the sources that have
    to land first: it would be parked. `asks` is what the wizard wants a person to say on the way. `score` orders.
    """

    question: str
    about: Home
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

    @property
    def answers(self) -> Mapping[str, str]:
        """What the wizard is answered to open it; the rest it asks for."""
        proposal = self.proposal
        return {
            "question": self.question,
            "sql": proposal.sql,
            "window": proposal.window.name,
            "name": proposal.name,
            "unit": proposal.unit,
            "direction": proposal.direction,
            "label": proposal.label,
            "description": proposal.described,
        }

    @property
    def command(self) -> str:
        """The command that opens it."""
        return f"hb discover --suggest {self.about.source.name} --proposal {self.name}"
