"""What an ingest refuses and how it says so: one message, the right exit code, and marts left as they were."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import ANY

import pytest
from tests.conftest import Outcome, TestServer, run_here
from tests.ingest_estate import MARTS, admin, ingest, landed_tables, make_database, make_project, make_user

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts import open_marts

BANK = """
CREATE SCHEMA "card data"; CREATE SCHEMA dict; CREATE SCHEMA unwanted;
CREATE TABLE "card data".card (id integer PRIMARY KEY, holder text);
INSERT INTO "card data".card SELECT i, 'holder ' || i FROM generate_series(1, 100) i;
CREATE TABLE "card data".limits (id integer);
CREATE TABLE dict.state (id integer);
CREATE TABLE dict.kind (id integer);
"""
GRANTS = """
GRANT CONNECT ON DATABASE "card-management" TO dashboard_user;
GRANT USAGE ON SCHEMA "card data", dict TO dashboard_user;
GRANT SELECT ON ALL TABLES IN SCHEMA "card data", dict TO dashboard_user;
"""
PASSWORD = "pa'ss w\\ord=1"


@pytest.fixture
def project(postgres_server: TestServer, tmp_path: Path) -> Iterator[ProjectSettings]:
    make_database(postgres_server, "card-management", BANK)
    make_user(postgres_server, "dashboard_user", PASSWORD)
    with admin(postgres_server) as session:
        session.execute('REVOKE CONNECT ON DATABASE "card-management" FROM PUBLIC')
    project = make_project(
        tmp_path,
        postgres_server,
        "duckdb",
        "card-management",
        {"card data": "all", "dict": "{only: [state]}"},
        user="dashboard_user",
        password='"' + PASSWORD.replace("\\", "\\\\") + '"',
    )
    yield project
    assert not leaks(project), leaks(project)


def leaks(project: ProjectSettings) -> list[Path]:
    """Files of the project's state that hold the password."""
    return [f for f in project.state.rglob("*") if f.is_file() and PASSWORD.encode() in f.read_bytes()]


def grant(server: TestServer) -> None:
    with admin(server, "card-management") as session:
        session.execute(GRANTS)


def land(project: ProjectSettings, *flags: str) -> Outcome:
    done = run_here(" ".join(["hb ingest --source bank", *flags]), project.root)
    assert PASSWORD not in done.stdout + done.stderr
    return done


def test_no_connect(project: ProjectSettings) -> None:
    done = land(project, "--json")
    assert done.code == 1
    assert done.json["error"]["code"] == "not_granted"
    assert done.json["error"]["hint"].splitlines()[1:] == [
        'GRANT CONNECT ON DATABASE "card-management" TO dashboard_user;',
        'GRANT USAGE ON SCHEMA "card data" TO dashboard_user;',
        'GRANT SELECT ON ALL TABLES IN SCHEMA "card data" TO dashboard_user;',
        "GRANT USAGE ON SCHEMA dict TO dashboard_user;",
        "GRANT SELECT ON dict.state TO dashboard_user;",
    ]
    assert not project.marts.path.exists()


def test_the_grants_it_asks_for_are_the_grants_it_needs(project: ProjectSettings, postgres_server: TestServer) -> None:
    statements = "\n".join(land(project, "--json").json["error"]["hint"].splitlines()[1:])
    with admin(postgres_server, "card-management") as session:
        session.execute(statements.encode())
    assert land(project).code == 0


def test_one_table_without_select_stops_itself_only(project: ProjectSettings, postgres_server: TestServer) -> None:
    grant(postgres_server)
    with admin(postgres_server, "card-management") as session:
        session.execute('REVOKE SELECT ON "card data".limits FROM dashboard_user')
        session.execute("REVOKE SELECT ON dict.kind FROM dashboard_user")
    done = land(project, "--json")
    assert done.code == 1
    assert [(f["table"], f["code"], f["message"]) for f in done.json["failed"]] == [
        ("card data.limits", "not_granted", "dashboard_user may not read card data.limits")
    ]
    assert done.json["failed"][0]["hint"].splitlines()[1:] == ['GRANT SELECT ON "card data".limits TO dashboard_user;']
    assert [t["table"] for d in done.json["datasets"] for t in d["tables"]] == ["card data.card", "dict.state"]


