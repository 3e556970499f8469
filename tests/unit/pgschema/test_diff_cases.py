"""Two scripts → every change between them, whole: each folder `cases/diffs/X` with before.sql, after.sql, changes.txt.

After a change that is meant, `HB_RETELL=1` writes the texts anew.
"""

from pathlib import Path

import pytest
from tests.told import held_against, in_a_line

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Counts, Database, count_objects, diff

CASES = Path(__file__).parents[2] / "cases"
FOLDERS = sorted((CASES / "diffs").iterdir())


def read(file: Path) -> Database:
    reading = pgschema.read(file, name="one")
    assert reading.skipped == ()
    return reading.database


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_changes_between_two_scripts(folder: Path) -> None:
    before, after = read(folder / "before.sql"), read(folder / "after.sql")
    there = [in_a_line(c) for c in diff(before, after)]
    back = [c.sentence for c in diff(after, before)]
    said = "\n".join([*there, "", "and back:", *back, ""])
    held_against(said, folder / "changes.txt")
    assert diff(before, before) == ()
    assert diff(after, after) == ()


@pytest.mark.parametrize("script", sorted((CASES / "oracle").glob("*.sql")), ids=lambda f: f.stem)
def test_everything_is_new_to_an_empty_database(script: Path) -> None:
    database = read(script)
    changes = diff(Database("none"), database)
    schemas = [c for c in changes if c.object == "schema"]
    # What a new schema holds goes with it unsaid.
    assert [c.name for c in schemas] == [s.name for s in database.schemas]
    assert {c.action for c in changes} <= {"added"}
    back = diff(database, Database("none"))
    assert [c.action for c in back] == ["removed"] * len(changes)


COUNTED = """
CREATE SCHEMA a; CREATE SCHEMA b;
CREATE TYPE a.e AS ENUM ('x'); CREATE DOMAIN a.d AS text; CREATE TYPE a.c AS (x text);
CREATE TYPE a.r AS RANGE (subtype = date);
COMMENT ON TYPE a.e IS 'e'; COMMENT ON DOMAIN a.d IS 'd';
COMMENT ON TYPE a.c IS 'c'; COMMENT ON TYPE a.r IS 'r';
CREATE SEQUENCE a.s; CREATE SEQUENCE b.s;
CREATE TABLE a.one (id bigint PRIMARY KEY, x text UNIQUE, y integer CHECK (y > 0) CHECK (y < 9),
    EXCLUDE USING gist (y WITH =));
COMMENT ON TABLE a.one IS 'one'; COMMENT ON COLUMN a.one.x IS 'x';
CREATE POLICY p ON a.one USING (true); CREATE POLICY q ON a.one USING (true);
CREATE INDEX ON a.one (x, y);
CREATE TABLE a.parted (id bigint, day date, one_id bigint REFERENCES a.one,
    CONSTRAINT late CHECK (id > 0), PRIMARY KEY (id, day), UNIQUE (day, one_id, id))
    PARTITION BY RANGE (day);
CREATE INDEX ON a.parted (one_id);
CREATE TABLE a.part PARTITION OF a.parted FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX ON a.part (id);
ALTER TABLE a.part ADD CHECK (id < 99), ADD UNIQUE (id, day), ADD FOREIGN KEY (id) REFERENCES a.one,
    ADD FOREIGN KEY (one_id) REFERENCES a.one;
CREATE TABLE b.part PARTITION OF a.parted FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX ON b.part (one_id);
ALTER TABLE b.part ADD FOREIGN KEY (id) REFERENCES a.one;
CREATE VIEW a.v AS SELECT o.id FROM a.one o; COMMENT ON VIEW a.v IS 'v'; COMMENT ON COLUMN a.v.id IS 'id';
CREATE MATERIALIZED VIEW a.m AS SELECT o.id FROM a.one o;
CREATE INDEX ON a.m (id);
CREATE FOREIGN TABLE a.far (id bigint) SERVER s;
COMMENT ON FOREIGN TABLE a.far IS 'far'; COMMENT ON COLUMN a.far.id IS 'id';
CREATE TABLE b.keyless (id bigint) PARTITION BY RANGE (id);
CREATE TABLE b.keyed PARTITION OF b.keyless (PRIMARY KEY (id)) FOR VALUES FROM (1) TO (9);
"""


def test_counts_leave_out_what_a_partition_has_from_its_parent(tmp_path: Path) -> None:
    (tmp_path / "counted.sql").write_text(COUNTED)
    database = read(tmp_path / "counted.sql")
    a, b = database.schemas
    first = Counts(
        tables=2, partitions=1, views=2, columns=6, primary_keys=2, foreign_keys=2, indexes=4, unique_constraints=3,
        check_constraints=4, enums=1, comments=10, exclusion_constraints=1, domains=1, composite_types=1, range_types=1,
        sequences=1, policies=2, foreign_tables=1,
    )  # fmt: skip
    second = Counts(
        tables=1, partitions=2, columns=1, primary_keys=1, foreign_keys=1, indexes=1, sequences=1
    )  # fmt: skip
    assert (count_objects(a, database), count_objects(b, database)) == (first, second)
    # The parent of b.part is not in b: nobody can tell what it has from it.
    assert count_objects(b) == Counts(tables=1, partitions=2, columns=1, primary_keys=1, foreign_keys=1, sequences=1)
    assert first + second == sum((count_objects(s, database) for s in database.schemas), Counts())
    assert Counts(tables=1) + Counts(tables=2, policies=3) == Counts(tables=3, policies=3)
