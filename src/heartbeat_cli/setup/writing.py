"""The files of a project on the disk: what is there stays as it is, and is named."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.estate import PROJECT_FILE
from heartbeat_cli.setup.planned import GITIGNORE, PlannedFile
from heartbeat_cli.state import SHARED, STATE_FOLDER, make_private_folder, write_atomically

_PRIVATE: Final = 0o600


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """The files that were written, those that were there before and were left, and what the latter lack."""

    files: tuple[Path, ...]
    left: tuple[Path, ...] = ()
    lacking: tuple[str, ...] = ()

    def and_(self, files: Iterable[Path], left: Iterable[Path]) -> "WrittenFiles":
        """This, and more."""
        return WrittenFiles((*self.files, *files), (*self.left, *left), self.lacking)


def refuse_a_project(folder: Path) -> None:
    """Raise RefusedError where the folder is a project already."""
    if os.path.lexists(folder / PROJECT_FILE):
        raise RefusedError(
            f"there is a {PROJECT_FILE} here already; nothing was changed",
            where=str(folder),
            hint="`hb` alone says where this project stands; `hb sources add NAME` adds a source to it.",
            code="project_exists",
        )


def write_files(root: Path, planned: Iterable[PlannedFile]) -> WrittenFiles:
    """Write each file that is not there; make the state folder, which keeps itself out of git.

    Raises HbError (`no_permission`) where a file cannot be written; run again, the others are there and are left.
    """
    written, left, lacking = [], [], []
    try:
        for file in planned:
            target = root / file.path
            if os.path.lexists(target):
                left.append(target)
                lacking += _lacking(file, target)
                continue
            _write(target, file)
            written.append(target)
        make_private_folder(root / STATE_FOLDER)
    except OSError as error:
        raise HbError(
            f"cannot be written: {error.strerror}", where=str(error.filename or root), code="no_permission"
        ) from None
    return WrittenFiles(tuple(written), tuple(left), tuple(lacking))


def _write(target: Path, file: PlannedFile) -> None:
    if not file.private:
        write_atomically(target, file.text.encode(), mode=SHARED, overwrite=False)
        return
    # Its folder is the project's, which is not this user's alone.
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "w", encoding="utf-8") as stream:
        stream.write(file.text)


def _lacking(file: PlannedFile, target: Path) -> list[str]:
    """What a `.gitignore` that was there does not leave out."""
    if file.path.name != ".gitignore":
        return []
    there = set(target.read_text(encoding="utf-8", errors="replace").split())
    return [f".gitignore lacks {line}" for line in GITIGNORE.split() if line not in there]
