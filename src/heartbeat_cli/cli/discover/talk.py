"""The wizard with a person at a terminal: what hinders first, then question by question, and nothing of it lost."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from heartbeat_cli.cli.discover.ahead import DeskAhead
from heartbeat_cli.cli.discover.hindering import tell_hindrances
from heartbeat_cli.cli.discover.prompts import prompt_going_back, spinner
from heartbeat_cli.cli.left_off import command_line
from heartbeat_cli.cli.prompts import keys_kept
from heartbeat_cli.discovery import FIRST_QUESTION, FIRST_STEP, Answered, converse, said_to
from heartbeat_cli.errors import HbError

if TYPE_CHECKING:
    from heartbeat_cli.app import Discovery, Project
    from heartbeat_cli.cli.discover.beginning import Beginning
    from heartbeat_cli.discovery import Desk

_ARGUMENTS: Final = ("question",)


def talk(project: "Project", begun: "Beginning") -> "Discovery":
    """Ask, from the first question to the outcome; what was said is kept until then.

    Raises LeftOff where the person stopped, and HbError as `find_out` does.
    """
    conversation = _Talk(project, begun)
    try:
        with keys_kept():
            found = conversation.hold()
    except (KeyboardInterrupt, SystemExit):
        conversation.tell("\nstopped; nothing was written")
        raise
    except HbError:
        conversation.tell()
        raise
    begun.file.forget()
    return found


class _Talk:
    """One conversation, and what was `said` in it, which is `kept` where the disk took it."""

    def __init__(self, project: "Project", begun: "Beginning") -> None:
        self._project, self._way, self._file = project, begun.way, begun.file
        self._flags, self._unasked = begun.flags, begun.unasked
        self._moment = project.moment(begun.way.as_of) if begun.way.as_of else project.settings.now()
        self.said: Sequence[Answered] = begun.way.said
        self.kept = bool(begun.way.said)

    def hold(self) -> "Discovery":
        """From what hinders to the outcome."""
        tell_hindrances(self._project)
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
        self.said = said
        self.kept = self._file.keep(replace(self._way, said=tuple(said)))

    def tell(self, *first: str) -> None:
        """How to go on with what was said, where it is not finished."""
        from heartbeat_cli.formats import note

        lines = [*first, *self._how_to_go_on()]
        if lines:
            note("\n".join(lines))

    def _how_to_go_on(self) -> Iterator[str]:
        if self.kept:
            yield "what you answered is kept: hb discover --resume"
        elif self.said:
            said = {one.key: one.reply for one in self.said if not one.unsaid}
            line = command_line("hb discover", {**self._way.given, **said}, _ARGUMENTS)
            yield f"what you answered could not be kept; to go on: {line}"
