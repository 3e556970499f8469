"""Columns that went and took a metric with them, remembered from run to run.

A column goes once, and the run that sees it go lands a table that never had it: without this, the next run would find
nothing to tell about a metric that is broken still. It is a hint in `.heartbeat` and no more; a file that is gone or
damaged is one that remembers nothing.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from heartbeat_cli import json_fields as fields
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.columns.changes import ChangeKind, ColumnChange
from heartbeat_cli.pgschema import QName
from heartbeat_cli.state import read_regular, write_atomically

BROKEN_FILE: Final = "broken.json"
_LONGEST: Final = 1 << 24
GOING: Final = frozenset({ChangeKind.DROPPED, ChangeKind.RENAMED})
"""What can be seen later on: the column is not there. Other changes leave one under the same name."""

Gone = Mapping[str, Sequence[tuple[QName, ColumnChange]]]


def read_broken(project: ProjectSettings) -> dict[str, tuple[tuple[QName, ColumnChange], ...]]:
    """The columns that went, by source. Raises nothing."""
    try:
        body = fields.read_object(read_regular(project.state / BROKEN_FILE, _LONGEST))
        return {name: tuple(_read(one) for one in fields.items(body, name)) for name in body}
    except (OSError, fields.DamagedError, ValueError):
        return {}


def write_broken(project: ProjectSettings, gone: Gone) -> None:
    """Replace what is remembered. For the holder of the lock; nothing is raised where the disk refuses."""
    stored = {name: [_written(*one) for one in changes] for name, changes in gone.items() if changes}
    file = project.state / BROKEN_FILE
    with suppress(OSError):
        if not stored:
            file.unlink(missing_ok=True)
            return
        write_atomically(file, json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode())


def _read(value: object) -> tuple[QName, ColumnChange]:
    one = fields.as_object(value)
    table = QName(fields.text(one, "schema"), fields.text(one, "table"))
    before, after = fields.maybe_text(one, "before"), fields.maybe_text(one, "after")
    kind = ChangeKind(fields.text(one, "kind"))
    return table, ColumnChange(kind, fields.text(one, "column"), before, after, fields.text(one, "sentence"))


def _written(table: QName, change: ColumnChange) -> dict[str, str | None]:
    return {
        "schema": table.schema,
        "table": table.name,
        "kind": change.kind.value,
        "column": change.column,
        "before": change.before,
        "after": change.after,
        "sentence": change.sentence,
    }
