"""Which columns are taken for personal data, and which look alike and are not."""

import pytest
from tests.conftest import OPEN_SCHEMAS, REPOSITORY

from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table
from heartbeat_cli.profiling import PersonalTag
from heartbeat_cli.profiling.detectors.parts.personal_rules import NAME_RULES
from heartbeat_cli.profiling.detectors.personal import personal_tags
from heartbeat_cli.profiling.words import singular, words_of

_OPEN = OPEN_SCHEMAS / "edfi61.sql"


def rules(table: str, column: str, type_: str = "text", comment: str | None = None, *others: str) -> list[str]:
    """The rules that fire on one column of `schema.table`, which may have other text columns."""
    schema, _, name = table.rpartition(".")
    columns = (Column(column, type_, comment=comment), *(Column(o, "text") for o in others))
    return [t.rule for t in personal_tags(Table(schema or "core", name, columns), columns[0])]


@pytest.mark.parametrize(
    ("table", "column", "type_", "rule"),
    [
        ("payment", "beneficiary_name", "text", "personal-name"),
        ("payment", "counterpartyName", "text", "personal-name"),
        ("student", "preferredlastsurname", "text", "personal-name"),
        ("client", "name", "text", "personal-name-of-person"),
        ("users", "name", "character varying(80)", "personal-name-of-person"),
        ("facility_contacts", "name", "character varying", "personal-name-of-person"),
        ("payment", "counterparty_iban", "character varying(34)", "personal-iban"),
        ("payment", "iban2", "text", "personal-iban"),
        ("beneficiary", "account_no", "text", "personal-account-number"),
        ("card", "card_number", "bigint", "personal-card-number"),
        ("card", "masked_pan", "text", "personal-card-number"),
        ("card", "cvv", "smallint", "personal-card-code"),
        ("card", "cvv2", "text", "personal-card-code"),
        ("application", "passport_no", "text", "personal-document"),
        ("anything", "date_of_birth", "date", "personal-birth"),
        ("staff", "birthdate", "date", "personal-birth"),
        ("watchlist_entry", "date_of_birth_text", "text", "personal-birth"),
        ("client", "tax_id", "text", "personal-tax-id"),
        ("client", "ssn", "integer", "personal-tax-id"),
        ("users", "email", "public.citext", "personal-email"),
        ("newsletter", "emails", "text[]", "personal-email"),
        ("suppression", "email_hash", "bytea", "personal-email"),
        ("contactelectronicmail", "electronicmailaddress", "text", "personal-email"),
        ("client_address", "city", "text", "personal-address-of-person"),
        ("address", "line1", "bytea", "personal-address-of-person"),
        ("order", "shipping_address", "jsonb", "personal-address"),
        ("users", "password_hash", "text", "personal-password"),
        ("webhook", "signing_key_hash", "bytea", "personal-secret"),
        ("client_person", "gender_id", "smallint", "personal-trait"),
        ("employee", "salary", "numeric(12,2)", "personal-income"),
        ("login_attempt", "origin", "inet", "personal-ip"),
        ("mandate", "customer_ip_address", "character varying(64)", "personal-ip"),
        ("device", "hardware", "macaddr", "personal-device"),
        ("client_note", "note_text", "text", "personal-notes"),
        ("users", "password_digest", "text", "personal-password"),
        ("users", "passwordHash", "text", "personal-password"),
        ("users", "pass_crypt", "text", "personal-password"),
        ("users", "remember_digest", "text", "personal-password"),
        ("users", "otp_backup_codes", "text[]", "personal-password"),
        ("users", "confirmation_token", "text", "personal-secret"),
        ("invites", "token", "text", "personal-secret"),
        ("api_keys", "key", "text", "personal-secret"),
        ("api_keys", "value", "text", "personal-secret"),
        ("session", "sess_key", "text", "personal-secret"),
        ("runner", "token_encrypted", "text", "personal-secret"),
        ("variable", "encrypted_value", "text", "personal-secret"),
        ("email_addresses", "normalized_address", "text", "personal-email"),
        ("phones", "number", "text", "personal-phone"),
        ("bank_details", "sanitized_acc_number", "text", "personal-account-number"),
        ("bank_account", "account_no", "text", "personal-account-number"),
        ("entity_to_contact", "contact", "text", "personal-contact"),
        ("contact", "legal_name", "text", "personal-name-of-person"),
        ("contact", "line_one", "text", "personal-address-of-person"),
        ("contact", "mail_code", "text", "personal-address-of-person"),
        ("editor", "name", "text", "personal-name-of-person"),
        ("card", "card_fingerprint", "text", "personal-card-number"),
    ],
)
def test_personal(table: str, column: str, type_: str, rule: str) -> None:
    assert rules(table, column, type_) == [rule]


