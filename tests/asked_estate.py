"""An estate of one database for questions: DDL and rows of tests/cases/discover, landed; and what it answers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import yaml

from heartbeat_cli.discovery import Propose, Proposed
from heartbeat_cli.discovery.backend import Backend
from heartbeat_cli.discovery.proposing import LIKELY
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_inventory, load_project
from heartbeat_cli.marts import MartsReader, open_marts
from heartbeat_cli.metrics import Metric, evaluate
from heartbeat_cli.pgschema import Column, kind_of, read_text
from tests.receipts import give_receipt

CASES = Path(__file__).parent / "cases" / "discover"
FORMS = ("plain", "typos", "words")
_HEARTBEAT = """
truth_source: {name}
mirror: mirror
marts: {{kind: duckdb, path: marts.duckdb}}
clusters:
  A: {{mirror: a, env: SOURCE_PG}}
demo: true
clock: 2026-05-08T09:00:00Z
"""
_SOURCE = """
source: {name}
title: {name}
role: Everything there is.
archetype: postgres
access: granted
priority: 1
cluster: A
database: {name}
schemas:
  public: {{slice: all}}
"""
_WINDOWS = {
    "today": ("2026-05-08 00:00:00", "2026-05-08 09:00:00"),
    "yesterday": ("2026-05-07 00:00:00", "2026-05-08 00:00:00"),
    "this_week": ("2026-05-04 00:00:00", "2026-05-08 09:00:00"),
    "last_week": ("2026-04-27 00:00:00", "2026-05-04 00:00:00"),
    "this_month": ("2026-05-01 00:00:00", "2026-05-08 09:00:00"),
    "last_month": ("2026-04-01 00:00:00", "2026-05-01 00:00:00"),
    "this_quarter": ("2026-04-01 00:00:00", "2026-05-08 09:00:00"),
    "last_quarter": ("2026-01-01 00:00:00", "2026-04-01 00:00:00"),
    "this_year": ("2026-01-01 00:00:00", "2026-05-08 09:00:00"),
    "last_year": ("2025-01-01 00:00:00", "2026-01-01 00:00:00"),
    "in_2025": ("2025-01-01 00:00:00", "2026-01-01 00:00:00"),
    "in_2026_q1": ("2026-01-01 00:00:00", "2026-04-01 00:00:00"),
    "in_2026_03": ("2026-03-01 00:00:00", "2026-04-01 00:00:00"),
    "in_2026_04": ("2026-04-01 00:00:00", "2026-05-01 00:00:00"),
    "since_2026_02_01": ("2026-02-01 00:00:00", "2026-05-08 09:00:00"),
    "since_2026_03_01": ("2026-03-01 00:00:00", "2026-05-08 09:00:00"),
    "since_2026_04_01": ("2026-04-01 00:00:00", "2026-05-08 09:00:00"),
}
"""Every window of the calendar in the cases on the day of the clock, written by hand."""
_HOURS = {"h": 1, "d": 24, "w": 168}
_NOW = "TIMESTAMPTZ '2026-05-08 09:00:00+00'"


@dataclass(frozen=True)
class Answered:
    """What was proposed for one form of a question, held against what is right."""

    id: str
    form: str
    first: bool
    among_three: bool
    shape: bool
    window: bool
    value: bool
    proposed: Proposed
    wanted: object
    given: object

    @property
    def is_wrong(self) -> bool:
        """Whether another number than the right one would be taken by default, nothing said."""
        found = self.proposed.proposals
        return bool(found) and not self.value and found[0].score >= LIKELY and not found[0].doubt


def build_asked(root: Path, name: str) -> ProjectSettings:
    """A project with the tables and rows of cases/discover/<name>.sql and <name>_rows.sql, landed."""
    for folder in ("db/sources", "mirror/a"):
        (root / folder).mkdir(parents=True)
    ddl = (CASES / f"{name}.sql").read_text()
    (root / "heartbeat.yml").write_text(_HEARTBEAT.format(name=name))
    (root / f"db/sources/{name}.yml").write_text(_SOURCE.format(name=name))
    (root / f"mirror/a/{name}.sql").write_text(ddl)
    project = load_project(root / "heartbeat.yml")
    with duckdb.connect(str(project.marts.path)) as marts:
        marts.execute(f"SET TimeZone = 'UTC'; CREATE SCHEMA {name}_public")
        tables = read_text(ddl, name=name).database.tables()
        for table in tables:
            columns = ", ".join(f'"{column.name}" {_landed_type(column)}' for column in table.columns)
            marts.execute(f'CREATE TABLE {name}_public."{table.name}" ({columns})')
        marts.execute((CASES / f"{name}_rows.sql").read_text())
        for table in tables:
            give_receipt(marts, f"{name}_public", table.name)
    return project


def _landed_type(column: Column) -> str:
    return "VARCHAR" if kind_of(column.type) in ("other", "text") else column.type


def answer_all(project: ProjectSettings, name: str, forms: tuple[str, ...] = FORMS) -> Iterator[Answered]:
    """Every question of cases/discover/<name>.yml in the forms it has, with what was proposed and what is right."""
    inventory = load_inventory(project)
    with Backend(project, inventory, project.now()) as backend, open_marts(project) as reader:
        for case in yaml.safe_load((CASES / f"{name}.yml").read_text()):
            for form in forms:
                if form in case:
                    proposed = backend.answer(Propose(case[form], (inventory.truth_source,)))
                    yield _judged(case, form, proposed, reader, project.now())


def propose_all(project: ProjectSettings, questions: Iterable[str]) -> Iterator[tuple[str, Proposed]]:
    """What is proposed for each question."""
    inventory = load_inventory(project)
    with Backend(project, inventory, project.now()) as backend:
        for question in questions:
            yield question, backend.answer(Propose(question, (inventory.truth_source,)))


def _judged(case: Mapping[str, Any], form: str, proposed: Proposed, reader: MartsReader, now: datetime) -> Answered:
    def right(key: str) -> Any:
        return case.get(f"{form}_{key}", case[key])

    found = proposed.proposals
    tables = [str(proposal.table) for proposal in found]
    wanted = reader.query(_by_hand(right("sql"), right("window"))).rows[0][0]
    given = _value(found[0].sql, found[0].window.name, reader, now) if found else None
    return Answered(
        case["id"],
        form,
        tables[:1] != [] and tables[0] in case["tables"],
        any(table in case["tables"] for table in tables[:3]),
        bool(found) and found[0].shape in _several(right("shape")),
        bool(found) and found[0].window.name == right("window"),
        _is_same(wanted, given),
        proposed,
        wanted,
        given,
    )


def _several(shapes: str | list[str]) -> list[str]:
    return shapes if isinstance(shapes, list) else [shapes]


def _by_hand(sql: str, window: str) -> str:
    """With the window cut from times, `{in COLUMN}`, or from dates, `{on COLUMN}`."""

    def cut(found: re.Match[str]) -> str:
        begin, end = _WINDOWS.get(window) or _rolling(window)
        if found[1] == "in":
            return f"{found[2]} >= TIMESTAMPTZ '{begin}+00' AND {found[2]} < TIMESTAMPTZ '{end}+00'"
        whole = window in _WINDOWS and end.endswith("09:00:00")
        return f"{found[2]} >= DATE '{begin[:10]}' AND {found[2]} < DATE '{end[:10]}'{' + 1' if whole else ''}"

    return re.sub(r"\{(in|on) ([\w.]+)\}", cut, sql).replace("now()", _NOW)


def _rolling(window: str) -> tuple[str, str]:
    now = datetime(2026, 5, 8, 9)
    return str(now - timedelta(hours=int(window[:-1]) * _HOURS[window[-1]])), str(now)


def _value(sql: str, window: str, reader: MartsReader, now: datetime) -> object:
    metric = Metric("asked", "", "", "candidate", window=window, sql=sql)
    try:
        return evaluate(metric, reader, now, None).value
    except HbError as error:
        return error


def _is_same(wanted: object, given: object) -> bool:
    if wanted is None or given is None or isinstance(given, HbError):
        return wanted is given
    return abs(float(str(wanted)) - float(str(given))) <= 1e-6 * max(1.0, abs(float(str(wanted))))
