"""What is suggested without a question: over a small shop with a log of states, landed and not."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.receipts import give_receipt

from heartbeat_cli.app import suggest, suggested_answers
from heartbeat_cli.discovery import Answers, Outcome, discover, start
from heartbeat_cli.discovery.suggestions import StateMove, StateMoves, Suggestion
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.metrics import check_sql

PROJECT = """
truth_source: shop
mirror: mirror
marts: {kind: duckdb, path: marts.duckdb}
clusters: {A: {mirror: a, env: SOURCE_PG}}
clock: 2026-05-08T09:00:00Z
demo: true
"""
SHOP = """
source: shop
title: shop
role: Orders.
archetype: postgres
access: granted
priority: 1
cluster: A
database: shop
schemas: {public: {slice: all}}
"""
DEPOT = SHOP.replace("shop", "depot").replace("access: granted", "access: pending") + (
    "truth_for:\n  - {subject: parcels, terms: [parcel]}\n"
)
ATTIC = SHOP.replace("shop", "attic").replace("access: granted", "access: pending")
SHOP_SQL = """
CREATE TABLE public.order_state (id smallint PRIMARY KEY, code text NOT NULL, name text NOT NULL);
CREATE TABLE public.customer_order (
    id bigint PRIMARY KEY, state_id smallint NOT NULL REFERENCES public.order_state (id),
    total_amount numeric(12,2) NOT NULL, currency_code char(3) NOT NULL, email text, placed_at timestamptz NOT NULL
);
COMMENT ON TABLE public.customer_order IS 'What a customer ordered.';
CREATE TABLE public.customer_order_state_log (
    id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES public.customer_order (id),
    state_id smallint NOT NULL REFERENCES public.order_state (id), changed_at timestamptz NOT NULL
);
CREATE TABLE public.ticket (id bigint PRIMARY KEY, subject text, opened_at timestamptz NOT NULL, closed_at timestamptz);
CREATE TABLE public.flyway_schema_history (id bigint PRIMARY KEY, installed_on timestamptz NOT NULL);
"""
DEPOT_SQL = """
CREATE TABLE public.parcel (
    id bigint PRIMARY KEY, state text NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'LOST')),
    packed_at timestamptz NOT NULL
);
"""
ATTIC_SQL = "CREATE TABLE public.box (id bigint PRIMARY KEY, packed_at timestamptz NOT NULL);"
ROWS = """
CREATE SCHEMA shop_public;
CREATE TABLE shop_public.order_state AS
  SELECT * FROM (VALUES (1::SMALLINT, 'NEW', 'New'), (2::SMALLINT, 'PAID', 'Paid'), (3::SMALLINT, 'SENT', 'Sent'),
    (4::SMALLINT, 'RETURNED', 'Returned')) AS t (id, code, name);
CREATE TABLE shop_public.customer_order AS
  SELECT i AS id, CASE WHEN i % 10 = 0 THEN 2 ELSE 3 END::SMALLINT AS state_id, 5.00::DECIMAL(12, 2) AS total_amount,
    CASE WHEN i % 3 = 0 THEN 'USD' ELSE 'EUR' END AS currency_code, 'a' || i || '@example.org' AS email,
    TIMESTAMPTZ '2026-05-08 08:00:00+00' - to_hours(i::INTEGER) AS placed_at
  FROM range(1, 101) AS r (i);
CREATE TABLE shop_public.customer_order_state_log AS
  SELECT row_number() OVER () AS id, o.id AS order_id, s.state_id::SMALLINT AS state_id,
    o.placed_at + to_minutes((s.state_id * 10)::INTEGER) AS changed_at
  FROM shop_public.customer_order AS o JOIN (VALUES (1), (2), (3)) AS s (state_id) ON s.state_id <= o.state_id;
CREATE TABLE shop_public.ticket AS
  SELECT i AS id, 'help' AS subject, TIMESTAMPTZ '2026-05-01 08:00:00+00' AS opened_at,
    CASE WHEN i > 5 THEN TIMESTAMPTZ '2026-05-02 08:00:00+00' END AS closed_at
  FROM range(1, 21) AS r (i);
