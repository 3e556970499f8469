"""Each kind of file a user writes, declared once: where it lies, its JSON Schema, how it is read and validated.

A name is imported when it is first asked for: what is cached is told without reading a file.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heartbeat_cli.files.document import DataPath, Document, Mark, Problem, failure
    from heartbeat_cli.files.edit import set_value
    from heartbeat_cli.files.editor import keep_schema
    from heartbeat_cli.files.kinds import (
        ANSWERS,
        INIT,
        KINDS,
        METRIC,
        PROFILE,
        PROJECT,
        SOURCE,
        SYNONYMS,
        FileKind,
        find_kind,
    )
    from heartbeat_cli.files.parse import load_document, parse_document
    from heartbeat_cli.files.scalar import Scalar
    from heartbeat_cli.files.sql_place import NOWHERE, SqlPlace, from_root
    from heartbeat_cli.files.validation import validate

_MODULES = {
    "document": ("DataPath", "Document", "Mark", "Problem", "failure"),
    "edit": ("set_value",),
    "editor": ("keep_schema",),
    "kinds": (
        *("ANSWERS", "INIT", "KINDS", "METRIC", "PROFILE", "PROJECT", "SOURCE", "SYNONYMS"),
        *("FileKind", "find_kind"),
    ),
    "parse": ("load_document", "parse_document"),
    "scalar": ("Scalar",),
    "sql_place": ("NOWHERE", "SqlPlace", "from_root"),
    "validation": ("validate",),
}

__all__ = [
    "ANSWERS",
    "INIT",
    "KINDS",
    "METRIC",
    "NOWHERE",
    "PROFILE",
    "PROJECT",
    "SOURCE",
    "SYNONYMS",
    "DataPath",
    "Document",
    "FileKind",
    "Mark",
    "Problem",
    "Scalar",
    "SqlPlace",
    "failure",
    "find_kind",
    "from_root",
    "keep_schema",
    "load_document",
    "parse_document",
    "set_value",
    "validate",
]


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
