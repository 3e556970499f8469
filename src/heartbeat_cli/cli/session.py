"""What one command line asked for beyond its command."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import UsageError

if TYPE_CHECKING:
    from heartbeat_cli.app import Project
    from heartbeat_cli.estate import ProjectSettings


@dataclass(frozen=True, slots=True)
class Invocation:
    """What one command line asked for beyond its command."""

    json: bool = False
    no_input: bool = False
    debug: bool = False
    project_folder: Path | None = None
    arguments: tuple[str, ...] = ()

    def project(self) -> "Project":
        """The project of this run; raises NoProjectError outside one."""
        from heartbeat_cli.app import Project

        return Project.find(folder=self.project_folder)

    def settings(self) -> "ProjectSettings":
        """What the project's heartbeat.yml says; raises NoProjectError outside one."""
        return self.project().settings

    @property
    def may_prompt(self) -> bool:
        """Only a person at a terminal is ever asked."""
        return not (self.json or self.no_input) and sys.stdin.isatty() and sys.stderr.isatty()

    def need(self, flag: str, what: str) -> UsageError:
        """The failure for a missing answer that nobody can be asked for."""
        return UsageError(
            f"{what} is missing, and there is no terminal to ask at" if not self.may_prompt else f"{what} is missing",
            hint=f"Give {flag}.",
            code="missing_flag",
        )

    def answer(self, given: str | None, flag: str, what: str) -> str:
        """What a flag said, else what a person at the terminal says. Raises UsageError where there is none."""
        if given is None and self.may_prompt:
            from heartbeat_cli.cli.prompts import ask_text

            given = ask_text(what)
        if given is None or not given.strip():
            raise self.need(flag, what)
        return given.strip()


_session = Invocation()


def current_session() -> Invocation:
    """The session of the command line being run."""
    return _session


def note_option(field: str, value: Any) -> None:
    """A shared option was given, or another that means the same (`--format json`)."""
    global _session
    _session = replace(_session, **{field: value})


def begin_session(arguments: Sequence[str]) -> None:
    """The defaults, for another command line; there may have been one before in the same process."""
    global _session
    _session = Invocation(arguments=tuple(arguments))
