"""The rules by which a column's name says that it holds personal data. `detectors/personal.py` applies them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from heartbeat_cli.pgschema import DATE_KINDS, NUMBER_KINDS, TypeKind
from heartbeat_cli.profiling.words import phrase_lists, word_lists


@dataclass(frozen=True, slots=True)
class NameRule:
    """Phrases a column's name ends with, and the kinds of type such a value has (of an array, its elements).

    `where` is one of PLACES. `alone`: the phrase is the whole name. `references`: also where the column is a reference,
    or named as one.
    """

    id: str
    category: str
    phrases: tuple[str, ...]
    kinds: frozenset[TypeKind]
    where: "PlaceOfRule" = "anywhere"
    alone: bool = False
    references: bool = False


_TEXT: frozenset[TypeKind] = frozenset(("text", "bytes", "json", "xml", "bit", "oid", "geometric", "other"))
_TEXT_OR_NUMBER = _TEXT | NUMBER_KINDS
_TEXT_OR_KEY: frozenset[TypeKind] = _TEXT | {"uuid"}
_BIRTH: frozenset[TypeKind] = _TEXT | DATE_KINDS | {"time", "interval"}
_MONEY: frozenset[TypeKind] = NUMBER_KINDS | {"money", "other"}
_ANY: frozenset[TypeKind] = _TEXT | NUMBER_KINDS | {"boolean", "uuid"}

PlaceOfRule = Literal[
    "anywhere", "not organisations", "with people", "people", "secrets", "not texts", "mails", "telephones", "contacts",
    "networks", "not machines",
]  # fmt: skip
"""In which tables a rule holds: in none about organisations; in one about people, or that names a person; in one about
people, or that holds a private phone or a birth date; in one of keys and tickets; in none about words; in one of mail
addresses, of phones, of contacts; in one that holds network addresses; in none about machines."""

_WORDS, _PHRASES = word_lists("people"), phrase_lists("personal")
PEOPLE = _WORDS["people"]
_NAMED = sorted(PEOPLE - _WORDS["also names of things"])
_WITH_LOGIN = sorted(PEOPLE | {"reviewer", "handler", "mentioned"})

NAME_RULES: tuple[NameRule, ...] = (
    NameRule(
        "personal-name",
        "name",
        _PHRASES["names"] + tuple(f"{who} name" for who in _NAMED),
        _TEXT,
    ),
    NameRule(
        "personal-name-of-person",
        "name",
        _PHRASES["names of persons"],
        _TEXT,
        "with people",
    ),
    NameRule("personal-name-of-person", "name", _PHRASES["names of persons, alone"], _TEXT, "people", alone=True),
    NameRule("personal-email", "contact", _PHRASES["emails of contacts"], _TEXT),
    NameRule(
        "personal-email",
        "contact",
        _PHRASES["emails"],
        _TEXT,
        "not organisations",
    ),
    NameRule(
        "personal-phone",
        "contact",
        _PHRASES["phones"],
        _TEXT_OR_NUMBER,
        "not organisations",
    ),
    NameRule(
        "personal-phone", "contact", _PHRASES["numbers in tables of phones"], _TEXT_OR_NUMBER, "telephones", alone=True
    ),
    NameRule("personal-email", "contact", _PHRASES["addresses in tables of emails"], _TEXT, "mails"),
    NameRule("personal-contact", "contact", _PHRASES["contacts"], _TEXT),
    NameRule("personal-contact", "contact", _PHRASES["contacts, alone"], _TEXT, "contacts", alone=True),
    NameRule(
        "personal-address",
        "address",
        _PHRASES["addresses"] + tuple(f"{who} address" for who in _NAMED if who != "sender"),
        _TEXT,
    ),
    NameRule(
        "personal-address-of-person",
        "address",
        _PHRASES["addresses of persons"],
        _TEXT,
        "with people",
    ),
    NameRule(
        "personal-address-of-person",
        "address",
        _PHRASES["lines of addresses"],
        _TEXT,
        "with people",
        alone=True,
    ),
    NameRule(
        "personal-birth",
        "birth",
        _PHRASES["births"],
        _BIRTH | NUMBER_KINDS,
    ),
    NameRule("personal-birth", "birth", _PHRASES["places of birth"], _TEXT),
    NameRule("personal-death", "birth", _PHRASES["deaths"], _BIRTH),
    NameRule(
        "personal-document",
        "identity document",
        _PHRASES["identity documents"],
        _TEXT_OR_NUMBER,
    ),
    NameRule(
        "personal-document-of-person",
        "identity document",
        _PHRASES["identity documents of persons"],
        _TEXT_OR_NUMBER,
        "with people",
    ),
    NameRule(
        "personal-tax-id",
        "national identifier",
        _PHRASES["tax numbers"],
        _TEXT_OR_NUMBER,
        "not organisations",
    ),
    NameRule("personal-iban", "bank account", _PHRASES["ibans"], _TEXT),
    NameRule(
        "personal-account-number",
        "bank account",
        _PHRASES["account numbers"],
        _TEXT,
        "not organisations",
    ),
    NameRule(
        "personal-card-number",
        "card",
        _PHRASES["card numbers"],
        _TEXT_OR_NUMBER,
    ),
    NameRule("personal-card-code", "card", _PHRASES["card codes"], _TEXT_OR_NUMBER),
    NameRule(
        "personal-password",
        "credential",
        _PHRASES["passwords"],
        _TEXT,
    ),
    NameRule(
        "personal-secret",
        "credential",
        _PHRASES["secrets"],
        _TEXT_OR_KEY,
        "not texts",
    ),
    NameRule("personal-secret", "credential", _PHRASES["secrets in tables of secrets"], _TEXT, "secrets"),
    NameRule(
        "personal-secret", "credential", _PHRASES["secrets in tables of secrets, alone"], _TEXT, "secrets", alone=True
    ),
    NameRule("personal-login", "login", _PHRASES["logins of persons"], _TEXT, "with people"),
    NameRule(
        "personal-login",
        "login",
        _PHRASES["logins"] + tuple(f"{who} login" for who in _WITH_LOGIN),
        _TEXT,
        "not organisations",
    ),
    NameRule("personal-trait", "trait", _PHRASES["traits of persons only"], _ANY, "not organisations", references=True),
    NameRule(
        "personal-trait",
        "trait",
        _PHRASES["traits"],
        _ANY,
        "with people",
        references=True,
    ),
    NameRule(
        "personal-health",
        "health",
        _PHRASES["health"],
        _ANY,
        "with people",
        references=True,
    ),
    NameRule(
        "personal-biometric",
        "biometric",
        _PHRASES["biometrics"],
        _TEXT,
    ),
    NameRule("personal-picture", "biometric", _PHRASES["pictures"], _TEXT, "people"),
    NameRule(
        "personal-income",
        "income",
        _PHRASES["incomes"],
        _MONEY,
        "with people",
    ),
    NameRule("personal-ip", "network address", _PHRASES["ip addresses"], _TEXT, "not machines"),
    NameRule(
        "personal-device",
        "network address",
        _PHRASES["devices"],
        _TEXT,
    ),
    NameRule(
        "personal-location",
        "location",
        _PHRASES["locations"],
        _TEXT_OR_NUMBER,
        "with people",
    ),
    NameRule(
        "personal-location",
        "location",
        _PHRASES["locations"] + _PHRASES["places of networks"],
        _TEXT_OR_NUMBER,
        "networks",
    ),
    NameRule("personal-remittance", "free text", _PHRASES["remittance"], _TEXT),
    NameRule(
        "personal-notes",
        "free text",
        _PHRASES["notes of persons"],
        frozenset({"text"}),
        "people",
    ),
)

PRIVATE = frozenset(_PHRASES["births"]) | frozenset(_PHRASES["private phones"])
"""Phrases of what only a person has: the names and addresses beside them are a person's."""
NO_SECRETS = frozenset(_PHRASES["no secrets"])

FORMS = _WORDS["forms"]
REFERENCE_FORMS = frozenset({"id", "code", "descriptor", "key", "ref"})

OF_PEOPLE = _WORDS["of people"]
NOT_A_PERSON = _WORDS["not a person"]
ORGANISATION = _WORDS["organisations"]
RATES = _WORDS["rates"]
AT_A_BANK = _WORDS["somebody's at a bank"]
WORDS_OF_TABLES: Mapping[str, frozenset[str]] = {
    "secrets": _WORDS["secrets"],
    "not texts": _WORDS["words and texts"],
    "mails": _WORDS["mails"],
    "telephones": _WORDS["telephones"],
    "contacts": frozenset({"contact"}),
    "not machines": _WORDS["machines"],
}
"""What a table is called in which a rule holds, or does not."""
MACHINES = _WORDS["machines"]
ABOUT_OTHERS = _WORDS["about others"]
