"""What people type, over the demo's twelve databases: a floor under how often the right target comes first."""

from pathlib import Path

import pytest
import yaml

from heartbeat_cli.estate import ProjectSettings, load_inventory, right_sources
from heartbeat_cli.search import SearchIndex, build_index, search, search_tables
from heartbeat_cli.search.query import read_query

FOLDER = Path(__file__).parents[2] / "cases" / "search"
CASES = yaml.safe_load((FOLDER / "queries.yml").read_text(encoding="utf-8"))
QUESTIONS = yaml.safe_load((FOLDER / "questions.yml").read_text(encoding="utf-8"))


@pytest.fixture
def index(project: ProjectSettings) -> SearchIndex:
    return build_index(project)


def test_the_right_target_comes_first_or_nearly(index: SearchIndex) -> None:
    places = {}
    for case in CASES:
        targets = [hit.target for hit in search(case["query"], index, limit=10).hits]
        places[case["query"]] = next((n for n, target in enumerate(targets) if target in case["expect"]), 99)
    missed = {query: place for query, place in places.items() if place > 2}
    assert len(CASES) >= 40
    assert sum(place == 0 for place in places.values()) >= 0.85 * len(CASES), places
    assert len(missed) <= 0.05 * len(CASES), missed


def test_the_right_table_for_a_question_comes_first_or_nearly(index: SearchIndex) -> None:
    places = {}
    for case in QUESTIONS:
        source = case["expect"][0].split(".")[0]
        targets = [hit.target for hit in search_tables(case["question"], index, [source], limit=5)[0]]
        places[case["question"]] = next((n for n, target in enumerate(targets) if target in case["expect"]), 99)
    assert len(QUESTIONS) >= 40
    assert sum(place == 0 for place in places.values()) >= 0.75 * len(QUESTIONS), places
    assert sum(place <= 2 for place in places.values()) >= 0.95 * len(QUESTIONS), places


def test_every_expected_target_exists(index: SearchIndex) -> None:
    known = {index.text(item)[0] for item in range(len(index.kinds))}
    assert [t for case in [*CASES, *QUESTIONS] for t in case["expect"] if t not in known] == []


def test_the_right_sources_are_those_discovery_would_ask(project: ProjectSettings, index: SearchIndex) -> None:
    inventory = load_inventory(project)
    questions = [case["query"] for case in CASES if not read_query(case["query"], index).replaced]
    for question in [
        *questions,
        "kyc approvals",
        "sepa instant payments",
        "organic sessions",
        "aml screening failures",
    ]:
        asked = [right.source.name for right in right_sources(question, inventory) if right.subject is not None]
        found = [index.sources[s.source].name for s in read_query(question, index).subjects]
        assert found == asked, question
