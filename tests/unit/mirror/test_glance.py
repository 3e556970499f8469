"""What a dump makes, seen at a glance: the names that reading it finds."""

from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.mirror import names_at_a_glance, read_dump

SEED = REPOSITORY / "seed" / "schemas"
DUMPS = sorted(file for name in ("aml", "card-management", "mms") for file in SEED.rglob(f"{name}.sql"))
ODD = '''\
CREATE TABLE "Core"."Order.Line" (
    "id" bigint NOT NULL,
    "say ""so""" text DEFAULT ');',
    CONSTRAINT c CHECK ((id > 0))
);

ALTER TABLE "Core"."Order.Line" OWNER TO x;

create table core.small (id int, amount numeric(10, 2) default 0, at "core"."moment", unique (id, at));

CREATE UNLOGGED TABLE core.nothing (
);

CREATE TABLE core.part PARTITION OF core.small FOR VALUES IN (1);

CREATE MATERIALIZED VIEW core.seen AS
 SELECT 1 AS a
  WITH NO DATA;
'''


@pytest.mark.parametrize("file", DUMPS, ids=lambda file: file.stem)
def test_names_are_those_of_the_schema(file: Path) -> None:
    tables = read_dump(file).database.tables()
    made = {(t.schema, t.name) for t in tables}
    columns = {(t.schema, t.name, column.name) for t in tables for column in t.columns}
    found = set(names_at_a_glance(file))
    views = {names for names in found if len(names) == 2} - made
    assert found - views == {names[:1] for names in found} | made | columns
    assert not any(names[:2] in views for names in found if len(names) == 3)


def test_odd_names_and_layouts(tmp_path: Path) -> None:
    file = tmp_path / "odd.sql"
    file.write_text(ODD)
    assert list(names_at_a_glance(file)) == [
        ("Core",),
        ("Core", "Order.Line"),
        ("Core", "Order.Line", "id"),
        ("Core", "Order.Line", 'say "so"'),
        ("core",),
        ("core", "small"),
        ("core", "small", "id"),
        ("core", "small", "amount"),
        ("core", "small", "at"),
        ("core", "nothing"),
        ("core", "part"),
        ("core", "seen"),
    ]
