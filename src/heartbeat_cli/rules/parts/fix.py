"""What mends a finding by itself, as a value. A rule hands it back with a finding; `mending.py` carries it out."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Move:
    """A file gets another place, with what is in it as it is; nothing that is there already is replaced.

    `seen` is the fingerprint of the text the rule judged, None where it judged the name alone.
    """

    file: Path
    to: Path
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A file gets another text. `seen` is the fingerprint of the one the rule judged, None where there was no file.

    The text ends its lines with `\\n`; written they end as those of the file do.
    """

    file: Path
    text: str
    seen: str | None


Fix = Move | Rewrite


def fingerprint(text: str) -> str:
    """What tells a file's text from any other, however its lines end."""
    return sha256(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()
