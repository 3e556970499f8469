"""Whether the options of `hb profile` that say how rows are read go together with its target."""

from heartbeat_cli.app import is_file
from heartbeat_cli.errors import UsageError


def check_data_options(target: str, *, data: bool, sample: float | None, reveal: bool) -> None:
    """Raise UsageError for options that say how rows are read where no rows are."""
    for flag, given in (("--sample", sample is not None), ("--reveal", reveal)):
        if given and not data:
            raise UsageError(f"{flag} says how rows are read, and no rows are without --data", hint="Add --data.")
    if data and is_file(target):
        raise UsageError(
            "--data reads landed rows, and a dump file has none",
            where=target,
            hint="Name the source instead: its landed rows are in the marts.",
        )
