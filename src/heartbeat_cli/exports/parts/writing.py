"""The files of an export on the disk: only hb's own are overwritten, whoever reads meanwhile has the old or the new."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import HbError, RefusedError, UsageError
from heartbeat_cli.exports.parts.door import ExportedFile
from heartbeat_cli.state import SHARED, write_atomically

_HEAD: Final = 1024


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """A file of an export and the `path` it gets; `gone` where an export before wrote it, and this one does not."""

    path: Path
    file: ExportedFile | None = None

    @property
    def gone(self) -> bool:
        """Whether it is taken away."""
        return self.file is None


def place_files(files: Sequence[ExportedFile], out: Path, *, several: bool) -> tuple[PlacedFile, ...]:
    """Where each file goes: in the folder `out`, or as the file `out`. Raises UsageError where a folder is needed.

    Of a folder of several, what an export before left there and this one does not write is gone.
    """
    is_folder = several or out.is_dir()
    if several and out.exists() and not out.is_dir():
        raise UsageError(f"--out {out}: that is a file, and there are several to write", hint="Name a folder.")
    if not is_folder:
        return tuple(PlacedFile(out, file) for file in files)
    placed = tuple(PlacedFile(out / file.name, file) for file in files)
    return (*placed, *_left_over(files, out)) if several else placed


def _left_over(files: Sequence[ExportedFile], folder: Path) -> Iterator[PlacedFile]:
    names, marks = {file.name for file in files}, {file.mark for file in files}
    endings = {Path(name).suffix for name in names}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in names and path.suffix in endings and any(_is_own(path, mark) for mark in marks):
            yield PlacedFile(path)


def refuse_others(placed: Iterable[PlacedFile]) -> None:
    """Raise RefusedError (`not_ours`) where one of them would take the place of a file hb did not write."""
    for one in placed:
        if (
            one.file is not None
            and (one.path.exists() or one.path.is_symlink())
            and not _is_own(one.path, one.file.mark)
        ):
            raise RefusedError(
                "there is a file here that hb metrics export did not write",
                where=str(one.path),
                hint="Give another --out, or move that file away.",
                code="not_ours",
            )


def _is_own(path: Path, mark: str) -> bool:
    """A link is followed by nobody here: what it leads to is another's."""
    if path.is_symlink() or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return mark.encode() in stream.read(_HEAD)
    except OSError:
        return False


def write_placed(placed: Iterable[PlacedFile]) -> None:
    """Write them, one after the other. Raises HbError (`no_permission`) where that cannot be; it can be done again."""
    for one in placed:
        try:
            if one.file is None:
                one.path.unlink(missing_ok=True)
            else:
                write_atomically(one.path, one.file.text.encode(), mode=SHARED)
        except OSError as error:
            why = f"cannot be written: {error.strerror}"
            raise HbError(why, where=str(error.filename or one.path), code="no_permission") from None
