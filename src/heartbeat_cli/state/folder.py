"""Folders with credentials and rows in them: for this user alone, and for no repository."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

STATE_FOLDER: Final = ".heartbeat"
_MODE: Final = 0o700
_LEFT_OUT: Final = "# Credentials, and what hb has read from the sources.\n.env\n.heartbeat/\n*.duckdb\n*.duckdb.*\n"


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it, for this user alone; git is told to leave a state folder out.

    In a project without a `.gitignore` one is made with the first state: credentials and rows are not for a repository.
    Raises OSError.
    """
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=_MODE, exist_ok=True)
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
