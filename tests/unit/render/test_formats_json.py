"""The JSON is what docs/reference/profile-json.md says, key for key, in both directions."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.formats_sample import DATABASE, NOTE, ODD, picture

from heartbeat_cli.render.formats import FORMATS
from heartbeat_cli.render.formats.json import VERSION

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "profile-json.md"
KINDS = {
    "database": "Database or file",
    "file": "Database or file",
    "schema": "Schema",
    "table": "Table",
    "view": "View",
    "materialized view": "View",
    "column": "Column",
}
TARGETS = [
    (),
    ("core",),
    ("dict",),
    ("core", ODD),
    ("core", "order_1"),
    ("core", "order_state_log"),
    ("dict", "state"),
    ("core", "open"),
    ("core", "sums"),
    ("core", "far"),
    ("core", ODD, ODD),
    ("core", ODD, "pk"),
    ("core", ODD, "id"),
    ("core", ODD, "1st"),
    ("core", ODD, "part"),
    ("core", ODD, "state_id"),
    ("dict", "state", "id"),
]


@dataclass(frozen=True)
class Key:
    """What the page says of one key: the types its value may have, and the section of an object in it."""

    value: str
    section: str | None


def _sections() -> dict[str, dict[str, Key]]:
    sections: dict[str, dict[str, Key]] = {}
    title = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            title = line.lstrip("# ")
        found = re.match(r"\| `(\w+)` \| ([^|]+) \|", line)
        if found:
            link = re.search(r"\[[^]]*\]\(#([\w-]+)\)", found[2])
            keys = sections.setdefault(title, {})
            assert found[1] not in keys, f"{title}.{found[1]} twice"
            keys[found[1]] = Key(found[2].strip(), link[1] if link else None)
    return sections


SECTIONS = _sections()
BY_ANCHOR = {title.lower().replace(" ", "-"): title for title in SECTIONS}


def _document(*names: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FORMATS["json"].write(picture(*names)).body)
    return found


def _hold(value: dict[str, Any], documented: dict[str, Key], place: str, seen: set[tuple[str, str]]) -> None:
    assert value.keys() == documented.keys(), place
    for name, key in documented.items():
        inner = value[name]
        many = key.value.startswith("list of ")
        assert isinstance(inner, list) == many, f"{place}.{name}"
        for one in inner if many else [inner]:
            if one is None:
                continue
            if key.value == "number by word":
                seen.add((place.rpartition("/")[2], name))
                assert {(type(w), type(n)) for w, n in one.items()} <= {(str, int)}, f"{place}.{name}"
                continue
            if key.section is None:
                word = key.value.removeprefix("list of ")
                kind = {"text": str, "number": int, "true, false": bool}[word]
                assert type(one) is kind, f"{place}.{name} is {one!r}"
                seen.add((place.rpartition("/")[2], name))
                continue
            title = BY_ANCHOR[key.section]
            seen.add((place.rpartition("/")[2], name))
            inner_keys = dict(SECTIONS[title])
            if title == "Schema":
                del inner_keys["database"]
            _hold(one, inner_keys, f"{place}/{title}", seen)


def _hold_document(found: dict[str, Any], seen: set[tuple[str, str]]) -> None:
    title = KINDS[found["kind"]]
    own = {k: v for k, v in found.items() if k in SECTIONS[title]}
    rest = {k: v for k, v in found.items() if k not in own or k in SECTIONS["Document"]}
    _hold(rest, SECTIONS["Document"], "Document", seen)
    _hold(own, SECTIONS[title], title, seen)


@pytest.mark.parametrize("names", TARGETS, ids=".".join)
def test_every_key_is_documented_and_every_documented_key_is_there(names: tuple[str, ...]) -> None:
    _hold_document(_document(*names), set())


def test_every_documented_key_has_a_value_somewhere() -> None:
    seen: set[tuple[str, str]] = set()
    for names in TARGETS:
        _hold_document(_document(*names), seen)
    documented = {(title, name) for title, keys in SECTIONS.items() for name in keys}
    assert documented - seen == set()


def test_the_version_is_the_documented_one() -> None:
    assert _document()["version"] == VERSION
    assert f"version of this format, **{VERSION}**" in " ".join(PAGE.read_text(encoding="utf-8").split())


def test_the_newer_facts_of_a_table() -> None:
    found = _document("core", ODD)
    assert found["references_out"][1] | {"source": ""} == {
        "source": "",
        "columns": ["state_id"],
        "target": "dict.state",
        "target_columns": ["id"],
        "name": "state one",
        "indexed": False,
        "on_delete": "no action",
        "on_update": "cascade",
        "deferrable": False,
        "valid": True,
        "comment": "of",
    }
    assert found["row_security"]["policies"][0]["using"] == "(id = 1)"
    assert found["exclusions"][0]["elements"][1] == {"key": "lower(formula)", "operator": "&&"}
    assert found["grants"] == [
        {"grantee": "reader", "privileges": ["insert", "select"], "grantable": ["select"], "columns": ["id"]}
    ]
    assert _document("core", "order_1")["bound"] == "FOR VALUES FROM (1) TO (2)"
    assert _document("core", "far")["server"] == "other"


def test_the_newer_facts_of_a_schema_and_a_database() -> None:
    found = _document()
    core = found["schemas"][0]
    assert found["extensions"] == [{"name": "btree_gist", "schema": "core", "comment": "for exclusions"}]
    assert core["comment"] == NOTE
    assert core["sequences"][0]["owned_by"] == {"table": f"core.{ODD}", "column": "id"}
    assert core["domains"][0]["checks"][0]["expression"] == "(VALUE > 0)"
    assert core["foreign_tables"] == [{"name": "far", "server": "other", "columns": 1, "comment": "away"}]
    assert [e["labels"] for e in core["enums"]] == [list(e.labels) for e in DATABASE.schemas[0].enums]


def test_a_view_says_types_and_what_it_reads() -> None:
    found = _document("core", "open")
    assert found["columns"] == [
        {"name": "a", "type": "integer", "comment": "one | two"},
        {"name": "b", "type": None, "comment": None},
    ]
    assert found["reads"] == [f"core.{ODD}"]
