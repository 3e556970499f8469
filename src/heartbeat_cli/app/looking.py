"""Entering a server that a person names, and looking at what is on it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from heartbeat_cli.app.steps import Steps
from heartbeat_cli.errors import ConnectionFailedError, HbError

if TYPE_CHECKING:
    from heartbeat_cli.discovery import Answers
    from heartbeat_cli.setup import FoundDatabase, ServerAddress

Look = Callable[["Answers", "ServerAddress", Mapping[str, str], str], "tuple[ServerAddress, tuple[FoundDatabase, ...]]"]
"""A server, with the password that it takes, and its databases; the last argument is the prefix of its variables."""


def looking(steps: Steps) -> Look:
    """Looks at each server once, however often its questions are gone back to; a wrong password is asked for again."""
    from heartbeat_cli.setup import ask_password, lets_in, look_upstream

    seen: dict[ServerAddress, tuple[FoundDatabase, ...]] = {}

    def once(address: "ServerAddress", env: str) -> "tuple[FoundDatabase, ...]":
        if address not in seen:
            with steps("Looking at the server", 1) as done:
                seen[address] = look_upstream(address, env)
                done(address.host)
        return seen[address]

    def look(
        answers: "Answers", address: "ServerAddress", environment: Mapping[str, str], env: str
    ) -> "tuple[ServerAddress, tuple[FoundDatabase, ...]]":
        problem: HbError | None = None
        while True:
            found = ask_password(
                answers,
                address,
                environment,
                f"{env}_PASSWORD",
                "PGPASSWORD",
                unneeded=lambda a: lets_in(a, env),
                problem=problem,
            )
            try:
                return found, once(found, env)
            except ConnectionFailedError as error:
                if error.code != "wrong_password":
                    raise
                problem = error

    return look
