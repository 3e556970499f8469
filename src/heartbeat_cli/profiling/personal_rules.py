"""The rules by which a column's name says that it holds personal data. `profiling/personal.py` applies them."""

from dataclasses import dataclass

from heartbeat_cli.pgschema.types import DATES, NUMBERS, Kind
from heartbeat_cli.profiling.words import word_set


@dataclass(frozen=True, slots=True)
class NameRule:
    """Phrases a column's name ends with, and the kinds of type such a value has (of an array, its elements).

    `where`: `anywhere`, `not organisations` (in no table about organisations), `with people` (in a table about people
    or one that names a person), `people` (in a table about people). `alone`: the phrase is the whole name.
    `references`: also where the column is a reference, or named as one.
    """

    id: str
    category: str
    phrases: tuple[str, ...]
    kinds: frozenset[Kind]
    where: str = "anywhere"
    alone: bool = False
    references: bool = False


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


_TEXT: frozenset[Kind] = frozenset(("text", "bytes", "json", "xml", "bit", "oid", "geometric", "other"))
_TEXT_OR_NUMBER = _TEXT | NUMBERS
_TEXT_OR_KEY: frozenset[Kind] = _TEXT | {"uuid"}
_BIRTH: frozenset[Kind] = _TEXT | DATES | {"time", "interval"}
_MONEY: frozenset[Kind] = NUMBERS | {"money", "other"}
_ANY: frozenset[Kind] = _TEXT | NUMBERS | {"boolean", "uuid"}

PEOPLE = word_set(
    """
    actor applicant attorney author beneficiary borrower candidate cardholder child citizen client consumer
    contact counterparty creditor customer debtor director doctor donor driver employee father guarantor
    guardian guest holder individual insured investigator lead learner member mother nurse officer official
    operator owner parent party passenger patient payee payer people person physician prospect recipient
    relative remitter reporter representative resident sender shareholder signatory staff student subscriber
    teacher trustee ubo user visitor voter worker
    """
)
# `lead_name`, `operator_name`, `member_name` and the like are as often names of things.
_NAMED = sorted(PEOPLE - {"actor", "author", "child", "lead", "member", "operator", "user"})
_WITH_LOGIN = sorted(PEOPLE | {"reviewer", "handler", "mentioned"})

