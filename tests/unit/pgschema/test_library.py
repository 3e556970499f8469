"""The room by itself: taken out of the program it reads, compares and fails as inside it."""

import doctest
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import FileMissingError, GrammarMissingError, NotADumpError, PgSchemaError

ROOM = Path(pgschema.__file__).parent
ALONE = """
import sys
sys.modules["heartbeat_cli"] = None
import pgschema
reading = pgschema.read("shop.sql")
(table,) = reading.database.tables()
print(reading.database.name, table.qname, table.primary_key.columns, len(reading.skipped))
other = pgschema.read_text("CREATE TABLE shop.item (id bigint PRIMARY KEY);", name="other")
for change in pgschema.diff(reading.database, other.database):
    print(change.sentence)
try:
    pgschema.read("nothing.sql")
except pgschema.PgSchemaError as error:
    print(type(error).__name__, error)
import pgschema.live.read
print(len(pgschema.live.read._sql("columns", 180000)) > 100)
"""
LIGHT = """
import sys
import pgschema
print(sorted(n for n in sys.modules if n.startswith("pgschema.")))
print(sorted({n.partition(".")[0] for n in sys.modules} & {"psycopg", "orjson", "ctypes", "postgast", "heartbeat_cli"}))
"""


def _run(code: str, folder: Path) -> list[str]:
    shutil.copytree(ROOM, folder / "pgschema", ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_copy_of_the_folder_alone_reads_compares_and_fails(tmp_path: Path) -> None:
    (tmp_path / "shop.sql").write_text("CREATE TABLE shop.item (id int PRIMARY KEY);\n")
    assert _run(ALONE, tmp_path) == [
        "shop shop.item ('id',) 0",
        "shop.item.id: type integer -> bigint",
        "FileMissingError nothing.sql: there is no such file",
        "True",
    ]


def test_importing_it_loads_neither_a_driver_nor_the_grammar(tmp_path: Path) -> None:
    modules, others = _run(LIGHT, tmp_path)
    needed = "constraint counts errors fields model names quoting reading relation routine"
    assert modules == str([f"pgschema.{name}" for name in needed.split()])
    assert others == "[]"


def test_its_first_page_is_true() -> None:
    assert doctest.testmod(pgschema) == doctest.TestResults(failed=0, attempted=5)


@pytest.mark.parametrize(
    ("error", "text", "line", "code"),
    [
        (FileMissingError("gone", "a.sql"), "a.sql: gone", None, "no_such_file"),
        (NotADumpError("broken", "a.sql", 3, "mend it"), "a.sql:3: broken", 3, "invalid_file"),
        (NotADumpError("packed", "a.gz", code="compressed"), "a.gz: packed", None, "compressed"),
        (GrammarMissingError("no grammar"), "no grammar", None, "no_grammar"),
    ],
)
def test_an_error_says_where_and_stays_as_it_is(error: PgSchemaError, text: str, line: int | None, code: str) -> None:
    again = pickle.loads(pickle.dumps(error))
    for one in (error, again):
        assert (type(one), str(one), one.line, one.code) == (type(error), text, line, code)
        assert one.hint == error.hint
        with pytest.raises(AttributeError):
            one.line = 7  # type: ignore[misc]


def test_a_name_it_does_not_have() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = pgschema.Nothing  # type: ignore[attr-defined]
