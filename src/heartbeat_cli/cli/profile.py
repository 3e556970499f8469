"""`hb profile`: what is in a database, schema, table, column or dump file."""

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from heartbeat_cli.catalog import Database, Schema, count_objects
from heartbeat_cli.cli.session import answer_in_json, current_session
from heartbeat_cli.errors import EXIT_FINDINGS, NotFoundError, UsageError, did_you_mean
from heartbeat_cli.mirror.dump import Reading, read_dump
from heartbeat_cli.profiling.profile import profile_column, profile_database, profile_schema, profile_table

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

_NAMED_PLACES = 3
_PART = re.compile(r'"((?:[^"]|"")+)"|([^."]+)')


class Format(StrEnum):
    """How the result is written."""

    table = "table"
    json = "json"


@dataclass(frozen=True, slots=True)
class _Answer:
    """A profile in both forms; `page` is made only when it is shown."""

    target: str
    body: dict[str, Any]
    page: Any


def _remember_json(value: Format) -> Format:
    """`--format json` is `--json`: failures are JSON too."""
    if value is Format.json:
        answer_in_json()
    return value


@app.command()
def profile(
    target: Annotated[
        str,
        typer.Argument(
            help="webbank · webbank.core · webbank.core.payment · webbank.core.payment.state_id · a dump file",
            metavar="TARGET",
        ),
    ],
    format: Annotated[  # noqa: ARG001 -- what it says is in the session
        Format, typer.Option("--format", help="table for people, json for programs.", callback=_remember_json)
    ] = Format.table,
) -> None:
    """What is in a database, schema, table or dump.

    Read from the DDL mirror or from any dump file; no server is asked. Exit code 6 says that a statement the picture
    depends on was not understood.

    Examples:

    - `hb profile webbank.core`
    - `hb profile webbank.core.payment`
    - `hb profile backup/shop.sql --json`
    """
    if is_file(target):
        path, names = Path(target).expanduser(), []
        reading = read_dump(path)
    else:
        source, *names = split_target(target)
        path, database = find_source(source)
        reading = read_dump(path, name=database)
    answer = _profile(target, reading, names, whole_file=is_file(target))
    if current_session().json:
        from heartbeat_cli.render.console import print_json

        print_json({"target": target, "file": reading.file, **answer.body, "understood": _understood(reading)})
    else:
        from heartbeat_cli.render.console import stdout

        stdout().print(answer.page())
    _report_skipped(reading)


def is_file(target: str) -> bool:
    """Whether a target names a file: it ends in .sql, has a slash, or exists as one."""
    separators = {"/", os.sep}
    return target.endswith(".sql") or any(s in target for s in separators) or Path(target).is_file()


def split_target(target: str) -> list[str]:
    """`webbank.core."Odd.Name"` → its parts."""
    parts: list[str] = []
    position = 0
    while True:
        found = _PART.match(target, position)
        if found is None:
            break
        parts.append(found.group(1).replace('""', '"') if found.group(1) else found.group(2))
        position = found.end()
        if position == len(target):
            break
        if target[position] != ".":
            parts.clear()
            break
        position += 1
    if not parts or len(parts) > 4 or position != len(target):
        raise UsageError(
            f"'{target}' is no target",
            hint="SOURCE, SOURCE.SCHEMA, SOURCE.SCHEMA.TABLE, SOURCE.SCHEMA.TABLE.COLUMN, or a dump file.",
        )
    return parts


def find_source(name: str) -> tuple[Path, str]:
    """The dump and the database of a source or of a mirrored database."""
    from heartbeat_cli.estate.load import load_inventory
    from heartbeat_cli.mirror.locate import find_dump, list_mirror

    project = current_session().project()
    inventory = load_inventory(project)
    source = inventory.get(name)
    if source is not None and source.cluster and source.database:
        return find_dump(project.mirror, project.cluster(source.cluster), source.database), source.database
    if source is not None:
        raise NotFoundError(
            f"'{name}' is no database ({source.archetype}): the mirror holds no structure of it",
            hint=f"`hb sources status {source.name}` shows what is known about it.",
            code="no_dump",
        )
    mirrored = list_mirror(project.mirror, project.clusters)
    for dump in mirrored:
        if dump.database == name:
            return dump.file, dump.database
    known = [*inventory.names(), *(d.database for d in mirrored)]
    raise NotFoundError(
        f"there is no source '{name}'",
        hint=did_you_mean(name, known)
        or f"The mirror has {', '.join(sorted({d.database for d in mirrored})) or 'no dumps'}.",
        code="unknown_source",
    )


