"""The whole JSON Schema of a kind of file: what is the same everywhere, and what members of a door declare in it."""

from typing import Any

from heartbeat_cli.estate.load import source_schema
from heartbeat_cli.estate.project import project_schema
from heartbeat_cli.files import PROJECT, SOURCE, FileKind


def file_schema(kind: FileKind) -> dict[str, Any]:
    """The JSON Schema of a kind of file, with the options of hb's own marts kinds and archetypes."""
    whole = {PROJECT: project_schema, SOURCE: source_schema}
    return whole[kind]() if kind in whole else kind.schema()
