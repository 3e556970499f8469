"""A bank of seven tables for the wizard's tests: real dumps, real inventory files, a real DuckDB file with receipts.

webbank is landed but for one table (`core.client_note`), vss is landed and right for nothing, qac has no
database, mms and mms_inst have a mirror and are not landed.
"""

from pathlib import Path

import duckdb

from heartbeat_cli.estate import ProjectSettings, load_project
from tests.receipts import give_receipt

HEARTBEAT = """
truth_source: webbank
mirror: mirror
marts: {kind: duckdb, path: marts.duckdb}
clusters:
  A: {mirror: a, env: SOURCE_PG}
  B: {mirror: b, env: SOURCE_PG_SEPA}
demo: true
clock: 2026-05-08T09:00:00Z
"""

SOURCES = {
    "webbank": """
source: webbank
title: webbank
role: Core banking.
archetype: postgres
access: granted
priority: 1
cluster: A
database: webbank
schemas:
  core: {slice: {except: [internal_job]}}
  dict: {slice: all}
""",
    "vss": """
source: vss
title: VSS
role: Applicants, legacy.
archetype: postgres
access: granted
priority: 2
cluster: A
database: vss
legacy: true
schemas:
  vss: {slice: all}
""",
    "bpm": """
source: bpm
title: BPM
role: Holds the compliance review.
archetype: postgres
access: pending
priority: 3
cluster: A
database: bpm
truth_for:
  - {subject: compliance holds, terms: [compliance hold]}
schemas:
  bpm: {slice: all}
""",
    "qac": """
source: qac
title: QAC
role: KYC pass and fail.
archetype: unknown
access: unknown
priority: 9
needs: Who runs it, and how to read it.
truth_for:
  - {subject: KYC pass and fail, terms: [kyc pass, kyc fail]}
blocks:
  - metric: kyc_pass_rate_30d
""",
    "mms": """
source: mms
title: SEPA outgoing
role: SEPA outgoing payments.
archetype: postgres
access: pending
priority: 7
cluster: B
database: mms
truth_for:
  - {subject: SEPA rails, terms: [sepa, sepa credit]}
blocks:
  - {metric: sepa_credit_processing_time_p50_min_24h, shown: caveat}
schemas:
  mms: {slice: all}
""",
    "mms_inst": """
source: mms_inst
title: SEPA Instant
role: SEPA Instant payments.
archetype: postgres
access: pending
priority: 8
cluster: B
database: mms_inst
truth_for:
  - {subject: SEPA rails, terms: [sepa, sepa instant]}
schemas:
  mms_inst: {slice: all}
""",
}

WEBBANK_SQL = """
CREATE SCHEMA core;
CREATE SCHEMA dict;
CREATE TABLE dict.profile_state (id smallint PRIMARY KEY, code varchar(40) NOT NULL, name text);
CREATE TABLE dict.payment_state (id smallint PRIMARY KEY, code varchar(40) NOT NULL, name text);
CREATE TABLE core.client_profile (
    id bigint PRIMARY KEY,
    kind text NOT NULL,
    name text,
    state_id smallint NOT NULL REFERENCES dict.profile_state (id),
    country_code char(2),
    created_at timestamptz NOT NULL,
    activated_at timestamptz,
    updated_at timestamptz NOT NULL
);
COMMENT ON TABLE core.client_profile IS 'A client of the bank, person or company.';
CREATE TABLE core.payment (
    id bigint PRIMARY KEY,
    client_id bigint NOT NULL REFERENCES core.client_profile (id),
    state_id smallint NOT NULL REFERENCES dict.payment_state (id),
    amount numeric(18,2) NOT NULL,
    purpose text,
    value_date date NOT NULL,
    created_at timestamptz NOT NULL,
    authorized_at timestamptz,
    settled_at timestamptz
);
COMMENT ON TABLE core.payment IS 'An order to pay, from creation to settlement or rejection.';
CREATE TABLE core.kyc_verification (id bigint PRIMARY KEY, client_id bigint NOT NULL, passed boolean NOT NULL,
    decided_at timestamptz NOT NULL);
COMMENT ON TABLE core.kyc_verification IS 'A run of the KYC checks on a client, passed or failed.';
CREATE TABLE core.client_note (id bigint PRIMARY KEY, client_id bigint NOT NULL, written_at timestamptz NOT NULL);
COMMENT ON TABLE core.client_note IS 'A note an operator wrote about a client.';
CREATE TABLE core.internal_job (id bigint PRIMARY KEY, started_at timestamptz NOT NULL);
"""
VSS_SQL = """
CREATE SCHEMA vss;
CREATE TABLE vss.applicant_log (id bigint PRIMARY KEY, state text NOT NULL, changed_at timestamptz NOT NULL);
COMMENT ON TABLE vss.applicant_log IS 'States of applicants for an account.';
"""
MMS_SQL = """
CREATE SCHEMA mms;
CREATE TABLE mms.sepa_rejection (id bigint PRIMARY KEY, reason text, rejected_at timestamptz NOT NULL);
COMMENT ON TABLE mms.sepa_rejection IS 'A SEPA payment the clearing house rejected.';
"""

