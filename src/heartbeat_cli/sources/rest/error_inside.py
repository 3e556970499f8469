"""An error in an answer whose status says success: what comes with it is no page, and an empty list no end."""

from typing import Any, Final

from heartbeat_cli.sources.rest.paths import MISSING
from heartbeat_cli.sources.rest.seen import says_yes

_ERRORS: Final = ("error", "errors")
_SUCCESS: Final = ("success", "ok")
_STATUS: Final = "status"
_FAILED: Final = ("error", "fail", "failed", "failure")
_CODES: Final = ("code", "status", "status_code", "statusCode")
_ERROR_CODES: Final = range(400, 600)


def is_error(body: Any) -> bool:
    """Whether an answer says of itself that it is an error."""
    if not isinstance(body, dict):
        return False
    said = any(says_yes(body.get(name, MISSING)) for name in _ERRORS)
    denied = any(name in body and body[name] is not None and not says_yes(body[name]) for name in _SUCCESS)
    return said or denied or str(body.get(_STATUS)).lower() in _FAILED


def has_error_code(body: Any) -> bool:
    """Whether an answer has the status of an error inside: beside records it might be anything."""
    return isinstance(body, dict) and any(body.get(name) in _ERROR_CODES for name in _CODES)
