"""The files and folders a check is about."""

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

from heartbeat_cli.errors import NotFoundError, UsageError
from heartbeat_cli.estate import PROJECT_FILE, ProjectSettings, sources_page_file
from heartbeat_cli.state import followed


def is_inside(file: Path, chosen: Collection[Path]) -> bool:
    """Whether a file is among the chosen ones; without any, every file is."""
    return not chosen or any(followed(file).is_relative_to(path) for path in chosen)


def existing(project: ProjectSettings, path: Path) -> Path:
    """A file or folder as written, from here or from the project's folder, as messages write it.

    Raises NotFoundError where it is not there, UsageError where it holds nothing that rules are about.
    """
    for found in (followed(path), followed(project.root / path)):
        if found.exists():
            return _held(project, found, path)
    folders = (project.sources_folder, project.candidates_folder, project.metrics_folder)
    files = {file.stem: file for folder in folders for file in folder.glob("*.yml")}
    close = get_close_matches(path.stem, files, n=1)
    then = (
        f"Did you mean '{files[close[0]].relative_to(project.root)}'?" if close else "`hb check` looks at everything."
    )
    raise NotFoundError("there is no such file or folder to check", where=str(path), hint=then)


def _held(project: ProjectSettings, found: Path, path: Path) -> Path:
    """A path with something in it that rules are about."""
    folders = (project.sources_folder, project.candidates_folder, project.metrics_folder)
    files = (*(followed(f) for folder in folders for f in folder.glob("*.yml")), project.root / PROJECT_FILE)
    page = followed(sources_page_file(project))
    held = (*(followed(folder) for folder in folders), *files, *([page] if page.is_file() else ()))
    is_ours = found.suffix in (".yml", ".yaml") or found == page
    if is_ours if found.is_file() else any(h.is_relative_to(found) for h in held):
        return found
    raise UsageError(
        "holds nothing that hb checks",
        where=str(path),
        hint="Rules are about heartbeat.yml and the .yml files of db/sources, db/candidates and db/metrics.",
    )


def is_outsider(project: ProjectSettings, path: Path) -> bool:
    """Whether a file is of nobody's project: below `db/` what is no metric and no source is none here either."""
    root = followed(project.root)
    inside = (project.sources_folder, project.candidates_folder, project.metrics_folder)
    own = (root / PROJECT_FILE, followed(sources_page_file(project)))
    ours = path in own or path.is_relative_to(root / "db") or path.parent in inside
    return path.is_file() and not ours
