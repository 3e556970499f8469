"""Writing a file so that whoever reads meanwhile has the old one or the new one, never half of either."""

import os
from pathlib import Path

from heartbeat_cli.state.folder import make_private_folder

PRIVATE = 0o600
SHARED = 0o666
"""As the user's umask has it."""


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


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
