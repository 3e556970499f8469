"""What somebody asks for: the moment of a number, the count made by hand, and whether the moment says anything."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from heartbeat_cli.errors import UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts import NO_DATA, Age
from heartbeat_cli.metrics.tolerance import is_plausible


def parse_as_of(text: str | None, project: ProjectSettings) -> datetime:
    """A moment as written on a command line, UTC where it names no zone; the project's now for None."""
    if text is None:
        return project.now()
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"--as-of: '{text}' is no date and time", hint="Write 2026-05-08 or 2026-05-08T09:00Z.", code="usage"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_count(text: str) -> Decimal:
    """A hand count as written on a command line, with a point before its fraction; raises UsageError."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not is_plausible(number):
        raise UsageError(
            f"--count: '{text}' is not a number somebody counted",
            hint="Write --count 1412 or --count 41.5; a comma means a thousand here and a fraction there.",
            code="usage",
        )
    return number


def doubt_about(as_of: datetime, project: ProjectSettings, *, empty: bool, age: Age | None = None) -> str | None:
    """Why a number asked for at `as_of` may say nothing: that moment is yet to come, before or beyond the data, or
    the number is `empty`."""
    now = project.now()
    if as_of > now:
        clock = "the project's clock" if project.clock else "now"
        why = f"--as-of {as_of:%Y-%m-%d %H:%M} UTC is later than {clock} ({now:%Y-%m-%d %H:%M} UTC)"
    elif age is not None and age.state == NO_DATA:
        return f"there is no data for --as-of {as_of:%Y-%m-%d %H:%M} UTC: {age.decided_by.table} has no row up to then"
    elif age is not None and age.until is not None and age.until < as_of < now:
        return f"--as-of {as_of:%Y-%m-%d %H:%M} UTC is beyond the data, which reaches to {age.until:%Y-%m-%d %H:%M} UTC"
    elif empty and as_of != now:
        why = f"there is nothing to show for --as-of {as_of:%Y-%m-%d %H:%M} UTC"
    else:
        return None
    return f"{why}: the marts may hold no data for that moment"
