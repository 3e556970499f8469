"""What failures of the source, the marts and dlt's working files mean to a user."""

import errno
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import psycopg
import pytest
from tests.landed_table import BANK, TABLE

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, ProjectSettings, load_project
from heartbeat_cli.ingest import session_options, source_failure
from heartbeat_cli.ingest.engine.pipeline import (
    begun_packages,
    explain,
    pipeline_folder,
    pipelines_folder,
    prune_packages,
    working_files_lost,
)
from heartbeat_cli.ingest.source.connect import session_settings
from heartbeat_cli.marts import check_landable, landed_relation
from heartbeat_cli.marts.kinds.duckdb.errors import lost_source, marts_file_trouble, marts_trouble, source_trouble
from heartbeat_cli.marts.kinds.duckdb.names import check_table
from heartbeat_cli.marts.kinds.postgres.names import check_columns
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Plan, PlannedTable, SourceType

HERE = Connection("127.0.0.1", 5433, "reader", "bank", "SOURCE_PG", "s3cret-s3cret")
PLAN = Plan(BANK, HERE, ())


@pytest.mark.parametrize(
    ("text", "sqlstate", "code", "retryable"),
    [
        ("canceling statement due to conflict with recovery", "40001", "recovery_conflict", True),
        ("Canceling statement due to CONFLICT WITH RECOVERY", "57014", "recovery_conflict", True),
        ("permission denied for table t", "42501", "not_granted", False),
        ("no", "42501", "not_granted", False),
        ("Permission denied for view v", "XX000", "not_granted", False),
        ("query would be affected by row-level security policy", "XX000", "not_granted", False),
        ("canceling statement due to user request", "57014", "source_timeout", True),
        ("canceling statement due to statement timeout", "XX000", "source_timeout", True),
        ("no", "55P03", "source_locked", True),
        ("canceling statement due to lock timeout", "XX000", "source_locked", True),
        ("no", "22021", "not_utf8", False),
        ("no", "22P05", "not_utf8", False),
        ("invalid byte sequence for encoding", "XX000", "not_utf8", False),
        ('character has no equivalent in encoding "UTF8"', "XX000", "not_utf8", False),
        ('character has no equivalent in encoding "LATIN1"', "XX000", "source_failed", False),
        ("gone", None, "source_lost", True),
        ("gone", "08006", "source_lost", True),
        ("terminating", "57P01", "source_lost", True),
        ("division by zero", "22012", "source_failed", False),
        ("strange", "57000", "source_failed", False),
    ],
)
def test_a_statement_that_failed_at_the_source(text: str, sqlstate: str | None, code: str, retryable: bool) -> None:
    error = source_failure(f" {text}\nDETAIL: more", sqlstate, BANK, HERE)
    assert (error.code, error.retryable) == (code, retryable)
    assert "DETAIL" not in error.message


def test_a_failure_without_a_word() -> None:
    assert source_failure(" \n", "XX000", BANK, HERE).message == "the source refused: no reason given"
    assert source_failure("a\nb", "XX000", BANK, HERE).message == "the source refused: a"


def test_the_settings_of_every_session_at_a_source() -> None:
    plain = {
        "statement_timeout": "14400000",
        "lock_timeout": "10000",
        "idle_in_transaction_session_timeout": "600000",
        "default_transaction_read_only": "on",
        "max_parallel_workers_per_gather": "0",
        "row_security": "off",
        "search_path": "pg_catalog,pg_temp",
        "jit": "off",
        "client_min_messages": "error",
        "timezone": "UTC",
        "datestyle": "ISO,MDY",
        "intervalstyle": "postgres",
        "extra_float_digits": "1",
        "bytea_output": "hex",
        "xmloption": "content",
        "standard_conforming_strings": "on",
        "array_nulls": "on",
        "transform_null_equals": "off",
        "quote_all_identifiers": "off",
    }
    by_pages = {"enable_indexscan": "off", "enable_seqscan": "off", "enable_bitmapscan": "on", "work_mem": "16MB"}
    assert session_settings() == plain
    assert session_settings(by_pages=True) == plain | by_pages
    assert session_options().startswith("-c statement_timeout=14400000 -c lock_timeout=10000 ")
    assert "enable_seqscan" not in session_options()
    assert session_options(by_pages=True).endswith(" -c enable_bitmapscan=on -c work_mem=16MB")


