"""What a dump describes while its statements are being replayed: mutable drafts that know each other by reference.

A foreign key holds its target's draft, a column its type's, a view the relations it reads; so a later rename or move
is one assignment, and a drop finds who depends on what it drops. That is why they stand beside the model's classes,
which are frozen and know each other by name. A field both have has one name, and `fields.fill` copies it.
"""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ..names import QName
from ..quoting import quote_if_needed
from ..routine import Trigger
from ..settings import Settings


@dataclass(eq=False, slots=True)
class DraftColumn:
    """A column; `type` is a spelling, or the draft of a type (a relation, for its row type), `suffix` an array's `[]`.

    `local`: declared on this table and not only inherited. `sequence` is the one the default draws from, `not_null`
    the name given to the NOT NULL constraint.
    """

    name: str
    type: "str | DraftType | DraftTable"
    suffix: str = ""
    nullable: bool = True
    default: str | None = None
    identity: str | None = None
    generated: str | None = None
    comment: str | None = None
    virtual: bool = False
    collation: str | None = None
    local: bool = True
    sequence: "DraftSequence | None" = None
    not_null: str | None = None
    not_null_inherits: bool = True
    settings: Settings = ()

    def copy(self) -> "DraftColumn":
        """A column like this one; a sequence its default draws from is shared from now on."""
        if self.sequence is not None:
            self.sequence.shared = True
        return replace(self)

    def named(self, name: str) -> "DraftColumn":
        """A column like this plain one: with its type, NOT NULL and default."""
        column = DraftColumn(name, self.type, self.suffix, self.nullable, self.default)
        column.collation = self.collation
        return column

    def spelling(self) -> str:
        """Its type as `format_type` spells it."""
        return spell(self.type) + self.suffix


@dataclass(eq=False, slots=True)
class DraftKey:
    """A foreign key of `table`. `target` is a draft, or a name where the file has no such table (so far)."""

    table: "DraftTable"
    columns: list[str]
    target: "DraftTable | QName"
    target_columns: list[str]
    name: str
    on_delete: str = "no action"
    on_update: str = "no action"
    deferrable: bool = False
    initially_deferred: bool = False
    match: str = "simple"
    set_columns: list[str] = field(default_factory=list)
    period: bool = False
    valid: bool = True
    enforced: bool = True
    comment: str | None = None


@dataclass(eq=False, slots=True)
class DraftCheck:
    """A check; `columns` are those its expression names."""

    expression: str
    name: str
    columns: tuple[str, ...] = ()
    comment: str | None = None
    local: bool = True
    no_inherit: bool = False
    valid: bool = True
    enforced: bool = True


@dataclass(eq=False, slots=True)
class DraftUnique:
    """A primary key or unique constraint; `parent` is the partitioned table's, or its index, that it is a part of."""

    columns: list[str]
    name: str
    include: list[str] = field(default_factory=list)
    nulls_distinct: bool = True
    deferrable: bool = False
    initially_deferred: bool = False
    without_overlaps: bool = False
    settings: Settings = ()
    only: bool = False
    comment: str | None = None
    parent: "DraftIndex | DraftUnique | None" = None

    def shape(self) -> tuple[object, ...]:
        """That of an index which is the same."""
        method = "gist" if self.without_overlaps else "btree"
        return (tuple(self.columns), tuple(self.include), (), True, method, None, self.nulls_distinct)


@dataclass(eq=False, slots=True)
class DraftExclusion:
    """An exclusion constraint; `uses` are the columns it names, `named` and `labels` as an index's."""

    elements: list[tuple[str, str]]
    named: list[bool]
    labels: list[str]
    name: str
    method: str
    where: str | None
    uses: set[str]
    options: list[str] = field(default_factory=list)
    include: list[str] = field(default_factory=list)
    deferrable: bool = False
    initially_deferred: bool = False
    settings: Settings = ()
    comment: str | None = None
    parent: "DraftExclusion | None" = None


@dataclass(eq=False, slots=True)
class DraftIndex:
    """An index; `named` says which keys are plain columns, `uses` every column it or its condition names.

    `labels` are what a name made from it is put together of, `parent` the partitioned table's
    index that it is a part of.
    """

    name: str
    keys: list[str]
    named: list[bool]
    labels: list[str]
    unique: bool
    method: str
    where: str | None
    uses: set[str]
    include: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    nulls_distinct: bool = True
    only: bool = False
    settings: Settings = ()
    comment: str | None = None
    parent: "DraftIndex | None" = None

    def shape(self) -> tuple[object, ...]:
        """What makes two indexes the same but for their name."""
        kind = (self.unique, self.method, self.where, self.nulls_distinct)
        return (tuple(self.keys), tuple(self.include), tuple(self.options), *kind)


@dataclass(eq=False, slots=True)
class DraftPolicy:
    """A policy; `uses` are the columns its expressions name."""

    name: str
    command: str
    roles: tuple[str, ...]
    using: str | None
    check: str | None
    permissive: bool
    uses: set[str]
    comment: str | None = None


Acl: TypeAlias = dict[tuple[str, DraftColumn | None], dict[str, bool]]
"""Role, and column where a right is about one only → rights, each with whether the role may hand it on."""

