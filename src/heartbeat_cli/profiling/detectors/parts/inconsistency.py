"""What a rule about contradictions finds, and the tables it looks at."""

from dataclasses import dataclass

from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.roles import FRAMEWORK_TABLES

ERROR, WARNING, INFO = "error", "warning", "info"


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """One contradiction. `table` is None where it is about several, `column` where it is about none in particular."""

    rule: str
    severity: str
    table: QName | None
    column: str | None
    message: str
    next_step: str


def judged(facts: SchemaFacts) -> tuple[Table, ...]:
    """The tables rules look at: all but what a migration framework keeps for itself."""
    return tuple(t for t in facts.tables.values() if t.name not in FRAMEWORK_TABLES)
