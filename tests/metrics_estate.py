"""A small project for the command lines of metrics: inventory and mirror of tests/cases/rules, rows in DuckDB."""

import shutil
from pathlib import Path

import duckdb

from heartbeat_cli.estate import ProjectSettings, load_project
from tests.receipts import give_receipt

TEMPLATE = Path(__file__).parent / "cases" / "rules" / "project"

ROWS = """
CREATE SCHEMA webbank_core; CREATE SCHEMA webbank_dict; CREATE SCHEMA vss_vss; CREATE SCHEMA card_ledger_ledger;
CREATE TABLE webbank_core.client_profile AS
  SELECT i AS id, (i % 4)::smallint AS state_id, 1::smallint AS kyc_status_id,
    TIMESTAMPTZ '2026-05-01 00:00:00+00' AS created_at
  FROM range(20) AS r(i);
CREATE TABLE webbank_core.payment AS
  SELECT i AS id, i % 7 AS client_id, 'SEPA' AS rail, (i * 10)::DECIMAL(18, 2) AS amount,
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(i) AS created_at,
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(i) AS authorized_at,
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(i) + to_minutes(30 + i) AS settled_at
  FROM range(48) AS r(i);
CREATE TABLE webbank_core.transfer (
  id BIGINT, state_id SMALLINT, amount DECIMAL(18, 2), amount_cents BIGINT, currency_code VARCHAR, rail VARCHAR,
  sender_email VARCHAR, value_date DATE, created_at TIMESTAMPTZ, settled_at TIMESTAMPTZ
);
CREATE TABLE webbank_core.transfer_event (
  id BIGINT, transfer_id BIGINT, state_id SMALLINT, kind VARCHAR, changed_at TIMESTAMPTZ
);
CREATE TABLE webbank_core.visit_day (day DATE, entrance VARCHAR, visits BIGINT, visitors BIGINT);
CREATE TABLE webbank_core.deal (
  id BIGINT, amount DECIMAL(18, 2), currency_code VARCHAR, exchange_rate DECIMAL(12, 6), created_at TIMESTAMPTZ
);
CREATE TABLE webbank_dict.profile_state (id SMALLINT, code VARCHAR);
CREATE TABLE vss_vss.applicant_log AS
  SELECT i AS id, 1::smallint AS status_id, TIMESTAMPTZ '2026-05-08 08:00:00+00' AS logged_at FROM range(9) AS r(i);
CREATE TABLE card_ledger_ledger.turnover (id BIGINT, amount DECIMAL(18, 2), booked_at TIMESTAMPTZ);
"""

COUNT = """\
# Asked for by operations.
name: payment_count_24h
label: Payments made
question: How many payments were made?
owner: payments
unit: count
window: 24h
source: webbank
status: candidate
sql: |
  SELECT count(*)
  FROM webbank_core.payment
  WHERE created_at > now() - interval '24 hours' AND created_at <= now()
"""

TIME = """\
name: outgoing_sepa_credit_processing_time_p50_min_24h
label: Outgoing SEPA credit, median processing time
question: How long does an outgoing SEPA credit take from authorisation to settlement?
owner: payments
unit: min
window: 24h
source: webbank
status: candidate
sql: |
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - authorized_at) / 60)
  FROM webbank_core.payment
  WHERE created_at > now() - interval '24 hours'
notes:
  - {kind: caveat, source: bpm, why: Compliance review time is still in it.}
  - {kind: caveat, source: mms, why: SEPA rails are on the SEPA cluster.}
"""

PARKED = """\
name: kyc_pass_rate_30d
label: KYC pass rate
question: What share of KYC checks passed?
window: 30d
source: qac
status: parked
blocked_on:
  - {source: qac, needs: [outcome], why: Counted against QAC.}
"""

APPLICANTS = """\
name: applicant_count_24h
label: Applicants
question: How many applicants were there?
owner: onboarding
unit: count
window: 24h
source: vss
status: candidate
sql: SELECT count(*) FROM vss_vss.applicant_log WHERE logged_at > now() - interval '24 hours'
"""

NOT_LANDED = """\
name: sepa_payment_count_24h
label: SEPA payments
question: How many SEPA credit payments were there?
owner: payments
unit: count
window: 24h
source: mms
status: candidate
sql: SELECT count(*) FROM mms_mms.outgoing_payment WHERE sent_at > now() - interval '24 hours'
"""


def build_estate(root: Path, *, marts: bool = True, rows: str = "") -> ProjectSettings:
    """The project in `root`, with `marts` its rows landed; `rows` is SQL that puts in more."""
    shutil.copytree(TEMPLATE, root)
    for folder in ("candidates", "metrics"):
        (root / "db" / folder).mkdir(exist_ok=True)
    for text in (COUNT, TIME, PARKED, APPLICANTS, NOT_LANDED):
        put(root, text)
    if marts:
        _land(root / "marts.duckdb", rows)
    return load_project(root / "heartbeat.yml")


def put(root: Path, text: str, folder: str = "candidates") -> Path:
    """Write a metric file where its name says."""
    name = next(line for line in text.splitlines() if line.startswith("name: ")).removeprefix("name: ")
    file = root / "db" / folder / f"{name}.yml"
    file.write_text(text)
    return file


def _land(file: Path, rows: str) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute(ROWS + rows)
        for line in (TEMPLATE / "landed.txt").read_text().split():
            dataset, _, table = line.partition(".")
            give_receipt(connection, dataset, table)
