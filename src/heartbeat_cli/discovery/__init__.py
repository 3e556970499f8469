"""From a question to a candidate: a pure state machine, the effects it wants, the backend that answers them, a driver.

`start` makes a Draft and `discover` takes it to its Outcome; `next_effect` and `advance` are the machine by itself.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.discovery.answers import GivenAnswer, load_answers
    from heartbeat_cli.discovery.asking import (
        FIRST_QUESTION,
        ROAD,
        Ask,
        Glance,
        Option,
        Reply,
        RowsOf,
        Waypoint,
        as_texts,
    )
    from heartbeat_cli.discovery.backend import Backend
    from heartbeat_cli.discovery.conversation import GoneBack, LeftOff, converse
    from heartbeat_cli.discovery.draft import Draft
    from heartbeat_cli.discovery.driver import Answers, MissingAnswerError, discover, drive, start
    from heartbeat_cli.discovery.effects import (
        Chosen,
        Composed,
        Counted,
        Done,
        Effect,
        Evaluate,
        Event,
        Looked,
        Outcome,
        Propose,
        Proposed,
        ReadValues,
        Search,
        Searched,
        SeenColumn,
        Show,
        Sight,
        Survey,
        TableHit,
        Understood,
        Write,
    )
    from heartbeat_cli.discovery.machine import STAGES, advance, next_effect
    from heartbeat_cli.discovery.resume import drafts_of, resumed_answers
    from heartbeat_cli.discovery.steps import AskedStep, next_step
    from heartbeat_cli.discovery.validate_answers import check_answers
    from heartbeat_cli.marts import SourceLanding, landing_of

__getattr__, __dir__ = face(
    __name__,
    {
        "answers": "GivenAnswer load_answers",
        "asking": "FIRST_QUESTION ROAD Ask Glance Waypoint Option Reply RowsOf as_texts",
        "backend": "Backend landing_of",
        "draft": "Draft SourceLanding",
        "conversation": "GoneBack LeftOff converse",
        "driver": "Answers MissingAnswerError discover drive start",
        "effects": (
            "Chosen Composed Counted Done Effect Evaluate Event Looked Outcome Propose Proposed ReadValues Search "
            "Searched SeenColumn Show Sight Survey TableHit Understood Write"
        ),
        "machine": "STAGES advance next_effect",
        "resume": "drafts_of resumed_answers",
        "steps": "AskedStep next_step",
        "validate_answers": "check_answers",
    },
)

__all__ = [
    "FIRST_QUESTION",
    "ROAD",
    "STAGES",
    "Answers",
    "Ask",
    "AskedStep",
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
    "Glance",
    "GoneBack",
    "LeftOff",
    "Looked",
    "MissingAnswerError",
    "Option",
    "Outcome",
    "Propose",
    "Proposed",
    "ReadValues",
    "Reply",
    "RowsOf",
    "Search",
    "Searched",
    "SeenColumn",
    "Show",
    "Sight",
    "SourceLanding",
    "Survey",
    "TableHit",
    "Understood",
    "Waypoint",
    "Write",
    "advance",
    "as_texts",
    "check_answers",
    "converse",
    "discover",
    "drafts_of",
    "drive",
    "landing_of",
    "load_answers",
    "next_effect",
    "next_step",
    "resumed_answers",
    "start",
]
