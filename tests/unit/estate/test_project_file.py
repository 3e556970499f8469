"""`heartbeat.yml` and `db/sources/*.yml`: every field, what stands in for one that is left out, and where to look."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError
from heartbeat_cli.estate import (
    Blocked,
    Cluster,
    Connection,
    Inventory,
    MartsSettings,
    ProjectSettings,
    Slice,
    Source,
    Subject,
    TableSettings,
    cluster_connection,
    find_project,
    is_wrong_password,
    load_inventory,
    load_project,
    marts_connection,
    marts_refused,
    mirror_connection,
    not_granted,
    read_inventory,
    right_sources,
    source_refused,
)
from heartbeat_cli.estate.access import grant_statements
from heartbeat_cli.estate.credentials import read_environment
from heartbeat_cli.estate.inventory import AS_THEY_ARE

LEAST = "truth_source: bank\nclusters:\n  A: {mirror: prod, env: SOURCE_PG}\n"
FULL = """\
truth_source: bank
mirror: dumps
marts: {kind: postgres, path: x/y.duckdb, env: OTHER_PG}
demo: true
clock: 2026-05-08T12:00:00+03:00
ingest: {range_rows: 1000, memory_mb: 500, proof: rows}
clusters:
  A: {mirror: prod, env: SOURCE_PG, title: Main}
  B: {mirror: sepa, env: SOURCE_PG_B}
"""


def project_at(folder: Path, text: str = LEAST) -> ProjectSettings:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "heartbeat.yml").write_text(text)
    return load_project(folder / "heartbeat.yml")


def test_what_is_left_out(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    assert project == ProjectSettings(
        root=tmp_path,
        truth_source="bank",
        mirror=tmp_path / "seed/schemas",
        marts=MartsSettings("duckdb", tmp_path / ".heartbeat/marts.duckdb", "MARTS_PG"),
        clusters=(Cluster("A", "prod", "SOURCE_PG", "A"),),
        demo=False,
        clock=None,
        range_rows=500_000,
        proof=None,
    )
    assert (project.sources_folder, project.candidates_folder, project.metrics_folder, project.state) == (
        tmp_path / "db/sources", tmp_path / "db/candidates", tmp_path / "db/metrics", tmp_path / ".heartbeat",
    )  # fmt: skip
    before = datetime.now(UTC)
    assert before <= project.now() <= datetime.now(UTC)


def test_what_is_said(tmp_path: Path) -> None:
    project = project_at(tmp_path, FULL)
    assert project == ProjectSettings(
        root=tmp_path,
        truth_source="bank",
        mirror=tmp_path / "dumps",
        marts=MartsSettings("postgres", tmp_path / "x/y.duckdb", "OTHER_PG", {"path": "x/y.duckdb", "env": "OTHER_PG"}),
        clusters=(Cluster("A", "prod", "SOURCE_PG", "Main"), Cluster("B", "sepa", "SOURCE_PG_B", "B")),
        demo=True,
        clock=datetime(2026, 5, 8, 9, tzinfo=UTC),
        range_rows=1000,
        wide_mb=500,
        proof="rows",
    )
    assert project.now() == datetime(2026, 5, 8, 9, tzinfo=UTC)
    assert project.cluster("B").mirror == "sepa"
    with pytest.raises(NotFoundError, match=r"heartbeat\.yml names no cluster 'C'"):
        project.cluster("C")


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        ("2026-05-08", datetime(2026, 5, 8, tzinfo=UTC)),
        ("2026-05-08T09:00:00", datetime(2026, 5, 8, 9, tzinfo=UTC)),
        ("'2026-05-08 09:00'", datetime(2026, 5, 8, 9, tzinfo=UTC)),
    ],
)
def test_a_clock_without_a_zone_is_utc(clock: str, moment: datetime, tmp_path: Path) -> None:
    assert project_at(tmp_path, f"{LEAST}clock: {clock}\n").clock == moment


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        (f"{LEAST}clock: soon\n", "4:8", "clock: 'soon' is no date and time", None),
        (f"{LEAST}dem: true\n", "4:1", "unknown key 'dem'. Did you mean 'demo'?", None),
        ("truth_sorce: x\n", "1:1", "unknown key 'truth_sorce'. Did you mean 'truth_source'?", "1 more in this file."),
        (f"{LEAST}demo: maybe\n", "4:7", "demo: should be boolean, not 'maybe'", None),
    ],
)
def test_a_mistake_in_the_project(text: str, at: str, message: str, hint: str | None, tmp_path: Path) -> None:
    with pytest.raises(InvalidFileError) as caught:
        project_at(tmp_path, text)
    assert caught.value.message.startswith(message)
    assert (caught.value.where, caught.value.hint) == (f"{tmp_path / 'heartbeat.yml'}:{at}", hint)


def test_where_a_project_is_found(tmp_path: Path) -> None:
    upper, inner = tmp_path / "bank", tmp_path / "bank/db/metrics"
    inner.mkdir(parents=True)
    with pytest.raises(NotFoundError) as nowhere:
        find_project(inner)
    assert (nowhere.value.code, nowhere.value.message) == (
        "no_project", f"no heartbeat.yml in {inner} or any folder above it",
    )  # fmt: skip
    demo = project_at(inner / "heartbeat-demo")
    assert find_project(inner) == demo
    project = project_at(upper)
    assert find_project(inner) == find_project(upper) == project
    assert find_project(tmp_path, upper) == find_project(tmp_path, upper / "heartbeat.yml") == project
    for explicit in (tmp_path, tmp_path / "heartbeat.yml"):
        with pytest.raises(NotFoundError) as caught:
            find_project(upper, explicit)
        assert (caught.value.message, caught.value.where) == ("there is no heartbeat.yml here", str(explicit))


SOURCE = """\
source: bank
title: The bank
role: Core.
archetype: postgres
access: granted
cluster: A
database: bank-db
schemas:
  core: {slice: {except: [job, log]}}
  dict: {slice: all}
  own: {slice: {only: [b, a]}}
  scb: {about: not wanted}
