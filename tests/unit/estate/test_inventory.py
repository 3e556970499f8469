"""The inventory: what the page names, and mistakes with file and line."""

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.errors import InvalidFileError, NotFoundError
from heartbeat_cli.estate import (
    Enquiry,
    Freshness,
    Milestone,
    ProjectSettings,
    Slice,
    SourceDecision,
    TableSettings,
    load_inventory,
    load_project,
    read_inventory,
)

POSTGRES = {
    "webbank": "A", "aml": "A", "pdvs": "A", "vss": "A", "card_management": "A", "currency_rate": "A", "bpm": "A",
    "notification": "A", "vmi": "A", "mms": "B", "mms_inst": "B", "mss_kart": "B",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> ProjectSettings:
    return load_project(REPOSITORY / "heartbeat.yml")


def test_every_system_of_the_estate_is_in_it(shipped: ProjectSettings) -> None:
    inventory = load_inventory(shipped)
    assert {s.name: s.cluster for s in inventory.sources if s.archetype == "postgres"} == POSTGRES
    assert len(inventory.sources) == 12 + 4 + 11
    assert inventory.truth.name == "webbank"


def test_datasets_are_source_and_schema(shipped: ProjectSettings) -> None:
    inventory = load_inventory(shipped)
    landed_first = ("webbank", "aml", "pdvs", "vss", "card_management", "currency_rate")
    assert [dataset for name in landed_first for dataset in inventory.require(name).datasets] == [
        "webbank_core", "webbank_dict", "aml_aml", "pdvs_core", "vss_vss", "vss_dict", "card_management_card",
        "card_management_dict", "currency_rate_rate",
    ]  # fmt: skip


def test_a_slice_picks_in_order() -> None:
    tables = ("a", "b", "c")
    assert Slice("s").pick(tables) == tables
    assert Slice("s", but=("b",)).pick(tables) == ("a", "c")
    assert Slice("s", only=("c", "a", "x")).pick(tables) == ("a", "c")


def test_an_unknown_source_is_told_with_a_guess(shipped: ProjectSettings) -> None:
    with pytest.raises(NotFoundError) as caught:
        load_inventory(shipped).require("webbnk")
    assert caught.value.hint == "Did you mean 'webbank'?"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("role:", "rolle:", "unknown key 'rolle'. Did you mean 'role'?"),
        ("archetype: postgres", "archetype: postgress", "'postgress' is not one of"),
        ("cluster: A", "cluster: Z", "heartbeat.yml names no cluster 'Z' (A, B)"),
        ("source: aml", "source: amlx", "the file of 'amlx' is amlx.yml"),
        ("database: aml\n", "", "a postgres source needs cluster, database and schemas"),
        ("source: aml", "source: [aml", "not valid YAML"),
        ("priority: 10", "priority: 10\npriority: 11", "'priority' is written twice"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(project: ProjectSettings, before: str, after: str, message: str) -> None:
    file = project.sources_folder / "aml.yml"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))
    _, problems = read_inventory(project)
    assert any(message in problem.message for problem in problems), problems
    assert {problem.file for problem in problems} == {file}
    with pytest.raises(InvalidFileError, match=r"db/sources/aml\.yml:\d+"):
        load_inventory(project)


def with_tables(project: ProjectSettings, text: str) -> None:
    file = project.sources_folder / "aml.yml"
    file.write_text(f"{file.read_text()}{text}")


def test_settings_of_tables(project: ProjectSettings) -> None:
    with_tables(
        project,
        "connections: 4\n"
        "tables:\n"
        "  aml.client:\n"
        "    columns: {exclude: [pin_hash], hash: [email]}\n"
        "    cursor: updated_at\n"
        "    lag: 15 minutes\n"
        "    deletes: mark\n"
        "  aml.alert: {lag: 0 seconds}\n",
    )
    aml = load_inventory(project).require("aml")
    assert aml.connections == 4
    assert aml.settings("aml.client") == TableSettings(("pin_hash",), ("email",), "updated_at", 900, "mark")
    assert aml.settings("aml.alert") == TableSettings(lag_seconds=0)
    assert aml.settings("aml.other") == TableSettings()


