"""Ways through the wizard that were not finished, kept answer by answer in the project's state folder.

Each terminal has a file of its own, which it holds by a lock as long as it lives: two at once do not meet, and a
process that was killed has left everything that was said.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from heartbeat_cli.discovery.asking import Reply
from heartbeat_cli.discovery.conversation import Answered
from heartbeat_cli.discreet import without_secrets
from heartbeat_cli.json_fields import DamagedError, as_object, maybe_text, read_object, text
from heartbeat_cli.state import make_private_folder, read_regular, write_atomically

_FOLDER: Final = "discover"
_LARGEST: Final = 1 << 22
_KEPT_AT_MOST: Final = 20
_LONGEST_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was said on a way, and how it was begun: answers `given` beforehand, and the flags that say how it ends.

    `candidate` is the parked one that is gone on with.
    """

    said: tuple[Answered, ...] = ()
    given: Mapping[str, Reply] = field(default_factory=dict)
    as_of: str | None = None
    dry_run: bool = False
    overwrite: bool = False
    candidate: str | None = None

    @property
    def answers(self) -> dict[str, Reply]:
        """What was given and said, by key."""
        return {**self.given, **{one.key: one.reply for one in self.said if not one.unsaid}}

    @property
    def question(self) -> str:
        """What was asked, as far as that was said."""
        return str(self.answers.get("question", ""))


class UnfinishedFile:
    """The file of one terminal; made with the first answer, gone when the way is finished."""

    def __init__(self, file: Path, lock: int | None = None) -> None:
        self._file, self._lock = file, lock

    @classmethod
    def begin(cls, state: Path) -> "UnfinishedFile":
        """A file nobody else has."""
        return cls(state / _FOLDER / f"{time.time_ns():x}-{os.getpid()}.json")

    def keep(self, way: Unfinished) -> bool:
        """Write what was said, and say whether that worked: a disk that takes no more is nothing to fail for."""
        try:
            if self._lock is None:
                make_private_folder(self._file.parent)
                self._lock = _locked(self._file)
                _forget_old(self._file.parent)
            write_atomically(self._file, json.dumps(_as_json(way), ensure_ascii=False).encode(errors="replace"))
        except OSError:
            return False
        return True

    def forget(self) -> None:
        """The way is finished: nothing is left of it."""
        if self._lock is not None:
            _remove(self._file)
            os.close(self._lock)
            self._lock = None


def unfinished_ways(state: Path) -> Iterator[tuple[UnfinishedFile, Unfinished]]:
    """The ways nobody goes on with at the moment, the last one first, each held until the next is asked for."""
    for file in _files(state / _FOLDER):
        lock = _locked(file)
        if lock is None:
            continue
        way = _read(file)
        if way is not None:
            yield UnfinishedFile(file, lock), way
        os.close(lock)


def _files(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return []


def _locked(file: Path) -> int | None:
    """The lock beside a file in our hands; None where another terminal has it."""
    try:
        lock = os.open(_lock_of(file), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock


def _lock_of(file: Path) -> Path:
    return file.with_suffix(".lock")


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    _lock_of(file).unlink(missing_ok=True)


def _forget_old(folder: Path) -> None:
    oldest = time.time() - _LONGEST_DAYS * 86_400
    for at, file in enumerate(_files(folder)):
        if (at >= _KEPT_AT_MOST or file.stat().st_mtime < oldest) and (lock := _locked(file)) is not None:
            _remove(file)
            os.close(lock)


def _as_json(way: Unfinished) -> dict[str, Any]:
    said = [_said_as_json(one) for one in way.said if _is_harmless(one.reply)]
    given = {key: reply for key, reply in way.given.items() if _is_harmless(reply)}
    return {
        "said": said,
        "given": given,
        "as_of": way.as_of,
        "dry_run": way.dry_run,
        "overwrite": way.overwrite,
        "candidate": way.candidate,
    }


def _is_harmless(reply: Reply) -> bool:
    """False for what looks like a secret: it is asked for again rather than kept."""
    return all(without_secrets(one) == one for one in ((reply,) if isinstance(reply, str) else reply))


def _said_as_json(said: Answered) -> dict[str, Any]:
    return {
        "key": said.key, "reply": said.reply, "offered": said.offered, "listed": said.listed, "unsaid": said.unsaid,
    }  # fmt: skip


def _read(file: Path) -> Unfinished | None:
    try:
        body = read_object(read_regular(file, _LARGEST))
        said = body.get("said")
        if not isinstance(said, list):
            return None
        return Unfinished(
            tuple(_said(as_object(one)) for one in said),
            {str(key): _reply(value) for key, value in as_object(body.get("given")).items()},
            maybe_text(body, "as_of"),
            body.get("dry_run") is True,
            body.get("overwrite") is True,
            maybe_text(body, "candidate"),
        )
    except (OSError, DamagedError):
        return None


def _said(body: Mapping[str, Any]) -> Answered:
    offered = None if body.get("offered") is None else _reply(body["offered"])
    return Answered(
        text(body, "key"), _reply(body.get("reply")), offered, body.get("listed") is True, body.get("unsaid") is True
    )


def _reply(value: object) -> Reply:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise DamagedError("no reply")