def test_columns_that_are_excluded_need_no_grant(project: ProjectSettings, postgres_server: TestServer) -> None:
    file = project.sources_folder / "bank.yml"
    file.write_text(file.read_text() + "tables:\n  card data.card: {columns: {exclude: [holder]}}\n")
    grant(postgres_server)
    with admin(postgres_server, "card-management") as session:
        session.execute('REVOKE SELECT ON "card data".card FROM dashboard_user')
        # Nobody asked for it.
        session.execute('CREATE VIEW "card data".everything AS SELECT * FROM "card data".card')
    told = land(project, "--json")
    (statement,) = told.json["failed"][0]["hint"].splitlines()[1:]
    assert statement == 'GRANT SELECT (id) ON "card data".card TO dashboard_user;'
    status = run_here("hb sources status bank --json", project.root)
    (source,) = status.json["sources"]
    assert (source["granted"], source["granted_detail"]) == (False, "no SELECT in card data.card")
    with admin(postgres_server, "card-management") as session:
        session.execute(statement.encode())
    landed = land(project, "--json")
    assert (landed.code, landed.json["failed"]) == (0, [])
    assert run_here("hb sources status bank --json", project.root).json["sources"][0]["granted"] is True


def test_rows_hidden_by_a_policy_are_a_refusal_not_a_smaller_table(
    project: ProjectSettings, postgres_server: TestServer
) -> None:
    grant(postgres_server)
    with admin(postgres_server, "card-management") as session:
        session.execute('ALTER TABLE "card data".card ENABLE ROW LEVEL SECURITY')
        session.execute('CREATE POLICY few ON "card data".card USING (id < 10)')
    done = land(project, "--json")
    assert done.code == 1
    assert [(f["table"], f["code"]) for f in done.json["failed"]] == [("card data.card", "not_granted")]
    assert "row-level security" in done.json["failed"][0]["message"]
    assert "ALTER ROLE dashboard_user BYPASSRLS;" in done.json["failed"][0]["hint"]
    assert [t["table"] for d in done.json["datasets"] for t in d["tables"]] == ["card data.limits", "dict.state"]


def test_wrong_password(project: ProjectSettings, postgres_server: TestServer) -> None:
    grant(postgres_server)
    env = {"SOURCE_PG_PASSWORD": "another-secret"}
    done = run_here("hb ingest --source bank", project.root, env)
    assert done.code == 1
    assert "refuses the password of dashboard_user" in done.stderr
    assert "SOURCE_PG_PASSWORD" in done.stderr
    assert "another-secret" not in done.stderr


def test_server_down(project: ProjectSettings) -> None:
    done = run_here("hb ingest --source bank --json", project.root, {"SOURCE_PG_PORT": "1"})
    assert (done.code, done.json["error"]["code"], done.json["error"]["retryable"]) == (1, "connection_failed", True)


