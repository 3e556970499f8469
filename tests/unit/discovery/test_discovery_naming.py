"""Names suggested for questions."""

from pathlib import Path

import pytest

from heartbeat_cli.discovery.measure import parse_measure
from heartbeat_cli.discovery.naming import spelled_name, suggest_name, suggest_parked_name
from heartbeat_cli.estate import Blocked, Source


@pytest.mark.parametrize(
    ("question", "measure", "window", "name"),
    [
        ("Active clients", "count", "total", "active_clients_count_total"),
        ("Outgoing SEPA credit processing time", "median a..b in min", "24h",
         "outgoing_sepa_credit_processing_time_p50_min_24h"),
        ("KYC pass rate", "share ok", "30d", "kyc_pass_rate_30d"),
        ("Payments yesterday", "count", "yesterday", "payments_count_yesterday"),
        ("Payments yestrday", "count", "30d", "payments_count_30d"),
        ("rejected payments in the past month", "count", "30d", "rejected_payments_count_30d"),
        ("How many clients were onboarded this quarter?", "count", "this_quarter",
         "clients_onboarded_count_this_quarter"),
        ("chargebacks since 1 March 2026", "count", "since_2026_03_01", "chargebacks_count_since_2026_03_01"),
        ("Payment volume (7d)", "count", "7d", "payment_volume_7d"),
        ("Payments", "sum amount", "24h", "payments_amount_sum_24h"),
        ("How many clients are active?", "count", "total", "clients_active_count_total"),
        ("How many of the clients we took in were later found to be in default on a loan or card?", "count", "7d",
         "active_client_profile_count_7d"),
        ("Which payment took long?", "p95 created_at..settled_at in h", "7d",
         "payment_took_created_to_settled_time_p95_h_7d"),
        ("Users who signed up in the last 30 days", "count", "30d", "users_signed_up_count_30d"),
        ("Paying clients", "count distinct client_id", "30d", "paying_clients_client_count_30d"),
    ],
)  # fmt: skip
def test_a_name_from_question_table_labels_and_measure(question: str, measure: str, window: str, name: str) -> None:
    assert suggest_name(question, "client_profile", ("ACTIVE",), parse_measure(measure), window) == name


QAC = Source(
    "qac", "QAC", "KYC.", "unknown", "unknown", Path("qac.yml"),
    blocks=(Blocked("Pass by country"), Blocked("kyc_pass_rate_30d", metric="kyc_pass_rate_30d")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("KYC pass", "kyc_pass_rate_30d"),
        ("KYC pass rate", "kyc_pass_rate_30d"),
        ("KYC pass rate by country", "kyc_pass_rate_country_7d"),
        ("How long does KYC take?", "kyc_time_7d"),
        ("Verifications", "verifications_count_7d"),
    ],
)
def test_a_parked_name_is_the_inventorys_where_it_has_one(question: str, name: str) -> None:
    assert suggest_parked_name(question, (QAC,), "7d") == name


@pytest.mark.parametrize(
    ("name", "window", "spelled"),
    [
        ("Orders paid", "7d", "orders_paid_7d"),
        ("orders-paid 7d", "7d", "orders_paid_7d"),
        ("Orders", "30d", "orders_count_30d"),
        ("ordersPaid_30d", "30d", "orders_paid_30d"),
        ("7d", "7d", "question_count_7d"),
        ("Orders paid last month", "last_month", "orders_paid_last_month"),
        ("orders_paid_since_2026_01_01", "7d", "orders_paid_7d"),
    ],
)
def test_a_name_that_will_not_do_is_spelled_in_its_own_words(name: str, window: str, spelled: str) -> None:
    assert spelled_name(name, window) == spelled
