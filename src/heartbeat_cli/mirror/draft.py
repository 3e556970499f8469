"""A database while its statements are being replayed: mutable drafts that know each other by reference.

Because a foreign key holds its target's draft and a column its type's draft, a later rename or move is one assignment.
`Draft.freeze` turns everything into the catalog's frozen values.
"""

from dataclasses import dataclass, field, replace

from heartbeat_cli.catalog import (
    CheckConstraint,
    Column,
    Database,
    EnumType,
    ForeignKey,
    Index,
    QName,
    Schema,
    Table,
    UniqueKey,
    View,
)
from heartbeat_cli.mirror.typenames import quote


@dataclass(eq=False, slots=True)
class DraftType:
    """An enum, domain, composite or range type; `columns` are a composite type's attributes."""

    schema: str
    name: str
    kind: str
    labels: list[str] = field(default_factory=list)
    comment: str | None = None
    columns: list["DraftColumn"] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class DraftColumn:
    """A column; `type` is a spelling, or a draft type with what stands behind its name."""

    name: str
    type: str | DraftType
    suffix: str = ""
    nullable: bool = True
    default: str | None = None
    identity: str | None = None
    generated: str | None = None
    comment: str | None = None

    def copy(self) -> "DraftColumn":
        return replace(self)

    def freeze(self) -> Column:
        spelling = self.type
        if isinstance(spelling, DraftType):
            spelling = f"{quote(spelling.schema)}.{quote(spelling.name)}"
        return Column(
            self.name, spelling + self.suffix, self.nullable, self.default, self.identity, self.generated, self.comment
        )


@dataclass(eq=False, slots=True)
class DraftKey:
    """A foreign key. `target` is a draft, or a name where the file has no such table (so far)."""

    columns: list[str]
    target: "DraftTable | QName"
    target_columns: list[str]
    name: str


@dataclass(eq=False, slots=True)
class DraftCheck:
    """A check; `columns` are those its expression names."""

    expression: str
    name: str
    columns: tuple[str, ...] = ()


@dataclass(eq=False, slots=True)
class DraftUnique:
    columns: list[str]
    name: str


@dataclass(eq=False, slots=True)
class DraftIndex:
    """An index; `named` says which keys are plain columns, `uses` every column it or its condition names."""

    name: str
    keys: list[str]
    named: list[bool]
    unique: bool
    method: str
    where: str | None
    uses: set[str]

    def shape(self) -> tuple[object, ...]:
        """What makes two indexes the same but for their name."""
        return (tuple(self.keys), self.unique, self.method, self.where)


