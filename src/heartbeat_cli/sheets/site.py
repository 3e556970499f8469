"""What `hb site` wrote."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from heartbeat_cli.blocks import Sheet, Styled, line, sheet
from heartbeat_cli.wording import at, count, size


@dataclass(frozen=True, slots=True)
class MadeSite:
    """`hb site --json`: the folder, its first page, how many pages and bytes, and the moment its numbers are of.

    `unreadable` is what the pages lack, each with why: files that are no metric, dumps, numbers that should be there.
    """

    folder: Path
    first_page: Path
    pages: int
    bytes: int
    as_of: datetime
    unreadable: tuple[str, ...] = ()


def site_sheet(made: MadeSite) -> Sheet:
    """Where it is, and how much of it there is."""
    said = f"{count(made.pages, 'page')}, {size(made.bytes)}, as of {at(made.as_of)}"
    return sheet(line(Styled(str(made.first_page), "bold"), whole=True), line(Styled(said, "dim"), whole=True))


def site_document(made: MadeSite) -> MadeSite:
    """The same for programs."""
    return made
