"""Which tables are worth landing."""

from pathlib import Path

from heartbeat_cli import pgschema
from heartbeat_cli.estate import find_project, load_inventory
from heartbeat_cli.pgschema import Database
from heartbeat_cli.profiling import DatabaseFacts, SliceChoice
from heartbeat_cli.profiling.detectors.recommended_slice import recommend_slice

ROOT = Path(__file__).parents[3]


def of(database: Database, schema: str) -> dict[str, SliceChoice]:
    found = database.schema(schema)
    assert found is not None
    return {c.table.name: c for c in recommend_slice(DatabaseFacts(database).of(found))}


def test_machinery_and_leftovers_stay_out_and_say_why(tmp_path: Path) -> None:
    (tmp_path / "shop.sql").write_text("""
CREATE TABLE s.payment_state (id smallint PRIMARY KEY, code text, name text);
CREATE TABLE s.payment (id bigint PRIMARY KEY, state_id smallint REFERENCES s.payment_state, updated_at timestamptz);
CREATE TABLE s.payment_state_log (id bigint PRIMARY KEY, payment_id bigint REFERENCES s.payment,
    at timestamptz NOT NULL);
CREATE TABLE s.payment_backup_20240101 (id bigint);
CREATE TABLE s.flyway_schema_history (installed_rank int PRIMARY KEY, version text);
CREATE TABLE s.message_outbox (id bigint PRIMARY KEY, body text, created_at timestamptz);
CREATE TABLE s.message_outbox_log (id bigint PRIMARY KEY, message_outbox_id bigint REFERENCES s.message_outbox,
    logged_at timestamptz NOT NULL);
CREATE TABLE s.account_block (id bigint PRIMARY KEY, placed_at timestamptz);
CREATE TABLE s.scratchpad (line text, noise text);
""")
    found = of(pgschema.read(tmp_path / "shop.sql").database, "s")
    assert {name: (c.landed, c.role) for name, c in found.items()} == {
        "payment_state": (True, "dictionary"),
        "payment": (True, "entity"),
        "payment_state_log": (True, "state log"),
        "payment_backup_20240101": (False, "left behind"),
        "flyway_schema_history": (False, "machinery"),
        "message_outbox": (False, "in transit"),
        "message_outbox_log": (False, "in transit"),
        "account_block": (True, "entity"),
        "scratchpad": (False, "loose"),
    }
    assert found["payment_state"].why == "dictionary of 1 landed table"
    assert (found["payment"].cursor.kind, found["payment"].cursor.column) == ("updated_at", "updated_at")
    assert found["payment_state_log"].why == "state log of payment, time in at"


def test_a_log_goes_with_the_table_it_tells_about(tmp_path: Path) -> None:
    (tmp_path / "mail.sql").write_text(
        "CREATE TABLE s.mail_queue (id bigint PRIMARY KEY, created_at timestamptz);"
        "CREATE TABLE s.delivery_log (id bigint PRIMARY KEY, mail_id bigint REFERENCES s.mail_queue, ts timestamptz);"
    )
    log = of(pgschema.read(tmp_path / "mail.sql").database, "s")["delivery_log"]
    assert (log.landed, log.why) == (False, "log of mail_queue, which is out")


def test_the_recommendation_is_close_to_what_the_inventory_lands() -> None:
    webbank = next(s for s in load_inventory(find_project(ROOT)).sources if s.name == "webbank")
    core = webbank.slice_of("core")
    assert core is not None
    found = of(pgschema.read(ROOT / "seed" / "schemas" / "demo" / "prod" / "webbank.sql").database, "core")
    wanted = set(core.pick(found))
    ours = {name for name, c in found.items() if c.landed}
    assert len(wanted) == 156
    assert len(ours & wanted) / len(wanted) >= 0.98
    assert len(ours ^ wanted) <= 18