IndexLike: TypeAlias = DraftIndex | DraftUnique | DraftExclusion
"""What takes an index's name."""


@dataclass(eq=False, slots=True)
class DraftTable:
    """A table or, with `query`, a view. A `hidden` one is known but not part of the result (temporary).

    `number` is its place in the order of creation. Of a view, `reads` are the relations its query names and `uses`
    the columns; of any relation `readers` are the views that read it, `referrers` the foreign keys that lead to it.
    `loose_comments` are those on a view's columns which only the database could list.
    """

    schema: str
    name: str
    line: int
    number: int = 0
    columns: list[DraftColumn] = field(default_factory=list)
    primary_key: DraftUnique | None = None
    foreign_keys: list[DraftKey] = field(default_factory=list)
    unique_keys: list[DraftUnique] = field(default_factory=list)
    checks: list[DraftCheck] = field(default_factory=list)
    exclusions: list[DraftExclusion] = field(default_factory=list)
    indexes: list[DraftIndex] = field(default_factory=list)
    policies: list[DraftPolicy] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    comment: str | None = None
    partitioned_by: str | None = None
    partition_of: "DraftTable | None" = None
    bound: str | None = None
    parents: list["DraftTable"] = field(default_factory=list)
    children: list["DraftTable"] = field(default_factory=list)
    of_type: "DraftType | None" = None
    server: str | None = None
    unlogged: bool = False
    row_security: bool = False
    force_row_security: bool = False
    query: str | None = None
    materialized: bool = False
    hidden: bool = False
    reads: list["DraftTable | QName"] = field(default_factory=list)
    uses: set[DraftColumn] = field(default_factory=set)
    readers: list["DraftTable"] = field(default_factory=list)
    referrers: list[DraftKey] = field(default_factory=list)
    sequences: list["DraftSequence"] = field(default_factory=list)
    settings: Settings = ()
    loose_comments: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    acl: Acl = field(default_factory=dict)

    @property
    def qname(self) -> QName:
        """Schema and name."""
        return QName(self.schema, self.name)

    @property
    def is_view(self) -> bool:
        """Whether it has a query."""
        return self.query is not None

    def column(self, name: str) -> DraftColumn | None:
        """Its column of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        return None

    def unique(self) -> list[DraftUnique]:
        """The primary key and the unique constraints."""
        return [self.primary_key, *self.unique_keys] if self.primary_key else list(self.unique_keys)

    def index_likes(self) -> list[IndexLike]:
        """Everything that has an index's name."""
        return [*self.indexes, *self.unique(), *self.exclusions]

    def attachable(self) -> "list[DraftIndex | DraftUnique]":
        """What can be a part of an index of its parent."""
        return [*self.indexes, *self.unique()]

    def constraints(self) -> "list[DraftKey | DraftCheck | DraftUnique | DraftExclusion]":
        """Every constraint of the table."""
        return [*self.foreign_keys, *self.checks, *self.unique(), *self.exclusions]

    def descendants(self) -> list["DraftTable"]:
        """Partitions and inheriting tables of every depth, once each."""
        if not self.children:
            return []
        found: dict[DraftTable, None] = dict.fromkeys(self.children)
        for child in self.children:
            found.update(dict.fromkeys(child.descendants()))
        return list(found)


@dataclass(eq=False, slots=True)
class DraftSequence:
    """A sequence; `owned_by` is the table and column it goes with; `shared`: others may draw their default from it."""

    schema: str
    name: str
    type: str = "bigint"
    start: int = 1
    increment: int = 1
    minimum: int = 1
    maximum: int = 9223372036854775807
    cache: int = 1
    cycle: bool = False
    owned_by: tuple[DraftTable, DraftColumn] | None = None
    identity: bool = False
    hidden: bool = False
    shared: bool = False
    comment: str | None = None
    owner: str | None = None
    acl: Acl = field(default_factory=dict)

    @property
    def qname(self) -> QName:
        """Schema and name."""
        return QName(self.schema, self.name)


@dataclass(eq=False, slots=True)
class DraftType:
    """A type that is no built-in one; `kind` is enum, domain, composite, range, multirange or base.

    `labels` are an enum's, `columns` a composite type's attributes. `value` has a domain's base type, default and
    NOT NULL, or a range's subtype; `multirange` is the type made with a range.
    """

    schema: str
    name: str
    kind: str
    labels: list[str] = field(default_factory=list)
    comment: str | None = None
    columns: list[DraftColumn] = field(default_factory=list)
    value: DraftColumn | None = None
    checks: list[DraftCheck] = field(default_factory=list)
    multirange: "DraftType | None" = None

    @property
    def qname(self) -> QName:
        """Schema and name."""
        return QName(self.schema, self.name)


@dataclass(eq=False, slots=True)
class DraftSchema:
    """A schema, with the rights on itself."""

    name: str
    comment: str | None = None
    owner: str | None = None
    acl: Acl = field(default_factory=dict)


def spell(kind: "str | DraftType | DraftTable") -> str:
    """A type as `format_type` spells it with an empty search path."""
    return kind if isinstance(kind, str) else f"{quote_if_needed(kind.schema)}.{quote_if_needed(kind.name)}"
