"""The description of the synthetic estate: YAML files -> frozen values.

One folder per database, one file per schema (or, for a large schema, one per subject area). A table lists its columns
on one line each:

    id: bigint pk
    state_id: smallint! -> dict.profile_state
    email: text unique | Lower case; null for companies.
    opened_at: timestamptz! = now()

that is `TYPE[!] [pk] [unique] [= DEFAULT] [-> [schema.]table[.column]] [| comment]`, where `!` means NOT NULL. See
docs/explanation/demo-estate.md for the whole format.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.files import load_document

FOLDER = Path(__file__).parent / "description"


@dataclass(frozen=True)
class ColumnSpec:
    """One described column; `type` is spelt as in the description, enums and domains qualified."""

    name: str
    type: str
    required: bool
    primary: bool
    unique: bool
    default: str | None
    comment: str | None


@dataclass(frozen=True)
class ReferenceSpec:
    """A foreign key: own columns to columns of `schema.table`."""

    columns: tuple[str, ...]
    schema: str
    table: str
    target_columns: tuple[str, ...]


@dataclass(frozen=True)
class PartitionSpec:
    """Monthly range partitions on `column`, from the first to the last month, both inclusive."""

    column: str
    first: tuple[int, int]
    last: tuple[int, int]

    def months(self) -> Iterator[tuple[int, int]]:
        """Year and month of each partition, in order."""
        year, month = self.first
        while (year, month) <= self.last:
            yield year, month
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)


@dataclass(frozen=True)
class TableSpec:
    """One described table. `rows` is the count at scale 1; `fixed` tables do not grow with the scale.

    `data` holds SQL per column where the generic values would not do; `derived` tables are filled by the database's
    own `rows.sql`.
    """

    schema: str
    name: str
    comment: str
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...]
    references: tuple[ReferenceSpec, ...]
    unique: tuple[tuple[str, ...], ...]
    checks: tuple[str, ...]
    indexes: tuple[str, ...]
    partition: PartitionSpec | None
    rows: int
    fixed: bool
    derived: bool
    values: tuple[tuple[Any, ...], ...]
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def qualified(self) -> str:
        """The table's name with its schema, as SQL and COPY take it."""
        return f"{self.schema}.{self.name}"

    def column(self, name: str) -> ColumnSpec:
        """The column of a name. Raises StopIteration where none is described."""
        return next(c for c in self.columns if c.name == name)


@dataclass(frozen=True)
class ViewSpec:
    """One described view."""

    schema: str
    name: str
    comment: str
    query: str


@dataclass(frozen=True)
class SchemaSpec:
    """One schema; `domains` and `enums` are in the order of their description."""

    name: str
    comment: str
    domains: Mapping[str, str]
    enums: Mapping[str, tuple[str, ...]]
    tables: tuple[TableSpec, ...]
    views: tuple[ViewSpec, ...]


@dataclass(frozen=True)
class DatabaseSpec:
    """One database of the synthetic estate. `rows_sql` fills its derived tables."""

    name: str
    schemas: tuple[SchemaSpec, ...]
    rows_sql: str | None

    @cached_property
    def tables(self) -> dict[tuple[str, str], TableSpec]:
        """Every table, by schema and name."""
        return {(t.schema, t.name): t for s in self.schemas for t in s.tables}

    @cached_property
    def domains(self) -> dict[str, str]:
        """The type each domain is made of, by `schema.name`."""
        return {f"{s.name}.{name}": base for s in self.schemas for name, base in s.domains.items()}

    @cached_property
    def enums(self) -> dict[str, tuple[str, ...]]:
        """The labels of each enum in order, by `schema.name`."""
        return {f"{s.name}.{name}": labels for s in self.schemas for name, labels in s.enums.items()}


def load_database(name: str) -> DatabaseSpec:
    """The description of one database; raises InvalidFileError with file:line."""
    folder = FOLDER / name
    merged: dict[str, list[tuple[Path, dict[str, Any]]]] = {}
    for file in sorted(folder.rglob("*.yml")):
        data = load_document(file).data
        merged.setdefault(data["schema"], []).append((file, data))
    keys = {
        (schema, table): _single_key(schema, table, spec)
        for schema, parts in merged.items()
        for _, data in parts
        for table, spec in data.get("tables", {}).items()
    }
    types = {
        schema: {name for _, data in parts for kind in ("domains", "enums") for name in data.get(kind, {})}
        for schema, parts in merged.items()
    }
    rows = folder / "rows.sql"
    return DatabaseSpec(
        name=name,
        schemas=tuple(_schema(schema, parts, keys, types[schema]) for schema, parts in merged.items()),
        rows_sql=rows.read_text(encoding="utf-8") if rows.exists() else None,
    )


def _single_key(_schema: str, _table: str, spec: dict[str, Any]) -> str | None:
    primary = [name for name, line in spec.get("columns", {}).items() if _parse_line(line).primary]
    return primary[0] if primary else None