"""
MORE = """\
pipeline: money
priority: 3
legacy: true
truth_for:
  - {subject: money, terms: [money, cash in hand]}
owner: core team
needs: a grant
why: asked first
blocks:
  - {metric: x_count_24h, why: it waits}
  - {concept: Something else}
tables:
  core.client: {lag: 1 second, deletes: mark}
  core.a.b: {lag: 2 hours}
  dict.state: {columns: {hash: [code]}}
connections: 3
"""


def sources_in(tmp_path: Path, *texts: str, project: str = LEAST) -> ProjectSettings:
    found = project_at(tmp_path, project)
    found.sources_folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        name = text.split("\n", 1)[0].removeprefix("source: ")
        (found.sources_folder / f"{name}.yml").write_text(text)
    return found


def test_every_field_of_a_source(tmp_path: Path) -> None:
    project = sources_in(tmp_path, SOURCE + MORE)
    (bank,) = load_inventory(project).sources
    slices = (Slice("core", but=("job", "log")), Slice("dict"), Slice("own", only=("b", "a")))
    assert bank == Source(
        name="bank", title="The bank", role="Core.", archetype="postgres", access="granted",
        file=project.sources_folder / "bank.yml", cluster="A", database="bank-db",
        schemas=("core", "dict", "own", "scb"), slices=slices, pipeline="money", priority=3, legacy=True,
        truth_for=(Subject("money", ("money", "cash in hand")),), owner="core team", needs="a grant", why="asked first",
        blocks=(Blocked("x_count_24h", "x_count_24h", "it waits"), Blocked("Something else")),
        tables=(
            ("core.client", TableSettings(lag_seconds=1, deletes="mark")),
            ("core.a.b", TableSettings(lag_seconds=7200)),
            ("dict.state", TableSettings(hash=("code",))),
        ),
        connections=3,
    )  # fmt: skip
    assert bank.settings("core.client") == TableSettings(lag_seconds=1, deletes="mark")
    assert bank.settings("core.other") == AS_THEY_ARE == TableSettings((), (), None, None, "remove")
    assert (bank.slice_of("dict"), bank.slice_of("scb")) == (Slice("dict"), None)
    assert bank.datasets == ("bank_core", "bank_dict", "bank_own")
    assert slices[0].pick(("job", "a", "log")) == ("a",)


def test_what_a_source_leaves_out(tmp_path: Path) -> None:
    (bank,) = load_inventory(sources_in(tmp_path, SOURCE)).sources
    assert (bank.pipeline, bank.priority, bank.legacy, bank.connections, bank.truth_for) == ("bank", 100, False, 2, ())
    assert (bank.owner, bank.needs, bank.why, bank.blocks, bank.tables) == (None, None, None, (), ())


def other(name: str, priority: int) -> str:
    return (
        f"source: {name}\ntitle: t\nrole: r\narchetype: unknown\naccess: unknown\npriority: {priority}\n"
        f"truth_for:\n  - {{subject: {name}, terms: [things]}}\n"
    )


def test_sources_are_in_the_order_of_priority_and_name(tmp_path: Path) -> None:
    project = sources_in(tmp_path, SOURCE, other("c", 9), other("b", 9), other("a", 10))
    inventory = load_inventory(project)
    assert inventory.names() == ("b", "c", "a", "bank")
    assert (inventory.get("bank-db"), inventory.get("nobody")) == (inventory.truth, None)
    with pytest.raises(NotFoundError) as caught:
        inventory.require("zzzzz")
    assert (caught.value.hint, caught.value.code) == ("`hb sources status` lists them all.", "unknown_source")


def test_files_that_are_no_source(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    with pytest.raises(NotFoundError) as caught:
        read_inventory(project)
    assert (caught.value.code, caught.value.where) == ("no_inventory", str(project.sources_folder))
    sources_in(tmp_path, "source: a\ntitle: [", "source: b\n", SOURCE)
    (project.sources_folder / "notes.txt").write_text("x")
    sources, problems = read_inventory(project)
    assert [s.name for s in sources] == ["bank"]
    assert [p.file.name for p in problems][:2] == ["a.yml", "b.yml"]
    with pytest.raises(InvalidFileError) as broken:
        load_inventory(project)
    assert broken.value.where == "db/sources/a.yml:3:1"
    assert broken.value.hint == f"{len(problems) - 1} more in the inventory; `hb check` lists them all."


def test_one_mistake_alone_has_no_more(tmp_path: Path) -> None:
    project = sources_in(tmp_path, SOURCE.replace("cluster: A", "cluster: Z"))
    with pytest.raises(InvalidFileError) as caught:
        load_inventory(project)
    assert caught.value.message == "heartbeat.yml names no cluster 'Z' (A)"
    assert (caught.value.where, caught.value.hint) == ("db/sources/bank.yml:6:10", None)


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ("  .client: {}\n", "tables: '.client' should be written as schema.table"),
        ("  scb.t: {}\n", "tables: the schema of 'scb.t' has no slice (core, dict, own)"),
        ("  core.job: {}\n", "tables: 'core.job' is not in the slice of its schema"),
        ("  own.c: {}\n", "tables: 'own.c' is not in the slice of its schema"),
        (
            "  own.a: {columns: {exclude: [x]}, cursor: x}\n",
            "own.a: 'x' does not land as it is, so it cannot be the cursor",
        ),
    ],
)
def test_tables_whose_settings_will_not_do(tables: str, message: str, tmp_path: Path) -> None:
    _, (problem,) = read_inventory(sources_in(tmp_path, f"{SOURCE}tables:\n{tables}"))
    assert (problem.message, problem.line) == (message, 14)


def test_settings_where_no_schema_has_a_slice(tmp_path: Path) -> None:
    text = SOURCE.partition("schemas:")[0] + "schemas:\n  core: {about: x}\ntables:\n  core.t: {}\n"
    _, (problem,) = read_inventory(sources_in(tmp_path, text))
    assert problem.message == "tables: the schema of 'core.t' has no slice (no schema has one)"


def test_names_as_long_as_the_marts_allow(tmp_path: Path) -> None:
    for length, wrong in ((59, 0), (60, 1)):
        text = SOURCE.partition("  core:")[0] + f"  {'s' * length}: {{slice: all}}\n"
        assert len(read_inventory(sources_in(tmp_path, text))[1]) == wrong
    postgres = FULL.replace("clock", "# clock")
    for length, wrong in ((58, 0), (59, 1)):
        text = SOURCE.partition("  core:")[0] + f"  {'s' * length}: {{slice: all}}\n"
        assert len(read_inventory(sources_in(tmp_path, text, project=postgres))[1]) == wrong


def bank(name: str = "bank", *subjects: tuple[str, tuple[str, ...]]) -> Source:
    return Source(name, name, "r", "postgres", "granted", Path("x.yml"), truth_for=tuple(Subject(*s) for s in subjects))


TRUTHS = Inventory(
    (
        bank("bank"),
        bank("one", ("rails", ("sepa", "sepa credit"))),
        bank("two", ("rails", ("sepa", "sepa instant credit"))),
        bank("three", ("holds", ("hold", "compliance hold"))),
    ),
    "bank",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("clients", [("bank", None)]),
        ("SEPA", [("one", "sepa"), ("two", "sepa")]),
        ("SEPA credits", [("one", "sepa credit")]),
        ("credits of SEPA instant", [("two", "sepa instant credit")]),
        ("hold of SEPA", [("one", "sepa"), ("two", "sepa"), ("three", "hold")]),
        ("compliance holds", [("three", "compliance hold")]),
        ("compliance", [("bank", None)]),
    ],
)
def test_the_longest_term_of_a_subject_wins(question: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(r.source.name, r.term) for r in right_sources(question, TRUTHS)] == expected


def test_why_a_source_is_right() -> None:
    (truth,), (three,) = right_sources("x", TRUTHS), right_sources("hold", TRUTHS)
    assert truth.because == "bank is the truth source: nothing else is truth for this subject"
    assert three.because == 'three is truth for holds ("hold")'


SHIPPED = load_project(REPOSITORY / "heartbeat.yml")
PARTS = ("HOST", "PORT", "USER", "PASSWORD", "DATABASE")


@pytest.fixture
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProjectSettings:
    """A project without settings anywhere."""
    for env in ("SOURCE_PG", "SOURCE_PG_B", "OTHER_PG", "MIRROR_PG"):
        for part in PARTS:
            monkeypatch.delenv(f"{env}_{part}", raising=False)
    project = project_at(tmp_path, FULL)
    project.state.mkdir(exist_ok=True)
    return project


def settings(env: str, **parts: str) -> str:
    return "".join(f"{env}_{part}={value}\n" for part, value in parts.items())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"HOST": "h", "USER": "u", "PASSWORD": "p"}, Connection("h", 5432, "u", "db", "SOURCE_PG", "p")),
        ({"HOST": "h", "USER": "u", "PASSWORD": "p", "PORT": "6"}, Connection("h", 6, "u", "db", "SOURCE_PG", "p")),
        ({"HOST": "h", "USER": "u", "PASSWORD": "p", "PORT": "x"}, "SOURCE_PG_PORT is not a port number"),
        ({"HOST": "h", "USER": "u", "PASSWORD": "p", "PORT": "9" * 5000}, "SOURCE_PG_PORT is not a port number"),
        ({"HOST": "h", "USER": "u", "PASSWORD": "p", "PORT": "٣"}, "SOURCE_PG_PORT is not a port number"),
        (
            {"HOST": "postgres://me:hunter2@db:5432/bank", "USER": "u", "PASSWORD": "p"},
            "SOURCE_PG_HOST is a URL, and should be the name of a host",
        ),
        (
            {"HOST": "me:hunter2@db", "USER": "u", "PASSWORD": "p"},
            "SOURCE_PG_HOST is a URL, and should be the name of a host",
        ),
        ({"HOST": "db password=x", "USER": "u", "PASSWORD": "p"}, "SOURCE_PG_HOST is not the name of a host"),
        ({"HOST": "a..b", "USER": "u", "PASSWORD": "p"}, "SOURCE_PG_HOST is not the name of a host"),
        ({"HOST": "x" * 64, "USER": "u", "PASSWORD": "p"}, "SOURCE_PG_HOST is not the name of a host"),
        ({"HOST": "h", "USER": "u\0", "PASSWORD": "p"}, "SOURCE_PG_USER is not text that a server could be given"),
        ({"HOST": "h", "USER": "u"}, Connection("h", 5432, "u", "db", "SOURCE_PG", "")),
        ({"HOST": "h", "USER": "", "PASSWORD": "p"}, "no credentials for cluster A (Main): SOURCE_PG_USER not set"),
        ({"USER": "u", "PASSWORD": "p"}, "no credentials for cluster A (Main): SOURCE_PG_HOST not set"),
        ({}, "no credentials for cluster A (Main): SOURCE_PG_HOST, SOURCE_PG_USER, SOURCE_PG_PASSWORD not set"),
    ],
)
def test_a_connection(given: dict[str, str], expected: Connection | str, quiet: ProjectSettings) -> None:
    (quiet.root / ".env").write_text(settings("SOURCE_PG", **given))
    if isinstance(expected, Connection):
        assert cluster_connection(quiet, "A", "db") == expected
        assert (expected.address, "'p'" in repr(expected)) == (f"h:{expected.port}", False)
        return
    with pytest.raises(HbError) as caught:
        cluster_connection(quiet, "A", "db")
    assert (caught.value.message, caught.value.code) == (expected, "no_credentials")
    assert ("hb demo up" in str(caught.value.hint)) is quiet.demo
    with pytest.raises(HbError) as real:
        cluster_connection(replace(quiet, demo=False), "A", "db")
    assert "hb demo up" not in str(real.value.hint)


def test_a_connection_string() -> None:
    here = Connection("h", 5, "u", "db", "E", "p w")
    assert here.conninfo() == "host=h port=5 user=u password='p w' dbname=db application_name=hb"
    assert here.conninfo("other", connect_timeout=2).endswith("dbname=other application_name=hb connect_timeout=2")


@pytest.mark.parametrize(
    ("host", "demos"), [("", True), ("localhost", True), ("127.0.0.1", True), ("::1", True), ("far.example", False)]
)
def test_the_demos_settings_stay_on_loopback(host: str, demos: bool, quiet: ProjectSettings) -> None:
    (quiet.state / "demo.env").write_text(
        settings("SOURCE_PG", USER="demo") + settings("SOURCE_PG_B", USER="demo-b") + "X=1\n"
    )
    (quiet.root / ".env").write_text(f"SOURCE_PG_HOST={host}\n")
    seen = read_environment(quiet)
    assert (seen.get("SOURCE_PG_USER"), seen["X"]) == ("demo" if demos else None, "1")
    # `SOURCE_PG_` begins the other cluster's names as well: too few are better than one too many.
    assert seen.get("SOURCE_PG_B_USER") == ("demo-b" if demos else None)
    assert read_environment(replace(quiet, demo=False)).get("X") is None


def test_the_demos_apis_are_left_out_where_there_is_one_of_the_same_name(quiet: ProjectSettings) -> None:
    apis = settings("CRM", URL="http://127.0.0.1:1", TOKEN="demo") + settings("SITE", TOKEN="demo")
    (quiet.state / "demo.env").write_text(f"HB_DEMO_APIS=CRM SITE\n{apis}")
    found = {name: value for name, value in read_environment(quiet).items() if name.startswith(("CRM", "SITE", "HB_D"))}
    assert found == {"CRM_URL": "http://127.0.0.1:1", "CRM_TOKEN": "demo", "SITE_TOKEN": "demo"}
    (quiet.root / ".env").write_text(settings("CRM", CLIENT="own"))
    found = {name: value for name, value in read_environment(quiet).items() if name.startswith(("CRM", "SITE"))}
    assert found == {"CRM_CLIENT": "own", "SITE_TOKEN": "demo"}


def test_the_marts_and_the_mirror(quiet: ProjectSettings) -> None:
    with pytest.raises(HbError, match="no credentials for the marts: OTHER_PG_HOST, OTHER_PG_USER, OTHER_PG_PASSWORD"):
        marts_connection(quiet)
    assert mirror_connection(quiet) == Connection("localhost", 5433, "explorer", "postgres", "MIRROR_PG", "explorer")
    env = quiet.root / ".env"
    env.write_text(settings("OTHER_PG", HOST="h", USER="u", PASSWORD="p") + "MIRROR_PG_HOST=far.example\n")
    assert marts_connection(quiet) == Connection("h", 5432, "u", "marts", "OTHER_PG", "p")
    assert mirror_connection(quiet) == Connection("far.example", 5433, "explorer", "postgres", "MIRROR_PG", "")
    env.write_text(
        settings("OTHER_PG", HOST="h", USER="u", PASSWORD="p", DATABASE="d")
        + settings("MIRROR_PG", HOST="far.example", PASSWORD="p")
    )
    assert marts_connection(quiet).database == "d"
    assert mirror_connection(quiet) == Connection("far.example", 5433, "explorer", "postgres", "MIRROR_PG", "p")


NOBODY = Source("b", "b", "r", "postgres", "pending", Path("b.yml"), cluster="A")
HERE = Connection("h", 5, "u", "b", "E", "secret")


def test_a_source_without_a_database_is_called_as_its_database() -> None:
    assert grant_statements(NOBODY, "u") == ("GRANT CONNECT ON DATABASE b TO u;",)


def test_what_to_ask_a_dba_for() -> None:
    refusal = not_granted(replace(NOBODY, database="db"), "u", "no way", ["s"])
    assert (refusal.message, refusal.where, refusal.code) == ("no way", "b", "not_granted")
    assert refusal.hint == (
        "Ask the DBA of cluster A to run, in database db:\nGRANT CONNECT ON DATABASE db TO u;\n"
        "GRANT USAGE ON SCHEMA s TO u;\nGRANT SELECT ON ALL TABLES IN SCHEMA s TO u;"
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("password authentication failed for", True), ("no password supplied", True), ("Connection refused", False)],
)
def test_whether_it_is_the_password(text: str, wrong: bool) -> None:
    assert is_wrong_password(text) is wrong
    assert source_refused(text, NOBODY, HERE).code == ("wrong_password" if wrong else "connection_failed")
    assert source_refused("User does not have CONNECT privilege.", NOBODY, HERE).code == "not_granted"
    refused = marts_refused("User does not have CONNECT privilege.", HERE)
    assert refused.message == "u may not connect to the marts, database b at h:5"
    assert (NOBODY.priority, NOBODY.connections, NOBODY.legacy) == (100, 2, False)


@pytest.mark.parametrize(
    ("line", "zone"), [("", None), ("time_zone: UTC\n", "UTC"), ("time_zone: Europe/Berlin\n", "Europe/Berlin")]
)
def test_where_days_begin(line: str, zone: str | None, tmp_path: Path) -> None:
    file = tmp_path / "heartbeat.yml"
    file.write_text(f"truth_source: bank\nclusters: {{}}\n{line}".replace("{}", "{A: {mirror: a, env: A}}"))
    assert load_project(file).time_zone == zone


@pytest.mark.parametrize("name", ["Europe/Berlyn", "../etc/passwd", "+02:00"])
def test_what_is_no_time_zone(name: str, tmp_path: Path) -> None:
    file = tmp_path / "heartbeat.yml"
    file.write_text(f"truth_source: bank\nclusters: {{A: {{mirror: a, env: A}}}}\ntime_zone: '{name}'\n")
    with pytest.raises(InvalidFileError, match="is no time zone") as caught:
        load_project(file)
    assert (caught.value.place and caught.value.place.line) == 3
