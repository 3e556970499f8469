"""`hb profile TARGET --accept GUESS`, `--deny GUESS`: what is said of a guess goes to db/profile.yml."""

from heartbeat_cli.app import decide, locate
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError
from heartbeat_cli.sheets import decided_sheet


def write_decision(target: str, name: str | None, *, accept: str | None, deny: str | None) -> None:
    """Write it and print what was written; raises UsageError where both are given, and what `decide` raises."""
    if accept is not None and deny is not None:
        raise UsageError("--accept and --deny say the opposite", hint="Give one of them at a time.")
    place = locate(target, name, current_session().settings)
    decided = decide(place, accept or deny or "", accept=accept is not None)
    print_result(decided, document=lambda written: written, sheet=decided_sheet)
