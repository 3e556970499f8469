"""What a target names: where it is read, and which schema, table, view or column of it is meant."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.errors import NotFoundError, UsageError, did_you_mean
from heartbeat_cli.wording import both

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings, Source
    from heartbeat_cli.pgschema import Database, Schema, Table, View

_MOST_PLACES = 3
_PART = re.compile(r'"((?:[^"]|"")+)"|([^."]+)')
_FORMS = "SOURCE, SOURCE.SCHEMA, SOURCE.SCHEMA.TABLE, SOURCE.SCHEMA.TABLE.COLUMN, or a dump file."
_FORMS_IN_FILE = "SCHEMA, SCHEMA.TABLE or SCHEMA.TABLE.COLUMN."


@dataclass(frozen=True, slots=True)
class Target:
    """Where a target is read.

    `text` is the target as it is shown, `path` the dump, `names` are schema, table and column as far as they are
    given. `source` is the source or mirrored database a target begins with, `database` its database's name and
    `project` the project whose mirror has it; all are None for a dump file. `entry` is the source in the inventory,
    None for a mirrored database that has no entry there.
    """

    text: str
    path: Path
    names: tuple[str, ...] = ()
    source: str | None = None
    database: str | None = None
    project: "ProjectSettings | None" = None
    entry: "Source | None" = None

    @property
    def prefix(self) -> str:
        """What stands before a schema when the target is written out."""
        return f"{self.source}." if self.source else ""


@dataclass(frozen=True, slots=True)
class ResolvedTarget:
    """What a target names: a whole database, a schema, a table or view of it, or one column of a table."""

    database: "Database"
    schema: "Schema | None" = None
    relation: "Table | View | None" = None
    column: str | None = None


def locate(target: str, name: str | None, find_project: "Callable[[], ProjectSettings]") -> Target:
    """Where `target` is read; `name` says what of a dump file is meant, `find_project` is asked for any other target.

    Raises UsageError for what is no target, NotFoundError for a source or mirrored database there is none of.
    """
    if is_file(target):
        names = split_target(name, longest=3, forms=_FORMS_IN_FILE) if name is not None else []
        text = target if name is None else f"{target} {name}"
        return Target(text, from_home(target), tuple(names))
    source, *names = split_source(target, name)
    try:
        return find_source(source, target, tuple(names), find_project())
    except NotFoundError:
        if _is_folder(target):
            return Target(target, Path(target))
        raise


def is_file(target: str) -> bool:
    """Whether a target names a file: it ends in .sql, has a slash, or exists and is no folder (a pipe, a dead link)."""
    if target.endswith(".sql") or any(s in target for s in ("/", os.sep)):
        return True
    return os.path.lexists(target) and not _is_folder(target)


def from_home(target: str) -> Path:
    """A path as it is typed. `Path.expanduser` raises for the home of a user there is none of, and this does not."""
    return Path(os.path.expanduser(target))  # noqa: PTH111


def _is_folder(target: str) -> bool:
    """`Path.is_dir` raises for a name too long to be one, and this does not."""
    return os.path.isdir(target)  # noqa: PTH112


def split_source(target: str, name: str | None = None) -> list[str]:
    """The parts of a target that is no file, its source first; `name` goes with a file only."""
    if name is not None:
        raise UsageError(f"'{name}' stands beside '{target}', which is no dump file", hint=f"Write {target}.{name}.")
    return split_target(target)


def split_target(target: str, longest: int = 4, forms: str = _FORMS) -> list[str]:
    """`webbank.core."Odd.Name"` → its parts, at most `longest`; raises UsageError naming the `forms` there are."""
    parts: list[str] = []
    position = 0
    while True:
        found = _PART.match(target, position)
        if found is None:
            parts.clear()
            break
        parts.append(found.group(1).replace('""', '"') if found.group(1) else found.group(2))
        position = found.end()
        if position == len(target):
            break
        if target[position] != ".":
            parts.clear()
            break
        position += 1
    if not parts or len(parts) > longest or position != len(target):
        raise UsageError(f"'{target}' is no target", hint=forms)
    return parts


def find_source(name: str, target: str, names: tuple[str, ...], project: "ProjectSettings") -> Target:
    """The place of a target whose source, or mirrored database, is called `name`."""
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.mirror import find_dump, list_mirror

    inventory = load_inventory(project)
    source = inventory.get(name)
    if source is not None and source.mirrored is not None:
        return Target(target, find_dump(project, source), names, name, source.mirrored[1], project, source)
    if source is not None:
        raise NotFoundError(
            f"'{name}' is no database ({source.archetype}): the mirror holds no structure of it",
            hint=f"`hb sources status {source.name}` shows what is known about it.",
            code="no_dump",
        )
    mirrored = list_mirror(project.mirror, project.clusters)
    for dump in mirrored:
        if dump.database == name:
            return Target(target, dump.file, names, name, dump.database, project)
    known = [*inventory.names(), *(d.database for d in mirrored)]
    raise NotFoundError(
        f"there is no source '{name}'",
        hint=_somewhere(name, project)
        or did_you_mean(name, known)
        or f"The mirror has {', '.join(sorted({d.database for d in mirrored})) or 'no dumps'}.",
        code="unknown_source",
    )


def _somewhere(name: str, project: "ProjectSettings") -> str | None:
    """Where in the estate there is a schema, table or view of that name."""
    from heartbeat_cli.app.completion import places_of

    found = places_of(project.root, name)
    if not found:
        return None
    return f"There is {both(found[:_MOST_PLACES])}" + ("." if len(found) <= _MOST_PLACES else " and others.")


def resolve(database: "Database", place: Target) -> ResolvedTarget:
    """What `place.names` mean in `database`; raises NotFoundError with the nearest name there is."""
    from heartbeat_cli.pgschema import View

    if not place.names:
        return ResolvedTarget(database)
    schema = _require_schema(database, place)
    if len(place.names) == 1:
        return ResolvedTarget(database, schema)
    relation = _require_relation(database, schema, place)
    if len(place.names) == 2:
        return ResolvedTarget(database, schema, relation)
    column = place.names[2]
    if isinstance(relation, View):
        raise NotFoundError(
            f"{relation.qname} is a view; the columns of tables alone are profiled one by one",
            hint="Profile the view itself: it names its columns and what it reads.",
            code="unknown_column",
        )
    if relation.column(column) is None:
        raise _no_column(column, place, schema.name, relation)
    return ResolvedTarget(database, schema, relation, column)


def _require_schema(database: "Database", place: Target) -> "Schema":
    name = place.names[0]
    schema = database.schema(name)
    if schema is not None:
        return schema
    known = [s.name for s in database.schemas]
    hint = did_you_mean(name, known)
    holders = _holders(database, name)
    if holders:
        hint = f"Did you mean '{place.prefix}{holders[0]}'?"
    raise NotFoundError(
        f"database '{database.name}' has no schema '{name}'",
        hint=hint or f"It has {', '.join(known) or 'none'}.",
        code="unknown_schema",
    )


def _require_relation(database: "Database", schema: "Schema", place: Target) -> "Table | View":
    name = place.names[1]
    relations = _relations(schema)
    for relation in relations:
        if relation.name == name:
            return relation
    elsewhere = _holders(database, name)
    near = did_you_mean(name, [r.name for r in relations])
    raise NotFoundError(
        f"schema '{schema.name}' has no table or view '{name}'",
        where=place.text,
        hint=f"There is {' and '.join(elsewhere)}." if elsewhere else near or _all_of(place, schema.name),
        code="unknown_table",
    )


def _relations(schema: "Schema") -> "list[Table | View]":
    return [*schema.tables, *schema.views, *schema.foreign_tables]


def _holders(database: "Database", name: str) -> list[str]:
    """The table or view of this name in each schema that has one, written out."""
    return [f"{s.name}.{name}" for s in database.schemas if any(r.name == name for r in _relations(s))]


def _all_of(place: Target, *names: str) -> str:
    """The command that lists what there is."""
    whole = f"{place.source}.{'.'.join(names)}" if place.source else f"{place.path} {'.'.join(names)}"
    return f"`hb profile {whole} --format csv` lists all there are."


def _no_column(name: str, place: Target, schema: str, relation: "Table") -> NotFoundError:
    near = did_you_mean(name, [c.name for c in relation.columns])
    return NotFoundError(
        f"{relation.qname} has no column '{name}'",
        hint=near or _all_of(place, schema, relation.name),
        code="unknown_column",
    )
