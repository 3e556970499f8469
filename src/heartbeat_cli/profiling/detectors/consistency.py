"""Where a schema contradicts itself: findings as data, one small function per rule, all of them in `RULES`.

A rule speaks where the schema itself shows what is right: the majority of columns of one name, the type of a
reference's target, an index that another covers. What is a judgement is `info`. Partitions stand for their parents, and
what a migration framework keeps for itself is left out.
Described in docs/explanation/profile-rules.md.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from heartbeat_cli.blocks import GridColumn, Section, grid
from heartbeat_cli.pgschema import TIMESTAMP_KINDS, Column, QName, Table, built_in_type, kind_of, split_type
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.detectors.parts.inconsistency import ERROR, INFO, WARNING, Inconsistency, judged
from heartbeat_cli.profiling.detectors.parts.key_rules import (
    covered_indexes,
    duplicate_indexes,
    nullable_keys,
    small_log_keys,
)
from heartbeat_cli.profiling.detectors.quantities import table_quantities
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.roles import DICTIONARY_SCHEMAS, has_code_and_name
from heartbeat_cli.profiling.words import singular, word_lists, words_of
from heartbeat_cli.wording import count

Rule = Callable[[SchemaFacts], Iterable[Inconsistency]]

_CREATED = frozenset(
    {"created_at", "created", "createdat", "creation_time", "inserted_at", "create_date", "createdate"}
)
_GENERIC = word_lists("consistency")["generic"]
_PRECISION = re.compile(r"\(\d\)")
_SHARE = 0.8
_FEWEST = 4
_NAMES_SHOWN = 5


def _shown(names: Iterable[object]) -> str:
    listed = [str(n) for n in names]
    rest = f" and {len(listed) - _NAMES_SHOWN} more" if len(listed) > _NAMES_SHOWN else ""
    return ", ".join(listed[:_NAMES_SHOWN]) + rest


def _family(type_: str) -> str:
    """The kind of a type, without length or precision: two columns of one family hold the same values."""
    kind = kind_of(type_)
    if kind in ("integer", "text"):
        return kind
    return "timestamp" if kind in TIMESTAMP_KINDS else split_type(type_)[0]


def _integer_size(type_: str) -> int:
    """The bytes of an integer; 0 for any other type."""
    found = built_in_type(type_)
    return found.size if found is not None else 0


def _comparable(type_: str) -> str:
    """A type without the precision of a time, on which nothing hangs."""
    return _PRECISION.sub("", type_) if type_.startswith("time") else type_


def same_name_types(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """One name, and a few of its columns of another type than nearly all others. The majority is right."""
    by_name: dict[str, list[tuple[Table, Column]]] = defaultdict(list)
    for table in judged(facts):
        referring = {c for k in table.foreign_keys for c in k.columns}
        for column in table.columns:
            if column.name not in referring:
                by_name[column.name].append((table, column))
    for name, holders in by_name.items():
        if len(holders) < _FEWEST or name.lower() in _GENERIC or len({c.type for _, c in holders}) == 1:
            continue
        types = Counter(_comparable(facts.base_type(c.type)) for _, c in holders)
        common, count = types.most_common(1)[0]
        if len(types) == 1 or count < _FEWEST or count < _SHARE * len(holders):
            continue
        odd = [(t, c) for t, c in holders if _comparable(facts.base_type(c.type)) != common]
        # The rule on time zones tells about those.
        odd = [(t, c) for t, c in odd if (kind_of(common), kind_of(c.type)) != ("timestamptz", "timestamp")]
        if odd:
            yield _odd_types(name, common, count, odd)


def _odd_types(name: str, common: str, count: int, odd: list[tuple[Table, Column]]) -> Inconsistency:
    only_length = all(_family(c.type) == _family(common) for _, c in odd)
    places = _shown(f"{t.name} ({c.type})" for t, c in odd)
    return Inconsistency(
        "same-name-types",
        INFO if only_length else WARNING,
        odd[0][0].qname if len(odd) == 1 else None,
        name,
        f"{name} is {common} in {count} tables, but not in {places}",
        "check the odd ones before joining or comparing; cast where they differ",
    )


def reference_types(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """A reference of another type than what it refers to."""
    for table in judged(facts):
        for key in table.foreign_keys:
            here_by_name, there_by_name = (
                facts.everywhere.columns[table.qname],
                facts.everywhere.columns.get(key.target, {}),
            )
            for name, other in zip(key.columns, key.target_columns, strict=False):
                here, there = here_by_name.get(name), there_by_name.get(other)
                if here is not None and there is not None and here.type != there.type:
                    yield from _compared(table, here, key.target, there, facts)


def _compared(table: Table, here: Column, target: QName, there: Column, facts: SchemaFacts) -> Iterable[Inconsistency]:
    one, other = facts.base_type(here.type), facts.base_type(there.type)
    if one == other or (_family(one) == _family(other) == "text"):
        return
    sizes = _integer_size(one), _integer_size(other)
    narrower = 0 < sizes[0] < sizes[1]
    if all(sizes) and not narrower:
        return
    why = "it overflows before its target does" if narrower else "every join converts one of them"
    yield Inconsistency(
        "reference-type", WARNING, table.qname, here.name,
        f"{here.name} is {here.type}, {target}.{there.name} is {there.type}: {why}",
        f"change {table.name}.{here.name} to {there.type}",
    )  # fmt: skip


def _style(name: str) -> str | None:
    if name != name.lower() and name != name.upper():
        return "camelCase"
    return "snake_case" if "_" in name else None


def naming_style(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """Names in another style than nearly all of the schema's."""
    styles = Counter(s for t in judged(facts) for n in (t.name, *(c.name for c in t.columns)) if (s := _style(n)))
    if len(styles) < 2:
        return
    (usual, count), (_, few) = styles.most_common(2)
    if few > (1 - _SHARE) * count:
        return
    for table in judged(facts):
        odd = [n for n in (table.name, *(c.name for c in table.columns)) if _style(n) not in (None, usual)]
        if odd:
            column = odd[0] if len(odd) == 1 and odd[0] != table.name else None
            yield Inconsistency(
                "naming-style", INFO, table.qname, column,
                f"{_shown(odd)}: the schema writes {usual}",
                "quote the name in SQL, and rename it with the next change of the table",
            )  # fmt: skip


