"""Errors as Google's APIs give them: a code, a message and the name of a status."""

from heartbeat_cli.demo.services.messages import Response, json_answer
from heartbeat_cli.demo.services.service import Refused

# HTTP status -> name, message
_STATUSES = {
    400: ("INVALID_ARGUMENT", "Request contains an invalid argument."),
    401: (
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential.",
    ),
    403: ("PERMISSION_DENIED", "User does not have sufficient permissions for this property."),
    404: ("NOT_FOUND", "Requested entity was not found."),
    429: ("RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
    500: ("INTERNAL", "Internal error encountered."),
    502: ("UNAVAILABLE", "Bad gateway."),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
    504: ("DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
}


def error(status: int, message: str | None = None) -> Response:
    """The answer with this status."""
    name, usual = _STATUSES.get(status, ("UNKNOWN", "Unknown Error."))
    return json_answer({"error": {"code": status, "message": message or usual, "status": name}}, status)


def refused(status: int, message: str | None = None) -> Refused:
    """The same, to be raised."""
    return Refused(error(status, message))