LOST = "the connection to the source was lost: "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("IO Error: Unable to connect to Postgres at x", f"{LOST}cluster A at 127.0.0.1:5433 does not answer"),
        ("connection to server at x failed", f"{LOST}cluster A at 127.0.0.1:5433 does not answer"),
        (
            "connection to server at x failed: FATAL:  the database system is starting up",
            f"{LOST}cluster A at 127.0.0.1:5433 says: the database system is starting up",
        ),
        ("before: terminating connection due to x\nmore", f"{LOST}terminating connection due to x"),
        # The first of the words that are found begins the message.
        (
            "a: server closed the connection; SSL error: gone",
            f"{LOST}server closed the connection; SSL error: gone",
        ),
        ("SSL SYSCALL error: EOF detected", f"{LOST}SSL SYSCALL error: EOF detected"),
        ("could not receive data from server: x", f"{LOST}could not receive data from server: x"),
        ("could not send data to server: x", f"{LOST}could not send data to server: x"),
        ("no connection to the server", f"{LOST}no connection to the server"),
        ("division by zero", None),
    ],
)
def test_a_server_that_is_gone(text: str, message: str | None) -> None:
    found = lost_source(text, BANK, HERE)
    assert (found.message if found else None) == message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('Cannot open file "/p/m.wal": Permission denied', "marts_unavailable"),
        ("Operation not permitted", "marts_unavailable"),
        ("read-only file system", "marts_unavailable"),
        ("ERROR:  permission denied for table t", None),
        ("FATAL:  permission denied for database", None),
        ("No space left on device", "disk_full"),
        ("Disk quota exceeded", "disk_full"),
        ("could not write file", "disk_full"),
        ("ERROR:  could not write to file: No space left on device", "disk_full"),
        ("Out of Memory Error", "out_of_memory"),
        ("anything else", None),
    ],
)
def test_what_the_marts_file_lacks(text: str, code: str | None) -> None:
    found = marts_file_trouble(text, HERE)
    assert (found.code if found else None) == code


def test_what_is_nobodys_known_failure() -> None:
    read = source_trouble('Binder Error: "x": ERROR:  column a does not exist', BANK, HERE)
    assert (read.code, read.message) == ("source_failed", "the source refused: column a does not exist")
    stored = marts_trouble("\n  Constraint Error: x\nmore", BANK, HERE)
    assert (stored.code, stored.retryable) == ("marts_lost", True)
    assert stored.message == "the marts file failed while the load was being recorded: Constraint Error: x"
    assert marts_trouble("", BANK, HERE).message.endswith(": no reason given")
    conflict = source_trouble("ERROR:  canceling statement due to conflict with recovery", BANK, HERE)
    assert conflict.code == "recovery_conflict"
    assert "s3cret" not in marts_trouble("x s3cret-s3cret y", BANK, HERE).message
    open_ = Connection("127.0.0.1", 5433, "reader", "bank", "SOURCE_PG", "")
    assert marts_trouble("abc", BANK, open_).message.endswith(": abc")


# --- dlt's working files


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProjectSettings:
    monkeypatch.delenv("DLT_PIPELINES_DIR", raising=False)
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(tmp_path / "heartbeat.yml")


