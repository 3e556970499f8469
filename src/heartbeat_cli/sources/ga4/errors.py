"""Google's errors, and how long each quota wants to be left alone."""

from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli.discreet import shown
from heartbeat_cli.errors import HbError
from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError, QuotaError
from heartbeat_cli.sources.http import HttpResponse

# What a message of a quota has in it -> seconds, and when it is back.
_QUOTAS: Final = (
    ("concurrent", 30.0, "in half a minute"),
    ("per day", 86_400.0, "at midnight in California"),
    ("hour", 1_800.0, "within the hour"),
    ("server errors", 3_600.0, "within the hour"),
    ("thresholded", 3_600.0, "within the hour"),
)


def message_of(answer: HttpResponse) -> str:
    """What an error says, fit to be shown; empty where it says nothing."""
    said = _error(answer).get("message")
    return shown(answer.without_secrets(said)) if isinstance(said, str) else ""


def wait_for(answer: HttpResponse) -> float | None:
    """Seconds that a quota wants to be left alone; None where the answer names none.

    Raises QuotaError where that is longer than half a minute.
    """
    if answer.status != 429:
        return None
    said = str(_error(answer).get("message", "")).lower()
    for words, seconds, when in _QUOTAS:
        if words in said:
            if seconds > _QUOTAS[0][1]:
                raise exhausted(answer.source, message_of(answer), when)
            return seconds
    return None


def exhausted(source: str | None, message: str, when: str) -> QuotaError:
    """A quota is used up."""
    return QuotaError(message, where=source, hint=f"It is back {when}; what was read is kept, and a run goes on there.")


def failure(answer: HttpResponse, property_: str, email: str, report: str) -> HbError:
    """What a refusal of a report is to us."""
    said = message_of(answer)
    if answer.status == 403:
        return ApiRefusedError(
            f"{email} may not read property {property_}: '{said}'",
            where=answer.source,
            hint="Admin, Property access management makes it a Viewer. Its project needs the Analytics Data API.",
        )
    if answer.status == 401:
        return ApiRefusedError(
            f"{answer.place} refuses a token Google has just given",
            where=answer.source,
            hint="Try again in a minute; after that, look whether the service account's key was taken away.",
        )
    if not said:
        return _of(answer)
    return ApiFailedError(f"report {report} was refused ({answer.status}): '{said}'", where=answer.source)


def _error(answer: HttpResponse) -> Mapping[str, Any]:
    try:
        found = answer.json()
    except HbError:
        return {}
    error = found.get("error") if isinstance(found, dict) else None
    return error if isinstance(error, dict) else {}


def _of(answer: HttpResponse) -> HbError:
    try:
        answer.required()
    except HbError as error:
        return error
    return ApiFailedError(f"{answer.place} answered {answer.status} with no report", where=answer.source)
