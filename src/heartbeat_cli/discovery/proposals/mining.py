"""What a schema alone tells of its tables: keys, states, roles, quantities, personal data. Pure, and worth keeping."""

from collections.abc import Mapping
from dataclasses import dataclass

from heartbeat_cli.discovery.proposals.inferred_logs import with_inferred_logs
from heartbeat_cli.discovery.proposals.known import KeyStep
from heartbeat_cli.estate import Decisions
from heartbeat_cli.pgschema import Database, QName, Table, named_type
from heartbeat_cli.profiling import (
    DICTIONARY_SCHEMAS,
    DatabaseFacts,
    Quantity,
    StateMachine,
    inferred_references,
    personal_tags,
    quantities,
    state_machines,
)


@dataclass(frozen=True)
class Mined:
    """What is known of a table of a source by its schema; `listed` are the labels of columns whose type lists them."""

    role: str
    steps: tuple[KeyStep, ...]
    machines: tuple[StateMachine, ...]
    quantities: tuple[Quantity, ...]
    personal: frozenset[str]
    importance: int
    listed: Mapping[str, tuple[str, ...]]


def mine(database: Database, decisions: Decisions) -> dict[QName, Mined]:
    """Every table of a database but partitions."""
    facts = DatabaseFacts(database, decisions)
    machines = {m: found for s in database.schemas for found in state_machines(facts.of(s)) for m in (found.table,)}
    by_table: dict[QName, list[StateMachine]] = {q: [] for q in machines}
    inferred: dict[QName, list[KeyStep]] = {}
    for schema in database.schemas:
        for machine in state_machines(facts.of(schema)):
            by_table[machine.table].append(machine)
        for found in inferred_references(facts.of(schema)):
            if len(found.columns) == 1:
                table = facts.tables[found.source]
                step = _step(facts, table, found.columns[0], found.target, found.target_columns[0], inferred=True)
                inferred.setdefault(found.source, []).extend([step] if step is not None else [])
    by_table = with_inferred_logs(by_table, inferred, facts)
    enums = {named_type(e.schema, e.name): e.labels for s in database.schemas for e in s.enums}
    return {
        q: _mined(facts, table, inferred.get(q, []), by_table.get(q, []), enums)
        for q, table in facts.tables.items()
        if table.partition_of is None
    }


def _mined(
    facts: DatabaseFacts,
    table: Table,
    inferred: list[KeyStep],
    machines: list[StateMachine],
    enums: Mapping[str, tuple[str, ...]],
) -> Mined:
    declared = [
        _step(facts, table, r.columns[0], r.target, r.target_columns[0], inferred=False)
        for r in facts.references_out(table.qname)
        if len(r.columns) == 1
    ]
    said = facts.decisions.get(table.qname)
    listed = {c.name: enums[c.type] for c in table.columns if c.type in enums}
    listed |= {m.column: m.states for m in machines if m.states}
    in_schema = table.schema.casefold() in DICTIONARY_SCHEMAS
    return Mined(
        role="dictionary" if in_schema and (said is None or said.role is None) else facts.role(table.qname)[0],
        steps=tuple(step for step in [*declared, *inferred] if step is not None),
        machines=tuple(machines),
        quantities=quantities(table, facts.types),
        personal=frozenset(c.name for c in table.columns if personal_tags(table, c, said)),
        importance=len(facts.references_in(table.qname)),
        listed=listed,
    )


def _step(
    facts: DatabaseFacts, table: Table, column: str, target: QName, target_column: str, *, inferred: bool
) -> KeyStep | None:
    """The reference as a step, None where several rows may be met at its end."""
    reached = facts.tables.get(target)
    if reached is None or not _is_unique(reached, target_column):
        return None
    return KeyStep(column, target, target_column, _is_unique(table, column), inferred)


def _is_unique(table: Table, column: str) -> bool:
    keys = [key.columns for key in (table.primary_key, *table.unique_keys) if key is not None]
    keys += [index.keys for index in table.indexes if index.unique and index.where is None]
    return (column,) in [tuple(key) for key in keys]
