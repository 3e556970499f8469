"""What a shell offers for a value: names out of the project, read when Tab is pressed and never before."""

from collections.abc import Callable
from typing import Any, Final

from heartbeat_cli.cli.session import current_session

Complete = Callable[[str], list[str]]
_SHELLS: Final = ("bash", "zsh", "fish", "powershell", "pwsh")


def names_of(kind: str) -> Complete:
    """Completes the names of a kind: `source`, `metric`, `run`, `table`, `target`, `rule`; `app` has them all."""

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


def take_shell_names(command: Any) -> Any:
    """Let the options of completion take the name of a shell; without one it is the shell `hb` was started from."""
    for option in command.params:
        if option.name in ("install_completion", "show_completion"):
            option.help = option.help.replace(
                "the current shell", f"this shell, or the one named ({'|'.join(_SHELLS[:3])})"
            )
            option.callback = _of_named_shell(option.callback)
    return command


def _of_named_shell(callback: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    def chosen(ctx: Any, param: Any, value: Any) -> Any:
        named = next((word for word in current_session().arguments if word in _SHELLS), None)
        return callback(ctx, param, (value and named) or value)

    return chosen
