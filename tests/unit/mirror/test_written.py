"""A table written from what the catalogue says reads as the table."""

from dataclasses import replace
from pathlib import Path

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.mirror.written import with_tables
from heartbeat_cli.pgschema import Database, Schema, Table, diff

CASES = Path(__file__).parents[2] / "cases" / "oracle"
END = b"--\n-- PostgreSQL database dump complete\n--\n\n"
NOT_WRITTEN = {"inherits": (), "of_type": None}


def tables_of(database: Database) -> Database:
    """Nothing but the tables, and of those what is written."""
    named = [s for s in database.schemas if s.tables]
    schemas = [replace(Schema(s.name), tables=tuple(_written(t) for t in s.tables)) for s in named]
    return Database("one", tuple(schemas))


def _written(table: Table) -> Table:
    columns = tuple(replace(c, inherited=False) for c in table.columns)
    return replace(table, columns=columns, **NOT_WRITTEN)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["billing", "keys", "names", "types", "security", "routines", "migrations", "renames"])
def test_a_table_written_reads_as_the_table(name: str) -> None:
    wanted = tables_of(pgschema.read(CASES / f"{name}.sql").database)
    schemas = "".join(f"CREATE SCHEMA {pgschema.quote(s.name)};\n" for s in wanted.schemas if s.name != "public")
    text = with_tables(schemas.encode() + END, wanted.tables())
    assert text.endswith(END)
    reading = pgschema.read_text(text)
    assert reading.skipped == ()
    found = tables_of(reading.database)
    told = [c.sentence for c in diff(wanted, found)]
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


ATTACHED = """CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE TABLE "Odd One" (id integer NOT NULL, "Open" text, secret text, CONSTRAINT by_id PRIMARY KEY (id));
CREATE INDEX by_open ON "Odd One" (lower("Open"), secret) WITH (fillfactor=70);
ALTER INDEX by_open ALTER COLUMN 1 SET STATISTICS 300;
ALTER INDEX by_id SET TABLESPACE "Fast";
ALTER TABLE "Odd One" SET (autovacuum_enabled=false, toast.autovacuum_enabled=false), CLUSTER ON by_open;
ALTER TABLE "Odd One" SET TABLESPACE "Fast";
ALTER TABLE "Odd One" REPLICA IDENTITY USING INDEX by_id;
ALTER TABLE "Odd One" ALTER secret SET STORAGE external, ALTER secret SET STATISTICS 10, ALTER id SET (n_distinct=-1);
CREATE TRIGGER seen AFTER UPDATE ON "Odd One" REFERENCING OLD TABLE AS "Was" NEW TABLE AS now_it
    FOR EACH STATEMENT EXECUTE FUNCTION tell('a', 'it''s');
CREATE CONSTRAINT TRIGGER held AFTER INSERT OR UPDATE OF "Open", id ON "Odd One" FROM "Odd One"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION tell();
ALTER TABLE "Odd One" ENABLE ALWAYS TRIGGER held, DISABLE TRIGGER seen;
ALTER TABLE "Odd One" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "Own" ON "Odd One" AS RESTRICTIVE FOR UPDATE TO teller, PUBLIC USING (id > 1) WITH CHECK (id > 2);
GRANT SELECT (id, "Open"), UPDATE ("Open") ON "Odd One" TO reader;
GRANT SELECT, INSERT ON "Odd One" TO "Odd Role" WITH GRANT OPTION;
GRANT DELETE ON "Odd One" TO "Odd Role", PUBLIC;
COMMENT ON INDEX by_open IS 'an index';
COMMENT ON CONSTRAINT by_id ON "Odd One" IS 'a key';
COMMENT ON POLICY "Own" ON "Odd One" IS 'a policy';
COMMENT ON TRIGGER seen ON "Odd One" IS 'a trigger';
"""


def test_rights_policies_triggers_and_settings_of_a_table_are_written_too() -> None:
    function, _, _ = ATTACHED.partition("CREATE TABLE")
    database = pgschema.read_text(ATTACHED).database
    reading = pgschema.read_text(with_tables(function.encode() + END, database.tables()))
    assert reading.skipped == ()
    assert [replace(table, line=None) for table in reading.database.tables()] == [
        replace(table, line=None) for table in database.tables()
    ]