DAY = 86_400


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("", Freshness(DAY, 3 * DAY)),
        ("freshness: {}", Freshness(DAY, 3 * DAY)),
        ("freshness: {warn_after: 15 minutes}", Freshness(900, 3 * DAY)),
        ("freshness: {error_after: 7 days}", Freshness(DAY, 7 * DAY)),
        ("freshness: {warn_after: 1 hour, error_after: 90 seconds, }", None),
        ("freshness: {warn_after: 3600 seconds, error_after: 1 hour}", Freshness(3600, 3600)),
    ],
)
def test_how_old_data_may_become(project: ProjectSettings, text: str, limits: Freshness | None) -> None:
    with_tables(project, f"{text}\n")
    found, problems = read_inventory(project)
    assert [source.freshness for source in found if source.name == "aml"] == ([limits] if limits else [])
    assert bool(problems) is (limits is None)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{warn_after: 4 days}", 1, "stale before it is late; where error_after is not given it is 3 days"),
        ("{error_after: 1 hour}", 1, "stale before it is late; where warn_after is not given it is 24 hours"),
        ("{warn_after: 2 days, error_after: 1 day}", 1, "freshness: data would be stale before it is late"),
        ("{warn_after: a while}", 1, "freshness.warn_after: 'a while' does not match"),
        ("{warn_afer: 2 hours}", 1, "unknown key 'warn_afer'. Did you mean 'warn_after'?"),
    ],
)
def test_a_mistake_in_how_old_data_may_become(project: ProjectSettings, text: str, line: int, message: str) -> None:
    before = len((project.sources_folder / "aml.yml").read_text().splitlines())
    with_tables(project, f"freshness: {text}\n")
    _, problems = read_inventory(project)
    assert [problem.line for problem in problems] == [before + line], problems
    assert message in problems[0].message


def test_sessions_at_a_source_are_two_unless_said(shipped: ProjectSettings) -> None:
    assert {source.connections for source in load_inventory(shipped).sources} == {2}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("  alert: {}", 1, "tables: 'alert' should be written as schema.table"),
        ("  aml.: {}", 1, "tables: 'aml.' should be written as schema.table"),
        ("  core.alert: {}", 1, "tables: the schema of 'core.alert' has no slice (aml)"),
        (
            "  aml.alert:\n    columns:\n      exclude: [a, pin]\n      hash:\n        - b\n        - pin",
            6,
            "aml.alert: 'pin' is excluded already, so it cannot be hashed as well",
        ),
        (
            "  aml.alert:\n    columns: {hash: [updated_at]}\n    cursor: updated_at",
            3,
            "aml.alert: 'updated_at' does not land as it is, so it cannot be the cursor",
        ),
        ("  aml.alert:\n    lag: a while", 2, "tables.aml.alert.lag: 'a while' does not match"),
        ("  aml.alert:\n    delete: mark", 2, "unknown key 'delete'. Did you mean 'deletes'?"),
        ("  aml.alert:\n    deletes: keep", 2, "'keep' is not one of: remove, mark"),
        ("  aml.alert:\n    columns: {exclude: [a, a]}", 2, "non-unique"),
    ],
)
def test_a_mistake_in_the_settings_of_a_table(project: ProjectSettings, text: str, line: int, message: str) -> None:
    before = len((project.sources_folder / "aml.yml").read_text().splitlines())
    with_tables(project, f"tables:\n{text}\n")
    _, problems = read_inventory(project)
    assert [problem.line for problem in problems] == [before + 1 + line], problems
    assert message in problems[0].message


def test_a_table_outside_the_slice_has_no_settings(project: ProjectSettings) -> None:
    file = project.sources_folder / "aml.yml"
    text = file.read_text()
    assert "slice: all" in text
    file.write_text(text.replace("slice: all", "slice: {except: [alert]}", 1) + "tables:\n  aml.alert: {}\n")
    _, problems = read_inventory(project)
    assert [p.message for p in problems] == ["tables: 'aml.alert' is not in the slice of its schema"]


@pytest.mark.parametrize("sessions", [0, 9])
def test_sessions_at_a_source_are_one_to_eight(project: ProjectSettings, sessions: int) -> None:
    with_tables(project, f"connections: {sessions}\n")
    _, problems = read_inventory(project)
    assert len(problems) == 1
    assert problems[0].message.startswith("connections: ")


def test_an_unknown_truth_source_is_told_where_it_is_named(project: ProjectSettings) -> None:
    file = project.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("truth_source: webbank", "truth_source: webank"))
    _, problems = read_inventory(load_project(file))
    line = next(i for i, text in enumerate(file.read_text().splitlines(), 1) if text.startswith("truth_source"))
    assert [(p.file, p.line) for p in problems] == [(file, line)]
    assert "Did you mean 'webbank'?" in problems[0].message


def test_a_misspelt_key_of_the_project_is_named_first(tmp_path: Path) -> None:
    file = tmp_path / "heartbeat.yml"
    file.write_text("truth_sorce: webbank\nclusters:\n  A: {mirror: prod, env: SOURCE_PG}\n")
    with pytest.raises(InvalidFileError, match=r"unknown key 'truth_sorce'. Did you mean 'truth_source'?"):
        load_project(file)


def postgres_source(project: ProjectSettings, name: str, schemas: str) -> None:
    (project.sources_folder / f"{name}.yml").write_text(
        f"source: {name}\ntitle: T\nrole: r\narchetype: postgres\naccess: granted\ncluster: A\ndatabase: {name}\n"
        f"schemas:\n{schemas}\n"
    )


