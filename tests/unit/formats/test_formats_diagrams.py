"""DBML and Mermaid are read by their own parsers, and what they understand is what the catalog says.

The parsers are npm's `@dbml/core`, `mermaid` and `jsdom`, as tests/node/package-lock.json has them; `.ci/run` installs
them there. HB_NODE_MODULES names another node_modules folder.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import OPEN_SCHEMAS, REPOSITORY
from tests.formats_sample import DATABASE, NOTE, ODD, picture

from heartbeat_cli import pgschema
from heartbeat_cli.formats import FORMATS
from heartbeat_cli.formats.mermaid import MAX_REFERENCES, MAX_TEXT
from heartbeat_cli.pgschema import Column, Database, DumpReading, EnumType, ForeignKey, QName, Schema, Table, UniqueKey
from heartbeat_cli.sheets import Picture

CASES = REPOSITORY / "tests" / "cases" / "formats"
MODULES = Path(os.environ.get("HB_NODE_MODULES") or REPOSITORY / "tests" / "node" / "node_modules")
DEMO = sorted((REPOSITORY / "seed" / "schemas" / "demo").glob("*/*.sql"))
DUMPS = [*DEMO, *(f for f in sorted(OPEN_SCHEMAS.glob("*.sql")) if f.stem != "count")]

needs_parsers = pytest.mark.skipif(
    shutil.which("node") is None or not all((MODULES / m).is_dir() for m in ("@dbml/core", "mermaid", "jsdom")),
    reason=f"no node, or no parsers in {MODULES}: `npm ci --prefix tests/node` installs them",
)


def _understood(script: str, texts: list[str], folder: Path) -> list[Any]:
    files = [folder / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["node", str(CASES / script), str(MODULES), *map(str, files)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


def _dbml(*names: str, reading: DumpReading | None = None) -> str:
    return str(FORMATS.find("dbml").write(picture(*names, reading=reading) if reading else picture(*names)).body)


def _mermaid(*names: str) -> str:
    return str(FORMATS.find("mermaid").write(picture(*names)).body)


# DBML


@needs_parsers
def test_dbml_means_what_the_catalog_says(tmp_path: Path) -> None:
    (found,) = _understood("read_dbml.cjs", [_dbml()], tmp_path)
    tables = {(t["schema"], t["name"]): t for t in found["tables"]}
    own = {("core", ODD), ("core", "order_state_log"), ("core", "base"), ("dict", "state"), ("dict", "extra")}
    assert tables.keys() == own | {("lost", "gone")}
    order = tables["core", ODD]
    assert order["note"] == NOTE
    expected = DATABASE.schemas[0].tables[0].columns
    assert [c["name"] for c in order["columns"]] == [c.name for c in expected]
    columns = {c["name"]: c for c in order["columns"]}
    assert columns["id"]["note"] == NOTE
    assert columns["pk"]["type"] == "core.Kind[]"
    assert columns["pk"]["default"] == ["expression", "'{}'::core.\"Kind\"[]"]
    assert (columns[ODD]["type"], columns[ODD]["default"]) == ("timestamp(3) with time zone", None)
    assert columns["1st"]["note"] == "Generated: (part * 2)"
    assert [n for n, c in columns.items() if c["not_null"]] == ["id", "part", "state_id"]
    # The parser lists expressions before columns.
    assert [i | {"keys": sorted(i["keys"])} for i in order["indexes"]] == [
        {
            "name": "order_pkey",
            "type": None,
            "pk": True,
            "unique": False,
            "keys": [["column", "id"], ["column", "part"]],
            "note": None,
        },
        {
            "name": "part_state",
            "type": None,
            "pk": False,
            "unique": True,
            "keys": [["column", "part"], ["column", "state_id"]],
            "note": None,
        },
        {
            "name": "by lower's",
            "type": "gin",
            "pk": False,
            "unique": False,
            "keys": [["column", "part"], ["expression", "lower(formula)"]],
            "note": f"{NOTE}\nOrder: part DESC\nIncluding: id\nWhere: (id > 0)",
        },
        {
            "name": "one",
            "type": "btree",
            "pk": False,
            "unique": True,
            "keys": [["column", "formula"]],
            "note": None,
        },
    ]
    assert order["checks"] == [["positive", "(part > 0)"]]
    assert found["enums"] == [["core", "Kind", ["a b", "it's", 'with "quotes"', "back\\slash"]]]


LABELS = ("ok", "", "it's", 'say "yes"', "two\nlines", "back\\slash", " ", "// no remark", "a } brace", "`tick`", "Ü")


def _moods(labels: tuple[str, ...]) -> str:
    table = Table("p", "t", (Column("m", "p.mood"), Column("n", "p.mood[]"), Column("o", 'p."odd ""one"""')))
    enums = (EnumType("p", "mood", labels), EnumType("p", 'odd "one"', ("x",)))
    database = Database("d", (Schema("p", (table,), enums=enums),))
    return _dbml(reading=DumpReading(database, "d.sql", 2))


