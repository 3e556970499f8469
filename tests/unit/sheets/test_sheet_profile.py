"""Pages of profiles, where a dump of a few tables does not reach: more than a page shows, other databases."""

import pytest

from heartbeat_cli.blocks import Section, sheet
from heartbeat_cli.formats import print_sheet
from heartbeat_cli.pgschema import QName, read_text
from heartbeat_cli.profiling import KeyElsewhere, profile_database
from heartbeat_cli.sheets import elsewhere_section
from heartbeat_cli.sheets.profile.database import database_sheet

GROUPS = ("client", "item", "order")
PARTS = ("note", "line", "price", "stock")


def schema(name: str, parts: int) -> str:
    """A schema of three subjects, each with `parts` tables that refer to its own."""
    script = [f"CREATE SCHEMA {name};"]
    for group in GROUPS:
        script.append(f"CREATE TABLE {name}.{group} (id bigint PRIMARY KEY);")
        script += [
            f"CREATE TABLE {name}.{group}_{part} (id bigint PRIMARY KEY, {group}_id bigint REFERENCES {name}.{group});"
            for part in PARTS[:parts]
        ]
    return "\n".join(script)


def test_what_the_three_largest_schemas_are_about() -> None:
    scripts = (schema("b", 2), schema("d", 4), schema("a", 1), schema("c", 3), "CREATE SCHEMA e;")
    database = read_text("\n".join(scripts)).database
    sheet = database_sheet("shop", profile_database(database), database)
    assert [(block.title, block.number) for block in sheet.blocks if isinstance(block, Section)] == [
        ("Schemas", 5),
        ("What d is about", 3),
        ("What c is about", 3),
        ("What b is about", 3),
    ]


def key(column: str, score: float, evidence: tuple[str, ...] = (), *, is_key: bool = False) -> KeyElsewhere:
    return KeyElsewhere("aml", QName("core", "client"), column, score, evidence, is_key)


def test_the_same_key_in_other_databases(capsys: pytest.CaptureFixture[str]) -> None:
    found = (
        key("id", 1.0, ("its comment names it",), is_key=True),
        key("client_id", 0.875, ("named alike", "same type")),
        key("a", 0.5),
    )
    print_sheet(sheet(elsewhere_section(found)))
    said = [line.rstrip() for line in capsys.readouterr().out.splitlines() if line]
    assert said == [
        "The same key elsewhere  3  in the other databases: 1 by their comments, 2 by name",
        "  column                          score  because",
        "  aml.core.client.id         key   1.00  its comment names it",
        "  aml.core.client.client_id        0.88  named alike, same type",
        "  aml.core.client.a                0.50",
    ]
    assert elsewhere_section(()) is None
