"""Numbers nobody asked for that are worth measuring: mined from schemas and from what has landed.

`gather_suggestions` finds them for a target; each opens in the wizard by its name, which `find_suggestion` knows.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.discovery.suggestions.evidence import StateMove, StateMoves, TableEvidence
    from heartbeat_cli.discovery.suggestions.gathering import (
        Suggestions,
        SuggestionTarget,
        find_suggestion,
        gather_suggestions,
        suggestion_target,
    )
    from heartbeat_cli.discovery.suggestions.mining_tables import suggestions_of
    from heartbeat_cli.discovery.suggestions.suggestion import Suggestion
    from heartbeat_cli.discovery.suggestions.weighing import MeasuredAlready

__getattr__, __dir__ = face(
    __name__,
    {
        "evidence": "StateMove StateMoves TableEvidence",
        "gathering": "SuggestionTarget Suggestions find_suggestion gather_suggestions suggestion_target",
        "mining_tables": "suggestions_of",
        "suggestion": "Suggestion",
        "weighing": "MeasuredAlready",
    },
)

__all__ = [
    "MeasuredAlready",
    "StateMove",
    "StateMoves",
    "Suggestion",
    "SuggestionTarget",
    "Suggestions",
    "TableEvidence",
    "find_suggestion",
    "gather_suggestions",
    "suggestion_target",
    "suggestions_of",
]
