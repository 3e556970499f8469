"""How often a profile is right: columns and tables of many schemas, judged by hand before hb was asked.

A line of `cases/profiling/judged/KIND.txt` is a little schema and, after `=`, what is right of the column or table it
asks about. `thing(id int pk serial, owner int > person, born date)` is a table with a numbered key, a reference and a
date; `in 2` after it are tables that refer to it; a type `enum` has labels of its own, `enum NAME` is called so;
`unique` is a key besides the first; `n` stands for nothing.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from heartbeat_cli.pgschema import Column, Database, EnumType, ForeignKey, QName, Schema, Table, UniqueKey, named_type
from heartbeat_cli.profiling import SchemaProfile, TableProfile, profile_database
from heartbeat_cli.profiling.cursors import updated_column

CASES = Path(__file__).parents[2] / "cases" / "profiling" / "judged"
TYPES = {
    "int": "integer", "small": "smallint", "big": "bigint", "num": "numeric", "float": "double precision",
    "bool": "boolean", "ts": "timestamp with time zone", "span": "interval", "bytes": "bytea", "json": "jsonb",
    "char3": "character(3)", "char2": "character(2)", "code": "character varying(16)", "texts": "text[]",
}  # fmt: skip
PRECISION, RECALL = 0.97, 0.85
_TABLE = re.compile(r"([^\s(]+)\(([^)]*)\)(?: in (\d+))?")


def read_line(line: str) -> tuple[Database, str, str | None, str]:
    """The little schema, the table and the column that are asked about, and what is right."""
    said, _, right = line.rpartition(" = ")
    tables, enums = [], []
    asked = re.search(r" \? (\S+?)(?:\.(\S+))?$", said)
    assert asked is not None, line
    for name, columns, users in _TABLE.findall(said[: asked.start()]):
        table, own = _table(name, [c.strip() for c in columns.split(",") if c.strip()])
        tables.append(table)
        enums += own
        for number in range(int(users or 0)):
            key = ForeignKey(("x",), table.qname, (table.columns[0].name,))
            tables.append(Table("s", f"user{number}_of_{name}", (Column("x", "integer"),), foreign_keys=(key,)))
    return Database("d", (Schema("s", tuple(tables), enums=tuple(enums)),)), asked[1], asked[2], right


def _table(name: str, columns: list[str]) -> tuple[Table, list[EnumType]]:
    made, keys, unique, foreign, enums = [], [], [], [], []
    for text in columns:
        column, kind, *more = text.split()
        type_ = TYPES.get(kind, kind)
        if kind == "enum":
            called = next((w for w in more if w not in ("pk", "unique")), f"of_{column}")
            enums.append(EnumType("s", called, ("a", "b")))
            type_ = named_type("s", called)
        made.append(
            Column(column, type_, nullable="pk" not in more, default="nextval('s')" if "serial" in more else None)
        )
        if "pk" in more:
            keys.append(column)
        if "unique" in more:
            unique.append(UniqueKey((column,)))
        if ">" in more:
            foreign.append(ForeignKey((column,), QName("s", more[more.index(">") + 1]), ("id",)))
    key = UniqueKey(tuple(keys)) if keys else None
    return Table("s", name, tuple(made), key, tuple(foreign), tuple(unique)), enums


Said = Callable[[SchemaProfile, TableProfile, str], str | None]


def _category(wanted: str | None) -> Said:
    def said(_: SchemaProfile, table: TableProfile, column: str) -> str | None:
        categories = {tag.category for tag in table.personal.get(column, ())}
        return "y" if categories and (wanted is None or wanted in categories) else None

    return said


def _quantity(kind: str) -> Said:
    def said(_: SchemaProfile, table: TableProfile, column: str) -> str | None:
        found = table.quantity(column)
        return "y" if found is not None and found.kind == kind else None

    return said


def _role(*roles: str) -> Said:
    return lambda _, table, __: "y" if table.role in roles else None


def _cursor(_: SchemaProfile, table: TableProfile, __: str) -> str | None:
    found = updated_column(table.table, is_log="log" in table.role)
    return found.name if found is not None else None


def _state(_: SchemaProfile, table: TableProfile, column: str) -> str | None:
    return "y" if any(m.table == table.table.qname and m.column == column for m in table.machines) else None


def _reference(schema: SchemaProfile, table: TableProfile, column: str) -> str | None:
    found = (r for r in schema.inferred if r.source == table.table.qname and column in r.columns)
    return next((r.target.name for r in found), None)


KINDS: dict[str, Said] = {
    "personal": _category(None),
    "credential": _category("credential"),
    "cursor": _cursor,
    "money": _quantity("money"),
    "count": _quantity("count"),
    "duration": _quantity("duration"),
    "state": _state,
    "dictionary": _role("dictionary"),
    "log": _role("log", "state log"),
    "reference": _reference,
}


def lines_of(kind: str) -> list[str]:
    return [x for x in (CASES / f"{kind}.txt").read_text("utf-8").splitlines() if x and not x.startswith("#")]


def ask(kind: str, line: str) -> tuple[str | None, str | None]:
    """What hb says of a line, and what is right."""
    database, name, column, right = read_line(line)
    (schema,) = profile_database(database).schemas
    table = next(t for t in schema.tables if t.table.name == name)
    return KINDS[kind](schema, table, column or ""), None if right == "n" else right


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_is_right_and_little_is_missed(kind: str) -> None:
    lines = lines_of(kind)
    answers = [(*ask(kind, line), line) for line in lines]
    right = sum(said == truth for said, truth, _ in answers if said is not None)
    wrong = [line for said, truth, line in answers if said is not None and said != truth]
    missed = [line for said, truth, line in answers if truth is not None and said != truth]
    precision, recall = right / (right + len(wrong)), right / (right + len(missed))
    report = "\n".join(
        (f"{kind}: precision {precision:.3f}, recall {recall:.3f}", "wrong:", *wrong, "missed:", *missed)
    )
    print(report.partition("\n")[0])
    assert len(lines) >= 60, kind
    assert precision >= PRECISION, report
    assert recall >= RECALL, report
