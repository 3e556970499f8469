"""A service of libpq's connection service file → the settings it stands for."""

from collections.abc import Iterator, Mapping
from configparser import ConfigParser, Error
from pathlib import Path

from heartbeat_cli.errors import InvalidFileError, NotFoundError


def read_service(name: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The settings of a service: of PGSERVICEFILE, else ~/.pg_service.conf, then PGSYSCONFDIR/pg_service.conf.

    Raises NotFoundError where no file has it, InvalidFileError for one that cannot be read.
    """
    for file in _files(environment):
        if file.is_file() and (found := _services(file)).has_section(name):
            return dict(found.items(name))
    raise NotFoundError(
        f"there is no connection service '{name}'",
        hint="It is looked for in PGSERVICEFILE, else ~/.pg_service.conf, then in PGSYSCONFDIR.",
        code="no_service",
    )


def _files(environment: Mapping[str, str]) -> Iterator[Path]:
    yield Path(environment.get("PGSERVICEFILE") or "~/.pg_service.conf").expanduser()
    if folder := environment.get("PGSYSCONFDIR"):
        yield Path(folder, "pg_service.conf")


def _services(file: Path) -> ConfigParser:
    """Nothing of the file is ever in a message: it may hold passwords."""
    parser = ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",), default_section="")
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
    except (Error, OSError, UnicodeDecodeError):
        raise InvalidFileError("this is no connection service file", where=str(file)) from None
    return parser
