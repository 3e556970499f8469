"""What is offered while a condition is typed."""

from typing import Any

import pytest

from heartbeat_cli.discovery import RowsOf, completions
from heartbeat_cli.discovery.condition import DictionaryValues
from heartbeat_cli.discovery.effects import ReadDictionary, ReadValues
from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table

CLIENT = Table(
    "core",
    "client",
    (
        Column("id", "bigint"), Column("state_id", "smallint"), Column("kind", "text"), Column("is_new", "boolean"),
        Column("amount", "numeric"), Column("status", "text"),
    ),
    foreign_keys=(ForeignKey(("state_id",), QName("dict", "state"), ("id",)),),
)  # fmt: skip
ROWS = RowsOf("webbank", CLIENT)


def look(effect: Any) -> Any:
    """A dictionary of states, and the words of a column."""
    if effect == ReadDictionary("webbank", QName("dict", "state")):
        return DictionaryValues("webbank_dict", QName("dict", "state"), "id", "code", ("ACTIVE", "ON HOLD", "CLOSED"))
    return {"kind": ("COMPANY", "O'Neil")}.get(effect.column, ()) if isinstance(effect, ReadValues) else None


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("", ["id", "state", "kind", "is_new", "amount", "status"]),
        ("st", ["state", "status"]),
        ("ST", ["state", "status"]),
        ("amount > 1 and k", ["kind"]),
        ("(", ["id", "state", "kind", "is_new", "amount", "status"]),
        ("state ", ["=", "<>", "in (", "is null", "is not null"]),
        ("amount ", ["=", "<>", ">", "<", "in (", "is null", "is not null"]),
        ("state i", ["in (", "is null", "is not null"]),
        ("state = ", ["ACTIVE", "'ON HOLD'", "CLOSED"]),
        ("state_id = ", ["ACTIVE", "'ON HOLD'", "CLOSED"]),
        ("state=c", ["CLOSED"]),
        ("state = 'ON", ["'ON HOLD'"]),
        ("state in (", ["ACTIVE", "'ON HOLD'", "CLOSED"]),
        ("state in (ACTIVE, cl", ["CLOSED"]),
        ("kind <> ", ["COMPANY", "'O''Neil'"]),
        ("is_new = ", ["true", "false"]),
        ("amount = ", []),
        ("nothing = ", []),
        ("state = ACTIVE ", ["and", "or"]),
        ("state = ACTIVE a", ["and"]),
        ("state = ACTIVE and kind = C", ["COMPANY"]),
        ("state = ACTIVE", []),
        ("Ä = ", []),
        ("'", []),
    ],
)
def test_what_may_be_typed_next(text: str, offered: list[str]) -> None:
    found = completions(text, ROWS, look)
    assert [one.text for one in found] == offered
    assert all(text[len(text) - one.instead_of :].lstrip("'").casefold() in one.text.casefold() for one in found)


def test_each_says_what_it_is() -> None:
    assert {one.text: one.about for one in completions("", ROWS, look)} == {
        "id": "bigint", "state": "label of dict.state", "kind": "text", "is_new": "boolean", "amount": "numeric",
        "status": "text",
    }  # fmt: skip
