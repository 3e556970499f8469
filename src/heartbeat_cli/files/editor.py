"""What editors are given: the schema that the first line of a file hb writes names, where that line looks for it."""

import json
from contextlib import suppress
from pathlib import Path

from heartbeat_cli.files.kinds import PROJECT, SCHEMAS_FOLDER, FileKind
from heartbeat_cli.state import write_atomically


def keep_schema(kind: FileKind, file: Path) -> None:
    """Have the schema of `file` in the state folder of its project; outside a project, and on a full disk, nothing."""
    root = file.resolve().parents[kind.depth]
    if not (root / PROJECT.places[0]).is_file():
        return
    target = root / SCHEMAS_FOLDER / f"{kind.name}.json"
    body = json.dumps(kind.schema(), ensure_ascii=False, indent=2).encode() + b"\n"
    with suppress(OSError):
        if not target.exists() or target.read_bytes() != body:
            write_atomically(target, body)
