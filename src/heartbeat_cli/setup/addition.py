"""What came of `hb sources add`."""

from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest import Outlook
from heartbeat_cli.setup.first_questions import FirstQuestion
from heartbeat_cli.status import NextStep


@dataclass(frozen=True, slots=True)
class AddedSource:
    """A new source of a project in `root`: the files that were `written` and those that have new lines.

    `variables` are those it needs and no other source does; `doubts` what a draft leaves open; `problems` what could
    not be done yet; `outlook` what landing it takes, None where nobody knows yet; `container` the command that lands it
    in a container of its own, empty where the project has none; `next` what to do now.
    """

    root: Path
    name: str
    written: tuple[Path, ...]
    extended: tuple[Path, ...]
    variables: tuple[str, ...]
    container: tuple[str, ...]
    questions: tuple[FirstQuestion, ...]
    next: NextStep
    outlook: Outlook | None = None
    doubts: tuple[str, ...] = ()
    problems: tuple[HbError, ...] = ()
