"""The key file of a service account, and where its assertions may be sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.sources.credentials import Variables
from heartbeat_cli.sources.http import is_loopback
from heartbeat_cli.state import TooLargeError, read_regular

_LONGEST: Final = 1 << 16
_TOKEN_ADDRESSES: Final = (
    "https://oauth2.googleapis.com/token",
    "https://accounts.google.com/o/oauth2/token",
    "https://www.googleapis.com/oauth2/v4/token",
)
_PARTS: Final = ("client_email", "private_key", "token_uri")


@dataclass(frozen=True, slots=True)
class AccountKey:
    """What signs: the account's address, its key, and the token server it is sent to."""

    email: str
    token_uri: str
    private_key: str = field(repr=False)
    key_id: str | None = field(default=None, repr=False)


def read_account_key(variables: Variables) -> AccountKey:
    """The key that `CREDENTIALS` holds, or names the file of.

    Raises HbError (`no_credentials`), showing nothing of it.
    """
    said, source, variable = variables.get("CREDENTIALS") or "", variables.source, f"{variables.env}_CREDENTIALS"
    found = _parsed(said if said.startswith("{") else _file(variables.root / said, source, variable))
    missing = [part for part in _PARTS if not isinstance(found.get(part), str) or not found[part]]
    if missing:
        raise _unfit(source, f"{variable} is no key of a service account: {', '.join(missing)} missing")
    uri = found["token_uri"]
    if uri not in _TOKEN_ADDRESSES and not is_loopback(uri):
        raise _unfit(source, f"the token_uri of {variable} is none of Google's, and nothing is sent there")
    key_id = found.get("private_key_id")
    return AccountKey(found["client_email"], uri, found["private_key"], key_id if isinstance(key_id, str) else None)


def _file(path: Path, source: str, variable: str) -> str:
    try:
        return read_regular(path, _LONGEST).decode()
    except (OSError, TooLargeError, UnicodeDecodeError, ValueError):
        raise _unfit(source, f"{variable} names no file with a key that can be read") from None


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _unfit(source: str, message: str) -> HbError:
    hint = "Google Cloud console, IAM, Service accounts, Keys gives a JSON file: name it, or put its text there."
    return HbError(message, where=source, hint=hint, code="no_credentials")
