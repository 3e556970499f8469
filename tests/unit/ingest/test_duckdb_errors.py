from pathlib import Path

import duckdb
import pytest

from heartbeat_cli.demo.postgres import free_port
from heartbeat_cli.errors import ConnectionFailedError
from heartbeat_cli.estate import Connection, Source, load_project
from heartbeat_cli.ingest import session_options
from heartbeat_cli.ingest.engine.pipeline import explain
from heartbeat_cli.marts.kinds.duckdb.errors import marts_trouble, source_trouble
from heartbeat_cli.marts.kinds.duckdb.transfer import load_extension
from heartbeat_cli.sources import Plan

BANK = Source("bank", "Bank", "test", "postgres", "granted", Path("bank.yml"), cluster="A", database="bank")
HERE = Connection("127.0.0.1", 5433, "dashboard_user", "bank", "SOURCE_PG", "s3cret-s3cret")
SETTINGS = f"options='{session_options()}' connect_timeout=1 application_name=hb"


@pytest.fixture
def nobody_there() -> duckdb.Error:
    """What DuckDB says when its extension finds no server."""
    with duckdb.connect() as marts:
        load_extension(marts)
        with pytest.raises(duckdb.IOException) as failure:
            marts.execute(f"ATTACH $${SETTINGS} host=127.0.0.1 port={free_port()}$$ AS source (TYPE postgres)")
    return failure.value


def test_a_dead_source_met_while_keeping_the_books_is_a_lost_source(nobody_there: duckdb.Error, tmp_path: Path) -> None:
    assert "options=" in str(nobody_there), "DuckDB hides the settings itself: nothing is tested here"
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    wrapped = RuntimeError("dlt's own")
    wrapped.__cause__ = nobody_there
    error = explain(wrapped, load_project(tmp_path / "heartbeat.yml"), Plan(BANK, HERE, ()))
    assert isinstance(error, ConnectionFailedError)
    assert (error.code, error.where, error.retryable) == ("source_lost", "bank", True)
    assert error.message == "the connection to the source was lost: cluster A at 127.0.0.1:5433 does not answer"


def test_a_dead_source_met_while_reading_is_the_same(nobody_there: duckdb.Error) -> None:
    assert str(source_trouble(str(nobody_there), BANK, HERE)) == str(marts_trouble(str(nobody_there), BANK, HERE))


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            'Binder Error: Failed to prepare query "SELECT 1": server closed the connection unexpectedly\n\tmore',
            "source_lost",
            "the connection to the source was lost: server closed the connection unexpectedly",
        ),
        (
            f'IO Error: Unable to connect to Postgres at "{SETTINGS}": connection to server at "127.0.0.1", port 5433'
            " failed: FATAL:  sorry, too many clients already",
            "source_lost",
            "the connection to the source was lost: cluster A at 127.0.0.1:5433 says: sorry, too many clients already",
        ),
        (
            'IO Error: Could not write file "marts.duckdb": No space left on device',
            "disk_full",
            'no room to write: IO Error: Could not write file "marts.duckdb": No space left on device',
        ),
        (
            "Out of Memory Error: failed to pin block of size 256.0 KiB",
            "out_of_memory",
            "DuckDB ran out of memory: Out of Memory Error: failed to pin block of size 256.0 KiB",
        ),
        (
            "Out of Memory Error: failed to offload data block. This limit was set by 'max_temp_directory_size'.",
            "disk_full",
            "no room to write: Out of Memory Error: failed to offload data block. This limit was set by"
            " 'max_temp_directory_size'.",
        ),
    ],
)
def test_what_duckdb_says(text: str, code: str, message: str) -> None:
    for error in (source_trouble(text, BANK, HERE), marts_trouble(text, BANK, HERE)):
        assert (error.code, error.message) == (code, message)


@pytest.mark.parametrize("system", ["Permission denied", "Read-only file system"])
def test_a_file_that_may_not_be_written_is_the_marts(system: str) -> None:
    text = f'TransactionContext Error: Failed to commit: Cannot open file "/p/marts.duckdb.wal": {system}'
    for error in (source_trouble(text, BANK, HERE), marts_trouble(text, BANK, HERE)):
        assert (error.code, error.where) == ("marts_unavailable", "/p/marts.duckdb.wal")
        assert "GRANT" not in str(error.hint)


def test_what_the_server_does_not_permit_is_the_source() -> None:
    text = 'IO Error: Failed to prepare query "COPY core.t": ERROR:  permission denied for table t'
    error = source_trouble(text, BANK, HERE)
    assert (error.code, error.message) == ("not_granted", "permission denied for table t")


def test_only_a_full_disk_is_one() -> None:
    error = marts_trouble('IO Error: Could not read from file "marts.duckdb": Input/output error', BANK, HERE)
    assert error.code == "marts_lost"
    assert "room" not in str(error) + str(error.hint)


def test_settings_and_passwords_are_never_told() -> None:
    text = f'IO Error: something at "{SETTINGS} password=s3cret-s3cret" went wrong'
    for error in (source_trouble(text, BANK, HERE), marts_trouble(text, BANK, HERE)):
        assert "statement_timeout" not in error.message
        assert "s3cret" not in error.message
        assert "went wrong" in error.message
