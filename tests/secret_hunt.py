"""Looking for secrets where a project, its marts and its processes may have left them, however they are written.

A secret counts as left when it stands somewhere as it is, in a URL, in hexadecimal or in base64, or in what was packed.
"""

import gzip
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from heartbeat_cli.marts import MartsReader
from tests.conftest import Outcome

Places = Iterable[tuple[str, bytes]]


def hunt(secrets: Mapping[str, str], *places: Places) -> list[str]:
    """`secret in place` for everything that was found; every place is looked at, and there must be some."""
    wanted = [(name, form) for name, secret in secrets.items() for form in forms(secret)]
    found, looked_at = set(), 0
    for place, content in (one for some in places for one in some):
        looked_at += 1
        for text in (content, *unpacked(content)):
            found |= {f"{name} in {place}" for name, form in wanted if form in text}
    assert looked_at, "there was nothing to look at"
    return sorted(found)


def forms(secret: str) -> frozenset[bytes]:
    """How a secret may be written."""
    raw = secret.encode()
    assert len(raw) >= 12, "too short to be told from other texts"
    return frozenset((raw, quote(secret, safe="").encode(), raw.hex().encode(), *_in_base64(raw)))


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """Its inner letters wherever it begins in what was encoded: those at the ends depend on what stands beside."""
    for before in range(3):
        encoded = b64encode(b"\0" * before + raw)
        inner = encoded[4 if before else 0 : len(encoded) // 4 * 4 - 4]
        yield inner
        yield inner.replace(b"+", b"-").replace(b"/", b"_")


def unpacked(content: bytes) -> Iterator[bytes]:
    """What is packed in a content: as gzip and zlib do, also in base64, as dlt keeps its state and schemas."""
    for packed in (content, *_decoded(content)):
        with suppress(OSError, EOFError, zlib.error):
            if packed[:2] == b"\x1f\x8b":
                yield gzip.decompress(packed)
            elif packed[:1] == b"\x78":
                yield zlib.decompress(packed)


def _decoded(content: bytes) -> Iterator[bytes]:
    for word in re.split(rb"[^A-Za-z0-9+/=]+", content):
        if word[:2] in (b"eJ", b"eN", b"eA", b"H4"):
            with suppress(ValueError):
                yield b64decode(word, validate=True)


# --- where


def in_files(*folders: Path, but: Iterable[Path] = ()) -> Places:
    """Every file below folders, and its name, but those that are to have the secrets."""
    allowed = {file.resolve() for file in but}
    for file in (file for folder in folders for file in folder.rglob("*")):
        if file.is_file() and file.resolve() not in allowed:
            yield str(file), str(file).encode()
            yield str(file), file.read_bytes()


def in_marts(reader: MartsReader) -> Places:
    """Every row of every table, also of those that hb and dlt keep for themselves."""
    tables = reader.query(
        "SELECT table_schema, table_name FROM information_schema.tables"
        " WHERE table_schema NOT IN ('information_schema', 'pg_catalog')"
    ).rows
    for schema, name in tables:
        for (row,) in reader.query(f'SELECT CAST(t AS text) FROM "{schema}"."{name}" AS t').rows:
            yield f"{schema}.{name}", str(row).encode()


def in_words(*said: Outcome) -> Places:
    """What commands have said."""
    for number, done in enumerate(said, start=1):
        yield f"output {number}", f"{done.stdout}\n{done.stderr}".encode()


def in_processes(pids: Iterable[int]) -> Places:
    """Command line and environment of processes of ours that run."""
    for pid in pids:
        for part in ("cmdline", "environ"):
            yield f"{part} of {pid}", Path(f"/proc/{pid}/{part}").read_bytes()


def key_of(pem: str) -> str:
    """A line of a private key that no other key has."""
    return max(pem.splitlines()[1:-1], key=len)
