"""A table written from what the catalogue says reads as the table."""

from dataclasses import replace
from pathlib import Path

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.mirror.written import with_tables
from heartbeat_cli.pgschema import Database, Schema, Table, diff

CASES = Path(__file__).parents[2] / "cases" / "oracle"
END = b"--\n-- PostgreSQL database dump complete\n--\n\n"
NOT_WRITTEN = {"settings": (), "triggers": (), "policies": (), "grants": (), "row_security": False}
NOT_WRITTEN |= {"force_row_security": False, "inherits": (), "of_type": None}


def tables_of(database: Database) -> Database:
    """Nothing but the tables, and of those what is written."""
    named = [s for s in database.schemas if s.tables]
    schemas = [replace(Schema(s.name), tables=tuple(_written(t) for t in s.tables)) for s in named]
    return Database("one", tuple(schemas))


def _written(table: Table) -> Table:
    columns = tuple(replace(c, settings=(), inherited=False) for c in table.columns)
    keys = tuple(replace(k, settings=()) for k in table.unique_keys)
    primary = replace(table.primary_key, settings=()) if table.primary_key else None
    indexes = tuple(replace(i, settings=(), comment=None) for i in table.indexes)
    rules = tuple(replace(e, settings=(), comment=None) for e in table.exclusions)
    parts = {"columns": columns, "unique_keys": keys, "primary_key": primary, "indexes": indexes, "exclusions": rules}
    return replace(table, **NOT_WRITTEN, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["billing", "keys", "names", "types", "security"])
def test_a_table_written_reads_as_the_table(name: str) -> None:
    wanted = tables_of(pgschema.read(CASES / f"{name}.sql").database)
    schemas = "".join(f"CREATE SCHEMA {pgschema.quote(s.name)};\n" for s in wanted.schemas if s.name != "public")
    text = with_tables(schemas.encode() + END, wanted.tables())
    assert text.endswith(END)
    reading = pgschema.read_text(text)
    assert reading.skipped == ()
    found = tables_of(reading.database)
    told = [c.sentence for c in diff(wanted, found) if c.attribute != "comment"]
    assert told == []


def test_a_dump_with_nothing_to_add_stays_as_it_is() -> None:
    assert with_tables(END, ()) == END


PARENT = """CREATE TABLE log (id bigint NOT NULL, day date NOT NULL, note text, CONSTRAINT log_key PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
CREATE INDEX by_note ON log (note);
"""
PARTS = """CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX log_2_more ON log_2 (day);
ALTER TABLE log_2 ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
"""


def test_a_partition_is_attached_to_a_parent_that_pg_dump_wrote() -> None:
    database = pgschema.read_text(PARENT + PARTS).database
    parts = [t for t in database.tables() if t.partition_of is not None]
    reading = pgschema.read_text(with_tables(PARENT.encode() + END, parts))
    assert reading.skipped == ()
    assert [c.sentence for c in diff(database, reading.database)] == []


BARRED = """CREATE TABLE base (id serial PRIMARY KEY, kept integer GENERATED ALWAYS AS IDENTITY (START 7 CACHE 3));
CREATE TABLE parted (id integer NOT NULL) PARTITION BY LIST (id);
"""
OTHERS = """--
-- Name: child; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.child (more text) INHERITS (public.base);
CREATE TABLE public.part (id integer NOT NULL);
ALTER TABLE ONLY public.parted ATTACH PARTITION public.part FOR VALUES IN (1);
"""


def test_what_inherits_from_a_table_finds_it() -> None:
    database = pgschema.read_text(BARRED + OTHERS).database
    barred = [t for t in database.tables() if t.name in ("base", "parted")]
    sequences = database.schemas[0].sequences
    dump = OTHERS.encode() + b"CREATE SEQUENCE public.base_id_seq AS integer;\n" + END
    reading = pgschema.read_text(with_tables(dump, barred, sequences))
    assert reading.skipped == ()
    assert [c.sentence for c in diff(database, reading.database)] == []
