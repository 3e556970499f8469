"""What stands behind a number that was just computed: what it was before, some of its rows, no personal data."""

from datetime import UTC, datetime

import pytest
from tests.discovery_estate import build_estate

from heartbeat_cli.discovery import Behind, Evaluate, LookBehind
from heartbeat_cli.discovery.backend import Backend
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.metrics import Metric, Value
from heartbeat_cli.sheets.behind import sample_document

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)
CREATED_TODAY = (
    "SELECT count(*) FROM webbank_core.client_profile"
    " WHERE created_at >= now() - interval '24 hours' AND created_at < now()"
)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    return build_estate(tmp_path_factory.mktemp("behind"))


def behind(estate: ProjectSettings, sql: str, window: str, *by: str) -> Behind:
    metric = Metric(f"clients_count_{window}", "How many?", "webbank", "candidate", window, unit="count", sql=sql)
    with Backend(estate, load_inventory(estate), AS_OF) as backend:
        assert isinstance(backend.answer(Evaluate(metric)), Value)
        found = backend.answer(LookBehind(metric, by))
    assert isinstance(found, Behind)
    return found


def test_a_number_is_told_with_what_it_was_and_some_of_its_rows(estate: ProjectSettings) -> None:
    found = behind(estate, CREATED_TODAY, "24h")
    assert found.series is not None
    known = [(point.as_of.day, point.value) for point in found.series.points if point.value is not None]
    # Nothing is said of the days before the first of them came to be.
    assert known == [(3, 1), (4, 2), (5, 2), (6, 2), (7, 2), (8, 1)]
    document = sample_document(found)
    assert document is not None
    assert document.columns == ("id", "created_at", "kind", "state_id", "country_code")
    assert document.rows == (("1", "2026-05-07 20:00:00+00:00", "PERSON", "4", "LV"),)


def test_personal_data_is_named_and_not_shown(estate: ProjectSettings) -> None:
    found = behind(estate, "SELECT count(*) FROM webbank_core.client_profile WHERE name LIKE 'Client 1%'", "total")
    assert found.masked == ("name",)
    assert found.sample is not None
    assert "name" not in found.sample.columns
    assert "Client" not in str(found.sample.rows)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 100.0 * count(*) FILTER (WHERE state_id = 4) / nullif(count(*), 0) FROM webbank_core.client_profile",
        "SELECT count(*) FROM (SELECT kind FROM webbank_core.client_profile GROUP BY kind) AS k",
    ],
)
def test_where_the_query_does_not_say_which_rows_none_are_shown(estate: ProjectSettings, sql: str) -> None:
    assert behind(estate, sql, "total").sample is None


def test_a_question_by_something_gets_the_parts_that_add_up(estate: ProjectSettings) -> None:
    found = behind(estate, "SELECT count(*) FROM webbank_core.client_profile", "total", "kinds", "colour", "name")
    (parts,) = found.parts
    assert (parts.column, parts.adds_up) == ("client_profile.kind", True)
    assert [(part.segment, part.value) for part in parts.segments] == [("PERSON", 7), ("COMPANY", 3)]
    # Of the last there is a column, and it is one person's each.
    assert found.whole == ("colour", "name")


def test_a_number_that_no_clock_moves_has_no_past(estate: ProjectSettings) -> None:
    """It would be the rows of today at every moment: a line that says nothing has changed."""
    assert behind(estate, "SELECT count(*) FROM webbank_core.client_profile", "total").series is None


def test_of_a_number_that_was_not_computed_nothing_is_told(estate: ProjectSettings) -> None:
    metric = Metric(
        "clients_count_total", "How many?", "webbank", "candidate", "total", unit="count", sql=CREATED_TODAY
    )
    with Backend(estate, load_inventory(estate), AS_OF) as backend:
        assert backend.answer(LookBehind(metric)) == Behind("count", None, None)
