"""No kind of statement, object or command that PostgreSQL's grammar knows is overlooked."""

import importlib
from dataclasses import replace

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema.dump.alter import COMMANDS
from heartbeat_cli.pgschema.dump.build import APPLY
from heartbeat_cli.pgschema.dump.kinds import IGNORED, IGNORED_COMMANDS, IGNORED_OBJECTS

_GRAMMAR = importlib.import_module("postgast.pg_query_pb2")
# Parts of statements, and what only the server makes for itself.
_NO_STATEMENTS = {"RawStmt", "PLAssignStmt", "ReturnStmt", "SetOperationStmt", "ReplicaIdentityStmt"}
_OF_THE_SERVER = {
    "AT_AddColumnToView", "AT_CookedColumnDefault", "AT_AddIndex", "AT_ReAddIndex", "AT_ReAddConstraint",
    "AT_ReAddDomainConstraint", "AT_AddIndexConstraint", "AT_ReAddComment", "AT_ReAddStatistics",
}  # fmt: skip


def test_every_kind_of_statement_is_applied_or_ignored() -> None:
    kinds = {field.message_type.name for field in _GRAMMAR.Node.DESCRIPTOR.oneofs[0].fields}
    statements = {kind for kind in kinds if kind.endswith("Stmt")} - _NO_STATEMENTS
    assert len(statements) > 100
    assert statements - set(APPLY) - set(IGNORED) == set()
    assert set(IGNORED) - statements == set()


def test_every_command_of_alter_table_is_applied_or_ignored() -> None:
    names = [value.name for value in _GRAMMAR.AlterTableType.DESCRIPTOR.values]
    commands = {name for name in names if name.startswith("AT_")}
    assert commands - set(COMMANDS) - set(IGNORED_COMMANDS) - _OF_THE_SERVER == set()
    assert set(COMMANDS) & set(IGNORED_COMMANDS) == set()


@pytest.mark.parametrize(
    "sql",
    [
        "COMMENT ON FUNCTION f(integer) IS 'x'",
        "COMMENT ON TRIGGER t ON x IS 'x'",
        "DROP FUNCTION IF EXISTS f(integer)",
        "ALTER FUNCTION f(integer) RENAME TO g",
        "ALTER FUNCTION f(integer) SET SCHEMA s",
        "ALTER FUNCTION f(integer) OWNER TO bob",
        "DROP PUBLICATION p",
        "COMMENT ON EVENT TRIGGER e IS 'x'",
        "GRANT EXECUTE ON FUNCTION f(integer) TO bob",
        "GRANT CONNECT ON DATABASE d TO bob",
        "ALTER TABLE t ENABLE TRIGGER ALL, ENABLE ALWAYS RULE r",
        "CREATE TEXT SEARCH CONFIGURATION c (COPY = english)",
        "CREATE AGGREGATE a (integer) (SFUNC = int4pl, STYPE = integer)",
        "CREATE CAST (a AS b) WITHOUT FUNCTION",
        "SECURITY LABEL ON TABLE t IS 'x'",
        "ALTER DATABASE d SET work_mem = '1MB'",
    ],
)
def test_what_hb_has_no_use_for_leaves_no_trace(sql: str) -> None:
    before = pgschema.read_text(b"CREATE TABLE t ();", file="x", name="x").database
    reading = pgschema.read_text(f"CREATE TABLE t ();{sql};".encode(), file="x", name="x")
    assert (reading.skipped, replace(reading.database, left_out=())) == ((), before)


def test_objects_are_not_ignored_that_have_room() -> None:
    ours = (
        "TABLE",
        "VIEW",
        "COLUMN",
        "INDEX",
        "SEQUENCE",
        "SCHEMA",
        "TYPE",
        "DOMAIN",
        "POLICY",
        "EXTENSION",
        "DATABASE",
    )
    assert not {f"OBJECT_{word}" for word in ours} & set(IGNORED_OBJECTS)
