"""Where a value stands in an answer."""

import re
from typing import Any

import pytest

from heartbeat_cli.sources.rest import PATH, column_of, every_at

BODY: dict[str, Any] = {
    "data": {"items": [{"id": 1}, {"id": 2}], "none": None},
    "groups": [{"members": [{"id": 3}]}, {"members": []}, {"members": [{"id": 4}]}],
    "@odata.nextLink": "x",
    "empty": [],
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", (BODY,)),
        ("data.items", ([{"id": 1}, {"id": 2}],)),
        ("$.data.items", ([{"id": 1}, {"id": 2}],)),
        ("data.items[*]", ({"id": 1}, {"id": 2})),
        ("data.items[1].id", (2,)),
        ("groups[*].members", ([{"id": 3}], [], [{"id": 4}])),
        ("groups[*].members[*].id", (3, 4)),
        ("$['@odata.nextLink']", ("x",)),
        ("['@odata.nextLink']", ("x",)),
        ("data.none", (None,)),
        ("data.*", ([{"id": 1}, {"id": 2}], None)),
        ("empty[*].id", ()),
        ("data.items[2]", None),
        ("nothing[*]", None),
        ("data.items.id", None),
    ],
)
def test_where_a_path_leads(path: str, found: tuple[Any, ...] | None) -> None:
    assert re.search(PATH, path)
    assert every_at(path, BODY) == found


@pytest.mark.parametrize("path", ["", "data..items", "data[", "$..id", "data[?(@.x)]", "a b", ".data", "data."])
def test_what_is_no_path(path: str) -> None:
    assert not re.search(PATH, path)


def test_a_value_inside_an_object_has_a_column_of_its_own() -> None:
    assert [column_of(path) for path in ("id", "$.client.id", "a['b'].c")] == ["id", "client__id", "a__b__c"]
