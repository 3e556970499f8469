"""Dumps in pg_dump's own formats (-Fc, -Ft, -Fd) → SQL, by pg_restore where this machine has one.

Without one they are refused as `pgschema` refuses them, with the command that makes SQL of them.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from heartbeat_cli.errors import InvalidFileError

if TYPE_CHECKING:
    import subprocess

RESTORE_SECONDS: Final = 300
_CUSTOM: Final = b"PGDMP"
_TAR: Final = (257, b"ustar")


def is_archive(path: Path) -> bool:
    """Whether pg_dump wrote the file or folder in a format of its own."""
    if path.is_dir():
        return (path / "toc.dat").is_file()
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(_TAR[0] + len(_TAR[1]))
    except OSError:
        return False
    return head.startswith(_CUSTOM) or head[_TAR[0] :] == _TAR[1]


def restored_text(path: Path) -> bytes | None:
    """The DDL of an archive, None for what is none and where there is no pg_restore.

    Raises InvalidFileError (`archive_unreadable`) where each pg_restore refuses it, as an older one does.
    """
    if not is_archive(path):
        return None
    # What runs programs takes a while to import, and few files are archives.
    from heartbeat_cli.mirror import binaries

    return _restored(path, binaries.find_programs("pg_restore"))


def _restored(path: Path, programs: Iterable[Path]) -> bytes | None:
    said = ""
    for program in programs:
        done = _run(program, path)
        if done.returncode == 0:
            return done.stdout
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
    if not said:
        return None
    make = f"`pg_restore --schema-only --file {path.stem}.sql {path}` makes SQL of it"
    raise InvalidFileError(
        f"pg_restore cannot read the archive: {said.removeprefix('pg_restore: error: ')[:200]}",
        where=str(path),
        hint=f"One no older than the pg_dump that wrote it can: put it first on the PATH; or where it is, {make}.",
        code="archive_unreadable",
    )


def _run(program: Path, path: Path) -> "subprocess.CompletedProcess[bytes]":
    """Only a file is written to standard output: without a database named, pg_restore connects to none."""
    import subprocess

    command = [str(program), "--schema-only", "--file=-", "--", str(path)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
    try:
        return subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=RESTORE_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, b"", str(error).encode())
