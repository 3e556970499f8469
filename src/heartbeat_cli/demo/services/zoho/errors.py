"""Errors as Zoho CRM gives them: a code to match on, details, a message."""

from typing import Any

from heartbeat_cli.demo.services.messages import Response, json_answer
from heartbeat_cli.demo.services.service import Refused

# code -> HTTP status, message
_CODES: dict[str, tuple[int, str]] = {
    "AMBIGUITY_DURING_PROCESSING": (400, "both page and page_token are given"),
    "AUTHENTICATION_FAILURE": (401, "Authentication failed"),
    "DISCRETE_PAGINATION_LIMIT_EXCEEDED": (
        400,
        "You can only get the first 2000 records without using page_token param",
    ),
    "EXPIRED_VALUE": (400, "The given page_token has expired"),
    "INTERNAL_ERROR": (500, "Internal Server Error"),
    "INVALID_DATA": (400, "invalid data"),
    "INVALID_MODULE": (400, "the module name given seems to be invalid"),
    "INVALID_TOKEN": (401, "invalid oauth token"),
    "INVALID_URL_PATTERN": (404, "Please check if the URL trying to access is a correct one"),
    "LIMIT_EXCEEDED": (400, "limit exceeded"),
    "NO_PERMISSION": (403, "permission denied"),
    "OAUTH_SCOPE_MISMATCH": (401, "invalid oauth scope to access this URL"),
    "PAGINATION_LIMIT_EXCEEDED": (400, "You can only get up to the first 100000 records using page_token param"),
    "REQUIRED_PARAM_MISSING": (400, "One of the expected parameter is missing"),
    "TOKEN_BOUND_DATA_MISMATCH": (
        400,
        "The page_token given seems to be invalid or input param is added or altered or deleted",
    ),
    "TOO_MANY_REQUESTS": (429, "Too many requests fired in concurrent manner"),
}
_BY_STATUS = {
    401: "INVALID_TOKEN",
    403: "NO_PERMISSION",
    404: "INVALID_URL_PATTERN",
    429: "TOO_MANY_REQUESTS",
}


def error(code: str, status: int | None = None, /, **details: Any) -> Response:
    """The answer of an error code."""
    usual, message = _CODES[code]
    return json_answer({"code": code, "details": details, "message": message, "status": "error"}, status or usual)


def refused(code: str, **details: Any) -> Refused:
    """The same, to be raised."""
    return Refused(error(code, **details))


def by_status(status: int) -> Response:
    """The error that comes with an HTTP status."""
    return error(_BY_STATUS.get(status, "INTERNAL_ERROR"), status)
