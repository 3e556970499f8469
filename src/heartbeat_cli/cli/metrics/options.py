"""What commands of `hb metrics` share."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of

Name = Annotated[str, typer.Argument(help="A metric or candidate.", metavar="NAME", autocompletion=names_of("metric"))]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="The moment to compute it for, 2026-05-08 or 2026-05-08T09:00Z."),
]

# Of `hb metrics migrate`.
To = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="SOURCE", help="Where to; the truth source by default.", autocompletion=names_of("source")
    ),
]
Onto = Annotated[
    str | None, typer.Option("--onto", metavar="METRIC", help="The metric that takes its place, where hb cannot tell.")
]
Key = Annotated[
    str | None,
    typer.Option("--key", metavar="LEGACY=TRUTH", help="The columns that carry the same key, where hb cannot tell."),
]
DraftName = Annotated[
    str | None,
    typer.Option("--name", metavar="NEW", help="What a draft is called; by default as now, without the source."),
]
Know = Annotated[
    str | None,
    typer.Option("--know", metavar="SIGNATURE", help="A difference that has a reason; with --why and --by."),
]
Why = Annotated[str | None, typer.Option("--why", help="The reason.")]
By = Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who says so.")]
WrittenDown = Annotated[
    str | None,
    typer.Option("--attested-by", metavar="PLACE", help="Where the reason is written down. Needed without a terminal."),
]
