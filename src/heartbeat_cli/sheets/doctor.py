"""What could stop the next command: a line for each thing that was looked at, problems first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heartbeat_cli.blocks import GAP, Block, GridColumn, Sheet, Styled, line, sheet, table
from heartbeat_cli.status import HealthCheck
from heartbeat_cli.wording import count

_STYLES = {"problem": "bad", "caution": "warning", "ok": "good"}


@dataclass(frozen=True, slots=True)
class DoctorDocument:
    """`hb doctor --json`: everything that was looked at, problems first."""

    checks: tuple[HealthCheck, ...]


def doctor_document(checks: Sequence[HealthCheck]) -> DoctorDocument:
    """The checks for programs."""
    return DoctorDocument(_in_order(checks))


def doctor_sheet(checks: Sequence[HealthCheck]) -> Sheet:
    """The checks for people."""
    rows = (
        (Styled(check.state, _STYLES[check.state]), Styled(check.about, "bold"), check.message)
        for check in _in_order(checks)
    )
    return sheet(
        table("State", "About", GridColumn("What was found", "words", least=24), rows=rows),
        GAP,
        *_next(_in_order(checks)),
    )


def _in_order(checks: Sequence[HealthCheck]) -> tuple[HealthCheck, ...]:
    return tuple(sorted(checks, key=lambda check: list(_STYLES).index(check.state)))


def _next(checks: Sequence[HealthCheck]) -> Iterator[Block]:
    wrong = [check for check in checks if check.state != "ok"]
    for check in wrong:
        if check.then:
            yield line(Styled(check.about, "bold"), f": {check.then}")
    if not wrong:
        yield line(f"{count(len(checks), 'check')}, nothing in the way.")