@pytest.mark.parametrize(
    ("schemas", "line", "message"),
    [
        (
            "  c-m: {slice: all}\n  c_m: {slice: {only: [t]}}",
            10,
            "schema 'c_m' would land in dataset a_c_m, where schema 'c-m' of a lands (a.yml)."
            " Take the `slice` of one of the two out.",
        ),
        (
            "  C: {slice: all}\n  c: {slice: all}",
            10,
            "schema 'c' would land in dataset a_c, where schema 'C' of a lands",
        ),
        (
            "  x: {slice: all}\n  b_c: {slice: all}",
            9,
            "schema 'c' would land in dataset a_b_c, where schema 'b_c' of a lands (a.yml)",
        ),
        (f"  {'s' * 63}: {{slice: all}}", 9, "which is too long a name for the marts (at most 64)"),
    ],
)
def test_schemas_that_would_land_in_one_dataset(
    project: ProjectSettings, schemas: str, line: int, message: str
) -> None:
    postgres_source(project, "a_b", "  c: {slice: all}")
    assert read_inventory(project)[1] == ()
    postgres_source(project, "a", schemas)
    _, (problem,) = read_inventory(project)
    assert problem.line == line
    assert message in problem.message
    with pytest.raises(InvalidFileError) as caught:
        load_inventory(project)
    assert caught.value.code == problem.code != "invalid_file"


def test_names_postgres_marts_tell_apart_or_cut_off(project: ProjectSettings) -> None:
    file = project.root / "heartbeat.yml"
    text = file.read_text()
    assert "kind: duckdb" in text
    file.write_text(text.replace("kind: duckdb", "kind: postgres", 1))
    project = load_project(file)
    postgres_source(project, "a", "  C: {slice: all}\n  c: {slice: all}\n  Ä: {slice: all}\n  ä: {slice: all}")
    assert read_inventory(project)[1] == ()
    postgres_source(project, "a", f"  {'ä' * 30}: {{slice: all}}\n  {'ä' * 31}: {{slice: all}}")
    assert [(problem.line, problem.code) for problem in read_inventory(project)[1]] == [(10, "name_too_long")]


def test_a_dataset_is_that_of_the_schema_that_lands(project: ProjectSettings) -> None:
    postgres_source(project, "a", "  c-m:\n  c_m: {slice: all}\n  c.m:")
    inventory = load_inventory(project)
    assert inventory.of_dataset("a_c_m") == (inventory.require("a"), "c_m")
    assert inventory.of_dataset("a_c.m") == (inventory.require("a"), "c.m")
    assert inventory.of_dataset("a_x") is None


AGREED = """\
plan: {name: MVP-4, step: 2, proves: an internal API}
review: done nothing in it counts
landed_since: 2026-05-08
decisions:
  - {date: 2026-05-06, what: It comes second.}
  - {date: 2026-05-05, what: It is asked., by: product}
asked:
  - {date: 2026-05-07, who: ops, what: a host, answer: soon}
"""


def test_what_meetings_leave_in_a_sources_file(tmp_path: Path) -> None:
    project = _one_source(tmp_path, AGREED)
    source = load_inventory(project).truth
    assert source.plan == Milestone("MVP-4", 2, "an internal API")
    assert (source.review, source.awaits_review, source.landed_since) == (
        "done nothing in it counts", False, date(2026, 5, 8)
    )  # fmt: skip
    assert source.decisions == (
        SourceDecision(date(2026, 5, 5), "It is asked.", "product"),
        SourceDecision(date(2026, 5, 6), "It comes second."),
    )
    assert source.asked == (Enquiry(date(2026, 5, 7), "ops", "a host", "soon"),)
    assert load_inventory(_one_source(tmp_path, "review: needed\n")).truth.awaits_review


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("landed_since: May\n", "landed_since: 'May' is no day, like 2026-05-08"),
        ("decisions: [{date: 7, what: x}]\n", "decisions.0.date: '7' is no day, like 2026-05-08"),
        ("asked: [{date: 2026-05-08, what: x}]\n", "asked.0: 'who' is missing"),
        ("review: later\n", "review"),
    ],
)
def test_what_cannot_be_agreed(text: str, told: str, tmp_path: Path) -> None:
    problems = read_inventory(_one_source(tmp_path, text))[1]
    assert any(told in problem.message for problem in problems), problems


def _one_source(root: Path, more: str) -> ProjectSettings:
    (root / "heartbeat.yml").write_text("truth_source: api\nclusters: {A: {mirror: a, env: A}}\n")
    (root / "db" / "sources").mkdir(parents=True, exist_ok=True)
    head = "source: api\ntitle: API\nrole: It.\narchetype: unknown\naccess: unknown\n"
    (root / "db" / "sources" / "api.yml").write_text(head + more)
    return load_project(root / "heartbeat.yml")