@needs_parsers
def test_dbml_has_every_label_but_an_empty_one(tmp_path: Path) -> None:
    found, without = _understood("read_dbml.cjs", [_moods(LABELS), _moods(("",))], tmp_path)
    odd = ["p", 'odd "one"', ["x"]]
    assert found["enums"] == [["p", "mood", [label for label in LABELS if label]], odd]
    types = ["p.mood", "p.mood[]", 'p.odd "one"']
    assert [c["type"] for c in found["tables"][0]["columns"]] == types
    assert (without["enums"], [c["type"] for c in without["tables"][0]["columns"]]) == ([odd], types)


def test_dbml_tells_of_an_empty_label() -> None:
    assert "  // an empty label, which DBML cannot name\n" in _moods(("", "sad"))
    assert '// Enum "p"."mood" has no labels that DBML can name.\n' in _moods(("",))


@needs_parsers
def test_dbml_references(tmp_path: Path) -> None:
    (found,) = _understood("read_dbml.cjs", [_dbml()], tmp_path)
    refs = {r["name"]: r for r in found["refs"]}
    assert refs.keys() == {"parent", "state one", "gone", "order", "to_state", "extra"}
    assert refs["parent"]["ends"] == [
        ["core", ODD, ["parent_id", "parent_part"], "*"],
        ["core", ODD, ["id", "part"], "1"],
    ]
    assert (refs["parent"]["delete"], refs["state one"]["update"], refs["order"]["delete"]) == (
        "set null",
        "cascade",
        None,
    )
    assert [end[3] for end in refs["extra"]["ends"]] == ["1", "1"]


def test_dbml_says_what_it_leaves_out() -> None:
    text = _dbml()
    remarks = [line.strip() for line in text.splitlines() if line.strip().startswith("//")]
    assert remarks[0] == "// shop.sql"
    assert [r.partition(" has a backtick")[0] for r in remarks if "has a backtick" in r] == [
        "// the default of the next column",
        "// index ticks",
        "// check tick",
    ]
    for told in ('Enum "core"."empty" has no labels', "nothing", "Not in the dump", "itself", "nowhere"):
        assert any(told in r for r in remarks), told
    assert "order_1" not in text


def test_dbml_of_a_table_has_stubs_for_its_neighbours() -> None:
    text = _dbml("dict", "state")
    assert text.count("Outside of the target") == 2
    assert 'Table "core"."order_state_log" {\n  "to_state_id" smallint\n}' in text


@dataclass(frozen=True)
class ReadBack:
    """A dump, and what the parsers understood of its pictures, the whole database first."""

    reading: DumpReading
    dbml: list[Any]
    mermaid: list[Any]


@pytest.fixture(scope="module")
def read_back(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, ReadBack]:
    """Every dump; each parser takes longer to start than to read them all."""
    readings = {file: pgschema.read(file) for file in DUMPS}
    drawn = {file: _pictures(reading) for file, reading in readings.items()}
    every = [shown for pictures in drawn.values() for shown in pictures]
    dbml, mermaid = (
        iter(_understood(script, [str(FORMATS.find(name).write(p).body) for p in every], tmp_path_factory.mktemp(name)))
        for name, script in (("dbml", "read_dbml.cjs"), ("mermaid", "read_mermaid.mjs"))
    )
    return {
        file: ReadBack(readings[file], list(islice(dbml, len(pictures))), list(islice(mermaid, len(pictures))))
        for file, pictures in drawn.items()
    }


def _pictures(reading: DumpReading) -> list[Picture]:
    """The database, each of its schemas, and one table of each."""
    schemas = reading.database.schemas
    names = [(), *((s.name,) for s in schemas), *((s.name, s.tables[0].name) for s in schemas if s.tables)]
    return [picture(*n, reading=reading) for n in names]


