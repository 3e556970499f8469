"""What kind of file is this? A dump in text form passes; everything else gets one clear answer."""

import codecs
import gzip
import io
import mmap
import os
import re
import select
import stat
import tempfile
import zlib
from pathlib import Path
from typing import BinaryIO

from ..errors import FileMissingError, NotADumpError
from .lexer import DumpText, line_breaks

_IN_MEMORY = 1 << 26
_MOST_UNPACKED = 1 << 29
_FROM_A_PIPE = 1 << 30
_TAKEN_UP_MS = 2_000
_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"
_PACKED = {
    _GZIP: "gunzip --keep",
    b"BZh": "bunzip2 --keep",
    b"\xfd7zXZ": "unxz --keep",
    b"\x28\xb5\x2f\xfd": "unzstd",
    b"PK\x03\x04": "unzip",
}
_NOT_SPACE = re.compile(rb"\S")

_CLIENT_ENCODING = re.compile(
    rb"^\s*SET\s+client_encoding\s*(?:=|TO)\s*'?([A-Za-z0-9_-]+)", re.IGNORECASE | re.MULTILINE
)
_MYSQL_BANNER = re.compile(rb"^-- (?:MySQL|MariaDB) dump |^/\*!\d{5} SET ", re.IGNORECASE | re.MULTILINE)
_MYSQL_TABLE = re.compile(rb"\)[ \t]*ENGINE[ \t]*=[ \t]*\w+", re.IGNORECASE)
_BANNER_SIZE = 1 << 16
_CODECS = {
    "LATIN1": "iso8859-1",
    "LATIN2": "iso8859-2",
    "LATIN5": "iso8859-9",
    "LATIN9": "iso8859-15",
    "WIN1250": "cp1250",
    "WIN1251": "cp1251",
    "WIN1252": "cp1252",
    "KOI8R": "koi8-r",
    "SQL_ASCII": "iso8859-1",
}


def open_dump(path: Path, *, exact: bool = False) -> DumpText:
    """The file's SQL as UTF-8; raises FileMissingError or NotADumpError for what is no text dump.

    A file of more than 64 MiB is mapped, not loaded; one packed by gzip is unpacked. `exact` is for whoever wants the
    rows: the encoding the dump names is the one it is in, and a character that is none of it is an error.
    """
    content = _read(path)
    file = str(path)
    if content[:2] == _GZIP:
        content = _unpacked(content, path)
    if not _NOT_SPACE.search(content):
        raise NotADumpError("the file is empty", file=file, hint=_DUMP_HINT)
    _refuse_other_formats(content, file, path)
    if exact and (codec := _named_codec(content)) is not None:
        return _recoded_exactly(content, codec, file)
    broken = _first_not_utf8(content)
    if broken is not None and exact:
        raise _no_other_encoding(content, broken, file)
    if broken is not None:
        return _recode(content, broken, file)
    return content[3:] if isinstance(content, bytes) and content[:3] == b"\xef\xbb\xbf" else content


_DUMP_HINT = "Make one with `pg_dump --schema-only --file X.sql DATABASE`."


def _read(path: Path) -> DumpText:
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            facts = os.fstat(stream.fileno())
            if stat.S_ISCHR(facts.st_mode) and not stream.isatty():
                raise NotADumpError("this is a device, not a dump file", file=str(path), hint=_DUMP_HINT)
            if stat.S_ISREG(facts.st_mode) and facts.st_size > _IN_MEMORY:
                return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            return stream.read() if stat.S_ISREG(facts.st_mode) else _read_pipe(stream, path)
    except FileNotFoundError:
        raise FileMissingError("there is no such file", file=str(path), hint=_DUMP_HINT) from None
    except IsADirectoryError:
        if (path / "toc.dat").is_file():
            raise NotADumpError(
                "this is a pg_dump directory-format dump, which only pg_restore reads",
                file=str(path),
                hint=f"`pg_restore --schema-only --file dump.sql {path}` writes it as SQL.",
                code="custom_format",
            ) from None
        raise NotADumpError(
            "this is a folder, not a dump file", file=str(path), hint="Name one .sql file in it.", code="is_a_folder"
        ) from None
    except NotADirectoryError:
        raise FileMissingError("there is no such file", file=str(path), hint=_DUMP_HINT) from None
    except OSError as error:
        raise NotADumpError(f"the file cannot be read: {error.strerror}", file=str(path)) from error


def _without_waiting(path: str, flags: int) -> int:
    """Opening a pipe whose other end nobody holds would wait for ever."""
    return os.open(path, flags | os.O_NONBLOCK)


def _read_pipe(stream: BinaryIO, path: Path) -> DumpText:
    """What comes out of a pipe until nobody holds its other end; one that nobody takes up soon is empty."""
    waiting = select.poll()
    waiting.register(stream, select.POLLIN)
    waiting.poll(_TAKEN_UP_MS)
    os.set_blocking(stream.fileno(), True)
    with tempfile.TemporaryFile() as kept:
        while piece := stream.read(_PIECE):
            kept.write(piece)
            if kept.tell() > _FROM_A_PIPE:
                message = f"more than {_FROM_A_PIPE >> 30} GiB came from a pipe"
                hint = "Write it to a file, which is read however large it is."
                raise NotADumpError(message, file=str(path), hint=hint)
        size = kept.tell()
        kept.flush()
        return mmap.mmap(kept.fileno(), 0, access=mmap.ACCESS_READ) if size > _IN_MEMORY else _from_start(kept)


