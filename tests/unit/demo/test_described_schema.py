"""What `hb demo up` creates is what the committed dumps say: the description against what PostgreSQL wrote of it."""

from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.demo.build import DATABASES
from heartbeat_cli.demo.ddl import add_references, create_tables, create_views
from heartbeat_cli.demo.description import load_database
from heartbeat_cli.pgschema import Change, diff, read

DUMPS = REPOSITORY / "seed" / "schemas" / "demo"
NAMES = sorted(name for names in DATABASES.values() for name in names)
# PostgreSQL writes expressions and queries in its own words.
IN_OTHER_WORDS = {("check", "expression"), ("view", "query"), ("index", "where")}


def respelled(change: Change) -> bool:
    """Whether PostgreSQL only spells out a default and its type, or the time zone of a partition's bound."""
    if (change.object, change.attribute) == ("column", "default"):
        return change.before is not None and "::" in str(change.after)
    if (change.object, change.attribute) == ("table", "bound"):
        return str(change.after).replace(" 00:00:00+00", "") == change.before
    return (change.object, change.attribute) in IN_OTHER_WORDS


@pytest.mark.parametrize("name", NAMES)
def test_a_described_database_is_its_dump(name: str, tmp_path: Path) -> None:
    (dump,) = DUMPS.glob(f"*/{name}.sql")
    described = load_database(name)
    script = tmp_path / f"{name}.sql"
    statements = (*create_tables(described), *add_references(described), *create_views(described))
    script.write_text("".join(f"{statement};\n" for statement in statements), "utf-8")
    ours, theirs = read(script), read(dump)
    assert (ours.skipped, theirs.skipped) == ((), ())
    assert [change for change in diff(ours.database, theirs.database) if not respelled(change)] == []
