"""The rules by which a column's name says that it holds personal data. `detectors/personal.py` applies them."""

from dataclasses import dataclass

from heartbeat_cli.pgschema import DATE_KINDS, NUMBER_KINDS, TypeKind
from heartbeat_cli.profiling.words import phrase_lists, word_lists


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
    kinds: frozenset[TypeKind]
    where: str = "anywhere"
    alone: bool = False
    references: bool = False


_TEXT: frozenset[TypeKind] = frozenset(("text", "bytes", "json", "xml", "bit", "oid", "geometric", "other"))
_TEXT_OR_NUMBER = _TEXT | NUMBER_KINDS
_TEXT_OR_KEY: frozenset[TypeKind] = _TEXT | {"uuid"}
_BIRTH: frozenset[TypeKind] = _TEXT | DATE_KINDS | {"time", "interval"}
_MONEY: frozenset[TypeKind] = NUMBER_KINDS | {"money", "other"}
_ANY: frozenset[TypeKind] = _TEXT | NUMBER_KINDS | {"boolean", "uuid"}

_WORDS, _PHRASES = word_lists("people"), phrase_lists("personal")
PEOPLE = _WORDS["people"]
# `lead_name`, `operator_name`, `member_name` and the like are as often names of things.
_NAMED = sorted(PEOPLE - {"actor", "author", "child", "lead", "member", "operator", "user"})
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
    NameRule("personal-contact", "contact", _PHRASES["contacts"], _TEXT),
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
    ),
    NameRule("personal-login", "login", _PHRASES["logins of persons"], _TEXT, "with people"),
    NameRule(
        "personal-login",
        "login",
        _PHRASES["logins"] + tuple(f"{who} login" for who in _WITH_LOGIN),
        _TEXT,
        "not organisations",
    ),
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
    NameRule("personal-ip", "network address", _PHRASES["ip addresses"], _TEXT),
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
    NameRule("personal-remittance", "free text", _PHRASES["remittance"], _TEXT),
    NameRule(
        "personal-notes",
        "free text",
        _PHRASES["notes of persons"],
        frozenset({"text"}),
        "people",
    ),
)

FORMS = _WORDS["forms"]
REFERENCE_FORMS = frozenset({"id", "code", "descriptor", "key", "ref"})

OF_PEOPLE = _WORDS["of people"]
NOT_A_PERSON = _WORDS["not a person"]
ORGANISATION = _WORDS["organisations"]
MACHINES = _WORDS["machines"]
ABOUT_OTHERS = _WORDS["about others"]
