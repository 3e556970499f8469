"""What kind of file is this? A dump in text form passes; everything else gets one clear answer."""

import re
from pathlib import Path

from heartbeat_cli.errors import InvalidFileError, NotFoundError

_CLIENT_ENCODING = re.compile(
    rb"^\s*SET\s+client_encoding\s*(?:=|TO)\s*'?([A-Za-z0-9_-]+)", re.IGNORECASE | re.MULTILINE
)
_MYSQL = re.compile(rb"^-- (?:MySQL|MariaDB) dump |^/\*!\d{5} SET |\)\s*ENGINE\s*=\s*\w+", re.IGNORECASE | re.MULTILINE)
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


def read_text(path: Path) -> bytes:
    """The file's SQL as UTF-8 bytes; raises NotFoundError or InvalidFileError for what is no text dump."""
    content = _read(path)
    where = str(path)
    if not content.strip():
        raise InvalidFileError("the file is empty", where=where, hint=_DUMP_HINT)
    _refuse_other_formats(content, where, path)
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _recode(content, error, where)
    return content


_DUMP_HINT = "Make one with `pg_dump --schema-only --file X.sql DATABASE`."


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError("there is no such file", where=str(path), hint=_DUMP_HINT, code="no_such_file") from None
    except IsADirectoryError:
        if (path / "toc.dat").is_file():
            raise InvalidFileError(
                "this is a pg_dump directory-format dump, which only pg_restore reads",
                where=str(path),
                hint=f"`pg_restore --schema-only --file dump.sql {path}` writes it as SQL.",
                code="custom_format",
            ) from None
        raise InvalidFileError(
            "this is a folder, not a dump file", where=str(path), hint="Name one .sql file in it.", code="is_a_folder"
        ) from None
    except NotADirectoryError:
        raise NotFoundError("there is no such file", where=str(path), hint=_DUMP_HINT, code="no_such_file") from None
    except OSError as error:
        raise InvalidFileError(f"the file cannot be read: {error.strerror}", where=str(path)) from error


def _refuse_other_formats(content: bytes, where: str, path: Path) -> None:
    restore = f"`pg_restore --schema-only --file {path.stem}.sql {path}` writes it as SQL."
    if content.startswith(b"PGDMP"):
        message = "this is a pg_dump custom-format dump (-Fc), which only pg_restore reads"
        raise InvalidFileError(message, where=where, hint=restore, code="custom_format")
    if content[257:262] == b"ustar":
        message = "this is a tar archive; a pg_dump one (-Ft) only pg_restore reads"
        raise InvalidFileError(message, where=where, hint=restore, code="custom_format")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidFileError(
            "the file is UTF-16, a dump is UTF-8",
            where=where,
            hint=f"`iconv -f UTF-16 -t UTF-8 {path} > utf8.sql` makes it readable.",
            code="not_utf8",
        )
    if content.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"PK\x03\x04")):
        message, hint = "the file is compressed", "Unpack it first (gunzip, unzstd, unzip …)."
        raise InvalidFileError(message, where=where, hint=hint, code="compressed")
    zero = content.find(b"\0")
    if zero >= 0:
        line = content.count(b"\n", 0, zero) + 1
        message = f"this is no text: it has a NUL byte on line {line}"
        raise InvalidFileError(message, where=where, hint=_DUMP_HINT, code="binary")
    if _MYSQL.search(content):
        message = "this is a MySQL dump; hb reads PostgreSQL"
        raise InvalidFileError(message, where=where, hint=_DUMP_HINT, code="mysql_dump")


def _recode(content: bytes, error: UnicodeDecodeError, where: str) -> bytes:
    """Not UTF-8: a dump names its encoding, and what it names is taken at its word."""
    named = _CLIENT_ENCODING.search(content)
    codec = _CODECS.get(named.group(1).decode().upper()) if named else None
    if codec is None:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidFileError(
            "the file is not UTF-8, and says no other encoding",
            where=f"{where}:{line}",
            hint="Convert it with `iconv -f … -t UTF-8`, or dump with `pg_dump --encoding UTF8`.",
            code="not_utf8",
        )
    return content.decode(codec, "replace").encode()