CREATE TABLE shop_public.flyway_schema_history AS SELECT 1 AS id, TIMESTAMPTZ '2026-05-01 08:00:00+00' AS installed_on;
"""
LANDED = ("order_state", "customer_order", "customer_order_state_log", "ticket", "flyway_schema_history")
READY = """\
name: parcel_lost_rate_30d
question: What share of parcels was lost?
window: 30d
source: depot
status: ready
blocked_on: [{source: depot, why: The depot has it.}]
"""
SENT = """\
name: orders_sent_total_count_30d
label: Sent orders
question: How many orders were sent?
owner: shop
unit: count
window: 30d
source: shop
status: candidate
sql: |
  SELECT count(DISTINCT order_id) FROM shop_public.customer_order_state_log
  WHERE state_id = (SELECT id FROM shop_public.order_state WHERE code = 'SENT')
    AND changed_at >= now() - interval '30 days' AND changed_at < now()
"""
EVERY = 100


def build(root: Path) -> ProjectSettings:
    for name, text in (
        ("heartbeat.yml", PROJECT),
        ("db/sources/shop.yml", SHOP),
        ("db/sources/depot.yml", DEPOT),
        ("db/sources/attic.yml", ATTIC),
        ("mirror/a/shop.sql", SHOP_SQL),
        ("mirror/a/depot.sql", DEPOT_SQL),
        ("mirror/a/attic.sql", ATTIC_SQL),
        ("db/candidates/parcel_lost_rate_30d.yml", READY),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    project = load_project(root / "heartbeat.yml")
    with duckdb.connect(str(project.marts.path)) as marts:
        marts.execute(ROWS)
        for table in LANDED:
            give_receipt(marts, "shop_public", table)
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    return build(tmp_path_factory.mktemp("suggestions") / "shop")


@pytest.fixture(scope="module")
def shop(project: ProjectSettings) -> dict[str, Suggestion]:
    return {each.name: each for each in suggest(project, "shop", EVERY).suggestions}


SUGGESTED = [
    "customer_orders_new_sent_rate_30d",
    "customer_orders_new_to_sent_time_p50_min_30d",
    "tickets_open_count_total",
    "customer_orders_new_stay_p50_min_30d",
    "tickets_opened_to_closed_time_p50_min_30d",
]


def test_the_best_first_and_no_table_before_all_others(project: ProjectSettings) -> None:
    found = suggest(project, "shop", len(SUGGESTED))
    assert [each.name for each in found.suggestions] == SUGGESTED
    assert found.more > 0


def test_every_one_is_sql_of_a_metric_and_none_is_there_twice(shop: dict[str, Suggestion]) -> None:
    for each in shop.values():
        check_sql(each.proposal.sql)
    assert len({each.proposal.sql for each in shop.values()}) == len(shop)


def test_what_each_kind_of_table_makes_worth_measuring(shop: dict[str, Suggestion]) -> None:
    assert sorted(shop) == sorted(
        [
            *SUGGESTED,
            "customer_orders_count_7d",
            "customer_orders_paid_age_max_days_total",
            "customer_orders_paid_stay_p50_min_30d",
            "customer_orders_sent_count_7d",
            "customer_orders_paid_count_total",
            "customer_orders_total_amount_sum_eur_7d",
            "customer_orders_total_amount_sum_usd_7d",
            "tickets_count_7d",
            "tickets_open_age_max_days_total",
        ]
    )


def test_it_says_why_it_is_worth_it(shop: dict[str, Suggestion]) -> None:
    names = (SUGGESTED[0], "tickets_open_count_total", "customer_orders_paid_count_total")
    assert [shop[name].because for name in names] == [
        (
            "customer_order_state_log writes 3 states down, with times",
            "90 entries into SENT",
            "1 reference leads to customer_order",
        ),
        ("5 of 20 rows have no closed_at yet",),
        ("10 of 100 rows are in PAID now", "1 reference leads to customer_order"),
    ]


def test_nothing_of_a_person_is_in_it(shop: dict[str, Suggestion]) -> None:
    assert not [name for name, each in shop.items() if "email" in f"{each.proposal} {each.because}"]


VALUES = [
    ("customer_orders_new_sent_rate_30d", "90"),
    ("customer_orders_new_to_sent_time_p50_min_30d", "20"),
    ("customer_orders_paid_count_total", "10"),
    ("customer_orders_paid_age_max_days_total", "4.194"),
    ("customer_orders_paid_stay_p50_min_30d", "10"),
    ("tickets_open_count_total", "5"),
    ("tickets_open_age_max_days_total", "7.042"),
]


@pytest.mark.parametrize(("name", "value"), VALUES, ids=[name for name, _ in VALUES])
def test_it_opens_in_the_wizard_and_is_right(project: ProjectSettings, name: str, value: str) -> None:
    outcome = opened(project, "shop", name)
    assert outcome.value is not None
    assert outcome.value.value is not None
    assert (f"{outcome.value.value:.3f}".rstrip("0").rstrip("."), outcome.candidate.name) == (value, name)


def test_all_of_them_open(project: ProjectSettings, shop: dict[str, Suggestion]) -> None:
    assert {opened(project, "shop", name).candidate.status for name in shop} == {"candidate"}


def opened(project: ProjectSettings, target: str, name: str) -> Outcome:
    answers = Answers({**suggested_answers(project, target, name), "owner": "me"})
    return discover(project, start(project, dry_run=True), answers)


def test_what_has_not_landed_goes_by_its_ddl_and_is_parked(project: ProjectSettings) -> None:
    found = suggest(project, "depot.public.parcel", EVERY)
    assert [(each.name, each.lacks) for each in found.suggestions] == [
        ("parcels_pending_count_total", ("depot",)),
        ("parcels_delivered_rate_30d", ("depot",)),
        ("parcels_lost_rate_30d", ("depot",)),
        ("parcels_pending_age_max_days_total", ("depot",)),
        ("parcels_count_7d", ("depot",)),
    ]
    assert found.not_landed == ("depot",)
    assert opened(project, "depot", "parcels_lost_rate_30d").candidate.status == "parked"


def test_what_became_possible_comes_first(project: ProjectSettings) -> None:
    assert [metric.name for metric in suggest(project, "depot", 1).ready] == ["parcel_lost_rate_30d"]
    assert suggest(project, "shop", 1).ready == ()


def test_of_a_source_that_is_truth_for_nothing_no_question_waits(project: ProjectSettings) -> None:
    found = suggest(project, "attic", EVERY)
    assert (found.suggestions, found.subjectless) == ((), ("attic",))


def test_a_number_there_is_is_not_suggested_and_its_rows_come_last(tmp_path: Path) -> None:
    project = build(tmp_path / "shop")
    (project.candidates_folder / "orders_sent_total_count_30d.yml").write_text(SENT)
    last = suggest(project, "shop", EVERY).suggestions[-1]
    assert (last.name, last.measured_by) == ("customer_orders_sent_count_7d", ("orders_sent_total_count_30d",))
    (project.candidates_folder / "orders_sent_total_count_7d.yml").write_text(SENT.replace("30", "7"))
    names = [each.name for each in suggest(project, "shop", EVERY).suggestions]
    assert "customer_orders_sent_count_7d" not in names


WRONG = [
    ("nowhere", "unknown_source"),
    ("shop.public.tickets", "unknown_table"),
    ("shop.publik", "unknown_table"),
    ("a.b.c.d", "usage"),
]


@pytest.mark.parametrize(("target", "code"), WRONG, ids=[target for target, _ in WRONG])
def test_what_is_no_target_is_refused(project: ProjectSettings, target: str, code: str) -> None:
    with pytest.raises(HbError) as raised:
        suggest(project, target, 1)
    assert raised.value.code == code


def test_a_name_nothing_has_is_refused_with_the_nearest(project: ProjectSettings) -> None:
    with pytest.raises(HbError) as raised:
        suggested_answers(project, "shop", "tickets_open_count_totl")
    assert (raised.value.code, raised.value.hint) == ("unknown_suggestion", "Did you mean 'tickets_open_count_total'?")


def moves(*told: tuple[str, str | None, int, bool]) -> Iterator[StateMove]:
    return (StateMove(*each) for each in told)


WAYS: list[tuple[str, list[tuple[str, str | None, int, bool]], tuple[object, ...]]] = [
    (
        "one way",
        [("NEW", "PAID", 9, True), ("PAID", "SENT", 8, False), ("PAID", None, 1, False), ("SENT", None, 8, False)],
        ("NEW", ("SENT",), ("NEW", "PAID")),
    ),
    (
        "a state that some leave and most stay in ends the way",
        [("NEW", "ACTIVE", 9, True), ("ACTIVE", "CLOSED", 2, False), ("ACTIVE", None, 7, False),
         ("CLOSED", None, 2, False)],
        ("NEW", ("ACTIVE", "CLOSED"), ("NEW",)),
    ),
    (
        "without one beginning there is no way",
        [("A", "B", 3, True), ("B", "C", 3, True), ("C", "A", 3, True)],
        (None, (), ("A", "B", "C")),
    ),
    ("nothing", [], (None, (), ())),
]  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), [case[1:] for case in WAYS], ids=[case[0] for case in WAYS])
def test_ways_through_states(told: list[tuple[str, str | None, int, bool]], expected: tuple[object, ...]) -> None:
    found = StateMoves(tuple(moves(*told)))
    assert (found.first, found.last, found.passed) == expected