def _profile(target: str, reading: Reading, names: list[str], *, whole_file: bool) -> _Answer:
    from heartbeat_cli.render import profile_json as plain

    database = reading.database
    if not names:
        whole = profile_database(database)
        body = plain.database_json(whole)
        if whole_file:
            body["kind"] = "file"
            filled = [s for s in whole.schemas if s.counts.tables or s.counts.views]
            if len(filled) == 1:
                return _Answer(
                    target,
                    body,
                    lambda: _pages().schema_page(f"{target} · {filled[0].schema.name}", filled[0]),
                )
        return _Answer(target, body, lambda: _pages().database_page(target, whole))
    schema = _require_schema(database, names[0], target)
    if len(names) == 1:
        one = profile_schema(schema, database)
        return _Answer(
            target, {"database": database.name, **plain.schema_json(one)}, lambda: _pages().schema_page(target, one)
        )
    return _profile_relation(target, database, schema, names[1:])


def _profile_relation(target: str, database: Database, schema: Schema, names: list[str]) -> _Answer:
    from heartbeat_cli.render import profile_json as plain

    table = schema.table(names[0])
    view = next((v for v in schema.views if v.name == names[0]), None)
    if table is not None and len(names) == 1:
        counts = count_objects(Schema(schema.name, tables=(table,)), database)
        profiled = profile_table(table, database)
        enums = {f"{e.schema}.{e.name}": e.labels for s in database.schemas for e in s.enums}
        return _Answer(target, plain.table_json(profiled, counts), lambda: _pages().table_page(target, profiled, enums))
    if table is not None:
        column = profile_column(table, names[1], database)
        if column is not None:
            return _Answer(target, plain.column_json(column), lambda: _pages().column_page(target, column))
        raise _no_column(names[1], str(table.qname), [c.name for c in table.columns])
    if view is not None and len(names) == 1:
        counts = count_objects(Schema(schema.name, views=(view,)), database)
        return _Answer(target, plain.view_json(view, counts), lambda: _pages().view_page(target, view))
    if view is not None:
        raise _no_column(names[1], str(view.qname), list(view.columns), hint="Profile the view itself.")
    known = [t.name for t in schema.tables] + [v.name for v in schema.views]
    elsewhere = [f"{s.name}.{names[0]}" for s in database.schemas if s.table(names[0])]
    raise NotFoundError(
        f"schema '{schema.name}' has no table or view '{names[0]}'",
        where=target,
        hint=(f"There is {' and '.join(elsewhere)}." if elsewhere else did_you_mean(names[0], known)),
        code="unknown_table",
    )


def _no_column(name: str, owner: str, known: list[str], hint: str | None = None) -> NotFoundError:
    return NotFoundError(
        f"{owner} has no column '{name}'", hint=did_you_mean(name, known) or hint, code="unknown_column"
    )


def _require_schema(database: Database, name: str, target: str) -> Schema:
    schema = database.schema(name)
    if schema is not None:
        return schema
    known = [s.name for s in database.schemas]
    hint = did_you_mean(name, known)
    tables = [f"{target.split('.')[0]}.{s.name}.{name}" for s in database.schemas if s.table(name)]
    if tables:
        hint = f"Did you mean '{tables[0]}'?"
    raise NotFoundError(
        f"database '{database.name}' has no schema '{name}'",
        hint=hint or f"It has {', '.join(known) or 'none'}.",
        code="unknown_schema",
    )


def _pages() -> Any:
    from heartbeat_cli.render import profile as pages

    return pages


def _understood(reading: Reading) -> dict[str, Any]:
    return {
        "statements": reading.statements,
        "lossy": reading.lossy,
        "skipped": [
            {"file": s.file, "line": s.line, "statement": s.statement, "reason": s.reason, "lossy": s.lossy}
            for s in reading.skipped
        ],
    }


def _report_skipped(reading: Reading) -> None:
    """Say on stderr what could not be read; a partial read ends with the exit code of findings."""
    if not reading.skipped:
        return
    from heartbeat_cli.render.console import note, warn

    lost = [s for s in reading.skipped if s.lossy]
    number = len(reading.skipped)
    what = "1 statement was" if number == 1 else f"{number:,} statements were"
    if not lost:
        note(f"{what} not understood ({reading.file}:{reading.skipped[0].line}); none shapes a table.")
        return
    warn(f"{what} not understood, so this is not all of {reading.file}:")
    for skipped in lost[:_NAMED_PLACES]:
        note(f"  {skipped.file}:{skipped.line}: {skipped.statement} ({skipped.reason})")
    if len(lost) > _NAMED_PLACES:
        note(f"  and {len(lost) - _NAMED_PLACES:,} more; --json lists them all.")
    raise typer.Exit(EXIT_FINDINGS)
