"""What a tool is: a name, what it is for, what it takes, and what answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from heartbeat_cli.app import Project
from heartbeat_cli.mcp.shorten import Json

USUAL = 12_000
"""An answer's usual length in characters: JSON has about three to a token, which makes 4,000 tokens."""

REFUSED = "refused"
"""The key of an answer that says why what was asked was not done."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One thing an agent can ask for. `takes` has the JSON Schema of each argument, `needs` those that must be there.

    `answer` is given the project and arguments that fit `takes`, and raises HbError; what it returns is made short
    enough for `longest` characters.
    """

    name: str
    about: str
    answer: Callable[[Project, Mapping[str, Any]], Json]
    takes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    longest: int = USUAL
    writes: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of all arguments."""
        whole: dict[str, Any] = {"type": "object", "properties": dict(self.takes), "additionalProperties": False}
        return {**whole, "required": list(self.needs)} if self.needs else whole
