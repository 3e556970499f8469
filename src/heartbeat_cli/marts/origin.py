"""Where the rows of a table came from, where that is a dump: as receipts keep it, and as people read it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DumpOrigin:
    """The dump a table landed from: its `file`, the SHA-256 of that, and when it was `made_at`.

    That moment is what the dump says itself, else when its file was last changed. `withheld` are the columns that were
    left out or hashed when it landed, as the source's file had it then.
    """

    file: str
    sha256: str
    made_at: datetime
    withheld: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file without its folders."""
        return Path(self.file).name

    @property
    def note(self) -> str:
        """For people."""
        return f"from the dump {self.name}, made {self.made_at:%Y-%m-%d %H:%M} UTC, sha256 {self.sha256[:12]}"

    def written(self) -> str:
        """As a receipt keeps it, in place of a server's counters."""
        facts = {
            "file": self.file,
            "sha256": self.sha256,
            "made_at": self.made_at.astimezone(UTC).isoformat(),
            "withheld": list(self.withheld),
        }
        return json.dumps({"dump": facts}, separators=(",", ":"), ensure_ascii=False)


def dump_origin(counters: str | None) -> DumpOrigin | None:
    """The dump a receipt's table landed from; None where that was no dump."""
    try:
        facts = json.loads(counters or "")["dump"]
        made = datetime.fromisoformat(facts["made_at"])
        return DumpOrigin(str(facts["file"]), str(facts["sha256"]), made, tuple(facts["withheld"]))
    except (ValueError, TypeError, KeyError):
        return None
