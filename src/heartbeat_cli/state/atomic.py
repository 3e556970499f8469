"""Writing a file so that whoever reads meanwhile has the old one or the new one, never half of either."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from heartbeat_cli.state import STATE_FOLDER

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700
SHARED = 0o666
"""As the user's umask has it."""
_LEFT_OUT = "# Credentials, and what hb has read from the sources.\n.env\n.heartbeat/\n*.duckdb\n*.duckdb.*\n"


def write_atomically(
    file: Path, body: bytes, *, mode: int = PRIVATE, overwrite: bool = True, durable: bool = False
) -> None:
    """Put `body` in the place of `file`; its folder is made where there is none, private for a private file.

    It is written aside and renamed. With `durable` it is on the disk before it takes its place, and so is the name.
    Raises OSError and leaves what was there; FileExistsError where the file is there and may not be overwritten.
    """
    if mode == PRIVATE:
        make_private_folder(file.parent)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
    # By process: two that write at once do not meet, and what a killed one leaves is taken by the next of its number.
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(body)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        if overwrite:
            draft.replace(file)
        else:
            # A link fails where the name is taken, whoever took it a moment ago; a rename would replace their file.
            file.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
    if durable:
        sync_folder(file.parent)


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it, for this user alone; git is told to leave a state folder out.

    In a project without a `.gitignore` one is made with the first state: credentials and rows are not for a repository.
    Raises OSError.
    """
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    if folder.name == STATE_FOLDER:
        _leave_out_of_git(folder)


def _leave_out_of_git(state: Path) -> None:
    with suppress(OSError):
        _write_once(state / ".gitignore", "# What hb keeps for itself.\n*\n")
        if (state.parent / "heartbeat.yml").is_file():
            _write_once(state.parent / ".gitignore", _LEFT_OUT)


def _write_once(file: Path, text: str) -> None:
    if not os.path.lexists(file):
        try:
            file.write_text(text, encoding="utf-8")
        except OSError:
            file.unlink(missing_ok=True)
            raise


@contextmanager
def for_this_user_alone() -> Iterator[None]:
    """What libraries write while the body runs is 0600, in folders that are 0700."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
