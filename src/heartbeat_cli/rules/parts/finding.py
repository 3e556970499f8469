"""What a rule has to say, as values."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.discreet import discreet
from heartbeat_cli.errors import Place
from heartbeat_cli.rules.parts.fix import Fix

ERROR: Final = "error"
WARNING: Final = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found: where it stands, what is wrong, and what to do next. `severity` is error or warning.

    `column` is None where only a line is known. `fix` is what `hb check --fix` does about it, where that is safe:
    nothing is lost, no number is another one, and no word is a person's.
    """

    rule: str
    file: Path
    line: int
    message: str
    next: str | None = None
    severity: str = ERROR
    column: int | None = None
    fix: Fix | None = None

    def __post_init__(self) -> None:
        # What repeats a value shows no more of it than an error does.
        object.__setattr__(self, "message", discreet(self.message))
        object.__setattr__(self, "next", discreet(self.next) if self.next else self.next)

    @classmethod
    def at(
        cls,
        rule: str,
        place: Place,
        message: str,
        next: str | None = None,
        severity: str = ERROR,
        fix: Fix | None = None,
    ) -> "Finding":
        """What a rule found at a place in a file."""
        return cls(rule, Path(place.name), place.line or 1, message, next, severity, place.column, fix)

    @property
    def fixable(self) -> bool:
        """Whether `hb check --fix` mends it."""
        return self.fix is not None


@dataclass(frozen=True, slots=True)
class SkippedRule:
    """A rule, or a part of one, that could not be held against anything, and why."""

    rule: str
    why: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "why", discreet(self.why))


@dataclass(frozen=True, slots=True)
class Mended:
    """A fix that was carried out, or was not: then `why` says what was in the way, None where nobody wanted it yet."""

    fix: Fix
    done: bool
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run found, in the order of file and line, and what it could not look at.

    `checked` counts what was looked at: sources, candidates, metrics. `mended` are the fixes of this run.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[SkippedRule, ...]
    checked: tuple[tuple[str, int], ...]
    mended: tuple[Mended, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(f.severity == ERROR for f in self.findings)

    @property
    def fixable(self) -> int:
        """How many findings `hb check --fix` mends."""
        return sum(f.fixable for f in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return len(self.findings) - self.errors


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything rules found in a whole project. `checked` has the files of sources, candidates and metrics.

    `broken` are findings about what heartbeat.yml names and nobody can read: file and message. `lasts` says whether the
    same would be found as long as no file changes.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[SkippedRule, ...]
    checked: tuple[tuple[str, tuple[Path, ...]], ...]
    broken: frozenset[tuple[Path, str]] = frozenset()
    lasts: bool = False

    def within(self, is_chosen: Callable[[Path], bool]) -> Report:
        """What of it is about the files that are chosen, or cannot be left out."""
        findings = tuple(f for f in self.findings if is_chosen(f.file) or (f.file, f.message) in self.broken)
        return Report(findings, self.skipped, tuple((what, sum(map(is_chosen, files))) for what, files in self.checked))
