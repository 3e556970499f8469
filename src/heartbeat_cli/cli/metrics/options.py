"""What commands of `hb metrics` share."""

from typing import Annotated

import typer

Name = Annotated[str, typer.Argument(help="A metric or candidate.", metavar="NAME")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="The moment to compute it for, 2026-05-08 or 2026-05-08T09:00Z."),
]
