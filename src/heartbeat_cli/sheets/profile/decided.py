"""What was written of a guess: `hb profile TARGET --accept GUESS` and `--deny GUESS`."""

from dataclasses import dataclass

from heartbeat_cli.blocks import Sheet, line, sheet


@dataclass(frozen=True, slots=True)
class DecidedDocument:
    """`hb profile TARGET --accept|--deny GUESS --json`: the key and value written of a target, and the file."""

    target: str
    key: str
    value: str | bool
    file: str


def decided_sheet(decided: DecidedDocument) -> Sheet:
    """A line: what the file says now."""
    value = decided.value if isinstance(decided.value, str) else str(decided.value).lower()
    return sheet(line(f"{decided.file} says of {decided.target}: {decided.key}: {value}"))
