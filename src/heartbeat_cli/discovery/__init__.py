"""From a question to a candidate: a pure state machine, the effects it wants, the backend that answers them, a driver.

`start` makes a Draft and `discover` takes it to its Outcome; `next_effect` and `advance` are the machine by itself.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.discovery.answers import GivenAnswer, load_answers
    from heartbeat_cli.discovery.asking import (
        FIRST_QUESTION,
        FIRST_STEP,
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
    from heartbeat_cli.discovery.completing import Completion, completions
    from heartbeat_cli.discovery.conversation import Answered, GoneBack, LeftOff, StoppedAsking, converse, said_to
    from heartbeat_cli.discovery.desk import Desk
    from heartbeat_cli.discovery.draft import Draft
    from heartbeat_cli.discovery.driver import Answers, MissingAnswerError, discover, drive, start
    from heartbeat_cli.discovery.effects import (
        Behind,
        Chosen,
        Compare,
        Composed,
        Counted,
        Done,
        Effect,
        Evaluate,
        Event,
        LookBehind,
        Looked,
        MeasuredBefore,
        NearNumber,
        Offered,
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
    from heartbeat_cli.discovery.help import help_of
    from heartbeat_cli.discovery.machine import STAGES, advance, next_effect
    from heartbeat_cli.discovery.readiness import hindrances
    from heartbeat_cli.discovery.resume import drafts_of, resumed_answers
    from heartbeat_cli.discovery.steps import AskedStep, next_step
    from heartbeat_cli.discovery.suggestions import (
        Suggestion,
        Suggestions,
        SuggestionTarget,
        find_suggestion,
        gather_suggestions,
        suggestion_target,
    )
    from heartbeat_cli.discovery.unfinished import Unfinished, UnfinishedFile, unfinished_ways
    from heartbeat_cli.discovery.validate_answers import check_answers
    from heartbeat_cli.marts import SourceLanding, landing_of

__getattr__, __dir__ = face(
    __name__,
    {
        "answers": "GivenAnswer load_answers",
        "asking": "FIRST_QUESTION FIRST_STEP ROAD Ask Glance Waypoint Option Reply RowsOf as_texts",
        "backend": "Backend landing_of",
        "desk": "Desk",
        "draft": "Draft SourceLanding",
        "completing": "Completion completions",
        "conversation": "GoneBack LeftOff Answered StoppedAsking converse said_to",
        "driver": "Answers MissingAnswerError discover drive start",
        "effects": (
            "Behind Compare LookBehind MeasuredBefore NearNumber Offered "
            "Chosen Composed Counted Done Effect Evaluate Event Looked Outcome Propose Proposed ReadValues Search "
            "Searched SeenColumn Show Sight Survey TableHit Understood Write"
        ),
        "help": "help_of",
        "machine": "STAGES advance next_effect",
        "readiness": "hindrances",
        "resume": "drafts_of resumed_answers",
        "unfinished": "Unfinished UnfinishedFile unfinished_ways",
        "steps": "AskedStep next_step",
        "suggestions": ("Suggestion SuggestionTarget Suggestions find_suggestion gather_suggestions suggestion_target"),
        "validate_answers": "check_answers",
    },
)

__all__ = [
    "FIRST_QUESTION",
    "FIRST_STEP",
    "ROAD",
    "STAGES",
    "Answered",
    "Answers",
    "Ask",
    "AskedStep",
    "Backend",
    "Behind",
    "Chosen",
    "Compare",
    "Completion",
    "Composed",
    "Counted",
    "Desk",
    "Done",
    "Draft",
    "Effect",
    "Evaluate",
    "Event",
    "GivenAnswer",
    "Glance",
    "GoneBack",
    "LeftOff",
    "LookBehind",
    "Looked",
    "MeasuredBefore",
    "MissingAnswerError",
    "NearNumber",
    "Offered",
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
    "StoppedAsking",
    "Suggestion",
    "SuggestionTarget",
    "Suggestions",
    "Survey",
    "TableHit",
    "Understood",
    "Unfinished",
    "UnfinishedFile",
    "Waypoint",
    "Write",
    "advance",
    "as_texts",
    "check_answers",
    "completions",
    "converse",
    "discover",
    "drafts_of",
    "drive",
    "find_suggestion",
    "gather_suggestions",
    "help_of",
    "hindrances",
    "landing_of",
    "load_answers",
    "next_effect",
    "next_step",
    "resumed_answers",
    "said_to",
    "start",
    "suggestion_target",
    "unfinished_ways",
]
