"""One call of a tool: its arguments judged, its answer made short, its failure told as the command line tells it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heartbeat_cli.app import Project
from heartbeat_cli.errors import HbError, UsageError, did_you_mean
from heartbeat_cli.mcp.shorten import shortened
from heartbeat_cli.mcp.tool import REFUSED, USUAL, Tool
from heartbeat_cli.mcp.tools import TOOLS
from heartbeat_cli.sheets import error_document, plain
from heartbeat_cli.system_errors import refused_by_system

_LONGEST_ARGUMENT = 20_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call came to: JSON, and whether it `failed`."""

    text: str
    failed: bool = False


def answer(folder: Path, name: str, arguments: Mapping[str, Any]) -> Reply:
    """The reply of the tool `name`, of the project in `folder` as it is now."""
    try:
        tool = _tool(name)
        _check(tool, arguments)
        found = tool.answer(Project.find(folder, folder=folder), _whole(tool, arguments))
        return Reply(shortened(plain(found), tool.longest), failed=REFUSED in found)
    except HbError as error:
        return _failed(error)
    except OSError as error:
        refused = refused_by_system(error)
        if refused is None:
            raise
        return _failed(refused)


def _failed(error: HbError) -> Reply:
    return Reply(shortened({"error": plain(error_document(error))}, USUAL), failed=True)


def _tool(name: str) -> Tool:
    found = next((tool for tool in TOOLS if tool.name == name), None)
    if found is None:
        names = [tool.name for tool in TOOLS]
        hint = did_you_mean(name, names) or f"There are {', '.join(names)}."
        raise UsageError(f"there is no tool '{name}'", hint=hint, code="unknown_tool")
    return found


def _whole(tool: Tool, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with whole numbers as such: to JSON 3.0 is one."""
    whole = {name for name, schema in tool.takes.items() if schema.get("type") == "integer"}
    return {name: int(value) if name in whole else value for name, value in arguments.items()}


def _check(tool: Tool, arguments: Mapping[str, Any]) -> None:
    """Raises UsageError for arguments that do not fit, in the words of the first that does not."""
    from jsonschema import Draft202012Validator

    wrong = next(Draft202012Validator(tool.schema).iter_errors(dict(arguments)), None)
    if wrong is not None:
        place = ".".join(map(str, wrong.path))
        message = wrong.message if len(wrong.message) < 300 else f"{wrong.message[:300]}…"
        raise UsageError(
            f"{tool.name}: {message}", where=place or None, hint=f"It takes {', '.join(tool.takes) or 'nothing'}."
        )
    if len(json.dumps(dict(arguments), default=str)) > _LONGEST_ARGUMENT:
        raise UsageError(f"{tool.name}: more than {_LONGEST_ARGUMENT} characters were given", hint="Ask for less.")
