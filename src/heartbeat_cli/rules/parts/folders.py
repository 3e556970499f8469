"""The files below `db/` that nothing reads."""

from pathlib import Path
from typing import Final

from heartbeat_cli.estate import ProjectSettings

_BESIDE: Final = ("README.md", ".gitkeep", ".gitignore", ".gitattributes", ".DS_Store")


def unread_files(project: ProjectSettings) -> tuple[Path, ...]:
    """The files below `db/` that are neither a source's, a metric's nor the synonyms' or the profile's, in order."""
    read = (project.sources_folder, project.candidates_folder, project.metrics_folder)
    below = project.root / "db"
    return tuple(
        file
        for file in sorted(below.rglob("*"))
        if not file.is_dir()
        and file.name not in _BESIDE
        and file not in (below / "synonyms.yml", below / "profile.yml")
        and not (file.suffix == ".yml" and file.parent in read)
        and (file.suffix in (".yml", ".yaml") or any(file.is_relative_to(folder) for folder in read))
    )
