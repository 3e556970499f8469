"""What the shipped metrics say of themselves is true of the demo's rows, sentence by sentence.

Each sentence of a question, a description, a note or a reason to wait is in `TRUE_BECAUSE`, with the check that would
fail if the rows did not bear it out. Where a sentence says what is counted and what is not, the rows have both.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

import psycopg
import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.demo import Demo
from heartbeat_cli.demo.apis import APIS
from heartbeat_cli.demo.build import DATABASES, admin_conninfo
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.metrics import Metric, bind_clock, load_metric, right_sources_of

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
RAIL = {"outgoing_other": ("SWIFT", "TARGET2", "CARD_PAYOUT"), "outgoing_sepa_credit": ("SEPA_CREDIT",)}
SPAN = {"24h": "24 hours", "7d": "7 days", "30d": "30 days"}


@dataclass(frozen=True)
class Payment:
    """A settled outgoing payment: minutes from authorisation to settlement, to sending, and while a case was open."""

    rail: str
    whole: float
    until_sent: float
    held: float


class Bank:
    """The demo's databases, asked as their administrator, and the shipped metrics."""

    def __init__(self, demo: ProjectSettings, stack: ExitStack) -> None:
        state = Demo(demo).load()
        assert state is not None
        servers = {name: state.clusters[cluster] for cluster, names in DATABASES.items() for name in names}
        self.inventory = load_inventory(demo)
        self._open = {
            name: stack.enter_context(
                psycopg.connect(admin_conninfo(servers[name].port, servers[name].admin_password, name))
            )
            for name in ("webbank", "vss", "bpm", "aml", "mms")
        }

    def rows(self, database: str, sql: str) -> list[tuple[Any, ...]]:
        return self._open[database].execute(bind_clock(sql, NOW).encode()).fetchall()

    def one(self, database: str, sql: str) -> int:
        ((value,),) = self.rows(database, sql)
        return int(value)

    def value(self, metric: Metric) -> float:
        """What its SQL gives where the rows come from."""
        assert metric.sql is not None
        ((value,),) = self.rows(metric.source, re.sub(rf"\b{metric.source}_(\w+)\.", r"\1.", metric.sql))
        return float(value)

    def payments(self, metric: Metric) -> list[Payment]:
        """The outgoing payments on the rails of its name that were settled in its window, with what only bpm knows."""
        rails = next(rails for stem, rails in RAIL.items() if metric.name.startswith(stem))
        cases = "SELECT payment_id, extract(epoch FROM closed_at - opened_at) / 60 FROM bpm.case_review"
        held = {
            payment: float(minutes) for payment, minutes in self.rows("bpm", f"{cases} WHERE closed_at IS NOT NULL")
        }
        settled = self.rows(
            "webbank",
            f"""SELECT p.id, r.code, extract(epoch FROM p.settled_at - p.authorized_at) / 60,
              extract(epoch FROM l.changed_at - p.authorized_at) / 60
            FROM core.payment AS p JOIN dict.payment_rail AS r ON r.id = p.rail_id
            JOIN dict.payment_direction AS d ON d.id = p.direction_id
            JOIN core.payment_state_log AS l ON l.payment_id = p.id
            JOIN dict.payment_state AS s ON s.id = l.to_state_id
            WHERE d.code = 'OUTGOING' AND s.code = 'SENT' AND r.code = ANY ('{{{",".join(rails)}}}')
              AND p.settled_at >= now() - interval '{SPAN[metric.window]}' AND p.settled_at < now()""",
        )
        return [Payment(rail, float(m), float(sent), held.get(id_, 0.0)) for id_, rail, m, sent in settled]


SHIPPED = {
    metric.name: metric
    for file in sorted(REPOSITORY.glob("db/metrics/*.yml")) + sorted(REPOSITORY.glob("db/candidates/*.yml"))
    if str(file.relative_to(REPOSITORY)) not in (REPOSITORY / ".gitignore").read_text(encoding="utf-8").split()
    for metric in [load_metric(file)]
    # What is said of APIs, tests/acceptance/test_demo_apis.py holds against their story.
    if metric.source not in APIS
}
Check = Callable[[Bank, Metric], None]


def sentences(metric: Metric) -> Iterator[str]:
    """What a metric says, a sentence at a time."""
    reasons = [each.why for each in (*metric.notes, *metric.blocked_on)]
    for text in (metric.question, metric.description, *reasons):
        yield from re.split(r"(?<=[.?!])\s+", (text or "").strip())


