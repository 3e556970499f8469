"""What a shell offers for a value: names out of the project, read when Tab is pressed and never before."""

from collections.abc import Callable

from heartbeat_cli.cli.session import current_session

Complete = Callable[[str], list[str]]


def names_of(kind: str) -> Complete:
    """Completes the names of a kind: `source`, `metric`, `run`, `database`, `cluster`, `table` or `target`."""

    def complete(incomplete: str) -> list[str]:
        from heartbeat_cli import app

        found: list[str] = getattr(app, f"{kind}_names")(current_session().project_folder, incomplete)
        return found

    return complete


def one_of(*words: str) -> Complete:
    """Completes words that are always the same."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete
