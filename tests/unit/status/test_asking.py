"""The message to send for access to a source."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.estate import ProjectSettings, Slice, Source, TableSettings, load_project
from heartbeat_cli.pgschema import read_text
from heartbeat_cli.status import AccessRequest, access_request

DUMP = (
    "CREATE SCHEMA core; CREATE TABLE core.a (id int, note text); CREATE TABLE core.b (id int);"
    " CREATE VIEW core.v AS SELECT id FROM core.a;"
)
BANK = Source(
    "bank", "Bank", "Core.", "postgres", "pending", Path("bank.yml"), "A", "bank-db", ("core",), (Slice("core"),),
    why="It is asked first.",
)  # fmt: skip
CONNECT = 'GRANT CONNECT ON DATABASE "bank-db" TO reader;'
USAGE = "GRANT USAGE ON SCHEMA core TO reader;"


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch) -> ProjectSettings:
    monkeypatch.setenv("SOURCE_PG_USER", "reader")
    return load_project(REPOSITORY / "heartbeat.yml")


def statements(project: ProjectSettings, source: Source) -> tuple[str, ...]:
    return access_request(project, source, read_text(DUMP).database, ()).statements


def test_a_whole_schema_and_what_will_come(project: ProjectSettings) -> None:
    assert access_request(project, BANK, None, ("x_24h",)) == AccessRequest(
        source="bank",
        title="Bank",
        whom="the administrators of cluster A",
        why="It is asked first.",
        statements=(
            CONNECT,
            USAGE,
            "GRANT SELECT ON ALL TABLES IN SCHEMA core TO reader;",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA core GRANT SELECT ON TABLES TO reader;"
            "  -- as the role that creates tables there",
        ),
        needs=None,
        parts=(),
        unblocks=("x_24h",),
        asked=(),
    )


@pytest.mark.parametrize(
    ("source", "grants"),
    [
        (replace(BANK, slices=(Slice("core", but=("b",)),)), ("GRANT SELECT ON core.a TO reader;",)),
        (
            replace(BANK, slices=(Slice("core", only=("b",), views=("v",)),)),
            ("GRANT SELECT ON core.b, core.v TO reader;",),
        ),
        (
            replace(BANK, tables=(("core.a", TableSettings(exclude=("note",))),)),
            ("GRANT SELECT ON core.b TO reader;", "GRANT SELECT (id) ON core.a TO reader;"),
        ),
    ],
)  # fmt: skip
def test_no_table_and_no_column_beyond_the_slice(
    source: Source, grants: tuple[str, ...], project: ProjectSettings
) -> None:
    assert statements(project, source) == (CONNECT, USAGE, *grants)


def test_another_system_is_asked_for_in_words(project: ProjectSettings) -> None:
    crm = Source(
        "crm", "CRM", "Leads.", "unknown", "unknown", Path("crm.yml"), slices=(Slice("crm", only=("leads", "deals")),),
        owner="sales", needs="A token.",
    )  # fmt: skip
    asked = access_request(project, crm, None, ())
    assert (asked.whom, asked.why, asked.statements, asked.needs, asked.parts) == (
        "sales", "Leads.", (), "A token.", ("leads", "deals"),
    )  # fmt: skip
