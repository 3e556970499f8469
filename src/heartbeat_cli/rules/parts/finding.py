"""What a rule has to say, as values."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import Place

ERROR: Final = "error"
WARNING: Final = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found: where it stands, what is wrong, and what to do next. `severity` is error or warning.

    `column` is None where only a line is known.
    """

    rule: str
    file: Path
    line: int
    message: str
    next: str | None = None
    severity: str = ERROR
    column: int | None = None

    @classmethod
    def at(cls, rule: str, place: Place, message: str, next: str | None = None, severity: str = ERROR) -> "Finding":
        """What a rule found at a place in a file."""
        return cls(rule, Path(place.name), place.line or 1, message, next, severity, place.column)


@dataclass(frozen=True, slots=True)
class SkippedRule:
    """A rule, or a part of one, that could not be held against anything, and why."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run found, in the order of file and line, and what it could not look at.

    `checked` counts what was looked at: sources, candidates, metrics.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[SkippedRule, ...]
    checked: tuple[tuple[str, int], ...]

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(f.severity == ERROR for f in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return len(self.findings) - self.errors
