"""Drives the wizard from a question to its outcome, for a terminal, a notebook or a program.

The machine says what it wants next; answers given beforehand, somebody who can be asked, or the question's default
answer an Ask, the backend everything else:

    draft = start(project, dry_run=True)
    answers = Answers({"question": "Active clients", "table": "core.client_profile", "measure": "count"}, ask=my_prompt)
    outcome = discover(project, draft, answers, show=print)

Who wants every step in their own hands calls `next_effect` and `advance` instead, as `drive` does.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from heartbeat_cli.discovery.answers import GivenAnswer
from heartbeat_cli.discovery.asking import Ask, Reply
from heartbeat_cli.discovery.backend import Backend
from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.effects import Done, Effect, Event, Offered, Outcome, Show
from heartbeat_cli.discovery.machine import advance, next_effect
from heartbeat_cli.discovery.road import road_of
from heartbeat_cli.discovery.validate_answers import check_answers
from heartbeat_cli.errors import HbError, Place, UsageError
from heartbeat_cli.estate import ProjectSettings, load_inventory

_EXAMPLES = 4
PARTS: Final = frozenset(("table", "sql", "measure", "column", "until", "in", "share-where", "where", "time"))
"""The answers that make a query part by part: who gives one of them wants no whole proposal."""


class MissingAnswerError(UsageError):
    """A question has no answer, no default, and nobody can be asked."""

    code = "missing_flag"


class Answers:
    """The answers to Ask: those given by key, each used once, then what `ask` says, then the default.

    `ask` is called with questions that are put to people, and with `problem` set where its last answer would not do; it
    raises to give up. Without it nobody can be asked.
    """

    def __init__(self, given: Mapping[str, GivenAnswer | Reply], ask: Callable[[Ask], Reply] | None = None) -> None:
        self.given = {key: _given(key, answer) for key, answer in given.items()}
        self._left = dict(self.given)
        self._ask = ask
        self._last: GivenAnswer | None = None

    def reply(self, ask: Ask) -> Reply:
        """The answer to `ask`.

        Raises the problem of an answer that was given beforehand, and MissingAnswerError or the question's own refusal
        where nobody can be asked.
        """
        if ask.problem is not None and (self._last is not None or self._ask is None):
            raise _placed(ask.problem, self._last)
        if ask.key == "table" and "proposal" in self._left:
            raise _nothing_proposed(self._left["proposal"])
        self._last = self._left.pop(ask.key, None)
        if self._last is not None:
            return _shaped(ask, self._last.text)
        if ask.prompted and self._ask is not None:
            return self._ask(ask)
        if ask.default is not None and not ask.explicit:
            return ask.default
        raise ask.refusal or _missing(ask)

    @property
    def may_propose(self) -> bool:
        """Whether a whole number is wanted: it was named, or no part of one was."""
        return "proposal" in self.given or PARTS.isdisjoint(self.given)

    @property
    def may_choose(self) -> bool:
        """Whether one of the proposals was named, or there is somebody to name it."""
        return "proposal" in self.given or self.may_ask

    @property
    def may_ask(self) -> bool:
        """Whether there is somebody to ask."""
        return self._ask is not None

    @property
    def left(self) -> frozenset[str]:
        """The keys of the answers that no question was asked for yet."""
        return frozenset(self._left)

    def unused(self) -> tuple[str, ...]:
        """Where answers stand that no question was asked for."""
        return tuple(str(given.place) for given in self._left.values() if not given.spare)


def start(
    project: ProjectSettings,
    *,
    as_of: datetime | None = None,
    dry_run: bool = False,
    overwrite: bool = False,
    drafted_by: str | None = None,
    drafts: Mapping[str, str] | None = None,
) -> Draft:
    """A draft that knows nothing but the project's inventory; `as_of` is what the number is for, now by default.

    `dry_run` writes nothing, `overwrite` takes the place of a candidate of the same name, `drafted_by` is the program
    whose words the reasons are, `drafts` are reasons that were one's before. Raises InvalidFileError for
    an inventory that cannot be read.
    """
    moment = as_of or project.now()
    return Draft(
        load_inventory(project),
        moment,
        dry_run=dry_run,
        overwrite=overwrite,
        zone=project.time_zone,
        drafted_by=drafted_by,
        drafts=tuple((drafts or {}).items()),
    )


def _silent(_: Event) -> None:
    """Who only wants the outcome is shown nothing on the way."""


def _no_notice(_: Effect) -> AbstractContextManager[None]:
    return nullcontext()


def discover(
    project: ProjectSettings,
    draft: Draft,
    answers: Answers,
    show: Callable[[Event], None] = _silent,
    during: Callable[[Effect], AbstractContextManager[None]] = _no_notice,
) -> Outcome:
    """From `draft` to its outcome on the project's mirror, marts and files; answers wrong on their face fail first.

    Raises HbError where an answer is missing, wrong or refused.
    """
    with Backend(project, draft.inventory, draft.as_of) as backend:
        check_answers(answers.given, draft.inventory, backend.file_of, overwrite=draft.overwrite)
        draft = draft.replace(proposing=answers.may_propose)
        return drive(draft, backend.answer, answers, show, during)


def drive(
    draft: Draft,
    backend: Callable[[Effect], Any],
    answers: Answers,
    show: Callable[[Event], None] = _silent,
    during: Callable[[Effect], AbstractContextManager[None]] = _no_notice,
) -> Outcome:
    """Walk from a draft to its outcome; raises HbError where an answer is missing, wrong or refused.

    `backend` answers every effect but Ask and Show, inside of `during`; `show` is called with what a person should see.
    """
    while True:
        effect = next_effect(draft)
        reply: Any = None
        match effect:
            case Done(outcome):
                return outcome
            case Ask():
                if effect.explicit and not answers.may_choose:
                    show(Offered(draft.offered))
                reply = answers.reply(replace(effect, road=road_of(draft, effect.key)) if effect.prompted else effect)
            case Show(event):
                show(event)
            case _:
                with during(effect):
                    reply = backend(effect)
        draft = advance(draft, reply)


def _given(key: str, answer: GivenAnswer | Reply) -> GivenAnswer:
    return answer if isinstance(answer, GivenAnswer) else GivenAnswer(answer, Place(f"the answer to '{key}'"))


def _placed(problem: HbError, given: GivenAnswer | None) -> HbError:
    if given is None or problem.place is not None:
        return problem
    placed = problem.replace(place=given.place)
    placed.__cause__ = problem.__cause__
    return placed


def _nothing_proposed(given: GivenAnswer) -> UsageError:
    return UsageError(
        f"'{given.text}' is none of the proposals: nothing is proposed for this question",
        where=given.place, hint="Give --table and --measure, or the SQL.", code="unknown_proposal",
    )  # fmt: skip


def _missing(ask: Ask) -> MissingAnswerError:
    return MissingAnswerError(
        f"the answer to “{ask.message}” is missing, and there is nobody to ask", hint=f"Give {_flag(ask)}."
    )


def _flag(ask: Ask) -> str:
    """The flag that answers, with a few of the answers it takes; the question is an argument."""
    if ask.key == "question":
        return 'the question as an argument: `hb discover "…"`'
    if ask.key == "proposal":
        return f"--proposal 1 for “{ask.options[0].title}”, the number of another, or a --table of your own"
    values = [option.value for option in ask.options[:_EXAMPLES]]
    return f"--{ask.key}" + (f", for example one of: {', '.join(values)}" if values else "")


def _shaped(ask: Ask, text: Reply) -> Reply:
    if ask.many:
        return (text,) if isinstance(text, str) else text
    return text if isinstance(text, str) else " ".join(text)
