"""A schema on one page: what it is about, what moves in it, what to be careful with, what to land."""

from collections import Counter
from collections.abc import Iterable

from heartbeat_cli.profiling.consistency import ERROR, INFO, WARNING, Inconsistency
from heartbeat_cli.profiling.quantities import Quantity
from heartbeat_cli.profiling.values import Dictionary, SchemaProfile
from heartbeat_cli.sheets.blocks import (
    Block,
    GridColumn,
    Names,
    Phrases,
    Section,
    Sheet,
    filled,
    grid,
    names,
    profile_sheet,
)
from heartbeat_cli.sheets.profile.slice import slice_section
from heartbeat_cli.sheets.profile.words import (
    counted_names,
    headline_counts,
    local,
    other_counts,
    state_log,
    state_values,
    tally,
)
from heartbeat_cli.sheets.wording import count

_ROLES = ("entity", "dictionary", "state log", "log")
_KINDS = ("money", "rate", "share", "count", "duration", "size", "measure")
_CONNECTED = 5
_SEVERITIES = (ERROR, WARNING, INFO)


def schema_sheet(target: str, profile: SchemaProfile, foot: str = "") -> Sheet:
    """Everything worth a newcomer's attention, most important first."""
    return profile_sheet(
        target,
        profile.schema.comment,
        _opening(profile),
        filled(
            areas_section(profile),
            _most_connected(profile),
            machines_section(profile),
            _logs(profile),
            _dictionaries(profile),
            quantities_section(profile),
            personal_section(profile),
            _gaps(profile),
            findings_section(profile),
            inferred_section(profile),
            slice_section(profile),
        ),
        foot,
    )


def _opening(profile: SchemaProfile) -> tuple[Block, ...]:
    blocks: list[Block] = [Phrases(headline_counts(profile.counts) or ("nothing in it",))]
    roles = Counter(t.role for t in profile.tables)
    if len(profile.tables) > 1:
        blocks.append(Phrases(tally({role: roles[role] for role in _ROLES})))
    others = other_counts(profile.counts)
    if others:
        blocks.append(Phrases(others, "dim"))
    if profile.neighbours:
        blocks.append(Phrases(tuple(_neighbour_words(*n) for n in profile.neighbours)))
    return tuple(blocks)


def _neighbour_words(schema: str, there: int, here: int) -> str:
    said = [f"{count(there)} references to {schema}"] if there else []
    said += [f"{count(here)} from {schema}"] if here else []
    return ", ".join(said)


def areas_section(profile: SchemaProfile, lines: int = 8) -> Section | None:
    """The subject areas; none where the schema is too small to have any."""
    if len(profile.areas) < 2:
        return None
    columns = (
        GridColumn("area", "word", "bold"),
        GridColumn("tables", "number"),
        GridColumn("centre"),
        GridColumn("refers to", "phrases", "dim"),
        GridColumn("also in it", "names", optional=True),
    )
    rows = (
        (
            area.name,
            count(len(area.members)),
            area.centre.name,
            names(link.area for link in area.links),
            names(m.table.name for m in area.members[1:]),
        )
        for area in profile.areas
    )
    return Section("Subject areas", (grid(columns, rows, lines=lines),), len(profile.areas), "by references and names")


def _most_connected(profile: SchemaProfile) -> Section | None:
    if not profile.most_connected:
        return None
    home = {m.table: area.name for area in profile.areas for m in area.members}
    columns = (
        GridColumn("table", style="bold"),
        GridColumn("in", "number"),
        GridColumn("out", "number"),
        GridColumn("area", "word"),
        GridColumn("new rows by", style="dim"),
        GridColumn("what it is", "words", optional=True),
    )
    rows = (
        (
            t.table.name,
            count(len(t.references_in)),
            count(len(t.references_out)),
            home.get(t.table.qname, "") if len(profile.areas) > 1 else "",
            t.cursor.column or "whole table",
            _first_sentence(t.table.comment),
        )
        for t in profile.most_connected
    )
    return Section("Most connected tables", (grid(columns, tuple(rows)[:_CONNECTED]),))


def _first_sentence(comment: str | None) -> str:
    words = " ".join((comment or "").split())
    head = words.partition(". ")[0].partition("; ")[0].rstrip(".")
    return head if len(head) <= 70 else ""


def machines_section(profile: SchemaProfile) -> Section | None:
    """Columns that hold a state, those with a log and of well connected tables first."""
    schema = profile.schema.name
    columns = (
        GridColumn("column", style="bold"),
        GridColumn("states", "names"),
        GridColumn("changes are in", style="dim"),
    )
    known = {t.table.qname: t.connections for t in profile.tables}
    first = sorted(profile.machines, key=lambda m: (m.log is None, -known.get(m.table, 0)))
    rows = ((f"{m.table.name}.{m.column}", state_values(m, schema), state_log(m, schema)) for m in first)
    body = grid(columns, rows, lines=8)
    return Section("State machines", (body,), body.number) if profile.machines else None


def _logs(profile: SchemaProfile) -> Section | None:
    """Logs of states stand with their states, as far as those are known."""
    told = {m.log.table for m in profile.machines if m.log is not None}
    rest = [log for log in profile.logs if log.table not in told]
    if not profile.logs:
        return None
    columns = (GridColumn("log", style="bold"), GridColumn("time"), GridColumn("about"))
    rows = (
        (log.table.name, log.event_time or "", local(log.subject, log.table.schema) if log.subject else "")
        for log in rest
    )
    remark = f"{len(profile.logs) - len(rest)} of them follow a state above" if len(rest) < len(profile.logs) else ""
    blocks = (grid(columns, rows, lines=5),) if rest else (Phrases(("all of them follow a state above",)),)
    return Section("Logs", blocks, len(profile.logs), remark if rest else "")


