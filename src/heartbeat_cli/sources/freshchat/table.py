"""A report's file as records: CSV, as it is or in a zip archive or packed with gzip."""

import csv
import gzip
import io
import re
import zipfile
from itertools import count
from typing import Final

from heartbeat_cli.sources.failures import ApiFailedError, IncompletePullError
from heartbeat_cli.sources.stream import Record

_LARGEST: Final = 1 << 30
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


def read_table(content: bytes) -> list[Record]:
    """The rows by the header's names in small letters, with `_` between words; an empty value is null.

    Raises IncompletePullError where a row is not as long as the header, ApiFailedError where it is no table of text.
    """
    try:
        text = b"".join(_unpacked(content)).decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except (UnicodeDecodeError, csv.Error, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ApiFailedError(f"the report is no CSV: {error}") from None
    if not rows:
        return []
    names = _different([column_of(name) for name in rows[0]])
    short = next((number for number, row in enumerate(rows, start=1) if len(row) != len(names)), None)
    if short is not None:
        raise IncompletePullError(f"row {short} of the report has not the {len(names)} values of its header")
    return [{name: value or None for name, value in zip(names, row, strict=True)} for row in rows[1:]]


def _unpacked(content: bytes) -> list[bytes]:
    if content.startswith(_GZIP):
        with gzip.open(io.BytesIO(content)) as packed:
            return [_bounded(packed.read(_LARGEST + 1))]
    if not content.startswith(_ZIP):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if len(names) != 1:
            raise ApiFailedError(f"the report is an archive of {len(names)} files, where one was looked for")
        with archive.open(names[0]) as packed:
            return [_bounded(packed.read(_LARGEST + 1))]


def _bounded(content: bytes) -> bytes:
    if len(content) > _LARGEST:
        raise ApiFailedError("the report has more than 1 GiB", hint="Ask for fewer days at once.")
    return content


def column_of(name: str) -> str:
    """The column of a name in a header, or of what the source's file calls it."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"\W+", "_", spaced.casefold()).strip("_") or "column"


def _different(names: list[str]) -> list[str]:
    """Of several columns of one name those behind the first have a number."""
    found: list[str] = []
    for name in names:
        numbered = (name if number == 1 else f"{name}_{number}" for number in count(1))
        found.append(next(one for one in numbered if one not in found))
    return found
