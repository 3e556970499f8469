"""What is missing: primary keys, indexes behind references, and references at all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from heartbeat_cli.blocks import GridColumn, Section, grid
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.detectors.parts.wording import counted_names
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.values import Reference
from heartbeat_cli.wording import count

NO_PRIMARY_KEY, NO_INDEX, NO_REFERENCE = "no primary key", "reference, no index", "in no reference"


@dataclass(frozen=True, slots=True)
class Gap:
    """What a table lacks (`kind`); `reference` is the one that no index serves."""

    table: QName
    kind: str
    reference: Reference | None = None


def gaps(facts: SchemaFacts) -> tuple[Gap, ...]:
    """What the tables of a schema lack, in their order, kind by kind."""
    return (*_without_primary_key(facts), *_without_index(facts), *_without_reference(facts))


def _without_primary_key(facts: SchemaFacts) -> Iterable[Gap]:
    return (Gap(q, NO_PRIMARY_KEY) for q, t in facts.tables.items() if t.primary_key is None)


def _without_index(facts: SchemaFacts) -> Iterable[Gap]:
    return (Gap(q, NO_INDEX, r) for q in facts.tables for r in facts.references_out(q) if not r.indexed)


def _without_reference(facts: SchemaFacts) -> Iterable[Gap]:
    return (Gap(q, NO_REFERENCE) for q in facts.tables if not (facts.references_out(q) or facts.references_in(q)))


def _section(found: tuple[Gap, ...], subject: ProfiledSubject) -> Section | None:
    """A lone table is in no reference for want of another."""
    kinds = (NO_PRIMARY_KEY, NO_INDEX, NO_REFERENCE) if len(subject.facts.tables) > 1 else (NO_PRIMARY_KEY, NO_INDEX)
    columns = (GridColumn("", "word", "dim"), GridColumn("", "number"), GridColumn("", "names"))
    where = {kind: Counter(g.table.name for g in found if g.kind == kind) for kind in kinds}
    rows = [(kind, count(tables.total()), counted_names(tables)) for kind, tables in where.items() if tables]
    return Section("Missing keys and indexes", (grid(columns, rows),)) if rows else None


DETECTOR = Detector("Missing keys, indexes and references.", gaps, schema=Shown(_section, 80))
