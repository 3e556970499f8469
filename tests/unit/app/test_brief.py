"""`hb metrics show --brief`: what an owner reads of a metric, whatever of it is there."""

from pathlib import Path

import duckdb
import pytest
from tests.conftest import RunLine
from tests.metrics_estate import COUNT, TIME, build_estate, put
from tests.receipts import give_receipt
from tests.told import held_against

CASES = Path(__file__).parents[2] / "cases" / "brief"
NAME = "outgoing_sepa_credit_processing_time_p50_min_24h"
STATES = """
DELETE FROM webbank_dict.profile_state;
INSERT INTO webbank_dict.profile_state VALUES (0, 'NEW'), (1, 'ACTIVE'), (2, 'CLOSED'), (3, 'LOST');
"""
ACTIVE = """\
name: clients_active_count_total
label: Active clients
question: How many clients are active?
description: Those whose profile is in the state ACTIVE.
owner: onboarding
unit: clients
window: total
source: webbank
status: candidate
sql: |
  SELECT count(*)
  FROM webbank_core.client_profile AS c
  JOIN webbank_dict.profile_state AS s ON s.id = c.state_id
  WHERE s.code = 'ACTIVE' AND c.created_at < now()
"""
LIKE = ACTIVE.replace("clients_active_", "clients_left_").replace("= 'ACTIVE'", "IN ('CLOSED', 'LOST')")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = build_estate(tmp_path / "bank").root
    put(root, ACTIVE)
    put(root, LIKE)
    with duckdb.connect(str(root / "marts.duckdb")) as marts:
        marts.execute(STATES)
        give_receipt(marts, "webbank_dict", "profile_state")
    return root


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_page_an_owner_reads(form: str, root: Path, run_line: RunLine) -> None:
    done = run_line(f"hb metrics show clients_active_count_total --brief --format {form}", cwd=root)
    assert (done.code, done.stderr) == (0, "")
    held_against(done.stdout, CASES / f"{form}.txt")


def test_programs_are_told_the_same(root: Path, run_line: RunLine) -> None:
    told = run_line("hb metrics show clients_active_count_total --brief --json", cwd=root).json
    assert (told["value"], told["status"], told["examples"]["ids"]) == ("5", "candidate", ["1", "5", "9", "13", "17"])
    assert told["counted"]["only"] == ["state_id is ACTIVE"]
    assert [(one["name"], one["value"], one["differs"]) for one in told["like"]] == [
        (
            "clients_left_count_total",
            "10",
            "This one only where state_id is ACTIVE, that one only where state_id is CLOSED or LOST",
        )
    ]
    assert told["open"] == ["nobody has counted it by hand"]


def test_a_metric_like_it_says_what_is_wrong_with_it(root: Path, run_line: RunLine) -> None:
    put(root, LIKE.replace("count(*)", "count(*) * 0"))
    (like,) = run_line("hb metrics show clients_active_count_total --brief --json", cwd=root).json["like"]
    assert (like["name"], like["wrong"]) == (
        "clients_left_count_total",
        ["wrong: hb check finds constant-value (line 11)"],
    )


def test_keys_that_are_personal_are_masked_until_somebody_asks(root: Path, run_line: RunLine) -> None:
    said = "tables:\n  webbank.core.client_profile:\n    columns:\n      id: {personal: national identifier}\n"
    (root / "db" / "profile.yml").write_text(said)
    line = "hb metrics show clients_active_count_total --brief"
    masked, shown = run_line(line, cwd=root).stdout, run_line(f"{line} --reveal", cwd=root).stdout
    assert "\n  ••• is personal data; --reveal shows it\n" in masked
    assert "1 · 5 · 9 · 13 · 17" not in masked
    assert "\n  1 · 5 · 9 · 13 · 17\n" in shown


