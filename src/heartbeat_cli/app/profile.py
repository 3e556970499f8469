"""A target in a format: worked out, or remembered from the last time."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.app.target import Target
from heartbeat_cli.doors import installed_packages
from heartbeat_cli.errors import UsageError
from heartbeat_cli.formats import FORMATS, Written, formats_for, is_own
from heartbeat_cli.state import cached

if TYPE_CHECKING:
    from heartbeat_cli.pgschema import SkippedStatement
    from heartbeat_cli.profiling import UnknownName
    from heartbeat_cli.sheets import Picture

_COLUMN = 3
"""How many names a column's target has after its source."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed of a target, what of its dump was not understood, and what db/profile.yml names for nothing.

    Small enough to be remembered.
    """

    written: Written
    file: str
    skipped: "tuple[SkippedStatement, ...]"
    unknown: "tuple[UnknownName, ...]" = ()


def find_answer(place: Target, format: str, *, raw: bool = False) -> Answer:
    """A target in a format, `raw` where it has such a form.

    A project's is remembered until one of the files it is made from changes.
    """

    def work_out() -> Answer:
        from heartbeat_cli.app.draw import draw_place

        picture = draw_place(place)
        return Answer(write(picture, format, raw=raw), picture.reading.file, picture.reading.skipped, picture.unknown)

    def work_out_for_good() -> Answer | None:
        from heartbeat_cli.profiling import DETECTORS

        return None if DETECTORS.others() else work_out()

    # A format or detector of another package may change without its version or this program's changing.
    if place.project is None or not is_own(format):
        return work_out()
    what = f"{'raw ' if raw else ''}{format} of {place.names} in {place.text} beside {installed_packages()}"
    return cached(place.project.state, what, _files(place), work_out_for_good) or work_out()


def _files(place: Target) -> list[Path]:
    """What an answer is made from: the dump and the inventory's entry; for a column every dump and entry there is."""
    project = place.project
    if project is None:
        return [place.path]
    decisions = project.root / "db" / "profile.yml"
    files = [place.path, project.root / "heartbeat.yml", *([decisions] if decisions.exists() else [])]
    if len(place.names) < _COLUMN:
        return [*files, place.entry.file] if place.entry else files
    from heartbeat_cli.mirror import list_mirror

    dumps = [dump.file for dump in list_mirror(project.mirror, project.clusters)]
    return [*files, *dumps, *sorted(project.sources_folder.glob("*.yml"))]


def write(picture: "Picture", format: str, *, raw: bool = False) -> Written:
    """The picture in a format; raises UsageError where the format cannot write this kind of target."""
    chosen = FORMATS.find(format)
    if picture.kind not in chosen.kinds:
        raise UsageError(
            f"{format} cannot show a {picture.kind}",
            where=picture.target,
            hint=f"A {picture.kind} can be shown as {', '.join(formats_for(picture.kind))}.",
        )
    return chosen.writer(raw=raw)(picture)
