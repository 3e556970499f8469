"""The two files of a pull, which only grow: the records of its pages, and what each page said.

What a page said is written once its records are, with their number of bytes and their checksum. A process that is
killed leaves a page whole, or a torn end that is cut off; where a file is not as written, the pages before count.
"""

import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

import orjson

_RECORDS: Final = "records.jsonl"
_TOLD: Final = "pages.jsonl"


class PageFiles:
    """The files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._records, self._told = folder / _RECORDS, folder / _TOLD
        self._ends = (0, 0)

    @property
    def records(self) -> Path | None:
        """The file with all records, a line each; None where there is none."""
        return self._records if self._records.is_file() and self._records.stat().st_size else None

    def append(self, lines: bytes, told: Mapping[str, Any]) -> None:
        """Write a page down. Raises OSError."""
        _append(self._records, lines)
        words = {**told, "bytes": len(lines), "crc": zlib.crc32(lines)}
        _append(self._told, orjson.dumps(words, option=orjson.OPT_APPEND_NEWLINE))

    def told(self) -> Iterator[dict[str, Any]]:
        """What the pages said, in order, without a look at their records. Raises OSError, ValueError."""
        if self._told.is_file():
            with self._told.open("rb") as file:
                yield from map(orjson.loads, file)

    def whole(self) -> Iterator[dict[str, Any]]:
        """What the pages said, in order, as far as they are as they were written. Raises OSError."""
        self._ends = (0, 0)
        if self._told.is_file():
            self._records.touch(0o600)
            with self._told.open("rb") as told, self._records.open("rb") as records:
                while (words := _next_whole(told, records)) is not None:
                    self._ends = (told.tell(), records.tell())
                    yield words

    def cut(self) -> None:
        """Leave nothing behind the last page that `whole` gave. Raises OSError."""
        for file, end in zip((self._told, self._records), self._ends, strict=True):
            if file.is_file():
                os.truncate(file, end)


def _next_whole(told: IO[bytes], records: IO[bytes]) -> dict[str, Any] | None:
    line = told.readline()
    try:
        words = orjson.loads(line) if line.endswith(b"\n") else None
        if not isinstance(words, dict):
            return None
        lines = records.read(words["bytes"])
        return words if len(lines) == words["bytes"] and zlib.crc32(lines) == words["crc"] else None
    except (ValueError, KeyError, TypeError):
        return None


def _append(file: Path, lines: bytes) -> None:
    if lines:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600), "wb") as stream:
            stream.write(lines)
