"""The folder of a site: written beside, and put in its place whole. A folder of anything else is never overwritten."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.state import process_exists

MARK: Final = ".hb-site"
_SAID: Final = "Written by `hb site`, which writes this folder anew each time.\n"
_BESIDE: Final = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)\.(?:new|old)")


def write_site(folder: Path, files: Mapping[str, str]) -> None:
    """Put a site in the place of `folder`.

    Raises RefusedError where that is a folder of somebody else's, or no folder; OSError, and leaves what was there.
    """
    refuse_other(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    try:
        for name, text in {**files, MARK: _SAID}.items():
            file = draft / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def refuse_other(folder: Path) -> None:
    """Raises RefusedError where a folder holds anything, and no site that hb wrote."""
    if folder.is_dir():
        if (folder / MARK).is_file() or not any(folder.iterdir()):
            return
        what = "is a folder with other files in it, and no site of hb's"
    elif os.path.lexists(folder):
        what = "is no folder"
    else:
        return
    raise RefusedError(f"{folder} {what}", hint="Name a folder that is empty or not there yet.", code="not_a_site")


def _swap(draft: Path, folder: Path) -> None:
    """A name takes another's place at once, a folder does not: for a moment there is none, and never half of one."""
    before = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    was_there = os.path.lexists(folder)
    if was_there:
        folder.rename(before)
    try:
        draft.rename(folder)
    except OSError:
        if was_there:
            before.rename(folder)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Take away what runs that were killed have left beside the folder; the site one had put aside comes back."""
    for left in folder.parent.glob(f".{folder.name}.*"):
        found = _BESIDE.fullmatch(left.name)
        if found is None or found["name"] != folder.name or process_exists(int(found["pid"])):
            continue
        if left.suffix == ".old" and not os.path.lexists(folder):
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)
