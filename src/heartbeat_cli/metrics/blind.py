"""Who may hand in a hand count, and whether it was made before the number was seen.

Only a person aligns. A program may play one on the demo estate, where such a record says that it is a rehearsal.
"""

from collections.abc import Iterable, Mapping

from heartbeat_cli.errors import RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings, may_rehearse
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.metrics.agents import agent_above
from heartbeat_cli.metrics.metric import BLIND, REHEARSAL, SIGHTED
from heartbeat_cli.metrics.receipt import EvaluationReceipt
from heartbeat_cli.metrics.recording import was_shown


def refuse_program(
    project: ProjectSettings,
    *,
    at_terminal: bool,
    attested_by: str | None,
    environments: Iterable[Mapping[str, str]] | None = None,
) -> None:
    """Raise where nobody is there who could have counted: RefusedError (`agent`) in an agent's environment, UsageError
    (`missing_flag`) without a terminal, unless it is said where the count is written down.

    `environments` are by default this process's and those of the processes that started it.
    """
    if may_rehearse(project):
        return
    agent = agent_above(environments)
    if agent is not None:
        raise RefusedError(
            f"only a person aligns, and this is the environment of {agent[0]} ({agent[1]} is set here or above)",
            hint="Run the same command in a terminal of your own.",
            code="agent",
        )
    if not at_terminal and attested_by is None:
        raise UsageError(
            "only a person aligns, and there is no terminal to ask one at",
            hint="Say where the count is written down with --attested-by: a ticket, a file, a commit.",
            code="missing_flag",
        )


def drafting_agent(project: ProjectSettings) -> str | None:
    """The agent whose words the reasons given here are; None in a person's environment, and on the demo estate."""
    agent = None if may_rehearse(project) else agent_above()
    return agent[0] if agent is not None else None


def how_given(project: ProjectSettings, reader: MartsReader, receipt: EvaluationReceipt) -> str:
    """`rehearsal` on the demo estate; else `sighted` where the number was shown before, and `blind` where it was not.

    To be asked before the receipt of the comparison is kept, which is a showing, too.
    """
    if may_rehearse(project):
        return REHEARSAL
    return SIGHTED if was_shown(reader, receipt) else BLIND
