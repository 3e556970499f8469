"""`db/profile.yml`: what people say of what a profile guessed about the tables of a source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import InvalidFileError, Place
from heartbeat_cli.estate.project import ProjectSettings
from heartbeat_cli.files import PROFILE, Document, Problem, failure, load_document, validate
from heartbeat_cli.pgschema import QName

PROFILE_FILE: Final = PROFILE.places[0]
_PART = re.compile(r'"((?:[^"]|"")+)"|([^."]+)')


@dataclass(frozen=True, slots=True)
class ColumnDecision:
    """What is said of a column; None where nothing is.

    `personal` is the category of personal data it holds, an empty text for none. `refers_to` is the table and column it
    refers to, an empty tuple for nothing.
    """

    personal: str | None = None
    refers_to: tuple[QName, str] | tuple[()] | None = None
    comment: str | None = None
    place: Place = field(default=Place(PROFILE_FILE, 1), compare=False)


@dataclass(frozen=True, slots=True)
class TableDecision:
    """What is said of a table or view and its columns, and where."""

    role: str | None = None
    area: str | None = None
    comment: str | None = None
    columns: Mapping[str, ColumnDecision] = field(default_factory=dict)
    place: Place = field(default=Place(PROFILE_FILE, 1), compare=False)


Decisions = Mapping[QName, TableDecision]
"""What is said of the tables of one source."""
UNDECIDED: Final[Decisions] = {}


def load_decisions(project: ProjectSettings, source: str) -> Decisions:
    """What `db/profile.yml` says of a source's tables; nothing where there is no file.

    Raises InvalidFileError with file:line where the file is not what its schema says.
    """
    found, problems = read_decisions(project)
    if problems:
        raise failure(problems, "in this file.")
    return found.get(source, UNDECIDED)


def read_decisions(project: ProjectSettings) -> tuple[Mapping[str, Decisions], tuple[Problem, ...]]:
    """What `db/profile.yml` says of the tables of every source, and what is wrong with it: then nothing is said."""
    file = project.root / PROFILE_FILE
    if not file.exists():
        return {}, ()
    try:
        document = load_document(file)
    except InvalidFileError as error:
        return {}, (Problem.of(error, Path(PROFILE_FILE)),)
    problems = list(validate(document, PROFILE.schema()))
    found: dict[str, dict[QName, TableDecision]] = {}
    for target in document.data["tables"] if not problems else ():
        parts = split_target_of_table(str(target))
        if parts is None:
            problems.append(document.problem(("tables", target), f"'{target}' is no source.schema.table", key=True))
        else:
            source, schema, table = parts
            found.setdefault(source, {})[QName(schema, table)] = _table(document, target)
    if problems:
        return {}, tuple(replace(problem, file=Path(PROFILE_FILE)) for problem in problems)
    return found, ()


def split_target_of_table(target: str) -> tuple[str, str, str] | None:
    """`webbank.core.payment` → its source, schema and table; None where it is none."""
    parts = [quoted.replace('""', '"') or plain for quoted, plain in _PART.findall(target)]
    whole = ".".join(found.group() for found in _PART.finditer(target))
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and whole == target else None


def _table(document: Document, target: str) -> TableDecision:
    said = document.data["tables"][target]
    columns = {str(name): _column(document, target, name) for name in said.get("columns", {})}
    place = _place(document, ("tables", target))
    return TableDecision(said.get("role"), said.get("area"), said.get("comment"), columns, place)


def _column(document: Document, target: str, name: str) -> ColumnDecision:
    said = document.data["tables"][target]["columns"][name]
    personal, refers_to = said.get("personal"), said.get("refers_to")
    to: tuple[QName, str] | tuple[()] | None = None
    if refers_to is not None:
        schema, table, column = refers_to.split(".") if refers_to else ("", "", "")
        to = (QName(schema, table), column) if refers_to else ()
    place = _place(document, ("tables", target, "columns", name))
    return ColumnDecision("" if personal is False else personal, to, said.get("comment"), place)


def _place(document: Document, path: tuple[str, ...]) -> Place:
    mark = document.mark_of(path)
    return Place(PROFILE_FILE, mark.line, mark.column)