def test_where_dlt_works(project: ProjectSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pipelines_folder(project) == project.state / "dlt"
    assert pipeline_folder(project, BANK, "core") == project.state / "dlt" / "bank_core"
    monkeypatch.setenv("DLT_PIPELINES_DIR", "/var/dlt")
    assert pipeline_folder(project, BANK, "core") == Path("/var/dlt/bank_core")


def test_a_package_whose_load_has_begun_is_a_folder(tmp_path: Path) -> None:
    assert begun_packages(tmp_path) == ()
    normalized = tmp_path / "load" / "normalized"
    (normalized / "17.1").mkdir(parents=True)
    (normalized / "17.2").write_text("being written")
    assert begun_packages(tmp_path) == ("17.1",)


@pytest.mark.parametrize("made", [0, 19, 20, 22])
def test_the_newest_packages_are_kept(tmp_path: Path, made: int) -> None:
    names = [f"17{number:02}.5" for number in range(made)]
    for name in names:
        (tmp_path / "load" / "loaded" / name).mkdir(parents=True)
    pipeline: Any = SimpleNamespace(working_dir=str(tmp_path))
    prune_packages(pipeline)
    assert sorted(path.name for path in tmp_path.glob("load/loaded/*")) == names[-20:]


def wrapped(cause: BaseException, *, attribute: str | None = None) -> Exception:
    error = RuntimeError("dlt's own")
    if attribute:
        setattr(error, attribute, cause)
    else:
        error.__cause__ = cause
    return error


FULL = OSError(errno.ENOSPC, "No space left on device")
QUOTA = OSError(errno.EDQUOT, "Disk quota exceeded")
DENIED = PermissionError(errno.EACCES, "Permission denied", "/x/state")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (HbError("known", code="known"), "known"),
        (wrapped(HbError("known", code="known")), "known"),
        (wrapped(HbError("known", code="known"), attribute="exception"), "known"),
        (wrapped(wrapped(HbError("known", code="known"), attribute="dbapi_exception")), "known"),
        (wrapped(FULL), "disk_full"),
        (wrapped(QUOTA), "disk_full"),
        (wrapped(DENIED), "pipelines_unusable"),
        (wrapped(OSError("no number")), None),
        (wrapped(duckdb.IOException("anything")), "marts_lost"),
        (wrapped(duckdb.OutOfMemoryException("anything")), "marts_lost"),
        (wrapped(duckdb.IOException("No space left on device")), "disk_full"),
        (wrapped(duckdb.BinderException("No space left on device")), "disk_full"),
        (wrapped(duckdb.BinderException("terminating connection")), "source_lost"),
        (wrapped(duckdb.BinderException("anything")), None),
        (ValueError("a defect"), None),
    ],
)
def test_what_failed_dlts_books(project: ProjectSettings, error: Exception, code: str | None) -> None:
    found = explain(error, project, PLAN)
    assert (found.code if found else None) == code
    assert found is None or "more" not in found.message


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (wrapped(psycopg.OperationalError("gone\nmore")), "marts_lost"),
        (wrapped(psycopg.errors.InsufficientPrivilege("no")), "marts_lost"),
        (wrapped(psycopg.errors.UndefinedTable("no")), None),
        (wrapped(duckdb.IOException("not this driver's")), None),
    ],
)
def test_what_failed_dlts_books_on_a_server(project: ProjectSettings, error: Exception, code: str | None) -> None:
    found = explain(error, replace(project, marts=replace(project.marts, kind="postgres")), PLAN)
    assert (found.code if found else None) == code
    assert found is None or "more" not in found.message


def test_the_folder_that_cannot_be_used_is_named(project: ProjectSettings) -> None:
    found = explain(DENIED, project, PLAN)
    assert found is not None
    assert (found.message, found.where) == ("dlt's working files cannot be used: Permission denied", "/x/state")
    nameless = explain(OSError(errno.EIO, "Input/output error"), project, PLAN)
    assert nameless is not None
    assert nameless.where == str(project.state / "dlt")
    full = explain(FULL, project, PLAN)
    assert full is not None
    assert full.message == f"no room to write: No space left on device under {project.state / 'dlt'}"
    lost = working_files_lost(KeyError("x"))
    assert (lost.code, lost.retryable) == ("pipelines_unusable", True)


def test_errors_that_come_from_each_other_end_somewhere(project: ProjectSettings) -> None:
    one, other = RuntimeError("one"), RuntimeError("other")
    one.__cause__, other.__cause__ = other, one
    assert explain(one, project, PLAN) is None


# --- names no marts can hold


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (TABLE, None),
        (PlannedTable(QName("core", "Payment"), (("Id", SourceType("int4")), ("id2", SourceType("int4")))), None),
        (PlannedTable(QName("core", "t"), (("Id", SourceType("int4")), ("id", SourceType("int4")))), "name_collision"),
        (PlannedTable(QName("core", "t"), (("Ä", SourceType("int4")), ("ä", SourceType("int4")))), None),
        (PlannedTable(QName("core", "_DLT_x"), TABLE.columns), "reserved_name"),
        (PlannedTable(QName("core", "t"), TABLE.columns, namesakes=("T",)), "name_collision"),
    ],
)
def test_names_duckdb_does_not_tell_apart(table: PlannedTable, code: str | None) -> None:
    found = None
    try:
        check_table(table)
    except HbError as error:
        found = error.code
        assert error.where == str(table.qname)
    assert found == code
    check_landable(table)


@pytest.mark.parametrize(("name", "alike"), [("x" * 62, False), ("x" * 63, True), ("ž" * 31, False), ("ž" * 32, True)])
def test_names_postgres_does_not_tell_apart(name: str, alike: bool) -> None:
    table = replace(TABLE, columns=tuple((f"{name}{end}", SourceType("int8")) for end in ("a", "b")))
    found = None
    try:
        check_columns(table, 63)
    except HbError as error:
        found = error.code
        assert error.where == str(table.qname)
    assert found == ("name_collision" if alike else None)


def test_a_relation_of_the_marts() -> None:
    assert landed_relation("bank core", 'a"b') == '"bank core"."a""b"'
