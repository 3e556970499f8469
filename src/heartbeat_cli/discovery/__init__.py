"""From a question to a candidate: a pure state machine, the effects it asks for, and the world that answers them."""

from heartbeat_cli.discovery.answers import GivenAnswer, load_answers
from heartbeat_cli.discovery.backend import Backend
from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.effects import (
    Ask,
    Chosen,
    Composed,
    Counted,
    Done,
    Effect,
    Evaluate,
    Event,
    Looked,
    Option,
    Outcome,
    Search,
    Searched,
    Survey,
    TableHit,
    Tell,
    Write,
)
from heartbeat_cli.discovery.machine import STAGES, advance, next_effect
from heartbeat_cli.discovery.validate_answers import validate_answers
from heartbeat_cli.marts import SourceLanding, landing_of

__all__ = [
    "STAGES",
    "Ask",
    "Backend",
    "Chosen",
    "Composed",
    "Counted",
    "Done",
    "Draft",
    "Effect",
    "Evaluate",
    "Event",
    "GivenAnswer",
    "Looked",
    "Option",
    "Outcome",
    "Search",
    "Searched",
    "SourceLanding",
    "Survey",
    "TableHit",
    "Tell",
    "Write",
    "advance",
    "landing_of",
    "load_answers",
    "next_effect",
    "validate_answers",
]
