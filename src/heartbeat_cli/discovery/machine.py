"""The wizard: a pure state machine from a question to a candidate.

The state is a Draft; `next_effect` says what the machine wants, `advance` puts the reply in. What comes
next follows from what is not known yet, stage by stage, so flags, a file of answers and a person at a terminal all walk
the same path. The machine sees no connection, no file and no terminal.
"""

import re
from dataclasses import replace
from typing import Any, Final

from heartbeat_cli.discovery.asking import Ask, Reply
from heartbeat_cli.discovery.counting import COUNTING
from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.effects import Effect
from heartbeat_cli.discovery.filing import FILING
from heartbeat_cli.discovery.finding import FINDING
from heartbeat_cli.discovery.stages import Stage
from heartbeat_cli.errors import HbError, UsageError

_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, marks that turn the direction of a text, bytes that are no character; but no joiners of letters."""

STAGES: tuple[Stage, ...] = (*FINDING, *COUNTING, *FILING)


def next_effect(draft: Draft) -> Effect:
    """What the machine wants now; always Done at the end."""
    return _current(draft)[1]


def advance(draft: Draft, reply: Any) -> Draft:
    """The draft after the reply to `next_effect(draft)`.

    A reply to an Ask that will not do leaves everything as it was, with the reason in `problem` and in the next Ask.
    Raises HbError where the answer to anything else ends the journey.
    """
    stage, effect = _current(draft)
    if not isinstance(effect, Ask):
        return stage.settle(draft, reply)
    try:
        _check_seen(reply)
        return stage.settle(draft, reply)
    except HbError as error:
        return draft.replace(problem=error)


def _check_seen(reply: Reply) -> None:
    """Raises UsageError for what no file, terminal or SQL should have in it: characters that are controls, or none."""
    found = next(filter(None, map(_UNSEEN.search, (reply,) if isinstance(reply, str) else reply)), None)
    if found is not None:
        raise UsageError(
            f"the answer has a character in it that nobody sees: U+{ord(found[0]):04X}",
            hint="Write it without that one.",
        )


def _current(draft: Draft) -> tuple[Stage, Effect]:
    for stage in STAGES:
        effect = stage.wants(draft)
        if effect is not None:
            if isinstance(effect, Ask):
                effect = _with_problem(effect, draft.problem)
            return stage, effect
    raise AssertionError("the last stage always wants something")


def _with_problem(ask: Ask, problem: HbError | None) -> Ask:
    return replace(ask, problem=problem) if problem is not None else ask
