"""`db/profile.yml`: what people say of what a profile guessed about the tables of a source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from heartbeat_cli.estate.project import ProjectSettings
from heartbeat_cli.files import PROFILE, Document, failure, load_document, validate
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


@dataclass(frozen=True, slots=True)
class TableDecision:
    """What is said of a table and its columns, and the line of the file that begins it."""

    role: str | None = None
    area: str | None = None
    comment: str | None = None
    columns: Mapping[str, ColumnDecision] = field(default_factory=dict)
    line: int = 1


Decisions = Mapping[QName, TableDecision]
"""What is said of the tables of one source."""
UNDECIDED: Final[Decisions] = {}


def load_decisions(project: ProjectSettings, source: str) -> Decisions:
    """What `db/profile.yml` says of a source's tables; nothing where there is no file.

    Raises InvalidFileError with file:line where the file is not what its schema says.
    """
    file = project.root / PROFILE_FILE
    if not file.exists():
        return UNDECIDED
    return {
        QName(schema, table): decision
        for target, decision in _read(load_document(file)).items()
        for owner, schema, table in (target,)
        if owner == source
    }


def _read(document: Document) -> dict[tuple[str, str, str], TableDecision]:
    problems = list(validate(document, PROFILE.schema()))
    found: dict[tuple[str, str, str], TableDecision] = {}
    for target, said in (document.data["tables"] if not problems else {}).items():
        parts = split_target_of_table(str(target))
        if parts is None:
            problems.append(document.problem(("tables", target), f"'{target}' is no source.schema.table", key=True))
        else:
            found[parts] = _table(said, document.line_of(("tables", target)))
    if problems:
        raise failure([replace(problem, file=Path(PROFILE_FILE)) for problem in problems], "in this file.")
    return found


def split_target_of_table(target: str) -> tuple[str, str, str] | None:
    """`webbank.core.payment` → its source, schema and table; None where it is none."""
    parts = [quoted.replace('""', '"') or plain for quoted, plain in _PART.findall(target)]
    whole = ".".join(found.group() for found in _PART.finditer(target))
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and whole == target else None


def _table(said: Mapping[str, Any], line: int) -> TableDecision:
    columns = {str(name): _column(about) for name, about in said.get("columns", {}).items()}
    return TableDecision(said.get("role"), said.get("area"), said.get("comment"), columns, line)


def _column(said: Mapping[str, Any]) -> ColumnDecision:
    personal, refers_to = said.get("personal"), said.get("refers_to")
    target: tuple[QName, str] | tuple[()] | None = None
    if refers_to is not None:
        schema, table, column = refers_to.split(".") if refers_to else ("", "", "")
        target = (QName(schema, table), column) if refers_to else ()
    return ColumnDecision("" if personal is False else personal, target, said.get("comment"))
