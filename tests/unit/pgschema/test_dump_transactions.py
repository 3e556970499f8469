"""What a ROLLBACK takes back leaves no trace, whatever it was; what a COMMIT keeps costs no copy."""

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import DumpReading, DumpStatement, diff
from heartbeat_cli.pgschema.dump.clauses import NotUnderstoodError
from heartbeat_cli.pgschema.dump.draft import DraftDatabase
from heartbeat_cli.pgschema.dump.transactions import Transactions

BEFORE = """
CREATE TABLE a (id int PRIMARY KEY, x text); CREATE TABLE b (id int, a_id int REFERENCES a);
CREATE VIEW v AS SELECT x FROM a; GRANT SELECT ON a TO bob;
"""


def read(sql: str) -> DumpReading:
    return pgschema.read_text(sql.encode(), file="x.sql", name="x")


@pytest.mark.parametrize(
    ("sql", "kept"),
    [
        ("BEGIN; DROP TABLE a CASCADE; CREATE TABLE c (); ROLLBACK;", ""),
        ("begin;\nALTER TABLE a RENAME COLUMN x TO y;\nrollback;", ""),
        ("START TRANSACTION; ALTER TABLE a RENAME TO z; SET search_path = s; ABORT WORK; CREATE TABLE c ();",
         "CREATE TABLE c ();"),
        ("BEGIN; CREATE TABLE c (); SAVEPOINT s; DROP TABLE c; ROLLBACK TO s; ALTER TABLE c ADD d int; COMMIT;",
         "CREATE TABLE c (); ALTER TABLE c ADD d int;"),
        ("BEGIN; SAVEPOINT s; CREATE TABLE c (); ROLLBACK TO s; CREATE TABLE d (); ROLLBACK TO s; COMMIT;", ""),
        ("BEGIN; SAVEPOINT s; CREATE TABLE c (); SAVEPOINT t; DROP TABLE c; ROLLBACK TO s; ROLLBACK;", ""),
        ("BEGIN; CREATE TABLE c (); COMMIT; BEGIN; DROP TABLE c; ROLLBACK;", "CREATE TABLE c ();"),
        ("BEGIN; CREATE TABLE c (); ROLLBACK AND CHAIN; CREATE TABLE d (); ROLLBACK; CREATE TABLE e ();",
         "CREATE TABLE e ();"),
        ("ROLLBACK; CREATE TABLE c ();", "CREATE TABLE c ();"),
    ],
)  # fmt: skip
def test_only_what_is_kept_is_there(sql: str, kept: str) -> None:
    found, wanted = read(BEFORE + sql), read(BEFORE + kept)
    assert found.skipped == ()
    assert diff(found.database, wanted.database) == ()


def test_a_long_chain_of_references_is_taken_back() -> None:
    tables = "".join(
        f"CREATE TABLE t{n} (id int PRIMARY KEY, up int REFERENCES t{max(n - 1, 0)});" for n in range(2000)
    )
    found = read(f"{tables} BEGIN; DROP TABLE t0 CASCADE; ROLLBACK;").database
    assert [len(t.foreign_keys) for t in found.tables()] == [1] * 2000


def test_what_is_committed_is_not_copied() -> None:
    source, draft = b"BEGIN;\nCREATE TABLE a ();\nCOMMIT;\n-- and no ROLLBACK before that", DraftDatabase()
    open_one = Transactions(source)
    begin = DumpStatement(b"BEGIN", 0, 6, 1)
    assert open_one.follow(draft, {"kind": "TRANS_STMT_BEGIN"}, begin) is draft
    with pytest.raises(NotUnderstoodError):
        open_one.follow(draft, {"kind": "TRANS_STMT_ROLLBACK"}, begin)
