"""Statements that do harm are refused before anything runs, whichever way they are written; sound ones are not.

A line of `tests/cases/guard/hostile/KIND.sql` is a statement to refuse, one of `tests/cases/guard/sound.sql` to allow.
Refused are also those of `tests/cases/statements/dressed.txt` whose value is a constant.
"""

from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError, InvalidFileError, RefusedError
from heartbeat_cli.metrics import check_counted, check_sql

CASES = Path(__file__).parents[2] / "cases" / "guard"
DRESSED = CASES.parent / "statements" / "dressed.txt"
# A constant to whoever knows that the column is never empty.
TOLD_BY_TABLES = "SELECT count(*) - count(client_id) + 432 FROM webbank_core.payment"
T = "webbank_core.payment"
# What only line breaks and odd characters hide.
SMUGGLED = [
    *(
        f"SELECT extract(epoch FROM interval E'0 day'{gap}'0 day\\' ) + ({hidden}) -- ') FROM {T}"
        for gap in ("\n", "\r\n", " \n ")
        for hidden in (
            "SELECT n FROM query($$SELECT 1 AS n$$)",
            "SELECT count(*) FROM vss_vss.applicant_log",
            "SELECT pg_sleep(3)::int",
        )
    ),
    f"SELECT sum(id #-- pg_sleep(9) +\n 5) FROM {T}",
    f"SELECT count(*) FROM {T} \0; DROP TABLE {T}",
    f"SELECT count(*) FROM {T} WHERE x =\u00a01",
    "",
]


def statements(file: Path) -> list[str]:
    return file.read_text().splitlines()


HOSTILE = [
    *(
        pytest.param(sql, id=f"{file.stem}-{number}")
        for file in sorted((CASES / "hostile").glob("*.sql"))
        for number, sql in enumerate(statements(file), 1)
    ),
    *(
        pytest.param(line.split(" | ", 2)[2], id=f"dressed-{number}")
        for number, line in enumerate(statements(DRESSED), 1)
        if line.startswith("error constant-value") and not line.endswith(TOLD_BY_TABLES)
    ),
    *(pytest.param(sql, id=f"smuggled-{number}") for number, sql in enumerate(SMUGGLED, 1)),
]
SOUND = [pytest.param(sql, id=str(number)) for number, sql in enumerate(statements(CASES / "sound.sql"), 1)]


def judge(sql: str) -> None:
    check_sql(sql)
    check_counted(sql)


@pytest.mark.parametrize("sql", HOSTILE)
def test_a_hostile_statement_is_refused(sql: str) -> None:
    with pytest.raises(HbError) as caught:
        judge(sql)
    assert isinstance(caught.value, RefusedError | InvalidFileError)
    assert caught.value.place is not None


@pytest.mark.parametrize("sql", SOUND)
def test_a_sound_statement_is_allowed(sql: str) -> None:
    judge(sql)
