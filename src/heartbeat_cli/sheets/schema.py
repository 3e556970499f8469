"""The kinds of file a user writes: where they lie and what they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from heartbeat_cli.blocks import Sheet, sheet, table, words
from heartbeat_cli.files import FileKind


def kinds_sheet(kinds: Iterable[FileKind]) -> Sheet:
    """A line per kind; where it may lie anywhere, what reads it says so."""
    rows = ((kind.name, ", ".join(kind.places) or "any", kind.about) for kind in kinds)
    return sheet(table("Kind", words("File"), words("What it is"), rows=rows))


# For programs


@dataclass(frozen=True, slots=True)
class KindsDocument:
    """`hb schema --json`; with a NAME it is the JSON Schema itself."""

    kinds: tuple[FileKind, ...]


def kinds_document(kinds: Iterable[FileKind]) -> KindsDocument:
    """The kinds for programs."""
    return KindsDocument(tuple(kinds))
