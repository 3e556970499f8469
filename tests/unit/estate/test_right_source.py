"""Which source is right for a question, on the inventory that ships."""

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.estate import load_inventory, load_project, right_sources

INVENTORY = load_inventory(load_project(REPOSITORY / "heartbeat.yml"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("KYC pass rate", ["qac"]),
        ("Which clients passed KYC?", ["qac"]),
        ("kyc_pass_rate_30d", ["qac"]),
        ("SEPA rejections", ["mms", "mms_inst", "mss_kart"]),
        ("SEPA Instant processing time (p95)", ["mms_inst"]),
        ("How long does an outgoing SEPA credit take?", ["mms"]),
        ("AML screening failures", ["bpm"]),
        ("Bank-only processing time of outgoing payments", ["bpm"]),
        ("Bank-only processing time of an outgoing SEPA credit", ["bpm", "mms"]),
        ("Notification delivery rate", ["notification"]),
        ("Operator intervention queue length", ["bo_api"]),
        ("Lead to deal conversion rate", ["zoho_crm"]),
        ("Pipeline value by stage", ["zoho_crm"]),
        ("Organic sessions", ["google_analytics"]),
        ("Traffic source breakdown", ["google_analytics"]),
        ("How many clients are active?", ["webbank"]),
        ("", ["webbank"]),
    ],
)
def test_right_sources_of_a_question(question: str, expected: list[str]) -> None:
    assert [right.source.name for right in right_sources(question, INVENTORY)] == expected


def test_the_reason_is_told() -> None:
    (right,) = right_sources("KYC pass rate", INVENTORY)
    assert right.because == 'qac is truth for KYC pass and fail ("kyc pass")'
