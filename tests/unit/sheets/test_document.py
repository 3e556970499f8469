"""Values as JSON has them, and the schema of a value: each the other's judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from heartbeat_cli.errors import HbError
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets import FailureDocument, error_document, plain
from heartbeat_cli.sheets.document import ABSENT, Absent, document_of, error_or_none, schema_of


class State(StrEnum):
    DONE = "done"


class Level(Enum):
    HIGH = 3


class Pair(NamedTuple):
    left: int
    right: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part."""

    name: QName
    not_: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """All there is, \n    on two lines."""

    parts: tuple[Part, ...]
    count: int
    share: float
    amount: Decimal | None
    at: datetime
    day: date
    file: Path
    kind: Literal["a", "b"]
    state: State
    numbers: Mapping[str, int]
    pair: Pair
    both: tuple[str, int]
    words: frozenset[str]
    anything: Any
    bare: ClassVar = 1
    counted: ClassVar[int] = 2
    later: str | Absent = ABSENT


NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
WHOLE = Whole(
    (Part(QName("core", "t"), True),), 1, 0.5, Decimal("1.10"), NOON, NOON.date(), Path("/p"), "a", State.DONE,
    {"x": 1}, Pair(1), ("a", 2), frozenset({"b", "a"}), None,
)  # fmt: skip
PLAIN = {
    "parts": [{"name": "core.t", "not": True}], "count": 1, "share": 0.5, "amount": "1.10",
    "at": "2026-05-08T12:00:00+00:00", "day": "2026-05-08", "file": "/p", "kind": "a", "state": "done",
    "numbers": {"x": 1}, "pair": {"left": 1, "right": None}, "both": ["a", 2], "words": ["a", "b"], "anything": None,
}  # fmt: skip


def test_a_value_is_its_fields() -> None:
    assert plain(WHOLE) == PLAIN
    assert list(plain(WHOLE)) == list(PLAIN)
    assert (plain(Level.HIGH), plain(State.DONE), plain([NOON.date()])) == (3, "done", ["2026-05-08"])
    assert plain({1: ABSENT, 2: "x"}) == {"2": "x"}


def test_what_a_value_says_is_what_its_schema_says() -> None:
    schema = schema_of(Whole, "whole")
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(PLAIN)
    assert Draft202012Validator(schema).is_valid({**PLAIN, "later": "x"})
    assert (schema["title"], schema["$ref"]) == ("whole", "#/$defs/Whole")
    assert sorted(schema["$defs"]) == ["Pair", "Part", "Whole"]
    assert schema["$defs"]["Whole"]["description"] == "All there is, on two lines."
    assert schema["$defs"]["Part"] == {
        "type": "object",
        "description": "A part.",
        "properties": {"name": {"type": "string"}, "not": {"type": "boolean"}},
        "required": ["name", "not"],
        "additionalProperties": False,
    }
    assert schema["$defs"]["Whole"]["properties"] == {
        "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}},
        "count": {"type": "integer"},
        "share": {"type": "number"},
        "amount": {
            "anyOf": [{"type": "string", "description": "A number of which no digit is lost."}, {"type": "null"}]
        },
        "at": {"type": "string", "format": "date-time"},
        "day": {"type": "string", "format": "date"},
        "file": {"type": "string"},
        "kind": {"enum": ["a", "b"]},
        "state": {"enum": ["done"]},
        "numbers": {"type": "object", "additionalProperties": {"type": "integer"}},
        "pair": {"$ref": "#/$defs/Pair"},
        "both": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False},
        "words": {"type": "array", "items": {"type": "string"}},
        "anything": {},
        "later": {"type": "string"},
    }
    assert schema["$defs"]["Whole"]["required"] == list(PLAIN)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("parts", [{"name": "core.t"}]), ("count", 1.5), ("share", "1"), ("amount", 1.1), ("at", None), ("file", 1),
        ("kind", "c"), ("state", "gone"), ("numbers", {"x": "y"}), ("pair", {"left": 1}), ("both", ["a"]),
        ("both", ["a", 2, 3]), ("words", [1]), ("later", None), ("unknown", 1),
    ],
)  # fmt: skip
def test_a_schema_refuses_what_is_not_so(key: str, wrong: object) -> None:
    broken = {**PLAIN, key: wrong}
    if key == "both" and wrong == ["a"]:
        broken.pop("both")
    assert not Draft202012Validator(schema_of(Whole, "whole")).is_valid(broken)


def test_what_has_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON is known for <class 'complex'>"):
        schema_of(complex, "x")


def test_two_kinds_of_value_may_not_share_a_name() -> None:
    other = dataclass(frozen=True)(type("Part", (), {"__annotations__": {"x": int}}))
    with pytest.raises(TypeError, match="share a name in parts"):
        schema_of(Part | other, "parts")  # type: ignore[operator]


def test_a_document_takes_the_fields_of_a_value() -> None:
    @dataclass(frozen=True)
    class Short:
        count: int
        kind: str
        more: int

    assert document_of(Short, WHOLE, more=7, kind="own") == Short(1, "own", 7)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told.

    What is not.
    """

    json_keys: ClassVar = "few=number part=part.name both"

    number: int
    part: Part
    secret: complex = 0j

    @property
    def both(self) -> tuple[int, bool]:
        return self.number, self.part.not_


def test_a_class_declares_the_keys_of_its_values() -> None:
    assert plain([Told(3, Part(QName("core", "t"), True))]) == [{"few": 3, "part": "core.t", "both": [3, True]}]
    assert schema_of(Told, "told")["$defs"]["Told"] == {
        "type": "object",
        "description": "What is told.",
        "properties": {
            "few": {"type": "integer"},
            "part": {"type": "string"},
            "both": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "boolean"}], "items": False},
        },
        "required": ["few", "part", "both"],
        "additionalProperties": False,
    }


def test_a_failure() -> None:
    error = HbError("gone", where="a.yml:3", hint="Look.", code="lost", retryable=True)
    body = {"code": "lost", "message": "a.yml:3: gone", "hint": "Look.", "retryable": True}
    assert plain(FailureDocument(error_document(error))) == {"error": body}
    assert (error_or_none(None), plain(error_or_none(error))) == (None, body)
