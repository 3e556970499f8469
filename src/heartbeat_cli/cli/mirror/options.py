"""What commands of `hb mirror` share."""

from typing import Annotated

import typer

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and write nothing.")]
