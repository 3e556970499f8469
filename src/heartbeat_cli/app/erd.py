"""The pictures of schemas that are kept beside the mirror, for who opens a file."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heartbeat_cli.estate import ProjectSettings

_FOLDER = "erd"


def keep_pictures(project: "ProjectSettings", source: str) -> "Iterator[Path]":
    """A page for each schema with tables of a mirrored source, `erd/DATABASE-SCHEMA/index.html` in the mirror's folder.

    One that says the same stays as it is. Raises HbError for a dump that cannot be read, OSError for a page that cannot
    be written.
    """
    from heartbeat_cli.app.draw import draw_place
    from heartbeat_cli.app.profile import write
    from heartbeat_cli.app.target import locate
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.mirror import MirrorDumps
    from heartbeat_cli.state import SHARED, write_atomically

    entry = load_inventory(project).require(source)
    database = MirrorDumps(project).database(entry)
    for schema in database.schemas if database is not None else ():
        if not schema.tables:
            continue
        picture = draw_place(locate(f"{source}.{schema.name}", None, lambda: project))
        file = project.mirror / _FOLDER / _folder_name(entry.database or source, schema.name) / "index.html"
        page = str(write(picture, "html").body).encode()
        if not file.is_file() or file.read_bytes() != page:
            write_atomically(file, page, mode=SHARED)
        yield file


def _folder_name(*parts: str) -> str:
    """`webbank-core`: small letters and digits, anything else a dash."""
    return "-".join(re.sub(r"[^0-9a-z]+", "-", part.lower()).strip("-") for part in parts)
