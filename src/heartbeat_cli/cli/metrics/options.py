"""What commands of `hb metrics` share."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of

Name = Annotated[str, typer.Argument(help="A metric or candidate.", metavar="NAME", autocompletion=names_of("metric"))]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="The moment to compute it for, 2026-05-08 or 2026-05-08T09:00Z."),
]
