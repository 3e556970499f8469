"""Sources and marts that keep text in another way than UTF-8: what lands is the same text, and proved to be."""

from pathlib import Path

import pytest
from tests.conftest import TestServer
from tests.ingest_estate import MARTS, admin, ingest, inventory_of, landed_tables, make_database, make_project
from tests.ingest_proof import differing

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest import Verdict
from heartbeat_cli.ingest.proof.checksum import COLUMNS, ROWS_MD5, ROWS_PG18
from heartbeat_cli.ingest.proof.verify import verify
from heartbeat_cli.marts import open_marts

BANK = """
CREATE SCHEMA core;
CREATE TABLE core.place (id integer PRIMARY KEY, name text, "größe" varchar(20), tags text[], about json,
  code char(6), updated_at timestamptz NOT NULL DEFAULT now());
INSERT INTO core.place SELECT i, 'Zürich ' || i, 'groß', ARRAY['é', NULL, 'ÿ'], '{"ä": "Å"}', 'ñ'
  FROM generate_series(1, 500) i;
CREATE TABLE core."straße" (name text);
INSERT INTO core."straße" VALUES ('Bahnhofstraße'), ('plain'), (NULL), ('');
ANALYZE;
"""
PROOFS = {"duckdb": {None: COLUMNS, "columns": COLUMNS, "rows": ROWS_MD5}}
PROOFS["postgres"] = {None: ROWS_MD5, "columns": COLUMNS, "rows": ROWS_MD5}


def estate(
    server: TestServer, root: Path, marts: str, source: str, stored: str = "UTF8", statements: str = BANK
) -> ProjectSettings:
    """A project with a source database of the encoding `source`, and Postgres marts of `kept`."""
    make_database(server, "encoded", statements, encoding=source)
    project = make_project(
        root, server, marts, "encoded", {"core": "all"}, marts_database="marts_encoded", range_rows=200
    )
    if marts == "postgres":
        make_database(server, "marts_encoded", encoding=stored)
    return project


def proofs(project: ProjectSettings) -> set[str]:
    """The algorithms the ledger's checksums were made with."""
    with open_marts(project) as reader:
        rows = reader.query("SELECT DISTINCT split_part(checksum, ':', 1) FROM bank_core._hb_range").rows
    return {str(name) for (name,) in rows}


@pytest.mark.parametrize("proof", [None, "columns", "rows"])
@pytest.mark.parametrize("marts", MARTS)
def test_a_latin_source_lands_as_it_is(
    postgres_server: TestServer, tmp_path: Path, marts: str, proof: str | None
) -> None:
    project = estate(postgres_server, tmp_path, marts, "LATIN1")
    result = ingest(project, proof=proof)
    assert (result.failures, landed_tables(result)) == ((), ["core.place", "core.straße"])
    assert proofs(project) == {PROOFS[marts][proof]}
    with open_marts(project) as reader:
        (row,) = reader.query('SELECT name, "größe", tags, about, code FROM bank_core.place WHERE id = 7').rows
        streets = reader.query('SELECT name FROM bank_core."straße" ORDER BY name NULLS FIRST').rows
    about = '{"ä": "Å"}' if marts == "duckdb" else {"ä": "Å"}
    assert (*row[:4], str(row[4]).rstrip()) == ("Zürich 7", "groß", ["é", None, "ÿ"], about, "ñ")
    assert streets == ((None,), ("",), ("Bahnhofstraße",), ("plain",))
    source = inventory_of(project).require("bank")
    assert differing(project) == []
    assert {table.verdict for table in verify(project, source)} == {Verdict.AGREES}


@pytest.mark.parametrize("marts", MARTS)
def test_a_latin_source_is_refreshed(postgres_server: TestServer, tmp_path: Path, marts: str) -> None:
    project = estate(postgres_server, tmp_path, marts, "LATIN1")
    ingest(project)
    with admin(postgres_server, "encoded") as source:
        source.execute("UPDATE core.place SET name = 'Genève', updated_at = now() + interval '1 h' WHERE id = 9")
        source.execute("""UPDATE core."straße" SET name = 'Allée' WHERE name = 'plain'""")
    assert ingest(project, reconcile=True).failures == ()
    assert differing(project) == []


@pytest.mark.parametrize(
    ("source", "stored", "algorithm"), [("UTF8", "LATIN1", ROWS_MD5), ("LATIN1", "LATIN1", ROWS_PG18)]
)
def test_marts_that_are_not_utf8(
    postgres_server: TestServer, tmp_path: Path, source: str, stored: str, algorithm: str
) -> None:
    project = estate(postgres_server, tmp_path, "postgres", source, stored)
    assert ingest(project).failures == ()
    assert proofs(project) == {algorithm}
    assert differing(project) == []


def test_text_the_marts_have_no_letters_for(postgres_server: TestServer, tmp_path: Path) -> None:
    statements = f"{BANK} UPDATE core.place SET name = 'Київ' WHERE id = 3;"
    result = ingest(estate(postgres_server, tmp_path, "postgres", "UTF8", "LATIN1", statements))
    assert [(str(f.qname), f.code) for f in result.failures] == [("core.place", "marts_failed")]
    assert "LATIN1" in result.failures[0].message
    assert landed_tables(result) == ["core.straße"]


BYTES = """
CREATE SCHEMA core;
CREATE TABLE core.good (id integer PRIMARY KEY, name text);
INSERT INTO core.good VALUES (1, 'Zürich'), (2, 'plain');
CREATE TABLE core.bad (id integer PRIMARY KEY, name text);
INSERT INTO core.bad VALUES (1, convert_from('\\x5a81fc', getdatabaseencoding()));
ANALYZE;
"""


@pytest.mark.parametrize(
    ("encoding", "proof"),
    [*(("SQL_ASCII", proof) for proof in (None, "count", "columns", "rows")), ("WIN1252", None), ("WIN1252", "count")],
)
@pytest.mark.parametrize("marts", MARTS)
def test_bytes_that_are_no_text_keep_only_their_table_from_landing(
    postgres_server: TestServer, tmp_path: Path, marts: str, encoding: str, proof: str | None
) -> None:
    project = estate(postgres_server, tmp_path, marts, encoding, statements=BYTES)
    result = ingest(project, proof=proof)
    assert landed_tables(result) == ["core.good"]
    assert [(str(f.qname), f.code) for f in result.failures] == [("core.bad", "not_utf8")]
    assert "0x81" in result.failures[0].message
    assert "exclude" in (result.failures[0].hint or "")
    with open_marts(project) as reader:
        assert reader.query("SELECT name FROM bank_core.good WHERE id = 1").rows == (("Zürich",),)
