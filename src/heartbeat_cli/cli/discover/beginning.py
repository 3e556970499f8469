"""Where a run of the wizard begins: with its flags, and with what was not finished before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.discovery import Unfinished, UnfinishedFile, unfinished_ways
from heartbeat_cli.errors import NotFoundError, RefusedError

if TYPE_CHECKING:
    from heartbeat_cli.app import Project
    from heartbeat_cli.discovery import GivenAnswer

UNFINISHED = ""
"""The name `--resume` has where none is given: what was not finished last."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The answers of the command line, what is known of the way by now, and the file it is kept in."""

    flags: "Mapping[str, GivenAnswer]"
    way: Unfinished
    file: UnfinishedFile

    @property
    def unasked(self) -> bool:
        """Whether nothing at all is known yet."""
        return not (self.way.said or self.way.given or self.way.candidate)


def begin(
    project: "Project",
    flags: "Mapping[str, GivenAnswer]",
    *,
    file: Path | None,
    resume: str | None,
    as_of: str | None,
    dry_run: bool,
    overwrite: bool,
) -> Beginning:
    """A new way, or with `resume` UNFINISHED the one that was not finished last.

    Raises NotFoundError where there is none, RefusedError where other terminals have them all.
    """
    if file is not None:
        from heartbeat_cli.discovery import load_answers

        flags = {**load_answers(file), **flags}
    given = {key: answer.text for key, answer in flags.items()}
    if resume != UNFINISHED:
        way = Unfinished((), given, as_of, dry_run=dry_run, overwrite=overwrite, candidate=resume)
        return Beginning(flags, way, UnfinishedFile.begin(project.settings.state))
    kept, before = _last(project)
    way = replace(
        before,
        given={**before.given, **given},
        as_of=as_of or before.as_of,
        dry_run=dry_run or before.dry_run,
        overwrite=overwrite or before.overwrite,
    )
    return Beginning(flags, way, kept)


def _last(project: "Project") -> tuple[UnfinishedFile, Unfinished]:
    for found in unfinished_ways(project.settings.state):
        return found
    if any((project.settings.state / "discover").glob("*.json")):
        raise RefusedError(
            "what is not finished is open in another terminal",
            hint="Go on there, or begin anew: `hb discover`.",
            code="open_elsewhere",
        )
    raise NotFoundError("nothing is left unfinished", hint="Begin with `hb discover`.", code="nothing_unfinished")
