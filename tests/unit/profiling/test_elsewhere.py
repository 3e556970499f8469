"""Where a key lives in the other databases of the estate."""

from dataclasses import replace
from pathlib import Path

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Database, QName
from heartbeat_cli.profiling import KeyElsewhere, same_key_elsewhere

DEMO = Path(__file__).parents[3] / "seed" / "schemas" / "demo"

# Read from the DDL by a person: who carries what, whatever the comments call it.
CARRIERS = {
    "webbank core client_profile id": """
        aml.alert.client_id aml.client_risk_score.client_id aml.investigation.client_id aml.pep_record.client_id
        aml.pep_relationship.relative_client_id aml.rule_hit.client_id aml.screening.client_id
        aml.transaction_profile.client_id aml.whitelist_entry.client_id bpm.case_review.client_id
        card-management.card.client_profile_id card-management.card_application.client_profile_id
        currency-rate.customer_rate.client_id notification.client_preference.client_id notification.message.client_id
        pdvs.bulk_verification.client_id pdvs.payee_verification.client_id vss.applicant.client_profile_id
        vss.applicant_log.client_profile_id vss.client_verification.client_profile_id
        bo_api.cases.client_id zoho_crm.Deals.Bank_Client_Id""",
    "webbank core payment id": """
        aml.rule_hit.trigger_payment_id aml.screening.payment_id aml.screening_request.payment_id
        bpm.case_review.payment_id card-management.clearing_record.posted_payment_id
        mms.outgoing_payment.webbank_payment_id mms_inst.instant_transfer.core_payment_id pdvs.dispatch.payment_id
        pdvs.payee_verification.payment_id bo_api.cases.payment_id""",
    "webbank core payment end_to_end_id": "mms.outgoing_payment.end_to_end_id vmi.vmi_inbound_match.payment_ref",
    "webbank core account id": "card-management.card.account_id card-management.card_application.account_id",
    "webbank core account iban": """
        mms.outgoing_payment.debtor_iban mms_inst.funds_reservation.account_iban mms_inst.instant_transfer.own_iban
        pdvs.incoming_vop_request.account_iban""",
    "webbank core operator id": """
        bpm.worker.operator_id bo_api.operator_actions.operator__id bo_api.cases.assigned_to__id
        bo_api.queue.assigned_to__id""",
    "webbank core fx_deal id": "currency-rate.customer_rate.fx_deal_id",
    "webbank core fee_charge id": "card-management.card_fee.fee_charge_id",
    "webbank core app_user id": "notification.push_device.app_user_id",
    "webbank core tariff_plan code": "currency-rate.margin_schedule.tariff_code",
    "webbank core gl_account account_no": "mss_kart.kart_posting.credit_gl mss_kart.kart_posting.debit_gl",
    "webbank core card_link external_card_id": "card-management.card.card_ref",
    "webbank core account_hold id": "card-management.funds_hold.core_hold_ref",
    "webbank core partner code": """
        vmi.vmi_allocation.holder_ref vmi.vmi_item.holder_ref vmi.vmi_item_hist.old_holder_ref""",
    "notification notification message id": "bpm.information_request.notification_message_id",
    "bpm bpm process_instance id": "mms.recall.bpm_instance_id",
    "card-management card clearing_file file_id": "mss_kart.kart_diff.clearing_file_ref",
}


@pytest.fixture(scope="module")
def estate() -> dict[str, Database]:
    return {f.stem: pgschema.read(f).database for f in sorted(DEMO.glob("*/*.sql"))}


def without_comments(database: Database) -> Database:
    return replace(
        database,
        schemas=tuple(
            replace(
                s,
                tables=tuple(replace(t, columns=tuple(replace(c, comment=None) for c in t.columns)) for t in s.tables),
            )
            for s in database.schemas
        ),
    )


def ask(estate: dict[str, Database], place: str) -> tuple[KeyElsewhere, ...]:
    source, schema, table, column = place.split()
    return same_key_elsewhere((source, QName(schema, table), column), estate, "webbank")


def precision_and_recall(estate: dict[str, Database]) -> tuple[float, float]:
    wanted = {(key, carrier) for key, carriers in CARRIERS.items() for carrier in carriers.split()}
    found = {(key, f"{k.source}.{k.table.name}.{k.column}") for key in CARRIERS for k in ask(estate, key)}
    return len(found & wanted) / len(found), len(found & wanted) / len(wanted)


def test_the_demo_estate_against_a_list_made_by_hand(estate: dict[str, Database]) -> None:
    precision, recall = precision_and_recall(estate)
    assert precision >= 0.95
    assert recall >= 0.87


def test_names_alone_still_find_most(estate: dict[str, Database]) -> None:
    precision, recall = precision_and_recall({n: without_comments(d) for n, d in estate.items()})
    assert precision >= 0.95
    assert recall >= 0.7


def test_from_a_carrier_the_key_comes_first(estate: dict[str, Database]) -> None:
    key, *carriers = ask(estate, "aml aml alert client_id")
    assert (key.source, str(key.table), key.column, key.is_key) == ("webbank", "core.client_profile", "id", True)
    assert key.evidence[0] == "its comment says so"
    databases = {"bpm", "card-management", "currency-rate", "notification", "pdvs", "vss"}
    assert {k.source for k in carriers} == {*databases, "bo_api", "zoho_crm"}
    assert not any(k.is_key for k in carriers)


def test_a_declared_reference_is_followed_first(estate: dict[str, Database]) -> None:
    key, *carriers = ask(estate, "webbank core payment client_id")
    assert (key.table.name, key.evidence) == ("client_profile", ("refers to core.client_profile",))
    assert len(carriers) == 22


@pytest.mark.parametrize("place", ["aml aml alert id", "bpm bpm worker id", "aml aml alert nothing", "x y z id"])
def test_nothing_for_a_key_nobody_shares(place: str, estate: dict[str, Database]) -> None:
    assert ask(estate, place) == ()


def test_a_table_of_its_own_means_its_own_key(tmp_path: Path) -> None:
    (tmp_path / "bank.sql").write_text(
        "CREATE TABLE core.client (id bigint PRIMARY KEY);"
        "CREATE TABLE core.a (client_id bigint REFERENCES core.client);"
        "CREATE TABLE core.b (client_id bigint REFERENCES core.client);"
    )
    (tmp_path / "crm.sql").write_text("CREATE TABLE crm.deal (id bigint PRIMARY KEY, client_id bigint, note text);")
    (tmp_path / "own.sql").write_text(
        "CREATE TABLE own.client (id bigint PRIMARY KEY); CREATE TABLE own.deal (client_id bigint);"
    )
    (tmp_path / "text.sql").write_text("CREATE TABLE text.deal (client_id text);")
    estate = {f.stem: pgschema.read(f).database for f in tmp_path.glob("*.sql")}
    found = same_key_elsewhere(("bank", QName("core", "client"), "id"), estate, "bank")
    assert [(k.source, k.column, k.score) for k in found] == [("crm", "client_id", 0.85)]
    assert found[0].evidence == (
        "2 references of bank to core.client are called client_id",
        "same type bigint",
        "primary key of core.client",
    )
