"""The flags of `hb discover`: one for every question the wizard can ask, and those that say how to run it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from heartbeat_cli.cli.completion import Complete, names_of, one_of

USUAL_WINDOWS = (
    "24h", "7d", "30d", "total", "today", "yesterday", "this_week", "last_week", "this_month", "last_month",
    "this_quarter", "last_quarter", "this_year", "last_year",
)  # fmt: skip
_NUMBER, _FILE, _SOURCE = "The number", "The candidate", "Another source"


def _option(
    help: str, panel: str, metavar: str | None = None, name: str | None = None, complete: Complete | None = None
) -> Any:
    names = [name] if name else []
    return typer.Option(*names, help=help, metavar=metavar, rich_help_panel=panel, autocompletion=complete)


Question = Annotated[str | None, typer.Argument(help="What you want to know: “KYC pass rate”.", show_default=False)]

Proposal = Annotated[
    str | None, _option("One of the numbers that are proposed: its place, its name, or a part of it.", _NUMBER, "N")
]
Table = Annotated[
    str | None, _option("The table that answers it.", _NUMBER, "SOURCE.SCHEMA.TABLE", complete=names_of("target"))
]
Measure = Annotated[
    str | None,
    _option(
        "count, count distinct COL, sum COL, avg COL, median COL, p95 FROM..UNTIL in min, share CONDITION.", _NUMBER
    ),
]
Column = Annotated[str | None, _option("The column of the measure; FROM..UNTIL for a duration.", _NUMBER)]
Until = Annotated[str | None, _option("The column a duration runs to.", _NUMBER, "COLUMN")]
In = Annotated[
    str | None, _option("The unit of a duration: s, min, h, d.", _NUMBER, "UNIT", "--in", one_of("s", "min", "h", "d"))
]
ShareWhere = Annotated[str | None, _option("What a share counts.", _NUMBER, "CONDITION")]
Where = Annotated[
    str | None,
    _option("Only these rows: “state = ACTIVE and amount > 100”; labels are looked up.", _NUMBER, "CONDITION"),
]
Window = Annotated[
    str | None,
    _option(
        "24h, 7d, 4w, yesterday, this_week, last_month, since_2026_01_01, in_2025_12, total.",
        _NUMBER,
        complete=one_of(*USUAL_WINDOWS),
    ),
]
Time = Annotated[str | None, _option("The column that says when it happened.", _NUMBER, "COLUMN")]
Sql = Annotated[str | None, _option("Your own SQL instead: one SELECT, one number, tables as dataset.table.", _NUMBER)]
AsOf = Annotated[str | None, _option("The moment the number is for; now by default.", _NUMBER, "TIME")]

Name = Annotated[str | None, _option("Subject, measure, unit, window: orders_count_7d; one is suggested.", _FILE)]
Label = Annotated[str | None, _option("What the cockpit shows; the question by default.", _FILE)]
Description = Annotated[str | None, _option("What is and is not counted.", _FILE)]
Owner = Annotated[str | None, _option("Who answers for the number.", _FILE)]
Unit = Annotated[str | None, _option("count, min, percent, EUR …", _FILE)]
Direction = Annotated[
    str | None,
    _option("up_is_good, down_is_good, or neutral.", _FILE, complete=one_of("up_is_good", "down_is_good", "neutral")),
]

FallbackNote = Annotated[
    list[str] | None,
    _option("Why a landed source is used that is not the right one; SOURCE=WHY for several.", _SOURCE, "WHY"),
]
Tried = Annotated[
    list[str] | None,
    _option("A table of the right source that was tried first.", _SOURCE, "TABLE", complete=names_of("target")),
]
ReviewBy = Annotated[
    str | None, _option("When a fallback or stop-gap is reviewed; in 90 days by default.", _SOURCE, "DAY")
]
Caveat = Annotated[
    list[str] | None,
    _option("What else is in the truth source's own number, and who would clear it.", _SOURCE, "SOURCE=WHY"),
]
About = Annotated[
    str | None,
    _option("What an everyday word of the question means: the source that has it.", _SOURCE, "SOURCE[=WHY]"),
]
StopGap = Annotated[
    list[str] | None,
    _option("Why the truth source's number stands in for one not landed, until --review-by.", _SOURCE, "SOURCE=WHY"),
]
Needs = Annotated[
    list[str] | None,
    _option(
        "A table or column of a pending source that would answer it.", _SOURCE, "TABLE", complete=names_of("target")
    ),
]

AnswersFile = Annotated[
    Path | None, typer.Option("--answers", help="A YAML file of answers; keys are flags.", metavar="FILE")
]
Resume = Annotated[
    str | None,
    typer.Option(
        help="Go on with what was not finished, or with a parked candidate.",
        metavar="[NAME]",
        autocompletion=names_of("metric"),
    ),
]
Replace = Annotated[bool, typer.Option("--replace", help="Take the place of a candidate of the same name.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show everything, write nothing.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Make a second metric of a number that one has already.")]
Suggest = Annotated[
    bool,
    typer.Option("--suggest", help="Say what is worth measuring; the argument is then a source, schema or table."),
]
Brief = Annotated[bool, typer.Option("--brief", help="At the end, the one page its owner reads.")]
Top = Annotated[int, typer.Option("--top", min=1, help="How many suggestions to show.", metavar="N")]
Step = Annotated[
    bool,
    typer.Option("--step", help="One step: what is asked next, and what may be answered. With --json for programs."),
]
