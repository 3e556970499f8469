"""The whole database under construction: every object by name, the search path, and who is acting."""

from dataclasses import dataclass, field

from ..model import Database, Extension
from ..names import QName
from ..relation import Grant
from ..routine import Function
from .freeze import freeze_database
from .objects import (
    DraftColumn,
    DraftExclusion,
    DraftIndex,
    DraftKey,
    DraftSchema,
    DraftSequence,
    DraftTable,
    DraftType,
    DraftUnique,
    IndexLike,
)
from .parse import Node

TEMPORARY = "pg_temp"


@dataclass
class DraftDatabase:
    """A database while its statements are being replayed.

    `server`: the version of the server a dump says it is of, `dumper` that of its pg_dump. `dumped`: pg_dump wrote the
    file. `granted`: it has a GRANT or REVOKE. `since_17`: it is of PostgreSQL 17 or later, where GRANT ALL includes
    MAINTAIN and a partition shares its parent's identity columns; a file by hand is taken for one of today. `user` is
    whoever SET SESSION AUTHORIZATION or SET ROLE named; `row_types`: some column is of a relation's row type.
    `left_out` are the kinds of things the file has that nothing here has room for.
    `tablespace` and `access_method` are what new tables get that name none (pg_dump says it so).
    `default_grants` are the ALTER DEFAULT PRIVILEGES so far, `plain_columns` columns by the words that describe them.
    """

    schemas: dict[str, DraftSchema] = field(default_factory=dict)
    relations: dict[QName, DraftTable] = field(default_factory=dict)
    sequences: dict[QName, DraftSequence] = field(default_factory=dict)
    types: dict[QName, DraftType] = field(default_factory=dict)
    extensions: dict[str, Extension] = field(default_factory=dict)
    functions: dict[tuple[str, str, tuple[str, ...]], Function] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    comment: str | None = None
    search_path: list[str] = field(default_factory=lambda: ["public"])
    server: int | None = None
    dumper: int | None = None
    dumped: bool = False
    granted: bool = False
    since_17: bool = True
    user: str | None = None
    row_types: bool = False
    tablespace: str | None = None
    access_method: str | None = None
    default_grants: list[tuple[list[str], Node]] = field(default_factory=list)
    plain_columns: dict[bytes, DraftColumn] = field(default_factory=dict)
    _indexes: dict[QName, tuple[DraftTable, IndexLike]] = field(default_factory=dict)
    _created: int = 0

    def __post_init__(self) -> None:
        rights = self._public_rights(self.dumper)
        self.schemas["public"] = DraftSchema("public", acl={("public", None): dict.fromkeys(rights, False)})

    def standard_grants(self) -> tuple[Grant, ...]:
        """What everybody may do in the schema public, unless somebody changed it.

        pg_dump from 15 on says so of an older server; where it says nothing about rights at all, they were left out.
        """
        servers, dumpers = self._public_rights(self.server), self._public_rights(self.dumper)
        return tuple(Grant("public", r) for r in ((servers,) if self.granted else (servers, dumpers)))

    @staticmethod
    def _public_rights(version: int | None) -> tuple[str, ...]:
        """What initdb gives everybody in the schema public; making something there only before PostgreSQL 15."""
        return ("create", "usage") if version is not None and version < 15 else ("usage",)

    # Names

    def home(self, schema: str | None) -> str:
        """The schema something new is made in."""
        if schema:
            return schema
        return next((s for s in self._path() if s in self.schemas), self._path()[0])

    def _path(self) -> list[str]:
        return self.search_path or ["public"]

    def find(self, schema: str | None, name: str) -> DraftTable | None:
        """The relation of that name, along the search path where no schema is given."""
        if schema:
            return self.relations.get(QName(schema, name))
        for place in (TEMPORARY, *self._path()):
            found = self.relations.get(QName(place, name))
            if found is not None:
                return found
        return None

    def find_type(self, schema: str | None, name: str) -> DraftType | None:
        """The type of that name, along the search path where no schema is given."""
        if schema:
            return self.types.get(QName(schema, name))
        for place in self._path():
            found = self.types.get(QName(place, name))
            if found is not None:
                return found
        return None

    def find_sequence(self, schema: str | None, name: str) -> DraftSequence | None:
        """The sequence of that name, along the search path where no schema is given."""
        if schema:
            return self.sequences.get(QName(schema, name))
        if not self.sequences:
            return None
        for place in (TEMPORARY, *self._path()):
            found = self.sequences.get(QName(place, name))
            if found is not None:
                return found
        return None

    def find_index(self, schema: str | None, name: str) -> tuple[DraftTable, IndexLike] | None:
        """An index, or the constraint an index of that name was made for, with its table."""
        schemas = (schema,) if schema else (TEMPORARY, *self._path())
        return next((found for s in schemas if (found := self._index(QName(s, name))) is not None), None)

    def _index(self, name: QName) -> tuple[DraftTable, IndexLike] | None:
        """Entries are not taken out when an index goes; an outdated one is known by not being where it says."""
        found = self._indexes.get(name)
        if found is None:
            return None
        table, index = found
        if index.name != name.name or table.schema != name.schema or self.relations.get(table.qname) is not table:
            return None
        holders: list[DraftIndex] | list[DraftUnique] | list[DraftExclusion]
        if isinstance(index, DraftIndex):
            holders = table.indexes
        else:
            holders = table.unique() if isinstance(index, DraftUnique) else table.exclusions
        return found if any(index is other for other in holders) else None

    def is_taken(self, name: QName) -> bool:
        """Whether a table, view, sequence or index has that name."""
        return name in self.relations or name in self.sequences or self._index(name) is not None

    # Changes

    def add_schema(self, name: str, owner: str | None = None) -> DraftSchema:
        """The schema of that name, made where there is none."""
        if name not in self.schemas:
            self.schemas[name] = DraftSchema(name, owner=owner or self.user)
        return self.schemas[name]

    def add(self, relation: DraftTable) -> None:
        """Make a relation part of the database, and whoever acts its owner."""
        if not relation.hidden:
            self.add_schema(relation.schema)
        self._created += 1
        relation.number, relation.owner = self._created, relation.owner or self.user
        self.relations[relation.qname] = relation

    def add_index(self, table: DraftTable, index: IndexLike) -> None:
        """Make an index or index-backed constraint of `table` findable by its name."""
        self._indexes[QName(table.schema, index.name)] = (table, index)

    def add_sequence(self, sequence: DraftSequence) -> None:
        """Make a sequence part of the database, and whoever acts its owner."""
        if not sequence.hidden:
            self.add_schema(sequence.schema)
        sequence.owner = sequence.owner or self.user
        self.sequences[sequence.qname] = sequence

    def move(self, relation: DraftTable, *, schema: str | None = None, name: str | None = None) -> None:
        """Rename a relation or move it to another schema; whoever refers to it follows."""
        del self.relations[relation.qname]
        relation.schema, relation.name = schema or relation.schema, name or relation.name
        self.add_schema(relation.schema)
        self.relations[relation.qname] = relation
        if schema:
            for index in relation.index_likes():
                self.add_index(relation, index)
            for sequence in relation.sequences:
                self.move_sequence(sequence, schema=schema)

    def move_sequence(self, sequence: DraftSequence, *, schema: str | None = None, name: str | None = None) -> None:
        """Rename a sequence or move it to another schema."""
        self.sequences.pop(sequence.qname, None)
        sequence.schema, sequence.name = schema or sequence.schema, name or sequence.name
        self.sequences[sequence.qname] = sequence

    def move_type(self, kind: DraftType, *, schema: str | None = None, name: str | None = None) -> None:
        """Rename a type or move it to another schema; a range's multirange stays where it is, as in PostgreSQL."""
        del self.types[kind.qname]
        kind.schema, kind.name = schema or kind.schema, name or kind.name
        self.add_schema(kind.schema)
        self.types[kind.qname] = kind

    def bind(self, key: DraftKey, target: DraftTable | QName) -> None:
        """Make `key` a reference to `target`, which then knows it."""
        key.target = target
        if isinstance(target, DraftTable):
            target.referrers.append(key)

    def freeze(self, name: str) -> Database:
        """The frozen values; references made before their target was are bound first."""
        for relation in self.relations.values():
            for key in relation.foreign_keys:
                if isinstance(key.target, QName) and key.target in self.relations:
                    self.bind(key, self.relations[key.target])
        return freeze_database(self, name)
