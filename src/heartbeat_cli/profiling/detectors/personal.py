"""Which columns hold personal data, going by name, type and comment alone.

What a column is about stands at the end of its name: `counterparty_iban` is an IBAN, `iban_length` a length,
`email_template_id` an id. So a phrase counts only there, followed at most by words that say in which form the value
is kept (`email_hash`, `phone2`). Some names are personal everywhere (`date_of_birth`); others (`name`, `city`,
`gender`) only in a table about people. References, flags, counters and times are not personal, but for the few a
rule names. The rules are in `parts/personal_rules.py`, their words in `words/`, described in
docs/explanation/profile-rules.md.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from heartbeat_cli.blocks import GridColumn, Section, grid
from heartbeat_cli.estate import TableDecision
from heartbeat_cli.pgschema import Column, QName, Table, TypeKind, kind_of
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.detectors.parts.personal_rules import (
    ABOUT_OTHERS,
    AT_A_BANK,
    FORMS,
    MACHINES,
    NAME_RULES,
    NO_SECRETS,
    NOT_A_PERSON,
    OF_PEOPLE,
    ORGANISATION,
    PEOPLE,
    PRIVATE,
    RATES,
    REFERENCE_FORMS,
    WORDS_OF_TABLES,
    NameRule,
)
from heartbeat_cli.profiling.detectors.parts.wording import counted_names
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.roles import DICTIONARY_SCHEMAS, SAID
from heartbeat_cli.profiling.words import singular, words_of
from heartbeat_cli.wording import count


@dataclass(frozen=True, slots=True)
class PersonalTag:
    """Why a column is taken for personal data: the rule's id, the category of the data, what was seen."""

    rule: str
    category: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PersonalColumns:
    """The columns of a table that hold personal data, and why each is taken for it."""

    table: QName
    tags: Mapping[str, tuple[PersonalTag, ...]]


_LONGEST_PHRASE = max(len(phrase.split()) for rule in NAME_RULES for phrase in rule.phrases)


def _by_phrase() -> dict[str, tuple[NameRule, ...]]:
    found: dict[str, tuple[NameRule, ...]] = {}
    for rule in NAME_RULES:
        for phrase in rule.phrases:
            found[phrase] = (*found.get(phrase, ()), rule)
    return found


_RULES_BY_PHRASE = _by_phrase()
_PLACES = {
    "with people": ", in a table with people",
    "people": ", in a table with people",
    "secrets": ", in a table of secrets",
    "mails": ", in a table of mail addresses",
    "telephones": ", in a table of phones",
    "contacts": ", in a table of contacts",
    "networks": ", beside a network address",
}
_LAST_WORDS = frozenset(phrase.rpartition(" ")[2] for phrase in _RULES_BY_PHRASE)

_NETWORK_TYPES = ("inet", "macaddr")
_MARKED = re.compile(r"person|pii|gdpr|dsgvo|special|персонал", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|without|never|free of)\s+(?:any\s+)?(?:personal(?:\s+data)?|pii|gdpr)\b", re.IGNORECASE
)
_DECLARED = re.compile(
    r"\bpersonal(?:ly[ -]identif\w+)?\s+(?:data|information)\b|\bPII\b|\bspecial category\b|\bpersonenbezogen|"
    r"\bперсональн\w+ данн\w+|\bDSGVO\b|\bGDPR\b",
    re.IGNORECASE,
)
# Where the first noun of a comment ends at the latest.
_CUT = re.compile(
    r"[.,;:()\n]|\b(?:to|in|that|which|when|if|used|with|by|on|and|or|for|as|given|from|is|are|was|were)\b",
    re.IGNORECASE,
)
_OPENING = 60
_WORD = re.compile(r"\w+")


def personal_columns(facts: SchemaFacts) -> tuple[PersonalColumns, ...]:
    """Every table with personal data, partitions and foreign tables too: they are asked for one by one."""
    decisions = facts.everywhere.decisions
    every = (*facts.schema.tables, *facts.schema.foreign_tables)
    found = (PersonalColumns(t.qname, _tags_of(t, decisions.get(t.qname))) for t in every)
    return tuple(f for f in found if f.tags)


def _tags_of(table: Table, said: TableDecision | None) -> Mapping[str, tuple[PersonalTag, ...]]:
    return {c.name: tags for c in table.columns if (tags := personal_tags(table, c, said))}