@dataclass(eq=False, slots=True)
class DraftTable:
    """A table or, with `query`, a view. A `hidden` one is known but not part of the result (temporary, foreign).

    `reads` are the relations a view's query names; `loose_comments` those on view columns only the query would tell.
    """

    schema: str
    name: str
    line: int
    columns: list[DraftColumn] = field(default_factory=list)
    primary_key: DraftUnique | None = None
    foreign_keys: list[DraftKey] = field(default_factory=list)
    unique_keys: list[DraftUnique] = field(default_factory=list)
    checks: list[DraftCheck] = field(default_factory=list)
    indexes: list[DraftIndex] = field(default_factory=list)
    comment: str | None = None
    partitioned_by: str | None = None
    partition_of: "DraftTable | QName | None" = None
    parents: list["DraftTable"] = field(default_factory=list)
    children: list["DraftTable"] = field(default_factory=list)
    query: str | None = None
    materialized: bool = False
    hidden: bool = False
    reads: list["DraftTable"] = field(default_factory=list)
    loose_comments: dict[str, str] = field(default_factory=dict)

    @property
    def qname(self) -> QName:
        return QName(self.schema, self.name)

    @property
    def is_view(self) -> bool:
        return self.query is not None

    def column(self, name: str) -> DraftColumn | None:
        return next((c for c in self.columns if c.name == name), None)

    def descendants(self) -> list["DraftTable"]:
        found = list(self.children)
        for child in self.children:
            found.extend(child.descendants())
        return found

    def freeze(self) -> Table:
        parent = self.partition_of
        return Table(
            schema=self.schema,
            name=self.name,
            columns=tuple(c.freeze() for c in self.columns),
            primary_key=_freeze_unique(self.primary_key) if self.primary_key else None,
            foreign_keys=tuple(_freeze_key(k) for k in self.foreign_keys),
            unique_keys=tuple(_freeze_unique(k) for k in self.unique_keys),
            checks=tuple(CheckConstraint(c.expression, c.name) for c in self.checks),
            indexes=self._frozen_indexes(),
            comment=self.comment,
            partitioned_by=self.partitioned_by,
            partition_of=parent.qname if isinstance(parent, DraftTable) else parent,
            line=self.line,
        )

    def freeze_view(self) -> View:
        comments = {c.name: c.comment for c in self.columns if c.comment is not None} | self.loose_comments
        return View(
            schema=self.schema,
            name=self.name,
            query=self.query or "",
            materialized=self.materialized,
            columns=tuple(c.name for c in self.columns),
            comment=self.comment,
            line=self.line,
            column_comments=tuple(comments.items()),
            indexes=self._frozen_indexes(),
        )

    def _frozen_indexes(self) -> tuple[Index, ...]:
        return tuple(Index(i.name, tuple(i.keys), i.unique, i.method, i.where) for i in self.indexes)


def _freeze_unique(key: DraftUnique) -> UniqueKey:
    return UniqueKey(tuple(key.columns), key.name)


def _freeze_key(key: DraftKey) -> ForeignKey:
    target = key.target
    if not isinstance(target, DraftTable):
        return ForeignKey(tuple(key.columns), target, tuple(key.target_columns), key.name)
    columns = key.target_columns or (target.primary_key.columns if target.primary_key else [])
    return ForeignKey(tuple(key.columns), target.qname, tuple(columns), key.name)


