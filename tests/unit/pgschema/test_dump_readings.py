"""Whole scripts → whole databases: every attribute of every object, as the text beside the script says.

What stands in `cases/oracle` was held against a PostgreSQL server by `integration/test_dump_oracle.py`; here the same
scripts are read in milliseconds. After a change that is meant, `HB_RETELL=1` writes the texts anew.
"""

from pathlib import Path

import pytest
from tests.told import held_against

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import PgSchemaError

CASES = Path(__file__).parents[2] / "cases"
SCRIPTS = [*sorted((CASES / "oracle").glob("*.sql")), *sorted((CASES / "dumps").glob("*.sql"))]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_a_script_reads_as_the_text_beside_it_says(script: Path) -> None:
    reading = pgschema.read(script)
    assert [(s.line, s.reason) for s in reading.skipped] == []
    held_against(reading.database, script.with_suffix(".txt"))


@pytest.mark.parametrize("script", sorted((CASES / "refused").glob("*.sql")), ids=lambda f: f.stem)
def test_what_is_not_understood_says_why_and_costs_nothing_else(script: Path) -> None:
    reading = pgschema.read_text(script.read_bytes(), file=script.name, name=script.stem)
    held_against(reading, script.with_suffix(".txt"))


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"-- only a comment\n", "`pg_dump --schema-only --file X.sql DATABASE` writes it"),
        (b"  \n", "Make one with `pg_dump --schema-only --file X.sql DATABASE`."),
        (b"PGDMP\x01\x0e", "`pg_restore --schema-only --file x.sql "),
        (b"\x1f\x8b\x08\x00", "Fetch it again"),
        (b"CREATE TABLE a ();\n\x00", "Make one with `pg_dump"),
        (b"\xff\xfeC\x00", "`iconv -f UTF-16 -t UTF-8 "),
        (b"SELECT 'caf\xe9';", "pg_dump --encoding UTF8"),
        (b"nonsense", "`pg_dump --schema-only --file X.sql DATABASE` writes it"),
        (b"\\c a\nCREATE TABLE t ();\n\\c b\nCREATE TABLE t ();", "Dump each by itself"),
    ],
)
def test_what_is_no_dump_says_how_one_is_made(content: bytes, hint: str, tmp_path: Path) -> None:
    file = tmp_path / "x.sql"
    file.write_bytes(content)
    with pytest.raises(PgSchemaError) as failure:
        pgschema.read(file)
    assert hint in (failure.value.hint or "")
