"""The profile for programs: what docs/reference/profile-json.md describes, and a test holds both together."""

from heartbeat_cli.formats import KINDS, Format, Written
from heartbeat_cli.formats.parts.plain_text import harmless_json
from heartbeat_cli.sheets import Picture, SchemaData, TableData, plain


def write(subject: Picture | TableData | SchemaData) -> Written:
    """One document with every key there is, null or empty where there is nothing."""
    return Written(harmless_json(plain(_document(subject))))


def _document(subject: Picture | TableData | SchemaData) -> object:
    if isinstance(subject, Picture):
        from heartbeat_cli.sheets import profile_document

        return profile_document(subject)
    from heartbeat_cli.sheets import data_document

    return data_document(subject)


FORMAT = Format(KINDS, "programs; the same as `--json`, every key is described", write)