def _schema(
    name: str,
    parts: list[tuple[Path, dict[str, Any]]],
    keys: Mapping[tuple[str, str], str | None],
    types: set[str],
) -> SchemaSpec:
    tables: list[TableSpec] = []
    views: list[ViewSpec] = []
    domains: dict[str, str] = {}
    enums: dict[str, tuple[str, ...]] = {}
    comment = ""
    for file, data in parts:
        comment = comment or data.get("comment", "")
        domains.update(data.get("domains", {}))
        enums.update({n: tuple(labels) for n, labels in data.get("enums", {}).items()})
        for table, spec in data.get("tables", {}).items():
            if "view" in spec:
                views.append(ViewSpec(name, table, spec["comment"], spec["view"].strip().rstrip(";")))
                continue
            try:
                tables.append(_table(name, table, spec, keys, types))
            except (KeyError, ValueError) as error:
                raise InvalidFileError(f"{name}.{table}: {error}", where=str(file)) from error
    return SchemaSpec(name, comment, domains, enums, tuple(tables), tuple(views))


@dataclass(frozen=True)
class _Line:
    type: str
    required: bool
    primary: bool
    unique: bool
    default: str | None
    target: str | None
    comment: str | None


def _parse_line(line: str) -> _Line:
    rest, _, comment = line.partition(" | ")
    rest, _, target = rest.partition(" -> ")
    rest, _, default = rest.partition(" = ")
    words = rest.split()
    flags = {word for word in words if word in ("pk", "unique")}
    kind = " ".join(word for word in words if word not in flags)
    return _Line(
        type=kind.rstrip("!"),
        required=kind.endswith("!"),
        primary="pk" in flags,
        unique="unique" in flags,
        default=default.strip() or None,
        target=target.strip() or None,
        comment=comment.strip() or None,
    )


def _table(
    schema: str, name: str, spec: dict[str, Any], keys: Mapping[tuple[str, str], str | None], types: set[str]
) -> TableSpec:
    lines = {column: _parse_line(text) for column, text in spec["columns"].items()}
    columns = tuple(
        ColumnSpec(
            name=column,
            type=_qualify(line.type, schema, types),
            required=line.required or line.primary or column in spec.get("key", []),
            primary=line.primary,
            unique=line.unique,
            default=line.default,
            comment=line.comment,
        )
        for column, line in lines.items()
    )
    references = [_reference(schema, (c,), line.target, keys) for c, line in lines.items() if line.target]
    references += [_composite(schema, text) for text in spec.get("references", [])]
    rows = str(spec.get("rows", len(spec.get("values", [])) or 100))
    return TableSpec(
        schema=schema,
        name=name,
        comment=spec["comment"],
        columns=columns,
        key=tuple(spec.get("key", [])) or tuple(c.name for c in columns if c.primary),
        references=tuple(references),
        unique=tuple(tuple(group) for group in spec.get("unique", [])),
        checks=tuple(spec.get("check", [])),
        indexes=tuple(str(i) for i in spec.get("index", [])),
        partition=_partition(spec["partition"]) if "partition" in spec else None,
        rows=int(rows.removeprefix("fixed").replace("_", "").strip()),
        fixed=rows.startswith("fixed") or "values" in spec,
        derived=bool(spec.get("derived", False)),
        values=tuple(tuple(row) for row in spec.get("values", [])),
        data=spec.get("data", {}),
    )


def _qualify(kind: str, schema: str, types: set[str]) -> str:
    base = re.split(r"[\[(]", kind)[0]
    return f"{schema}.{kind}" if base in types else kind


def _reference(
    schema: str, columns: tuple[str, ...], target: str, keys: Mapping[tuple[str, str], str | None]
) -> ReferenceSpec:
    parts = target.split(".")
    if len(parts) == 1 or (len(parts) == 2 and tuple(parts) not in keys and (schema, parts[0]) in keys):
        parts = [schema, *parts]
    key = parts[2] if len(parts) == 3 else keys[parts[0], parts[1]]
    if key is None:
        raise ValueError(f"{target} has no single-column key")
    return ReferenceSpec(columns, parts[0], parts[1], (key,))


_COMPOSITE = re.compile(r"\[([^\]]+)\] -> (?:(\w+)\.)?(\w+) \(([^)]+)\)")


def _composite(schema: str, text: str) -> ReferenceSpec:
    match = _COMPOSITE.fullmatch(text)
    if match is None:
        raise ValueError(f"not a reference: {text}")
    own, target_schema, table, target = match.groups()
    split = re.compile(r"\s*,\s*")
    return ReferenceSpec(tuple(split.split(own)), target_schema or schema, table, tuple(split.split(target)))


_PARTITION = re.compile(r"month\((\w+)\) (\d{4})-(\d\d)\.\.(\d{4})-(\d\d)")


def _partition(text: str) -> PartitionSpec:
    match = _PARTITION.fullmatch(text)
    if match is None:
        raise ValueError(f"not a partitioning: {text}")
    column, y1, m1, y2, m2 = match.groups()
    return PartitionSpec(column, (int(y1), int(m1)), (int(y2), int(m2)))
