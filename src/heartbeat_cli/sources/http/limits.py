"""How long and how much an answer may be, how often something is tried, and whom TLS believes."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request, in seconds and bytes.

    `connect_seconds` until a connection stands, `read_seconds` between two pieces of an answer, `answer_seconds` until
    all of it came. `body_bytes` is how large it may be once it is unpacked. A request that failed is sent again until
    there were `attempts`; the pause before is at most `first_pause_seconds`, then twice that, and so on up to
    `longest_pause_seconds`. Nobody waits longer than `longest_wait_seconds` because the service asks for it.
    """

    connect_seconds: float = 10
    read_seconds: float = 60
    answer_seconds: float = 300
    body_bytes: int = 128 << 20
    attempts: int = 6
    first_pause_seconds: float = 1
    longest_pause_seconds: float = 30
    longest_wait_seconds: float = 120


@dataclass(frozen=True, slots=True)
class Tls:
    """Whom to believe, and who we are: `ca` is a file of certificates, `certificate` and `key` are ours.

    A server's certificate is always verified; without a `ca` of one's own against those requests knows, or the file
    that REQUESTS_CA_BUNDLE names.
    """

    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
