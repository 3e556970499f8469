"""The proofs `--proof` may name."""

import typer

from heartbeat_cli.errors import did_you_mean

PROOFS = ("count", "columns", "rows")


def known_proof(value: str | None) -> str | None:
    """One of PROOFS, or None for the marts' usual one."""
    if value is not None and value not in PROOFS:
        hint = did_you_mean(value, PROOFS) or f"It is {', '.join(PROOFS)}."
        raise typer.BadParameter(f"there is no proof '{value}'. {hint}")
    return value