def time_zones(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """Timestamps without a time zone where nearly all others have one."""
    without: dict[QName, list[str]] = defaultdict(list)
    zoned = 0
    for table in judged(facts):
        for column in table.columns:
            kind = kind_of(column.type)
            zoned += kind == "timestamptz"
            if kind == "timestamp":
                without[table.qname].append(column.name)
    few = sum(map(len, without.values()))
    if not few or zoned < _FEWEST or zoned < _SHARE * (zoned + few):
        return
    for name, columns in without.items():
        yield Inconsistency(
            "time-zone", WARNING, name, columns[0] if len(columns) == 1 else None,
            f"{_shown(columns)}: no time zone, where {zoned} others of the schema have one",
            "find out in which zone it is written, and say so where it is read (AT TIME ZONE …)",
        )  # fmt: skip


def float_money(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """Money as binary floating point: sums are off by cents."""
    names = {t.qname for t in judged(facts)}
    for table, found in ((f.table, q) for f in facts.once(table_quantities) for q in f.quantities):
        if found.kind == "money" and found.inexact and table in names:
            yield Inconsistency(
                "float-money", WARNING, table, found.column,
                f"{found.column} is money ({found.evidence}) in binary floating point: sums are not exact",
                "make it numeric; until then round sums and never compare them for equality",
            )  # fmt: skip


def creation_times(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """When a row was made is not certain: the column may be null, where in most tables it may not."""
    holders = [(t, c) for t in judged(facts) for c in t.columns if c.name.lower() in _CREATED and "time" in c.type]
    nullable = [(t, c) for t, c in holders if c.nullable]
    if not nullable or len(holders) < _FEWEST or len(nullable) > (1 - _SHARE) * len(holders):
        return
    for table, column in nullable:
        yield Inconsistency(
            "created-null", WARNING, table.qname, column.name,
            f"{column.name} may be null; in {len(holders) - len(nullable)} of {len(holders)} tables it may not",
            "count the rows without it before a metric filters by it, then make it NOT NULL",
        )  # fmt: skip


def loose_codes(facts: SchemaFacts) -> Iterable[Inconsistency]:
    """Columns that hold a dictionary's code as text, without a reference to it."""
    dictionaries = _codes(facts)
    users: dict[QName, list[str]] = defaultdict(list)
    for table in judged(facts):
        if table.qname in dictionaries.values():
            continue
        referring = {c for k in table.foreign_keys for c in k.columns}
        for column in table.columns:
            if not column.name.lower().endswith("code"):
                continue
            words = words_of(column.name)
            if words[-1] != "code" or column.name in referring or _family(facts.base_type(column.type)) != "text":
                continue
            found = next((d for i in range(len(words) - 1) if (d := dictionaries.get(words[i:-1]))), None)
            if found is not None:
                users[found].append(f"{table.name}.{column.name}")
    for dictionary, columns in users.items():
        who = count(len(columns), "column holds", "columns hold")
        yield Inconsistency(
            "loose-code", INFO, dictionary, None,
            f"{who} codes of {dictionary} without a reference: {_shown(columns)}",
            f"join on the code; nothing keeps codes out that {dictionary.name} does not have",
        )  # fmt: skip


def _codes(facts: SchemaFacts) -> dict[tuple[str, ...], QName]:
    """Dictionaries whose `code` is a key, by the words of their name."""
    found: dict[tuple[str, ...], QName] = {}
    for table in facts.everywhere.tables.values():
        column = facts.everywhere.columns[table.qname].get("code")
        if column is None or not (table.schema.lower() in DICTIONARY_SCHEMAS or has_code_and_name(table)):
            continue
        keys = [k.columns for k in (table.primary_key, *table.unique_keys) if k is not None]
        keys += [i.keys for i in table.indexes if i.unique]
        if ("code",) in keys and _family(facts.base_type(column.type)) == "text":
            words = words_of(table.name)
            found.setdefault((*words[:-1], singular(words[-1])), table.qname)
    return found


RULES: tuple[tuple[str, Rule], ...] = (
    ("same-name-types", same_name_types),
    ("reference-type", reference_types),
    ("naming-style", naming_style),
    ("time-zone", time_zones),
    ("float-money", float_money),
    ("created-null", creation_times),
    ("loose-code", loose_codes),
    ("duplicate-index", duplicate_indexes),
    ("covered-index", covered_indexes),
    ("nullable-key", nullable_keys),
    ("small-log-key", small_log_keys),
)


def consistency_findings(facts: SchemaFacts) -> tuple[Inconsistency, ...]:
    """What every rule finds in one schema, in the order of `RULES`."""
    if not judged(facts):
        return ()
    return tuple(finding for _, rule in RULES for finding in rule(facts))


# On the page

_SEVERITIES = (ERROR, WARNING, INFO)


def _of_schema(findings: tuple[Inconsistency, ...], _: ProfiledSubject) -> Section:
    """Where the schema contradicts itself, worst first."""
    columns = (GridColumn("", style="warning"), GridColumn("", "words"))
    rows = ((f.rule, _in_schema(f)) for f in _worst_first(findings))
    severities = Counter(f.severity for f in findings)
    remark = ", ".join(f"{severities[s]} {s}" for s in _SEVERITIES if severities[s])
    return Section("Inconsistencies", (grid(columns, rows, lines=5),), len(findings), remark)


def _in_schema(finding: Inconsistency) -> str:
    """What a finding says, with its table where the message does not name it."""
    table = finding.table
    if table is None or table.name in finding.message:
        return finding.message
    beside = finding.column is not None and finding.message.startswith(finding.column)
    return f"{table.name}{'.' if beside else ': '}{finding.message}"


def _worst_first(findings: Iterable[Inconsistency]) -> list[Inconsistency]:
    """By severity, and within it one of each rule before the second of any."""
    seen: Counter[str] = Counter()
    ranked = []
    for place, finding in enumerate(findings):
        ranked.append((_SEVERITIES.index(finding.severity), seen[finding.rule], place, finding))
        seen[finding.rule] += 1
    return [finding for *_, finding in sorted(ranked, key=lambda item: item[:3])]


def _of_table(findings: tuple[Inconsistency, ...], _: ProfiledSubject) -> Section:
    """Where the table contradicts its schema."""
    columns = (GridColumn("", style="warning"), GridColumn("", "words"))
    return Section("Inconsistencies", (grid(columns, ((f.rule, f.message) for f in findings)),), len(findings))


DETECTOR = Detector(
    "Where a schema contradicts itself.",
    consistency_findings,
    schema=Shown(_of_schema, 90),
    table=Shown(_of_table, 80),
)
