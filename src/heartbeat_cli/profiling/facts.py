"""What is known of a database and its schemas before any detector looks, each fact found once.

Detectors are given SchemaFacts and take what they need. What several of them need and only one of them can tell, such
as the references nobody declared, is asked for with `once`: the first to ask has it worked out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from heartbeat_cli.estate import Decisions, TableDecision
from heartbeat_cli.pgschema import Column, Database, QName, Schema, Table, domain_types
from heartbeat_cli.profiling.references import References, find_references
from heartbeat_cli.profiling.roles import SAID, as_log, dictionary_reason, said_log
from heartbeat_cli.profiling.values import EventLog, Reference

Value = TypeVar("Value")
_NOTHING_SAID = TableDecision()


@dataclass(frozen=True)
class DatabaseFacts:
    """The facts of a whole database. Everything about tables has partitions, too."""

    database: Database
    decisions: Decisions = field(default_factory=dict, repr=False)
    """What people say of the tables; it wins over what their names and shapes do."""
    _found: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def tables(self) -> Mapping[QName, Table]:
        """Every table by its name."""
        return {t.qname: t for t in self.database.tables()}

    @cached_property
    def columns(self) -> Mapping[QName, Mapping[str, Column]]:
        """The columns of every table, by their names."""
        return {q: {c.name: c for c in t.columns} for q, t in self.tables.items()}

    @cached_property
    def references(self) -> References:
        """Every declared reference, both ways."""
        return find_references(self.database)

    @cached_property
    def types(self) -> Mapping[str, str]:
        """Every domain, as a column's type spells it, and the type it is made of."""
        return domain_types(self.database)

    @cached_property
    def logs(self) -> Mapping[QName, EventLog]:
        """The tables rows are only added to."""
        found = ((t.qname, self._log(t)) for t in self._every())
        return {q: log for q, log in found if log is not None}

    def _log(self, table: Table) -> EventLog | None:
        said = self._said(table.qname).role
        out = self.references_out(table.qname)
        if said is None:
            return as_log(table, out)
        return said_log(table, out, said) if said in ("log", "state log") else None

    @cached_property
    def dictionary_reasons(self) -> Mapping[QName, str]:
        """The tables of codes, and why each is taken for one."""
        found = ((t.qname, self._dictionary_reason(t)) for t in self._every())
        return {q: reason for q, reason in found if reason is not None}

    def _dictionary_reason(self, table: Table) -> str | None:
        said = self._said(table.qname).role
        if said is None:
            return dictionary_reason(table, self.references_out(table.qname), self.references_in(table.qname))
        return SAID if said == "dictionary" else None

    def _said(self, table: QName) -> TableDecision:
        return self.decisions.get(table, _NOTHING_SAID)

    def _every(self) -> Iterator[Table]:
        """Every table, those whose rows are another server's too."""
        for schema in self.database.schemas:
            yield from schema.tables
            yield from schema.foreign_tables

    def references_out(self, table: QName) -> tuple[Reference, ...]:
        """What a table refers to."""
        return self.references.out.get(table, ())

    def references_in(self, table: QName) -> tuple[Reference, ...]:
        """What refers to a table."""
        return self.references.into.get(table, ())

    def role(self, table: QName) -> tuple[str, str]:
        """What a table is for (`state log`, `log`, `dictionary`, `entity`), and why."""
        if (log := self.logs.get(table)) is not None:
            return log.kind, log.reason
        reason = self.dictionary_reasons.get(table)
        if reason is None and self._said(table).role is not None:
            return "entity", SAID
        return ("dictionary", reason) if reason else ("entity", "neither dictionary nor log")

    def once(self, find: "Callable[[DatabaseFacts], Value]") -> Value:
        """What `find` makes of these facts, worked out when it is first asked for."""
        return _once(self._found, find, self)

    def of(self, schema: Schema) -> "SchemaFacts":
        """The facts of one schema, always the same value."""
        key = ("schema", schema.name)
        if key not in self._found:
            self._found[key] = SchemaFacts(schema, self)
        found: SchemaFacts = self._found[key]
        return found


@dataclass(frozen=True)
class SchemaFacts:
    """The facts of one schema in its database."""

    schema: Schema
    everywhere: DatabaseFacts
    _found: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def tables(self) -> Mapping[QName, Table]:
        """The schema's tables by name; partitions are folded into their parents."""
        return {t.qname: t for t in self.schema.tables if t.partition_of is None}

    @property
    def logs(self) -> Mapping[QName, EventLog]:
        """The database's tables rows are only added to."""
        return self.everywhere.logs

    @property
    def dictionary_reasons(self) -> Mapping[QName, str]:
        """The database's tables of codes, and why each is taken for one."""
        return self.everywhere.dictionary_reasons

    def references_out(self, table: QName) -> tuple[Reference, ...]:
        """What a table refers to."""
        return self.everywhere.references_out(table)

    def references_in(self, table: QName) -> tuple[Reference, ...]:
        """What refers to a table."""
        return self.everywhere.references_in(table)

    def base_type(self, type_: str) -> str:
        """The type a domain is made of; any other type is itself."""
        return self.everywhere.types.get(type_, type_)

    def once(self, find: "Callable[[SchemaFacts], Value]") -> Value:
        """What `find` makes of these facts, worked out when it is first asked for."""
        return _once(self._found, find, self)


def _once(found: dict[Any, Any], find: Callable[[Any], Value], facts: object) -> Value:
    if find not in found:
        found[find] = find(facts)
    value: Value = found[find]
    return value
