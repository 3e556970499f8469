"""Records become flat, and their columns types that hold every value."""

from decimal import Decimal
from typing import Any

import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.pull.flat import Flattening, without
from heartbeat_cli.ingest.pull.kinds import Kind, source_type
from heartbeat_cli.sources import SourceType, read_json


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        ("[true, false]", "boolean"),
        ("[true, 1]", "text"),
        ("[1, -2]", "bigint"),
        ("[999999999999999999]", "bigint"),
        ("[1, 9999999999999999999]", "numeric(38,2)"),
        ("[1.5, 2]", "numeric(38,2)"),
        ("[0.0001, 12]", "numeric(38,4)"),
        ("[123456789012345678901234567890.123456789]", "text"),
        ("[1e5]", "double precision"),
        ("[5e0]", "numeric(38,2)"),
        ("[-0.05, 0.00, null]", "numeric(38,2)"),
        ("[12345678901234567890123456789012345.6789]", "text"),
        ("[-12345678901234567890123456789012345.678]", "numeric(38,3)"),
        ("[1.5e-3]", "numeric(38,4)"),
        ("[1, 2e3]", "double precision"),
        ('["2026-05-01"]', "date"),
        ('["2026-05-01", "2026-05-01T10:00:00Z"]', "text"),
        ('["2026-05-01T10:00:00Z", "2026-05-01 10:00+0200"]', "timestamp with time zone"),
        ('["2026-05-01T10:00:00", "2026-05-01 10:00:00.123456"]', "timestamp without time zone"),
        ('["2026-05-01T10:00:00.1234567"]', "text"),
        ('["2026-05-01T10:00:00", "2026-05-01T10:00:00Z"]', "text"),
        ('["2026"]', "text"),
        ('["2026-05-01", ""]', "text"),
        ("[[1], []]", "json"),
        ('[[1], "a"]', "text"),
        ('[null, null, "a"]', "text"),
        ("[null, 3]", "bigint"),
    ],
)
def test_a_column_holds_all_its_values(values: str, type_: str) -> None:
    records = [{"a": value} for value in read_json(values)]
    one_by_one = Flattening({})
    for record in records:
        one_by_one.flat([record])
    flattening = Flattening({})
    flattening.flat(records)
    assert one_by_one.kinds == flattening.kinds
    kind = flattening.kinds["a"]
    assert kind is not None
    assert kind.spelled == type_


def test_what_was_seen_before_counts() -> None:
    flattening = Flattening({"a": Kind("bigint", 3), "b": None})
    flattening.flat([{"c": "x", "a": Decimal("1.5")}])
    assert flattening.kinds == {"a": Kind("numeric", 3, 1), "b": None, "c": Kind("text")}


@pytest.mark.parametrize(
    ("record", "texts"),
    [
        ({"a": None, "b": {}}, {}),
        ({"a": {"b": {"c": 1}}, "d": []}, {"a__b__c": "1", "d": "[]"}),
        ({"a": "x\0y"}, {"a": "x\ufffdy"}),
        ({"a": "\ud800"}, {"a": "?"}),
        ({"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}, {"a__b__c__d__e": '{"f":1}'}),
        (
            {"a": Decimal("1.10"), "b": True, "c": [Decimal("0.10"), None]},
            {"a": "1.10", "b": "true", "c": "[0.10,null]"},
        ),
    ],
)
def test_records_are_made_flat(record: dict[str, Any], texts: dict[str, str]) -> None:
    flat = Flattening({}).flat([record])
    assert {name: text for name, (text,) in flat.items() if text is not None} == texts


MIXED = [
    {"id": 1, "a": {"b": 1}, "c": None},
    {"id": 2, "a": None, "c": "x"},
    {"c": [1], "id": 3},
    {"id": 4, "a": {"b": {"d": True}, "e": "2026-05-01"}, "c": {"f": Decimal("0.10")}},
    {"id": 5, "a": "text", "c": Decimal("1E+3")},
    {},
    {"id": 6, "a": {}, "c": "\ud800", "a__b": 7, "g": {"h": {"i": {"j": {"k": {"l": [None]}}}}}},
    {"id": 7, "a": {"b": 9}, "c": False, "g": {"h": {"i": {"j": {"k": {"m": "secret"}}}}}},
]


@pytest.mark.parametrize("withheld", [(), ("a__b",), ("g__h__i__j__k__m", "c"), ("a",)])
def test_a_page_gives_what_its_records_give_one_by_one(withheld: tuple[str, ...]) -> None:
    one_by_one, together = Flattening({}, (), withheld), Flattening({}, (), withheld)
    expected = [one_by_one.flat([record]) for record in MIXED]
    found = together.flat(MIXED)
    assert together.kinds == one_by_one.kinds
    for number, flat in enumerate(expected):
        assert {name: texts[number] for name, texts in found.items() if texts[number] is not None} == {
            name: text for name, (text,) in flat.items() if text is not None
        }


@pytest.mark.parametrize(
    ("record", "exclude", "hashed"),
    [
        ({"a": {"b": {"c": {"d": {"e": {"f": "secret"}}}}}}, ["a__b__c__d__e__f"], []),
        ({"a": {"b": {"c": {"d": {"e": {"f": "secret"}}}}}}, [], ["a__b__c__d__e__f"]),
        ({"a": {"b": "secret"}}, [], ["a"]),
        ({"a": {"b": "secret"}}, ["a"], []),
        ({"": "secret"}, ["_"], []),
        ({"a": {"": "secret"}}, ["a___"], []),
    ],
)
def test_what_is_withheld_is_so_however_deep(record: dict[str, Any], exclude: list[str], hashed: list[str]) -> None:
    flat = Flattening({}, exclude, hashed).flat([record])
    assert "secret" not in str([flat, without(record, [*exclude, *hashed])])


@pytest.mark.parametrize(
    ("record", "names"),
    [
        ({"": 1, "a": {"": 2}}, ["_", "a___"]),
        ({"n\0": 1, "a\0": {"b": 1}}, ["n\ufffd", "a\ufffd__b"]),
        ({'q"': 1, "a.b": 1, " ": 1, "😀": 1}, ['q"', "a.b", " ", "😀"]),
    ],
)
def test_names_are_those_a_database_takes(record: dict[str, Any], names: list[str]) -> None:
    flattening = Flattening({})
    flattening.flat([record])
    assert list(flattening.kinds) == names


def test_withheld_values_are_in_neither_form() -> None:
    record = {"id": 1, "owner": {"mail": "a@b", "name": "Ann"}, "phone": "1"}
    flattening = Flattening({}, exclude=["phone"], hashed=["owner__mail"])
    assert [text for (text,) in flattening.flat([record]).values()] == [
        "1",
        "7508d8b5018ea640b85269861a101203f0c26900555268e930025dac844b0f35",
        "Ann",
    ]
    assert without(record, ["phone", "owner__mail"]) == {"id": 1, "owner": {"name": "Ann"}}


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"a": {"b": 1}, "a__b": 2}, "ambiguous_column"),
        ({f"k{n}": n for n in range(1_201)}, "too_many_columns"),
    ],
)
def test_records_no_table_could_hold_are_refused(record: dict[str, Any], code: str) -> None:
    with pytest.raises(HbError) as caught:
        Flattening({}).flat([record])
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("spelled", "type_"),
    [("numeric(38,2)", SourceType("numeric", (38 << 16 | 2) + 4)), ("jsonb", SourceType("json"))],
)
def test_types_are_those_of_a_catalogue(spelled: str, type_: SourceType) -> None:
    assert source_type(spelled) == type_
