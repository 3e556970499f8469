"""Dictionaries that have landed: what their rows are called finds the tables whose columns refer to them."""

from pathlib import Path

import pytest
from tests.metrics_estate import build_estate

from heartbeat_cli.search import SearchIndex, WordMatch, build_index, search, search_tables

ROWS = "INSERT INTO webbank_dict.profile_state VALUES (1, 'ACTIVE'), (2, 'QUARANTINED'), (3, 'WRITTEN_OFF');"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return build_index(build_estate(tmp_path_factory.mktemp("labels") / "estate", rows=ROWS))


def test_a_label_finds_the_table_whose_dictionary_has_it(index: SearchIndex) -> None:
    hits = {hit.target: hit.matches for hit in search("quarantined", index).hits}
    assert hits["webbank.core.client_profile"] == (
        WordMatch("quarantined", "quarantined", "value", "typed", "state_id", "profile_state"),
    )
    assert hits["webbank.core.client_profile.state_id"] == (
        WordMatch("quarantined", "quarantined", "value", "typed", None, "profile_state"),
    )
    assert hits["webbank.dict.profile_state"] == (WordMatch("quarantined", "quarantined", "value", "typed", "code"),)


def test_a_question_is_answered_by_a_label(index: SearchIndex) -> None:
    found = search_tables("How many profiles were written off?", index, ["webbank"])[0]
    assert found[0].target == "webbank.core.client_profile"


def test_a_row_that_is_no_dictionarys_finds_nothing(index: SearchIndex) -> None:
    assert search("sepa 2026", index).total == search("sepa", index).total


@pytest.mark.parametrize("text", [None, "no marts"])
def test_marts_that_cannot_be_read_are_done_without(text: str | None, tmp_path: Path) -> None:
    project = build_estate(tmp_path / "estate", marts=False)
    if text is not None:
        (project.root / "marts.duckdb").write_text(text)
    assert search("quarantined", build_index(project)).hits == ()
