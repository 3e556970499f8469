"""A metric by a column: what its segments are, whether they add up, and what is not split."""

from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import pytest
from tests.metrics_estate import build_estate, put

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics import Beside, Tried, find_metric, run_several

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)
ROWS = """
INSERT INTO webbank_core.transfer (id, state_id, amount, rail, sender_email, created_at)
SELECT i, CASE WHEN i % 4 = 0 THEN NULL ELSE i % 4 END, i * 0.1, CASE WHEN i < 6 THEN 'SEPA' ELSE 'SWIFT' END,
  'x' || i || '@example.com', TIMESTAMPTZ '2026-05-08 08:00:00+00' FROM range(12) AS r(i);
INSERT INTO webbank_core.transfer_event (id, transfer_id, state_id, kind, changed_at)
SELECT i, i, i % 2, 'X', TIMESTAMPTZ '2026-05-08 08:30:00+00' FROM range(12) AS r(i);
INSERT INTO webbank_dict.profile_state VALUES (0, 'NEW'), (1, 'ACTIVE'), (2, 'CLOSED'), (3, 'BLOCKED');
UPDATE webbank_core._hb_range SET rows = 12 WHERE table_name IN ('transfer', 'transfer_event');
UPDATE webbank_dict._hb_range SET rows = 4;
"""
TEXT = """\
name: split_{name}_24h
question: How many transfers were there?
owner: payments
unit: count
window: 24h
source: webbank
status: candidate
sql: >-
  SELECT {value} FROM {source} WHERE t.created_at < now()
"""
JOINED = "webbank_core.transfer AS t JOIN webbank_core.transfer_event AS e ON e.transfer_id = t.id"
INSIDE = (
    "(SELECT rail AS way, lower(sender_email) AS who, sender_email AS whom, created_at FROM webbank_core.transfer) AS t"
)
UNION = (
    "(SELECT rail AS way, 'x' AS what, created_at FROM webbank_core.transfer"
    " UNION ALL SELECT rail, sender_email, created_at FROM webbank_core.transfer) AS t"
)
DEEPER = (
    "(SELECT *, upper(mail) AS big, (SELECT max(sender_email) FROM webbank_core.transfer) AS other"
    " FROM (SELECT sender_email AS mail, length(rail) AS long, created_at FROM webbank_core.transfer) AS i) AS t"
)
SPLIT = {
    "count": ("count(*)", "webbank_core.transfer AS t"),
    "sum": ("sum(t.amount)", "webbank_core.transfer AS t"),
    "joined": ("count(*)", JOINED),
    "distinct": ("count(DISTINCT t.rail)", "webbank_core.transfer AS t"),
    "median": ("percentile_cont(0.5) WITHIN GROUP (ORDER BY t.amount)", "webbank_core.transfer AS t"),
    "share": ("count(t.state_id)::numeric / nullif(count(*), 0)", "webbank_core.transfer AS t"),
    "greatest": ("max(t.amount)", "webbank_core.transfer AS t"),
    "inside": ("count(*)", INSIDE),
    "union": ("count(*)", UNION),
    "deeper": ("count(*)", DEEPER),
    "beside": ("count(*) - (SELECT count(*) FROM webbank_core.transfer_event)", "webbank_core.transfer AS t"),
}


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    estate = build_estate(tmp_path_factory.mktemp("estate") / "project")
    with duckdb.connect(str(estate.root / "marts.duckdb")) as marts:
        marts.execute(ROWS)
    for name, (value, source) in SPLIT.items():
        put(estate.root, TEXT.format(name=name, value=value, source=source))
    return estate


def split(estate: ProjectSettings, name: str, by: str, top: int = 20) -> Tried:
    metric = find_metric(estate, f"split_{name}_24h")
    (tried,) = run_several(estate, [metric], AS_OF, Beside(by=by, top=top))
    return tried


