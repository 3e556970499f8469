"""Ctrl-C at a question loses nothing: the command line that goes on with what was answered."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heartbeat_cli.discovery import GivenAnswer, Reply

_ARGUMENTS = ("name", "from")
_NO_FLAG = ("kind", "anyway")
_PASSWORD = re.compile(r"(://[^:/@]*):[^/]*(?=@)|\s*password\s*=\s*(?:'(?:[^'\\]|\\.)*'|\S+)")
"""That of a connection string, in both its forms."""


@contextmanager
def telling_how_to_go_on(command: str, given: "Mapping[str, GivenAnswer | Reply]") -> "Iterator[None]":
    """Where somebody stops at a question, `command` is told with the answers `given` and those made since."""
    from heartbeat_cli.discovery import LeftOff
    from heartbeat_cli.formats import note

    try:
        yield
    except LeftOff as stop:
        before = {key: answer if isinstance(answer, str | tuple) else answer.text for key, answer in given.items()}
        note(f"\nstopped; nothing was written\nto go on: {command_line(command, {**before, **stop.said})}")
        raise


def _without_password(text: str) -> str:
    return _PASSWORD.sub(r"\1", text)


def command_line(command: str, answers: "Mapping[str, Reply]", arguments: Sequence[str] = _ARGUMENTS) -> str:
    """The command with answers as its arguments and flags."""
    words = [_without_password(str(answers[key])) for key in arguments if answers.get(key)]
    for key, reply in answers.items():
        if key not in (*arguments, *_NO_FLAG):
            words += [word for text in ([reply] if isinstance(reply, str) else reply) for word in (f"--{key}", text)]
    return f"{command} {shlex.join(words)}".rstrip()
