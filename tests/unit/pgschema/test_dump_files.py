"""Files of every kind and size: the large ones, the odd ones, and those that are no files."""

import gzip
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import FileMissingError, NotADumpError
from heartbeat_cli.pgschema.dump import sniff

CASES = Path(__file__).parents[2] / "cases" / "dumps"


@pytest.mark.parametrize("file", sorted(CASES.glob("*.sql")), ids=lambda file: file.stem)
def test_a_mapped_file_reads_like_a_loaded_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        loaded = pgschema.read(file)
    except NotADumpError as error:
        monkeypatch.setattr(sniff, "_IN_MEMORY", 0)
        with pytest.raises(NotADumpError) as found:
            pgschema.read(file)
        assert str(found.value) == str(error)
        return
    monkeypatch.setattr(sniff, "_IN_MEMORY", 0)
    assert pgschema.read(file) == loaded


def test_rows_do_not_have_to_fit_a_statement(tmp_path: Path) -> None:
    file = tmp_path / "rows.sql"
    row = b"x" * 30_000_000
    file.write_bytes(b"CREATE TABLE a (x text);\nINSERT INTO a VALUES ('" + row + b"');\nCREATE TABLE b (x int);\n")
    reading = pgschema.read(file)
    assert [t.name for t in reading.database.tables()] == ["a", "b"]
    assert [t.line for t in reading.database.tables()] == [1, 3]
    assert (reading.skipped, dict(reading.ignored)) == ((), {"data": 1})


def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "dump.sql"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("CREATE TABLE a (x int);"))
    writer.start()
    assert [t.name for t in pgschema.read(pipe).database.tables()] == ["a"]
    writer.join()


def test_a_device_is_no_dump() -> None:
    with pytest.raises(NotADumpError, match="device"):
        pgschema.read(Path("/dev/zero"))


def test_a_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "loop.sql"
    link.symlink_to(link)
    with pytest.raises(NotADumpError, match="symbolic links"):
        pgschema.read(link)


def test_a_link_to_nothing(tmp_path: Path) -> None:
    link = tmp_path / "gone.sql"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileMissingError, match="no such file"):
        pgschema.read(link)


@pytest.mark.parametrize("opening", ["(", "ARRAY[", "NOT ", "SELECT (", "CASE WHEN "])
def test_a_bomb_of_nesting_ends_with_its_place(opening: str, tmp_path: Path) -> None:
    file = tmp_path / "bomb.sql"
    file.write_text(
        f"CREATE TABLE a (x int);\n\nCREATE VIEW v AS SELECT {opening * 200_000};\nCREATE TABLE b (x int);\n"
    )
    reading = pgschema.read(file)
    assert [t.name for t in reading.database.tables()] == ["a", "b"]
    assert [(s.line, s.lossy) for s in reading.skipped] == [(3, True)]


def test_a_file_of_nothing_but_broken_statements_says_where_reading_ended(tmp_path: Path) -> None:
    file = tmp_path / "broken.sql"
    lines = [f"CREATE FUNCTION f{n}() RETURNS int AS $body{n}$" for n in range(3_000)]
    file.write_text("\n".join(["CREATE TABLE a (x int);", *lines]))
    reading = pgschema.read(file)
    assert [t.name for t in reading.database.tables()] == ["a"]
    assert reading.lossy
    assert "reading ends here" in reading.skipped[-1].reason
    assert reading.skipped[-1].line == len(reading.skipped) + 1
    assert replace(reading, skipped=()).lossy is False


def test_a_table_wider_than_postgresql_allows_is_named_and_costs_no_time(tmp_path: Path) -> None:
    file = tmp_path / "wide.sql"
    columns = ", ".join(f"c{n} int" for n in range(50_000))
    file.write_text(f"CREATE TABLE wide ({columns});\nCREATE TABLE b (x int);\n")
    reading = pgschema.read(file)
    assert [t.name for t in reading.database.tables() if t.columns] == ["b"]
    assert [(s.line, s.lossy, s.reason) for s in reading.skipped] == [
        (1, True, "more columns than PostgreSQL takes (1,600)")
    ]


def test_a_carriage_return_ends_a_comment_as_it_does_for_postgresql(tmp_path: Path) -> None:
    file = tmp_path / "old_mac.sql"
    file.write_bytes(b"CREATE TABLE a (id int); -- one\rCREATE TABLE b (id int);\r")
    assert [t.name for t in pgschema.read(file).database.tables()] == ["a", "b"]


def test_a_cut_dump_of_a_whole_cluster_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "all.sql"
    file.write_text("--\n-- PostgreSQL database cluster dump\n--\n\nSET default_transaction_read_only = off;\n")
    reading = pgschema.read(file)
    assert reading.lossy
    file.write_text(file.read_text() + "\n--\n-- PostgreSQL database cluster dump complete\n--\n\n")
    assert not pgschema.read(file).lossy


def test_what_is_no_postgresql_says_what_would_be(tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("id,name\n1,Anna\n2,Bob\n")
    with pytest.raises(NotADumpError, match="could be read as PostgreSQL") as found:
        pgschema.read(file)
    assert "pg_dump --schema-only" in (found.value.hint or "")


def test_a_file_packed_by_gzip_reads_like_the_file(tmp_path: Path) -> None:
    script = (CASES / "everything.sql").read_bytes()
    packed = tmp_path / "everything.sql.gz"
    packed.write_bytes(gzip.compress(script))
    found = pgschema.read(packed)
    assert found == replace(pgschema.read(CASES / "everything.sql"), file=str(packed))
    assert found.database.name == "everything"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gzip.compress(b"CREATE TABLE t (a int);")[:-9], "damaged"),
        (b"\x1f\x8b and no more", "damaged"),
        (gzip.compress(b""), "empty"),
        (gzip.compress(gzip.compress(b"CREATE TABLE t (a int);")), "compressed"),
        (gzip.compress(b"-- nothing here"), "no SQL statement"),
    ],
    # What gzip writes has the time in it, and two workers have to collect the same names.
    ids=["cut off", "not packed", "of nothing", "packed twice", "of a comment"],
)
def test_what_gzip_did_not_pack_is_told(content: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "x.sql.gz"
    file.write_bytes(content)
    with pytest.raises(NotADumpError, match=message):
        pgschema.read(file)


def test_unpacking_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniff, "_MOST_UNPACKED", 1 << 20)
    file = tmp_path / "bomb.sql.gz"
    file.write_bytes(gzip.compress(bytes(3 << 20)))
    with pytest.raises(NotADumpError, match="more than 1 MB") as found:
        pgschema.read(file)
    assert found.value.hint == f"Unpack it first: `gunzip --keep {file}`."


@pytest.mark.parametrize(
    ("mark", "command"), [(b"BZh9", "bunzip2 --keep"), (b"\xfd7zXZ\0", "unxz --keep"), (b"PK\x03\x04", "unzip")]
)
def test_another_packing_is_named_with_its_command(mark: bytes, command: str, tmp_path: Path) -> None:
    file = tmp_path / "x.packed"
    file.write_bytes(mark + b"something")
    with pytest.raises(NotADumpError) as found:
        pgschema.read(file)
    assert (found.value.code, found.value.hint) == ("compressed", f"Unpack it first: `{command} {file}`.")