def personal_tags(table: Table, column: Column, decision: TableDecision | None = None) -> tuple[PersonalTag, ...]:
    """Every rule that takes the column for personal data, by name, then type, then comment; empty for none.

    A comment that denies it (`no personal data`) is believed, and what people decided of the table first of all.
    """
    about = decision.columns.get(column.name) if decision is not None else None
    if about is not None and about.personal is not None:
        return (PersonalTag("personal-said", about.personal, SAID),) if about.personal else ()
    said = _read_comment(column.comment) if column.comment else _NOTHING_SAID
    named = _named_rules(column.name)
    if said.denied or not (named or said.declared or said.rules or column.type.startswith(_NETWORK_TYPES)):
        return ()
    tags = (*_by_name(table, column, named), *_by_type(table, column), *_by_comment(table, column, said))
    return tuple({tag.rule: tag for tag in reversed(tags)}.values())[::-1]


def _by_name(table: Table, column: Column, named: tuple[tuple[NameRule, str], ...]) -> Iterable[PersonalTag]:
    for rule, phrase in named:
        if _fits(rule, table, column):
            yield PersonalTag(rule.id, rule.category, f"named `{phrase}`{_PLACES.get(rule.where, '')}")


def _kind(column: Column) -> TypeKind:
    """The kind of a column's values; of an array that of its elements."""
    return kind_of(column.type.partition("[")[0])


def _fits(rule: NameRule, table: Table, column: Column) -> bool:
    if _kind(column) not in rule.kinds or not _stands_in(rule.where, table):
        return False
    return rule.references or not any(column.name in key.columns for key in table.foreign_keys)


@lru_cache(maxsize=65536)
def _named_rules(name: str) -> tuple[tuple[NameRule, str], ...]:
    """The rules whose phrase the name ends with: as it is, without its form, or as a reference where a rule says so."""
    words = words_of(name)
    plain, referring = _without_forms(words, FORMS), _without_forms(words, REFERENCE_FORMS)
    found = _rules_of(words)
    if plain != words:
        found += _rules_of(plain)
    if referring != words:
        found += tuple((rule, phrase) for rule, phrase in _rules_of(referring) if rule.references)
    return found


def _rules_of(words: tuple[str, ...]) -> tuple[tuple[NameRule, str], ...]:
    """The rules of the longest phrase the words end with; the last word may be a plural."""
    if not words or not (words[-1] in _LAST_WORDS or singular(words[-1]) in _LAST_WORDS):
        return ()
    ends = (words, (*words[:-1], singular(words[-1])))
    for length in range(min(len(words), _LONGEST_PHRASE), 0, -1):
        for end in ends:
            rules = _RULES_BY_PHRASE.get(phrase := " ".join(end[-length:]))
            if rules is not None:
                before = words[:-length]
                # `order_of_disability` is an order, and a `page_token` opens nothing.
                if before[-1:] == ("of",) or " ".join(words[-2:]) in NO_SECRETS:
                    return ()
                return tuple((r, phrase) for r in rules if not (before and r.alone))
    return ()


def _without_forms(words: tuple[str, ...], forms: frozenset[str]) -> tuple[str, ...]:
    while len(words) > 1 and (words[-1] in forms or words[-1].isdigit()):
        words = words[:-1]
    return words


def _stands_in(where: str, table: Table) -> bool:
    """Whether a rule holds in a table, going by what that is about."""
    if where == "anywhere":
        return True
    if where == "not organisations":
        return not _about_organisations(table)
    if where in WORDS_OF_TABLES:
        return WORDS_OF_TABLES[where].isdisjoint(_words_and_pairs(table.name)) == where.startswith("not ")
    if table.schema.lower() in DICTIONARY_SCHEMAS:
        return False
    if where == "networks":
        return not about_people(table) and any(_is_network_address(table, c) for c in table.columns)
    named = where == "with people" and not _about_organisations(table) and _names_a_person(table)
    return about_people(table) or _is_somebodys(table) or named


def _words_and_pairs(name: str) -> tuple[str, ...]:
    """The words of a table's name, and each with the next: `api_key`."""
    words = tuple(map(singular, words_of(name)))
    return (*words, *(f"{one}_{other}" for one, other in pairwise(words)))


def about_people(table: Table) -> bool:
    """Whether the table's own name says its rows are people, or something of theirs (`client`, `client_address`)."""
    words = tuple(map(singular, words_of(table.name)))
    people = [w for i, w in enumerate(words) if w in PEOPLE and (i == 0 or words[i - 1] not in NOT_A_PERSON)]
    return bool(people) and (words[-1] == people[-1] or words[-1] in OF_PEOPLE)


def _about_organisations(table: Table) -> bool:
    words = tuple(map(singular, words_of(table.name)))
    theirs = {
        w for i, w in enumerate(words) if w in ORGANISATION and not (w == "bank" and AT_A_BANK & {*words[i + 1 :]})
    }
    return (bool(theirs) and PEOPLE.isdisjoint(words)) or RATES.issuperset(words)


