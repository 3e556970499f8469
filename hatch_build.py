"""What a wheel and a source distribution hold: the files git knows, never what happens to lie beside them.

An unpacked source distribution has no git; there every file is one that git knew.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KnownFiles(BuildHookInterface[Any]):
    """Hatch's hook: it names every file, and where in the distribution it goes."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add to `force_include`, which Hatch reads; an editable install is a path to `src` and needs no files."""
        if version == "editable":
            return
        root = Path(self.root)
        places = self.config["wheel"] if self.target_name == "wheel" else {".": "."}
        for source, target in places.items():
            for file in known_files(root, root / source):
                goes_to = Path(target) / file.relative_to(root / source)
                build_data["force_include"][str(file)] = goes_to.as_posix()


def known_files(root: Path, place: Path) -> Iterator[Path]:
    """The files at or below `place`; only those that git knows where `root` is a checkout."""
    if (root / ".git").exists():
        command = ["git", "-C", str(root), "ls-files", "-z", "--", str(place)]
        listed = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
        found = [root / name for name in listed.split("\0") if name]
    else:
        found = [place, *sorted(place.rglob("*"))]
    return (file for file in found if file.is_file() and "__pycache__" not in file.parts)
