"""What commands of `hb demo` share."""

from typing import Annotated

import typer

Scale = Annotated[float, typer.Option(help="1 is 12,000 clients and 40,000 payments.", min=0.01, max=1000)]
