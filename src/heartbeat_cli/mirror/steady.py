"""A dump that is the same whenever the database is: what pg_dump makes up anew each time is made steady."""

import hashlib
import re
from typing import Final

_KEY: Final = re.compile(rb"^(\\(?:un)?restrict )\S+(\r?)$", re.MULTILINE)
_VERSION: Final = re.compile(rb"^(-- Dumped (?:from database|by pg_dump) version \d+)\S*.*$", re.MULTILINE)
_KEY_LENGTH = 48


def with_steady_key(dump: bytes) -> bytes:
    r"""A dump whose `\restrict` key is made of the rest of it, not at random.

    The key keeps names and comments in a dump from ending what it restricts, so nobody who writes those may know it:
    a text that holds its own digest cannot be found.
    """
    key = hashlib.sha256(_KEY.sub(rb"\1", dump)).hexdigest()[:_KEY_LENGTH].encode()
    return _KEY.sub(rb"\g<1>" + key + rb"\2", dump)


def says_the_same(one: bytes, other: bytes) -> bool:
    """Whether two dumps differ in nothing but the key, the minor versions that made them and the order of their parts.

    Lines are compared as a heap: what moved is the same, and nothing else is.
    """
    return sorted(_plain(one)) == sorted(_plain(other))


def _plain(dump: bytes) -> list[bytes]:
    return _VERSION.sub(rb"\1", _KEY.sub(rb"\1", dump)).split(b"\n")