def test_a_parked_candidate_says_what_it_waits_for_and_shows_no_number(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics show kyc_pass_rate_30d --brief", cwd=root)
    assert (done.code, done.stderr) == (0, "")
    assert "number  none: a parked or retired metric shows no number\n" in done.stdout
    assert "\nOpen\n  nobody is its owner\n  it waits for qac (outcome): Counted against QAC.\n" in done.stdout
    assert "Examples" not in done.stdout


def test_a_number_that_is_refused_says_why(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics show applicant_count_24h --brief", cwd=root)
    assert "number  none now: applicant_count_24h has no number to show: reads vss_vss without a note" in done.stdout
    assert "wrong: hb check finds lineage-right-source (line 9)" in done.stdout


def test_caveats_are_open_and_so_is_what_is_parked_on_them(root: Path, run_line: RunLine) -> None:
    put(root, TIME.replace("status: candidate", "status: caveated"), "metrics")
    (root / "db" / "candidates" / f"{NAME}.yml").unlink()
    parked = TIME.replace("processing_time", "bank_only_time").replace("status: candidate", "status: parked")
    put(root, parked.partition("sql:")[0] + "blocked_on:\n  - {source: bpm, why: Holds are in BPM.}\n")
    done = run_line(f"hb metrics show {NAME} --brief", cwd=root)
    assert done.stdout.partition("\nOpen\n")[2].splitlines() == [
        "  caveat until bpm: Compliance review time is still in it.",
        "  caveat until mms: SEPA rails are on the SEPA cluster.",
        f"  {NAME.replace('processing_time', 'bank_only_time')} is parked beside it: it waits for bpm",
    ]


def test_without_marts_it_says_what_it_knows(root: Path, run_line: RunLine) -> None:
    (root / "marts.duckdb").unlink()
    done = run_line("hb metrics show clients_active_count_total --brief", cwd=root)
    assert done.code == 0
    assert "number  none now: " in done.stdout
    assert "only where code is ACTIVE\n" in done.stdout
    assert "Examples" not in done.stdout


def test_a_stale_number_ends_with_6(root: Path, run_line: RunLine) -> None:
    file = root / "heartbeat.yml"
    file.write_text(file.read_text().replace("2026-05-08T09:00:00Z", "2026-05-28T09:00:00Z"))
    done = run_line("hb metrics show clients_active_count_total --brief", cwd=root)
    assert (done.code, "stale: webbank_core.client_profile reaches to 2026-05-08 08:00 UTC" in done.stdout) == (6, True)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("count(*) FILTER (WHERE amount > 3)", "its SQL does not say which rows it is made of by one key"),
        ("count(settled_at)", "its SQL does not say which rows it is made of by one key"),
    ],
)
def test_examples_are_of_what_is_counted_or_not_given(value: str, why: str, root: Path, run_line: RunLine) -> None:
    put(root, COUNT.replace("count(*)", value))
    told = run_line("hb metrics show payment_count_24h --brief --json", cwd=root).json
    assert (told["examples"], told["no_examples"], bool(told["value"])) == (None, why, True)


@pytest.mark.parametrize(
    ("value", "source", "ids"),
    [
        ("max(t.amount)", "webbank_core.transfer AS t", ["2", "3"]),
        ("avg(extract(epoch FROM t.settled_at - t.created_at))", "webbank_core.transfer AS t", ["1", "3"]),
        ("percentile_cont(0.5) WITHIN GROUP (ORDER BY T.amount)", "webbank_core.transfer AS T", ["2", "3"]),
        ("sum(t.amount) / count(*)", "webbank_core.transfer AS t", ["1", "2", "3"]),
        ("count(DISTINCT t.amount)", '"webbank_core".Transfer AS "t"', ["2", "3"]),
        ("sum(t.amount) / count(DISTINCT t.settled_at)", "webbank_core.transfer AS t", None),
    ],
)
def test_a_row_without_a_value_is_no_example(
    value: str, source: str, ids: list[str] | None, root: Path, run_line: RunLine
) -> None:
    at = "TIMESTAMPTZ '2026-05-08 08:00:00+00'"
    with duckdb.connect(str(root / "marts.duckdb")) as marts:
        rows = f"(1, NULL, {at}, {at}), (2, 7, {at}, NULL), (3, 7, {at}, {at})"
        marts.execute(f"INSERT INTO webbank_core.transfer (id, amount, created_at, settled_at) VALUES {rows}")
        marts.execute("UPDATE webbank_core._hb_range SET rows = 3 WHERE table_name = 'transfer'")
    asked = COUNT.replace("count(*)", value).replace("webbank_core.payment", source)
    put(root, asked.replace("payment_count", "transfer_value"))
    told = run_line("hb metrics show transfer_value_24h --brief --json", cwd=root).json
    assert (told["examples"] and told["examples"]["ids"], bool(told["value"])) == (ids, True)


PEOPLE = """\
name: clients_of_one_count_total
question: How many payments has one client made?
owner: payments
unit: count
window: total
source: webbank
status: candidate
sql: |
  SELECT count(*)
  FROM webbank_core.payment AS p
  JOIN webbank_dict.profile_state AS s ON s.id = p.client_id
  WHERE s.code <> 'NEW'
"""


def test_what_others_are_called_is_not_listed_where_that_is_personal(root: Path, run_line: RunLine) -> None:
    put(root, PEOPLE)
    line = "hb metrics show clients_of_one_count_total --brief"
    assert "client_id is NEW" in run_line(line, cwd=root).stdout
    put(root, PEOPLE.replace("<> 'NEW'", "= 'NEW'"))
    assert "rows with another client_id: ACTIVE, CLOSED or LOST" in run_line(line, cwd=root).stdout
    said = "tables:\n  webbank.dict.profile_state:\n    columns:\n      code: {personal: name}\n"
    (root / "db" / "profile.yml").write_text(said)
    told = run_line(line, cwd=root).stdout
    assert "CLOSED" not in told and "What it leaves out" not in told


@pytest.mark.parametrize(
    ("flags", "said"),
    [("--reveal", "--reveal is for --brief"), ("--brief --format html", "--brief is no page for a browser")],
)
def test_what_is_for_a_brief_alone_is_said(flags: str, said: str, root: Path, run_line: RunLine) -> None:
    done = run_line(f"hb metrics show payment_count_24h {flags}", cwd=root)
    assert (done.code, done.stderr.splitlines()[0]) == (2, f"error: {said}")
