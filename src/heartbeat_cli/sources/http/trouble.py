"""What went wrong with a connection, in words that have nothing of what was sent."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_AUTHORITY: Final = (
    "A certificate authority of one's own is a file that REQUESTS_CA_BUNDLE names, or the source's variable _CA."
)
_OWN: Final = "The source's variables _CERT and _KEY name files that belong together, and that the service knows."


class BrokenError(Exception):
    """A request that came to no answer; trying again may help. The message names nothing of what was sent."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a host did, as a sentence without its subject; `lasting` where trying again would not help."""

    message: str
    lasting: bool = False
    hint: str | None = None


def trouble(error: BaseException) -> Trouble:
    """What an exception of the libraries means."""
    chain = tuple(_chain(error))
    for found in chain:
        if isinstance(found, ssl.SSLCertVerificationError):
            message = f"has a certificate that is not to be trusted: {found.verify_message}"
            return Trouble(message, lasting=True, hint=_AUTHORITY)
        if isinstance(found, ssl.SSLError) and not isinstance(found, ssl.SSLEOFError):
            reason = (found.reason or "the handshake failed").replace("_", " ").lower()
            return Trouble(f"gives no TLS connection: {reason}", lasting=True, hint=_OWN)
    names = {kind.__name__ for found in chain for kind in type(found).__mro__}
    for known, message in _SAID.items():
        if known in names:
            return Trouble(message)
    if isinstance(error, ValueError):
        return Trouble("cannot be asked: its address, or a header that goes there, is none", lasting=True)
    return Trouble("broke the connection off")


# The nearest first: a refusal is a kind of timeout to urllib3.
_SAID: Final = {
    "NameResolutionError": "has a name that is not found",
    "gaierror": "has a name that is not found",
    "ConnectionRefusedError": "refuses connections",
    "ProxyError": "is not reached through the proxy",
    "ConnectTimeout": "does not accept a connection",
    "ConnectTimeoutError": "does not accept a connection",
    "ReadTimeoutError": "stopped answering",
    "ReadTimeout": "stopped answering",
    "IncompleteRead": "cut its answer short",
    "error": "sent an answer that cannot be unpacked",
}


def _chain(error: Any) -> Iterator[BaseException]:
    """An exception, and all that it came from."""
    waiting, seen = [error], set()
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
