"""Names of sources."""

import re

from heartbeat_cli.errors import UsageError


def source_name(text: str) -> str:
    """A name for the source of a database or folder called `text`."""
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return name if name and name[0].isalpha() else f"db_{name}".rstrip("_")


def sound_name(text: str) -> str:
    """A name as it was given; raises UsageError for what is none."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        raise UsageError(f"'{text}' is no name of a source", hint="Small letters, digits and _, a letter first.")
    return text
