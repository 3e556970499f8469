"""The inventory: what the page names, and mistakes with file and line."""

from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.errors import InvalidFileError, NotFoundError
from heartbeat_cli.estate import Project, Slice, load_inventory, load_project, read_inventory

POSTGRES = {
    "webbank": "A", "aml": "A", "pdvs": "A", "vss": "A", "card_management": "A", "currency_rate": "A", "bpm": "A",
    "notification": "A", "vmi": "A", "mms": "B", "mms_inst": "B", "mss_kart": "B",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Project:
    return load_project(REPOSITORY / "heartbeat.yml")


def test_every_system_of_the_estate_is_in_it(shipped: Project) -> None:
    inventory = load_inventory(shipped)
    assert {s.name: s.cluster for s in inventory.sources if s.archetype == "postgres"} == POSTGRES
    assert len(inventory.sources) == 12 + 4 + 11
    assert inventory.truth.name == "webbank"


def test_datasets_are_source_and_schema(shipped: Project) -> None:
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


def test_an_unknown_source_is_told_with_a_guess(shipped: Project) -> None:
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
def test_a_mistake_is_told_with_file_and_line(project: Project, before: str, after: str, message: str) -> None:
    file = project.sources_folder / "aml.yml"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))
    _, problems = read_inventory(project)
    assert any(message in problem.message for problem in problems), problems
    assert {problem.file for problem in problems} == {file}
    with pytest.raises(InvalidFileError, match=r"db/sources/aml\.yml:\d+"):
        load_inventory(project)


def test_an_unknown_truth_source_is_told_where_it_is_named(project: Project) -> None:
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
