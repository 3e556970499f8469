"""Failures a user can act on: each says what happened, where, and what to do next, and knows its exit code.

Only these are caught at the edge of the program. Anything else that escapes is a defect of ours and is shown as one,
never dressed up as the user's mistake.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, ClassVar, Final, Self, TypeVar

from heartbeat_cli.discreet import discreet

_CLOSE: Final = 0.6

EXIT_DONE: Final = 0
EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2
EXIT_NOT_FOUND: Final = 3
EXIT_LOCKED: Final = 4
EXIT_REFUSED: Final = 5
EXIT_FINDINGS: Final = 6
EXIT_INTERRUPTED: Final = 130
EXIT_UNREAD: Final = 141
EXIT_TERMINATED: Final = 143


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file or another thing with a name, and the `line` and `column` in it, from 1."""

    name: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.name, self.line, self.column) if part is not None)


class HbError(Exception):
    """A failure with a message, an optional place (file and line, table, source) and a next step.

    `code` is a stable word for programs (the `code` of `--json`), `retryable` says whether the same command may
    succeed later without anybody changing anything. Who has to react to a failure tells it by its class, never by its
    code. A failure never changes: `replace` makes another one.
    """

    exit_code: ClassVar[int] = EXIT_FAILED
    code: str = "failed"

    def __init__(
        self,
        message: str,
        *,
        where: str | Place | None = None,
        hint: str | None = None,
        code: str | None = None,
        retryable: bool = False,
    ) -> None:
        said = discreet(message)
        super().__init__(said)
        facts = {
            "message": said,
            "place": Place(where) if isinstance(where, str) else where,
            "hint": discreet(hint) if hint else hint,
            "code": code or type(self).code,
            "retryable": retryable,
        }
        self.__dict__.update(facts)

    message: str
    place: Place | None
    hint: str | None
    retryable: bool

    def __setattr__(self, name: str, value: object) -> None:
        if not name.startswith("__"):
            raise AttributeError(f"a failure does not change; `replace({name}=…)` makes another one")
        super().__setattr__(name, value)

    @property
    def where(self) -> str | None:
        """The place as it is written: `file:line`, a table, a source."""
        return discreet(str(self.place)) if self.place is not None else None

    def replace(self, **facts: object) -> Self:
        """The same failure with other facts: `message`, `place`, `hint`, `code` or `retryable`."""
        told = {key: discreet(fact) if isinstance(fact, str) else fact for key, fact in facts.items()}
        return _restored(type(self), {**self.__dict__, **told})

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), dict(self.__dict__))

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.place else self.message


_Kind = TypeVar("_Kind", bound=HbError)


def _restored(kind: type[_Kind], facts: dict[str, object]) -> _Kind:
    error = kind.__new__(kind, facts["message"])
    error.__dict__.update(facts)
    return error


class UsageError(HbError):
    """The command line cannot be carried out as written: a flag is missing, or two exclude each other."""

    exit_code = EXIT_USAGE
    code = "usage"


class NotFoundError(HbError):
    """A name, file or project that does not exist."""

    exit_code = EXIT_NOT_FOUND
    code = "not_found"


class NoProjectError(NotFoundError):
    """There is no `heartbeat.yml` where it was looked for."""

    code = "no_project"


class NothingLandedError(NotFoundError):
    """The marts have no table yet."""

    code = "no_marts"


class LockedError(HbError):
    """Another run holds what this one needs."""

    exit_code = EXIT_LOCKED
    code = "locked"

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message, where=where, hint=hint, retryable=True)


class RefusedError(HbError):
    """A rule of the product says no."""

    exit_code = EXIT_REFUSED
    code = "refused"


class MismatchError(RefusedError):
    """A number and a count made by hand do not agree."""

    code = "mismatch"


class InvalidFileError(HbError):
    """A file that exists and cannot be used as what it should be; `place` has its line."""

    code = "invalid_file"


class MissingExtraError(HbError):
    """Libraries that only some commands need are not installed; the hint is the extra that brings them."""

    code = "missing_extra"


class ConnectionFailedError(HbError):
    """A server that does not answer, or answers no."""

    code = "connection_failed"


class UnreachableError(ConnectionFailedError):
    """A server that does not answer at all."""


class SourceLostError(ConnectionFailedError):
    """A source that answered, and is gone in the middle of reading."""

    code = "source_lost"


class SourceFailedError(HbError):
    """A source that refused one statement."""

    code = "source_failed"


class RecoveryConflictError(HbError):
    """A replica broke a read off for its own recovery; the same read may succeed in a moment."""

    code = "recovery_conflict"


class MartsFailedError(HbError):
    """The marts or this machine's room for them are in the way: another table or source would not fare better."""

    code = "marts_unavailable"


class QueryFailedError(HbError):
    """The marts refused a query."""

    code = "query_failed"


class QueryTimeoutError(HbError):
    """A query of the marts took too long."""

    code = "query_timeout"


class QueryLimitError(HbError):
    """A query of the marts took more memory or disk than it may."""

    code = "query_limit"


class AccessDeniedError(HbError):
    """A server that answers, and does not let us read what we asked for."""

    code = "access_denied"


class NoCredentialsError(HbError):
    """What a source is entered with is not set; `where` is the source."""

    code = "no_credentials"


class NotGrantedError(AccessDeniedError):
    """A source that may not be read yet; the hint has what its administrator has to grant, `place` names the source."""

    code = "not_granted"


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """`Did you mean 'webbank'?` where a known name is close to `name`, else None."""
    candidates: Sequence[str] = sorted(set(known))
    close = get_close_matches(name.casefold(), [c.casefold() for c in candidates], cutoff=_CLOSE)
    match = next(
        (c for found in close for c in candidates if c.casefold() == found and _also_at_its_end(name, c)), None
    )
    return f"Did you mean '{match}'?" if match else None


def _also_at_its_end(name: str, known: str) -> bool:
    """Two names of one schema are alike in their first part already; what counts is the rest."""
    (front, _, own), (known_front, _, known_own) = name.casefold().rpartition("."), known.casefold().rpartition(".")
    return front != known_front or bool(get_close_matches(own, [known_own], cutoff=_CLOSE))
