"""What the JSON of `hb profile` is made of: the objects of a schema, and what profiling says of them, key by key."""

from dataclasses import dataclass

from heartbeat_cli.pgschema import Grant, Policy
from heartbeat_cli.profiling import CursorChoice, PersonalTag, Quantity, Reference, SliceChoice


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table in a few figures."""

    name: str
    role: str
    columns: int
    primary_key: tuple[str, ...]
    references_out: int
    references_in: int
    cursor: CursorChoice
    event_time: str | None
    partitions: int
    comment: str | None


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A table whose rows are another server's."""

    name: str
    server: str | None
    columns: int
    comment: str | None


@dataclass(frozen=True, slots=True)
class AttributeDocument:
    """A part of a composite type."""

    name: str
    type: str
    collation: str | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class CompositeOfSchema:
    """A row type."""

    name: str
    attributes: tuple[AttributeDocument, ...]
    comment: str | None


@dataclass(frozen=True, slots=True)
class OwnerDocument:
    """The column a sequence goes with."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class SequenceOfSchema:
    """A sequence."""

    name: str
    type: str
    start: int
    increment: int
    minimum: int
    maximum: int
    cache: int
    cycle: bool
    owned_by: OwnerDocument | None
    identity: bool
    comment: str | None
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """Columns that use a dictionary."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UsedDictionary:
    """A table of codes."""

    table: str
    reason: str
    used_by: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class ReferenceWithKey(Reference):
    """A reference and what its foreign key says; null for that where only partitions have the key."""

    on_delete: str | None = None
    on_update: str | None = None
    deferrable: bool | None = None
    valid: bool | None = None
    comment: str | None = None
    initially_deferred: bool | None = None
    match: str | None = None
    set_columns: tuple[str, ...] = ()
    period: bool | None = None
    enforced: bool | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another schema."""

    schema: str
    references_out: int
    references_in: int


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A column that holds personal data, and why it is taken for it."""

    table: str
    column: str
    tags: tuple[PersonalTag, ...]


@dataclass(frozen=True)
class OfTable:
    """What belongs to a table."""

    table: str


@dataclass(frozen=True, slots=True)
class QuantityOfTable(Quantity, OfTable):
    """What a column of a table counts, weighs or pays."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What the inventory lands of a schema."""

    source: str
    lands: bool
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecommendedSlice:
    """What is worth landing of a schema, and what the inventory lands."""

    worth: tuple[SliceChoice, ...]
    planned: Planned | None


@dataclass(frozen=True, slots=True)
class Element:
    """What two rows may not both have, and by which operator that is judged."""

    key: str
    operator: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """No two rows for which every operator holds."""

    elements: tuple[Element, ...]
    name: str | None
    method: str
    where: str | None
    comment: str | None
    options: tuple[str, ...]
    include: tuple[str, ...]
    deferrable: bool
    initially_deferred: bool
    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowSecurity:
    """Whether rows are hidden, and by which policies."""

    enabled: bool
    forced: bool
    policies: tuple[Policy, ...]


@dataclass(frozen=True, slots=True)
class PartitionBound:
    """A partition."""

    table: str
    bound: str | None


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column a view is known to have; null for a type the dump does not say."""

    name: str
    type: str | None
    comment: str | None
