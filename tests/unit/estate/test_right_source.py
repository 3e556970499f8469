"""Which source is right for a question, on the inventory that ships."""

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.estate import doubts, load_inventory, load_project, right_sources

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
        # Other words for the same.
        ("share of clients declined in identity verification", ["qac"]),
        ("percentage of KYC checks that were successful", ["qac"]),
        ("kyc clear rate", ["qac"]),
        ("Which applicants were turned down in their customer due diligence?", ["qac"]),
        ("SCT Inst volume", ["mms_inst"]),
        ("payments held by compliance", ["bpm"]),
        ("AML queue age", ["bpm"]),
        ("sanction screening hits", ["bpm"]),
        ("won opportunities", ["zoho_crm"]),
        ("email bounce rate", ["notification"]),
        ("OTP delivery rate", ["notification"]),
        ("website visitors", ["google_analytics"]),
        ("back office backlog", ["bo_api"]),
        # Mistyped in the word that decides.
        ("share of clients declind in identity verification", ["qac"]),
        ("kcy pass rate", ["qac"]),
        ("kyc claer rate", ["qac"]),
        ("SCT Isnt volume", ["mms_inst"]),
        ("spea volume", ["mms", "mms_inst", "mss_kart"]),
        ("payments held by complaince", ["bpm"]),
        ("email bonuce rate", ["notification"]),
        # Written so that a word is hard to see.
        ("K.Y.C. pass rate", ["qac"]),
        ("\u041aYC pass rate", ["qac"]),
        ("S\u200bEPA volume", ["mms", "mms_inst", "mss_kart"]),
        ("share of applicants whose identity was confirmed", ["qac"]),
        # What is not meant is not asked about.
        ("Outgoing payments other than SEPA", ["webbank"]),
        ("non-SEPA payments", ["webbank"]),
        ("How many payments left outside SEPA?", ["webbank"]),
        ("non-SEPA payments held by compliance", ["bpm"]),
        ("processing time without the compliance hold", ["bpm"]),
        ("KYC checks that did not pass", ["qac"]),
        # Near to a phrase, and none.
        ("client complaints pending approval", ["webbank"]),
        ("kyc passport checks started", ["webbank"]),
        ("how many clients hold a card", ["webbank"]),
        ("card delivery time", ["webbank"]),
        ("accounts held by companies", ["webbank"]),
        ("document rejections", ["webbank"]),
        ("failed payments", ["webbank"]),
        ("clients who passed away", ["webbank"]),
        ("How many clients are active?", ["webbank"]),
        ("", ["webbank"]),
    ],
)
def test_right_sources_of_a_question(question: str, expected: list[str]) -> None:
    assert [right.source.name for right in right_sources(question, INVENTORY)] == expected


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how many FX deals were closed", [("deal", "zoho_crm")]),
        ("fx deal volume", [("deal", "zoho_crm")]),
        ("lead time of card delivery", [("lead", "zoho_crm")]),
        ("branch visits booked by clients", [("visit", "google_analytics")]),
        ("traffic light of risk", [("traffic", "google_analytics")]),
        ("visitor parking", [("visitor", "google_analytics")]),
        ("notification preferences changed", [("notification", "notification")]),
        ("leads who visit", [("lead", "zoho_crm"), ("visit", "google_analytics")]),
        # What a phrase decides is in no doubt.
        ("Lead to deal conversion rate", []),
        ("Notification delivery rate", []),
        ("How many leaders and dealers?", []),
    ],
)
def test_a_single_everyday_word_only_asks(question: str, words: list[tuple[str, str]]) -> None:
    assert [(doubt.word, doubt.source.name) for doubt in doubts(question, INVENTORY)] == words
    if words:
        assert [right.source.name for right in right_sources(question, INVENTORY)] == ["webbank"]


def test_a_word_somebody_gave_a_meaning_decides() -> None:
    (right,) = right_sources("fx deal volume", INVENTORY, meant=["zoho_crm"])
    assert right.because == 'zoho_crm is truth for the sales funnel ("deal")'
    (right,) = right_sources("fx deal volume", INVENTORY, meant=["webbank"])
    assert right.source.name == "webbank"


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("webbank.dict.kyc_verification_status", ["qac"]),
        ("webbank.core.kyc_verification.status_id", ["qac"]),
        ("webbank.core.kyc_verification", ["webbank"]),
        ("vss.vss.client_verification", ["qac"]),
        ("webbank.core.client_profile.kyc_status_id", ["qac"]),
        ("webbank.core.client_profile", ["webbank"]),
        # All columns of a table.
        ("webbank.core.kyc_verification.*", ["qac"]),
        ("webbank.core.payment.*", ["webbank"]),
    ],
)
def test_a_table_that_only_looks_right_decides_however_it_is_worded(read: str, expected: list[str]) -> None:
    right = right_sources("How many went well?", INVENTORY, tables=[read])
    assert [r.source.name for r in right] == expected


def test_the_reason_is_told() -> None:
    (right,) = right_sources("KYC pass rate", INVENTORY)
    assert right.because == 'qac is truth for KYC pass and fail ("kyc pass")'
    (right,) = right_sources("kcy pass rate", INVENTORY)
    assert right.because == "qac is truth for KYC pass and fail (\"kyc pass\", 'kcy' read as 'kyc')"
    (right,) = right_sources("Clients", INVENTORY, tables=["vss.vss.client_verification"])
    assert right.because == "qac is truth for KYC pass and fail (vss.vss.client_verification only looks right)"
