"""Variables → the text of `.env`, and of `.env.example`, which has everything but the values."""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Final

from heartbeat_cli.errors import UsageError

_BARE: Final = re.compile(r"[A-Za-z0-9_./:@%+=,~-]*")
_TOLD: Final = ("_PORT",)


def env_text(values: Mapping[str, str]) -> str:
    """The lines of `.env`.

    Raises UsageError where a value would not be read back as it is.
    """
    about = "# Read by hb and nobody else; .env.example says what belongs here. Not for a repository.\n"
    return about + env_lines(values)


def env_lines(values: Mapping[str, str]) -> str:
    """A line for each variable; raises as `env_text` does."""
    from dotenv import dotenv_values

    text = "".join(f"{name}={_written(value)}\n" for name, value in values.items())
    if dict(dotenv_values(stream=StringIO(text))) != dict(values):
        raise UsageError(
            "a value of the connection has characters that no .env file can hold",
            hint=f"Set {', '.join(values)} in the environment, and run the same command without them in it.",
        )
    return text


def env_example(values: Mapping[str, str]) -> str:
    """The lines of `.env.example`: names, and no value but a usual port."""
    lines = [f"{name}={'5432' if name.endswith(_TOLD) else ''}" for name in values]
    return (
        "\n".join(["# Copy to .env (mode 0600) and fill in; a variable of the environment comes first.", *lines]) + "\n"
    )


def _written(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
