"""hb's errors for what the reader of schemas raises: same words, same place, same code."""

from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError
from heartbeat_cli.mirror import hb_errors, read_dump
from heartbeat_cli.mirror.reading import open_dump, read_dump_text
from heartbeat_cli.pgschema import FileMissingError, GrammarMissingError, NotADumpError, PgSchemaError


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (FileMissingError("gone", "a.sql", hint="make one"), NotFoundError),
        (NotADumpError("broken", "a.sql", 3, "mend it", "not_utf8"), InvalidFileError),
        (GrammarMissingError("no grammar", hint="install it"), HbError),
    ],
)
def test_an_error_of_the_library_is_one_of_hb(raised: PgSchemaError, kind: type[HbError]) -> None:
    with pytest.raises(HbError) as found, hb_errors():
        raise raised
    error = found.value
    assert type(error) is kind
    assert (str(error), error.where, error.hint, error.code) == (str(raised), raised.where, raised.hint, raised.code)


def test_what_is_read_is_read_and_what_cannot_be_is_an_error_of_hb(tmp_path: Path) -> None:
    file = tmp_path / "a.sql"
    file.write_text("CREATE TABLE t (x int);")
    assert read_dump(file).database.name == "a"
    assert read_dump(file, name="b").database.name == "b"
    assert open_dump(file) == b"CREATE TABLE t (x int);"
    with pytest.raises(NotFoundError, match="no such file"):
        read_dump(tmp_path / "b.sql")
    with pytest.raises(NotFoundError, match="no such file"):
        open_dump(tmp_path / "b.sql")
    with pytest.raises(InvalidFileError, match="no SQL statement"):
        read_dump_text(b"-- nothing", file="c.sql", name="c")
