"""The message to send for access to a source, to be copied as it stands."""

from heartbeat_cli.blocks import GAP, Section, Sheet, TextBlock, line, sheet
from heartbeat_cli.status import AccessRequest


def request_sheet(asked: AccessRequest) -> Sheet:
    """To whom, what and why; what it unblocks; who was asked before."""
    return sheet(
        line(f"To: {asked.whom}"),
        line(f"Read access to {asked.title} for our metrics"),
        GAP,
        line(asked.why),
        Section("Please run", (TextBlock("\n".join(asked.statements)),)) if asked.statements else None,
        Section("Needed", (line(asked.needs),)) if asked.needs else None,
        Section("To be read", tuple(map(line, asked.parts))) if asked.parts else None,
        Section("What it unblocks", tuple(map(line, asked.unblocks))) if asked.unblocks else None,
        Section(
            "Asked before",
            tuple(line(f"{e.date}  {e.who}: {e.what}" + (f" - {e.answer}" if e.answer else "")) for e in asked.asked),
        )
        if asked.asked
        else None,
        GAP,
        line("Reading only: every session of ours is read-only, with timeouts, and a few at a time."),
    )
