"""What a count could turn on before anybody counted: what the SQL says, what else it could, what to count first."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from heartbeat_cli.blocks import GAP, Section, Sheet, Styled, facts, line, sheet
from heartbeat_cli.metrics import OtherWays
from heartbeat_cli.sheets.gap import SettingDocument
from heartbeat_cli.wording import count

if TYPE_CHECKING:
    from heartbeat_cli.metrics import CountPlan


@dataclass(frozen=True, slots=True)
class CountPlanDocument:
    """`hb metrics align --dry-run --json` without a count: what could be counted otherwise, and no number.

    `others` are the changes that would give another number, by kind. `first` is the day or value whose count tells most
    of them apart. `unvaried` says why nothing could be changed.
    """

    metric: str
    as_of: datetime
    settings: tuple[SettingDocument, ...]
    others: tuple[OtherWays, ...]
    first: str | None
    unvaried: str | None


def count_plan_document(plan: "CountPlan") -> CountPlanDocument:
    """What a count could turn on for programs."""
    return CountPlanDocument(
        plan.metric.name,
        plan.as_of,
        tuple(SettingDocument(what, says) for what, says in plan.settings),
        plan.others,
        plan.first.key if plan.first else None,
        plan.unvaried,
    )


def count_plan_sheet(plan: "CountPlan") -> Sheet:
    """What the SQL says first, then what else it could have said."""
    ways = sum(other.ways for other in plan.others)
    said = plan.unvaried or f"{count(ways, 'change')} of the SQL would give another number"
    first = plan.first
    return sheet(
        line(Styled(plan.metric.name, "bold"), f"  {said}", whole=True),
        Section("What the SQL says", (facts(*plan.settings),)) if plan.settings else None,
        Section("What else could be counted", (facts(*((o.kind, _some(o)) for o in plan.others)),))
        if plan.others
        else None,
        Section("Count besides the whole", (line(f"How many of those counted are of {first.key}?", whole=True),))
        if first
        else None,
        GAP,
        line("No number is shown until somebody has counted; give it with --count.", style="dim", whole=True),
    )


def _some(other: OtherWays) -> str:
    rest = other.ways - len(other.likeliest)
    return "; ".join(other.likeliest) + (f"; and {count(rest, 'other')}" if rest else "")