def test_no_credentials(project: ProjectSettings) -> None:
    (project.root / ".env").unlink()
    done = land(project, "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "no_credentials")


def test_a_database_that_is_not_there(project: ProjectSettings) -> None:
    file = project.sources_folder / "bank.yml"
    file.write_text(file.read_text().replace("card-management", "card-managment"))
    done = land(project, "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "no_database")


def test_unknown_source_and_tables(project: ProjectSettings, postgres_server: TestServer) -> None:
    grant(postgres_server)
    unknown = run_here("hb ingest --source bnak", project.root)
    assert (unknown.code, "Did you mean 'bank'?" in unknown.stderr) == (3, True)
    table = land(project, "--table dict.staet")
    assert (table.code, "Did you mean 'dict.state'?" in table.stderr) == (3, True)
    outside = land(project, "--table dict.kind", "--json")
    assert (outside.code, outside.json["error"]["code"]) == (3, "not_in_slice")
    assert not project.marts.path.exists()


def test_a_schema_that_is_not_there(project: ProjectSettings, postgres_server: TestServer) -> None:
    grant(postgres_server)
    file = project.sources_folder / "bank.yml"
    file.write_text(file.read_text().replace('"dict"', '"dikt"'))
    done = land(project)
    assert (done.code, "Did you mean 'dict'?" in done.stderr) == (3, True)


def test_source_is_asked_for(project: ProjectSettings) -> None:
    done = run_here("hb ingest --json", project.root)
    assert (done.code, done.json["error"]["code"]) == (2, "missing_flag")
    assert "--source" in done.json["error"]["message"]


@pytest.mark.parametrize(
    ("archetype", "code"),
    [
        ("oauth_rest", "not_described"),
        ("aggregate_api", "no_credentials"),
        ("unknown", "archetype_not_supported"),
    ],
)
def test_other_archetypes_say_what_they_need(project: ProjectSettings, archetype: str, code: str) -> None:
    (project.sources_folder / "zoho.yml").write_text(
        f"source: zoho\ntitle: Z\nrole: r\narchetype: {archetype}\naccess: pending\nneeds: OAuth credentials.\n"
    )
    done = run_here("hb ingest --source zoho --json", project.root)
    assert (done.code, done.json["error"]["code"]) == (1, code)
    assert "OAuth credentials." in done.json["error"]["hint"]


def add_source(project: ProjectSettings, name: str, database: str) -> None:
    """Another source on the same server."""
    text = (project.sources_folder / "bank.yml").read_text()
    text = text.partition("schemas:")[0].replace("source: bank", f"source: {name}").replace("card-management", database)
    (project.sources_folder / f"{name}.yml").write_text(f"{text}schemas:\n  core: {{slice: all}}\n")


def test_one_refused_source_does_not_keep_the_others_from_landing(
    project: ProjectSettings, postgres_server: TestServer
) -> None:
    grant(postgres_server)
    (project.sources_folder / "zoho.yml").write_text(
        "source: zoho\ntitle: Z\nrole: r\narchetype: unknown\naccess: pending\n"
    )
    planned = run_here("hb ingest --source zoho --source bank --plan", project.root)
    assert planned.code == 1
    assert "zoho cannot be planned: sources of archetype 'unknown' are not landed" in planned.stderr
    assert "bank  " in planned.stdout
    (project.sources_folder / "crm.yml").write_text(
        "source: crm\ntitle: C\nrole: r\narchetype: unknown\naccess: pending\nneeds: a key\n"
    )
    neither = run_here("hb ingest --source zoho --source crm --plan", project.root)
    assert (neither.code, neither.stdout) == (1, "")
    assert "error: zoho, crm cannot be planned" in neither.stderr
    assert (
        "warning: crm: sources of archetype 'unknown'" in neither.stderr
        and "next: Needed first: a key" in neither.stderr
    )
    as_json = run_here("hb ingest --source zoho --source bank --plan --json", project.root)
    assert (as_json.code, as_json.json["error"]["code"]) == (1, "archetype_not_supported")
    assert [(s["source"], len(s["datasets"]), bool(s["error"])) for s in as_json.json["sources"]] == [
        ("bank", 2, False),
        ("zoho", 0, True),
    ]
    done = run_here("hb ingest --source zoho --source bank", project.root)
    assert done.code == 1
    assert "zoho was left as before" in done.stderr
    assert "bank_dict" in done.stdout
    as_json = run_here("hb ingest --source zoho --source bank --json", project.root)
    assert (as_json.code, as_json.json["error"]["code"]) == (1, "archetype_not_supported")
    assert [(s["source"], len(s["datasets"])) for s in as_json.json["sources"]] == [("zoho", 0), ("bank", 2)]


def test_a_check_of_the_ledger_goes_on_after_a_refused_source(
    project: ProjectSettings, postgres_server: TestServer
) -> None:
    grant(postgres_server)
    make_database(postgres_server, "other", "CREATE SCHEMA core; CREATE TABLE core.only_there AS SELECT 1 AS id")
    with admin(postgres_server, "other") as session:
        session.execute(
            "GRANT USAGE ON SCHEMA core TO dashboard_user; GRANT SELECT ON core.only_there TO dashboard_user"
        )
    add_source(project, "other", "other")
    assert run_here("hb ingest --source bank --source other", project.root).code == 0

    found = run_here("hb loads --verify --table core.only_there --json", project.root)
    assert found.code == 0, found
    assert [(s["source"], [t["table"] for t in s["tables"]]) for s in found.json["sources"]] == [
        ("other", ["core.only_there"])
    ]
    nowhere = run_here("hb loads --verify --table core.onli_there --json", project.root)
    assert (nowhere.code, nowhere.json["error"]["code"]) == (3, "unknown_table")
    assert nowhere.json["error"]["hint"] == "Did you mean 'core.only_there'?"

    with admin(postgres_server, "other") as session:
        session.execute("REVOKE USAGE ON SCHEMA core FROM dashboard_user")
    for flags in ("", " --table only_there --table state"):
        told = run_here(f"hb loads --verify{flags}", project.root)
        assert told.code == 1
        assert "bank  " in told.stdout
        assert "other could not be checked" in told.stderr
    as_json = run_here("hb loads --verify --json", project.root)
    assert as_json.code == 1
    assert {s["source"]: s.get("error", {}).get("code") for s in as_json.json["sources"]} == {
        "bank": None,
        "other": "not_granted",
    }
    alone = run_here("hb loads --verify --source other --json", project.root)
    assert (alone.code, alone.json["error"]["code"]) == (1, "not_granted")


def test_a_table_that_stays_locked_fails_alone(project: ProjectSettings, postgres_server: TestServer) -> None:
    grant(postgres_server)
    with admin(postgres_server, "card-management") as session, session.transaction():
        session.execute('LOCK TABLE "card data".limits IN ACCESS EXCLUSIVE MODE')
        done = land(project, "--json")
    assert done.code == 1
    assert [(f["table"], f["code"]) for f in done.json["failed"]] == [("card data.limits", "source_locked")]
    assert [t["table"] for d in done.json["datasets"] for t in d["tables"]] == ["card data.card", "dict.state"]


def test_postgres_marts_down(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(postgres_server, "bank", "CREATE SCHEMA core; CREATE TABLE core.t (id integer)")
    project = make_project(tmp_path, postgres_server, "postgres", "bank", {"core": "all"}, marts_database="marts_down")
    done = run_here("hb ingest --source bank --json", project.root, {"MARTS_PG_PORT": "1"})
    assert (done.code, done.json["error"]["code"]) == (1, "marts_unavailable")


def test_marts_file_named_like_a_dataset(project: ProjectSettings, postgres_server: TestServer) -> None:
    grant(postgres_server)
    file = project.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("{kind: duckdb}", "{kind: duckdb, path: bank_dict.duckdb}"))
    done = land(project, "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "name_collision")


def test_names_duckdb_cannot_tell_apart(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(
        postgres_server,
        "bank",
        'CREATE SCHEMA core; CREATE TABLE core.t (id integer, "ID" integer); CREATE TABLE core.u (id integer)',
    )
    result = ingest(make_project(tmp_path, postgres_server, "duckdb", "bank", {"core": "all"}))
    assert [(str(f.qname), f.code) for f in result.failures] == [("core.t", "name_collision")]


def test_tables_duckdb_cannot_tell_apart(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(
        postgres_server,
        "bank",
        'CREATE SCHEMA core; CREATE TABLE core."Item" (id integer); CREATE TABLE core.item (id integer);'
        ' CREATE TABLE core.other (id integer); CREATE TABLE core."ß" (id integer); CREATE TABLE core.ss (id integer);'
        ' CREATE TABLE core."_HB_range" (id integer)',
    )
    project = make_project(tmp_path, postgres_server, "duckdb", "bank", {"core": "all"})
    result = ingest(project)
    failures = {str(f.qname): (f.code, f.message) for f in result.failures}
    collide = ("name_collision", "tables 'Item', 'item' are one name in DuckDB")
    assert failures == {"core.Item": collide, "core.item": collide, "core._HB_range": ("reserved_name", ANY)}
    assert landed_tables(result) == ["core.other", "core.ss", "core.ß"]
    alone = ingest(project, "core.item")
    assert [(f.code, f.message) for f in alone.failures] == [collide], "the other may land another time"
    file = project.sources_folder / "bank.yml"
    file.write_text(file.read_text().replace("slice: all", "slice: {except: [Item, _HB_range]}"))
    assert landed_tables(ingest(project)) == ["core.item", "core.other", "core.ss", "core.ß"]


def test_tables_postgres_marts_do_tell_apart(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(
        postgres_server,
        "bank",
        'CREATE SCHEMA core; CREATE TABLE core."Item" AS SELECT 1 AS id; CREATE TABLE core.item AS SELECT 2 AS id',
    )
    project = make_project(tmp_path, postgres_server, "postgres", "bank", {"core": "all"}, marts_database="marts_case")
    assert landed_tables(ingest(project)) == ["core.Item", "core.item"]
    with open_marts(project) as reader:
        assert reader.query('SELECT id FROM bank_core."Item" UNION ALL SELECT id FROM bank_core.item').rows == (
            (1,),
            (2,),
        )


SCHEMAS = """
CREATE SCHEMA "c-m"; CREATE TABLE "c-m".t (id integer PRIMARY KEY); INSERT INTO "c-m".t VALUES (1);
CREATE SCHEMA c_m; CREATE TABLE c_m.t (id integer PRIMARY KEY); INSERT INTO c_m.t VALUES (1), (2);
CREATE SCHEMA "C_M"; CREATE TABLE "C_M".t (id integer PRIMARY KEY); INSERT INTO "C_M".t VALUES (1), (2), (3);
"""


@pytest.mark.parametrize(
    ("marts", "schemas"), [("duckdb", ("c-m", "c_m")), ("duckdb", ("c_m", "C_M")), ("postgres", ("c-m", "c_m"))]
)
def test_schemas_of_one_dataset(
    postgres_server: TestServer, tmp_path: Path, marts: str, schemas: tuple[str, str]
) -> None:
    make_database(postgres_server, "bank", SCHEMAS)
    project = make_project(
        tmp_path, postgres_server, marts, "bank", dict.fromkeys(schemas, "all"), marts_database="marts_schemas"
    )
    done = run_here("hb ingest --source bank --json", project.root)
    assert (done.code, done.json["error"]["code"]) == (1, "name_collision")
    assert done.json["error"]["message"].startswith(f"db/sources/bank.yml:10:10: schema '{schemas[1]}' would land in")
    assert not project.marts.path.exists()
    file = project.sources_folder / "bank.yml"
    file.write_text(file.read_text().replace(f'"{schemas[1]}": {{slice: all}}', f'"{schemas[1]}":'))
    assert landed_tables(ingest(project)) == [f"{schemas[0]}.t"]


def test_schemas_postgres_marts_do_tell_apart(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(postgres_server, "bank", SCHEMAS)
    slices = {"c_m": "all", "C_M": "all"}
    project = make_project(tmp_path, postgres_server, "postgres", "bank", slices, marts_database="marts_schemas")
    assert landed_tables(ingest(project)) == ["C_M.t", "c_m.t"]
    with open_marts(project) as reader:
        counted = 'SELECT count(*) FROM bank_c_m.t UNION ALL SELECT count(*) FROM "bank_C_M".t'
        assert reader.query(counted).rows == ((2,), (3,))


@pytest.mark.parametrize("marts", MARTS)
def test_a_schema_with_a_quote_in_its_name(postgres_server: TestServer, tmp_path: Path, marts: str) -> None:
    statements = """CREATE SCHEMA "we""i'rd"; CREATE TABLE "we""i'rd".t (id integer PRIMARY KEY, v text)"""
    make_database(postgres_server, "bank", statements)
    project = make_project(
        tmp_path, postgres_server, marts, "bank", {"we\\\"i'rd": "all"}, marts_database="marts_quote", range_rows=200
    )
    for rows in (1, 1000, 1500):
        with admin(postgres_server, "bank") as source:
            source.execute('DELETE FROM "we""i\'rd".t')
            source.execute('INSERT INTO "we""i\'rd".t SELECT i, i::text FROM generate_series(1, %s) i', (rows,))
        result = ingest(project)
        assert (result.failures, landed_tables(result)) == ((), ["we\"i'rd.t"])
        with open_marts(project) as reader:
            assert reader.query("""SELECT count(*) FROM "bank_we""i'rd".t""").rows == ((rows,),)


def test_marts_that_cannot_be_written(project: ProjectSettings, postgres_server: TestServer) -> None:
    grant(postgres_server)
    shutil.rmtree(project.state, ignore_errors=True)
    project.state.mkdir()
    project.marts.path.write_bytes(b"this is no DuckDB file" * 1000)
    done = land(project, "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "marts_unavailable")