@pytest.mark.parametrize(
    ("name", "by", "column", "segments", "adds_up"),
    [
        ("count", "state_id", "t.state_id", [("1", "3"), ("2", "3"), ("3", "3"), (None, "3")], True),
        ("sum", "t.rail", "t.rail", [("SWIFT", "5.1"), ("SEPA", "1.5")], True),
        ("joined", "kind", "e.kind", [("X", "12")], True),
        ("joined", "e.state_id", "e.state_id", [("0", "6"), ("1", "6")], True),
        ("distinct", "state_id", "t.state_id", [("1", "2"), ("2", "2"), ("3", "2"), (None, "2")], False),
        ("median", "rail", "t.rail", [("SWIFT", "0.8500000000000001"), ("SEPA", "0.25")], False),
        ("share", "rail", "t.rail", [("SEPA", "0.66666666666666666667"), ("SWIFT", "0.83333333333333333333")], False),
        ("greatest", "rail", "t.rail", [("SWIFT", "1.1"), ("SEPA", "0.5")], False),
        ("inside", "way", "t.way", [("SEPA", "6"), ("SWIFT", "6")], True),
        ("union", "way", "t.way", [("SEPA", "12"), ("SWIFT", "12")], True),
        ("deeper", "long", "t.long", [("4", "6"), ("5", "6")], True),
    ],
)
def test_segments_have_their_values_and_say_whether_they_add_up(
    name: str, by: str, column: str, segments: list[tuple[str | None, str]], adds_up: bool, estate: ProjectSettings
) -> None:
    found = split(estate, name, by).breakdown
    assert found is not None
    told = sorted((str(s.segment), s.value) for s in found.segments)
    assert (found.column, told) == (column, sorted((str(segment), Decimal(value)) for segment, value in segments))
    assert (found.adds_up, found.more, found.rest) == (adds_up, 0, None)
    values = [s.value for s in found.segments if s.value is not None]
    assert values == sorted(values, reverse=True)


def test_a_dictionary_says_what_a_code_is_called(estate: ProjectSettings) -> None:
    found = split(estate, "joined", "e.state_id").breakdown
    assert found is not None
    assert sorted((s.segment, s.label) for s in found.segments) == [("0", "NEW"), ("1", "ACTIVE")]


def test_of_many_the_greatest_are_listed_and_the_rest_is_one(estate: ProjectSettings) -> None:
    found = split(estate, "sum", "id", top=2).breakdown
    assert found is not None
    assert [(s.segment, s.value) for s in found.segments] == [("11", Decimal("1.1")), ("10", Decimal(1))]
    assert (found.more, found.rest) == (10, Decimal("4.5"))
    median = split(estate, "median", "id", top=2).breakdown
    assert median is not None
    assert (median.more, median.rest) == (10, None)


@pytest.mark.parametrize(
    ("name", "by", "code", "message"),
    [
        ("count", "stat_id", "unknown_column", "split_count_24h reads no column stat_id"),
        ("count", "e.kind", "unknown_column", "split_count_24h reads no column e.kind"),
        ("joined", "state_id", "ambiguous_column", "state_id is a column of t and of e"),
        ("count", "sender_email", "personal", "transfer.sender_email is personal data"),
        ("inside", "whom", "personal", "transfer.sender_email is personal data"),
        ("inside", "who", "personal", "transfer.sender_email is personal data"),
        ("union", "what", "personal", "transfer.sender_email is personal data"),
        ("deeper", "mail", "personal", "transfer.sender_email is personal data"),
        ("deeper", "big", "personal", "transfer.sender_email is personal data"),
        ("deeper", "other", "personal", "nobody can tell whether other is made of personal data"),
        ("beside", "rail", "not_split", "split_beside_24h cannot be split by rail: its value is more than aggregates"),
    ],
)
def test_what_is_not_split_says_why_and_has_its_number(
    name: str, by: str, code: str, message: str, estate: ProjectSettings
) -> None:
    tried = split(estate, name, by)
    assert isinstance(tried.error, HbError)
    assert (tried.error.code, tried.error.message[: len(message)]) == (code, message)
    assert tried.run is not None
    assert tried.says_nothing