# --- clients


def counts_who_is_active_now(bank: Bank, metric: Metric) -> None:
    """As the log of the states has it, which the metric does not read."""
    newest = "SELECT DISTINCT ON (client_profile_id) to_state_id FROM core.client_profile_state_log"
    active = f"SELECT count(*) FROM ({newest} ORDER BY client_profile_id, changed_at DESC) AS n WHERE to_state_id = 4"
    assert bank.value(metric) == bank.one("webbank", active)


def leaves_out_the_suspended_and_the_closed(bank: Bank, metric: Metric) -> None:
    states = "SELECT s.code, count(*) FROM core.client_profile AS c JOIN dict.profile_state AS s ON s.id = c.state_id"
    clients = dict(bank.rows("webbank", f"{states} GROUP BY s.code"))
    assert bank.value(metric) == clients.pop("ACTIVE")
    assert min(clients["SUSPENDED"], clients["CLOSED"]) > 0


def counts_first_activations(bank: Bank, metric: Metric) -> None:
    within = f"activated_at >= now() - interval '{SPAN[metric.window]}' AND activated_at < now()"
    assert bank.value(metric) == bank.one("webbank", f"SELECT count(*) FROM core.client_profile WHERE {within}")


def leaves_out_the_reinstated(bank: Bank, metric: Metric) -> None:
    within = f"l.changed_at >= now() - interval '{SPAN[metric.window]}' AND l.changed_at < now()"
    became = f"FROM core.client_profile_state_log AS l WHERE l.to_state_id = 4 AND {within}"
    reinstated = (
        f"SELECT count(DISTINCT l.client_profile_id) {became} AND l.client_profile_id IN (SELECT c.id"
        f" FROM core.client_profile AS c WHERE c.activated_at < now() - interval '{SPAN[metric.window]}')"
    )
    again = bank.one("webbank", reinstated)
    assert again > 0
    assert bank.value(metric) == bank.one("webbank", f"SELECT count(DISTINCT l.client_profile_id) {became}") - again


def is_what_was_shown_before(bank: Bank, metric: Metric) -> None:
    assert bank.inventory.require(metric.source).legacy
    assert (metric.status, [note.kind for note in metric.notes]) == ("candidate", ["fallback"])


def differs_from_its_successor(bank: Bank, metric: Metric) -> None:
    successor = SHIPPED["clients_onboarded_count_30d"]
    asked = [(m.question, m.unit, m.window, m.owner) for m in (metric, successor)]
    assert asked[0] == asked[1]
    assert successor.status == "aligned"
    assert bank.value(metric) != bank.value(successor)


def differs_for_three_reasons(bank: Bank, metric: Metric) -> None:
    """And for no other: what is left out, counted twice and no client's makes the whole difference."""
    green = "FROM vss.applicant_log AS l WHERE l.status_id = 4 AND l.logged_at >= now() - interval '30 days'"
    green += " AND l.logged_at < now()"
    tests = bank.one("vss", f"SELECT count(*) {green} AND l.client_profile_id IS NULL")
    twice = bank.one("vss", f"SELECT count(l.client_profile_id) - count(DISTINCT l.client_profile_id) {green}")
    approved = {client for (client,) in bank.rows("vss", f"SELECT DISTINCT l.client_profile_id {green}")} - {None}
    within = "activated_at >= now() - interval '30 days' AND activated_at < now()"
    onboarded = {client for (client,) in bank.rows("webbank", f"SELECT id FROM core.client_profile WHERE {within}")}
    ever = {
        client for (client,) in bank.rows("vss", "SELECT client_profile_id FROM vss.applicant_log WHERE status_id = 4")
    }
    webbank_only, renewed = onboarded - ever, approved - onboarded
    assert min(tests, twice + len(renewed), len(webbank_only)) > 0
    assert bank.value(metric) == len(onboarded) - len(webbank_only) + len(renewed) + twice + tests


# --- payments


def is_the_median_of_its_rails(bank: Bank, metric: Metric) -> None:
    payments = bank.payments(metric)
    assert bank.value(metric) == pytest.approx(median(p.whole for p in payments))
    assert {p.rail for p in payments} == {
        r for name, rails in RAIL.items() if metric.name.startswith(name) for r in rails
    }


def has_the_hold_in_it(bank: Bank, metric: Metric) -> None:
    payments = bank.payments(metric)
    assert sum(p.held > 0 for p in payments) > 0
    assert bank.value(metric) > median(p.whole - p.held for p in payments)


