"""A folder of dumps → the databases in it, and its dumps as the mirror keeps them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import NotFoundError, UsageError
from heartbeat_cli.mirror import is_archive, open_dump, read_dump
from heartbeat_cli.pgschema import database_of, without_rows
from heartbeat_cli.setup.found import FoundDatabase, found_in
from heartbeat_cli.state import SHARED, write_atomically

_ENDINGS: Final = (".sql", ".sql.gz", ".dump")
_USUAL: Final = "main"


@dataclass(frozen=True, slots=True)
class _Dump:
    file: Path
    folder: str


def dumps_in(folder: Path) -> tuple[FoundDatabase, ...]:
    """The databases whose dumps lie in a folder; a folder in it is a cluster of its own.

    Raises NotFoundError where there are none, InvalidFileError for what is no dump, UsageError for two of one database.
    """
    if not folder.is_dir():
        raise NotFoundError("there is no such folder of dumps", where=str(folder), code="no_dump")
    dumps = tuple(_dumps(folder))
    if not dumps:
        raise NotFoundError(
            f"there is no dump ({', '.join(_ENDINGS)}) in this folder", where=str(folder), code="no_dump"
        )
    found = tuple(_found(dump) for dump in dumps)
    names = [(database.folder, database.name) for database in found]
    for database in found:
        if names.count((database.folder, database.name)) > 1:
            hint = "Leave the newest of them in the folder."
            raise UsageError(f"there are two dumps of '{database.name}'", where=str(database.dump), hint=hint)
    return found


def _dumps(folder: Path) -> Iterator[_Dump]:
    """Those of the folder itself first."""
    yield from (_Dump(path, _USUAL) for path in _listed(folder))
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith(".") and not is_archive(path):
            yield from (_Dump(inside, path.name) for inside in _listed(path))


def _listed(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if is_archive(path) or _is_dump(path))


def _is_dump(path: Path) -> bool:
    return path.is_file() and path.name.endswith(_ENDINGS)


def _found(dump: _Dump) -> FoundDatabase:
    name = database_of(dump.file)
    return found_in(read_dump(dump.file, name=name).database, name, dump.file, dump.folder)


def lay_down_dumps(databases: Sequence[FoundDatabase], mirror: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Copy the dumps of `databases` to where the mirror keeps them, as text: those written, and those there were.

    Raises OSError.
    """
    written, left = [], []
    for database in databases:
        assert database.dump is not None
        file = mirror / database.folder / f"{database.name}.sql"
        if file.exists():
            left.append(file)
            continue
        write_atomically(file, _text(database.dump), mode=SHARED, overwrite=False)
        written.append(file)
    return tuple(written), tuple(left)


def _text(dump: Path) -> bytes:
    """The structure alone: the mirror is for a repository, and rows are not."""
    return without_rows(open_dump(dump))
