"""The files of the demo's project: in a checkout its own root, in an installed wheel package data of the same files."""

import shutil
from pathlib import Path

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import DEMO_FOLDER, PROJECT_FILE, ProjectSettings, load_project

PARTS = ("db/sources", "db/metrics", "db/candidates", "seed/schemas/demo")


def project_files() -> Path:
    """The folder that holds the demo's heartbeat.yml."""
    here = Path(__file__).resolve()
    for folder in (here.parent / "project", here.parents[3]):
        if (folder / PROJECT_FILE).is_file():
            return folder
    raise HbError("this installation lacks the demo's files", hint="Reinstall heartbeat-cli.", code="broken_install")


def make_project(parent: Path) -> ProjectSettings:
    """Copy the demo's project to `heartbeat-demo` in `parent`, or take the one that is there."""
    folder = parent / DEMO_FOLDER
    if (folder / PROJECT_FILE).is_file():
        return load_project(folder / PROJECT_FILE)
    source = project_files()
    try:
        for part in PARTS:
            shutil.copytree(source / part, folder / part, dirs_exist_ok=True)
        # Last, because its presence is what makes the folder a project.
        shutil.copyfile(source / PROJECT_FILE, folder / PROJECT_FILE)
    except PermissionError as error:
        raise HbError(
            f"no permission to write here: {error.filename}", where=str(folder), code="no_permission"
        ) from None
    return load_project(folder / PROJECT_FILE)