def only_bpm_knows_the_hold(bank: Bank, metric: Metric) -> None:
    """webbank has no state for it, and the time a payment stays authorised is not the hold."""
    has_the_hold_in_it(bank, SHIPPED[metric.name.replace("_bank_only", "")])
    payments = [p for p in bank.payments(metric) if p.held > 0]
    assert all(p.held < p.until_sent < p.whole for p in payments)
    assert all(p.until_sent - p.held > 1 for p in payments)
    logged = (
        "SELECT DISTINCT s.code FROM core.payment_state_log AS l JOIN dict.payment_state AS s ON s.id = l.to_state_id"
    )
    assert not [code for (code,) in bank.rows("webbank", logged) if re.search("REVIEW|HELD|HOLD|CASE", code)]


def is_shorter_without_the_wait(bank: Bank, metric: Metric) -> None:
    (sibling,) = (m for m in SHIPPED.values() if m.name == metric.name.replace("_bank_only", ""))
    assert 0 < median(p.whole - p.held for p in bank.payments(metric)) < bank.value(sibling)


def a_case_is_open_for_the_whole_wait(bank: Bank, metric: Metric) -> None:
    """Less that, a payment that was held takes no longer than one that was not."""
    only_bpm_knows_the_hold(bank, metric)
    payments = bank.payments(metric)
    for payment in payments:
        same = [p.whole for p in payments if p.rail == payment.rail and not p.held]
        assert 0 < payment.whole - payment.held < 1.5 * max(same)


def sepa_is_on_its_own_cluster(bank: Bank, metric: Metric) -> None:
    """Every credit transfer that webbank has, and what became of it there."""
    asked = SHIPPED[metric.name.replace("_bank_only", "")]
    assert "mms" in [right.source.name for right in right_sources_of(asked, bank.inventory)]
    assert bank.inventory.require("mms").cluster != bank.inventory.require("webbank").cluster
    own = bank.rows(
        "webbank",
        "SELECT p.id FROM core.payment AS p JOIN dict.payment_rail AS r ON r.id = p.rail_id"
        " JOIN dict.payment_direction AS d ON d.id = p.direction_id"
        " WHERE d.code = 'OUTGOING' AND r.code = 'SEPA_CREDIT'",
    )
    there = bank.rows("mms", "SELECT webbank_payment_id FROM mms.outgoing_payment WHERE accepted_at IS NOT NULL")
    assert sorted(there) == sorted(own)


# --- compliance


def three_kinds_of_screening_fail(bank: Bank, metric: Metric) -> None:
    failed = "SELECT DISTINCT screening_kind::text FROM bpm.case_review WHERE verdict IN ('REJECTED', 'REPORTED')"
    assert {kind for (kind,) in bank.rows("bpm", failed)} == {"incoming", "monetary", "ongoing"}
    assert [right.source.name for right in right_sources_of(metric, bank.inventory)] == ["bpm"]


def aml_sees_incoming_payments_only(bank: Bank, metric: Metric) -> None:
    three_kinds_of_screening_fail(bank, metric)
    assert bank.rows("aml", "SELECT DISTINCT screening_kind::text FROM aml.screening") == [("incoming",)]
    screened = ",".join(str(payment) for (payment,) in bank.rows("aml", "SELECT payment_id FROM aml.screening"))
    directions = (
        "SELECT DISTINCT d.code FROM core.payment AS p JOIN dict.payment_direction AS d ON d.id = p.direction_id"
    )
    assert bank.rows("webbank", f"{directions} WHERE p.id IN ({screened})") == [("INCOMING",)]


def waits_for_the_source_the_team_counts_by(bank: Bank, metric: Metric) -> None:
    assert [right.source.name for right in right_sources_of(metric, bank.inventory)] == ["qac"]
    assert (metric.sql, metric.status) == (None, "parked")
    assert bank.inventory.require("qac").database is None


def the_dictionary_is_coarser(bank: Bank, _metric: Metric) -> None:
    """Some of its rows are no outcome at all, and what a client was rejected for is one of several in a row."""
    assert bank.one("webbank", "SELECT count(*) FROM dict.kyc_verification_status WHERE sla_hours IS NOT NULL") > 0
    reasons = bank.rows("webbank", "SELECT verification_status_id, count(*) FROM dict.kyc_reject_reason GROUP BY 1")
    assert max(count for _, count in reasons) > 1