@pytest.mark.parametrize(
    ("table", "column", "type_"),
    [
        ("course", "academic_year_code", "text"),
        ("card", "card_type", "text"),
        ("document", "file_name", "text"),
        ("sanity_check", "table_name", "text"),
        ("product", "product_name", "text"),
        ("product", "name", "text"),
        ("dict.client_type", "name", "text"),
        ("payment_state", "name", "text"),
        ("region", "state_name", "text"),
        ("merchant", "merchant_name", "text"),
        ("company_applicant", "legal_address", "text"),
        ("client_segment", "name", "text"),
        ("api_client", "name", "text"),
        ("message", "email_template_id", "bigint"),
        ("themes", "email_background_color", "text"),
        ("client", "phone_verified", "boolean"),
        ("client", "email_verified_at", "timestamp with time zone"),
        ("login_stat", "ip_count", "integer"),
        ("client", "address_id", "bigint"),
        ("country", "iban_length", "smallint"),
        ("bank_range", "iban_country", "character(2)"),
        ("card", "expanded", "text"),
        ("branch", "street_line", "text"),
        ("branch", "phone", "text"),
        ("system_endpoint", "address", "text"),
        ("gl_account", "account_no", "text"),
        ("nostro_account", "account_number", "text"),
        ("candidate_disability", "order_of_disability", "integer"),
        ("incident", "node_ip", "inet"),
        ("partner", "allowed_networks", "inet[]"),
        ("system_endpoint", "secret_ref", "text"),
        ("client_note", "subject_line", "text"),
        ("users", "password_changed_at", "timestamp with time zone"),
        ("client", "passport_expiry_date", "date"),
    ],
)
def test_not_personal(table: str, column: str, type_: str) -> None:
    assert rules(table, column, type_) == []


def test_a_reference_is_not_personal_but_for_a_trait() -> None:
    columns = (Column("owner_name", "text"), Column("gender_id", "smallint"))
    keys = tuple(ForeignKey((c.name,), QName("dict", "any"), ("id",)) for c in columns)
    table = Table("core", "client", columns, foreign_keys=keys)
    assert personal_tags(table, columns[0]) == ()
    assert [t.rule for t in personal_tags(table, columns[1])] == ["personal-trait"]


def test_an_address_is_personal_beside_a_persons_name() -> None:
    assert rules("shipment", "address_text") == []
    assert rules("shipment", "address_text", "text", None, "recipient_name") == ["personal-address-of-person"]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("free text, may hold personal data", ["personal-comment"]),
        ("contains PII", ["personal-comment"]),
        ("IBAN of the payer", ["personal-iban"]),
        ("Date of birth of the payer, as printed", ["personal-birth"]),
        ("Type of e-mail", []),
        ("link to the customer's email", []),
        ("shared mailbox, no personal data", []),
        (None, []),
    ],
)
def test_comments(comment: str | None, expected: list[str]) -> None:
    assert rules("payment", "extra", "text", comment) == expected


@pytest.mark.parametrize(
    ("column", "expected"),
    [("extra", ["personal-iban"]), ("code_extra", ["personal-iban"]), ("extra_code", []), ("code", [])],
)
def test_a_column_about_the_value_is_not_the_value(column: str, expected: list[str]) -> None:
    assert rules("payment", column, "text", "IBAN of the payer") == expected


ALSO_THINGS = ("actor", "artist", "child", "editor", "lead", "member", "operator", "performer", "player")


@pytest.mark.parametrize("word", ALSO_THINGS)
def test_people_who_are_also_names_of_things(word: str) -> None:
    assert rules("thing", f"{word}_name") == []