NAME_RULES: tuple[NameRule, ...] = (
    NameRule(
        "personal-name",
        "name",
        _listed(
            """first name, given name, forename, middle name, last name, surname, last surname, family name,
            maiden name, birth name, patronymic, name given, preferred first name, cardholder, name on card,
            embossed name, contact person, screened name, matched name, checked name, asked name, suggested name,
            disclosed name, primary name, counter name"""
        )
        + tuple(f"{who} name" for who in _NAMED),
        _TEXT,
    ),
    NameRule(
        "personal-name-of-person",
        "name",
        _listed("display name, full name, nick name, nickname, previous name, normalised name, normalized name"),
        _TEXT,
        "with people",
    ),
    NameRule("personal-name-of-person", "name", ("name", "alias"), _TEXT, "people", alone=True),
    NameRule("personal-email", "contact", ("contact email",), _TEXT),
    NameRule(
        "personal-email",
        "contact",
        _listed("email, e mail, email address, e mail address, mail address, electronic mail address"),
        _TEXT,
        "not organisations",
    ),
    NameRule(
        "personal-phone",
        "contact",
        _listed(
            """phone, phone number, phone no, telephone, telephone number, telephone no, mobile, mobile number, mobile
            no, mobile phone, cell phone, msisdn, fax, fax number, whatsapp"""
        ),
        _TEXT_OR_NUMBER,
        "not organisations",
    ),
    NameRule("personal-contact", "contact", ("contact value", "alias value", "recipient"), _TEXT),
    NameRule(
        "personal-address",
        "address",
        _listed(
            """home address, billing address, shipping address, delivery address, letter address, mailing address,
            residential address, residence address, billing detail, shipping detail, customer detail"""
        )
        + tuple(f"{who} address" for who in _NAMED if who != "sender"),
        _TEXT,
    ),
    NameRule(
        "personal-address-of-person",
        "address",
        _listed(
            """address, address line, address text, street, street address, street name, street line,
            street number name, house no, house number, flat no, apartment room suite number, city, town, town name,
            district, zip, zip code, postal code, post code, postcode"""
        ),
        _TEXT,
        "with people",
    ),
    NameRule("personal-address-of-person", "address", ("line",), _TEXT, "with people", alone=True),
    NameRule(
        "personal-birth",
        "birth",
        _listed("birth date, date of birth, dob, birthday, birth day, born on, born at, birth year, year of birth"),
        _BIRTH | NUMBERS,
    ),
    NameRule("personal-birth", "birth", _listed("birth place, place of birth, birth city, city of birth"), _TEXT),
    NameRule("personal-death", "birth", _listed("deceased on, death date, date of death"), _BIRTH),
    NameRule(
        "personal-document",
        "identity document",
        _listed(
            """passport, passport no, passport number, identity card number, id card number, id card no, driver license,
            driver license number, drivers license number, driving licence number, visa number, residence
            permit number, id document number, identity document number"""
        ),
        _TEXT_OR_NUMBER,
    ),
    NameRule(
        "personal-document-of-person",
        "identity document",
        _listed("document number, document no, identifier value, identification number, private id"),
        _TEXT_OR_NUMBER,
        "with people",
    ),
    NameRule(
        "personal-tax-id",
        "national identifier",
        _listed(
            """tax id, tax identifier, tax number, tax no, tin, taxpayer no, taxpayer number, ssn, social security
            number, social security no, national id, national id number, national identifier, national
            insurance number, personal code, personal number, personal id, personal identification number,
            nino, itin, pesel"""
        ),
        _TEXT_OR_NUMBER,
        "not organisations",
    ),
    NameRule("personal-iban", "bank account", ("iban", "iban number", "bban"), _TEXT),
    NameRule(
        "personal-account-number",
        "bank account",
        _listed("account no, account number, bank account, bank account number, bank account no"),
        _TEXT,
        "not organisations",
    ),
    NameRule(
        "personal-card-number",
        "card",
        _listed(
            """card number, card no, pan, primary account number, card data, track 2, card exp month, card exp year,
            card expiry"""
        ),
        _TEXT_OR_NUMBER,
    ),
    NameRule("personal-card-code", "card", _listed("cvv, cvc, cvv 2, cvc 2, card security code"), _TEXT_OR_NUMBER),
    NameRule(
        "personal-password",
        "credential",
        _listed("password, passwd, pwd, passphrase, pin, pin block, security answer, recovery code"),
        _TEXT,
    ),
    NameRule(
        "personal-secret",
        "credential",
        _listed(
            """secret, secret key, client secret, otp secret, private key, signing key, api key, access token, refresh
            token, session token, auth token, reset token"""
        ),
        _TEXT_OR_KEY,
    ),
    NameRule("personal-login", "login", _listed("login, login name, login id, screen name"), _TEXT, "with people"),
    NameRule(
        "personal-login",
        "login",
        ("user name", "username", "social media user name", *(f"{who} login" for who in _WITH_LOGIN)),
        _TEXT,
        "not organisations",
    ),
    NameRule(
        "personal-trait",
        "trait",
        _listed(
            """gender, gender identity, sex, birth sex, ethnicity, ethnic group, race, religion, nationality,
            citizenship, citizenship status, marital status, sexual orientation, political opinion, trade union"""
        ),
        _ANY,
        "with people",
        references=True,
    ),
    NameRule(
        "personal-health",
        "health",
        _listed(
            """diagnosis, disability, disability diagnosis, blood type, blood group, allergy, medication, medical
            history, medical record number, health status, pregnancy, immunization name, medical
            exemption, medical condition"""
        ),
        _ANY,
        "with people",
        references=True,
    ),
    NameRule(
        "personal-biometric",
        "biometric",
        _listed(
            """face template, fingerprint template, voice print, voiceprint, biometric data, biometric template, selfie,
            face image, signature image, signature blob"""
        ),
        _TEXT,
    ),
    NameRule("personal-picture", "biometric", _listed("photo, picture, portrait, avatar"), _TEXT, "people"),
    NameRule(
        "personal-income",
        "income",
        _listed("salary, salary amount, wage, annual wage, hourly wage, income, monthly income, annual income"),
        _MONEY,
        "with people",
    ),
    NameRule("personal-ip", "network address", _listed("ip, ip address, ipv 4, ipv 6, remote addr"), _TEXT),
    NameRule(
        "personal-device",
        "network address",
        _listed(
            "mac address, imei, push token, device token, device fingerprint, advertising id, user agent, ua",
        ),
        _TEXT,
    ),
    NameRule(
        "personal-location",
        "location",
        _listed("latitude, longitude, geo location, gps position"),
        _TEXT_OR_NUMBER,
        "with people",
    ),
    NameRule("personal-remittance", "free text", _listed("remittance, remittance info, remittance information"), _TEXT),
    NameRule(
        "personal-notes",
        "free text",
        _listed("note, comment, remark, narrative, free text"),
        frozenset({"text"}),
        "people",
    ),
)

# At the end of a name these say how the value is kept, not what it is: `email_hash`, `date_of_birth_text`.
FORMS = word_set(
    """
    bidx cipher clean current enc encoded encrypted full hash hashed latin local lower masked new normalised
    normalized old original plain raw str string suffix text txt typed upper value
    """
)
REFERENCE_FORMS = frozenset({"id", "code", "descriptor", "key", "ref"})

# Heads under which a table with a word for people is still about them: `client_address`, not `client_segment`.
OF_PEOPLE = word_set(
    """
    address alias association contact data demographic detail diagnosis disability document email employment
    entry health history identification identifier identity immunization income info information mail name note
    passport person personal phone profile race record registration sheet telephone
    """
)
NOT_A_PERSON = word_set("api oauth http company corporate business legal merchant system")
ORGANISATION = word_set(
    """
    agency bank branch company correspondent department endpoint facility gateway gl institution ledger merchant
    nostro organisation organization participant school station store supplier vendor
    """
)
MACHINES = word_set(
    "allowed backend bind cidr cluster endpoint gateway host listen network node range server subnet upstream"
)
# Whatever its comment begins with, a column named so holds something else than the value.
ABOUT_OTHERS = word_set("code count field format id kind length mask path pattern rule scheme status type")
