"""From a question to a candidate, one step a call. Nothing of it can be shown before somebody aligned it."""

from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli import app, discovery, metrics, sheets
from heartbeat_cli.errors import RefusedError
from heartbeat_cli.mcp.shorten import Json, without_empty
from heartbeat_cli.mcp.tool import REFUSED, Tool

_SHOWN: Final = (
    "name", "status", "question", "description", "source", "owner", "unit", "window", "blocked_on", "notes",
)  # fmt: skip

_WHO: Final = "an agent, over MCP"
PERSONS: Final = frozenset({"fallback-note", "tried", "review-by", "caveat", "stop-gap", "anyway"})
"""What a person says to have a number in spite of the rule."""


def _answer(project: app.Project, arguments: Mapping[str, Any]) -> Json:
    answers = {key: _reply(value) for key, value in arguments["answers"].items()}
    for key in sorted(PERSONS & answers.keys()):
        raise _for_persons(key)
    _refuse_reasons(answers.get("about"))
    finish = arguments.get("finish", False)
    found = app.step_on(project.settings, answers, finish=finish, drafted_by=_WHO)
    _refuse_personal(project, _sql(found))
    if arguments.get("write", False) and isinstance(found, discovery.Outcome):
        found = app.step_on(project.settings, answers, finish=finish, write=True, drafted_by=_WHO)
    return _asked(found) if isinstance(found, discovery.AskedStep) else _proposed(found, project)


def _sql(found: "discovery.AskedStep | discovery.Outcome") -> str | None:
    if isinstance(found, discovery.Outcome):
        return found.candidate.sql
    return next((seen.sql for seen in found.seen if isinstance(seen, discovery.Composed)), None)


def _proposed(outcome: "discovery.Outcome", project: app.Project) -> Json:
    told = sheets.plain(sheets.outcome_document(outcome, project.root))
    candidate = told["candidate"]
    return without_empty(
        {
            "candidate": {key: candidate[key] for key in _SHOWN if key in candidate},
            "right_source": told["right_source"],
            "sql": told["sql"],
            "value": told["value"],
            "age": told["age"]["state"] if told["age"] else None,
            "file": told["file"],
            "not_written": None if told["file"] else "repeat with write: true once a person wants it",
        }
    )


def _refuse_personal(project: app.Project, sql: str | None) -> None:
    """A number over an address tells of the address: asked often enough, letter by letter."""
    personal = metrics.personal_columns(project.settings, sql) if sql is not None else ()
    if personal:
        raise RefusedError(
            f"{personal[0]} is personal data, and no number over it is computed for a program",
            hint="Tell the person; at a terminal `hb discover` takes the same SQL.",
            code="personal",
        )


def _asked(step: "discovery.AskedStep") -> Json:
    """What is asked next; a question for a reason is the refusal it is for whoever may not give one."""
    if step.ask.key in PERSONS:
        raise step.ask.refusal or _for_persons(step.ask.key)
    told = sheets.plain(sheets.step_document(step))
    refused, default = told["ask"].pop(REFUSED), told["ask"].pop("default")
    # Whole rows are for the person who asks: masked or not, they are of somebody.
    told["known"].pop("sample", None)
    # An empty text is an answer, and no key that says nothing.
    return {
        **without_empty({REFUSED: refused, "ask": told["ask"]}),
        **({} if default is None else {"default": default}),
        "answers": told["answers"],
        **without_empty({"known": told["known"]}),
    }


def _reply(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _for_persons(key: str, then: str = "Tell the person what is asked; `hb discover` asks them.") -> RefusedError:
    return RefusedError(
        f"{key}: a reason is a person's to give, and no program gives it", hint=then, code="persons_only"
    )


def _refuse_reasons(about: Any) -> None:
    """Which source a word means can be chosen; why is a person's to say."""
    if about is not None and "=" in str(about):
        raise _for_persons("about", "Give the source alone.")


DISCOVER: Final = Tool(
    "discover",
    "Propose a metric. Start with answers {question}; each reply says what is asked and allowed; call again with all"
    " answers. finish: take defaults. write: save the candidate.",
    _answer,
    {
        "answers": {
            "type": "object",
            "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        },
        "finish": {"type": "boolean"},
        "write": {"type": "boolean"},
    },
    needs=("answers",),
    writes=True,
)
