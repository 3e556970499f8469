"""Which columns are states, what they may be, and where their changes are written."""

from pathlib import Path

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Database, QName
from heartbeat_cli.profiling import DatabaseFacts, StateMachine
from heartbeat_cli.profiling.detectors.states import StateLog, state_machines

DEMO = Path(__file__).parents[3] / "seed" / "schemas" / "demo" / "prod"


def of(database: Database, schema: str) -> dict[tuple[str, str], StateMachine]:
    found = database.schema(schema)
    assert found is not None
    return {(m.table.name, m.column): m for m in state_machines(DatabaseFacts(database).of(found))}


def test_each_way_of_writing_a_state_down(tmp_path: Path) -> None:
    (tmp_path / "desk.sql").write_text("""
CREATE TYPE desk.ticket_status AS ENUM ('new', 'open', 'closed');
CREATE TABLE desk.stage (id smallint PRIMARY KEY, code text, name text);
CREATE TABLE desk.ticket (id bigint PRIMARY KEY, progress desk.ticket_status, country_code char(2));
CREATE TABLE desk.ticket_log (id bigint PRIMARY KEY, ticket_id bigint REFERENCES desk.ticket,
    was_before desk.ticket_status, is_after desk.ticket_status, logged_at timestamptz NOT NULL);
CREATE TABLE desk.deal (id bigint PRIMARY KEY, stage_id smallint REFERENCES desk.stage,
    marital_status text, state text CHECK (state IN ('cold', 'it''s warm')), http_status int);
CREATE TABLE desk.place (id bigint PRIMARY KEY, city text, state text);
CREATE TABLE desk.job (id bigint PRIMARY KEY, status text);
""")
    assert of(pgschema.read(tmp_path / "desk.sql").database, "desk") == {
        ("ticket", "progress"): StateMachine(
            QName("desk", "ticket"), "progress", "enum", ("new", "open", "closed"), None,
            StateLog(QName("desk", "ticket_log"), "is_after", "was_before", "logged_at", "ticket_id"),
            ("values: enum", "followed by ticket_log"),
        ),
        ("deal", "stage_id"): StateMachine(
            QName("desk", "deal"), "stage_id", "dictionary", (), QName("desk", "stage"), None,
            ("dictionary desk.stage",),
        ),
        ("deal", "state"): StateMachine(
            QName("desk", "deal"), "state", "check", ("cold", "it's warm"), None, None, ("values: check",)
        ),
        ("job", "status"): StateMachine(QName("desk", "job"), "status", "unlisted", evidence=("values: unlisted",)),
    }  # fmt: skip


def test_the_bank_s_payment_has_a_dictionary_and_a_log() -> None:
    core = of(pgschema.read(DEMO / "webbank.sql").database, "core")
    assert core["payment", "state_id"] == StateMachine(
        QName("core", "payment"), "state_id", "dictionary", (), QName("dict", "payment_state"),
        StateLog(QName("core", "payment_state_log"), "to_state_id", "from_state_id", "changed_at", "payment_id"),
        ("dictionary dict.payment_state", "followed by payment_state_log"),
    )  # fmt: skip
    logged = {name for (name, _), machine in core.items() if machine.log is not None}
    assert {"client_profile", "account", "loan_agreement", "kyc_verification", "gl_journal", "complaint"} <= logged
    assert not [c for t, c in core if c in ("country_code", "marital_status_id", "pep_status_id", "payment_type_id")]
    assert not [t for t, _ in core if t.endswith("_log")]


def test_logs_of_every_spelling_in_other_databases() -> None:
    log = of(pgschema.read(DEMO / "vmi.sql").database, "vmi")["vmi_item", "status"].log
    assert log == StateLog(QName("vmi", "vmi_item_hist"), None, "old_status", "op_ts", "vmi_item_id")
    log = of(pgschema.read(DEMO / "pdvs.sql").database, "core")["dispatch", "status"].log
    assert log == StateLog(QName("core", "dispatch_event"), "to_status", None, "ts", "dispatch_id")
