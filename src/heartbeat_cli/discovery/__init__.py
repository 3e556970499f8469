"""From a question to a candidate: a pure state machine, the effects it wants, the backend that answers them, a driver.

`start` makes a Draft and `discover` takes it to its Outcome; `next_effect` and `advance` are the machine by itself.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face
from heartbeat_cli.marts import SourceLanding, landing_of

if TYPE_CHECKING:
    from heartbeat_cli.discovery.answers import GivenAnswer, load_answers
    from heartbeat_cli.discovery.backend import Backend
    from heartbeat_cli.discovery.conversation import GoneBack, LeftOff, converse
    from heartbeat_cli.discovery.draft import Draft
    from heartbeat_cli.discovery.driver import Answers, MissingAnswerError, Reply, discover, drive, start
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
        Show,
        Survey,
        TableHit,
        Write,
        as_texts,
    )
    from heartbeat_cli.discovery.machine import STAGES, advance, next_effect
    from heartbeat_cli.discovery.resume import resumed_answers
    from heartbeat_cli.discovery.steps import Step, next_step
    from heartbeat_cli.discovery.validate_answers import check_answers

__getattr__, __dir__ = face(
    __name__,
    {
        "answers": "GivenAnswer load_answers",
        "backend": "Backend",
        "draft": "Draft",
        "conversation": "GoneBack LeftOff converse",
        "driver": "Answers MissingAnswerError Reply discover drive start",
        "effects": (
            "Ask Chosen Composed Counted Done Effect Evaluate Event Looked Option Outcome Search "
            "Searched Show Survey TableHit Write as_texts"
        ),
        "machine": "STAGES advance next_effect",
        "resume": "resumed_answers",
        "steps": "Step next_step",
        "validate_answers": "check_answers",
    },
)

__all__ = [
    "STAGES",
    "Answers",
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
    "GoneBack",
    "LeftOff",
    "Looked",
    "MissingAnswerError",
    "Option",
    "Outcome",
    "Reply",
    "Search",
    "Searched",
    "Show",
    "SourceLanding",
    "Step",
    "Survey",
    "TableHit",
    "Write",
    "advance",
    "as_texts",
    "check_answers",
    "converse",
    "discover",
    "drive",
    "landing_of",
    "load_answers",
    "next_effect",
    "next_step",
    "resumed_answers",
    "start",
]
