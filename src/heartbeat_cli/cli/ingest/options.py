"""What `hb ingest` lands, and the proofs `--proof` may name."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of, one_of
from heartbeat_cli.errors import did_you_mean

PROOFS = ("count", "columns", "rows")


def known_proof(value: str | None) -> str | None:
    """One of PROOFS, or None for the marts' usual one."""
    if value is not None and value not in PROOFS:
        hint = did_you_mean(value, PROOFS) or f"It is {', '.join(PROOFS)}."
        raise typer.BadParameter(f"there is no proof '{value}'. {hint}")
    return value


Sources = Annotated[
    list[str] | None,
    typer.Option(
        "--source", help="The source to land; may be repeated.", metavar="NAME", autocompletion=names_of("source")
    ),
]
Tables = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        help="Only this table of the slice; may be repeated.",
        metavar="SCHEMA.TABLE",
        autocompletion=names_of("table"),
    ),
]
Proof = Annotated[
    str | None,
    typer.Option(
        "--proof",
        help="What is compared when rows land; by default columns (DuckDB) or rows (Postgres).",
        metavar="count|columns|rows",
        callback=known_proof,
        autocompletion=one_of(*PROOFS),
    ),
]
FromDump = Annotated[
    Path | None,
    typer.Option(
        "--from", help="Land the rows of a dump (plain pg_dump) in place of the server's.", metavar="DUMP.sql"
    ),
]
Notify = Annotated[
    str | None,
    typer.Option(
        "--notify", help="Tell a URL (JSON) or a mail address when something failed or was found.", metavar="URL|MAIL"
    ),
]