class Draft:
    """The whole database under construction: relations and types by name, and the search path."""

    def __init__(self) -> None:
        self.schemas: dict[str, str | None] = {"public": None}
        self.relations: dict[QName, DraftTable] = {}
        self.types: dict[QName, DraftType] = {}
        self.search_path: list[str] = ["public"]

    # Names

    def home(self, schema: str | None) -> str:
        """The schema something new is made in."""
        if schema:
            return schema
        path = self.search_path or ["public"]
        return next((s for s in path if s in self.schemas), path[0])

    def find(self, schema: str | None, name: str) -> DraftTable | None:
        """The relation of that name, along the search path where no schema is given."""
        if schema:
            return self.relations.get(QName(schema, name))
        path = ["pg_temp", *(self.search_path or ["public"])]
        return next((self.relations[QName(s, name)] for s in path if QName(s, name) in self.relations), None)

    def find_type(self, schema: str | None, name: str) -> DraftType | None:
        if schema:
            return self.types.get(QName(schema, name))
        path = self.search_path or ["public"]
        return next((self.types[QName(s, name)] for s in path if QName(s, name) in self.types), None)

    def find_index(self, schema: str | None, name: str) -> tuple[DraftTable, DraftIndex] | None:
        schemas = [schema] if schema else (self.search_path or ["public"])
        for relation in self.relations.values():
            if relation.schema in schemas:
                for index in relation.indexes:
                    if index.name == name:
                        return relation, index
        return None

    # Changes

    def add(self, relation: DraftTable) -> None:
        if not relation.hidden:
            self.schemas.setdefault(relation.schema, None)
        self.relations[relation.qname] = relation

    def move(self, relation: DraftTable, *, schema: str | None = None, name: str | None = None) -> None:
        """Rename a relation or move it to another schema; whoever refers to it follows."""
        before = relation.qname
        relation.schema, relation.name = schema or relation.schema, name or relation.name
        self.schemas.setdefault(relation.schema, None)
        self.relations = {(relation.qname if k == before else k): r for k, r in self.relations.items()}

    def move_type(self, kind: DraftType, *, schema: str | None = None, name: str | None = None) -> None:
        del self.types[QName(kind.schema, kind.name)]
        kind.schema, kind.name = schema or kind.schema, name or kind.name
        self.types[QName(kind.schema, kind.name)] = kind

    def drop(self, relation: DraftTable) -> None:
        """Remove a relation, its partitions and children, and the references to it."""
        for child in list(relation.children):
            self.drop(child)
        for parent in relation.parents:
            if relation in parent.children:
                parent.children.remove(relation)
        self.relations.pop(relation.qname, None)
        for other in list(self.relations.values()):
            if relation in other.reads:
                self.drop(other)
            if other.foreign_keys:
                other.foreign_keys = [k for k in other.foreign_keys if k.target is not relation]

    def drop_type(self, kind: DraftType) -> None:
        self.types.pop(QName(kind.schema, kind.name), None)
        for relation in self.relations.values():
            for column in [c for c in relation.columns if c.type is kind]:
                drop_column(self, relation, column.name)

    def referring(self, table: DraftTable) -> list[DraftKey]:
        return [k for r in self.relations.values() for k in r.foreign_keys if k.target is table]

    def settle(self) -> None:
        """Bind references that were made before their target."""
        for relation in self.relations.values():
            for key in relation.foreign_keys:
                if isinstance(key.target, QName):
                    key.target = self.relations.get(key.target, key.target)

    def freeze(self, name: str) -> Database:
        self.settle()
        schemas = []
        for schema, comment in self.schemas.items():
            mine = [r for r in self.relations.values() if r.schema == schema and not r.hidden]
            frozen = Schema(
                name=schema,
                tables=tuple(r.freeze() for r in mine if not r.is_view),
                views=tuple(r.freeze_view() for r in mine if r.is_view),
                enums=tuple(
                    EnumType(t.schema, t.name, tuple(t.labels), t.comment)
                    for t in self.types.values()
                    if t.schema == schema and t.kind == "enum"
                ),
                comment=comment,
            )
            if schema != "public" or mine or frozen.enums or comment:
                schemas.append(frozen)
        return Database(name, tuple(schemas))


def drop_column(draft: Draft, table: DraftTable, name: str) -> None:
    """Remove a column with every key, check and index that uses it, and the references to it."""
    table.columns = [c for c in table.columns if c.name != name]
    if table.primary_key and name in table.primary_key.columns:
        drop_key(draft, table, table.primary_key)
    for key in [k for k in table.unique_keys if name in k.columns]:
        drop_key(draft, table, key)
    table.foreign_keys = [k for k in table.foreign_keys if name not in k.columns]
    table.checks = [c for c in table.checks if name not in c.columns]
    table.indexes = [i for i in table.indexes if name not in i.uses]
    for relation in draft.relations.values():
        relation.foreign_keys = [
            k for k in relation.foreign_keys if not (k.target is table and name in k.target_columns)
        ]


def drop_key(draft: Draft, table: DraftTable, key: DraftUnique) -> None:
    """Remove a primary key or unique constraint, and the references that lean on it."""
    if table.primary_key is key:
        table.primary_key = None
    table.unique_keys = [k for k in table.unique_keys if k is not key]
    still = [table.primary_key] if table.primary_key else []
    keys = [set(k.columns) for k in [*still, *table.unique_keys]]
    keys += [set(i.keys) for i in table.indexes if i.unique]
    for relation in draft.relations.values():
        relation.foreign_keys = [
            k
            for k in relation.foreign_keys
            if k.target is not table or set(k.target_columns) != set(key.columns) or set(key.columns) in keys
        ]
