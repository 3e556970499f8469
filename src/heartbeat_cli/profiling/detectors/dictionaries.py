"""Tables of codes, and which columns use them."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from heartbeat_cli.blocks import GridColumn, Names, Section, grid
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.detectors.parts.wording import counted_names, local
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.values import Dictionary, Reference
from heartbeat_cli.wording import count


def dictionaries(facts: SchemaFacts) -> tuple[Dictionary, ...]:
    """A schema's own dictionaries and those of other schemas it uses, the most used first."""
    found = (*_own(facts), *_elsewhere(facts))
    return tuple(sorted(found, key=lambda d: (-len(d.used_by), d.table)))


def _own(facts: SchemaFacts) -> Iterable[Dictionary]:
    for name in facts.tables:
        role, reason = facts.everywhere.role(name)
        if role == "dictionary":
            yield Dictionary(name, reason, tuple(r for r in facts.references_in(name) if r.source != name))


def _elsewhere(facts: SchemaFacts) -> Iterable[Dictionary]:
    """Those of other schemas; used by this schema's own columns only."""
    used: dict[QName, list[Reference]] = defaultdict(list)
    for reference in (r for name in facts.tables for r in facts.references_out(name)):
        if reference.target.schema != facts.schema.name:
            used[reference.target].append(reference)
    reasons = facts.dictionary_reasons
    return (Dictionary(q, reasons[q], tuple(references)) for q, references in used.items() if q in reasons)


def _section(found: tuple[Dictionary, ...], subject: ProfiledSubject) -> Section:
    schema = subject.facts.schema.name
    columns = (GridColumn("dictionary", style="bold"), GridColumn("uses", "number"), GridColumn("used by", "names"))
    rows = ((local(d.table, schema), count(len(d.used_by)), _users(d, schema)) for d in found)
    schemas = Counter(d.table.schema for d in found if d.table.schema != schema)
    remark = ", ".join(f"{n} of them in {name}" for name, n in schemas.most_common(3))
    return Section("Dictionaries", (grid(columns, rows, lines=5),), len(found), remark)


def _users(dictionary: Dictionary, schema: str) -> Names:
    return counted_names(Counter(local(r.source, schema) for r in dictionary.used_by))


DETECTOR = Detector("Tables of codes, and the columns that use them.", dictionaries, schema=Shown(_section, 50))