def _is_somebodys(table: Table) -> bool:
    """Whether the table holds what only a person has: a birth date, a private phone."""
    return not _about_organisations(table) and any(
        phrase in PRIVATE and _kind(c) in rule.kinds for c in table.columns for rule, phrase in _named_rules(c.name)
    )


def _names_a_person(table: Table) -> bool:
    if words_of(table.name) in (("address",), ("addresses",)):
        return True
    ends = (" ".join(words_of(c.name)[-2:]) for c in table.columns if _kind(c) != "boolean")
    return any(rule.id in ("personal-name", "personal-birth") for end in ends for rule in _RULES_BY_PHRASE.get(end, ()))


def _is_network_address(table: Table, column: Column) -> bool:
    return any(tag.rule == "personal-ip" for tag in _by_type(table, column)) or any(
        rule.id == "personal-ip" and _fits(rule, table, column) for rule, _ in _named_rules(column.name)
    )


def _by_type(table: Table, column: Column) -> Iterable[PersonalTag]:
    named = map(singular, (*words_of(column.name), *words_of(table.name)))
    if column.type.startswith("inet") and MACHINES.isdisjoint(named):
        yield PersonalTag("personal-ip", "network address", "type inet")
    elif column.type.startswith("macaddr"):
        yield PersonalTag("personal-device", "network address", f"type {column.type}")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a comment says: that there is no personal data, that there is (its words), or what the column is."""

    denied: bool = False
    declared: str | None = None
    rules: tuple[tuple[NameRule, str], ...] = ()


_NOTHING_SAID = _Said()


@lru_cache(maxsize=65536)
def _read_comment(comment: str) -> _Said:
    marked = _MARKED.search(comment) is not None
    if marked and _DENIED.search(comment):
        return _Said(denied=True)
    declared = _DECLARED.search(comment) if marked else None
    rules = _rules_of_opening(tuple(_WORD.findall(_CUT.split(comment, 1)[0][:_OPENING].lower())))
    plain = tuple((rule, phrase) for rule, phrase in rules if rule.where in ("anywhere", "not organisations"))
    return _Said(declared=declared.group() if declared else None, rules=plain)


def _rules_of_opening(words: tuple[str, ...]) -> tuple[tuple[NameRule, str], ...]:
    """What `Date of birth of the payer` and `IBAN of the payer` say: the longest opening before an `of` that is one."""
    if _LAST_WORDS.isdisjoint(words):
        return ()
    ends = [len(words), *(i for i in range(len(words) - 1, 0, -1) if words[i] == "of")]
    return next((found for end in ends if (found := _rules_of(words[:end]))), ())


def _by_comment(table: Table, column: Column, said: _Said) -> Iterable[PersonalTag]:
    if said.declared:
        yield PersonalTag("personal-comment", "declared", f"comment says `{said.declared}`")
    if said.rules and ABOUT_OTHERS.isdisjoint(words_of(column.name)[-1:]):
        for rule, phrase in said.rules:
            if _fits(rule, table, column):
                yield PersonalTag(rule.id, rule.category, f"comment begins with `{phrase}`")


# On the page


def _of_schema(found: tuple[PersonalColumns, ...], subject: ProfiledSubject) -> Section | None:
    """Personal data by category, with where most of it is."""
    found = tuple(f for f in found if f.table in subject.facts.tables)
    places: dict[str, Counter[str]] = {}
    for table, tags in ((f.table.name, tags) for f in found for tags in f.tags.values()):
        for category in dict.fromkeys(tag.category for tag in tags):
            places.setdefault(category, Counter())[table] += 1
    shape = (
        GridColumn("kind", "word", "private"),
        GridColumn("columns", "number"),
        GridColumn("most of it in", "names"),
    )
    ordered = sorted(places.items(), key=lambda item: (-item[1].total(), item[0]))
    rows = ((category, count(where.total()), counted_names(where)) for category, where in ordered)
    remark = f"columns in {count(len(found), 'table')}"
    number = sum(len(f.tags) for f in found)
    return Section("Personal data", (grid(shape, rows, lines=6),), number, remark) if found else None


def _of_column(found: tuple[PersonalColumns, ...], subject: ProfiledSubject) -> Section | None:
    """What personal data the column holds, and by which rule."""
    tags = [tag for f in found for tag in f.tags.get(subject.column or "", ())]
    columns = (GridColumn("", "word", "private"), GridColumn(""), GridColumn("", "words", "dim"))
    rows = ((tag.category, tag.rule, tag.evidence) for tag in tags)
    return Section("Personal data", (grid(columns, rows),))


DETECTOR = Detector(
    "Columns that hold personal data.",
    personal_columns,
    schema=Shown(_of_schema, 70),
    column=Shown(_of_column, 10),
    columns=lambda found, _: found.tags,
)