@needs_parsers
@pytest.mark.parametrize("file", DUMPS, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_real_schemas_are_valid_dbml_and_mermaid(file: Path, read_back: dict[Path, ReadBack]) -> None:
    found = read_back[file]
    assert [answer["error"] for answer in (*found.dbml, *found.mermaid) if "error" in answer] == []
    own = [t for t in found.reading.database.tables() if t.partition_of is None and t.columns]
    assert {(t.schema, t.name) for t in own} <= {(t["schema"], t["name"]) for t in found.dbml[0]["tables"]}
    assert all(a["length"] <= MAX_TEXT and len(a["relations"]) <= MAX_REFERENCES for a in found.mermaid)


@pytest.mark.skipif(not OPEN_SCHEMAS.is_dir(), reason=f"no open schemas at {OPEN_SCHEMAS}; set HB_OPEN_SCHEMAS")
def test_the_open_schemas_are_among_the_real_ones() -> None:
    assert len(DUMPS) > len(DEMO) >= 12


# Mermaid


@needs_parsers
def test_mermaid_means_what_the_catalog_says(tmp_path: Path) -> None:
    (found,) = _understood("read_mermaid.mjs", [_mermaid("core")], tmp_path)
    order = "Odd_name_|_with_`ticks`,_and_1"
    assert found["entities"].keys() == {
        order,
        "order_state_log",
        "nothing",
        "base",
        "dict.state",
        "dict.extra",
        "lost.gone",
        "lost.nowhere",
    }
    attributes = {a["name"]: a for a in found["entities"][order]}
    assert len(attributes) == len(DATABASE.schemas[0].tables[0].columns)
    assert attributes["id"]["keys"] == ["PK", "FK"]
    assert attributes["id"]["comment"].startswith("It's 'quoted' | piped, second line third / `code` ")
    assert (attributes["_pk"]["type"], attributes["_pk"]["comment"]) == ("Kind[]", "pk")
    assert (attributes["_1st"]["type"], attributes["_1st"]["comment"]) == ("numeric", "1st")
    assert attributes["direction_TB"]["comment"] == "direction TB: @SUM(1)"
    assert attributes["Übung"]["type"] == "odd_type"
    assert found["relations"] == [
        [order, "ZERO_OR_MORE", "ZERO_OR_ONE", order, "parent_id, parent_part"],
        [order, "ZERO_OR_MORE", "ONLY_ONE", "dict.state", "state_id"],
        [order, "ZERO_OR_MORE", "ONLY_ONE", order, "id"],
        [order, "ZERO_OR_MORE", "ZERO_OR_ONE", "lost.gone", "gone_id"],
        [order, "ZERO_OR_MORE", "ZERO_OR_ONE", "lost.nowhere", "gone_id"],
        ["order_state_log", "ZERO_OR_MORE", "ZERO_OR_ONE", order, "order_id, order_part"],
        ["order_state_log", "ZERO_OR_MORE", "ONLY_ONE", "dict.state", "to_state_id"],
        ["order_state_log", "ZERO_OR_ONE", "ONLY_ONE", "dict.extra", "id"],
    ]


def _wide(tables: int, columns: int, *, hub: bool = False) -> DumpReading:
    """Tables in a row, each referring to the next; `hub`: all to the first."""
    made = []
    for number in range(tables):
        target = QName("s", "t0" if hub else f"t{number + 1}")
        made.append(
            Table(
                "s",
                f"t{number}",
                tuple(Column(f"c{c}", "integer") for c in range(columns)),
                primary_key=UniqueKey(("c0",)),
                foreign_keys=(ForeignKey(("c0",), target, ("c0",)),) if number + 1 < tables or hub else (),
            )
        )
    return DumpReading(Database("wide", (Schema("s", tuple(made)),)), "wide.sql", tables)


@pytest.mark.parametrize(
    ("reading", "names", "said"),
    [
        (_wide(900, 5), ("s",), "most connected of 900 tables are drawn"),
        (_wide(900, 1, hub=True), ("s",), "most connected of 900 tables are drawn"),
        (_wide(900, 1, hub=True), ("s", "t0"), "499 of 900 references are drawn"),
    ],
    ids=["text", "references", "one table"],
)
def test_what_is_too_large_is_cut_down_and_says_so(reading: DumpReading, names: tuple[str, ...], said: str) -> None:
    written = FORMATS.find("mermaid").write(picture(*names, reading=reading))
    assert said in written.notes[0]
    assert said in written.body.splitlines()[2]
    assert written.body.splitlines()[2].lstrip().startswith("%% ")
    assert len(written.body) <= MAX_TEXT
    assert written.body.count(" : ") <= MAX_REFERENCES
    assert written.body.count(" : ") > 100


def test_what_fits_is_whole_and_silent() -> None:
    written = FORMATS.find("mermaid").write(picture(reading=_wide(400, 1)))
    assert (written.notes, written.body.count("{\n")) == ((), 400)
