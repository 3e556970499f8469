"""Tables and views, and everything that stands in them, as frozen values.

Types are spelt as PostgreSQL's `format_type` spells them (`character varying(34)`, `numeric(18,2)`, `timestamp with
time zone`). What a field's metadata says is in `fields.py`.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from .constraint import CheckConstraint, ExclusionConstraint, ForeignKey, UniqueKey
from .fields import NOT_COMPARED, PARTITION_BOUND, PARTITION_KEY, QUERY, SQL, compared_as, listed, parts, sql
from .names import QName
from .routine import Trigger


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `default` is SQL text; `identity` is `always`, `by default` or None; `generated` is an expression.

    `virtual`: a generated column that is computed when read (PostgreSQL 18), not stored. `inherited`: the column is
    one of a parent's (inheritance or partition), not, or not only, declared here. `collation` is None for the type's,
    otherwise its name, with its schema in front unless that is `pg_catalog`. `settings` are what was set of it:
    `storage=external`, `statistics=200`.
    """

    kind: ClassVar[str] = "column"

    name: str
    type: str
    nullable: bool = True
    default: str | None = field(default=None, metadata=SQL)
    identity: str | None = None
    generated: str | None = field(default=None, metadata=SQL)
    comment: str | None = None
    virtual: bool = False
    inherited: bool = field(default=False, metadata=NOT_COMPARED)
    collation: str | None = None
    settings: tuple[str, ...] = ()

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return self.type


@dataclass(frozen=True, slots=True)
class Index:
    """An index made by CREATE INDEX (constraints have their own). `keys` are column names or expressions.

    `options` says per key what is not the default (`DESC`, `NULLS LAST`, an operator class), in SQL's order; it is
    empty where no key has any. `only`: made by CREATE INDEX … ON ONLY, so its partitions' indexes are attached one by
    one; how it was made, no live catalogue tells. It is not `valid` while a partition's is missing. `settings` are what
    was set of it: `fillfactor=70`, `tablespace=fast`.
    """

    kind: ClassVar[str] = "index"
    diff_first: ClassVar[tuple[str, ...]] = ("keys", "options", "include", "unique", "nulls_distinct")

    name: str
    keys: tuple[str, ...] = field(metadata=SQL | compared_as(keys=lambda index: index.keys))
    unique: bool = False
    method: str = "btree"
    where: str | None = field(default=None, metadata=SQL)
    comment: str | None = None
    include: tuple[str, ...] = ()
    options: tuple[str, ...] = field(
        default=(), metadata=compared_as(options=lambda index: listed(index.options) if any(index.options) else None)
    )
    nulls_distinct: bool = True
    only: bool = field(default=False, metadata=NOT_COMPARED)
    valid: bool = True
    settings: tuple[str, ...] = ()

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return f"{'unique ' if self.unique else ''}{self.method} ({', '.join(self.keys)})"


@dataclass(frozen=True, slots=True)
class Policy:
    """A row-level security policy. `command` is `all` or one of `select`, `insert`, `update`, `delete`."""

    kind: ClassVar[str] = "policy"

    name: str
    command: str = "all"
    roles: tuple[str, ...] = field(
        default=("public",), metadata=compared_as(roles=lambda policy: listed(sorted(policy.roles)))
    )
    using: str | None = field(default=None, metadata=SQL)
    check: str | None = field(default=None, metadata=SQL)
    permissive: bool = True
    comment: str | None = None

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return self.command


@dataclass(frozen=True, slots=True)
class Grant:
    """What one role may do: `privileges` in alphabetical order, lower case; `columns` where it is about columns only.

    `grantable` are those of the privileges the role may hand on. A role has one grant for the whole object, and one for
    each set of privileges it has on columns, which stand in the table's order. The owner's own rights are not listed,
    nor is what everybody may do in the schema `public` from the start.
    """

    grantee: str
    privileges: tuple[str, ...]
    grantable: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `partition_of` names the parent of a partition, `partitioned_by` the key of a partitioned parent.

    `bound` is a partition's `FOR VALUES …` or `DEFAULT`. `inherits` are the parents of a table that is no partition,
    `of_type` the composite type of a typed table, `server` that of a foreign table.
    `line` is the 1-based line of its CREATE statement in the file it was read from, None from a live catalogue.
    `settings` are what was set of it: `autovacuum_enabled=false`, `toast.fillfactor=70`, `replica identity=full`.
    """

    kind: ClassVar[str] = "table"
    diff_first: ClassVar[tuple[str, ...]] = (
        "comment",
        "columns",
        "primary_key",
        "unique_keys",
        "foreign_keys",
        "checks",
        "exclusions",
    )

    schema: str = field(metadata=NOT_COMPARED)
    name: str
    columns: tuple[Column, ...] = ()
    primary_key: UniqueKey | None = field(default=None, metadata=parts("primary key"))
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique_keys: tuple[UniqueKey, ...] = ()
    checks: tuple[CheckConstraint, ...] = ()
    indexes: tuple[Index, ...] = ()
    comment: str | None = None
    partitioned_by: str | None = field(default=None, metadata=sql(PARTITION_KEY))
    partition_of: QName | None = None
    line: int | None = field(default=None, metadata=NOT_COMPARED)
    bound: str | None = field(default=None, metadata=sql(PARTITION_BOUND))
    inherits: tuple[QName, ...] = ()
    of_type: QName | None = None
    server: str | None = None
    unlogged: bool = False
    exclusions: tuple[ExclusionConstraint, ...] = ()
    row_security: bool = False
    force_row_security: bool = False
    policies: tuple[Policy, ...] = ()
    grants: tuple[Grant, ...] = field(default=(), metadata=NOT_COMPARED)
    settings: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()

    @property
    def qname(self) -> QName:
        """Schema and name."""
        return QName(self.schema, self.name)

    def column(self, name: str) -> Column | None:
        """Its column of that name."""
        return next((c for c in self.columns if c.name == name), None)


@dataclass(frozen=True, slots=True)
class View:
    """A view or materialized view, with its query as text. `columns` is empty where only the query would tell.

    `types` are those of the columns, None where a dump does not say (an expression's); empty where none is known.
    `reads` are the tables and views its query names, in alphabetical order.
    """

    json_keys: ClassVar = "name materialized comment"

    schema: str = field(metadata=NOT_COMPARED)
    name: str
    query: str = field(metadata=sql(QUERY))
    materialized: bool = field(default=False, metadata=NOT_COMPARED)
    columns: tuple[str, ...] = field(default=(), metadata=NOT_COMPARED)
    comment: str | None = None
    line: int | None = field(default=None, metadata=NOT_COMPARED)
    column_comments: tuple[tuple[str, str], ...] = field(default=(), metadata=NOT_COMPARED)
    indexes: tuple[Index, ...] = ()
    types: tuple[str | None, ...] = field(default=(), metadata=NOT_COMPARED)
    reads: tuple[QName, ...] = field(
        default=(), metadata=compared_as(reads=lambda view: listed(sorted(map(str, view.reads))))
    )
    grants: tuple[Grant, ...] = field(default=(), metadata=NOT_COMPARED)
    settings: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()

    @property
    def kind(self) -> str:
        """`view` or `materialized view`."""
        return "materialized view" if self.materialized else "view"

    @property
    def qname(self) -> QName:
        """Schema and name."""
        return QName(self.schema, self.name)
