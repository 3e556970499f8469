"""Zoho's errors: matched on their code, whatever the HTTP status."""

import re
from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli.discreet import shown
from heartbeat_cli.errors import HbError
from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError, IncompletePullError
from heartbeat_cli.sources.http import HttpResponse

# Whatever is longer has records.
_LONGEST_ERROR: Final = 4_096
_CODE: Final = re.compile(r"[A-Z][A-Z0-9_]{2,60}")
ENDED: Final = ("INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN", "UNAUTHORIZED")
_NO_SCOPE: Final = ("OAUTH_SCOPE_MISMATCH",)
_NOT_ALLOWED: Final = ("NO_PERMISSION", "AUTHORIZATION_FAILED")
NO_SUCH_MODULE: Final = ("INVALID_MODULE", "INVALID_URL_PATTERN", "NOT_SUPPORTED", "NOT_ALLOWED")
TOKEN_OVER: Final = ("EXPIRED_VALUE", "TOKEN_BOUND_DATA_MISMATCH")
TOO_FAR: Final = ("PAGINATION_LIMIT_EXCEEDED",)


def code_of(answer: HttpResponse) -> str | None:
    """The code of an answer that is an error, None for one that is none, or has none."""
    if answer.status in (204, 304) or (answer.status < 400 and len(answer.body) > _LONGEST_ERROR):
        return None
    try:
        found = answer.json()
    except HbError:
        return None
    is_error = answer.status >= 400 or (isinstance(found, Mapping) and found.get("status") == "error")
    code = found.get("code") if isinstance(found, Mapping) and is_error else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None


def has_ended(answer: HttpResponse) -> bool:
    """Whether the token is over, not what it may."""
    return answer.status == 401 and code_of(answer) in (*ENDED, None)


def data_of(answer: HttpResponse, what: str, scope: str) -> Mapping[str, Any]:
    """The JSON object of an answer that is no error; `what` and `scope` say what was asked for, and with what right.

    Raises ApiRefusedError where we may not, ApiFailedError otherwise.
    """
    code = code_of(answer)
    if code is not None or answer.status >= 400:
        raise failure(answer, code, what, scope)
    found = answer.json()
    if not isinstance(found, dict):
        raise ApiFailedError(f"{answer.place} answered with no object", where=answer.source)
    return found


def failure(answer: HttpResponse, code: str | None, what: str, scope: str) -> HbError:
    """What an error is to us."""
    if code in _NO_SCOPE:
        return ApiRefusedError(
            f"the refresh token may not read {what} ({code})",
            where=answer.source,
            hint=f"Have it made anew with the scope {scope}.",
        )
    if code in _NOT_ALLOWED:
        return ApiRefusedError(
            f"the user of the refresh token may not read {what} ({code})",
            where=answer.source,
            hint="The profile of that user in Zoho CRM has to allow API access, and the module.",
        )
    if code in ENDED or (code is None and answer.status == 401):
        return ApiRefusedError(
            f"{answer.place} refuses a token it has just given",
            where=answer.source,
            hint="Try again in a minute; after that, have the refresh token made anew.",
        )
    if code is None:
        return _of(answer.required)
    said = answer.json().get("message")
    return ApiFailedError(
        f"{answer.place} answered {answer.status} {code}: '{shown(answer.without_secrets(str(said)))}'",
        where=answer.source,
        hint="The same command may succeed later; Zoho's API documentation lists its codes.",
    )


def incomplete(source: str, module: str, why: str) -> IncompletePullError:
    """Not all records of a module have come."""
    return IncompletePullError(
        f"{module} did not come whole: {why}",
        where=source,
        hint="Nothing of it is landed. The same command may succeed later.",
        retryable=True,
    )


def scope_of(module: str) -> str:
    """The right to read a module, as Zoho spells it."""
    return f"ZohoCRM.modules.{module}.READ"


def _of(ask: Any) -> HbError:
    try:
        ask()
    except HbError as error:
        return error
    raise AssertionError("an answer without a code has a status that fails")
