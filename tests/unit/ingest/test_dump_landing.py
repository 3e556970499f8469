"""A dump lands in marts of DuckDB's: its forms, its rows, what it may not replace, and what is no dump."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_inventory, load_project
from heartbeat_cli.ingest import IngestRequest, IngestResult, run_ingest, verify_all
from heartbeat_cli.marts import dump_origin, open_marts, read_reach, read_receipts
from heartbeat_cli.pgschema import QName

HEAD = "--\n-- PostgreSQL database dump\n--\n\n-- Started on 2026-05-01 10:00:00 UTC\n\nSET client_encoding = 'UTF8';\n"
TABLES = """\
CREATE TYPE public.mood AS ENUM ('ok');
CREATE TABLE public.film (id integer NOT NULL, title text, price numeric(5,2));
"""
TWICE = "twice numeric GENERATED ALWAYS AS (price * 2) STORED"
END = "\n--\n-- PostgreSQL database dump complete\n--\n"
ROWS = [(1, "a\tb\n\\", "1.50"), (2, None, "0.07"), (3, "", None)]
COPY = "COPY public.film (id, title, price) FROM stdin;\n1\ta\\tb\\n\\\\\t1.50\n2\t\\N\t0.07\n3\t\t\\N\n\\.\n"
"""The rows as pg_dump writes them."""


def a_project(root: Path, slices: str = "  public: {slice: all}\n", more: str = "") -> ProjectSettings:
    (root / "db" / "sources").mkdir(parents=True)
    (root / "heartbeat.yml").write_text(
        "truth_source: shop\nmarts: {kind: duckdb}\nclusters:\n  A: {mirror: main, env: PG, title: test}\n"
    )
    (root / "db" / "sources" / "shop.yml").write_text(
        "source: shop\ntitle: Shop\nrole: test\narchetype: postgres\naccess: granted\ncluster: A\ndatabase: shop\n"
        f"schemas:\n{slices}{more}"
    )
    return load_project(root / "heartbeat.yml")


def land(project: ProjectSettings, dump: Path, *tables: str, rebuild: bool = False) -> IngestResult:
    request = IngestRequest(tables=tables, dump=dump, rebuild=rebuild)
    return run_ingest(project, load_inventory(project), ["shop"], request, isolated=False)[0]


FILMS = "SELECT id, title, price::text FROM shop_public.film"


def rows_of(project: ProjectSettings, query: str = FILMS) -> list[object]:
    with open_marts(project) as reader:
        return sorted(reader.query(query).rows, key=str)


def modes(result: IngestResult) -> dict[str, str]:
    return {str(table.qname): table.mode for dataset in result.datasets for table in dataset.tables}


def failed(result: IngestResult) -> list[tuple[str, str, str]]:
    return [(str(one.qname), one.code, one.message.rpartition("/")[2]) for one in result.failures]


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    return a_project(tmp_path)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    file = tmp_path / "shop.sql"
    file.write_text(HEAD + TABLES + COPY + END)
    return file


FORMS = {
    "copy": COPY,
    "odd escapes": COPY.replace("a\\tb\\n\\\\", "\\x61\\11b\\n\\\\"),
    "other order": (
        "COPY public.film (price, id, title) FROM stdin;\n1.50\t1\ta\\tb\\n\\\\\n0.07\t2\t\\N\n\\N\t3\t\n\\.\n"
    ),
    "no columns": COPY.replace(" (id, title, price)", ""),
    "search path": "SET search_path = public, pg_catalog;\n" + COPY.replace("public.film", "film"),
    "inserts": (
        "INSERT INTO public.film VALUES (1, 'a\tb\n\\', 1.50);\nINSERT INTO public.film VALUES (2, NULL, 0.07);\n"
        "INSERT INTO public.film VALUES (3, '', NULL);\n"
    ),
    "rows per insert": (
        "INSERT INTO public.film (title, id, price) VALUES\n\t('a\tb\n\\', 1, '1.50'),\n\t(NULL, 2, 0.07);\n"
        "INSERT INTO public.film (title, id) VALUES (E'', 3);\n"
    ),
    "two blocks": COPY.replace("2\t", "\\.\nCOPY public.film (id, title, price) FROM stdin;\n2\t"),
    "windows": COPY.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("form", FORMS)
def test_rows_land_in_whatever_form_pg_dump_writes_them(project: ProjectSettings, dump: Path, form: str) -> None:
    dump.write_text(HEAD + TABLES + FORMS[form] + END, newline="")
    assert failed(land(project, dump)) == []
    assert rows_of(project) == sorted(ROWS, key=str)


def test_a_packed_dump_lands(project: ProjectSettings, dump: Path, tmp_path: Path) -> None:
    packed = tmp_path / "shop.sql.gz"
    packed.write_bytes(gzip.compress(dump.read_bytes()))
    land(project, packed)
    assert rows_of(project) == sorted(ROWS, key=str)


def test_text_is_in_the_encoding_the_dump_names(project: ProjectSettings, dump: Path) -> None:
    # Its bytes are UTF-8 as well, of another text.
    text = (HEAD + TABLES + COPY + END).replace("UTF8", "LATIN1").replace("a\\tb", "Ã©")
    dump.write_bytes(text.encode("latin-1"))
    land(project, dump)
    assert rows_of(project, "SELECT title FROM shop_public.film WHERE id = 1") == [("Ã©\n\\",)]


def test_of_several_databases_the_sources_own_is_read(project: ProjectSettings, dump: Path) -> None:
    other = TABLES + COPY.replace("1.50", "9.99")
    cluster = HEAD.replace("database dump", "database cluster dump") + f"\\connect other\n{other}\\connect shop\n"
    dump.write_text(cluster + TABLES + COPY + END.replace("database dump", "database cluster dump"))
    land(project, dump)
    assert rows_of(project) == sorted(ROWS, key=str)


def test_two_schemas_with_a_table_of_one_name_are_two_tables(tmp_path: Path) -> None:
    project = a_project(tmp_path, "  public: {slice: all}\n  old: {slice: all}\n")
    both = TABLES + TABLES.replace("public.", "old.") + COPY + COPY.replace("public.", "old.").replace("1.50", "9.99")
    (tmp_path / "shop.sql").write_text(HEAD + "CREATE SCHEMA old;\n" + both + END)
    land(project, tmp_path / "shop.sql")
    assert rows_of(project, "SELECT price::text FROM shop_public.film WHERE id = 1") == [("1.50",)]
    assert rows_of(project, "SELECT price::text FROM shop_old.film WHERE id = 1") == [("9.99",)]


def test_rows_of_partitions_land_in_their_parent_and_those_of_heirs_in_both(
    project: ProjectSettings, dump: Path
) -> None:
    dump.write_text(
        HEAD
        + "CREATE TABLE public.event (id int, day date) PARTITION BY RANGE (day);\n"
        + "CREATE TABLE public.event_1 (day date, id int);\n"
        + "ALTER TABLE ONLY public.event ATTACH PARTITION public.event_1\n"
        + "    FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);\n"
        + "CREATE TABLE public.animal (id int);\nCREATE TABLE public.dog (name text) INHERITS (public.animal);\n"
        + "COPY public.event_1 (day, id) FROM stdin;\n2026-01-01\t1\n\\.\n"
        + "COPY public.animal (id) FROM stdin;\n1\n\\.\nCOPY public.dog (id, name) FROM stdin;\n2\tRex\n\\.\n"
        + END
    )
    assert sorted(modes(land(project, dump))) == ["public.animal", "public.dog", "public.event"]
    assert rows_of(project, "SELECT id, day::text FROM shop_public.event") == [(1, "2026-01-01")]
    assert rows_of(project, "SELECT id FROM shop_public.animal") == [(1,), (2,)]
    assert rows_of(project, "SELECT id, name FROM shop_public.dog") == [(2, "Rex")]


def test_what_the_sources_file_withholds_is_withheld(tmp_path: Path, dump: Path) -> None:
    more = "tables:\n  public.film:\n    columns: {exclude: [price], hash: [title]}\n"
    project = a_project(tmp_path, more=more)
    land(project, dump)
    (digest,) = rows_of(project, "SELECT title FROM shop_public.film WHERE id = 3")
    assert digest == ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",)
    with open_marts(project) as reader:
        (table,) = [table for table in reader.tables() if table.name == "film"]
    assert [column.name for column in table.columns] == ["id", "title"]


def test_a_generated_column_is_left_out_and_said_so(project: ProjectSettings, dump: Path) -> None:
    made = TABLES.replace("price numeric(5,2)", f"price numeric(5,2), {TWICE}")
    dump.write_text(HEAD + made + COPY + END)
    (table,) = land(project, dump).datasets[0].tables
    assert table.notes[1:] == ("twice: worked out by the server, so the dump has no values of it",)
    assert rows_of(project) == sorted(ROWS, key=str)


def test_a_dump_of_rows_alone_has_its_types_from_the_mirror(project: ProjectSettings, dump: Path) -> None:
    mirror = project.mirror / "main" / "shop.sql"
    mirror.parent.mkdir(parents=True)
    mirror.write_text(HEAD + TABLES + END)
    dump.write_text(HEAD + COPY + END)
    land(project, dump)
    assert rows_of(project) == sorted(ROWS, key=str)


def test_the_receipt_says_where_rows_came_from_and_their_age_is_the_dumps(project: ProjectSettings, dump: Path) -> None:
    land(project, dump)
    made = datetime(2026, 5, 1, 10, tzinfo=UTC)
    with open_marts(project) as reader:
        (receipt,) = read_receipts(reader)
        (reach,) = read_reach(reader, [QName("shop_public", "film")])
    origin = dump_origin(receipt.counters)
    assert origin is not None
    assert (origin.file, origin.made_at, reach.verified_at) == (str(dump.resolve()), made, made)
    assert receipt.notes == (f"from the dump shop.sql, made 2026-05-01 10:00 UTC, sha256 {origin.sha256[:12]}",)


def test_the_same_dump_is_nothing_new_and_makes_nothing_younger(project: ProjectSettings, dump: Path) -> None:
    assert modes(land(project, dump)) == {"public.film": "backfill"}
    assert modes(land(project, dump)) == {"public.film": "unchanged"}
    with open_marts(project) as reader:
        (reach,) = read_reach(reader, [QName("shop_public", "film")])
    assert reach.verified_at == datetime(2026, 5, 1, 10, tzinfo=UTC)


def test_a_younger_dump_replaces_what_differs_and_an_older_one_is_refused(project: ProjectSettings, dump: Path) -> None:
    land(project, dump)
    old = dump.read_text()
    dump.write_text(old.replace("2026-05-01", "2026-06-01").replace("0.07", "0.08"))
    assert modes(land(project, dump)) == {"public.film": "compare"}
    assert rows_of(project, "SELECT price::text FROM shop_public.film WHERE id = 2") == [("0.08",)]
    dump.write_text(old)
    with pytest.raises(HbError) as refused:
        land(project, dump)
    assert refused.value.code == "older_dump"
    assert modes(land(project, dump, rebuild=True)) == {"public.film": "rebuild"}
    assert rows_of(project) == sorted(ROWS, key=str)


def test_what_landed_is_checked_against_the_dump_as_long_as_it_is_there(project: ProjectSettings, dump: Path) -> None:
    land(project, dump)

    def verdicts() -> list[tuple[str, str | None]]:
        found, _ = verify_all(project, [load_inventory(project).require("shop")])
        return [(table.verdict.value, table.problem) for _, tables in found for table in tables]

    assert verdicts() == [("agrees", None)]
    text = dump.read_text()
    dump.write_text(text.replace("0.07", "0.08"))
    assert verdicts() == [("cannot be checked", f"{dump} is another dump by now")]
    dump.unlink()
    assert verdicts() == [("cannot be checked", f"its dump, {dump}, is not there any more")]


BROKEN = {
    "no end": (HEAD + TABLES + COPY, "dump_cut_short"),
    "no end of rows": (TABLES + COPY.replace("\\.\n", ""), "dump_cut_short"),
    "structure alone": (HEAD + TABLES + END, "no_rows"),
    "rows alone": (HEAD + COPY + END, "no_structure"),
    "options": (HEAD + TABLES + COPY.replace("stdin", "stdin WITH (FORMAT csv)") + END, "dump_not_plain"),
    "select": (HEAD + TABLES + "INSERT INTO public.film SELECT 1;\n" + END, "dump_not_plain"),
    "archive": ("PGDMP\x01", "custom_format"),
    "no schema": (HEAD + (TABLES + COPY).replace("public.", "other.") + END, "unknown_schema"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_dump_of_rows_is_refused_before_anything_lands(
    project: ProjectSettings, dump: Path, what: str
) -> None:
    text, code = BROKEN[what]
    dump.write_text(text)
    with pytest.raises(HbError) as refused:
        land(project, dump)
    assert refused.value.code == code
    assert not project.marts.path.exists()


BAD_ROWS = {
    "too few": ("2\t\\N\n", ("unfit_row", "shop.sql:12: the row has 2 values, and its table 3 columns")),
    "too many": ("2\t\\N\t1\t1\n", ("unfit_row", "shop.sql:12: the row has 4 values, and its table 3 columns")),
    "no number": (
        "2\t\\N\t1x\n",
        ("unfit_value", "shop.sql:12: public.film.price is numeric(5,2), and PostgreSQL writes no such value as '1x'"),
    ),
    "carriage return": ("2\t\r\t1\n", ("dump_not_plain", "shop.sql:12: there is a carriage return in the row")),
}


@pytest.mark.parametrize("what", BAD_ROWS)
def test_a_row_that_is_none_names_its_line_and_leaves_its_table(
    project: ProjectSettings, dump: Path, what: str
) -> None:
    bad, found = BAD_ROWS[what]
    dump.write_text(HEAD + TABLES + COPY.replace("2\t\\N\t0.07\n", bad) + END, newline="")
    assert failed(land(project, dump)) == [("public.film", *found)]


def test_a_table_the_dump_was_made_without_is_named(project: ProjectSettings, dump: Path) -> None:
    dump.write_text(HEAD + TABLES + "CREATE TABLE public.secret (id int);\n" + COPY + END)
    result = land(project, dump)
    assert failed(result) == [("public.secret", "not_in_dump", "the dump has no rows of it")]
    assert [one.lasting for one in result.failures] == [True]
