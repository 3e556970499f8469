"""The arguments of `hb profile`, but for its format."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of

Target = Annotated[
    str,
    typer.Argument(
        help="webbank · webbank.core · webbank.core.payment · webbank.core.payment.state_id · a dump file",
        metavar="TARGET",
        autocompletion=names_of("target"),
    ),
]
Name = Annotated[
    str | None,
    typer.Argument(
        help="What of a dump file: core · core.payment · core.payment.state_id.", metavar="NAME", show_default=False
    ),
]
Data = Annotated[
    bool, typer.Option("--data", help="Read the landed rows too: counts, empty values, ranges, frequent values.")
]
Sample = Annotated[
    float | None, typer.Option("--sample", help="With --data: read this share of the rows.", metavar="PERCENT")
]
Reveal = Annotated[bool, typer.Option("--reveal", help="With --data: show personal data instead of masking it.")]
Raw = Annotated[
    bool, typer.Option("--raw", help="With --format csv: cells that begin like a formula stay as they are.")
]
Accept = Annotated[
    str | None,
    typer.Option(
        "--accept",
        help="Write to db/profile.yml that a guess is right: personal, reference, role or area.",
        metavar="GUESS",
    ),
]
Deny = Annotated[str | None, typer.Option("--deny", help="Write that a guess is wrong.", metavar="GUESS")]