def _dictionaries(profile: SchemaProfile) -> Section | None:
    """Its own dictionaries and those of other schemas it uses, the most used first."""
    schema = profile.schema.name
    every = sorted((*profile.dictionaries, *profile.dictionaries_elsewhere), key=lambda d: (-len(d.used_by), d.table))
    if not every:
        return None
    columns = (GridColumn("dictionary", style="bold"), GridColumn("uses", "number"), GridColumn("used by", "names"))
    rows = ((local(d.table, schema), count(len(d.used_by)), _users(d, schema)) for d in every)
    schemas = Counter(d.table.schema for d in profile.dictionaries_elsewhere)
    remark = ", ".join(f"{n} of them in {name}" for name, n in schemas.most_common(3))
    return Section("Dictionaries", (grid(columns, rows, lines=5),), len(every), remark)


def _users(dictionary: Dictionary, schema: str) -> Names:
    return counted_names(Counter(local(r.source, schema) for r in dictionary.used_by))


def quantities_section(profile: SchemaProfile) -> Section | None:
    """What is counted and paid, and whether amounts say in what."""
    every = [(t.table.name, q) for t in profile.tables for q in t.quantities]
    if not every:
        return None
    kinds = Counter(q.kind for _, q in every)
    blocks: list[Block] = [Phrases(tally({kind: kinds[kind] for kind in _KINDS}))]
    money = _money([(table, q) for table, q in every if q.kind == "money"])
    if money:
        columns = (GridColumn("", "word", "dim"), GridColumn("", "number"), GridColumn("", "names"))
        blocks.append(grid(columns, ((name, count(n.total()), counted_names(n)) for name, n in money.items())))
    return Section("Money and quantities", tuple(blocks), len(every))


def _money(amounts: Iterable[tuple[str, Quantity]]) -> dict[str, Counter[str]]:
    """Where amounts say their currency, where they do not, and where they do not add up; what is worst first."""
    found: dict[str, Counter[str]] = {}
    for name in ("floating point", "no currency said", "currency in the name", "currency beside it"):
        found[name] = Counter()
    for table, money in amounts:
        if money.inexact:
            found["floating point"][table] += 1
        if money.currency_column is not None:
            found["currency beside it"][table] += 1
        elif money.unit in (None, "minor units"):
            found["no currency said"][table] += 1
        else:
            found["currency in the name"][table] += 1
    return {name: tables for name, tables in found.items() if tables}


def personal_section(profile: SchemaProfile) -> Section | None:
    """Personal data by category, with where most of it is."""
    places: dict[str, Counter[str]] = {}
    columns = 0
    for table in profile.tables:
        for tags in table.personal.values():
            columns += 1
            for category in dict.fromkeys(tag.category for tag in tags):
                places.setdefault(category, Counter())[table.table.name] += 1
    if not places:
        return None
    shape = (
        GridColumn("kind", "word", "private"),
        GridColumn("columns", "number"),
        GridColumn("most of it in", "names"),
    )
    ordered = sorted(places.items(), key=lambda item: (-item[1].total(), item[0]))
    rows = ((category, count(where.total()), counted_names(where)) for category, where in ordered)
    remark = f"in {count(sum(bool(t.personal) for t in profile.tables), 'table')}"
    return Section("Personal data", (grid(shape, rows, lines=6),), columns, f"columns {remark}")


def _gaps(profile: SchemaProfile) -> Section | None:
    alone = profile.unconnected if len(profile.tables) > 1 else ()
    gaps = {
        "no primary key": Counter(q.name for q in profile.without_primary_key),
        "reference, no index": Counter(r.source.name for r in profile.without_index),
        "in no reference": Counter(q.name for q in alone),
    }
    columns = (GridColumn("", "word", "dim"), GridColumn("", "number"), GridColumn("", "names"))
    rows = [(name, count(where.total()), counted_names(where)) for name, where in gaps.items() if where]
    return Section("Missing keys and indexes", (grid(columns, rows),)) if rows else None


def findings_section(profile: SchemaProfile) -> Section | None:
    """Where the schema contradicts itself, worst first."""
    if not profile.findings:
        return None
    columns = (GridColumn("", style="warning"), GridColumn("", "words"))
    rows = ((f.rule, finding_words(f)) for f in _worst_first(profile.findings))
    severities = Counter(f.severity for f in profile.findings)
    remark = ", ".join(f"{severities[s]} {s}" for s in _SEVERITIES if severities[s])
    return Section("Inconsistencies", (grid(columns, rows, lines=5),), len(profile.findings), remark)


def finding_words(finding: Inconsistency) -> str:
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


def inferred_section(profile: SchemaProfile) -> Section | None:
    """References nobody declared, likeliest first."""
    if not profile.inferred:
        return None
    schema = profile.schema.name
    columns = (
        GridColumn("column", style="guess"),
        GridColumn("may refer to", style="guess"),
        GridColumn("score", "number"),
        GridColumn("because", "phrases", "dim", optional=True),
    )
    rows = (
        (
            f"{r.source.name}.{'+'.join(r.columns)}",
            f"{local(r.target, schema)}.{'+'.join(r.target_columns)}",
            f"{r.score:.2f}",
            names(r.evidence),
        )
        for r in sorted(profile.inferred, key=lambda r: (-r.score, r.source, r.columns))
    )
    return Section(
        "References nobody declared", (grid(columns, rows, lines=8),), len(profile.inferred), "guesses by name and type"
    )
