"""The SQL that fills the demo: values by type and name, and the whole of one small database.

`cases/demo` has them letter for letter; PostgreSQL runs them in the tests of the demo itself.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.conftest import REPOSITORY
from tests.told import held_against

from heartbeat_cli.demo.description import load_database
from heartbeat_cli.demo.rows import fill
from heartbeat_cli.demo.values import Cell, generic_value, sequential_value

CASES = REPOSITORY / "tests" / "cases" / "demo"
CLOCK = datetime(2026, 5, 8, 12, tzinfo=UTC)
CELL = Cell("client_note", "c", "text", "text", bounded=False, i="i", hash="h", moment="m", place=None, clock="now")

# name type, and what else is said of the column
SEQUENTIAL = (
    "no bigint", "no smallint", "amount numeric(12,2)", "is_open boolean", "key uuid", "day date", "at timestamptz",
    "at timestamp", "code char(4)", "code varchar(5)", "code varchar(20)", "code text", "email varchar(80)",
    "iban text", "token varchar(30)", "file_digest text", "hash char(9)",
)  # fmt: skip
GENERIC = (
    "at timestamptz 0", "at timestamptz 1", "at timestamp 2", "at timestamptz", "expires_at timestamptz 1",
    "amount numeric", "amount numeric(18,2)", "rate numeric(10,6)", "share numeric(5,4)", "score numeric(3,2)",
    "level numeric(4,3)", "c numeric(8,2) bounded", "birth_date date", "valid_until date", "day date",
    "no bigint", "no integer", "tags text[]", "spent interval", "valid daterange",
    "email text", "phone varchar(20)", "iban varchar(34)", "swift text", "currency char(3)", "ccy text",
    "country char(2)", "lang char(2)", "locale text", "side char(1)", "key char(32)", "key char(31)",
    "no char(9)", "no char(10)",
    "first_name text", "family_name text", "firm text", "holder text", "town text", "street text", "zip text",
    "secret text", "link text", "browser text", "build text", "remark text", "mime text", "other_word text",
    "other_word varchar(7)",
)  # fmt: skip


def cell(said: str) -> Cell:
    name, type_, *more = said.split()
    place = next((int(word) for word in more if word.isdigit()), None)
    return replace(CELL, name=name, type=type_, cast=type_, bounded="bounded" in more, place=place)


def test_values() -> None:
    lines = [f"{said}: {sequential_value(cell(said), '(1 + k)')}" for said in SEQUENTIAL]
    lines += ["", *(f"{said}: {generic_value(cell(said))}" for said in GENERIC)]
    held_against("\n".join([*lines, ""]), CASES / "values.txt")


def test_a_type_nobody_thought_of_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^no values for type point of client_note\.place$"):
        generic_value(cell("place point"))


@pytest.mark.parametrize("scale", [0.0001, 1.0])
def test_a_whole_database(scale: float) -> None:
    """Without the handwritten functions at its beginning."""
    _, *statements = fill(load_database("mss_kart"), scale, CLOCK)
    held_against("".join(f"{statement};\n" for statement in statements), CASES / f"mss_kart-{scale:g}.sql")
