"""The wizard with a person at a terminal: what hinders first, then question by question, and nothing of it lost."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from heartbeat_cli.cli.discover.ahead import DeskAhead
from heartbeat_cli.cli.discover.prompts import prompt_going_back, spinner
from heartbeat_cli.cli.prompts import keys_kept
from heartbeat_cli.discovery import FIRST_QUESTION, FIRST_STEP, Answered, converse, hindrances, said_to
from heartbeat_cli.errors import HbError

if TYPE_CHECKING:
    from heartbeat_cli.app import Discovery, Project
    from heartbeat_cli.cli.discover.beginning import Beginning
    from heartbeat_cli.discovery import Desk


def talk(project: "Project", begun: "Beginning") -> "Discovery":
    """Ask, from the first question to the outcome; what was said is kept until then.

    Raises LeftOff where the person stopped, and HbError as `find_out` does.
    """
    conversation = _Talk(project, begun)
    try:
        with keys_kept():
            found = conversation.hold()
    except KeyboardInterrupt:
        from heartbeat_cli.formats import note

        note("\nstopped; nothing was written" + ("\nto go on: hb discover --resume" if conversation.kept else ""))
        raise
    except HbError:
        if conversation.kept:
            from heartbeat_cli.formats import note

            note("what you answered is kept: hb discover --resume")
        raise
    begun.file.forget()
    return found


class _Talk:
    """One conversation. `kept` says whether anything was said that a later run could go on with."""

    def __init__(self, project: "Project", begun: "Beginning") -> None:
        self._project, self._way, self._file = project, begun.way, begun.file
        self._flags, self._unasked = begun.flags, begun.unasked
        self._moment = project.moment(begun.way.as_of) if begun.way.as_of else project.settings.now()
        self.kept = bool(begun.way.said)

    def hold(self) -> "Discovery":
        """From what hinders to the outcome."""
        self._tell_first()
        ahead = DeskAhead(self._project, self._moment)
        try:
            said = self._way.said
            if self._unasked:
                question = replace(FIRST_QUESTION, road=FIRST_STEP)
                reply = converse(
                    lambda put: put(question), lambda ask: prompt_going_back(ask, drawn=ahead.start), keep=self._keep
                )
                said = (said_to(FIRST_QUESTION, reply),)
            return self._go_on(said, ahead.desk())
        finally:
            ahead.close()

    def _tell_first(self) -> None:
        hindering = tuple(hindrances(self._project.settings))
        if not hindering:
            return
        from heartbeat_cli.formats import note, warn

        for problem in hindering:
            warn(problem.message)
            note(f"  next: {problem.hint}")

    def _go_on(self, said: Sequence[Answered], desk: "Desk") -> "Discovery":
        from heartbeat_cli.app import find_out
        from heartbeat_cli.formats import show_event

        return find_out(
            self._project.settings,
            {**self._way.given, **self._flags},
            resume=self._way.candidate,
            ask=lambda ask: prompt_going_back(ask, desk.glance),
            show=show_event,
            during=spinner,
            as_of=self._moment,
            dry_run=self._way.dry_run,
            overwrite=self._way.overwrite,
            desk=desk,
            said=said,
            keep=self._keep,
        )

    def _keep(self, said: Sequence[Answered]) -> None:
        self.kept = True
        self._file.keep(replace(self._way, said=tuple(said)))
