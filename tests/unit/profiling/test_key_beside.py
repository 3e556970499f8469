"""Keys of other databases that no comment of their own tells: beside one that has such a comment, or by two names."""

from heartbeat_cli.pgschema import QName, read_text
from heartbeat_cli.profiling import same_key_elsewhere

BANK = """
CREATE SCHEMA core;
CREATE TABLE core.gl_account (account_no varchar(12) PRIMARY KEY);
CREATE TABLE core.account_hold (id uuid PRIMARY KEY, amount numeric);
CREATE TABLE core.pair_hold (id uuid, other_id uuid, PRIMARY KEY (id, other_id));
"""
KART = """
CREATE SCHEMA kart;
CREATE TABLE kart.posting (
    id bigint PRIMARY KEY, debit_side varchar(12), credit_side varchar(12), debit_number varchar(12),
    credit_number bigint, paid_side varchar(12)
);
COMMENT ON COLUMN kart.posting.debit_side IS 'Number of bank.core.gl_account; no foreign key.';
COMMENT ON COLUMN kart.posting.debit_number IS 'Number of bank.core.gl_account; no foreign key.';
CREATE TABLE kart.reserved (id uuid PRIMARY KEY, core_hold_ref uuid, core_amount_ref uuid, hold_count bigint);
COMMENT ON COLUMN kart.reserved.core_hold_ref IS 'The hold in bank.';
COMMENT ON COLUMN kart.reserved.hold_count IS 'The holds in bank.';
"""


DATABASES = {"bank": read_text(BANK).database, "kart": read_text(KART).database}


def found(table: str, column: str) -> list[tuple[str, float, tuple[str, ...]]]:
    carriers = same_key_elsewhere(("bank", QName("core", table), column), DATABASES, "bank")
    return [(carrier.column, carrier.score, carrier.evidence) for carrier in carriers]


def test_the_other_side_of_a_column_that_carries_the_key() -> None:
    """Of the same type only."""
    said = ("its comment names core.gl_account", "same type character varying(12)", "primary key of core.gl_account")
    assert found("gl_account", "account_no") == [
        ("debit_number", 0.9, said),
        ("debit_side", 0.9, said),
        ("credit_side", 0.72, ("stands beside debit_side", *said)),
    ]


def test_a_uuid_whose_comment_names_the_source_and_whose_name_names_the_table() -> None:
    """Of the tables called so, one alone may have a key of one column."""
    said = ("its comment names bank, its name account_hold", "same type uuid", "primary key of core.account_hold")
    assert found("account_hold", "id") == [("core_hold_ref", 0.7, said)]
    assert found("pair_hold", "id") == []
