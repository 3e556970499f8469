"""A project made once for many tests: whatever one of them changes in it is put back before the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RestoredFolder:
    """A folder, every byte of it as it was. What `hb` keeps for itself stays, as it does in life."""

    root: Path
    before: dict[Path, bytes]
    folders: frozenset[Path]

    @classmethod
    def of(cls, root: Path) -> "RestoredFolder":
        paths = tuple(_paths(root))
        files = {path: path.read_bytes() for path in paths if path.is_file()}
        return cls(root, files, frozenset(path for path in paths if path.is_dir()))

    def restore(self) -> None:
        """Write what was changed, and take away what was added."""
        for path in sorted(_paths(self.root), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if path not in self.folders:
                    path.rmdir()
            elif path not in self.before:
                path.unlink()
        for folder in sorted(self.folders):
            folder.mkdir(exist_ok=True)
        for file, content in self.before.items():
            if not file.is_file() or file.read_bytes() != content:
                file.write_bytes(content)


def _paths(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if ".heartbeat" not in path.parts)
