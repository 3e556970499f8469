"""Databases, schemas, tables and columns with everything that is known and was found of them, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from heartbeat_cli.blocks import Section
from heartbeat_cli.pgschema import Column, Counts, QName, Schema, Table
from heartbeat_cli.profiling.detectors.areas import SubjectArea
from heartbeat_cli.profiling.detectors.connections import Connected
from heartbeat_cli.profiling.detectors.gaps import Gap
from heartbeat_cli.profiling.detectors.inferred import InferredReference
from heartbeat_cli.profiling.detectors.parts.detector import Found, ProfiledSubject, sections
from heartbeat_cli.profiling.detectors.parts.inconsistency import Inconsistency
from heartbeat_cli.profiling.detectors.personal import PersonalTag
from heartbeat_cli.profiling.detectors.quantities import Quantity
from heartbeat_cli.profiling.detectors.recommended_slice import SliceChoice
from heartbeat_cli.profiling.detectors.states import StateMachine
from heartbeat_cli.profiling.elsewhere import KeyElsewhere
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.values import CursorChoice, Dictionary, EventLog, PlannedSlice, Reference

Sections = Mapping[str, tuple[int, Section]]
"""What detectors say on a page, by their names, and where on the page it stands."""


@dataclass(frozen=True, slots=True)
class TableContext:
    """What the catalogue and the inventory say around a table, where the table is what was asked for.

    `nearest` are the tables tied to it by references and names, closest first. `partitions` and their bounds,
    `children` that inherit from it.
    """

    nearest: tuple[QName, ...] = ()
    partitions: tuple[tuple[QName, str | None], ...] = ()
    children: tuple[QName, ...] = ()
    read_by: tuple[QName, ...] = ()
    planned: PlannedSlice | None = None


@dataclass(frozen=True, slots=True)
class TableProfile:
    """One table: its role (`dictionary`, `state log`, `log`, `entity`), references both ways, and cursor.

    `found` is what detectors found about it. `context` is there for a table asked for by itself.
    """

    table: Table
    role: str
    role_reason: str
    references_out: tuple[Reference, ...]
    references_in: tuple[Reference, ...]
    cursor: CursorChoice
    facts: SchemaFacts = field(repr=False, compare=False)
    event_time: str | None = None
    partitions: int = 0
    found: Found = field(default_factory=dict)
    context: TableContext | None = None

    @property
    def sections(self) -> Sections:
        """What detectors say on the table's page."""
        return sections(self.found, ProfiledSubject(self.facts, self.table))

    @property
    def personal(self) -> Mapping[str, tuple[PersonalTag, ...]]:
        """The columns with personal data, and why each is taken for it."""
        return {column: tags for f in self.found.get("personal", ()) for column, tags in f.tags.items()}

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """What is counted, weighed or paid, in the order of the columns."""
        return tuple(q for f in self.found.get("quantities", ()) for q in f.quantities)

    @property
    def area(self) -> SubjectArea | None:
        """The subject area it is in."""
        return next(iter(self.found.get("areas", ())), None)

    @property
    def machines(self) -> tuple[StateMachine, ...]:
        """Its own state columns, and those whose changes it writes down."""
        return self.found.get("states", ())

    @property
    def inferred_out(self) -> tuple[InferredReference, ...]:
        """What its columns may refer to."""
        return tuple(r for r in self.found.get("inferred", ()) if r.source == self.table.qname)

    @property
    def inferred_in(self) -> tuple[InferredReference, ...]:
        """What else may refer to it."""
        return tuple(r for r in self.found.get("inferred", ()) if r.source != self.table.qname)

    @property
    def choice(self) -> SliceChoice | None:
        """Whether it is in the recommended slice."""
        return next(iter(self.found.get("recommended_slice", ())), None)

    @property
    def findings(self) -> tuple[Inconsistency, ...]:
        """Where it contradicts its schema."""
        return self.found.get("consistency", ())

    def quantity(self, column: str) -> Quantity | None:
        """What one column counts, weighs or pays; None where it is no quantity."""
        return next((q for q in self.quantities if q.column == column), None)


@dataclass(frozen=True, slots=True)
class SchemaProfile:
    """One schema. Partitions are folded into their parents everywhere but in `counts`.

    `found` is what detectors found, by their names; what our own found has a property besides.
    """

    schema: Schema
    counts: Counts
    tables: tuple[TableProfile, ...]
    facts: SchemaFacts = field(repr=False, compare=False)
    found: Found
    neighbours: tuple[tuple[str, int, int], ...] = ()
    """Other schemas, with how many references go there and how many come from there."""
    planned: PlannedSlice | None = None

    @property
    def sections(self) -> Sections:
        """What detectors say on the schema's page."""
        return sections(self.found, ProfiledSubject(self.facts, planned=self.planned))

    @property
    def areas(self) -> tuple[SubjectArea, ...]:
        """The subject areas, largest first."""
        return self.found["areas"]

    @property
    def machines(self) -> tuple[StateMachine, ...]:
        """The columns that hold a state."""
        return self.found["states"]

    @property
    def logs(self) -> tuple[EventLog, ...]:
        """Tables rows are only added to, logs of states first."""
        return self.found["logs"]

    @property
    def dictionaries(self) -> tuple[Dictionary, ...]:
        """Its own tables of codes, the most used first."""
        return tuple(d for d in self.found["dictionaries"] if d.table.schema == self.schema.name)

    @property
    def dictionaries_elsewhere(self) -> tuple[Dictionary, ...]:
        """Dictionaries of other schemas that this one uses; `used_by` are its own columns only."""
        return tuple(d for d in self.found["dictionaries"] if d.table.schema != self.schema.name)

    @property
    def most_connected(self) -> tuple[Connected, ...]:
        """The tables with most references."""
        return self.found["connections"]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Missing keys, indexes and references."""
        return self.found["gaps"]

    @property
    def inferred(self) -> tuple[InferredReference, ...]:
        """References nobody declared."""
        return self.found["inferred"]

    @property
    def choices(self) -> tuple[SliceChoice, ...]:
        """The recommended slice: every table in or out."""
        return self.found["recommended_slice"]

    @property
    def findings(self) -> tuple[Inconsistency, ...]:
        """Where it contradicts itself."""
        return self.found["consistency"]


@dataclass(frozen=True, slots=True)
class DatabaseProfile:
    """One database: the sum of its schemas, and each."""

    name: str
    counts: Counts
    schemas: tuple[SchemaProfile, ...]


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column in its table: what it refers to, who refers to it, which keys and indexes hold it.

    `found` is what detectors found about it. `elsewhere` is where else the key it is or carries lives, in the other
    databases of the estate.
    """

    table: TableProfile
    column: Column
    refers_to: tuple[Reference, ...]
    referred_by: tuple[Reference, ...]
    in_primary_key: bool
    unique: bool
    indexes: tuple[str, ...]
    checks: tuple[str, ...]
    labels: tuple[str, ...] = ()
    found: Found = field(default_factory=dict)
    elsewhere: tuple[KeyElsewhere, ...] = ()

    @property
    def sections(self) -> Sections:
        """What detectors say on the column's page."""
        return sections(self.found, ProfiledSubject(self.table.facts, self.table.table, self.column.name))

    @property
    def inferred(self) -> tuple[InferredReference, ...]:
        """Likely references out of the column, where it has no declared one, then those into it."""
        found = self.found.get("inferred", ())
        return tuple(sorted(found, key=lambda r: r.source != self.table.table.qname))

    @property
    def machines(self) -> tuple[StateMachine, ...]:
        """The states it holds."""
        return self.found.get("states", ())
