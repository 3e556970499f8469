"""The flags a hand count is given by, and what is said where it does not match."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from heartbeat_cli.cli.result import end_refused, print_result

if TYPE_CHECKING:
    from collections.abc import Callable

    from heartbeat_cli.errors import HbError

Count = Annotated[str | None, typer.Option("--count", metavar="N", help="What was counted by hand.")]
By = Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who counted.")]
Method = Annotated[str | None, typer.Option("--method", help="How it was counted.")]
Tolerance = Annotated[
    str,
    typer.Option("--tolerance", metavar="5%|N", help="Difference allowed, of the count (100% at most) or absolute."),
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", help="Why a tolerance beyond 10% of the count is right, or a zero is meant."),
]
AttestedBy = Annotated[
    str | None,
    typer.Option(
        "--attested-by",
        metavar="PLACE",
        help="Where the count is written down: a ticket, a file, a commit. Needed without a terminal.",
    ),
]
Counts = Annotated[
    str | None,
    typer.Option(
        "--counts",
        metavar="DAY=N,…|FILE",
        help="How many of those counted are of a day, or have a value: tells why they differ.",
    ),
]
Ids = Annotated[
    Path | None,
    typer.Option("--ids", metavar="FILE", help="The ids that were counted, one a line: tells who differs."),
]


def tell_aligned(aligned: Any, root: Path) -> None:
    """Say how count and number agree."""
    from heartbeat_cli.sheets import aligned_document, aligned_sheet

    print_result(aligned, document=lambda a: aligned_document(a, root), sheet=lambda a: aligned_sheet(a, root))


def tell_plan(plan: Any) -> None:
    """Say what a count could turn on."""
    from heartbeat_cli.sheets import count_plan_document, count_plan_sheet

    print_result(plan, document=count_plan_document, sheet=count_plan_sheet)


def tell_why(explain: "Callable[[], Any]", error: "HbError") -> None:
    """Say why a count does not match, and end as the refusal does."""
    from heartbeat_cli.sheets import gap_document, gap_sheet

    gap = explain()
    print_result(gap, document=lambda g: gap_document(g, error), sheet=gap_sheet)
    end_refused(error)
