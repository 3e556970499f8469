"""Whose environment this is: a person's, or that of a program that writes code and runs commands by itself."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

AGENTS: Final = {
    "AGENT": "an agent",
    "AI_AGENT": "an agent",
    "AIDER": "Aider",
    "AMP_CURRENT_THREAD_ID": "Amp",
    "AUGMENT_AGENT": "Augment",
    "CLAUDECODE": "Claude Code",
    "CLAUDE_CODE_*": "Claude Code",
    "CLINE_ACTIVE": "Cline",
    "CODEX_*": "Codex",
    "COPILOT_AGENT_*": "Copilot",
    "CURSOR_AGENT": "Cursor",
    "DEVIN_*": "Devin",
    "GEMINI_CLI": "Gemini CLI",
    "GOOSE_TERMINAL": "Goose",
    "JULES_*": "Jules",
    "OPENCODE": "OpenCode",
    "OPENHANDS_*": "OpenHands",
    "QWEN_CODE": "Qwen Code",
    "ROO_ACTIVE": "Roo Code",
    "TRAE_AI_SHELL_ID": "Trae",
}
"""Variables that coding agents set for the commands they run; `*` stands for any ending."""

# What a person sets for such a program, in a shell of their own.
_SETTINGS: Final = ("CODEX_HOME", "CODEX_API_KEY", "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX")
_OFF: Final = ("", "0", "false", "no", "off")


PROCESSES = Path("/proc")
"""Where Linux shows processes; other systems have no such folder."""


def environments_above(process: int | None = None) -> Iterator[Mapping[str, str]]:
    """The environment of this process, then those of the processes above it, as far as they may be read.

    `env -i` takes variables from a command, and not from who gave it.
    """
    yield os.environ
    known: set[int] = set()
    above = os.getppid() if process is None else process
    while above > 0 and above not in known:
        known.add(above)
        yield _environment(above)
        above = _parent(above)


def _environment(process: int) -> Mapping[str, str]:
    try:
        written = (PROCESSES / str(process) / "environ").read_bytes().decode("utf-8", "replace")
    except OSError:
        return {}
    return dict(entry.split("=", 1) for entry in written.split("\0") if "=" in entry)


def _parent(process: int) -> int:
    try:
        status = (PROCESSES / str(process) / "status").read_text(encoding="utf-8", errors="replace")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid:"))
    except (OSError, ValueError, StopIteration):
        return 0


def agent_above(environments: Iterable[Mapping[str, str]] | None = None) -> tuple[str, str] | None:
    """The agent in whose environment this runs, and the variable that says so; None for a person's.

    `environments` are by default this process's and those of the processes that started it.
    """
    found = map(agent_in, environments_above() if environments is None else environments)
    return next(filter(None, found), None)


def agent_in(environment: Mapping[str, str]) -> tuple[str, str] | None:
    """The agent whose environment it is, and the variable that says so; None where it is nobody's."""
    for variable, value in sorted(environment.items()):
        if value.strip().lower() in _OFF or variable in _SETTINGS:
            continue
        for pattern, agent in AGENTS.items():
            if variable == pattern or (pattern.endswith("*") and variable.startswith(pattern[:-1])):
                return agent, variable
    return None
