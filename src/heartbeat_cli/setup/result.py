"""What came of `hb init`."""

from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import HbError
from heartbeat_cli.mirror import NotPulled, Pulled
from heartbeat_cli.rules import Report
from heartbeat_cli.setup.planned import Choices
from heartbeat_cli.setup.writing import WrittenFiles
from heartbeat_cli.status import NextStep


@dataclass(frozen=True, slots=True)
class SetUp:
    """A new project in `root`: what it is made of, its files, its mirror, what every rule says, and what to do next.

    `failed` are the sources whose DDL is not in the mirror, `no_marts` is why marts on a server are not there yet;
    `notes` what somebody should know of how it was made.
    """

    root: Path
    choices: Choices
    written: WrittenFiles
    pulled: tuple[Pulled, ...]
    failed: tuple[NotPulled, ...]
    report: Report
    next: NextStep
    no_marts: HbError | None = None
    notes: tuple[str, ...] = ()