OTHER, SEPA = "outgoing_other", "outgoing_sepa_credit"
TOGETHER = "Bank and compliance time together; the hold is not subtracted."
STILL_IN_IT = "Compliance review time is only visible in BPM and is still contained in this number."
THE_HOLD = "The hold to subtract is the time a payment's case is open, which only BPM records."
TRUE_BECAUSE: dict[str, dict[str, Check]] = {
    "clients_active_count_total": {
        "How many clients are active?": counts_who_is_active_now,
        "Clients whose profile is in state ACTIVE; suspended and closed ones are left out.": (
            leaves_out_the_suspended_and_the_closed
        ),
    },
    "clients_onboarded_count_30d": {
        "How many clients were onboarded in the last 30 days?": counts_first_activations,
        "Clients whose profile became ACTIVE for the first time within the window; one that is reinstated after a"
        " suspension was onboarded before.": leaves_out_the_reinstated,
    },
    f"{OTHER}_processing_time_p50_min_7d": {
        "How long does an outgoing payment on another rail (SWIFT, TARGET2, card payout) take from authorisation to"
        " settlement?": is_the_median_of_its_rails,
        TOGETHER: has_the_hold_in_it,
        STILL_IN_IT: only_bpm_knows_the_hold,
    },
    f"{SEPA}_processing_time_p50_min_24h": {
        "How long does an outgoing SEPA credit take from authorisation to settlement?": is_the_median_of_its_rails,
        TOGETHER: has_the_hold_in_it,
        STILL_IN_IT: only_bpm_knows_the_hold,
        "SEPA rails must be read from the SEPA cluster once it is landed.": sepa_is_on_its_own_cluster,
    },
    "aml_screening_failures_24h": {
        "How many AML screenings failed, across incoming, monetary and ongoing checks?": three_kinds_of_screening_fail,
        "The aml database sees incoming payments only; BPM has all three kinds of screening.": (
            aml_sees_incoming_payments_only
        ),
    },
    "clients_onboarded_vss_count_30d": {
        "How many clients were onboarded in the last 30 days?": differs_from_its_successor,
        "What the cockpit showed before; kept until the migration to webbank is agreed.": is_what_was_shown_before,
        "Compare clients_onboarded_count_30d.": differs_from_its_successor,
        "The number shown until now.": is_what_was_shown_before,
        "It leaves out clients verified in webbank only, counts repeated approvals twice and contains regression"
        " tests.": differs_for_three_reasons,
    },
    "kyc_pass_rate_30d": {
        "What share of KYC checks passed in the last 30 days?": waits_for_the_source_the_team_counts_by,
        "The team counts and reports KYC outcomes against QAC.": waits_for_the_source_the_team_counts_by,
        "webbank's dict.kyc_verification_status is a coarser outcome.": the_dictionary_is_coarser,
    },
    f"{OTHER}_bank_only_processing_time_p50_min_7d": {
        "What is the bank-only processing time of outgoing payments on other rails, the AML wait subtracted?": (
            is_shorter_without_the_wait
        ),
        THE_HOLD: a_case_is_open_for_the_whole_wait,
    },
    f"{SEPA}_bank_only_processing_time_p50_min_24h": {
        "What is the bank-only processing time of an outgoing SEPA credit, the AML wait subtracted?": (
            is_shorter_without_the_wait
        ),
        THE_HOLD: a_case_is_open_for_the_whole_wait,
        "SEPA rails must be read from the SEPA cluster, not from webbank.": sepa_is_on_its_own_cluster,
    },
}
EACH = [(name, sentence) for name, held in TRUE_BECAUSE.items() for sentence in held]


def test_every_sentence_has_its_check() -> None:
    said = {name: sorted({s for s in sentences(metric) if s}) for name, metric in SHIPPED.items()}
    assert said == {name: sorted(checks) for name, checks in TRUE_BECAUSE.items()}


@pytest.fixture(scope="module")
def bank(demo: ProjectSettings) -> Iterator[Bank]:
    with ExitStack() as stack:
        yield Bank(demo, stack)


@pytest.mark.parametrize(("name", "sentence"), EACH, ids=[f"{name}-{n}" for n, (name, _) in enumerate(EACH)])
def test_sentence_is_true_of_the_rows(name: str, sentence: str, bank: Bank) -> None:
    TRUE_BECAUSE[name][sentence](bank, SHIPPED[name])