@pytest.mark.parametrize(
    "comment",
    [
        "Personal data.",
        "Personal data where the question asks for it.",
        "Fields read by text recognition. Personal data.",
        "PERSONAL INFORMATION",
        "may hold personal data",
        "Special category of data",
        "Personenbezogene Daten",
        "Персональные данные",
        "pii",
    ],
)
def test_a_declaration_counts_in_capitals_and_not(comment: str) -> None:
    assert rules("t", "old_value", "text", comment) == ["personal-comment"]


def test_a_comment_that_denies_is_believed() -> None:
    assert rules("external_system", "contact_email") == ["personal-email"]
    assert rules("external_system", "contact_email", "text", "Shared mailbox, not personal data") == []


def test_evidence_says_what_was_seen() -> None:
    column = Column("recipient_hash", "text", comment="personal data")
    assert personal_tags(Table("core", "bounce", (column,)), column) == (
        PersonalTag("personal-contact", "contact", "named `recipient`"),
        PersonalTag("personal-comment", "declared", "comment says `personal data`"),
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("counterparty_iban", ("counterparty", "iban")),
        ("counterpartyIBAN", ("counterparty", "iban")),
        ("XMLBody", ("xml", "body")),
        ("FIRST_NAME", ("first", "name")),
        ("streetnumbername", ("street", "number", "name")),
        ("line1", ("line", "1")),
        ("cardinal", ("cardinal",)),
        ("Übung", ("übung",)),
        ("", ()),
    ],
)
def test_words(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("plural", "one"),
    [("parties", "party"), ("addresses", "address"), ("tries", "try"), ("status", "status"), ("address", "address")],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_every_rule_is_described() -> None:
    page = (REPOSITORY / "docs" / "explanation" / "profile-rules.md").read_text("utf-8")
    ids = {rule.id for rule in NAME_RULES} | {"personal-comment"}
    assert {i for i in ids if f"`{i}`" not in page} == set()


@pytest.mark.skipif(not _OPEN.is_file(), reason=f"{_OPEN} is absent; set HB_OPEN_SCHEMAS to run this")
def test_names_without_separators_in_a_large_schema() -> None:
    from heartbeat_cli import pgschema

    database = pgschema.read(_OPEN).database
    tagged = {(t.name, c.name) for t in database.tables() for c in t.columns if personal_tags(t, c)}
    assert {("student", c) for c in ("firstname", "middlename", "lastsurname", "birthdate", "birthcity")} <= tagged
    assert {("contacttelephone", "telephonenumber"), ("staffdirectoryaddress", "postalcode")} <= tagged
    named_so = {"programname", "sectionname", "codevalue", "codename", "nameofinstitution", "website", "coursecode"}
    assert not {pair for pair in tagged if pair[1] in named_so}
    assert not {pair for pair in tagged if pair[0].startswith(("educationorganization", "descriptor", "course"))}


@pytest.mark.parametrize(
    ("table", "column", "type_"),
    [
        ("model_run", "tokens", "integer"),
        ("crawl", "next_page_token", "text"),
        ("dictionary_entry", "token", "text"),
        ("web_authn_credential", "public_key", "bytea"),
        ("upload", "file_hash", "text"),
        ("setting", "key", "text"),
        ("setting", "value", "text"),
        ("export", "sort_key", "text"),
        ("step", "idempotency_key", "text"),
        ("ci_runner_machine", "ip_address", "text"),
        ("tax", "tax_number", "text"),
        ("branch", "mobile", "text"),
        ("supplier", "account_number", "text"),
        ("parcel", "line_one", "text"),
    ],
)
def test_what_opens_nothing_and_is_nobodys(table: str, column: str, type_: str) -> None:
    assert rules(table, column, type_) == []


@pytest.mark.parametrize("mark", ["mobile", "date_of_birth", "home_phone", "cellphone"])
def test_beside_what_only_a_person_has_names_and_addresses_are_a_persons(mark: str) -> None:
    assert rules("booking", "name", "text", None, mark) == ["personal-name-of-person"]
    assert rules("booking", "city", "text", None, mark) == ["personal-address-of-person"]
    assert rules("branch", "name", "text", None, mark) == []
    assert rules("booking", "name") == []


def test_the_place_of_a_network_address_is_a_persons() -> None:
    assert rules("visit", "latitude", "text", None, "ip_address") == ["personal-location"]
    assert rules("server", "latitude", "text", None, "ip_address") == []
