"""What each tool answers, what it refuses, and that nothing but a candidate is ever written."""

import errno
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.metrics_estate import build_estate, put

from heartbeat_cli.mcp import TOOLS, answer

KYC = {"question": "KYC pass rate"}
PAYMENTS = {
    "question": "How many payments were booked?",
    "table": "webbank.core.payment",
    "measure": "count",
    "owner": "payments",
}
ALIGNED = """\
name: payment_total_count_total
label: Payments
question: How many payments are there?
owner: payments
unit: count
window: total
direction: neutral
source: webbank
status: aligned
sql: SELECT count(*) FROM webbank_core.payment
"""


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("agents") / "bank"
    build_estate(root, rows="INSERT INTO webbank_core.transfer (id, sender_email) VALUES (1, 'anna@example.com');")
    put(root, ALIGNED, "metrics")
    return root


def ask(root: Path, tool: str, **arguments: Any) -> Any:
    reply = answer(root, tool, arguments)
    assert not reply.failed, reply.text
    return json.loads(reply.text)


def refused(root: Path, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    reply = answer(root, tool, arguments)
    assert reply.failed, reply.text
    told = json.loads(reply.text)
    error: dict[str, Any] = told.get("error") or told["refused"]
    return error


def test_eight_tools_are_listed_in_a_thousand_tokens() -> None:
    listed = json.dumps([{"name": t.name, "description": t.about, "inputSchema": t.schema} for t in TOOLS])
    assert len(TOOLS) == 8
    # JSON has more than three characters to a token.
    assert len(listed) <= 3_300
    assert [tool.name for tool in TOOLS if tool.writes] == ["discover"]


def test_status_says_what_has_landed_and_how_old_it_is(estate: Path) -> None:
    told = ask(estate, "status")
    webbank = next(source for source in told["sources"] if source["source"] == "webbank")
    assert (told["truth_source"], webbank["landed"], webbank["age"]["state"]) == ("webbank", "landed", "fresh")
    assert [source["source"] for source in ask(estate, "status", source="qac")["sources"]] == ["qac"]


def test_status_counts_metrics_as_they_stand_and_not_as_their_files_say(estate: Path) -> None:
    assert "aligned" not in ask(estate, "status")["metrics"]
    assert ask(estate, "status")["metrics"]["needs_realignment"] == 1


def test_what_the_system_refuses_is_told_and_no_defect(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/srv/bank")

    monkeypatch.setattr("heartbeat_cli.app.Project.search", full)
    error = refused(estate, "search", {"words": "payment"})
    assert (error["code"], error["message"]) == ("system", "/srv/bank: no space left on device")


def test_search_says_why_and_whether_the_source_has_landed(estate: Path) -> None:
    told = ask(estate, "search", words="payment", limit=2)
    assert told["hits"][0]["target"] == "webbank.core.payment"
    assert told["hits"][0]["found_by"]
    assert told["landed"]["webbank"] == "landed, fresh"


def test_describe_has_columns_and_keys_and_no_row(estate: Path) -> None:
    told = ask(estate, "describe", target="webbank.core.payment")
    assert (told["kind"], told["landed"], told["age"]) == ("table", True, "fresh")
    assert any(column.startswith("amount: ") for column in told["columns"])


def test_a_whole_number_is_one_however_it_is_written(estate: Path) -> None:
    described = ask(estate, "describe", target="webbank.core.transfer", from_column=2.0)
    assert described == ask(estate, "describe", target="webbank.core.transfer", from_column=2)
    assert ask(estate, "search", words="payment", limit=1.0) == ask(estate, "search", words="payment", limit=1)


def test_of_what_a_number_is_made_no_row_is_told(estate: Path) -> None:
    asked = ask(estate, "discover", answers={**PAYMENTS, "where": "", "window": "30d", "time": "settled_at"})
    assert (asked["ask"]["key"], asked["known"]["value"], "sample" in asked["known"]) == ("name", "47", False)


def test_the_columns_of_a_wide_table_can_be_asked_for_from_where_the_last_answer_ended(estate: Path) -> None:
    every = ask(estate, "describe", target="webbank.core.transfer")["columns"]
    assert ask(estate, "describe", target="webbank.core.transfer", from_column=2)["columns"] == every[2:]


def test_a_number_says_its_status_and_age(estate: Path) -> None:
    told = ask(estate, "run", names=["payment_count_24h"])["metrics"]
    shown = {key: told[0].get(key) for key in ("name", "value", "status", "source")}
    assert shown == {"name": "payment_count_24h", "value": "24", "status": "candidate", "source": "webbank"}
    assert told[0]["age"]["state"] == "fresh"


def test_a_file_that_says_it_is_aligned_and_was_held_against_nothing_is_not_shown_as_aligned(estate: Path) -> None:
    told = ask(estate, "run", names=["payment_total_count_total"])["metrics"][0]
    assert (told["status"], told["must_not_be_used"]) == ("needs_realignment", True)


def test_metrics_lists_and_shows(estate: Path) -> None:
    listed = {metric["name"]: metric["status"] for metric in ask(estate, "metrics")["metrics"]}
    assert listed["kyc_pass_rate_30d"] == "parked"
    shown = ask(estate, "metrics", name="payment_count_24h")
    assert (shown["reads"], shown["status"]) == (["webbank_core.payment"], "candidate")


def test_a_gap_is_explained_and_nothing_is_recorded(estate: Path) -> None:
    before = digest(estate)
    told = ask(estate, "explain_gap", metric="payment_count_24h", count=25)
    assert (told["value"], told["count"], told["recorded"]) == ("24", "25", "nothing")
    assert ask(estate, "explain_gap", metric="payment_count_24h", count=24)["verdict"] == "the same"
    assert digest(estate) == before


def test_discover_goes_step_by_step_and_parks_what_has_no_source(estate: Path) -> None:
    told = ask(estate, "discover", answers=KYC, finish=True)
    assert told["candidate"]["status"] == "parked"
    assert "value" not in told
    assert told["candidate"]["blocked_on"][0]["source"] == "qac"


def test_discover_says_what_may_be_answered_and_a_wrong_answer_leaves_the_others_standing(estate: Path) -> None:
    asked = ask(estate, "discover", answers={"question": PAYMENTS["question"]})
    assert asked["ask"]["key"] == "proposal"
    assert all(allowed["preview"].startswith("SELECT") for allowed in asked["ask"]["allowed"][:-1])
    none = ask(estate, "discover", answers={"question": PAYMENTS["question"], "proposal": "none"})
    assert none["ask"]["key"] == "table"
    assert "webbank.core.payment" in [allowed["answer"] for allowed in none["ask"]["allowed"]]
    reply = answer(estate, "discover", {"answers": {**PAYMENTS, "where": "no_such_column = 1"}})
    told = json.loads(reply.text)
    assert (reply.failed, told["ask"]["key"], told["refused"]["code"]) == (True, "where", "unknown_column")
    assert told["answers"] == {key: PAYMENTS[key] for key in ("question", "table", "measure")}


def test_discover_writes_a_candidate_when_it_is_told_to_and_never_twice(tmp_path: Path) -> None:
    root = tmp_path / "bank"
    build_estate(root)
    answers = {**PAYMENTS, "window": "total", "name": "booked_payments_count_total"}
    proposed = ask(root, "discover", answers=answers, finish=True)
    assert (proposed["value"], "file" in proposed) == ("48", False)
    written = ask(root, "discover", answers=answers, finish=True, write=True)
    assert written["file"] == "db/candidates/booked_payments_count_total.yml"
    before = digest(root)
    assert refused(root, "discover", {"answers": answers, "finish": True, "write": True})
    assert digest(root) == before


def sql(text: str) -> tuple[str, dict[str, Any]]:
    body = {"question": "How many payments?", "sql": text, "window": "total", "owner": "payments"}
    return "discover", {"answers": body, "finish": True, "write": True}


def answers(**given: Any) -> tuple[str, dict[str, Any]]:
    body = {**PAYMENTS, **{key.replace("_", "-"): value for key, value in given.items()}}
    return "discover", {"answers": body, "finish": True, "write": True}


HOSTILE: list[tuple[str, dict[str, Any]]] = [
    # A reason in a person's place.
    answers(fallback_note="vss has it"),
    answers(fallback_note=["vss=it is easier"]),
    answers(tried="webbank.core.payment"),
    answers(review_by="2027-01-01"),
    answers(caveat="bpm=the review is in it"),
    answers(caveat=["bpm=a", "mms=b"]),
    answers(stop_gap="qac=stands in for it"),
    answers(about="webbank=because the agent says so"),
    # Round the right source.
    answers(table="vss.vss.applicant_log", question="How many applicants were there?"),
    sql("SELECT count(*) FROM vss_vss.applicant_log"),
    sql("SELECT (SELECT count(*) FROM vss_vss.applicant_log) + (SELECT 0 * count(*) FROM webbank_core.payment)"),
    sql("SELECT count(*) FROM webbank_core.payment p LEFT JOIN vss_vss.applicant_log a ON a.id = p.id"),
    # What is no number of landed rows.
    sql("DROP TABLE webbank_core.payment"),
    sql("DELETE FROM webbank_core.payment"),
    sql("UPDATE webbank_core.payment SET amount = 0"),
    sql("INSERT INTO webbank_core.payment (id) VALUES (1)"),
    sql("CREATE TABLE webbank_core.mine AS SELECT 1"),
    sql("SELECT 1; DROP TABLE webbank_core.payment"),
    sql("WITH gone AS (DELETE FROM webbank_core.payment RETURNING id) SELECT count(*) FROM gone"),
    sql("COPY webbank_core.payment TO '/tmp/stolen.csv'"),
    sql("ATTACH '/tmp/other.duckdb'"),
    sql("PRAGMA database_list"),
    sql("SET memory_limit = '1MB'"),
    sql("INSTALL httpfs"),
    sql("SELECT count(*) FROM read_csv('/etc/passwd')"),
    sql("SELECT count(*) FROM read_text('heartbeat.yml')"),
    sql("SELECT count(*) FROM '/etc/passwd'"),
    sql("SELECT count(*) FROM information_schema.tables"),
    sql("SELECT count(*) FROM pg_catalog.pg_class"),
    sql("SELECT count(*) FROM duckdb_settings()"),
    sql("SELECT length(getenv('HOME'))"),
    sql("SELECT pg_sleep(10)"),
    sql("SELECT length(pg_read_file('/etc/passwd'))"),
    sql("SELECT max(sender_email) FROM webbank_core.transfer"),
    sql("SELECT ascii(max(sender_email)) FROM webbank_core.transfer"),
    sql("SELECT count(*) FROM webbank_core.transfer WHERE sender_email LIKE 'a%'"),
    sql("SELECT count(*) FROM (SELECT * FROM webbank_core.transfer) t WHERE t.sender_email LIKE 'a%'"),
    answers(table="webbank.core.transfer", where="sender_email = 'anna@example.com'", window="total"),
    answers(table="webbank.core.transfer", measure="count distinct sender_email", window="total"),
    sql("SELECT 432"),
    sql("SELECT count(*) FROM _hb.receipts"),
    sql("SELECT count(*), max(amount) FROM webbank_core.payment"),
    sql("SELECT count(*) FROM webbank_core.no_such_table"),
    # Another's file.
    answers(window="24h", name="payment_count_24h"),
    answers(window="24h", name="../../evil_count_24h"),
    answers(window="24h", name="/etc/cron.d/evil_count_24h"),
    answers(window="24h", name="evil_count_24h\nstatus: aligned"),
    ("discover", {"answers": PAYMENTS, "overwrite": True}),
    ("discover", {"answers": PAYMENTS, "replace": True}),
    ("discover", {"answers": {**PAYMENTS, "where": {"sql": "1=1"}}}),
    ("discover", {"answers": {"question": "????"}}),
    ("discover", {"answers": {"question": "x" * 30_000}}),
    ("discover", {}),
    # A file, where a name of the estate is asked for.
    ("describe", {"target": "/etc/passwd"}),
    ("describe", {"target": "../../../etc/passwd"}),
    ("describe", {"target": "mirror/a/webbank.sql"}),
    ("describe", {"target": "webbank.core.payment", "reveal": True}),
    ("check", {"metric": "../../../etc/passwd"}),
    ("check", {"paths": ["/etc/passwd"]}),
    ("metrics", {"name": "../sources/webbank"}),
    ("metrics", {"name": "payment_count_24h'; DROP TABLE x"}),
    # A number that there is not.
    ("run", {"names": ["kyc_pass_rate_30d"]}),
    ("run", {"names": []}),
    ("run", {"names": "payment_count_24h"}),
    ("run", {"names": ["payment_count_24h"], "reveal": True}),
    ("run", {"names": ["payment_count_24h"], "as_of": "whenever"}),
    ("run", {"names": ["payment_count_24h"], "since": "9999999d", "every": "1h"}),
    ("run", {"names": ["../*"]}),
    # An alignment.
    ("align", {"metric": "payment_count_24h", "count": 24, "by": "operations"}),
    ("explain_gap", {"metric": "payment_count_24h", "count": 24, "record": True}),
    ("explain_gap", {"metric": "payment_count_24h", "count": 24, "by": "operations", "method": "register"}),
    ("explain_gap", {"metric": "payment_count_24h", "count": 24, "ids": "/etc/passwd"}),
    ("explain_gap", {"metric": "payment_count_24h", "count": 24, "counts": {"/etc/passwd": 1, "a=b": 2}}),
    ("explain_gap", {"metric": "payment_count_24h", "count": "all of them"}),
    ("explain_gap", {"metric": "kyc_pass_rate_30d", "count": 90}),
    # Texts that are not what they look like, and what is too much.
    answers(owner="payments\x00", window="24h", name="odd_payment_count_24h"),
    answers(label="Payments\u202e detnuoc", window="24h", name="odd_payment_count_24h"),
    ("discover", {"answers": {"question": "\ud800 payments"}}),
    ("discover", {"answers": {"question": {"a": {"b": {"c": "payments"}}}}}),
    ("metrics", {"name": "\u0440ayment_count_24h"}),
    ("metrics", {"name": "payment_count_24h\u200b"}),
    ("metrics", {"name": "x" * 15_000}),
    ("describe", {"target": "webbank.core.payment\x00.."}),
    ("describe", {"target": "file:///etc/passwd"}),
    ("describe", {"target": "webbank.core.payment", "from_column": 1.5}),
    ("search", {"words": "payment", "source": "../../etc"}),
    ("explain_gap", {"metric": "payment_count_24h", "count": 1e308}),
    ("explain_gap", {"metric": "payment_count_24h", "count": float("nan")}),
    ("run", {"names": ["payment_count_24h"], "since": "-5d"}),
    # A person's rows in other words.
    sql("SELECT count(*) FROM webbank_core.transfer t WHERE t::text LIKE '%anna%'"),
    sql("SELECT count(*) FROM webbank_core.transfer t WHERE to_json(t)::text LIKE '%anna%'"),
    sql("SELECT count(*) FROM webbank_core.transfer JOIN (SELECT 'anna'::text AS sender_email) q USING (sender_email)"),
    sql("SELECT count(*) FROM webbank_core.transfer NATURAL JOIN (SELECT 'anna@example.com'::text AS sender_email) q"),
    # What only seems to read.
    sql("SELECT count(*) FROM webbank_core.payment FOR UPDATE"),
    sql("SELECT count(*) INTO mine FROM webbank_core.payment"),
    sql("EXPLAIN ANALYZE DELETE FROM webbank_core.payment"),
    sql("DO $$ BEGIN DELETE FROM webbank_core.payment; END $$"),
    sql("SELECT nextval('webbank_core.payment_id_seq')"),
    sql("SELECT count(*) FROM webbank_core.payment WHERE pg_advisory_lock(1) IS NULL"),
    # What is no tool.
    ("ingest", {"source": "webbank"}),
    ("sql", {"query": "SELECT 1"}),
    ("", {}),
]


def digest(root: Path) -> dict[str, str]:
    """Every file of the project but what a program remembers, by the digest of its bytes; the marts by their rows."""
    files = (file for file in root.rglob("*") if file.is_file() and "marts.duckdb" not in file.name)
    kept = (file for file in files if not any(part.startswith(".heartbeat") for part in file.relative_to(root).parts))
    return {str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest() for file in kept}


@pytest.fixture(scope="module")
def untouched(estate: Path) -> Iterator[Path]:
    before = digest(estate)
    yield estate
    assert digest(estate) == before


def test_sixty_hostile_calls_are_tried() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize(("tool", "arguments"), HOSTILE, ids=[f"{n}-{tool}" for n, (tool, _) in enumerate(HOSTILE)])
def test_a_hostile_call_is_refused_in_words_and_writes_nothing(
    untouched: Path, tool: str, arguments: dict[str, Any]
) -> None:
    error = refused(untouched, tool, arguments)
    assert error["message"]
    assert "Traceback" not in json.dumps(error)
    assert "root:" not in json.dumps(error)
    assert "anna@" not in error["message"].replace(str(arguments), "") or "anna@" in json.dumps(arguments)
