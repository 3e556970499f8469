"""Each kind of file a user writes, declared once: where it lies, its JSON Schema, how it is read and validated.

Nothing heavy is imported before a file is read.
"""

from heartbeat_cli.files.document import DataPath, Document, Mark, Problem, failure
from heartbeat_cli.files.editor import keep_schema
from heartbeat_cli.files.kinds import ANSWERS, KINDS, METRIC, PROJECT, SOURCE, SYNONYMS, FileKind, find_kind
from heartbeat_cli.files.parse import load_document, parse_document
from heartbeat_cli.files.validate import validate

__all__ = [
    "ANSWERS",
    "KINDS",
    "METRIC",
    "PROJECT",
    "SOURCE",
    "SYNONYMS",
    "DataPath",
    "Document",
    "FileKind",
    "Mark",
    "Problem",
    "failure",
    "find_kind",
    "keep_schema",
    "load_document",
    "parse_document",
    "validate",
]
