"""The JSON is what docs/reference/profile-json.md says, key for key, in both directions."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from tests.formats_sample import DATABASE, NOTE, ODD, picture

from heartbeat_cli import pgschema
from heartbeat_cli.app.draw import draw_place
from heartbeat_cli.app.target import Target
from heartbeat_cli.estate import load_inventory, load_project
from heartbeat_cli.formats import FORMATS
from heartbeat_cli.pgschema import Column, Database, DumpReading, ForeignKey, Schema, Table, UniqueKey, View
from heartbeat_cli.sheets.profile.document_types import VERSION

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "reference" / "profile-json.md"
BANK = ROOT / "tests" / "cases" / "dumps" / "bank.sql"
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


DEMO = ("webbank.core", "webbank.core.payment", "aml.aml.alert.client_id", "webbank.core.payment.counterparty_iban")


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
    found: dict[str, Any] = json.loads(FORMATS.find("json").write(picture(*names)).body)
    return found


def _demo(target: str) -> dict[str, Any]:
    """A target of the demo's mirror, which has an inventory and eleven other databases."""
    project = load_project(ROOT / "heartbeat.yml")
    source, *names = target.split(".")
    entry = load_inventory(project).require(source)
    file = project.mirror / "prod" / f"{entry.database}.sql"
    place = Target(target, file, tuple(names), source, entry.database, project, entry)
    found: dict[str, Any] = json.loads(FORMATS.find("json").write(draw_place(place)).body)
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
                kind = {"text": str, "number": int, "fraction": float, "true, false": bool}[word]
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
    for target in DEMO:
        _hold_document(_demo(target), seen)
    for names in (("s",), ("s", "item"), ("s", "item", "orders_id"), ("s", "item", "price_eur")):
        _hold_document(json.loads(FORMATS.find("json").write(picture(*names, reading=_guessable())).body), seen)
    documented = {(title, name) for title, keys in SECTIONS.items() for name in keys}
    assert documented - seen == set()


def _guessable() -> DumpReading:
    """Tables that refer to each other, and declare nothing; but for one partition of two."""
    key = UniqueKey(("id",))
    number = Column("id", "bigint", nullable=False)
    item = Table("s", "item", (number, Column("orders_id", "bigint"), Column("price_eur", "real")), primary_key=key)
    orders = Table("s", "orders", (number, Column("item_id", "bigint")), primary_key=key)
    child = Table("s", "item_of_old", (number,), inherits=(item.qname,))
    view = View("s", "items", "SELECT id FROM s.item", reads=(item.qname,))
    parted = Table("s", "parted", (number,), partitioned_by="LIST (id)")
    refers = ForeignKey(("id",), item.qname, ("id",), "only here")
    parts = tuple(Table("s", f"part_{i}", (number,), partition_of=parted.qname) for i in (1, 2))
    parts = (replace(parts[0], foreign_keys=(refers,)), parts[1])
    schema = Schema("s", (item, orders, child, parted, *parts), views=(view,))
    return DumpReading(Database("d", (schema,)), "d.sql", 4)


def test_a_column_says_where_else_its_key_lives() -> None:
    there, here = _demo("aml.aml.alert.client_id"), _demo("webbank.core.client_profile.id")
    key = {"source": "webbank", "table": "core.client_profile", "column": "id"}
    assert there["elsewhere"][0].items() >= (key | {"is_key": True}).items()
    assert not any(k["is_key"] for k in here["elsewhere"])
    assert ("aml", "aml.alert", "client_id") in {(k["source"], k["table"], k["column"]) for k in here["elsewhere"]}
    assert {k["source"] for k in here["elsewhere"]} > {"aml", "bpm", "vss"}
    assert all(k["evidence"] for k in here["elsewhere"])


def test_a_dump_file_has_no_elsewhere() -> None:
    reading = pgschema.read(BANK)
    found = json.loads(FORMATS.find("json").write(picture("core", "client_profile", "id", reading=reading)).body)
    assert found["elsewhere"] == []


def test_a_schema_of_the_inventory_says_what_is_landed() -> None:
    found = _demo("webbank.core")
    planned = found["slice"]["planned"]
    assert (planned["source"], planned["lands"], len(planned["tables"])) == ("webbank", True, 156)
    assert len(found["slice"]["worth"]) == found["counts"]["tables"] == 193
    assert "internal_job" not in planned["tables"]
    assert {m["table"] for a in found["areas"] for m in a["members"]} == {c["table"] for c in found["slice"]["worth"]}
    payment = next(m for m in found["state_machines"] if m["table"] == "core.payment")
    assert (payment["dictionary"], payment["log"]["table"]) == ("dict.payment_state", "core.payment_state_log")


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
        "partitions": [],
        "initially_deferred": False,
        "match": "simple",
        "set_columns": [],
        "period": False,
        "enforced": True,
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
