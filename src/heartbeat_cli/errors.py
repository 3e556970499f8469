"""Failures a user can act on: each says what happened, where, and what to do next, and knows its exit code.

Only these are caught at the edge of the program. Anything else that escapes is a defect of ours and is shown as one,
never dressed up as the user's mistake.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import ClassVar, Final

_CLOSE: Final = 0.6

EXIT_DONE: Final = 0
EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2
EXIT_NOT_FOUND: Final = 3
EXIT_LOCKED: Final = 4
EXIT_REFUSED: Final = 5
EXIT_FINDINGS: Final = 6
EXIT_INTERRUPTED: Final = 130
EXIT_TERMINATED: Final = 143


class HbError(Exception):
    """A failure with a message, an optional place (`file:line`, table, source) and a next step.

    `code` is a stable word for programs (the `code` of `--json`), `retryable` says whether the same command may
    succeed later without anybody changing anything.
    """

    exit_code: ClassVar[int] = EXIT_FAILED
    code: str = "failed"

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        code: str | None = None,
        retryable: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint
        self.code = code or type(self).code
        self.retryable = retryable

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message

    def as_dict(self) -> dict[str, object]:
        """The body of `{"error": …}`."""
        return {"code": self.code, "message": str(self), "hint": self.hint, "retryable": self.retryable}


class UsageError(HbError):
    """The command line cannot be carried out as written: a flag is missing, or two exclude each other."""

    exit_code = EXIT_USAGE
    code = "usage"


class NotFoundError(HbError):
    """A name, file or project that does not exist."""

    exit_code = EXIT_NOT_FOUND
    code = "not_found"


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


class InvalidFileError(HbError):
    """A file that exists and cannot be used as what it should be; `where` is `file:line`."""

    code = "invalid_file"


class MissingExtraError(HbError):
    """Libraries that only some commands need are not installed; the hint is the extra that brings them."""

    code = "missing_extra"


class ConnectionFailedError(HbError):
    """A server that does not answer, or answers no."""

    code = "connection_failed"


class AccessDeniedError(HbError):
    """A server that answers, and does not let us read what we asked for."""

    code = "access_denied"


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
