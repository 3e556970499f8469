"""Whole scripts → whole databases: every attribute of every object, as the text beside the script says.

What stands in `cases/oracle` was held against a PostgreSQL server by `integration/test_dump_oracle.py`; here the same
scripts are read in milliseconds. After a change that is meant, `HB_RETELL=1` writes the texts anew.
"""

from pathlib import Path

import pytest
from tests.told import held_against

from heartbeat_cli.pgschema.dump import read_dump, read_dump_text

CASES = Path(__file__).parents[2] / "cases"
SCRIPTS = [*sorted((CASES / "oracle").glob("*.sql")), *sorted((CASES / "dumps").glob("*.sql"))]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_a_script_reads_as_the_text_beside_it_says(script: Path) -> None:
    reading = read_dump(script)
    assert [(s.line, s.reason) for s in reading.skipped] == []
    held_against(reading.database, script.with_suffix(".txt"))


@pytest.mark.parametrize("script", sorted((CASES / "refused").glob("*.sql")), ids=lambda f: f.stem)
def test_what_is_not_understood_says_why_and_costs_nothing_else(script: Path) -> None:
    reading = read_dump_text(script.read_bytes(), file=script.name, name=script.stem)
    held_against(reading, script.with_suffix(".txt"))