MARTS_SQL = """
CREATE SCHEMA webbank_core; CREATE SCHEMA webbank_dict; CREATE SCHEMA vss_vss;
CREATE TABLE webbank_dict.profile_state AS SELECT * FROM (VALUES (3::SMALLINT, 'KYC_IN_PROGRESS', 'KYC in progress'),
    (4::SMALLINT, 'ACTIVE', 'Active'), (5::SMALLINT, 'REJECTED', 'Rejected')) AS t (id, code, name);
CREATE TABLE webbank_dict.payment_state AS SELECT * FROM (VALUES (4::SMALLINT, 'SETTLED', 'Settled'),
    (5::SMALLINT, 'REJECTED', 'Rejected')) AS t (id, code, name);
CREATE TABLE webbank_core.client_profile AS
    SELECT i AS id, CASE WHEN i % 3 = 0 THEN 'COMPANY' ELSE 'PERSON' END AS kind,
        'Client ' || i AS name, CASE WHEN i <= 7 THEN 4 ELSE 5 END::SMALLINT AS state_id, 'LV' AS country_code,
        TIMESTAMPTZ '2026-05-08 08:00:00+00' - to_hours(CAST(i * 12 AS INTEGER)) AS created_at,
        NULL::TIMESTAMPTZ AS activated_at, TIMESTAMPTZ '2026-05-08 08:30:00+00' AS updated_at
    FROM range(1, 11) AS r (i);
CREATE TABLE webbank_core.payment AS
    SELECT i AS id, (i % 4 + 1) AS client_id, CASE WHEN i % 4 = 0 THEN 5 ELSE 4 END::SMALLINT AS state_id,
        (i * 1.25)::DECIMAL(18, 2) AS amount, CASE WHEN i = 1 THEN NULL ELSE '' END AS purpose,
        DATE '2026-05-07' AS value_date,
        TIMESTAMPTZ '2026-05-08 00:00:00+00' AS created_at, TIMESTAMPTZ '2026-05-08 01:00:00+00' AS authorized_at,
        TIMESTAMPTZ '2026-05-08 01:00:00+00' + to_minutes(CAST(i * 10 AS INTEGER)) AS settled_at
    FROM range(1, 9) AS r (i);
CREATE TABLE webbank_core.kyc_verification AS
    SELECT i AS id, i AS client_id, i > 2 AS passed, TIMESTAMPTZ '2026-05-07 10:00:00+00' AS decided_at
    FROM range(1, 6) AS r (i);
CREATE TABLE vss_vss.applicant_log AS
    SELECT i AS id, 'APPROVED' AS state, TIMESTAMPTZ '2026-05-08 05:00:00+00' AS changed_at FROM range(1, 4) AS r (i);
"""
DATASETS = {
    "webbank_core": ("client_profile", "payment", "kyc_verification"),
    "webbank_dict": ("profile_state", "payment_state"),
    "vss_vss": ("applicant_log",),
}


def build_estate(root: Path, *, landed: bool = True) -> ProjectSettings:
    """The project in `root`; without `landed`, nothing has ever been ingested."""
    for folder in ("db/sources", "mirror/a", "mirror/b"):
        (root / folder).mkdir(parents=True)
    (root / "heartbeat.yml").write_text(HEARTBEAT)
    for name, text in SOURCES.items():
        (root / f"db/sources/{name}.yml").write_text(text)
    (root / "mirror/a/webbank.sql").write_text(WEBBANK_SQL)
    (root / "mirror/a/vss.sql").write_text(VSS_SQL)
    (root / "mirror/b/mms.sql").write_text(MMS_SQL)
    project = load_project(root / "heartbeat.yml")
    if landed:
        _land(project.marts.path)
    return project


def _land(file: Path) -> None:
    with duckdb.connect(str(file)) as marts:
        marts.execute(MARTS_SQL)
        for dataset, tables in DATASETS.items():
            for table in tables:
                give_receipt(marts, dataset, table)


def candidates(project: ProjectSettings) -> list[str]:
    """The names of the files in db/candidates, leftovers of a broken write included."""
    folder = project.candidates_folder
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []
