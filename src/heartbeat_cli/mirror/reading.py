"""Where hb reads dumps: by `pgschema`, whose errors become hb's here and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heartbeat_cli import pgschema
from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, Place
from heartbeat_cli.mirror.archives import restored_text
from heartbeat_cli.pgschema import DumpReading, FileMissingError, NotADumpError, PgSchemaError


@contextmanager
def hb_errors() -> Iterator[None]:
    """Raise what `pgschema` raises inside as NotFoundError, InvalidFileError or HbError, in the same words."""
    try:
        yield
    except PgSchemaError as error:
        raise _as_hb_error(error) from error


def _as_hb_error(error: PgSchemaError) -> HbError:
    kinds: tuple[tuple[type[PgSchemaError], type[HbError]], ...] = (
        (FileMissingError, NotFoundError),
        (NotADumpError, InvalidFileError),
        (PgSchemaError, HbError),
    )
    kind = next(ours for theirs, ours in kinds if isinstance(error, theirs))
    place = Place(error.file, error.line) if error.file is not None else None
    return kind(error.message, where=place, hint=error.hint, code=error.code)


def read_dump(file: Path, *, name: str | None = None) -> DumpReading:
    """`pgschema.read`, also of an archive; raises NotFoundError and InvalidFileError for its errors."""
    text = restored_text(file)
    if text is not None:
        return read_dump_text(text, file=str(file), name=name or pgschema.database_of(file))
    with hb_errors():
        return pgschema.read(file, name=name)


def read_dump_text(text: "pgschema.DumpText", *, file: str, name: str) -> DumpReading:
    """`read_dump` for a dump whose text is at hand."""
    with hb_errors():
        return pgschema.read_text(text, file=file, name=name)


def open_dump(file: Path) -> "pgschema.DumpText":
    """The text of a dump as UTF-8; raises as `read_dump` does for what is no dump."""
    text = restored_text(file)
    if text is not None:
        return text
    with hb_errors():
        return pgschema.open_dump(file)