def _from_start(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return stream.read()


def database_of(path: Path) -> str:
    """The name of the database a dump is of, by that of its file: `shop` for `shop.sql` and `shop.sql.gz`."""
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).stem


def _unpacked(content: DumpText, path: Path) -> DumpText:
    """What gzip packed, up to a size, mapped: a small file that unpacks to a large one costs disk, and no memory.

    Raises NotADumpError where it is larger or damaged.
    """
    with tempfile.TemporaryFile() as room:
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
                while room.tell() <= _MOST_UNPACKED and (piece := packed.read(_PIECE)):
                    room.write(piece)
        except (OSError, EOFError, zlib.error) as error:
            message = f"the file is packed by gzip, and damaged: {error}"
            raise NotADumpError(message, file=str(path), hint="Fetch it again.", code="compressed") from error
        size = room.tell()
        if size > _MOST_UNPACKED:
            message = f"unpacked, the file has more than {_MOST_UNPACKED >> 20} MB"
            hint = f"Unpack it first: `gunzip --keep {path}`."
            raise NotADumpError(message, file=str(path), hint=hint, code="compressed")
        room.flush()
        return mmap.mmap(room.fileno(), 0, access=mmap.ACCESS_READ) if size else b""


def _refuse_other_formats(content: DumpText, file: str, path: Path) -> None:
    restore = f"`pg_restore --schema-only --file {path.stem}.sql {path}` writes it as SQL."
    if content[:5] == b"PGDMP":
        message = "this is a pg_dump custom-format dump (-Fc), which only pg_restore reads"
        raise NotADumpError(message, file=file, hint=restore, code="custom_format")
    if content[257:262] == b"ustar":
        message = "this is a tar archive; a pg_dump one (-Ft) only pg_restore reads"
        raise NotADumpError(message, file=file, hint=restore, code="custom_format")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotADumpError(
            "the file is UTF-16, a dump is UTF-8",
            file=file,
            hint=f"`iconv -f UTF-16 -t UTF-8 {path} > utf8.sql` makes it readable.",
            code="not_utf8",
        )
    unpack = next((command for mark, command in _PACKED.items() if content[: len(mark)] == mark), None)
    if unpack is not None:
        hint = f"Unpack it first: `{unpack} {path}`."
        raise NotADumpError("the file is compressed", file=file, hint=hint, code="compressed")
    zero = content.find(b"\0")
    if zero >= 0:
        line = line_breaks(content, 0, zero) + 1
        message = f"this is no text: it has a NUL byte on line {line}"
        raise NotADumpError(message, file=file, hint=_DUMP_HINT, code="binary")
    if _MYSQL_BANNER.search(content, 0, _BANNER_SIZE) or _MYSQL_TABLE.search(content):
        message = "this is a MySQL dump, and only PostgreSQL's are read"
        raise NotADumpError(message, file=file, hint=_DUMP_HINT, code="mysql_dump")


def _first_not_utf8(content: DumpText) -> int | None:
    """Where the first byte stands that is no UTF-8, looked for piece by piece."""
    if isinstance(content, bytes) and content.isascii():
        return None
    decoder, kept = codecs.getincrementaldecoder("utf-8")(), 0
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        try:
            decoder.decode(piece, final=start + _PIECE >= len(content))
        except UnicodeDecodeError as error:
            return start - kept + error.start
        kept = len(decoder.getstate()[0])
    return None


def _recode(content: DumpText, broken: int, file: str) -> bytes:
    """Not UTF-8: a dump names its encoding, and what it names is taken at its word."""
    named = _CLIENT_ENCODING.search(content)
    codec = _CODECS.get(named.group(1).decode().upper()) if named else None
    if codec is None:
        raise _no_other_encoding(content, broken, file)
    return bytes(content[:]).decode(codec, "replace").encode()


def _no_other_encoding(content: DumpText, broken: int, file: str) -> NotADumpError:
    return NotADumpError(
        "the file is not UTF-8, and says no other encoding",
        file=file,
        line=line_breaks(content, 0, broken) + 1,
        hint="Convert it with `iconv -f … -t UTF-8`, or dump with `pg_dump --encoding UTF8`.",
        code="not_utf8",
    )


def _named_codec(content: DumpText) -> str | None:
    """The codec of the encoding the dump names at its top; None for UTF-8, and for bytes that are of none."""
    named = _CLIENT_ENCODING.search(content, 0, _BANNER_SIZE)
    name = named.group(1).decode().upper() if named else "UTF8"
    return None if name == "SQL_ASCII" else _CODECS.get(name)


def _recoded_exactly(content: DumpText, codec: str, file: str) -> DumpText:
    """Every codec here has a byte for a character, so pieces of any length can be read alone."""
    with tempfile.TemporaryFile() as room:
        for start in range(0, len(content), _PIECE):
            piece = bytes(content[start : start + _PIECE])
            try:
                room.write(piece.decode(codec).encode())
            except UnicodeDecodeError as error:
                raise NotADumpError(
                    f"the file says it is {codec}, and has a byte that is none of its characters",
                    file=file,
                    line=line_breaks(content, 0, start + error.start) + 1,
                    hint="Dump with `pg_dump --encoding UTF8`.",
                    code="not_utf8",
                ) from None
        room.flush()
        return mmap.mmap(room.fileno(), 0, access=mmap.ACCESS_READ)
